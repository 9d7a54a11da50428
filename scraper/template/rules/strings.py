"""Rules that find strings: by selector, in meta elements, in JSON-LD, or by a plain function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
    None to drop it. `alone` keeps the elements that hold all the text of their parent: a line that is wholly italic
    is a caption, a word in italics is none.
    """

    selector: str
    attr: str | tuple[str, ...] | None = None
    holding: str | None = None
    drop: str = ""
    to: Callable[[str], str | None] | None = None
    alone: bool = False

    def each(self, page: Page, scope: Node) -> Iterator[str]:
        """The strings in document order, empty ones left out."""
        return filter(None, (self.of(page, node) for node in page.select(self.selector, scope)))

    def of(self, page: Page, node: Node) -> str | None:
        """The string of one element."""
        if self.holding is not None and self.holding not in source_of(node):
            return None
        if self.alone and node.parent is not None and text_of(node) != text_of(node.parent):
            return None
        text = read(page, node, self.attr, self.drop) if self.attr or self.drop else text_of(node)
        return self.to(text) if text and self.to else text


@dataclass(frozen=True, repr=False)
class css_all(_Selection, ListRule[str]):
    """The text of every element that matches, or its attribute."""

    def value(self, page: Page, scope: Node) -> tuple[str, ...]:
        return tuple(self.each(page, scope))


@dataclass(frozen=True, repr=False)
class first(_Selection, Rule[str]):
    """Like `css_all`, where the page repeats itself on purpose and the first value counts."""

    def value(self, page: Page, scope: Node) -> str | None:
        # nearly always the first element speaks, and Lexbor stops at it
        node = page.select_first(self.selector, scope)
        return (self.of(page, node) or next(self.each(page, scope), None)) if node is not None else None


@dataclass(frozen=True, repr=False)
class css(first):
    """Like `css_all`, for a value that stands on the page once. Raises Ambiguous when it does not."""

    def value(self, page: Page, scope: Node) -> str | None:
        found = None
        for node in page.select(self.selector, scope):
            text = self.of(page, node)
            if text and found and text != found:
                raise Ambiguous(f"{self!r} finds {found[:60]!r} and {text[:60]!r}")
            found = found or text
        return found


@dataclass(frozen=True, repr=False)
class highest(_Selection, Rule[str]):
    """The highest of the whole numbers that stand alone in an element: the last page in a list of pages."""

    def value(self, page: Page, scope: Node) -> str | None:
        return max((text for text in self.each(page, scope) if text.isdecimal()), key=int, default=None)


@dataclass(frozen=True, repr=False)
class meta(Rule[str]):
    """The content of a meta element by its property, name or itemprop; names in the order to ask them."""

    name: str
    to: Callable[[str], str | None] | None = None

    def value(self, page: Page, scope: Node) -> str | None:
        content = fold(page.meta.get(self.name, ""))
        return self.to(content) if content and self.to else content


@dataclass(frozen=True, repr=False)
class json_ld(Rule[str]):
    """A string or number of the JSON-LD object about this article."""

    key: str

    def value(self, page: Page, scope: Node) -> str | None:
        value = page.described.get(self.key)
        return fold(str(value)) if isinstance(value, (str, int)) else None


@dataclass(frozen=True, repr=False)
class by(Rule[T]):
    """What a plain function of the page finds, for what no selector can say."""

    function: Callable[[Page], T | None]

    def value(self, page: Page, scope: Node) -> T | None:
        return self.function(page)


def read(page: Page, node: Node, attr: str | tuple[str, ...] | None = None, drop: str = "") -> str | None:
    """The text of an element, or the first of these attributes that says something; addresses absolute."""
    if attr is None:
        return text_of(node, frozenset(each.mem_id for each in node.css(drop)) if drop else frozenset())
    names = (attr,) if isinstance(attr, str) else attr
    return next(filter(None, (_attribute(page, node, name) for name in names)), None)


def _attribute(page: Page, node: Node, name: str) -> str | None:
    value = node.attributes.get(name)
    return page.absolute(value) if name in _ADDRESSES else fold(value or "")
