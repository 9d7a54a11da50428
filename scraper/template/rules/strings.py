"""Rules that find strings: by selector, in meta elements, in JSON-LD, or by a plain function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from scraper.html.page import Node, Page, source_of, text_of
from scraper.template.rules.core import Ambiguous, ListRule, Rule
from scraper.text import fold

T = TypeVar("T")

#: Where an image's address stands, best first: lazy loading leaves a placeholder in `src`.
IMAGE = ("data-original", "data-src", "data-lazy-src", "longdesc", "src")
_ADDRESSES = frozenset((*IMAGE, "href"))


@dataclass(frozen=True, repr=False)
class _Selection:
    """The strings of the elements that match a selector.

    `attr` names the attribute to read in place of the text, or several in the order to ask them; an address is
    made absolute. `holding` keeps the elements whose source text, icon words included, holds these words. `drop`
    selects what stands below an element and is none of its text. `to` turns each string into another one, or into
    None to drop it.
    """

    selector: str
    attr: str | tuple[str, ...] | None = None
    holding: str | None = None
    drop: str = ""
    to: Callable[[str], str | None] | None = None

    def each(self, page: Page, scope: Node) -> Iterator[str]:
        """The strings in document order, empty ones left out."""
        nodes = page.select(self.selector, scope)
        texts = map(partial(self.of, page), nodes)
        return filter(None, texts)

    def of(self, page: Page, node: Node) -> str | None:
        """The string of one element."""
        return _string(self, page, node)


def _string(rule: _Selection, page: Page, node: Node) -> str | None:
    """What a rule reads of one element; None where it is not meant or says nothing."""
    if rule.holding is not None and rule.holding not in source_of(node):
        return None
    text = read(page, node, rule.attr, rule.drop)
    return _turned(text, rule.to)


def _turned(text: str | None, to: Callable[[str], str | None] | None) -> str | None:
    """A string as a function turns it into another one; as it is without one."""
    if not text or to is None:
        return text
    return to(text)


@dataclass(frozen=True, repr=False)
class css_all(_Selection, ListRule[str]):
    """The text of every element that matches, or its attribute."""

    def value(self, page: Page, scope: Node) -> tuple[str, ...]:
        found = self.each(page, scope)
        return tuple(found)


@dataclass(frozen=True, repr=False)
class first(_Selection, Rule[str]):
    """Like `css_all`, where the page repeats itself on purpose and the first value counts."""

    def value(self, page: Page, scope: Node) -> str | None:
        return _first(self, page, scope)


def _first(rule: _Selection, page: Page, scope: Node) -> str | None:
    """The first string; nearly always the first element speaks, and Lexbor stops at it."""
    node = page.select_first(rule.selector, scope)
    if node is None:
        return None
    text = rule.of(page, node)
    if text:
        return text
    return next(rule.each(page, scope), None)


@dataclass(frozen=True, repr=False)
class css(first):
    """Like `css_all`, for a value that stands on the page once. Raises Ambiguous when it does not."""

    def value(self, page: Page, scope: Node) -> str | None:
        return _only(self, page, scope)


def _only(rule: _Selection, page: Page, scope: Node) -> str | None:
    """The one string of all elements; raises Ambiguous for several different ones."""
    different = list(dict.fromkeys(rule.each(page, scope)))
    if len(different) > 1:
        one, other = different[0][:60], different[1][:60]
        raise Ambiguous(f"{rule!r} finds {one!r} and {other!r}")
    return next(iter(different), None)


@dataclass(frozen=True, repr=False)
class highest(_Selection, Rule[str]):
    """The highest of the whole numbers that stand alone in an element: the last page in a list of pages."""

    def value(self, page: Page, scope: Node) -> str | None:
        numbers = filter(str.isdecimal, self.each(page, scope))
        return max(numbers, key=int, default=None)


@dataclass(frozen=True, repr=False)
class meta(Rule[str]):
    """The content of a meta element by its property, name or itemprop; names in the order to ask them."""

    name: str
    to: Callable[[str], str | None] | None = None

    def value(self, page: Page, scope: Node) -> str | None:
        raw = page.meta.get(self.name, "")
        content = fold(raw)
        return _turned(content, self.to)


@dataclass(frozen=True, repr=False)
class json_ld(Rule[str]):
    """A string or number of the JSON-LD object about this article."""

    key: str

    def value(self, page: Page, scope: Node) -> str | None:
        value = page.described.get(self.key)
        if not isinstance(value, (str, int)):
            return None
        return fold(str(value))


@dataclass(frozen=True, repr=False)
class by(Rule[T]):
    """What a plain function of the page finds, for what no selector can say."""

    function: Callable[[Page], T | None]

    def value(self, page: Page, scope: Node) -> T | None:
        return self.function(page)


@dataclass(frozen=True, repr=False)
class by_all(ListRule[T]):
    """What a plain function of the page finds of a list."""

    function: Callable[[Page], tuple[T, ...]]

    def value(self, page: Page, scope: Node) -> tuple[T, ...]:
        return self.function(page)


@dataclass(frozen=True)
class before:
    """Turns a line into what stands before the last separator in it; all of it where there is none.

    >>> before(" - ")("Siti Aminah - detikJateng"), before(" - ")
    ('Siti Aminah', before(separator=' - '))
    """

    separator: str

    def __call__(self, line: str) -> str:
        head, _, tail = line.rpartition(self.separator)
        whole = tail
        return head or whole


@dataclass(frozen=True)
class behind:
    """Turns a line into what stands behind the last separator in it; None where there is none.

    >>> behind(" | ")("Warga di pasar | Dok. Warga"), behind(" | ")("Warga di pasar")
    ('Dok. Warga', None)
    """

    separator: str

    def __call__(self, line: str) -> str | None:
        if self.separator not in line:
            return None
        _, _, tail = line.rpartition(self.separator)
        return tail


def read(page: Page, node: Node, attr: str | tuple[str, ...] | None = None, drop: str = "") -> str | None:
    """The text of an element, or the first of these attributes that says something; addresses absolute."""
    if attr is None:
        return _text(node, drop)
    names = (attr,) if isinstance(attr, str) else attr
    for name in names:
        value = _attribute(page, node, name)
        if value:
            return value
    return None


def _text(node: Node, drop: str) -> str:
    """The text of an element without what a selector finds below it."""
    left_out = ids_of(node, drop)
    return text_of(node, left_out)


def ids_of(node: Node, selector: str) -> frozenset[int]:
    """The mem_id of every element that a selector finds below one; nothing for an empty selector."""
    if not selector:
        return frozenset()
    found = node.css(selector)
    return frozenset(each.mem_id for each in found)


def _attribute(page: Page, node: Node, name: str) -> str | None:
    value = node.attributes.get(name)
    if name in _ADDRESSES:
        return page.absolute(value)
    return fold(value or "")
