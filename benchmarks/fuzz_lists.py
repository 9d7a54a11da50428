"""Fuzz the readers of lists: mutated feeds, sitemaps and index pages, none of which may raise or take over 2 s.

    python benchmarks/fuzz_lists.py            2,000 lists, seed 20261128
    python benchmarks/fuzz_lists.py 500 7      500 lists, seed 7

Exit code 1 and the seed of each list that raised, or that took longer than the bound in CPU seconds.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from scraper import publishers
from scraper.discovery import listing, read_feed, read_sitemap
from scraper.models import Capture

BOUND_S = 2.0
SITE = "https://m.beritajakarta.id"
NOW = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)
#: What is written into a list: ends and beginnings that readers look for, and what no reader expects.
PIECES = (
    b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<loc>", b"</loc>", b"<url>", b"<item>", b"</item>",
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"&#x110000;", b"&amp;", b"<?xml encoding='utf-7'?>", b"xml:base='http://['",
    b"http://[::1", b"//", b"<div>" * 50, b"<a href='/read/1/x'>", b"Terpopuler", b"31 Februari 2026", b" " * 5000,
    b"a=1 " * 2000, b"\xed\xa0\x80", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"\x1f\x8b",
)  # fmt: skip


def _feed(count: int) -> bytes:
    entry = "<item><title>Warga &amp; kali</title><link>{0}/read/{1}/x</link><pubDate>Fri, 06 Mar 2026</pubDate></item>"
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{_written(entry, count)}</channel></rss>'.encode()


def _atom(count: int) -> bytes:
    entry = '<entry><link rel="alternate" href="{0}/read/{1}/x"/><updated>2026-03-06T05:00:00Z</updated></entry>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom">{_written(entry, count)}</feed>'.encode()


def _sitemap(count: int) -> bytes:
    entry = "<url><loc><![CDATA[{0}/read/{1}/x]]></loc><lastmod>2026-03-06</lastmod></url>"
    return f"<urlset>{_written(entry, count)}</urlset>".encode()


def _index(count: int) -> bytes:
    entry = "<sitemap><loc>{0}/sitemap-{1}.xml</loc></sitemap>"
    return f"<sitemapindex>{_written(entry, count)}</sitemapindex>".encode()


def _page(count: int) -> bytes:
    entry = '<li><h2><a href="/read/{1}/x">Warga menanam pohon nomor {1}</a></h2><span>6 Maret 2026</span></li>'
    return f"<!doctype html><h3>Terpopuler</h3><ul>{_written(entry, count)}</ul><a href='?page=2'>2</a>".encode()


def _written(entry: str, count: int) -> str:
    return "".join(entry.format(SITE, number) for number in range(count))


FORMS: tuple[Callable[[int], bytes], ...] = (_feed, _atom, _sitemap, _index, _page)


def mutated(seed: int) -> bytes:
    """A list of one of the forms with some places cut, doubled, swapped or written over."""
    chance = random.Random(seed)
    body = bytearray(chance.choice(FORMS)(chance.choice((3, 40, 400))))
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(body) + 1)
        end = min(len(body), start + chance.choice((0, 1, 8, 200, 5_000)))
        part = bytes(body[start:end])
        body[start:end] = chance.choice((b"", part * 3, part[::-1], chance.choice(PIECES), chance.choice(PIECES) * 200))
    return bytes(body)


def main(count: int = 2_000, first: int = 20261128) -> int:
    """Read so many mutated lists; gives the exit code."""
    publisher, worst, failed = publishers.named("beritajakarta"), 0.0, []
    for seed in range(first, first + count):
        body, began = mutated(seed), time.process_time()
        try:
            read_feed(body, f"{SITE}/feed")
            read_sitemap(body, f"{SITE}/sitemap.xml")
            listing.read(publisher, Capture(SITE, f"{SITE}/", NOW, 200, "text/html", None, (), body))
        except Exception as err:  # noqa: BLE001 - whatever it is, it is what this looks for
            failed.append(f"{seed}: {type(err).__name__}: {err}")
        took = time.process_time() - began
        worst = max(worst, took)
        if took > BOUND_S:
            failed.append(f"{seed}: {took:.1f} s for {len(body):,} bytes")
    print(f"{count:,} lists, seeds from {first}: {len(failed)} failed, the slowest took {worst:.2f} s")
    print("\n".join(failed))
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
