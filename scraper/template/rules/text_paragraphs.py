"""Rule that builds the paragraphs of an article."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.html.page import Block, Node, Page, blocks, text_of
from scraper.template.rules.core import ListRule
from scraper.template.rules.strings import ids_of

#: Inside an article's text, and no part of it on any of the publishers' pages.
NEVER_TEXT = frozenset("figure figcaption ins aside form nav".split())
#: How a paragraph begins, by its kind: the output contract's marks.
MARKS = {"p": "", "h": "## ", "li": "- "}


@dataclass(frozen=True, repr=False)
class paragraphs(ListRule[str]):
    """The paragraphs below every element that matches, subheads as "## ", list items as "- ".

    `drop` selects what stands inside the text and is none of it; `breaks` as in `page.blocks`. `heads` selects what is
    a subhead where it is all of a line (tempo's bold ones), `beside` what is then no text (metrobali's italic caption).
    A dateline that stands before the first paragraph as bare text of the container is its head (detik).
    """

    selector: str
    drop: str = ""
    breaks: int = 2
    heads: str = ""
    beside: str = ""

    def value(self, page: Page, scope: Node) -> tuple[str, ...]:
        found: list[str] = []
        for top in page.select(self.selector, scope):
            lines = _paragraphs(self, top)
            found += [] if _is_copy(lines, found) else lines
        return tuple(found)


def _paragraphs(rule: paragraphs, top: Node) -> list[str]:
    """The paragraphs below one element, with the marks of their kinds."""
    left_out = ids_of(top, rule.drop)
    heads = _texts(top, rule.heads)
    beside = _texts(top, rule.beside)
    found = blocks(top, skip=left_out, without=NEVER_TEXT, breaks=rule.breaks)
    if beside:
        found = [block for block in found if block.text not in beside]
    found = _without_teasers(found)
    lines = [_marked(block, heads) for block in found]
    if len(lines) > 1 and _is_bare_dateline(top, found[0]):
        dateline = lines.pop(0)
        lines[0] = f"{dateline} {lines[0]}"
    return lines


def _without_teasers(found: list[Block]) -> list[Block]:
    """The blocks without a list of other stories at the end: titles, all of them links, each over a paragraph."""
    end = len(found)
    while end >= 2 and _is_title(found[end - 2]) and not _is_title(found[end - 1]):
        end -= 2
    if len(found) - end < _TEASERS:
        return found
    while end and found[end - 1].kind == "h":
        end -= 1
    return found[:end]


#: Blocks of the shortest list of teasers, two each, and characters of the shortest title.
_TEASERS, _TITLE = 4, 16


def _is_title(block: Block) -> bool:
    return len(block.text) >= _TITLE and 5 * block.linked > 4 * len(block.text)


def _is_copy(lines: list[str], printed: list[str]) -> bool:
    """Whether these are lines that were printed before: pages hold a text for each size of screen."""
    known = set(printed)
    copied = sum(len(line) for line in lines if line in known)
    return 5 * copied > 4 * sum(map(len, lines))


def _texts(top: Node, selector: str) -> frozenset[str]:
    if not selector:
        return frozenset()
    found = top.css(selector)
    return frozenset(map(text_of, found))


def _marked(block: Block, heads: frozenset[str]) -> str:
    kind = "h" if block.text in heads else block.kind
    return MARKS[kind] + block.text


def _is_bare_dateline(top: Node, block: Block) -> bool:
    """Whether the first line is bare text of the container that ends with the dash of a dateline."""
    bare = block.node.mem_id == top.mem_id
    return bare and block.text.endswith(("-", "–", "—"))
