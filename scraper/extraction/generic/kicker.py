"""Kicker of an article without rules: the topic over its headline, or the line under it that is set apart.

A lead that is part of the text is its first paragraph and no kicker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.regions import href_of, in_caption, link_around, names_of
from scraper.extraction.generic.text_index import Sheet, around, block_of, line_of, plain, sheet_of
from scraper.html.page import SUBHEADS, Node, Page, text_of
from scraper.indonesian.boilerplate import heading_kind, is_boilerplate
from scraper.indonesian.bylines import has_label
from scraper.indonesian.credits import caption_and_credit
from scraper.indonesian.dates import is_date_line, is_relative

#: Names of elements that hold such a line.
_NAMED = re.compile(
    r"(?<![a-z])(?:sub-?_?(?:title|judul|head(?:line)?)|kicker|summary|standfirst|excerpt|deck|tagline"
    r"|(?:short|header|headline|article|post|entry|title)[-_]*desc(?:ription)?)(?![a-z])"
)
#: Addresses of what a site has on one topic.
TOPIC = re.compile(r"/(?:topi[ck]s?|fokus|tags?|sorotan|isu)/")
#: Names that style sheets hide.
_HIDDEN = re.compile(r"(?<![\w-])(?:hide|hidden|d-none|sr-only|visually-hidden|screen-reader-text)(?![\w-])")
#: Texts over the headline and under it.
_ABOVE, _BELOW = 3, 12
#: Characters of the longest topic, and of the longest line.
_LONGEST_TOPIC, _LONGEST = 60, 320
#: Words of the shortest line that only its tag sets apart.
_FEWEST = 4
#: Elements around a text whose names are asked.
_LEVELS = 2


def kicker(page: Page) -> str | None:
    """The line over or under the headline that is no part of the text."""
    head = page.once(printed_headline)
    if head is None:
        return None
    sheet, title = page.once(sheet_of), plain(head[0])
    for rule, places in ((_topic, _over(head[1])), (_set_apart, _under(page, head[1]))):
        for place in places:
            line = rule(page, sheet, place)
            if line and plain(line) != title and not _is_label(line):
                return line
    return None


def _over(place: int) -> Iterator[int]:
    yield from range(place - 1, max(-1, place - 1 - _ABOVE), -1)


def _under(page: Page, place: int) -> Iterator[int]:
    """The places under the headline, as far as the text."""
    text, texts = page.once(container), page.once(sheet_of).texts
    end = text.first + 1 if text and text.first > place else place + _BELOW
    yield from range(place + 1, min(end, place + _BELOW, len(texts)))


def _topic(_page: Page, sheet: Sheet, place: int) -> str | None:
    """The name of a topic whose link stands over the headline, or a line that is named so."""
    node, line = sheet.nodes[place], sheet.text(place)
    link = link_around(node, _LEVELS)
    if link is None or len(line) > _LONGEST_TOPIC or line.startswith("#"):
        return _named_line(node)
    topic = TOPIC.search(href_of(link))
    return line if topic else None


def _set_apart(page: Page, sheet: Sheet, place: int) -> str | None:
    """A line that its element's name or tag sets apart from the text, or that says what the description says."""
    node = sheet.nodes[place]
    named = _named_line(node)
    block = block_of(node)
    if named or block is None or in_caption(node):
        return named
    line = line_of(block, _LONGEST)
    if not line or len(line.split()) < _FEWEST:
        return None
    described = plain(line) == plain(page.meta.get("description", "")) and not _is_in_text(page, block)
    apart = described or (block.tag in SUBHEADS and sheet.shorts.count(line.lower()) <= 1)
    return line if apart and _is_seen(block, line) else None


def _named_line(node: Node) -> str | None:
    for above in islice(around(node), _LEVELS):
        if _NAMED.search(names_of(above)):
            return line_of(above, _LONGEST) or None
    return None


def _is_in_text(page: Page, block: Node) -> bool:
    text = page.once(container)
    return text is not None and any(above.mem_id == text.node.mem_id for above in around(block))


def _is_label(line: str) -> bool:
    """Whether a line tells a date, names who wrote it, captions a picture, heads a list, or goes on elsewhere."""
    if line.endswith(","):
        return True
    return any(check(line) for check in _LABELS)


def _heads_list(line: str) -> bool:
    return heading_kind(line) is not None


def _is_caption(line: str) -> bool:
    _, printed = caption_and_credit(line)
    return printed is not None


_LABELS = (is_date_line, is_relative, has_label, is_boilerplate, _heads_list, _is_caption)


def _is_seen(block: Node, line: str) -> bool:
    """Whether an element is no copy that the page hides."""
    hidden = any(_HIDDEN.search(names_of(each)) for each in (block, *islice(around(block), _LEVELS)))
    return not hidden and (block.parent is None or line in text_of(block.parent))
