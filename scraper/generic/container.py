"""Where the text of an article stands, told by where a page says most.

A paragraph speaks with its length for the element around it, and with half of it for the next one; every link
speaks against the elements that hold it, and every link between the headline and a text against that text. The
element with the best balance holds the article, together with others of its name (an article over several pages
in one source) and all of what calls itself `articleBody`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from scraper.generic.headline import printed_headline
from scraper.generic.sheet import Sheet, block_of, sheet_of
from scraper.page import BLOCKS, SUBHEADS, Node, Page
from scraper.text import fold

#: Characters from which on a text is taken for a paragraph's.
LONG = 40
#: What a link counts against the elements that hold it, in characters of text.
_LINK = 25
#: What any other short text counts: emphasis in a sentence, but also labels, ranks and dates.
_SCRAP = 5
#: The part of all long text that makes a name one of those that hold paragraphs.
_MAIN = 0.12
PARAGRAPHS = frozenset(("p", "li", "dd", "blockquote", "pre", *SUBHEADS))
_HOLDING = BLOCKS - {"ul", "ol", "dl"}
#: Names of elements that hold long texts and never an article's.
_OTHER = re.compile(r"caption|photo|foto|galler|galeri|image|related|terkait|share|comment|komentar|footer|copyright")


@dataclass(frozen=True)
class Container:
    """The element that holds the article's text."""

    node: Node
    #: Names of the elements in it that hold paragraphs, as `name_around` gives them.
    main: frozenset[str]
    #: Places on the sheet of its first and last long text.
    first: int
    last: int
    #: mem_id of every element that holds a good part of the text.
    holders: frozenset[int]


class _Long(NamedTuple):
    """A long text that is no link."""

    place: int
    size: int
    block: Node
    #: Of what holds it.
    name: str


@dataclass
class _Span:
    """An element and the places of the first and last long text in it."""

    node: Node
    first: int
    last: int
    #: Characters of long text.
    size: int = 0
    #: What speaks for it.
    voice: float = 0.0


def container(page: Page) -> Container | None:
    """Where the article's text stands; None on a page without text."""
    sheet = page.once(sheet_of)
    printed = page.once(printed_headline)
    start = printed[1] + 1 if printed else 0
    against, long = _weigh(page, sheet)
    long = [each for each in long if each.place >= start] or long
    if not long:
        return None
    spans = _spans(long)
    totals = list(accumulate(against, initial=0))
    region = _region(_best(spans.values(), totals, start), long, spans, totals)
    shares = _shares(long, region)
    enough = _MAIN * shares.total()
    return Container(
        node=region.node,
        main=frozenset(name for name, share in shares.items() if share >= enough),
        first=region.first,
        last=region.last,
        holders=frozenset(key for key, span in spans.items() if span.size >= enough),
    )


def _weigh(page: Page, sheet: Sheet) -> tuple[list[int], list[_Long]]:
    """What each text says against the elements around it, and every long one that is no link."""
    links = page.root.css("a[href], a[href] > *")
    linked = {child.mem_id for link in links if (child := link.first_child) is not None}
    names: dict[int, str] = {}
    against, long = [], []
    for place, (node, text) in enumerate(zip(sheet.nodes, sheet.texts, strict=True)):
        if node.mem_id in linked:
            against.append(max(_LINK, len(text)))
            continue
        against.append(_SCRAP)
        if len(text) >= LONG and (size := len(fold(text))) >= LONG and (block := block_of(node)) is not None:
            name = names.get(block.mem_id) or names.setdefault(block.mem_id, name_around(block))
            if not _OTHER.search(name):
                long.append(_Long(place, size if block.tag not in ("li", "dd") else size // 2, block, name))
    return against, long


def _spans(long: list[_Long]) -> dict[int, _Span]:
    """Each element around a long text by its mem_id, the inner before the outer, and what speaks for it."""
    spans: dict[int, _Span] = {}
    paths: dict[int, list[_Span]] = {}
    crowd = Counter(each.block.mem_id for each in long)
    for each in long:
        key = each.block.mem_id
        path = paths.get(key) or paths.setdefault(key, _around(each, spans))
        for span in path:
            span.last = each.place
            span.size += each.size
        for span, share in zip(path, _audience(each, crowd[key]), strict=False):
            span.voice += share * each.size
    return spans


def _audience(each: _Long, crowd: int) -> tuple[float, ...]:
    """For which part of its length a text speaks for its block element, and for the elements around that.

    A `<div>` with one long text may be a paragraph; with several it holds paragraphs made by `<br>`.
    """
    if each.block.tag in PARAGRAPHS:
        return (0.0, 1.0, 0.5)
    return (1.0, 1.0, 0.5) if crowd == 1 else (1.0, 0.5)


def _around(each: _Long, spans: dict[int, _Span]) -> list[_Span]:
    """The spans of a text's block element and of those around it, up to the body."""
    path = []
    node: Node | None = each.block
    while node is not None and node.tag != "html":
        path.append(spans.setdefault(node.mem_id, _Span(node, each.place, each.place)))
        node = node.parent
    return path


def _best(spans: Iterable[_Span], totals: list[int], start: int) -> _Span:
    """The element with the best balance of text and links, those on the way to it included."""
    return max(spans, key=lambda span: span.voice - (totals[span.last + 1] - totals[min(start, span.first)]))


def _region(best: _Span, long: list[_Long], spans: dict[int, _Span], totals: list[int]) -> _Span:
    """The best element, or the one around it that holds the rest of the article."""
    name = _shares(long, best).most_common(1)[0][0]
    own = [each for each in long if each.name == name]
    holding = (span for span in spans.values() if span.first <= own[0].place and own[-1].place <= span.last)
    whole = next((span for span in holding if span.voice), best)
    more = sum(each.size for each in own if not best.first <= each.place <= best.last)
    if more < totals[whole.last + 1] - totals[whole.first] - (totals[best.last + 1] - totals[best.first]):
        whole = best
    node: Node | None = whole.node
    while node is not None and node.tag != "html":
        if "articleBody" in (node.attributes.get("itemprop") or "") and node.mem_id in spans:
            return spans[node.mem_id]
        node = node.parent
    return whole


def _shares(long: list[_Long], span: _Span) -> Counter[str]:
    """Characters of long text in an element by the name of what holds them."""
    shares = Counter[str]()
    for each in long:
        if span.first <= each.place <= span.last:
            shares[each.name] += each.size
    return shares


def name_around(place: Node) -> str:
    """The name of what holds a paragraph: of the element around a `<p>` or a bare `<div>`, or of a named `<div>`.

    An element without class and id is called after what it stands in.
    """
    holder: Node | None = place
    if place.tag in PARAGRAPHS or not _named(place):
        holder = place.parent
    while holder is not None and holder.tag not in _HOLDING:
        holder = holder.parent
    steps = ""
    while holder is not None and len(steps) < 12:
        steps = f"{holder.tag}>{steps}"
        if name := _named(holder):
            return f"{name}>{steps}"
        holder = holder.parent
    return steps


def _named(node: Node) -> str:
    attributes = node.attributes
    names = (attributes.get("class") or attributes.get("id") or "").split()
    return names[0].lower() if names else ""
