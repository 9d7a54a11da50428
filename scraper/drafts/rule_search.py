"""Rule search: from a value that was read without rules to the rule that finds it, one way for each kind of field.

Where no rule finds exactly that value the field has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice, permutations, product
from operator import eq
from typing import Any, TypeVar

from scraper.drafts.body_search import body
from scraper.drafts.element_search import (
    ELEMENTS,
    LONGEST,
    SELECTORS,
    exact,
    exact_string,
    selectors_of,
    single,
    with_text,
)
from scraper.drafts.element_selectors import names, selectors
from scraper.extraction.field_sources import SOURCES
from scraper.extraction.generic.text_index import around
from scraper.html.page import Node, Page, text_of
from scraper.indonesian import dates
from scraper.indonesian.time_zones import WIB
from scraper.models import Byline, Link, Photo, PopularEntry
from scraper.template import rules
from scraper.template.rules import IMAGE, ListRule, Rule, css, css_all, first, json_ld, meta
from scraper.template.rules.strings import read
from scraper.text import number

T = TypeVar("T")

#: Elements around a link that may be the entry of a list, or around a picture that may hold its caption.
_LEVELS = 5
#: Characters of the longest line that says a time, and a count.
_LONGEST_TIME, _LONGEST_COUNT = 120, 80
#: Where a machine's date may have been read.
_MACHINE: tuple[Rule[str], ...] = (
    json_ld("datePublished"),
    meta("article:published_time"),
    first("[itemprop~=datePublished]", attr=("content", "datetime")),
    first("time[datetime]", attr="datetime"),
    *map(meta, "datepublished pubdate publishdate date content_publisheddate".split()),
)


def headline(page: Page, wanted: str) -> Rule[str] | None:
    """The rule for a headline."""
    return exact_string(page, wanted)


def section(page: Page, wanted: str) -> Rule[str] | None:
    """The rule for the name of a section, in the body or in the head."""
    in_head: list[Rule[str]] = [meta("article:section"), json_ld("articleSection")]
    return exact_string(page, wanted) or exact(page, in_head, partial(eq, wanted))


def published(page: Page, wanted: str) -> Rule[str] | None:
    """The rule for the line of a date, else for one that says the same moment; else where a machine reads it."""
    found = exact_string(page, wanted) or exact(page, _MACHINE, partial(eq, wanted))
    moment = dates.printed(wanted, zone=WIB)
    if found or moment is None:
        return found

    def same(text: str) -> bool:
        has_digits = any(map(str.isdigit, text))
        return has_digits and len(text) <= _LONGEST_TIME and dates.printed(text, zone=WIB) == moment

    nodes = with_text(page, same, shortest=True)
    return exact(page, single(page, nodes), same)


def views(page: Page, wanted: str) -> Rule[str] | None:
    """The rule for the counter."""
    count = number(wanted)

    def same(text: str) -> bool:
        return len(text) <= _LONGEST_COUNT and number(text) == count

    nodes = with_text(page, lambda text: wanted in text and same(text))
    return exact(page, single(page, nodes), same)


def tags(page: Page, wanted: tuple[str, ...]) -> Rule[tuple[str, ...]] | None:
    """The rule for the list of tags."""

    def same(found: tuple[str, ...]) -> bool:
        return tuple(dict.fromkeys(found)) == wanted

    nodes = with_text(page, partial(eq, wanted[0]))
    return exact(page, map(css_all, selectors_of(nodes)), same)


def pull_quotes(page: Page, wanted: tuple[str, ...]) -> Rule[tuple[str, ...]] | None:
    """The rule for boxes with a quotation."""
    nodes = [node for node in page.select("blockquote", page.root) if text_of(node) in wanted]
    return exact(page, map(css_all, selectors_of(nodes)), partial(eq, wanted))


def bylines(page: Page, wanted: tuple[Byline, ...]) -> Rule[tuple[Byline, ...]] | None:
    """The rule for the people: all in one place, or each one apart."""
    whole = _people(page, wanted)
    if whole is not None or len(wanted) == 1:
        return whole
    return _sum(_people(page, (person,)) for person in wanted)


def _people(page: Page, wanted: tuple[Byline, ...]) -> ListRule[Byline] | None:
    def names_all(text: str) -> bool:
        return all(person.name in text for person in wanted)

    nodes = with_text(page, names_all, shortest=True) or with_text(page, lambda text: wanted[0].name in text)
    roles = (None, wanted[0].role)
    candidates = (rules.bylines(selector, role) for role, selector in product(roles, selectors_of(nodes)))
    found = exact(page, candidates, partial(eq, wanted))
    return found if isinstance(found, ListRule) else None


def _sum(parts: Iterable[ListRule[T] | None]) -> ListRule[T] | None:
    """The rules joined to one; None where one of them was not found."""
    total: ListRule[T] | None = None
    for part in parts:
        if part is None:
            return None
        total = part if total is None else total + part
    return total


def photos(page: Page, wanted: tuple[Photo, ...]) -> Rule[tuple[Photo, ...]] | None:
    """The rule for the lead picture, with what is printed beside it."""
    return exact(page, _picture_rules(page, wanted[0].url), partial(eq, wanted))


def _picture_rules(page: Page, url: str) -> Iterator[Rule[tuple[Photo, ...]]]:
    for image in page.select("img, amp-img", page.root):
        if read(page, image, IMAGE) != url:
            continue
        yield from _picture_below(image)
        for holder in islice(around(image), _LEVELS):
            yield from _picture_below(holder)


def _picture_below(holder: Node) -> Iterator[Rule[tuple[Photo, ...]]]:
    """Rules for the picture below an element: alone, with a caption, with a credit of its own."""
    lines = _names_below(holder)
    called = list(islice(selectors(holder), SELECTORS // 4))
    for selector in called:
        yield rules.photos(selector)
    for selector in called:
        for line in lines:
            yield rules.photos(selector, caption=css(line))
        for line in lines:
            yield rules.photos(selector, credit=css(line))
        if len(lines) > ELEMENTS:
            continue
        for one, other in permutations(lines, 2):
            yield rules.photos(selector, caption=css(one, drop=other), credit=css(other))


def _names_below(holder: Node) -> list[str]:
    """What the first elements with a text below one are called."""
    found: dict[str, None] = {}
    below = (node for node in holder.css("*") if node.mem_id != holder.mem_id)
    with_line = (node for node in below if 0 < len(node.text()) <= 3 * LONGEST)
    for node in islice(with_line, 2 * ELEMENTS):
        found |= dict.fromkeys([*names(node)[:2], str(node.tag)])
    return list(found)


def links(page: Page, wanted: tuple[Link, ...]) -> Rule[tuple[Link, ...]] | None:
    """The rule for links to other articles, each kind by its own."""
    kinds: dict[str, list[Link]] = {}
    for link in wanted:
        kinds.setdefault(link.kind, []).append(link)
    parts = [_links(page, tuple(each)) for each in kinds.values()]
    return _sum(parts)


def _links(page: Page, wanted: tuple[Link, ...]) -> ListRule[Link] | None:
    def same(value: tuple[Link, ...]) -> bool:
        others = [link for link in value if link.url != page.url]
        return tuple(others) == wanted

    called = selectors_of(_anchors(page, wanted[0]))
    candidates = (rules.links(selector, wanted[0].kind) for selector in called)
    found = exact(page, candidates, same)
    return found if isinstance(found, ListRule) else None


def _anchors(page: Page, entry: Link | PopularEntry) -> list[Node]:
    """The elements of a link with its title."""
    found = page.select("a[href]", page.root)
    of_url = [node for node in found if page.absolute(node.attributes["href"]) == entry.url]
    of_title = [node for node in of_url if text_of(node) == entry.title]
    return of_title[:ELEMENTS]


def popular(page: Page, wanted: tuple[PopularEntry, ...]) -> Rule[tuple[PopularEntry, ...]] | None:
    """The rule for the entries of a most-read list, and its heading."""
    heading = wanted[0].box
    box = exact_string(page, heading) if heading else None
    items: list[Node] = []
    for anchor in _anchors(page, wanted[0]):
        items += (anchor, *islice(around(anchor), _LEVELS))
    candidates = (rules.popular(selector, box=box) for selector in selectors_of(items))
    return exact(page, candidates, partial(eq, wanted))


#: Field of a template -> how its rule is looked for.
SEARCHES: dict[str, Callable[[Page, Any], Rule[Any] | None]] = {
    each.__name__: each
    for each in (headline, published, section, tags, views, bylines, photos, body, pull_quotes, links, popular)
}


def generic_value(page: Page, name: str) -> Any:
    """What is read of a field without rules; None or empty where nothing is."""
    return SOURCES[name].printed.value(page, page.root)
