"""Candidates for the paragraphs of an article: the lines of a page.

A line is what stands in one block element between two breaks; its links and bold words belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scraper.extraction.generic.elements import Element, Elements
from scraper.extraction.generic.text_index import Sheet, sheet_of
from scraper.html.page import BLOCKS, Node, Page
from scraper.text import fold

#: Characters from which on a text is looked at by itself; shorter ones only where they stand between others.
LONG = 25
#: Characters of a word, at most on average: languages without spaces have words, too.
_WORD = 10
#: Characters of the shortest title of a story.
_TITLE = 16
#: Elements between a text and the link that it is the title of.
_STEPS = 3


@dataclass(slots=True, eq=False)
class Line:
    """A line of text: a candidate for a paragraph."""

    #: Places of its first and last text on the sheet.
    first: int
    last: int
    text: str
    #: The innermost block element that holds it, and what holds that.
    block: Element
    holder: Element
    #: Characters of it that are link text.
    linked: int
    #: Breaks before it within its block element.
    breaks: int
    words: int = field(init=False)

    def __post_init__(self) -> None:
        self.words = max(self.text.count(" ") + 1, len(self.text) // _WORD)

    @property
    def is_link(self) -> bool:
        """Whether it is little else than links."""
        return self.linked > 0.8 * len(self.text)


class Lines:
    """The lines of a page, made where they are asked for."""

    def __init__(self, page: Page) -> None:
        self.sheet = page.once(sheet_of)
        self.elements = Elements()
        self._made: dict[int, Line | None] = {}

    @cached_property
    def _linked(self) -> frozenset[int]:
        """Places of texts that are links and long enough for a story's title."""
        return frozenset(_title_links(self.sheet))

    @cached_property
    def long(self) -> list[Line]:
        """Lines with a text of some length that are no links, in order; hidden ones among them."""
        linked = self._linked
        unlinked = (place for place in _long_texts(self.sheet) if place not in linked)
        return [line for line in self.at(unlinked) if not line.is_link]

    @cached_property
    def titles(self) -> int:
        """How many links with the length of a long line there are."""
        return len(self._linked.intersection(_long_texts(self.sheet)))

    def is_below_title(self, line: Line) -> bool:
        """Whether a link to another story stands right over a line, at most one label between them."""
        return line.first - 1 in self._linked or line.first - 2 in self._linked

    def between(self, first: int, last: int) -> list[Line]:
        """Every line from a place on the sheet to another, in order."""
        return self.at(range(max(0, first), min(len(self.sheet.texts), last + 1)))

    def at(self, places: Iterable[int]) -> list[Line]:
        """The lines at some places, each once; places whose text nobody reads have none."""
        found: dict[int, Line] = {}
        for place in places:
            if place not in self._made:
                self._make(place)
            if (line := self._made[place]) is not None:
                found[line.first] = line
        return list(found.values())

    def _make(self, place: int) -> None:
        """The line around a place."""
        nodes = self.sheet.nodes
        block = self.elements.around(nodes[place]).block
        if block is None:
            self._made[place] = None
            return
        if _is_alone(nodes[place], block):
            self._made[place] = _line_alone(place, self.sheet.texts[place], block)
            return
        places = _between_breaks(nodes, place, block)
        line = _line(self.sheet, self.elements, places, block)
        self._made |= dict.fromkeys(places, line)


def _title_links(sheet: Sheet) -> Iterator[int]:
    """Places of texts that are links and long enough for a story's title."""
    for place, text in enumerate(sheet.texts):
        if len(text) >= _TITLE and _is_in_link(sheet.nodes[place]):
            yield place


def _long_texts(sheet: Sheet) -> list[int]:
    """Places of texts that are looked at by themselves."""
    return [place for place, text in enumerate(sheet.texts) if len(text) >= LONG]


def _between_breaks(nodes: Sequence[Node], place: int, block: Element) -> range:
    """The places around one that belong to its line: in the same block element, without a break between them."""
    first = last = place
    while first > 0 and _is_in(nodes[first - 1], block) and not _gap(nodes[first], block).breaks:
        first -= 1
    while last + 1 < len(nodes) and _is_in(nodes[last + 1], block) and not _gap(nodes[last + 1], block).breaks:
        last += 1
    return range(first, last + 1)


def _line(sheet: Sheet, elements: Elements, places: range, block: Element) -> Line | None:
    """The texts at these places, but for those that are hidden within what is not."""
    pieces: list[str] = []
    linked = 0
    for place in places:
        node, piece = sheet.nodes[place], sheet.texts[place]
        element = elements.around(node)
        if element.hidden and not block.hidden:
            continue
        if pieces and _touch(pieces[-1], piece) and _gap(node, block).spaced:
            pieces.append(" ")
        pieces.append(piece)
        if element.in_link:
            linked += len(piece.strip())
    text = fold("".join(pieces))
    if not text:
        return None
    first, last = places[0], places[-1]
    breaks = _gap(sheet.nodes[first], block).breaks
    return Line(first, last, text, block, block.holder, min(linked, len(text)), breaks)


def _touch(before: str, after: str) -> bool:
    """Whether no white space stands at the seam of two texts."""
    return not (before[-1].isspace() or after[0].isspace())


def _line_alone(place: int, source: str, block: Element) -> Line | None:
    """The line of a text that is all that its block element holds."""
    text = fold(source)
    if not text:
        return None
    return Line(place, place, text, block, block.holder, len(text) if block.in_link else 0, 0)


@dataclass(slots=True)
class _Gap:
    """What stands between a text and the one before it in the same block element."""

    breaks: int = 0
    spaced: bool = False


def _gap(node: Node, block: Element) -> _Gap:
    """Breaks and white space right before a text."""
    gap, each = _Gap(), node
    while True:
        before = each.prev
        while before is not None and (before.is_empty_text_node or before.tag in ("br", "-comment")):
            gap.breaks += before.tag == "br"
            gap.spaced = gap.spaced or before.tag == "-text"
            before = before.prev
        parent = each.parent
        if before is not None or parent is None or parent.mem_id == block.key:
            return gap
        each = parent


def _is_alone(node: Node, block: Element) -> bool:
    """Whether a text is all that its block element holds, as that of most paragraphs is."""
    parent = node.parent
    return parent is not None and parent.mem_id == block.key and node.prev is None and node.next is None


def _is_in(node: Node, block: Element) -> bool:
    """Whether this is the innermost block element around a text."""
    above = node.parent
    while above is not None:
        if above.mem_id == block.key:
            return True
        if above.tag in BLOCKS:
            return False
        above = above.parent
    return False


def _is_in_link(node: Node) -> bool:
    """Whether one of the elements right around a text is a link."""
    above = node.parent
    for _ in range(_STEPS):
        if above is None:
            return False
        if above.tag == "a":
            return True
        above = above.parent
    return False


def lines_of(page: Page) -> Lines:
    """The lines of a page; ask `page.once(lines_of)`."""
    return Lines(page)
