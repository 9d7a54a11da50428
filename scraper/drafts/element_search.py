"""Where on a page a value stands: the elements that hold a text, and the rules that may find it there.

A rule counts only when it finds exactly that value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from typing import TypeVar

from scraper.drafts.element_selectors import placed, selectors
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.text_index import sheet_of
from scraper.html.page import Node, Page, text_of
from scraper.template.rules import Rule, css, first

T = TypeVar("T")

#: Characters of the longest element that may hold a single value.
LONGEST = 400
#: Elements that are tried for one value, and selectors for one element.
ELEMENTS, SELECTORS = 8, 80


def exact(page: Page, rules: Iterable[Rule[T]], fits: Callable[[T], bool]) -> Rule[T] | None:
    """The first rule whose value fits."""
    for rule in rules:
        try:
            value = rule.value(page, page.root)
        except ValueError:  # ambiguous, which is an answer: not this rule
            continue
        if value is not None and fits(value):
            return rule
    return None


def exact_string(page: Page, wanted: str) -> Rule[str] | None:
    """The rule for a string that stands alone in an element."""

    def fits(text: str) -> bool:
        return text == wanted

    nodes = with_text(page, fits)
    return exact(page, single(page, nodes), fits)


def _short_lines(page: Page) -> list[tuple[Node, str]]:
    """Every element with a short text, those nearest to the headline first."""
    sheet, head = page.once(sheet_of), page.once(printed_headline)
    origin = head[1] if head else 0
    found: list[tuple[int, Node, str]] = []
    for node in page.select("body *", page.root):
        if len(node.text()) > 3 * LONGEST:
            continue
        text = text_of(node)
        if 0 < len(text) <= LONGEST:
            place = sheet.first_in(node) or 0
            found.append((abs(place - origin), node, text))
    found.sort(key=lambda each: each[0])
    return [(node, text) for _, node, text in found]


def with_text(page: Page, fits: Callable[[str], bool], *, shortest: bool = False) -> list[Node]:
    """The elements whose text fits, those nearest to the headline first, or those that say least beside it."""
    found = [(node, text) for node, text in page.once(_short_lines) if fits(text)]
    if shortest:
        found.sort(key=lambda each: len(each[1]))
    return [node for node, _ in found[:ELEMENTS]]


def selectors_of(nodes: Iterable[Node]) -> list[str]:
    """The selectors of several elements, each once."""
    found: dict[str, None] = {}
    for node in nodes:
        found |= dict.fromkeys(islice(selectors(node), SELECTORS))
    return list(found)


def single(page: Page, nodes: list[Node]) -> Iterator[Rule[str]]:
    """Rules for one string, of the likeliest place first; elements around one text are one place."""
    places = groupby(nodes, page.once(sheet_of).first_in)
    for _, group in places:
        yield from _of_place(list(group))


def _of_place(nodes: list[Node]) -> Iterator[Rule[str]]:
    """Where the string stands alone, where an icon's word tells it, the first of several, by its place."""
    called = selectors_of(nodes)
    yield from map(css, called)
    for icon in _icons(nodes):
        for selector in called:
            yield css(selector, holding=icon)
    yield from map(first, called)
    yield from map(css, chain.from_iterable(map(placed, nodes)))


def _icons(nodes: list[Node]) -> list[str]:
    """The words that an icon font draws as pictures, as they stand in these elements."""
    icons: dict[str, None] = {}
    for node in nodes:
        words = (icon.text().strip() for icon in node.css(".material-icons"))
        icons |= dict.fromkeys(words)
    return list(icons)
