"""What a reader sees of an element: its text, and its paragraphs.

Decided here once: scripts, hidden elements and icon words are no text, `<br>` is a line break, and every string
passes `text.fold`, the one cleaning gate.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from selectolax.lexbor import LexborNode

from scraper.text import fold

Node = LexborNode
#: `mem_id` of elements that are to be left out.
Skip = frozenset[int]
BlockKind = Literal["p", "h", "li"]

#: Elements whose content no reader sees as text.
SILENT = frozenset(
    "script style noscript template svg iframe object embed video audio canvas select textarea button head".split()
)
#: Elements that end a paragraph before and after themselves (HTML standard 15.3.3, flow content).
BLOCKS = frozenset(
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
SUBHEADS = frozenset(("h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class Block:
    """A paragraph as the reader sees it: its text and the element that it stands in."""

    #: A paragraph, a subhead or a list item.
    kind: BlockKind
    text: str
    #: The innermost block element that holds it.
    node: Node
    #: Characters of `text` that are link text.
    linked: int = 0


def text_of(node: Node, skip: Skip = frozenset()) -> str:
    """What a reader sees of an element, on one line. `skip` holds the mem_id of elements to leave out."""
    child = node.first_child
    if child is not None and child.next is None and child.tag == "-text":  # most often
        return fold(child.text_content or "")
    pieces: list[str] = []
    while child is not None:
        tag = child.tag
        if tag == "-text":
            pieces.append(child.text_content or "")
        elif tag and tag[0] not in "-!" and not _unseen(child, tag, skip):
            pieces += _within(child, tag, skip)
        child = child.next
    return fold("".join(pieces))


def _within(node: Node, tag: str, skip: Skip) -> list[str]:
    """The text of a visible element piece by piece, set apart where the element is not inline."""
    inner = node.first_child
    if inner is not None and inner.tag == "-text" and inner.next is None:  # nearly always
        pieces = [inner.text_content or ""]
    else:
        pieces = [_piece(each) for each, _ in walk(node, skip)]
    return [" ", *pieces, " "] if tag in BLOCKS or tag == "br" else pieces


def _piece(node: Node) -> str:
    tag = node.tag
    if tag == "-text":
        return node.text_content or ""
    return " " if tag == "br" or tag in BLOCKS else ""


def source_of(node: Node) -> str:
    """The text of an element with icon words and hidden text: for telling elements apart, not for reading."""
    return node.text()


def blocks(top: Node, *, skip: Skip = frozenset(), breaks: int = 2) -> list[Block]:
    """The paragraphs below an element, in order.

    A paragraph ends where a block element begins or ends, and at `breaks` or more `<br>` in a row: 2 on most
    sites, 1 where single breaks divide paragraphs (prokal, antaranews). Fewer breaks are a space.
    """
    writer = _Writer(top, breaks)
    for node, entering in walk(top, skip):
        tag = node.tag
        if tag == "-text":
            writer.write(node.text_content or "")
        elif tag == "br":
            writer.pieces += "\n" * entering
        elif tag == "a":
            writer.in_link = entering
        elif tag in BLOCKS:
            writer.cross(node, entering=entering)
    writer.flush()
    return writer.found


def walk(top: Node, skip: Skip = frozenset()) -> list[tuple[Node, bool]]:
    """Every text node and visible element below `top` in document order; an element twice, (node, entering).

    Iterative, because a hostile page may nest deeper than Python's stack; a list, because it is the inner loop
    of all reading and a generator took twice the time.
    """
    seen: list[tuple[Node, bool]] = []
    open_elements: list[Node] = []
    node = top.first_child
    while node is not None or open_elements:
        if node is None:
            node = open_elements.pop()
            seen.append((node, False))
        elif (tag := node.tag) == "-text":
            seen.append((node, True))
        elif tag and tag[0] not in "-!" and not _unseen(node, tag, skip):
            seen.append((node, True))
            if (child := node.first_child) is not None:
                open_elements.append(node)
                node = child
                continue
            seen.append((node, False))
        node = node.next
    return seen


def _unseen(node: Node, tag: str, skip: Skip) -> bool:
    """Silent, left out, hidden by the page itself, or an icon whose text is the icon's name (beritajakarta)."""
    if tag in SILENT or (skip and node.mem_id in skip):
        return True
    attributes = node.attributes
    if not attributes:
        return False
    style, classes = attributes.get("style"), attributes.get("class")
    return (
        "hidden" in attributes
        or (style is not None and "display:none" in style.replace(" ", "").lower())
        or (classes is not None and "material-icons" in classes)
    )


class _Writer:
    """Collects text until a paragraph ends."""

    def __init__(self, top: Node, breaks: int) -> None:
        self.found: list[Block] = []
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.in_link = False
        self._places = [top]
        self._split = _BREAKS[breaks]

    def write(self, text: str) -> None:
        self.pieces.append(text.replace("\n", " "))
        if self.in_link:
            self.links.append(text)

    def cross(self, node: Node, *, entering: bool) -> None:
        if self.pieces:
            self.flush()
        if entering:
            self._places.append(node)
        else:
            self._places.pop()

    def flush(self) -> None:
        text = "".join(self.pieces)
        if text and not text.isspace():
            place = self._places[-1]
            for line in self._split(text) if "\n" in text else (text,):
                if folded := fold(line):
                    linked = sum(len(link) for link in self.links if fold(link) in folded) if self.links else 0
                    self.found.append(Block(_kind(place), folded, place, min(linked, len(folded))))
        self.pieces, self.links = [], []


#: How text is divided at `<br>`, written "\n" here: by single or by repeated breaks.
_BREAKS: dict[int, Callable[[str], list[str]]] = {
    1: re.compile(r"\n").split,
    2: re.compile(r"\n[^\S\n]*\n\s*").split,
}


def _kind(place: Node) -> BlockKind:
    """What an element makes of its text; a paragraph inside a list item or a subhead is still one."""
    tag = place.tag
    if tag in ("p", "div") and (parent := place.parent) is not None and parent.tag in _KINDS:
        tag = parent.tag
    return _KINDS.get(tag or "", "p")


_KINDS: dict[str, BlockKind] = {"li": "li", **dict.fromkeys(SUBHEADS, "h")}
