"""Whether the paragraphs of a page are those of many stories: each stands under a link to its own."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text import LONG, kept
from scraper.extraction.generic.text_index import around
from scraper.html.page import Node, Page

#: Elements around a link that may hold it and its teaser.
_LEVELS = 3
#: Paragraphs of one teaser, and the fewest teasers of a list.
_MOST, _FEWEST = 2, 3
#: Characters of the shortest title of a story.
_TITLE = 16


def is_list_of_teasers(page: Page) -> bool:
    """Whether three quarters of what was taken for an article's paragraphs, and no fewer than three, are teasers."""
    found = page.once(container)
    titles = [link for link in page.select("a[href]", found.node) if len(link.text()) >= _TITLE] if found else []
    if found is None or len(titles) < _FEWEST:
        return False
    blocks = [block for block in page.once(kept) if len(block.text) >= LONG]
    if len(blocks) < _FEWEST:
        return False
    own = {block.node.mem_id for block in blocks}
    holders = Counter[int]()
    for block in blocks:
        holders.update({block.node.mem_id, *(node.mem_id for node in _inside(block.node, found.node))})
    small = {key for key, count in holders.items() if count <= _MOST}
    teased = {holder for link in titles if (holder := _holder(link, small, own))}
    return len(teased) >= _FEWEST and 4 * sum(holders[key] for key in teased) >= 3 * len(blocks)


def _inside(block: Node, element: Node) -> list[Node]:
    """The elements around a block below `element`."""
    above = []
    for node in around(block):
        if node.mem_id == element.mem_id:
            break
        above.append(node)
    return above


def _holder(link: Node, small: set[int], own: set[int]) -> int | None:
    """The element that holds a title and one teaser; None for a link in a paragraph and for any other."""
    above = [node.mem_id for node in islice(around(link), _LEVELS)]
    return None if own & {*above[:2]} else next((key for key in above if key in small), None)
