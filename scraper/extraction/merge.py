"""The pages of an article -> one article. Pure.

What stands at the head of a story is its first page's: headline, times, section, counts, most-read lists. What only a
later page prints is added, since the editor and the tags often stand on the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import chain, takewhile
from typing import TypeVar

from scraper import publishers, quotes
from scraper.models import Article, Photo, Problem
from scraper.text import folded

T = TypeVar("T")

#: Words from which a paragraph that stands on two pages was printed twice by the site. Shorter ones may be the
#: writer's: "Bahan-bahan", "- 2 siung bawang putih".
LONG = 8
#: Most paragraphs at the end of a page that are looked for at the head of the next one.
OVERLAP = 10
#: What is said of a page without text of its own.
REPEATED = "shows the text of the first page again"
#: How a headline is told from that of another page: "... - Page 3", "... (Halaman 2)".
_NUMBERED = re.compile(r"[\s|(-]*(?:page|halaman|hal\.?)[\s:-]*(?:all|\d+(?: ?(?:/|dari|of) ?\d+)?)\)?$", re.IGNORECASE)
#: Of all of a story on one page: the share of the first page's paragraphs that it prints again.
AGAIN = 0.5


def refusal(first: Article, part: Article) -> str | None:
    """Why a page is no further page of an article; None when it is one."""
    if not same_article(part.url, first.url):
        return f"is another article, {part.url}"
    if part.headline and _title(part) != _title(first):
        return f"has another headline: {part.headline}"
    if not part.paragraphs:
        return "holds no text"
    if _keys(part.paragraphs) == _keys(first.paragraphs):
        return REPEATED
    return None


def same_article(one: str, other: str) -> bool:
    """Whether two canonical URLs name one article; a page without a claim of its own may have an older slug."""
    publisher = publishers.of(one)
    return one == other or (publisher is not None and publisher.same_article(one, other))


def holds(whole: Article, first: Article) -> bool:
    """Whether a page that should hold all of an article holds what its first page does."""
    printed, there = _keys(first.paragraphs), set(_keys(whole.paragraphs))
    return sum(key in there for key in printed) >= AGAIN * len(printed)


def joined(first: Article, later: Sequence[Article], *, whole: bool = False) -> Article:
    """An article with its later pages, in their order. `whole` says that the one later page holds all of the text."""
    pages = (part.paragraphs for part in later)
    paragraphs = later[0].paragraphs if whole else reduce(appended, pages, first.paragraphs)
    article = reduce(_with, later, first)
    said = quotes.read(paragraphs)
    quoted = chain.from_iterable(part.quotes for part in (first, *later))
    boxes = [quote.text for quote in quoted if quote.kind == "pull"]
    pulled = quotes.pull(dict.fromkeys(boxes), said.quotes)
    article = replace(article, paragraphs=paragraphs, quotes=(*said.quotes, *pulled), people=tuple(said.people))
    return replace(article, problems=tuple(_problems(article, first, later)))


def adds(text: Iterable[tuple[str, ...]], page: tuple[str, ...]) -> bool:
    """Whether a page has a paragraph that none of the pages before it has."""
    return not set(_keys(page)) <= {key for paragraphs in text for key in _keys(paragraphs)}


def appended(text: tuple[str, ...], page: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs of a story so far, and those of its next page that were not printed yet.

    Left out are the head of the page where it repeats the head or the end of the story so far, and long paragraphs
    that stand there anywhere.
    """
    before, keys = _keys(text), _keys(page)
    lead = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, keys, strict=False)))
    overlap = next((n for n in range(min(len(before), len(keys), OVERLAP), 0, -1) if before[-n:] == keys[:n]), 0)
    known = {key for key in before if len(key.split()) >= LONG}
    start = max(lead, overlap)
    return (*text, *(page[n] for n in range(start, len(page)) if keys[n] not in known))


def _with(first: Article, part: Article) -> Article:
    """An article with what only a later page of it prints beside the text."""
    added = [link for link in part.links if link.kind == "read_also"]
    if not any(link.kind == "related" for link in first.links):
        added += [link for link in part.links if link.kind == "related"]
    return replace(
        first,
        kicker=first.kicker or part.kicker,
        tags=_union(first.tags, part.tags),
        initials=part.initials or first.initials,
        bylines=_union(first.bylines, part.bylines),
        photos=_photos(first.photos, part.photos),
        links=_union(first.links, added),
        source_url=first.source_url or part.source_url,
        found_by=part.found_by | first.found_by,
    )


def _union(some: tuple[T, ...], others: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*some, *others)))


def _photos(some: tuple[Photo, ...], others: tuple[Photo, ...]) -> tuple[Photo, ...]:
    """Photos by their URLs, each with the caption and the credit that any page prints."""
    found = {photo.url: photo for photo in some}
    for photo in others:
        known = found.get(photo.url, photo)
        found[photo.url] = replace(known, caption=known.caption or photo.caption, credit=known.credit or photo.credit)
    return tuple(found.values())


def _problems(article: Article, first: Article, later: Iterable[Article]) -> list[Problem]:
    """The first page's problems without those that a later page solves, and what is wrong with a later page's text."""
    left = [each for each in first.problems if each.kind != "missing" or not getattr(article, each.field, None)]
    told = chain.from_iterable(part.problems for part in later)
    texts = [each for each in told if each.field in ("page", "paragraphs")]
    return list(dict.fromkeys((*left, *texts)))


def _title(article: Article) -> str:
    return _NUMBERED.sub("", folded(article.headline or "")).casefold()


def _keys(paragraphs: Iterable[str]) -> list[str]:
    return [folded(paragraph).casefold() for paragraph in paragraphs]
