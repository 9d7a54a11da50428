"""Rule search: from a value that was read without rules to the rules that may find it, one way for each kind of field.

A draft takes the first rule that finds exactly that value on its page; what is learned from many pages weighs all that
do on one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice, permutations, product, takewhile
from operator import attrgetter, eq
from typing import Any, TypeVar

from scraper.drafts import likeness
from scraper.drafts.body_search import body_rules, shared_body_rules
from scraper.drafts.element_search import (
    ELEMENTS,
    LONGEST,
    SELECTORS,
    exact,
    selectors_of,
    single,
    with_text,
)
from scraper.drafts.element_selectors import names, placed, selectors
from scraper.drafts.list_search import link_rules, popular_rules
from scraper.drafts.section_trail import trail
from scraper.extraction.field_sources import SOURCES
from scraper.extraction.generic.text_index import around
from scraper.html.page import Node, Page, text_of
from scraper.models import Byline, Link, Photo
from scraper.template import rules
from scraper.template.rules import IMAGE, ListRule, Rule, css, css_all, first, json_ld, meta
from scraper.template.rules.strings import read

T = TypeVar("T")

#: Elements around a picture that may hold its caption.
_LEVELS = 5
#: Where a machine's date may have been read.
_MACHINE: tuple[Rule[str], ...] = (
    json_ld("datePublished"),
    meta("article:published_time"),
    first("[itemprop~=datePublished]", attr=("content", "datetime")),
    first("time[datetime]", attr="datetime"),
    *map(meta, "datepublished pubdate publishdate date content_publisheddate".split()),
)
#: Where a machine's name of the section may have been read.
_FILED: tuple[Rule[str], ...] = (meta("article:section"), json_ld("articleSection"))


@dataclass(frozen=True)
class Search:
    """How the rule of a field is looked for."""

    #: The rules that may find a value on a page, first those that a redesign breaks last.
    rules: Callable[[Page, Any], Iterator[Rule[Any]]]
    #: How like a rule's value is to the one that is wanted, from 0 to 1.
    likeness: Callable[[Any, Any], float]
    #: The ways to part a value for rules of their own, which are then joined: as a whole first.
    partings: Callable[[Any], Iterator[tuple[Any, ...]]] = lambda wanted: iter([(wanted,)])
    #: The rules that several pages propose together, where a page alone says too little.
    shared: Callable[[Sequence[Page], Sequence[Any]], Iterator[Rule[Any]]] | None = None

    def exactly(self, page: Page, wanted: Any) -> Rule[Any] | None:
        """The first rule that finds a value on a page; None where none does."""
        for parts in self.partings(wanted):
            found = [self._of_part(page, part) for part in parts]
            if None not in found:
                return joined(found)
        return None

    def _of_part(self, page: Page, part: Any) -> Rule[Any] | None:
        def fits(value: Any) -> bool:
            return self.likeness(value, part) == 1

        return exact(page, self.rules(page, part), fits)


def joined(parts: list[Any]) -> Rule[Any]:
    """The rules as one."""
    total: Rule[Any] = parts[0]
    for part in parts[1:]:
        if isinstance(total, ListRule):
            total = total + part
    return total


def _lines(page: Page, wanted: str) -> Iterator[Rule[str]]:
    """Rules for a string that stands alone in an element."""
    return single(page, with_text(page, partial(eq, wanted)))


def _sections(page: Page, wanted: str) -> Iterator[Rule[str]]:
    """Rules for the name of a section: at the end of the trail that leads to it, else in the body or in the head."""
    last = page.once(trail)
    if last is not None and last[1] == wanted:
        nodes = [last[0], *takewhile(lambda node: text_of(node) == wanted, around(last[0]))]
        yield from map(css, (*selectors_of(nodes), *chain.from_iterable(map(placed, nodes))))
    else:  # the first of several names is the first of a menu
        yield from (rule for rule in _lines(page, wanted) if isinstance(rule, css))
    yield from _FILED


def _times(page: Page, wanted: str) -> Iterator[Rule[str]]:
    """Rules for the line of a date, for where a machine reads it, for lines that say the same moment."""
    yield from _lines(page, wanted)
    yield from _MACHINE

    def same(text: str) -> bool:
        return likeness.of_times(text, wanted) == 1

    yield from single(page, with_text(page, same, shortest=True))


def _counts(page: Page, wanted: str) -> Iterator[Rule[str]]:
    """Rules for a counter."""

    def same(text: str) -> bool:
        return wanted in text and likeness.of_counts(text, wanted) == 1

    return single(page, with_text(page, same))


def _tags(page: Page, wanted: tuple[str, ...]) -> Iterator[Rule[tuple[str, ...]]]:
    """Rules for the list of tags."""
    nodes = with_text(page, partial(eq, wanted[0]))
    return map(css_all, selectors_of(nodes))


def _pull_quotes(page: Page, wanted: tuple[str, ...]) -> Iterator[Rule[tuple[str, ...]]]:
    """Rules for boxes with a quotation."""
    nodes = [node for node in page.select("blockquote", page.root) if text_of(node) in wanted]
    return map(css_all, selectors_of(nodes))


def _people(page: Page, wanted: tuple[Byline, ...]) -> Iterator[Rule[tuple[Byline, ...]]]:
    """Rules for people, by the labels before their names, else all in one role."""

    def names_all(text: str) -> bool:
        return all(person.name in text for person in wanted)

    nodes = with_text(page, names_all, shortest=True) or with_text(page, lambda text: wanted[0].name in text)
    roles = (None, wanted[0].role)
    for role, selector in product(roles, selectors_of(nodes)):
        yield rules.bylines(selector, role)


def _partings_of_people(wanted: tuple[Byline, ...]) -> Iterator[tuple[tuple[Byline, ...], ...]]:
    """All in one place, the people of each role, or each one apart."""
    yield (wanted,)
    if len(wanted) == 1:
        return
    by_role = _parted(wanted, attrgetter("role"))
    if 1 < len(by_role) < len(wanted):
        yield by_role
    yield tuple((person,) for person in wanted)


def _kinds_of_links(wanted: tuple[Link, ...]) -> Iterator[tuple[tuple[Link, ...], ...]]:
    """The links of each kind by a rule of their own."""
    yield _parted(wanted, attrgetter("kind"))


def _parted(wanted: tuple[T, ...], part_of: Callable[[T], str]) -> tuple[tuple[T, ...], ...]:
    """The values of each part, the parts in the order of their first values."""
    parts: dict[str, list[T]] = {}
    for each in wanted:
        parts.setdefault(part_of(each), []).append(each)
    return tuple(map(tuple, parts.values()))


def _pictures(page: Page, wanted: tuple[Photo, ...]) -> Iterator[Rule[tuple[Photo, ...]]]:
    """Rules for the lead picture, with what is printed beside it."""
    for image in page.select("img, amp-img", page.root):
        if read(page, image, IMAGE) != wanted[0].url:
            continue
        yield from _picture_below(image)
        for holder in islice(around(image), _LEVELS):
            yield from _picture_below(holder)


def _picture_below(holder: Node) -> Iterator[Rule[tuple[Photo, ...]]]:
    """Rules for the picture below an element: alone, with a caption, with a credit of its own."""
    lines = [*_names_below(holder), *names(holder)[:1]]
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


#: Field of a template -> how its rule is looked for.
SEARCHES: dict[str, Search] = {
    "headline": Search(_lines, likeness.equal),
    "published": Search(_times, likeness.of_times),
    "section": Search(_sections, likeness.equal),
    "tags": Search(_tags, likeness.of_tags),
    "views": Search(_counts, likeness.of_counts),
    "bylines": Search(_people, likeness.of_people, _partings_of_people),
    "photos": Search(_pictures, likeness.of_photos),
    "body": Search(body_rules, likeness.of_texts, shared=shared_body_rules),
    "pull_quotes": Search(_pull_quotes, likeness.equal),
    "links": Search(link_rules, likeness.of_links, _kinds_of_links),
    "popular": Search(popular_rules, likeness.of_most_read),
}


def generic_value(page: Page, name: str) -> Any:
    """What is read of a field without rules; None or empty where nothing is."""
    return SOURCES[name].printed.value(page, page.root)
