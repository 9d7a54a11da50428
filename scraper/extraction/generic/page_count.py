"""The number of pages of an article without rules: printed, or linked beside the text."""

from __future__ import annotations

import re
from itertools import islice

from scraper import urls
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text_index import around, sheet_of
from scraper.html.page import Node, Page

_PAGE_OF = re.compile(
    r"(?:halaman|page)\s*:?\s*\d+\s*(?:/|dari|of)\s*(?P<count>\d+)|\d+ dari (?P<all>\d+) halaman", re.IGNORECASE
)


_PAGE_LINK = re.compile(r"[?&](?:page|halaman)=(\d{1,2})(?!\d)")


_NEXT = re.compile(r"(?:halaman )?(?:selanjutnya|berikutnya|next)|show all|semua halaman|tampilkan semua")


#: Texts behind the article's last paragraph in which its pages are told.
_BEHIND = 30


def pages(page: Page) -> str | None:
    """How many pages the article is split over: as printed, else the highest page that is linked beside it."""
    text, sheet = page.once(container), page.once(sheet_of)
    if text is None:
        return None
    for place in sheet.find(("halaman", "page"), text.first, text.last + _BEHIND):
        if match := _PAGE_OF.search(sheet.text(place)):
            return match["count"] or match["all"]
    near = range(text.first, min(len(sheet.nodes), text.last + _BEHIND))
    named = (place for place in near if sheet.shorts[place].isdecimal() or _NEXT.match(sheet.shorts[place]))
    links = (link for place in named for link in islice(around(sheet.nodes[place]), 2) if link.tag == "a")
    return max(filter(None, (_page_of(page, link) for link in links)), key=int, default=None)


def _page_of(page: Page, link: Node) -> str | None:
    """The number of the page of this very article that a link leads to: "?page=2", or "/2/" (WordPress)."""
    href, own = link.attributes.get("href") or "", urls.path(page.url).rstrip("/")
    if match := _PAGE_LINK.search(href):
        return match[1] if href.startswith("?") or own in href else None
    number, step = link.text(strip=True), href.rstrip("/").rpartition("/")
    return number if number.isdecimal() and step[2] == number and step[0].endswith(own) else None
