"""Number of pages of an article without rules: printed, linked beside the text, or counted in its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper import urls
from scraper.extraction.generic.main_content import Container, container
from scraper.extraction.generic.regions import href_of, link_around
from scraper.extraction.generic.text_index import Sheet, sheet_of
from scraper.html.page import Node, Page

_PAGE_OF = re.compile(
    r"(?:halaman|hal\.?|page)\s*:?\s*\d+\s*(?:/|dari|of)\s*(?P<count>\d+)|\d+ dari (?P<all>\d+) halaman", re.IGNORECASE
)
_PAGE_LINK = re.compile(r"[?&](?:page|halaman|hal|p)=(?P<number>\d{1,2})(?!\d)")
_NEXT = re.compile(r"(?:halaman )?(?:selanjutnya|berikutnya|next)|show all|semua halaman|tampilkan semua")
#: Ids of the parts of a story that a script shows one after another: "multi-page-0", "page_2", "halaman-3".
_PARTS = "[id^=multi-page-], [id^=page-], [id^=page_], [id^=halaman]"
_NUMBERED = re.compile(r"(?:multi-page|page|halaman)[-_]?(?P<number>\d{1,2})")
#: Texts behind the article's last paragraph in which its pages are told, and in which its own pages are linked.
_BEHIND, _LINKED = 30, 90
#: Elements around a number that may be its link.
_LEVELS = 2


def pages(page: Page) -> str | None:
    """How many pages the article is split over."""
    text, sheet = page.once(container), page.once(sheet_of)
    if text is None:
        return None
    return _printed(sheet, text) or _linked(page, sheet, text) or _parts(page, text)


def _printed(sheet: Sheet, text: Container) -> str | None:
    for place in sheet.find(("halaman", "page", "hal"), text.first, text.last + _BEHIND):
        if match := _PAGE_OF.search(sheet.text(place)):
            return match["count"] or match["all"]
    return None


def _linked(page: Page, sheet: Sheet, text: Container) -> str | None:
    """The highest page of this article that is linked beside it."""
    numbers = (_page_of(page, link) for link in _links(sheet, text))
    return max(filter(None, numbers), key=int, default=None)


def _links(sheet: Sheet, text: Container) -> Iterator[Node]:
    last = min(len(sheet.nodes), text.last + _LINKED)
    for place in range(text.first, last):
        line = sheet.shorts[place]
        if not line.isdecimal() and not _NEXT.match(line):
            continue
        link = link_around(sheet.nodes[place], _LEVELS)
        if link is not None:
            yield link


def _page_of(page: Page, link: Node) -> str | None:
    """The number of the page of this very article that a link leads to: "?page=2", or "/2/" (WordPress)."""
    href, own = href_of(link), urls.path(page.url).rstrip("/")
    printed = link.text(strip=True)
    match = _PAGE_LINK.search(href)
    if match is None:
        return _last_step(href, own, printed)
    if not href.startswith("?") and own not in href:
        return None
    return printed if printed.isdecimal() else match["number"]


def _last_step(href: str, own: str, printed: str) -> str | None:
    """The printed number of a link whose path goes on from the article's own with a number.

    Sites that count from 0 lead to "/1" for what they print as 2 (prokal).
    """
    before, _, last = href.rstrip("/").rpartition("/")
    if not last.isdecimal() or not printed.isdecimal():
        return None
    near = abs(int(printed) - int(last)) <= 1
    return printed if near and before.endswith(own.removesuffix(".html")) else None


def _parts(page: Page, text: Container) -> str | None:
    """How many numbered parts of the story stand in what holds the text, hidden ones too."""
    numbers: set[str] = set()
    for node in page.select(_PARTS, text.node):
        match = _NUMBERED.fullmatch(node.attributes.get("id") or "")
        if match:
            numbers.add(match["number"])
    return str(len(numbers)) if len(numbers) > 1 else None
