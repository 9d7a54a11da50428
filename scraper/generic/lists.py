"""Lists of other articles around an article: related, most read, read-also links, tags, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.boilerplate import heading_kind
from scraper.generic.container import container
from scraper.generic.headline import printed_headline
from scraper.generic.sheet import BREAK, sheet_of
from scraper.models import Link, PopularEntry
from scraper.page import BLOCKS, Node, Page, text_of
from scraper.text import fold

_HINT = re.compile(
    rf"{BREAK}[^{BREAK}]{{0,20}}(?:terkait|rekomendasi|lainnya|sejenis|serupa|related|populer|popular|dibaca|read|viewed|juga|pula)"
    rf"[^{BREAK}]{{0,20}}(?={BREAK})",
    re.IGNORECASE,
)
_TAGS = re.compile(
    rf"{BREAK}\s*(?:#\s*)?(?:tags?|topik|tag terkait|topik terkait|topik berita terkait|kata kunci|tagar|label|topics?)\s*:?\s*(?={BREAK})",
    re.IGNORECASE,
)
#: Characters of the shortest title of an article.
_TITLE = 16
#: Elements above a heading up to which its list is looked for.
_LEVELS = 6


def related(page: Page) -> tuple[Link, ...]:
    """The first list of related articles behind the headline."""
    for place, kind in page.once(_headings):
        if kind == "related" or (kind == "read_also" and not _in_text(page, place)):
            found = _list_below(page, place)
            if found:
                return tuple(Link("related", url, title) for url, title in found.items())
    return ()


def popular(page: Page) -> tuple[PopularEntry, ...]:
    """The first most-read list behind the headline."""
    for place, kind in page.once(_headings):
        if kind == "popular":
            found = _list_below(page, place)
            if len(found) > 1:
                box = fold(page.once(sheet_of).texts[place])
                return tuple(PopularEntry(box, rank, url, title) for rank, (url, title) in enumerate(found.items(), 1))
    return ()


def _headings(page: Page) -> list[tuple[int, str]]:
    """Place and kind of every heading of a list, those behind the headline first."""
    sheet, head = page.once(sheet_of), page.once(printed_headline)
    found = []
    for place, _ in sheet.search(_HINT):
        kind = heading_kind(fold(sheet.texts[place]))
        if kind:
            found.append((place, str(kind)))
    start = head[1] if head else 0
    return [each for each in found if each[0] > start] + [each for each in found if each[0] <= start]


def _in_text(page: Page, place: int) -> bool:
    text = page.once(container)
    return text is not None and text.first < place < text.last


def _list_below(page: Page, place: int) -> dict[str, str]:
    """Titles by URL of the list that a heading stands over."""
    node: Node | None = _block(page.once(sheet_of).nodes[place])
    text = page.once(container)
    for _ in range(_LEVELS):
        if node is None or node.tag == "body" or (text and node.mem_id in text.holders):
            break
        found = _behind(page, node)
        if found:
            return found
        node = node.parent
    return {}


def _behind(page: Page, heading: Node) -> dict[str, str]:
    """The articles linked in the next element that links any; in several when each links one."""
    found: dict[str, str] = {}
    node = heading.next
    while node is not None:
        if node.tag and node.tag[0] not in "-!":
            here = _articles(page, node)
            found |= here
            if len(here) > 1:
                break
        node = node.next
    return found


def _articles(page: Page, node: Node) -> dict[str, str]:
    titles: dict[str, str] = {}
    for link in ([node] if node.tag == "a" else node.css("a[href]")):
        url = page.absolute(link.attributes.get("href"))
        if url and url != page.url and len(title := text_of(link)) >= _TITLE:
            titles.setdefault(url, title)
    return titles


def _block(node: Node) -> Node | None:
    parent = node.parent
    while parent is not None and parent.tag not in BLOCKS:
        parent = parent.parent
    return parent


def read_also(page: Page) -> tuple[Link, ...]:
    """Links to other articles that stand between the paragraphs."""
    text = page.once(container)
    if text is None:
        return ()
    sheet = page.once(sheet_of)
    found: dict[str, str] = {}
    for link in page.select("a[href]", text.node):
        place = sheet.first_in(link)
        if place is not None and text.first < place <= text.last + 3 and _stands_alone(link):
            url = page.absolute(link.attributes.get("href"))
            if url:
                found.setdefault(url, text_of(link))
    return tuple(Link("read_also", url, title) for url, title in found.items())


def _stands_alone(link: Node) -> bool:
    """Whether a link is a line of its own, but for a label before it."""
    title = text_of(link)
    block = _block(link)
    return block is not None and len(title) >= _TITLE and len(text_of(block)) <= len(title) + 20


def tags(page: Page) -> tuple[str, ...]:
    """The tags behind the article's text."""
    text, sheet = page.once(container), page.once(sheet_of)
    first = text.last if text else 0
    for place, _ in sheet.search(_TAGS, first):
        found = list(_tags_below(sheet.nodes[place]))
        if found:
            return tuple(dict.fromkeys(found))
    marked = page.select("a[rel~=tag], a[href*='/tag/'], a[href*='/tags/'], a[href*='/topic/'], a[href*='/topik/']", page.root)
    return tuple(dict.fromkeys(text_of(node).lstrip("# ") for node in marked if (sheet.first_in(node) or 0) > first))


def _tags_below(label: Node) -> Iterator[str]:
    node = label.parent
    while node is not None and node.tag != "body":
        links = [text_of(link).strip("#, ") for link in node.css("a[href]") if len(text_of(link)) < 60]
        links = [link for link in links if link and not _TAGS.match(f"{BREAK}{link}{BREAK}")]
        if links:
            yield from links
            return
        node = node.parent
