"""The text of an article on a page of any layout: the blocks of its container that stand where paragraphs do."""

from __future__ import annotations

import re
from itertools import takewhile

from scraper.extraction.generic.embedded_data import stated
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.line_types import is_caption, is_date
from scraper.extraction.generic.link_lists import boxes_in_text
from scraper.extraction.generic.main_content import LONG, PARAGRAPHS, Container, container, name_of
from scraper.extraction.generic.text_index import plain, sheet_of
from scraper.html.page import Block, Node, Page, blocks, text_of
from scraper.indonesian.boilerplate import heading_kind, is_boilerplate
from scraper.indonesian.datelines import dateline, initials
from scraper.template.rules import MARKS
from scraper.text import fold

#: Never an article's words, whatever holds them; boxes by the names that the sites of the corpus give them.
_ASIDE = (
    "figure, figcaption, ins, aside, form, nav, table, blockquote, footer, "
    "[class*=caption], [class*=related], [class*=terkait], [class*=share], [class*=baca], [class*=comment], "
    "[class*=newsletter], [class*=subscri], [class*=langganan], [class*=rekomen], [class*=author-box]"
)
#: A dateline that stands before the first paragraph as a text of its own (detik).
_LOOSE_DATELINE = re.compile(r"[A-Z][\w.,() ]{2,50} ?[-–—]{1,2}")
#: Texts behind the article's last paragraph among which the initials of its writers may stand.
_BEHIND = 8
#: How a line of initials begins; "REDAKSI-MuI" does so, too.
_OPENS = tuple("([*rR")
#: Characters of the longest caption.
_CAPTION = 300
#: Single breaks before long texts that make a page one that divides its paragraphs so.
_FEWEST_LONE = 3


def body(page: Page) -> tuple[str, ...]:
    """The article's paragraphs; none on a page without text."""
    shown = page.once(kept)
    lines = [MARKS[block.kind] + block.text for block in stated(page, shown) or shown]
    if len(lines) > 1 and shown and shown[0].node.tag not in PARAGRAPHS and _LOOSE_DATELINE.fullmatch(lines[0]):
        lines[:2] = [f"{lines[0]} {lines[1]}"]
    return (*lines, *_initials_behind(page, lines))


def _initials_behind(page: Page, lines: list[str]) -> list[str]:
    """The initials that stand behind the text as a line of their own, outside what holds it (detik, okezone)."""
    found, sheet = page.once(container), page.once(sheet_of)
    if found is None or not lines:
        return []
    behind = map(fold, sheet.texts[found.last + 1 : found.last + _BEHIND])
    loose = (line for line in behind if line[:1] in _OPENS and initials(line)[0] == "" and initials(line)[1])
    kept_lines = [line for line in lines[-3:] if not is_boilerplate(line)]
    return [line for line in loose if not any(each.endswith(line) for each in kept_lines)][:1]


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
    found = page.once(container)
    if found is None:
        return []
    skip = frozenset((*(node.mem_id for node in page.select(_ASIDE, found.node)), *boxes_in_text(page))) - found.core
    every = blocks(found.node, skip=skip, breaks=_breaks(page, found))
    chosen = [block for block in _below_headline(page, every) if _belongs(block, found)]
    long = [place for place, block in enumerate(chosen) if len(block.text) >= LONG]
    return _between(chosen, long[0], long[-1]) if long else chosen


def _between(chosen: list[Block], first: int, last: int) -> list[Block]:
    """Subheads before the first and behind the last paragraph are summaries and headings of something else."""
    head = [block for block in chosen[:first] if block.kind != "h"]
    tail = takewhile(lambda block: block.kind != "h", chosen[last + 1 :])
    return [*head, *chosen[first : last + 1], *tail]


def _below_headline(page: Page, every: list[Block]) -> list[Block]:
    """The blocks behind the headline, where the container holds it too."""
    printed = page.once(printed_headline)
    if printed is None:
        return every
    wanted = plain(printed[0])
    alike = (place for place, block in enumerate(every) if len(block.text) == len(printed[0]))
    place = next((place for place in alike if plain(every[place].text) == wanted), -1)
    if any(len(block.text) >= LONG for block in every[place + 1 :]):
        return every[place + 1 :]
    return every[:place]  # a copy of the headline behind the text, for machines


def _belongs(block: Block, found: Container) -> bool:
    """Whether a block stands where paragraphs stand."""
    if 2 * block.linked > len(block.text) or is_date(block.text) or is_caption(block.text):
        return False
    if block.kind == "h" and heading_kind(block.text):
        return False
    if name_of(block.node, found.names) in found.main:
        return True
    holder = block.node.parent
    return block.kind == "h" and holder is not None and holder.mem_id in found.holders


def _breaks(page: Page, found: Container) -> int:
    """1 where single `<br>` divide paragraphs, else 2. Such pages have several, each before a long text."""
    lone = sum(_is_lone(node) for node in page.select("br", found.node))
    return 1 if lone >= _FEWEST_LONE else 2


def _is_lone(node: Node) -> bool:
    """Whether a `<br>` stands alone before a long text."""
    before, after = node.prev, node.next
    while before is not None and before.is_empty_text_node:
        before = before.prev
    return (
        after is not None
        and after.tag == "-text"
        and len(after.text_content or "") >= LONG
        and not after.is_empty_text_node
        and (before is None or before.tag != "br")
    )
