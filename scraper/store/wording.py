"""What counts as the words of an article: when it was edited, and when it was only read badly. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from operator import itemgetter
from typing import Any

from scraper.models import CONTRACT, Article
from scraper.text import folded

#: A whole reading has these whatever its publisher; what else it should have, its problems say.
ALWAYS = {"headline", "published_at", "paragraphs"}
#: A body below this share of the former one, on a page with problems, was not read to its end.
SHRUNK = 0.5
#: Words in a row by which two texts are compared, and how many of them tell too little: a text of one line.
PHRASE, FEW_PHRASES = 4, 12


def words_of(article: Article) -> dict[str, Any]:
    """The wording as columns of the table revisions: headline, body, bylines and credits, and their digest.

    Views, links, lists, tags and times are no part of it: they change without anybody writing a word.
    """
    bylines = [[byline.role, byline.name] for byline in article.bylines]
    credits_ = [photo.credit for photo in article.photos if photo.credit]
    words = [
        folded(article.headline or ""),
        folded(article.body),
        [[role, folded(name)] for role, name in bylines],
        [folded(credit) for credit in credits_],
    ]
    return {
        "digest": hashlib.sha256(json.dumps(words).encode()).hexdigest(),
        "headline": article.headline,
        "body": article.body,
        "bylines": json.dumps(bylines, ensure_ascii=False),
        "credits": json.dumps(credits_, ensure_ascii=False),
    }


@dataclass(frozen=True, slots=True)
class Quality:
    """How whole a reading is. Fields have their names in the output contract."""

    #: Fields without a value.
    empty: frozenset[str]
    #: Words of the body.
    words: int
    #: The empty fields that a whole reading of this page has.
    missing: frozenset[str] = frozenset()
    #: Whether anything about the page could not be read or not be trusted.
    doubtful: bool = False
    #: Pages of the article that are in it, where some are missing; None when all are.
    pages_read: int | None = None


def quality(article: Article) -> Quality:
    """How whole an article was read."""
    empty = frozenset(name for name in CONTRACT if not getattr(article, name))
    complaints = {problem.field for problem in article.problems if problem.kind == "missing"}
    words, missing = len(article.body.split()), empty & (complaints | ALWAYS)
    return Quality(empty, words, missing, bool(article.problems), article.pages_read)


def is_worse(new: Quality, current: Quality) -> bool:
    """Whether a reading must not take the place of the current one.

    It lacks more of the article's pages, misses a field that the current one has, or its body shrank below half on a
    page with problems. A clean reading is never worse, however short: newsrooms do cut stories.
    """
    if _fullness(new.pages_read) < _fullness(current.pages_read) or new.missing - current.empty:
        return True
    return new.doubtful and new.words < SHRUNK * current.words


def is_another_story(headline: str | None, body: str, article: Article) -> bool:
    """Whether an article shares nothing with the wording that its address showed before: no headline and no phrase.

    An edit, however deep, keeps some of either. What keeps none is the page of another story: a site that answers
    every address with one of them rewrites nothing.
    """
    own, other = _phrases(body), _phrases(article.body)
    if min(len(own), len(other)) < FEW_PHRASES or not own.isdisjoint(other):
        return False
    words, others = set(folded(headline or "").lower().split()), set(folded(article.headline or "").lower().split())
    return 2 * len(words & others) < min(len(words), len(others))


def _phrases(text: str) -> set[tuple[str, ...]]:
    words = folded(text).lower().split()
    return set(zip(*(words[start:] for start in range(PHRASE)), strict=False))


def fullest(entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The readings that hold most pages of their article, in the same order.

    Only these are compared with one another: a page that came late is no edit, and one that did not come is none
    either. Where one page never comes, the edits of the others are still seen.
    """
    most = max((_fullness(entry["pages_read"]) for entry in entries), default=0)
    return [entry for entry in entries if _fullness(entry["pages_read"]) == most]


def _fullness(pages_read: int | None) -> float:
    return inf if pages_read is None else pages_read


def spans(history: Iterable[tuple[int, str]]) -> list[tuple[str, int, int]]:
    """(capture, digest) in order -> (digest, first capture, last capture) of each wording in its time.

    >>> spans([(1, "A"), (2, "A"), (5, "B"), (7, "A")])
    [('A', 1, 2), ('B', 5, 5), ('A', 7, 7)]
    """
    runs = [(digest, [capture for capture, _ in run]) for digest, run in groupby(history, key=itemgetter(1))]
    return [(digest, captures[0], captures[-1]) for digest, captures in runs]
