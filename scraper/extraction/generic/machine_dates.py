"""Machine dates of publication: in JSON-LD, in meta elements, and in attributes beside what is printed.

Names of meta elements after schema.org, Open Graph, Dublin Core, RDFa, and the analytics services whose tags news
sites carry (Chartbeat, Parse.ly, Sailthru, Cxense, Swiftype, Blueshift).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from scraper.html.json_ld import ARTICLE_TYPES, Block, text_of_value, types
from scraper.html.page import Node, Page
from scraper.indonesian.dates import iso, printed

#: Keys of JSON-LD, likeliest first.
_KEYS = ("datePublished", "dateCreated", "uploadDate")
#: Types that may say when a page appeared where its article says nothing.
_PAGE_TYPES = frozenset(("WebPage", "ItemPage", "CollectionPage")) | ARTICLE_TYPES
#: Characters of the longest machine date.
_LONGEST = 80
#: Blocks of JSON-LD that may all be about this page.
_FEW = 2
#: Names of meta elements without what is no letter, as they end.
_PUBLISHED = (
    "publishedtime", "publisheddate", "publishedat", "publishedon", "published", "publishtime", "publishdate",
    "datepublished", "datepublish", "pubdate", "publicationdate", "publicationtime", "dateissued", "issued",
    "datecreated", "created", "createdtime", "createdat", "postdate", "postedon", "articledate", "releasedate",
    "displaydate", "originaldate", "ptime", "dcdate", "dctermsdate", "sailthrudate", "newsdate", "entrydate",
)  # fmt: skip
#: Whole names that are too short for an ending.
_ALONE = frozenset(("date", "dc.date", "timestamp", "datetime"))
_NOT_PUBLISHED = re.compile(r"modif|updat|chang|edit|expir|event|copyright|accept|birth|avail")
_NOT_A_LETTER = re.compile(r"[^a-z]")
#: Attributes in which an element says exactly what it prints.
_ATTRIBUTES = (
    "datetime",
    "content",
    "title",
    "data-datetime",
    "data-date",
    "data-time",
    "data-timestamp",
    "data-utime",
)
#: Elements that are marked as holding the date of publication.
MARKED = (
    '[itemprop~="datePublished"], [itemprop~="dateCreated"], [property~="datePublished"], [pubdate], time[datetime], '
    "abbr[title], [class~=published][title], [data-datetime], [data-timestamp], [property='article:published_time']"
)


class MachineDate(NamedTuple):
    """A machine's date as it is written, and the moment that it means."""

    text: str
    moment: datetime


def stated_dates(page: Page) -> list[MachineDate]:
    """What the page's head says, JSON-LD before meta elements; ask `page.once(stated_dates)`."""
    return list(filter(None, map(machine_date, [*_json_ld(page), *_metas(page)])))


def json_ld_date(page: Page) -> MachineDate | None:
    """The date of publication that JSON-LD states."""
    return next(filter(None, map(machine_date, _json_ld(page))), None)


def _json_ld(page: Page) -> Iterator[str]:
    for block in _dated_blocks(page):
        values = map(text_of_value, map(block.get, _KEYS))
        yield from filter(None, values)


def _dated_blocks(page: Page) -> list[Block]:
    """The article's own block, and the page's where that has no date and no more than one stands beside it."""
    own = page.described
    if any(map(own.get, _KEYS)):
        return [own]
    pages = [block for block in page.json_ld if types(block) & _PAGE_TYPES]
    return pages if len(pages) <= _FEW else []


def _metas(page: Page) -> Iterator[str]:
    for name, contents in page.metas.items():
        if is_published_name(name):
            yield contents[0]


def is_published_name(name: str) -> bool:
    """Whether a meta element of this name holds the time of publication.

    >>> [is_published_name(name) for name in ("cXenseParse:publishtime", "DC.date.issued", "article:modified_time")]
    [True, True, False]
    """
    name = name.lower()
    if _NOT_PUBLISHED.search(name):
        return False
    return name in _ALONE or _NOT_A_LETTER.sub("", name).endswith(_PUBLISHED)


def date_of(element: Node | None) -> MachineDate | None:
    """The machine date in the attributes of an element; a title in words is none."""
    attributes = element.attributes if element is not None else {}
    values = filter(None, map(attributes.get, _ATTRIBUTES))
    return next(filter(None, map(machine_date, values)), None)


def machine_date(text: str) -> MachineDate | None:
    """A date as a machine writes it; None for anything else."""
    text = text.strip()
    moment = None
    if text[:1].isalnum() and len(text) <= _LONGEST:
        moment = iso(text)
    if moment is None and _is_short_date(text):
        moment = printed(text)
    return MachineDate(text, moment) if moment else None


def _is_short_date(text: str) -> bool:
    return 8 <= len(text) <= 60 and any(map(str.isdigit, text))
