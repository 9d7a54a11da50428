"""The elements around the headline and around the text, and the innermost of those that hold both."""

from __future__ import annotations

from typing import NamedTuple

from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text_index import around, sheet_of
from scraper.html.page import Node, Page


class Frame(NamedTuple):
    """Where an article stands on its page."""

    #: The elements that hold headline and text, the innermost first; those around the text where no headline is
    #: printed; none on a page without text.
    both: list[Node]
    #: mem_id of every element around the headline or around the text, and of the text's own.
    spine: frozenset[int]


def frame(page: Page) -> Frame:
    """The frame of the page's article; ask `page.once(frame)`."""
    text, head = page.once(container), page.once(printed_headline)
    column = [text.node, *around(text.node)] if text else []
    above = {node.mem_id for node in around(page.once(sheet_of).nodes[head[1]])} if head else None
    keys = [node.mem_id for node in column]
    both = [node for node, key in zip(column, keys, strict=True) if above is None or key in above]
    return Frame(both, frozenset(keys) | (above or frozenset()))
