"""Hostile lists of every kind take time in proportion to their length: work is counted in CPU seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from scraper import publishers
from scraper.discovery import listing
from scraper.models import Capture

PAGE = "https://m.beritajakarta.id/berita/terkini"
#: CPU seconds of one list of some hundred kilobytes; the slowest takes a third of it.
BOUND_S = 2.0
FEED = '<rss version="2.0"><channel>'


def link(number: int, text: str = "") -> str:
    return f'<a href="/read/{number}/x">{text}</a>'


def links(count: int, form: Callable[[int], str] = link) -> str:
    return "".join(form(number) for number in range(count))


TITLE = "Warga menanam pohon nomor"
PAGES = {
    "links without text in one element": f"<div>{links(4_000)}</div>",
    "one link again and again": f"<div>{links(4_000, lambda _: link(1, 'x'))}</div>",
    "items that are never closed": links(4_000, lambda n: f"<li>{link(n)}"),
    "elements inside each other": links(900, lambda n: f"<div>{link(n)}"),
    "spans inside each other": links(900, lambda n: f"<span>{link(n, 'y')}"),
    "dates around every link": links(1_000, lambda n: f"<i>{n % 28 + 1} Maret 2026</i>{link(n)}"),
    "a heading for every link": links(2_000, lambda n: f"<div><h3>Terpopuler</h3>{link(n, TITLE)}</div>"),
    "headings without lists": "<h3>Terpopuler</h3>" * 4_000 + links(400, lambda n: link(n, TITLE)),
    "headings in every item": f"<ul>{links(4_000, lambda n: f'<li><b>Populer</b>{link(n, TITLE)}')}</ul>",
    "further pages without end": links(4_000, lambda n: f'<a href="?page={n}">{n}</a>'),
}
DOCUMENTS = {
    "feed of entries": FEED + "<item><link>https://m.beritajakarta.id/read/1/x</link></item>" * 8_000,
    "feed of open elements": FEED + "<item>" * 40_000,
    "feed of attributes": f"{FEED}<item {' '.join(f'a{n}=1' for n in range(40_000))}>",
    "feed of name spaces": FEED + "".join(f'<item xmlns:n{n}="http://x/{n}">' for n in range(8_000)),
    "sitemap of blanks": "<urlset><loc>" + " " * 200_000,
    "sitemap of open sections": "<urlset>" + "<loc><![CDATA[" * 20_000,
    "sitemap of closed sections": "<urlset><loc><![CDATA[ x" + "]]>" * 60_000,
    "sitemap of comments": "<urlset>" + "<!--" * 60_000,
    "sitemap of references": f"<urlset><loc>https://m.beritajakarta.id/{'&#' * 100_000}</loc>",
}


@pytest.mark.parametrize("body", [*PAGES.values(), *DOCUMENTS.values()], ids=[*PAGES, *DOCUMENTS])
def test_a_hostile_list_is_read_in_bounded_time(body: str) -> None:
    now = datetime(2026, 3, 6, 5, 0, tzinfo=UTC)
    capture = Capture(PAGE, PAGE, now, 200, "text/html", None, (), body.encode())
    began = time.process_time()
    listing.read(publishers.named("beritajakarta"), capture)
    assert time.process_time() - began < BOUND_S
