"""Reading without rules beside trafilatura and newspaper4k, on the same pages in the same run.

    python -m venv scratch && scratch/bin/pip install -U pip
    scratch/bin/pip install . trafilatura newspaper4k lxml_html_clean
    scratch/bin/python benchmarks/extraction.py [--world WORLD] [--folds DIR]

`--world` adds the pages of the world (WORLD/data/<set>/{pages,gold}): F1 of the words of the text by set. `--folds`
reads them with weights that saw no page of their site, as `tools/train_blocks.py` and `train_gate.py` keep them there.

The two others are no dependencies of this project, so install them apart as above. Needs the stored pages with gold
of ../shared/pages. What is printed for each, as means over the pages:

    body       F1 of the words of the text, counted as a bag; a letter's case and marks are ignored
    junk       share of its words that gold does not have
    headline   equal after folding white space, marks and case
    date       the right day; trafilatura gives no time
    ms         median time of a page in milliseconds, from bytes to fields
    times      how many of our times that is

A page that a reader fails on scores nothing. Ours reads every page as if its publisher were unknown, and finds
quotations, lists and people in the same time; the others were asked for text, title and date alone.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import scraper
from scraper.errors import NotAnArticle

PAGES = Path(__file__).resolve().parent.parent.parent / "shared" / "pages"
ROUNDS = 3
WORD = re.compile(r"\w+")
MARKS = str.maketrans(dict.fromkeys("“”„‟″＂", '"') | dict.fromkeys("‘’‚‛`´", "'"))


class Reading(NamedTuple):
    """What a reader found."""

    text: str
    headline: str
    day: str


Reader = Callable[[bytes, str], Reading]


def ours(body: bytes, url: str) -> Reading:
    """Our own reading, without the rules of any publisher."""
    try:
        article = scraper.parse(body, url, generic=True)
    except NotAnArticle:
        return Reading("", "", "")
    return Reading(article.body, article.headline or "", str(article.published_at or "")[:10])


def with_trafilatura() -> Reader:
    """Its default extraction with metadata, for which it takes decoded text or bytes."""
    module: Any = import_module("trafilatura")

    def read(body: bytes, url: str) -> Reading:
        found = module.bare_extraction(body, url=url, with_metadata=True, include_comments=False)
        return Reading(found.text or "", found.title or "", found.date or "") if found else Reading("", "", "")

    return read


def with_newspaper() -> Reader:
    """Its parse of given HTML, with nothing downloaded."""
    module: Any = import_module("newspaper")

    def read(body: bytes, url: str) -> Reading:
        article = module.Article(url, language="id", fetch_images=False)
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        return Reading(article.text or "", article.title or "", str(article.publish_date or "")[:10])

    return read


def pages() -> Iterator[tuple[dict[str, Any], bytes]]:
    """Gold and bytes of every page that is an article."""
    for path in sorted((PAGES / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if "headline" in gold:
            yield gold, (PAGES / f"{gold['page']}.html").read_bytes()


def words(text: str) -> Counter[str]:
    """The words of a text with their counts."""
    return Counter(WORD.findall(text.lower()))


def scores(gold: dict[str, Any], found: Reading) -> dict[str, float]:
    """One page's figures."""
    wanted, got = words(" ".join(gold["body"])), words(found.text)
    extra = (got - wanted).total()
    return {
        "body": 2 * (wanted & got).total() / (wanted.total() + got.total()),
        "junk": extra / got.total() if got else 0.0,
        "headline": float(folded(gold["headline"]) == folded(found.headline)),
        "date": float(gold["published"][:10] == found.day),
    }


def folded(text: str) -> str:
    """A headline as it is compared."""
    return " ".join(text.translate(MARKS).lower().split())


def measure(read: Reader, cases: list[tuple[dict[str, Any], bytes]]) -> dict[str, float]:
    """Mean figures of a reader, and the median of each page's best time of three."""
    figures, spent = [], []
    for gold, body in cases:
        best = float("inf")
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = read(body, gold["url"])
            best = min(best, time.perf_counter() - began)
        figures.append(scores(gold, found))
        spent.append(best * 1000)
    means = {name: statistics.mean(each[name] for each in figures) for name in figures[0]}
    return means | {"ms": statistics.median(spent)}


def cross_validated(folds: Path) -> Reader:
    """Our own reading with weights that saw no page of the site."""
    os.environ["FOLDS"] = str(folds)
    sys.path.insert(0, str(Path(__file__).parent.parent))
    module: Any = import_module("tools.cross_validated")

    def read(body: bytes, url: str) -> Reading:
        try:
            found = module.read(body, url)
        except NotAnArticle:
            return Reading("", "", "")
        return Reading(found["body"], found["headline"] or "", (found["date"] or "")[:10])

    return read


def world(folder: Path, readers: dict[str, Reader]) -> None:
    """Print the F1 of the words of the text by set, as score_world.py counts it."""
    print(f"\n{'':22}{'pages':>8}" + "".join(f"{name:>14}" for name in readers))
    for one in sorted(each for each in (folder / "data").iterdir() if each.is_dir()):
        golds = [json.loads(file.read_text("utf-8")) for file in sorted((one / "gold").glob("*.json"))]
        golds = [gold for gold in golds if gold.get("text")]
        if not golds:
            continue
        row = f"{one.name:22}{len(golds):8}"
        for read in readers.values():
            row += f"{statistics.mean(f1(one, gold, read) for gold in golds):14.3f}"
        print(row)


def f1(folder: Path, gold: dict[str, Any], read: Reader) -> float:
    """F1 of the words of one page's text; what the gold's makers disagree on counts neither way."""
    body = (folder / "pages" / f"{gold['page'].partition('/')[2]}.html").read_bytes()
    wanted, got = words(gold["text"]), words(read(body, gold["url"]).text)
    got -= (got - wanted) & words(gold.get("optional") or "")
    return 2 * (wanted & got).total() / max(1, wanted.total() + got.total())


def main() -> int:
    """Print the table; exit status 1 where there is nothing to measure."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--world", type=Path)
    arguments.add_argument("--folds", type=Path)
    given = arguments.parse_args()
    status = indonesian()
    if given.world:
        own = cross_validated(given.folds) if given.folds else ours
        world(given.world, {"ours": own, "trafilatura": with_trafilatura()})
    return status


def indonesian() -> int:
    """Print the table of the Indonesian pages."""
    cases = list(pages())
    if not cases:
        print(f"no pages in {PAGES}", file=sys.stderr)
        return 1
    makers = {"ours": lambda: ours, "trafilatura": with_trafilatura, "newspaper4k": with_newspaper}
    print(f"{len(cases)} pages\n{'':22}{'body':>8}{'junk':>8}{'headline':>10}{'date':>8}{'ms':>9}{'times':>8}")
    own = 0.0
    for name, make in makers.items():
        try:
            label = f"{name} {version(name)}" if name != "ours" else name
        except PackageNotFoundError:
            print(f"{name:22}not installed; see the head of {Path(__file__).name}")
            continue
        got = measure(make(), cases)
        own = own or got["ms"]
        print(
            f"{label:22}{got['body']:8.3f}{got['junk']:8.3f}{got['headline']:10.3f}{got['date']:8.3f}"
            f"{got['ms']:9.2f}{got['ms'] / own:8.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
