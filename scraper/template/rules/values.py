"""Rules that build the values of an article: paragraphs, people, photos, links, most-read entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scraper.html.page import Node, Page, blocks, text_of
from scraper.indonesian.bylines import bylines as names_in
from scraper.indonesian.credits import caption_and_credit, credit
from scraper.indonesian.datelines import signature
from scraper.models import Byline, Link, LinkKind, Photo, PopularEntry, Role
from scraper.template.rules.core import ListRule, Rule
from scraper.template.rules.strings import IMAGE, css, css_all
from scraper.text import fold, number

#: Inside an article's text, and no part of it on any of the publishers' pages.
NEVER_TEXT = frozenset("figure figcaption ins aside form nav table".split())
#: How a paragraph begins, by its kind: the output contract's marks.
MARKS = {"p": "", "h": "## ", "li": "- "}


@dataclass(frozen=True, repr=False)
class paragraphs(ListRule[str]):
    """The paragraphs below every element that matches, subheads as "## ", list items as "- ".

    `drop` selects what stands inside the text and is none of it; `breaks` as in `page.blocks`. `heads` selects what is
    a subhead where it is all of a line (tempo's bold ones), `beside` what is then no text (metrobali's italic caption).
    A dateline that stands before the first paragraph as bare text of the container is its head (detik).
    """

    selector: str
    drop: str = ""
    breaks: int = 2
    heads: str = ""
    beside: str = ""

    def value(self, page: Page, scope: Node) -> tuple[str, ...]:
        return tuple(text for top in page.select(self.selector, scope) for text in self._below(top))

    def _below(self, top: Node) -> list[str]:
        skip = frozenset(node.mem_id for node in top.css(self.drop)) if self.drop else frozenset()
        found = blocks(top, skip=skip, without=NEVER_TEXT, breaks=self.breaks)
        heads, beside = _texts(top, self.heads), _texts(top, self.beside)
        found = [block for block in found if block.text not in beside] if beside else found
        lines = [MARKS["h" if block.text in heads else block.kind] + block.text for block in found]
        if len(lines) > 1 and found[0].node.mem_id == top.mem_id and lines[0].endswith(("-", "–", "—")):
            lines[:2] = [f"{lines[0]} {lines[1]}"]
        return lines


def _texts(top: Node, selector: str) -> frozenset[str]:
    return frozenset(map(text_of, top.css(selector))) if selector else frozenset()


@dataclass(frozen=True, repr=False)
class bylines(ListRule[Byline]):
    """The people named in every element that matches, by their printed labels or all in one role."""

    selector: str
    role: Role | None = None
    attr: str | None = None
    holding: str | None = None
    to: Callable[[str], str | None] | None = None

    def value(self, page: Page, scope: Node) -> tuple[Byline, ...]:
        printed = self._printed.value(page, scope)
        return tuple(dict.fromkeys(person for line in printed for person in names_in(line, self.role)))

    @cached_property
    def _printed(self) -> css_all:
        return css_all(self.selector, self.attr, self.holding, to=self.to)


@dataclass(frozen=True, repr=False)
class signed(ListRule[Byline]):
    """The reporters whose names in capitals are the last of these paragraphs (tempo)."""

    text: ListRule[str]

    def value(self, page: Page, scope: Node) -> tuple[Byline, ...]:
        lines = self.text.value(page, scope)
        return tuple(Byline(name, "reporter") for name in signature(lines[-1])[1]) if lines else ()


#: What some sites print before the title of a read-also link, inside the link.
_LABEL = re.compile(r"baca juga\s*:\s*", re.IGNORECASE)


@dataclass(frozen=True, repr=False)
class links(ListRule[Link]):
    """Links to other articles: every `a` that matches. A picture and a title with one address are one link.

    An address without any title is none: detik fills its lists up with empty ones. `title` selects the title where
    the link holds more than that, such as a rank or a date.
    """

    selector: str
    kind: LinkKind
    title: str = ""

    def value(self, page: Page, scope: Node) -> tuple[Link, ...]:
        titles: dict[str, str] = {}
        for url, title in linked(page, scope, self.selector, self.title):
            titles[url] = titles.get(url) or _LABEL.sub("", title)
        return tuple(Link(self.kind, url, title) for url, title in titles.items() if title)


def linked(page: Page, scope: Node, selector: str, title: str = "") -> Iterator[tuple[str, str]]:
    """Address and title of every link that matches and leads to a page; the title in what `title` selects below it."""
    for node in page.select(selector, scope):
        attributes = node.attributes
        if url := page.absolute(attributes.get("href")):
            printed = node.css_first(title) if title else None
            yield url, text_of(node if printed is None else printed) or fold(attributes.get("title") or "")


_PICTURE = css("img", attr=IMAGE)
#: A caption that is only a full stop says nothing (Kompas).
_WORD = re.compile(r"\w")


@dataclass(frozen=True, repr=False)
class photos(ListRule[Photo]):
    """The pictures of the article: one for each element that matches and holds an address.

    `credit` and `caption` are rules below that element. `behind` selects the caption where it is all that the next
    element with words says (viva). Where there is no credit of its own, one in brackets or at the end of the caption
    is taken apart.
    """

    selector: str
    url: Rule[str] = _PICTURE
    caption: Rule[str] | None = None
    credit: Rule[str] | None = None
    behind: str = ""

    def value(self, page: Page, scope: Node) -> tuple[Photo, ...]:
        made = (self._photo(page, node) for node in page.select(self.selector, scope))
        return tuple({photo.url: photo for photo in made if photo}.values())

    def _photo(self, page: Page, node: Node) -> Photo | None:
        url = self.url.value(page, node)
        if not url:
            return None
        caption = self.caption.value(page, node) if self.caption else _behind(node, self.behind)
        caption = caption if caption and _WORD.search(caption) else None
        printed = self.credit.value(page, node) if self.credit else None
        if printed:
            return Photo(url, caption, credit(printed))
        return Photo(url, *caption_and_credit(caption)) if caption else Photo(url)


def _behind(node: Node, selector: str) -> str | None:
    """All that the next element with words says, where it stands in an element that the selector finds."""
    after = node.next if selector else None
    while after is not None and (after.tag in ("-text", "-comment") or not text_of(after)):
        after = after.next
    found = after.css_first(selector) if after is not None else None
    return text_of(found) if found is not None and after is not None and text_of(found) == text_of(after) else None


@dataclass(frozen=True, repr=False)
class popular(ListRule[PopularEntry]):
    """A most-read list: the elements that match in order are its ranks.

    A page may print the list twice; the second time an address stands there, it is no other rank.
    """

    selector: str
    box: Rule[str] | None = None
    link: str = "a"
    title: str = ""
    views: Rule[str] | None = None
    published: Rule[str] | None = None
    author: Rule[str] | None = None

    def value(self, page: Page, scope: Node) -> tuple[PopularEntry, ...]:
        kept: dict[str, dict[str, Any]] = {}
        for entry in filter(None, (self._entry(page, node) for node in page.select(self.selector, scope))):
            kept.setdefault(entry["url"], entry)
        heading = self.box.value(page, scope) if self.box and kept else None
        return tuple(PopularEntry(heading, rank, **entry) for rank, entry in enumerate(kept.values(), 1))

    def _entry(self, page: Page, item: Node) -> dict[str, Any] | None:
        url, title = next((found for found in linked(page, item, self.link, self.title) if found[1]), (None, None))
        if not url:
            return None
        views = self.views.value(page, item) if self.views else None
        return {
            "url": url,
            "title": title,
            "views": number(views) if views else None,
            "published_raw": self.published.value(page, item) if self.published else None,
            "author": self.author.value(page, item) if self.author else None,
        }
