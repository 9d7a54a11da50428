"""The text of an article on a page of any layout: the blocks of its container that stand where paragraphs do."""

from __future__ import annotations

import re
from itertools import takewhile

from scraper.boilerplate import heading_kind
from scraper.generic.container import LONG, PARAGRAPHS, Container, container, name_around
from scraper.generic.headline import printed_headline
from scraper.generic.lines import is_caption, is_date
from scraper.generic.sheet import plain
from scraper.page import Block, Node, Page, blocks
from scraper.rules import MARKS

#: Never an article's words, whatever holds them; boxes by the names that the sites of the corpus give them.
_ASIDE = (
    "figure, figcaption, ins, aside, form, nav, table, blockquote, footer, "
    "[class*=caption], [class*=related], [class*=terkait], [class*=share], [class*=baca], [class*=comment]"
)
#: A dateline that stands before the first paragraph as a text of its own (detik).
_LOOSE_DATELINE = re.compile(r"[A-Z][\w.,() ]{2,50} ?[-–—]")
#: Single breaks before long texts that make a page one that divides its paragraphs so.
_FEWEST_LONE = 3


def body(page: Page) -> tuple[str, ...]:
    """The article's paragraphs; none on a page without text."""
    lines = [MARKS[block.kind] + block.text for block in page.once(kept)]
    if len(lines) > 1 and _LOOSE_DATELINE.fullmatch(lines[0]):
        lines[:2] = [f"{lines[0]} {lines[1]}"]
    return tuple(lines)


def kept(page: Page) -> list[Block]:
    """The blocks that are the article's text."""
    found = page.once(container)
    if found is None:
        return []
    skip = frozenset(node.mem_id for node in page.select(_ASIDE, found.node)) - found.core
    every = blocks(found.node, skip=skip, breaks=_breaks(page, found))
    names: dict[int, str] = {}
    chosen = [block for block in _below_headline(page, every) if _belongs(block, found, names)]
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
    return every[place + 1 :]


def _belongs(block: Block, found: Container, names: dict[int, str]) -> bool:
    """Whether a block stands where paragraphs stand. `names` keeps what holds the blocks of each element."""
    if 2 * block.linked > len(block.text) or is_date(block.text) or is_caption(block.text):
        return False
    if block.kind == "h" and heading_kind(block.text):
        return False
    holder = block.node.parent if block.node.tag in PARAGRAPHS else block.node
    key = holder.mem_id if holder is not None else 0
    name = names.get(key) or names.setdefault(key, name_around(block.node))
    return name in found.main or (block.kind == "h" and key in found.holders)


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
