"""A page as one long line: every text of its body in order, so that one search looks at all of it.

Asking each element of a page costs more than parsing it did. Here the texts are joined, a pattern runs over
the whole line once, and only where it matches is an element looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from scraper.page import BLOCKS, SILENT, Node, Page
from scraper.text import fold

#: Stands between two texts; white space to a pattern's `\s`.
BREAK = "\x1f"
#: What every script and style sheet holds and hardly any text does.
_CODE = re.compile("[{};]")


@dataclass
class Sheet:
    """The texts of a page's body in document order, white space alone left out."""

    nodes: list[Node]
    texts: list[str]

    @cached_property
    def line(self) -> str:
        """All texts, a BREAK before and after each."""
        return BREAK + BREAK.join(self.texts) + BREAK

    @cached_property
    def _starts(self) -> list[int]:
        return [1, *accumulate((len(text) + 1 for text in self.texts), initial=1)][1:-1]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {node.mem_id: place for place, node in enumerate(self.nodes)}

    def at(self, offset: int) -> int:
        """The place of the text that holds this character of `line`."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def offset(self, place: int) -> int:
        """Where in `line` the text at this place begins; its end for a place behind the last."""
        return self._starts[place] if place < len(self._starts) else len(self.line)

    def first_in(self, element: Node) -> int | None:
        """The place of the first text below an element; None when it has none."""
        places = (self._places.get(node.mem_id) for node in element.traverse(include_text=True) if node.is_text_node)
        return next((place for place in places if place is not None), None)

    def search(
        self, pattern: re.Pattern[str], first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, re.Match[str]]]:
        """Every match that begins between two places, with the place of its first character that is no break."""
        end = self.offset(len(self.texts) if last is None else last)
        for match in pattern.finditer(self.line, max(0, self.offset(first) - 1), end):
            lead = len(match[0]) - len(match[0].lstrip())
            yield self.at(match.start() + lead), match


def sheet_of(page: Page) -> Sheet:
    """The sheet of a page; ask `page.once(sheet_of)`, so that it is written once."""
    body = page.tree.body
    if body is None:
        return Sheet([], [])
    found = [node for node in body.traverse(include_text=True) if node.is_text_node and not node.is_empty_text_node]
    pairs = [(node, text) for node in found if (text := node.text_content) and _spoken(node, text)]
    return Sheet([node for node, _ in pairs], [text for _, text in pairs])


def _spoken(node: Node, text: str) -> bool:
    if _CODE.search(text) is None:
        return True
    parent = node.parent
    return parent is None or parent.tag not in SILENT


def block_of(node: Node) -> Node | None:
    """The innermost block element around a text; None for the text of a link and for what is no text."""
    parent = node.parent
    while parent is not None:
        tag = parent.tag or ""
        if tag in BLOCKS or tag == "body":
            return parent
        if tag == "a" or tag in SILENT:
            return None
        parent = parent.parent
    return None


def plain(text: str) -> str:
    """A text as it is compared: folded, lower case, one kind of quotation marks.

    >>> plain("“Siaga”  Banjir")
    '"siaga" banjir'
    """
    return fold(text).lower().translate(_MARKS)


_MARKS = str.maketrans(dict.fromkeys("“”„‟″＂", '"') | dict.fromkeys("‘’‚‛`´", "'"))
