"""Fuzz the reading of articles: mutated pages of invented news, none of which may raise what it does not declare.

    python benchmarks/fuzz_pages.py            10,000 pages, seed 20261128
    python benchmarks/fuzz_pages.py 500 7      500 pages, seed 7

Each page is read by its publisher's rules and without rules. Exit code 1 and the seed of each page that raised anything
but errors.ReadError, or that took longer than the bound in CPU seconds.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

import scraper
from scraper.errors import ReadError

BOUND_S = 2.0
TESTS = Path(__file__).parents[1] / "tests"
UNKNOWN = "https://www.kabarcontoh.example/berita/warga-menanam-pohon"
#: What is written into a page: ends and beginnings of what readers look for, and what no reader expects.
PIECES = (
    b"<", b">", b"</", b"<!--", b"-->", b"]]>", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"&#x110000;",
    b"<div>" * 200, b"</div>" * 50, b"<table><tr><td>", b"<script>", b"</script>", b"<svg>", b"<template>", b"<p>",
    b'<script type="application/ld+json">{"@type":"NewsArticle","author":[[[[{}]]]],"datePublished":"2026-13-45"}',
    b"<meta charset=utf-16>", b"<meta property='og:title' content=''>", b"<link rel=canonical href='http://['>",
    b"<h1>", b"</h1>", b"<figure><figcaption>(Foto: )</figcaption>", b"Baca juga:", b"Penulis: Editor: Reporter:",
    b"31 Februari 2026 25:61 WIB", b"(/)", b"\xe2\x80\x9c" * 300, b"kata dia, " * 400, b"Dr. " * 500, b" " * 5000,
    b"a=1 " * 2000, b"9" * 400, b"<span style='display:none'>", b"<blockquote>", b"<img width=\xc2\xb2 src=//x/a.jpg>",
)  # fmt: skip


def pages() -> list[tuple[bytes, str]]:
    """The pages of the tests, each with its address."""
    fixtures = sorted(TESTS.glob("fixtures/*/*.html"))
    known = [(path.read_bytes(), _address(path)) for path in fixtures if path.with_suffix(".json").exists()]
    return known + [(path.read_bytes(), UNKNOWN) for path in sorted(TESTS.glob("unknown/*.html"))]


def _address(path: Path) -> str:
    return str(json.loads(path.with_suffix(".json").read_text("utf-8")).get("url") or UNKNOWN)


def mutated(page: bytes, random_: random.Random) -> bytes:
    """A page with some bytes lost, doubled, moved or written over, and pieces written in."""
    content = bytearray(page)
    for _ in range(random_.randint(1, 8)):
        at = random_.randrange(len(content) or 1)
        length = random_.choice((1, 3, 20, 400))
        match random_.randrange(5):
            case 0:
                del content[at : at + length]
            case 1:
                content[at:at] = content[at : at + length]
            case 2:
                content[at:at] = random_.choice(PIECES)
            case 3:
                content[at : at + length] = random_.randbytes(min(length, 20))
            case _:
                content[at:at] = content[random_.randrange(len(content) or 1) :][:length]
    return bytes(content[: random_.randrange(len(content) or 1)] if random_.random() < 0.1 else content)


def fault(page: bytes, url: str, *, generic: bool) -> str | None:
    """What went wrong with reading a page; None where nothing did."""
    began = time.process_time()
    try:
        scraper.parse(page, url, generic=generic)
    except ReadError:
        pass
    except Exception as err:  # noqa: BLE001 - whatever it is, it is what this looks for
        return f"{type(err).__name__}: {err}"
    took = time.process_time() - began
    return f"{took:.1f} s of CPU" if took > BOUND_S else None


def main() -> int:
    """Read mutated pages, and print what went wrong."""
    words = [int(word) for word in sys.argv[1:3]]
    count = words[0] if words else 10_000
    seed = words[1] if len(words) > 1 else 20_261_128
    sources, failed, slowest = pages(), 0, 0.0
    for number in range(count):
        random_ = random.Random(seed + number)
        page, url = random_.choice(sources)
        changed = mutated(page, random_)
        for generic in (False, True):
            began = time.process_time()
            if wrong := fault(changed, url, generic=generic):
                failed += 1
                print(f"seed {seed + number}, generic {generic}: {wrong}", flush=True)
            slowest = max(slowest, time.process_time() - began)
    print(f"{count} pages, seeds from {seed}: {failed} failed, the slowest took {slowest:.2f} s of CPU")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
