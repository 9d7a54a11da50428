"""Rules that build the values of an article: people, photos, links, most-read entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scraper.html.page import Node, Page, text_of
from scraper.indonesian.bylines import bylines as names_in
from scraper.indonesian.credits import caption_and_credit, credit
from scraper.indonesian.datelines import signature
from scraper.models import Byline, Link, LinkKind, Photo, PopularEntry, Role
from scraper.template.rules.core import ListRule, Rule
from scraper.template.rules.strings import IMAGE, css, css_all
from scraper.text import fold, number


@dataclass(frozen=True, repr=False)
class bylines(ListRule[Byline]):
    """The people named in every element that matches, by their printed labels or all in one role."""

    selector: str
    role: Role | None = None
    attr: str | None = None
    holding: str | None = None
    to: Callable[[str], str | None] | None = None

    def value(self, page: Page, scope: Node) -> tuple[Byline, ...]:
        found: list[Byline] = []
        for line in self._printed.value(page, scope):
            found += names_in(line, self.role)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _printed(self) -> css_all:
        return css_all(self.selector, self.attr, self.holding, to=self.to)


@dataclass(frozen=True, repr=False)
class signed(ListRule[Byline]):
    """The reporters whose names in capitals are the last of these paragraphs (tempo)."""

    text: ListRule[str]

    def value(self, page: Page, scope: Node) -> tuple[Byline, ...]:
        lines = self.text.value(page, scope)
        if not lines:
            return ()
        _, names = signature(lines[-1])
        return tuple(Byline(name, "reporter") for name in names)


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
        printed = linked(page, scope, self.selector, self.title)
        titles = _titles(printed)
        return tuple(Link(self.kind, url, title) for url, title in titles)


def _titles(printed: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each address with its title, those without any left out."""
    titles: dict[str, str] = {}
    for url, title in printed:
        known = titles.get(url)
        titles[url] = known or _LABEL.sub("", title)
    found = titles.items()
    return list(filter(_has_title, found))


def _has_title(found: tuple[str, str]) -> bool:
    return found[1] != ""


def linked(page: Page, scope: Node, selector: str, title: str = "") -> Iterator[tuple[str, str]]:
    """Address and title of every link that matches and leads to a page; the title in what `title` selects below it."""
    for node in page.select(selector, scope):
        href = node.attributes.get("href")
        url = page.absolute(href)
        if url:
            yield url, _title(node, title)


def _title(link: Node, selector: str) -> str:
    """What is printed as the title in a link, else the title that it has as an attribute."""
    printed = link.css_first(selector) if selector else None
    text = text_of(printed or link)
    if text:
        return text
    attribute = link.attributes.get("title")
    return fold(attribute or "")


_PICTURE = css("img", attr=IMAGE)
#: A caption that is only a full stop says nothing (Kompas).
_WORD = re.compile(r"\w")


@dataclass(frozen=True, repr=False)
class photos(ListRule[Photo]):
    """The pictures of the article: one for each element that matches and holds an address.

    `credit` and `caption` are rules below that element. Where there is no credit of its own, one in brackets or at the
    end of the caption is taken apart.
    """

    selector: str
    url: Rule[str] = _PICTURE
    caption: Rule[str] | None = None
    credit: Rule[str] | None = None

    def value(self, page: Page, scope: Node) -> tuple[Photo, ...]:
        found = _pictures(self, page, scope)
        return tuple(found.values())


def _pictures(rule: photos, page: Page, scope: Node) -> dict[str, Photo]:
    """The pictures by their addresses."""
    found: dict[str, Photo] = {}
    for node in page.select(rule.selector, scope):
        url = rule.url.value(page, node)
        if url:
            caption = _below(rule.caption, page, node)
            printed_credit = _below(rule.credit, page, node)
            found[url] = photo(url, caption, printed_credit)
    return found


def _below(rule: Rule[str] | None, page: Page, node: Node) -> str | None:
    """What a rule finds below an element; None where there is no rule."""
    if rule is None:
        return None
    return rule.value(page, node)


def photo(url: str, caption: str | None, printed_credit: str | None = None) -> Photo:
    """A picture with its caption, of which the credit is taken apart where none is printed beside it."""
    if caption and not _WORD.search(caption):
        caption = None
    if printed_credit:
        return Photo(url, caption, credit(printed_credit))
    if not caption:
        return Photo(url)
    return Photo(url, *caption_and_credit(caption))


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
        entries = _entries(self, page, scope)
        if not entries:
            return ()
        heading = _below(self.box, page, scope)
        ranked = enumerate(entries, 1)
        return tuple(PopularEntry(heading, rank, **entry) for rank, entry in ranked)


def _entries(rule: popular, page: Page, scope: Node) -> list[dict[str, Any]]:
    """What the items of a most-read list say, each address once."""
    entries: dict[str, dict[str, Any]] = {}
    for node in page.select(rule.selector, scope):
        found = _entry(rule, page, node)
        if found:
            url = found["url"]
            entries.setdefault(url, found)
    return list(entries.values())


def _entry(rule: popular, page: Page, item: Node) -> dict[str, Any] | None:
    """What one item of a most-read list says; None for one without a link that has a title."""
    found = filter(_has_title, linked(page, item, rule.link, rule.title))
    url, title = next(found, ("", ""))
    if not url:
        return None
    views = _below(rule.views, page, item)
    return {
        "url": url,
        "title": title,
        "views": number(views) if views else None,
        "published_raw": _below(rule.published, page, item),
        "author": _below(rule.author, page, item),
    }
