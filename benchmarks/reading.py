"""How long reading a page takes, against the bare Lexbor parse of the same bytes, in one run.

    python benchmarks/reading.py [--generic] [-v]

On the real pages beside the checkout where they are at hand, on the fixtures otherwise. Prints the median of the
ratios; exit status 1 when it is over the bound of docs/architecture.md, so that it can guard a change.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

import scraper
from scraper.errors import NotAnArticle
from scraper.quotes.name_words import is_name_word
from scraper.quotes.roles import affiliation

ROOT = Path(__file__).parent.parent
REAL = ROOT.parent / "shared" / "pages"
#: Reading with rules and without, in bare parses.
BOUNDS = {False: 5.5, True: 9.0}


def cases() -> Iterator[tuple[str, str, bytes]]:
    """Name, URL and bytes of every page that is an article."""
    expected = sorted((REAL / "gold").glob("*.json")) or sorted((ROOT / "tests" / "fixtures").glob("*/*.json"))
    for path in expected:
        told = json.loads(path.read_text("utf-8"))
        if "headline" in told:
            page = REAL / f"{told['page']}.html" if "page" in told else path.with_suffix(".html")
            yield told.get("page", f"{path.parent.name}/{path.stem}"), told["url"], page.read_bytes()


def fastest(*works: Callable[[], object], rounds: int = 15, times: int = 4) -> list[float]:
    """Seconds of the fastest round of each, the rounds of all interleaved: what the machine does besides only adds."""
    laps: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for mine, work in zip(laps, works, strict=True):
            began = time.perf_counter()
            for _ in range(times):
                work()
            mine.append((time.perf_counter() - began) / times)
    return [min(mine) for mine in laps]


def read(html: bytes, url: str, *, generic: bool) -> None:
    """Read a page as a crawl does, for the first time: nothing is remembered of its words."""
    is_name_word.cache_clear()
    affiliation.cache_clear()
    scraper.parse(html, url, generic=generic)


def main() -> int:
    """Measure, print, judge."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--generic", action="store_true", help="read as if every publisher were unknown")
    arguments.add_argument("-v", action="store_true", help="a line for each page")
    given = arguments.parse_args()
    ratios = []
    for name, url, html in cases():
        try:
            bare, whole = fastest(partial(LexborHTMLParser, html), partial(read, html, url, generic=given.generic))
        except NotAnArticle as err:
            print(err)
            continue
        ratios.append(whole / bare)
        if given.v:
            print(
                f"{name:50} {len(html):8,} bytes  bare {bare * 1e3:.2f} ms  read {whole * 1e3:.2f} ms  {ratios[-1]:.2f}"
            )
    median = statistics.median(ratios)
    print(f"{len(ratios)} pages: reading takes {median:.2f} bare parses (median; bound {BOUNDS[given.generic]})")
    return int(median > BOUNDS[given.generic])


if __name__ == "__main__":
    raise SystemExit(main())
