"""Text of an article on a page of any layout: its lines as paragraphs, subheads, list items and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from scraper.extraction.generic.article_lines import article_lines
from scraper.extraction.generic.candidates import Line
from scraper.extraction.generic.elements import TAG_BIT, Element
from scraper.extraction.generic.embedded_data import stated
from scraper.html.page import HEADINGS, Block, Node, Page, rows_of, text_of
from scraper.indonesian.datelines import dateline
from scraper.template.rules import MARKS

#: Characters of a line that is no label, and of the longest caption.
LONG, _CAPTION = 40, 300
#: A dateline that stands before the first paragraph as a text of its own (detik).
_LOOSE_DATELINE = re.compile(r"[A-Z][\w.,() ]{2,50} ?[-–—]{1,2}")
#: Single breaks before long lines that make a page one that divides its paragraphs so.
_FEWEST_LONE = 3
_PARAGRAPHS = frozenset(("p", "li", "dd", "blockquote", "pre", *HEADINGS))


def body(page: Page) -> tuple[str, ...]:
    """The article's paragraphs; none on a page without text."""
    shown = page.once(kept)
    lines = [MARKS[block.kind] + block.text for block in stated(page, shown) or shown]
    is_bare = bool(shown) and shown[0].node.tag not in _PARAGRAPHS
    if len(lines) > 1 and is_bare and _LOOSE_DATELINE.fullmatch(lines[0]):
        lines[:2] = [f"{lines[0]} {lines[1]}"]
    return tuple(lines)


def kept(page: Page) -> list[Block]:
    """The blocks that are the article's text."""
    chosen = page.once(_chosen)
    return chosen[1:] if _is_caption_over(chosen) else chosen


def caption_over_text(page: Page) -> str | None:
    """The line in italics over the dateline with which small papers caption the lead picture; None without it."""
    chosen = page.once(_chosen)
    return chosen[0].text if _is_caption_over(chosen) else None


def _is_caption_over(chosen: list[Block]) -> bool:
    return (
        len(chosen) > 2
        and len(chosen[0].text) < _CAPTION
        and any(dateline(block.text) for block in chosen[1:3])
        and _is_italic(chosen[0].node)
    )


def _is_italic(node: Node) -> bool:
    return any(text_of(each) == text_of(node) for each in node.css("em, i"))


def _chosen(page: Page) -> list[Block]:
    found = list(_blocks(page.once(article_lines)))
    long = [place for place, block in enumerate(found) if len(block.text) >= LONG and block.kind != "h"]
    first = next((place for place in long if found[place].kind == "p"), long[0] if long else 0)
    return _between(found, first, long[-1]) if long else found


def _between(found: list[Block], first: int, last: int) -> list[Block]:
    """Lists and headings before the first paragraph are summaries, headings behind the last of something else."""
    head = [block for block in found[:first] if block.kind == "p"]
    tail = takewhile(lambda block: block.kind != "h", found[last + 1 :])
    return [*head, *found[first : last + 1], *tail]


def _blocks(lines: list[Line]) -> Iterator[Block]:
    """The lines as blocks: those between single breaks joined where breaks divide no paragraphs, tables by rows."""
    lone = sum(line.breaks == 1 and len(line.text) >= LONG for line in lines)
    tables: dict[int, list[str] | None] = {}
    before: Line | None = None
    block: Block | None = None
    for line in lines:
        table = _table(line.block)
        if table is not None and table.key not in tables:
            tables[table.key] = rows_of(table.node)
            if block:
                yield block
            block = None
            yield from (Block("p", row, table.node) for row in tables[table.key] or ())
        if table is not None and tables[table.key] is not None:
            continue
        if block and before and lone < _FEWEST_LONE and _goes_on(before, line):
            block.text, block.linked = f"{block.text} {line.text}", block.linked + line.linked
        else:
            if block:
                yield block
            block = Block("p", line.text, line.block.node, line.linked)
            block.kind = "h" if _stands_in(line, HEADINGS) else "li" if _stands_in(line, _ITEMS) else "p"
        before = line
    if block:
        yield block


_ITEMS = frozenset(("li",))


def _stands_in(line: Line, tags: frozenset[str]) -> bool:
    """Whether a line's block or what a paragraph in it stands in is one of these."""
    block, above = line.block, line.block.above
    return block.tag in tags or (block.tag in ("p", "div") and above is not None and above.tag in tags)


def _goes_on(before: Line, line: Line) -> bool:
    """Whether only a single break stands between two lines."""
    return line.breaks == 1 and line.first == before.last + 1 and line.block.key == before.block.key


def _table(block: Element) -> Element | None:
    """The table that a block stands in."""
    if not block.tags & TAG_BIT["table"]:
        return None
    each: Element | None = block
    while each is not None and each.tag != "table":
        each = each.above
    return each
