"""The rule for an article's text: what holds it, and what stands inside and is none of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, product

from scraper.drafts.element_search import SELECTORS
from scraper.drafts.element_selectors import names, placed, selectors
from scraper.extraction import body as bodies
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text import kept
from scraper.extraction.generic.text_index import around
from scraper.html.page import BLOCKS, Block, Node, Page, blocks, text_of
from scraper.template.rules import NEVER_TEXT, Rule, paragraphs


def body_rules(page: Page, wanted: tuple[str, ...]) -> Iterator[Rule[tuple[str, ...]]]:
    """Rules for the text; none where no element holds it apart."""
    found = page.once(container)
    if found is not None:
        yield from _rules(page, found.node, wanted)


def _rules(page: Page, top: Node, wanted: tuple[str, ...]) -> Iterator[Rule[tuple[str, ...]]]:
    unwanted = ", ".join(_names_of_foreign(page, top, wanted))
    drops = dict.fromkeys(("", unwanted))
    called = [name for name in islice(selectors(top), SELECTORS) if len(page.select(name, page.root)) == 1]
    for drop, breaks, selector in product(drops, (2, 1), called):
        yield paragraphs(selector, drop=drop, breaks=breaks)


def shared_body_rules(pages: Sequence[Page], wanted: Sequence[tuple[str, ...]]) -> Iterator[Rule[tuple[str, ...]]]:
    """Rules for the text of several pages of one layout: what holds it on any of them, without what none counts in."""
    called: dict[str, None] = {}
    foreign: dict[str, None] = {}
    for page, lines in zip(pages, wanted, strict=True):
        found = page.once(container)
        if found is None:
            continue
        for top in (found.node, *islice(around(found.node), _LEVELS)):
            called |= dict.fromkeys(islice(selectors(top), _CALLED))
        foreign |= dict.fromkeys(_names_of_foreign(page, found.node, lines, placed_too=False))
    drops = dict.fromkeys(("", ", ".join(foreign)))
    for selector, breaks, drop in product(called, (2, 1), drops):
        yield paragraphs(selector, drop=drop, breaks=breaks)


#: Elements around the text's that may hold it on other pages, and selectors for each.
_LEVELS, _CALLED = 2, 6


def _names_of_foreign(page: Page, top: Node, wanted: tuple[str, ...], *, placed_too: bool = True) -> list[str]:
    """Names of the elements below the text's that hold none of it, by their place where nothing else tells them."""
    spine = _spine(page)
    own = {line.removeprefix("## ").removeprefix("- ") for line in wanted}
    found: dict[str, None] = {}
    for block in blocks(top, without=NEVER_TEXT):
        if block.text in own or not bodies.clean([block.text]).paragraphs:
            continue
        foreign = _holder(block, spine)
        if foreign is None:
            continue
        name = _name_apart(foreign, top, spine, own, placed_too=placed_too)
        if name is not None:
            found[name] = None
    return list(found)


def _spine(page: Page) -> set[int]:
    """The elements that hold a block of the text, and all around them."""
    spine: set[int] = set()
    for block in page.once(kept):
        spine.add(block.node.mem_id)
        spine.update(node.mem_id for node in around(block.node))
    return spine


def _holder(block: Block, spine: set[int]) -> Node | None:
    """The outermost element that holds a block and none of the text; below it where the text stands beside it."""
    path = [node for node in (block.node, *around(block.node)) if node.mem_id not in spine]
    if path:
        return path[-1]
    for node in block.node.css("*"):
        text = text_of(node)
        if node.mem_id not in spine and text and text in block.text:
            return node
    return None


def _name_apart(node: Node, top: Node, spine: set[int], own: set[str], *, placed_too: bool) -> str | None:
    """What may be said to leave an element out: its own names, else where it stands in the text's."""
    candidates = [*names(node), str(node.tag)]
    if placed_too and names(top):
        candidates += placed(node)
    for name in candidates:
        if _is_apart(name, top, spine, own):
            return name
    return None


def _is_apart(name: str, top: Node, spine: set[int], own: set[str]) -> bool:
    """Whether nothing that a name calls holds any of the text, not even a word in bold."""
    text = "\n".join(own)
    for node in top.css(name):
        is_inline = node.tag not in BLOCKS
        if node.mem_id in spine or (is_inline and text_of(node) in text):
            return False
    return True
