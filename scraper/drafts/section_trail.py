"""Trail: the links over an article that lead down the site, each below the one before; its last step is the section.

A trail is told by its addresses alone, whatever it is called: "/" > "/daerah" > "/daerah/pesisir".
"""

from __future__ import annotations

import re

from scraper import urls
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.text_index import plain, sheet_of
from scraper.html.page import Node, Page, text_of

#: Links of a trail, and characters of it and of one step.
_FEWEST, _MOST = 2, 5
_LONGEST_TRAIL, _LONGEST_STEP = 160, 40
#: A step that names no section: the front page, or that this is an article.
_NO_SECTION = re.compile(r"(?:home|beranda|detail\b.*|baca|read|[\W\d]*)", re.IGNORECASE)
_HOLDERS = "ul, ol, nav, div, p, span"


def trail(page: Page) -> tuple[Node, str] | None:
    """The element of the last step and what it says, of the trail nearest over the headline; None without one."""
    sheet, head = page.once(sheet_of), page.once(printed_headline)
    found: tuple[Node, str] | None = None
    for holder in page.select(_HOLDERS, page.root):
        links = holder.css("a[href]") if len(holder.text()) < 4 * _LONGEST_TRAIL else []
        if not _FEWEST <= len(links) + 1 <= _MOST or len(text_of(holder)) > _LONGEST_TRAIL:
            continue
        place = sheet.first_in(holder)
        if place is None or (head is not None and place > head[1]):
            continue
        found = _last_step(page, holder, links) or found
    return found


def _last_step(page: Page, holder: Node, links: list[Node]) -> tuple[Node, str] | None:
    addresses = [page.absolute(link.attributes["href"]) for link in links]
    steps = [(link, url) for link, url in zip(links, addresses, strict=True) if url is not None]
    if not steps or not _leads_down(page, [url for _, url in steps]):
        return None
    last, _ = steps[-1]
    behind = _behind(page, holder, links)
    named = behind or last
    text = text_of(named)
    is_section = len(steps) + (behind is not None) >= _FEWEST and not _NO_SECTION.fullmatch(text)
    return (named, text) if is_section and len(text) <= _LONGEST_STEP else None


def _leads_down(page: Page, addresses: list[str]) -> bool:
    """Whether the first address is a front page of the site, each one below the one before, the last at home here."""
    own = urls.site(page.url)
    if any(urls.site(url) != own for url in addresses) or len(urls.path(addresses[0])) > 1:
        return False
    if _home(addresses[-1]) != _home(page.url):
        return False
    return all(map(_is_below, addresses[1:], addresses))


def _home(url: str) -> str:
    """The host of an address, whichever size of screen it is for."""
    return re.sub(r"^(?:www|m|amp)\.", "", urls.authority(url))


def _is_below(url: str, above: str) -> bool:
    path, upper = urls.path(url).rstrip("/"), urls.path(above).rstrip("/")
    if not upper:
        return True
    return urls.authority(url) == urls.authority(above) and path.startswith(f"{upper}/")


def _behind(page: Page, holder: Node, links: list[Node]) -> Node | None:
    """An entry without a link behind the last one that has one, where it is not the article itself."""
    entries = holder.css("li")
    if not entries or entries[-1].css_first("a[href]") is not None:
        return None
    text, head = text_of(entries[-1]), page.once(printed_headline)
    is_article = head is not None and plain(text)[: _LONGEST_STEP // 2] in plain(head[0])
    is_apart = links[-1].parent is not None and links[-1].parent.tag == "li"
    return entries[-1] if text and is_apart and not is_article else None
