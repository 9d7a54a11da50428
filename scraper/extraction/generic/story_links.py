"""Links to other stories of the page's own site: their addresses and titles."""

from __future__ import annotations

import re

from scraper import urls
from scraper.html.page import Node, Page, text_of

#: Links to the rest of a list.
_MORE = re.compile(
    r"\W*(?:lihat|baca|tampilkan)? ?(?:semua|selengkapnya|indeks|index|lainnya)\b|.*\bselengkapnya$", re.IGNORECASE
)
_NO_ARTICLE = re.compile(
    r"/(?:tags?|topi[ck]s?|author|penulis|me|profil|inde[kx]s?|search|embed|kategori|category)(?:/|$)"
)
#: Characters of the shortest title of an article.
_TITLE = 16


def stories(page: Page, node: Node) -> dict[str, str]:
    """Titles by URL of the articles of this site that are linked in an element."""
    titles: dict[str, str] = {}
    known = page.once(_known)
    for link in [node] if node.tag == "a" else node.css("a[href]"):
        key = link.mem_id
        if key not in known:
            known[key] = _article(page, link)
        if entry := known[key]:
            titles.setdefault(*entry)
    return titles


def _known(_page: Page) -> dict[int, tuple[str, str] | None]:
    """URL and title by the mem_id of links that were looked at: a heading's list is looked for on many levels."""
    return {}


def _article(page: Page, link: Node) -> tuple[str, str] | None:
    """URL and title of an article of this site; None for any other link."""
    if len(link.text()) < _TITLE:
        return None
    title = text_of(link)
    if len(title) < _TITLE or _MORE.match(title):
        return None
    url = _own_address(page, link.attributes.get("href") or "")
    if url is None:
        return None
    if len(title) < 2 * _TITLE and _NO_ARTICLE.search(url):
        return None
    return url, title


def _own_address(page: Page, href: str) -> str | None:
    """The canonical URL of a link that stays on this site; most links to others are told by their text alone."""
    own = page.once(_own_site)
    if href.startswith("http") and own not in href:
        return None
    url = page.absolute(href)
    return url if url and urls.site(url) == own else None


def _own_site(page: Page) -> str:
    return urls.site(page.url)
