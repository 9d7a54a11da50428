"""Dates printed beside the links of a list: each in the nearest element around its link with no other headline. Pure.

The page is written down once as one line of text with the place of every element in it, so that a look at an
element is a slice and not a walk: a list whose items stand inside each other takes no longer than any other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from itertools import islice
from operator import itemgetter

from scraper.html.page import Node, Page, walk
from scraper.indonesian import dates
from scraper.text import fold

#: Elements above a link up to which its date is looked for.
_ABOVE = 5
#: Elements that set a date apart, and those that begin a line.
_SET_APART = frozenset("time span small p div td em i b font".split())
_APART = frozenset("br div h1 h2 h3 h4 h5 h6 li p section article header footer td tr ul ol dl dd dt".split())
#: The longest line that is taken for a date: "Sabtu, 28 November 2026 | 08:01 WIB | Penulis: Nama Lengkap".
_LINE = 80
#: Characters of white space and text that such a line may take in the source.
_SOURCE = 300
#: A link's text that is longer is a headline.
_TITLE = 20
#: An element with more text than this is no item of a list.
_LONGEST = 600
#: Lines of one element that are asked for a date.
_MOST_LINES = 24

Span = tuple[int, int]


@dataclass
class ItemDates:
    """The texts of a page and the places of its elements in them."""

    #: When the page was captured, for dates such as "2 jam lalu".
    captured_at: datetime
    text: str = ""
    spans: dict[int, Span] = field(default_factory=dict)
    #: Headlines that are links, and short elements that are set apart, by their places.
    headlines: list[tuple[int, str | None]] = field(default_factory=list)
    lines: list[Span] = field(default_factory=list)
    _read: dict[tuple[str, timezone], datetime | None] = field(default_factory=dict)

    def of(self, link: Node, url: str, zone: timezone) -> datetime | None:
        """The date beside a link to this URL, whose readers live in this zone."""
        own = self.spans.get(link.mem_id)
        node: Node | None = link
        for _ in range(_ABOVE):
            span = self.spans.get(node.mem_id) if node is not None else None
            if node is None or own is None or span is None or self._is_no_item(span, url):
                return None
            for line in sorted(self._lines(span, own), key=len):
                if found := self._date(line, zone):
                    return found
            node = node.parent
        return None

    def _is_no_item(self, span: Span, url: str) -> bool:
        """Whether an element is long, or holds the headline of another page than this."""
        start, end = span
        return end - start > _LONGEST or any(leads_to != url for leads_to in self._headlines(start, end))

    def _headlines(self, start: int, end: int) -> Iterator[str | None]:
        first = bisect_left(self.headlines, start, key=itemgetter(0))
        for place in range(first, len(self.headlines)):
            at, leads_to = self.headlines[place]
            if at >= end:
                return
            yield leads_to

    def _lines(self, span: Span, own: Span) -> Iterator[str]:
        """The short lines of an element, the one around its link first."""
        start, end = span
        if span != own:
            yield from _short(f"{self.text[start : own[0]]} {self.text[own[1] : end]}")
        first = bisect_left(self.lines, (start, 0))
        for at, until in islice(self.lines, first, first + _MOST_LINES):
            if until <= end:
                yield from _short(self.text[at:until])

    def _date(self, line: str, zone: timezone) -> datetime | None:
        if (line, zone) not in self._read:
            self._read[line, zone] = dates.printed(line, captured_at=self.captured_at, zone=zone)
        return self._read[line, zone]


def item_dates(page: Page, captured_at: datetime, addresses: Mapping[int, str | None]) -> ItemDates:
    """Write a page down; `addresses` says where its links lead, by their `mem_id`."""
    made = ItemDates(captured_at)
    pieces: list[str] = []
    links: list[tuple[int, int, str | None]] = []
    began: dict[int, int] = {}
    length = 0
    for node, tag, entering in walk(page.root):
        if piece := _piece(node, tag):
            pieces.append(piece)
            length += len(piece)
        if entering:
            began[node.mem_id] = length
        elif tag != "-text":
            span = made.spans[node.mem_id] = (began[node.mem_id], length)
            if tag == "a":
                links.append((*span, addresses.get(node.mem_id)))
            elif tag in _SET_APART and 0 < length - span[0] <= _SOURCE:
                made.lines.append(span)
    made.text = "".join(pieces)
    made.headlines = [(at, leads_to) for at, until, leads_to in links if len(made.text[at:until].strip()) > _TITLE]
    made.lines = sorted(set(made.lines))
    return made


def _piece(node: Node, tag: str) -> str:
    if tag == "-text":
        return node.text_content or ""
    return " " if tag in _APART else ""


def _short(text: str) -> list[str]:
    line = fold(text)
    return [line] if 0 < len(line) <= _LINE else []
