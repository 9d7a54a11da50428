"""Lines of the article: those that the model takes for text, without strangers among them, and what goes along.

Short lines are no candidates of their own. A list item, a subhead or a short paragraph is text where what holds it
holds lines that are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile
from typing import NamedTuple

from scraper.extraction.generic.candidates import Line, lines_of
from scraper.extraction.generic.elements import TAG_BIT, Element
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.line_types import is_caption, is_date
from scraper.extraction.generic.link_lists import boxes_in_text
from scraper.extraction.generic.main_content import Container, container
from scraper.extraction.generic.text_index import plain
from scraper.html.page import HEADINGS, Page
from scraper.indonesian.boilerplate import heading_kind, is_boilerplate
from scraper.indonesian.datelines import dateline

#: Texts before the first line and behind the last among which a short one may stand.
_BESIDE = 8
#: Characters of the shortest line that says something twice when it stands twice.
_COPY = 40
#: Characters that breadcrumbs add to the headline.
_CRUMBS = 60
#: Characters of the shortest title of another story, and the fewest teasers of a list.
_TITLE, _FEWEST_TEASERS = 16, 2


class _Home(NamedTuple):
    """What holds the article's text: mem_id of holders and blocks, of all elements around them, and holders' names."""

    holders: frozenset[int]
    wider: frozenset[int]
    names: frozenset[str]


def article_lines(page: Page) -> list[Line]:
    """The lines of the article in order; ask `page.once(article_lines)`."""
    found = page.once(container)
    if found is None:
        return []
    home = _home(found)
    lines = _without_strangers(page, _with_short_ones(page, found, home))
    return list(_once(_without_teasers(page, [*lines, *_pages_behind(page, found, home)])))


def _home(found: Container) -> _Home:
    wider: set[int] = set()
    for line in found.lines:
        each: Element | None = line.block
        while each is not None and each.key not in wider:
            wider.add(each.key)
            each = each.above
    holders = (element.key for line in found.lines for element in (line.holder, line.block))
    return _Home(frozenset(holders), frozenset(wider), frozenset(line.holder.name for line in found.lines))


def _with_short_ones(page: Page, found: Container, home: _Home) -> list[Line]:
    """The model's lines and the short ones before, between and behind them."""
    index, head = page.once(lines_of), page.once(printed_headline)
    chosen = {line.first for line in found.lines}
    judged = {line.first for line in index.long}
    start = max(found.first - _BESIDE, head[1] + 1 if head and head[1] < found.first else 0)
    before = takewhile(
        lambda line: _is_beside(line, home) and (line.first not in judged or dateline(line.text) is not None),
        reversed(index.between(start, found.first - 1)),
    )
    every = index.between(found.first, found.last)
    between = (
        line
        for line, after in zip(every, [*every[1:], None], strict=True)
        if not (after and _is_label(line) and _is_title(after))
        and (line.first in chosen or ((line.first not in judged or _is_item(line, home)) and _goes_along(line, home)))
    )
    behind = takewhile(
        lambda line: _is_beside(line, home) and (line.first not in judged or _ends_text(line, home)),
        index.between(found.last + 1, found.last + _BESIDE),
    )
    return [*reversed(list(before)), *between, *behind]


def _goes_along(line: Line, home: _Home) -> bool:
    """Whether a short line stands where lines of text do, and is none of the labels that stand there, too."""
    if line.block.hidden or 2 * line.linked > len(line.text) or is_date(line.text) or is_caption(line.text):
        return False
    if line.block.tag in HEADINGS and heading_kind(line.text):
        return False
    homes = home.wider if line.block.tag in (*HEADINGS, "li") else home.holders
    return line.holder.name in home.names or any(each.key in homes for each in _wider(line))


def _is_item(line: Line, home: _Home) -> bool:
    """Whether a line stands in a list that stands among lines of text."""
    *_, outermost = _wider(line)
    return bool(line.block.tags & TAG_BIT["li"]) and outermost.key in home.holders


def _wider(line: Line) -> Iterator[Element]:
    """What holds a line; of a list item and of a table's cell what holds the list and the table."""
    each: Element | None = line.holder
    while each is not None:
        yield each
        in_item = each.above is not None and each.above.tag in _ITEMS
        if each.tag not in _IN_LISTS and each.tag not in HEADINGS and not in_item:
            return
        each = each.above


_ITEMS = frozenset(("li", "td", "dd"))
_IN_LISTS = frozenset("ul ol li dl dd dt table tbody thead tr td th".split())


def _is_beside(line: Line, home: _Home) -> bool:
    """Whether a short line right before or behind the text belongs to it: a paragraph or an item in the same holder."""
    return (
        line.block.tag not in HEADINGS and _goes_along(line, home) and any(k.key in home.holders for k in _wider(line))
    )


def _ends_text(line: Line, home: _Home) -> bool:
    """Whether a line is a sentence in the very element that holds the text."""
    return line.holder.key in home.holders and line.text.endswith(_ENDS) and not is_boilerplate(line.text)


def _without_strangers(page: Page, lines: list[Line]) -> list[Line]:
    """The lines that stand in no box of other stories, and are neither the headline nor a pull quote."""
    head, boxes = page.once(printed_headline), frozenset(boxes_in_text(page))
    own = plain(head[0]) if head else ""
    place = head[1] if head else -1
    return [
        line
        for line in lines
        if not line.first <= place <= line.last
        and not (own and len(line.text) < len(own) + _CRUMBS and own in plain(line.text))
        and not (boxes and _is_in(line.block, boxes))
        and not is_caption(line.text)
        and not _is_pull_quote(line, lines)
    ]


def _is_in(element: Element | None, boxes: frozenset[int]) -> bool:
    while element is not None and element.key not in boxes:
        element = element.above
    return element is not None


def _is_pull_quote(line: Line, lines: list[Line]) -> bool:
    """Whether a quotation in a box of its own is a pull quote: called so, cut, or a copy of words in another line."""
    box = line.block if line.block.tag == "blockquote" else line.holder
    is_called_so = _PULL_QUOTE.search(box.name) is not None
    if box.tag != "blockquote" and not is_called_so:
        return False
    words = line.text.strip(" \"“”„'‘’.,…")
    is_cut = _is_label(line) or line.text.startswith(("...", "…"))
    return is_cut or is_called_so or any(words in other.text for other in lines if other is not line)


_PULL_QUOTE = re.compile(r"pull-?(?:ed-?)?quote")
#: Words of the shortest quotation that is no pull quote for want of an end, and what ends one.
_CUT, _ENDS = 10, tuple(".!?:;…\"”'’)")


def _pages_behind(page: Page, found: Container, home: _Home) -> list[Line]:
    """Further pages of the story that stand hidden beside the first, in elements laid out alike (merdeka)."""
    classes = [names for name in home.names if (names := _classes(name))]
    behind = [line for line in page.once(lines_of).long if line.first > found.last]
    hidden = [line for line in behind if line.block.hidden and line.holder.hidden]
    return [line for line in hidden if _is_laid_out(line.holder.name, classes)]


def _is_laid_out(name: str, classes: list[set[str]]) -> bool:
    """Whether an element has all classes of one of these."""
    own = _classes(name)
    return any(names <= own for names in classes)


def _classes(name: str) -> set[str]:
    return set(name.partition(">")[0].split())


def _without_teasers(page: Page, lines: list[Line]) -> list[Line]:
    """The lines without a list of other stories at the end, each told by its title, a link, and a paragraph."""
    if not lines:
        return lines
    index = page.once(lines_of)
    every = index.between(lines[0].first, lines[-1].last)
    titled = {after.first for title, after in pairwise(every) if _is_title(title)}
    teasers = list(takewhile(lambda line: line.first in titled, reversed(lines)))
    rest = lines[: len(lines) - len(teasers)]
    apart = not {line.holder.name for line in teasers} & {line.holder.name for line in rest}
    fewer = 2 * len(teasers) <= len(lines)
    few = len(teasers) < _FEWEST_TEASERS and not any(line.block.tags & TAG_BIT["li"] for line in teasers)
    return rest if rest and not few and (apart or fewer) else lines


def _is_label(line: Line) -> bool:
    """Whether a line is short and ends as no sentence does."""
    return line.words < _CUT and not line.text.endswith(_ENDS)


def _is_title(line: Line) -> bool:
    return line.is_link and len(line.text) >= _TITLE and not is_boilerplate(line.text)


def _once(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines without copies in other elements: pages print a summary twice, or a text for each size of screen."""
    seen: dict[str, int] = {}
    for line in lines:
        if seen.get(line.text, line.holder.key) == line.holder.key:
            yield line
        if len(line.text) >= _COPY:
            seen.setdefault(line.text, line.holder.key)
