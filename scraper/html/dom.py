"""What a reader sees of an element: its text, and its paragraphs.

Decided here once: scripts, hidden elements and icon words are no text, `<br>` is a line break, and every string
passes `text.fold`, the one cleaning gate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
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
HEADINGS = SUBHEADS | {"h1"}
#: Elements whose text stands apart from what is beside them.
_APART = BLOCKS | {"br"}
#: Elements that no reader reads, and nodes that are neither element nor text.
_UNREAD = SILENT | {"-comment", "-doctype", "-document", ""}


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
    if child is not None and child.tag == "-text" and child.next is None:  # most often
        return fold(child.text_content or "")
    pieces: list[str] = []
    for each, tag, _ in walk(node, skip):
        if tag == "-text":
            pieces.append(each.text_content or "")
        elif tag in _APART:
            pieces.append(" ")
    return fold("".join(pieces))


def _cells(row: Node) -> list[str]:
    return [text_of(cell) for cell in row.iter() if cell.tag in ("td", "th")]


def rows_of(table: Node) -> list[str] | None:
    """The rows of a table of data, "| " between cells; none for one of links or pictures, None for one of layout.

    Data stand in several rows of several short cells; layout puts paragraphs into cells.
    """
    if len(table.css("table")) > 1:
        return None
    rows = [_cells(row) for row in table.css("tr")]
    size = sum(len(cell) for row in rows for cell in row)
    if 2 * sum(len(text_of(link)) for link in table.css("a[href]")) > size:
        return []
    if table.css_first("img") is not None and size < _CELL:
        return []
    wide = sum(len(row) > 1 for row in rows)
    if wide < _FEWEST_ROWS or 2 * wide < len(rows) or max(map(len, chain.from_iterable(rows))) > _CELL:
        return None
    return [" | ".join(row) for row in rows if any(row)]


#: Characters of the longest cell of a table of data, and the fewest rows of several cells.
_CELL, _FEWEST_ROWS = 200, 2


def source_of(node: Node) -> str:
    """The text of an element with icon words and hidden text: for telling elements apart, not for reading."""
    return node.text()


def blocks(
    top: Node, *, skip: Skip = frozenset(), without: frozenset[str] = frozenset(), breaks: int = 2
) -> list[Block]:
    """The paragraphs below an element, in order. `skip` holds the mem_id, `without` the names of what is left out.

    A paragraph ends where a block element begins or ends, and at `breaks` or more `<br>` in a row: 2 on most
    sites, 1 where single breaks divide paragraphs (prokal, antaranews). Fewer breaks are a space, but for one before
    the mark of a list's item ("- ", "2. ", "b. "). A table of data is a paragraph a row.
    """
    writer = _Writer(top, breaks)
    tables = {table.mem_id: rows for table in top.css("table") if (rows := rows_of(table)) is not None}
    for node, tag, entering in walk(top, skip, _UNREAD | without, frozenset(tables)):
        if tag == "-text":
            writer.write(node.text_content or "")
        elif tag == "br":
            writer.pieces += "\n" * entering
        elif tag == "a":
            writer.in_link = entering
        elif tag in BLOCKS:
            writer.cross(node, tag, entering=entering)
            if entering and tag == "table":
                writer.found += [Block("p", row, node) for row in tables.get(node.mem_id, ())]
    writer.flush()
    return writer.found


def walk(
    top: Node, skip: Skip = frozenset(), unread: frozenset[str] = _UNREAD, closed: Skip = frozenset()
) -> list[tuple[Node, str, bool]]:
    """Every text node and visible element below `top` in document order; an element twice: (node, tag, entering).

    What stands in elements of `closed` is left out.

    Iterative, because a hostile page may nest deeper than Python's stack; a list, because it is the inner loop
    of all reading and a generator took twice the time.
    """
    found: list[tuple[Node, str, bool]] = []
    open_elements: list[tuple[Node, str]] = []
    node = top.first_child
    while node is not None or open_elements:
        if node is None:
            node, tag = open_elements.pop()
            found.append((node, tag, False))
        elif (tag := node.tag or "") == "-text":
            found.append((node, tag, True))
        elif (
            (tag not in unread or (tag == "button" and open_elements and open_elements[-1][1] in HEADINGS))
            and not (skip and node.mem_id in skip)
            and not _is_hidden(node)
        ):
            found.append((node, tag, True))
            if (child := node.first_child) is not None and not (closed and node.mem_id in closed):
                open_elements.append((node, tag))
                node = child
                continue
            found.append((node, tag, False))
        node = node.next
    return found


def _is_hidden(node: Node) -> bool:
    attributes = node.attributes
    return bool(attributes) and is_hidden(attributes)


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Whether an element's text is none of the page's: hidden, the name of an icon (beritajakarta), an embedded post.

    >>> is_hidden({"class": "d-none"}), is_hidden({"class": "d-none d-md-block"}), is_hidden({"style": "display: none"})
    (True, False, True)
    """
    style, classes = attributes.get("style"), attributes.get("class")
    if "hidden" in attributes or attributes.get("aria-hidden") == "true":
        return True
    if style is not None and _UNSEEN_STYLE.search(style) is not None:
        return True
    return classes is not None and _is_hiding(classes)


@lru_cache(maxsize=8192)
def _is_hiding(classes: str) -> bool:
    """Whether these classes hide an element, or make it a post of another site."""
    unseen = _UNSEEN_CLASS.search(classes) is not None and _SEEN_CLASS.search(classes) is None
    return unseen or _EMBEDDED.search(classes) is not None


#: Styles that hide, and classes that do so in Bootstrap, Tailwind, WordPress and Foundation or name an icon.
_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN_CLASS = re.compile(
    r"(?<![\w-])(?:d-none|hidden|hide|invisible|sr-only|visually-?hidden|screen-reader(?:-text)?|show-for-sr"
    r"|material-icons)(?![\w:-])"
)
#: Posts of other sites, by the classes that those sites give them.
_EMBEDDED = re.compile(
    r"(?<![\w-])(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video|xfbml-parse-ignore)"
    r"|bluesky-embed|reddit-embed|text-post-media|telegram-post|wp-embedded-content|wp-block-embed)(?![\w])"
)
#: Classes that show again on some screens what another hides.
_SEEN_CLASS = re.compile(r"(?<![\w-])(?:d-\w+-(?:block|flex|inline|grid)|\w+:(?:block|flex|inline|grid))(?![\w-])")


class _Writer:
    """Collects text until a paragraph ends."""

    def __init__(self, top: Node, breaks: int) -> None:
        self.found: list[Block] = []
        self.pieces: list[str] = []
        self.links: list[str] = []
        self.in_link = False
        around = top.parent
        #: Every open block element with its tag and with what that and the tag around it make of its text.
        self._places = [_place(top, top.tag or "", around.tag if around is not None else None)]
        self._split = _BREAKS[breaks]

    def write(self, text: str) -> None:
        self.pieces.append(text.replace("\n", " "))
        if self.in_link:
            self.links.append(text)

    def cross(self, node: Node, tag: str, *, entering: bool) -> None:
        if self.pieces:
            self.flush()
        if entering:
            self._places.append(_place(node, tag, self._places[-1][1]))
        else:
            self._places.pop()

    def flush(self) -> None:
        text = "".join(self.pieces)
        if text and not text.isspace():
            node, _, kind = self._places[-1]
            for line in self._lines(text):
                linked = self._linked(line)
                block = Block(kind, line, node, linked)
                self.found.append(block)
        self.pieces = []
        self.links = []

    def _lines(self, text: str) -> list[str]:
        """The paragraphs of a stretch of text, empty ones left out."""
        lines = self._split(text) if "\n" in text else [text]
        folded = map(fold, lines)
        return list(filter(None, folded))

    def _linked(self, line: str) -> int:
        """Characters of a paragraph that are link text."""
        count = 0
        for link in self.links:
            if fold(link) in line:
                count += len(link)
        return min(count, len(line))


#: How text is divided at `<br>`, written "\n" here: by single or by repeated breaks.
_BREAKS: dict[int, Callable[[str], list[str]]] = {
    1: re.compile(r"\n").split,
    2: re.compile(r"\n[^\S\n]*\n\s*|\n(?=[^\S\n]*(?:[-–•*]|(?:\d{1,2}|[a-z])[.)])\s)").split,
}


def _place(node: Node, tag: str, around: str | None) -> tuple[Node, str, BlockKind]:
    """A block element, its tag, and what it makes of its text: within a list item or a subhead that is still one."""
    inherits = around in _KINDS and tag in ("p", "div")
    telling = around if inherits else tag
    kind = _KINDS.get(telling, "p")
    return node, tag, kind


_KINDS: dict[str | None, BlockKind] = {"li": "li", **dict.fromkeys(HEADINGS, "h")}
