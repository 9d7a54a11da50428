"""A page as one long line: every text of its body in order, so that one search looks at all of it.

Asking each element of a page costs more than parsing it did. Here the texts are joined, words are looked for in
the whole line at once, and only where they stand is an element looked at. Patterns are for single texts: over a
whole page an alternation of ten words takes longer than the parser does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from scraper.html.page import BLOCKS, SILENT, Node, Page, text_of
from scraper.text import fold

#: Characters of the longest text that is looked through for words.
_SHORT = 160
#: Between two texts; no parsed page holds it (HTML standard 13.2.5: NUL becomes U+FFFD or nothing).
_END = "\0"
#: How many times longer than what is seen a line's source may be, for its indentation.
INDENTED = 6
#: A longer text with a brace or semicolon may be a script's.
_CODE = 80


@dataclass
class Sheet:
    """The texts of a page's body in document order, white space alone left out."""

    nodes: list[Node]
    texts: list[str]

    @cached_property
    def joined(self) -> str:
        """All texts, each on lines of its own."""
        return "\n".join(self.texts)

    @cached_property
    def shorts(self) -> list[str]:
        """Each text in lower case without white space around it; empty for a text that is longer than a line."""
        return list(map(_short, self.texts))

    @cached_property
    def lines(self) -> str:
        """All of these in one, each between two NULs."""
        return f"{_END}{_END.join(self.shorts)}{_END}"

    @cached_property
    def _starts(self) -> list[int]:
        return [end + place for place, end in enumerate(accumulate(map(len, self.shorts), initial=0))]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {node.mem_id: place for place, node in enumerate(self.nodes)}

    def find(self, words: tuple[str, ...], first: int = 0, last: int | None = None, *, longest: int = 80) -> list[int]:
        """The places of texts, no longer than `longest`, that hold one of these words in any case."""
        starts, size = self._starts, len(self.texts)
        begin = starts[min(size, first)]
        end = starts[min(size, last or size)]
        found: set[int] = set()
        for word in words:
            found.update(_holding(word, self.lines, starts, begin, end))
        return sorted(place for place in found if len(self.texts[place]) <= longest)

    def around(self, place: int, before: int, behind: int) -> range:
        """The places from `before` texts above one to `behind` texts below it."""
        return range(max(0, place - before), min(len(self.texts), place + behind))

    def text(self, place: int) -> str:
        """A text as a reader sees it."""
        return fold(self.texts[place])

    def first_in(self, element: Node) -> int | None:
        """The place of the first text below an element; None when it has none."""
        places = self._places
        for node in element.traverse(include_text=True):
            if node.is_text_node and node.mem_id in places:
                return places[node.mem_id]
        return None


def _short(text: str) -> str:
    return "" if len(text) > _SHORT else text.strip().lower()


def _holding(word: str, lines: str, starts: list[int], begin: int, end: int) -> Iterator[int]:
    """The places of the lines from `begin` to `end` that hold a word; `starts` says where each line begins."""
    at = lines.find(word, begin, end)
    while at >= 0:
        place = bisect_right(starts, at) - 1
        yield place
        at = lines.find(word, starts[place + 1], end)


def sheet_of(page: Page) -> Sheet:
    """The sheet of a page; ask `page.once(sheet_of)`, so that it is written once."""
    body = page.tree.body
    if body is None:
        return Sheet([], [])
    nodes: list[Node] = []
    texts: list[str] = []
    for node in body.traverse(include_text=True, skip_empty=True):
        text = node.text_content if node.is_text_node else None
        if not text or (len(text) > _CODE and _is_code(node, text)):
            continue
        nodes.append(node)
        texts.append(text)
    return Sheet(nodes, texts)


def _is_code(node: Node, text: str) -> bool:
    if ";" not in text and "{" not in text:
        return False
    parent = node.parent
    return parent is not None and parent.tag in SILENT


def block_of(node: Node) -> Node | None:
    """The innermost block element around a text; None for the text of a link and for what is no text."""
    parent = node.parent
    while parent is not None:
        tag = parent.tag
        if tag in BLOCKS or tag == "body":
            return parent
        if tag == "a" or tag in SILENT:
            return None
        parent = parent.parent
    return None


def line_of(element: Node, longest: int) -> str | None:
    """What a reader sees of an element where that is no more than a line; None where it is more.

    The source's own length is asked first, because a large element costs a thousand times a line.
    """
    if len(element.text()) > INDENTED * longest:
        return None
    line = text_of(element)
    if len(line) > longest:
        return None
    return line


def around(node: Node) -> Iterator[Node]:
    """The elements around a node, the innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def plain(text: str) -> str:
    """A text as it is compared: folded, lower case, one kind of quotation marks.

    >>> plain("“Siaga”  Banjir")
    '"siaga" banjir'
    """
    return fold(text).lower().translate(_MARKS)


_MARKS = str.maketrans(dict.fromkeys("“”„‟″＂", '"') | dict.fromkeys("‘’‚‛`´", "'"))
