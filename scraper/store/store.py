"""Readings: what was understood of each capture, and what all of them together say of an article.

`readings` is the ledger: one row a capture. Everything about an article follows from the ledger in the order of
keeping, so a capture may be read late, or again, in any order. Rows are written only where they differ: reading
the whole archive twice leaves the identical database.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any, Literal

from scraper import publishers
from scraper.archive import Archive, tables
from scraper.archive.captures import ALL_WAITING
from scraper.archive.stored import storable
from scraper.errors import UnknownPublisher
from scraper.models import INCOMPLETE, Article, PopularEntry, Problem, Record
from scraper.store import to_rows
from scraper.store.revisions import ledger, settle
from scraper.store.wording import Quality, fullest, is_another_story, is_worse, quality, words_of
from scraper.store.writing import (
    NO_WORDING,
    key_of,
    leave,
    put_article,
    put_popular,
    put_problems,
    put_reading,
    put_views,
    reading_of,
)
from scraper.template.publisher import Publisher

#: Outcomes that are our own failure to read: what was read of the capture before still stands.
OUR_FAULT = ("error", "hostile")

#: What is told of an address that shows another story than before.
ANOTHER_STORY = Problem("page", "suspect", "another story than the one that this address showed before: no edit")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a reading did to the archive."""

    #: The number of the article.
    article: int
    #: new, changed (another wording), same, or worse: recorded, but an earlier reading stands.
    outcome: Literal["new", "changed", "same", "worse"]


class Store:
    """The readings of an archive. Every method that writes is one transaction."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def publisher(self, publisher: Publisher) -> None:
        """Know a publisher; captures, articles and the frontier refer to its row."""
        with self._archive.transaction():
            tables.put(self._archive, "publishers", to_rows.of_publisher(publisher), "id")

    def _know(self, key: str) -> None:
        """Know the publisher of a reading: somebody may have written its file after the capture was kept."""
        if not self._archive.rows("SELECT 1 FROM publishers WHERE id = ?", key):
            self.publisher(publishers.named(key))

    def save(self, capture: int, article: Article) -> Saved:
        """Take in what was read of a kept capture.

        Raises errors.UnknownPublisher for an article that was read without rules: nobody vouches for it.
        """
        if article.publisher is None:
            raise UnknownPublisher(f"{article.url}: of no known publisher, so it is not stored")
        with self._archive.transaction():
            self._know(article.publisher)
            before, key = reading_of(self._archive, capture), key_of(self._archive, article.url)
            history = ledger(self._archive, key)
            former = next((entry for entry in reversed(fullest(history)) if entry["capture"] <= capture), None)
            foreign = key is not None and former is not None and self._is_another_story(key, capture, former, article)
            if foreign:
                article = replace(article, problems=(*article.problems, ANOTHER_STORY))
            if key and former and (foreign or is_worse(quality(article), _quality(former))):
                saved = self._save_worse(capture, key, article, former)
            else:
                saved = self._save(capture, key, article, history)
            leave(self._archive, before, saved.article)
            return saved

    def _is_another_story(self, key: int, capture: int, former: Mapping[str, Any], article: Article) -> bool:
        """Whether a later capture shows another story than its article; the same one may be read in another way."""
        if former["capture"] == capture:
            return False
        asked = "SELECT headline, body FROM wordings WHERE article = ? AND digest = ? LIMIT 1"
        return any(
            is_another_story(row["headline"], row["body"], article)
            for row in self._archive.rows(asked, key, former["digest"])
        )

    def _save(self, capture: int, key: int | None, article: Article, history: list[Record]) -> Saved:
        wording, whole = storable(words_of(article)), quality(article)
        current = {
            "digest": wording["digest"],
            "words": whole.words,
            "empty": json.dumps(sorted(whole.empty)),
            "pages_read": whole.pages_read,
        }
        others = [entry for entry in history if entry["capture"] != capture]
        if key is None or _is_newest({"capture": capture, **current}, others):
            key = put_article(self._archive, capture, article, key)
        put_reading(self._archive, capture, key, "article", current, article)
        put_views(self._archive, capture, key, article.views)
        put_popular(self._archive, capture, article.popular)
        put_problems(self._archive, capture, article.problems)
        settle(self._archive, key, capture, wording)
        return Saved(key, _compared(history, capture, wording["digest"]))

    def _save_worse(self, capture: int, key: int, article: Article, former: Mapping[str, Any]) -> Saved:
        """Note a reading that must not stand. What it counts is good nevertheless; what the capture said, stays."""
        put_reading(
            self._archive, capture, key, "worse", former if former["capture"] == capture else NO_WORDING, article
        )
        if article.views is not None:
            put_views(self._archive, capture, key, article.views)
        if article.popular:
            put_popular(self._archive, capture, article.popular)
        put_problems(self._archive, capture, article.problems)
        settle(self._archive, key)
        return Saved(key, "worse")

    def set_aside(
        self, capture: int, outcome: str, problems: Sequence[Problem] = (), popular: Sequence[PopularEntry] = ()
    ) -> None:
        """Note that a capture shows no article: index, gone, moved, failed, not_article, hostile, error.

        An error of ours leaves standing what was read of this capture before; any other outcome takes it back.
        """
        with self._archive.transaction():
            before = reading_of(self._archive, capture)
            put_problems(self._archive, capture, problems)
            if before and before["digest"] and outcome in OUR_FAULT:
                put_reading(self._archive, capture, before["article"], outcome, before)
                return
            tied = before["article"] if before and before["outcome"] == outcome else None
            put_reading(self._archive, capture, tied, outcome, NO_WORDING)
            put_views(self._archive, capture, None, None)
            put_popular(self._archive, capture, popular)
            leave(self._archive, before, tied)

    def vanished(self, url: str, state: Literal["gone", "moved"], capture: int) -> bool:
        """Note that an article is no longer where it was; its text stays, and a later good capture revives it.

        `capture` is the answer that said so. False when no article has this URL.
        """
        with self._archive.transaction():
            key = key_of(self._archive, url)
            if key is None:
                return False
            put_reading(self._archive, capture, key, state, NO_WORDING)
            settle(self._archive, key)
            return True

    def seen_again(self, capture: int) -> None:
        """Note that a server has said of a capture that it is not modified: its article was seen again."""
        with self._archive.transaction():
            reading = reading_of(self._archive, capture)
            if reading and reading["article"]:
                settle(self._archive, reading["article"])

    def forget_readings(self) -> None:
        """Have every capture of an article or an index wait to be read once more.

        Nothing is lost meanwhile: each reading stands until its capture has been read again.
        """
        with self._archive.transaction():
            self._archive.rows(ALL_WAITING)

    # Asking

    def find(self, which: str | int) -> Record | None:
        """The row of an article by its number, its canonical URL, or another URL under which it was fetched."""
        if isinstance(which, int) or which.isdecimal():
            key: int | None = int(which)
        else:
            key = key_of(self._archive, which) or _alias(self._archive, which)
        found = self._archive.rows(_ARTICLE, storable({"id": key})["id"])
        return found[0] if found else None

    def is_unfinished(self, capture: int) -> bool:
        """Whether a capture was never read, or shows an article of which pages are missing."""
        incomplete = "SELECT 1 FROM problems WHERE capture = ? AND kind = ?"
        return reading_of(self._archive, capture) is None or bool(self._archive.rows(incomplete, capture, INCOMPLETE))

    def article(self, key: int) -> Record:
        """An article with its parts under the names of their tables, and its revisions in order.

        Raises KeyError where there is none of this number.
        """
        found = self.find(key)
        if found is None:
            raise KeyError(key)
        of_article = {table: _list(self._archive, table, "article", key) for table in to_rows.PARTS}
        of_capture = {
            table: _list(self._archive, view, "capture", found["capture"])
            for table, view in (("popular_entries", "popular_lists"), ("problems", "problems"))
        }
        revisions = self._archive.rows("SELECT * FROM wordings WHERE article = ? ORDER BY number", key)
        pages_read = (reading_of(self._archive, found["capture"]) or NO_WORDING)["pages_read"]
        return {**found, "pages_read": pages_read, **of_article, **of_capture, "revisions": revisions}

    def counts(self) -> dict[str, int]:
        """How much the archive holds: rows by table."""
        names = ("articles", "captures", "revisions", "quotes", "problems")
        return {name: self._archive.db.table(name).count for name in names}


_ARTICLE = """
SELECT a.*, f.found_by AS found_by FROM articles a JOIN rules_of_articles f ON f.article = a.id WHERE a.id = ?
"""


def _list(archive: Archive, table: str, owner: str, key: int) -> list[Record]:
    return archive.rows(f"SELECT * FROM {table} WHERE {owner} = ? ORDER BY position", key)  # noqa: S608 - ours


def _alias(archive: Archive, url: str) -> int | None:
    asked = "SELECT r.article FROM captures c JOIN readings r ON r.capture = c.id WHERE c.url = ? ORDER BY c.id DESC"
    found = archive.rows(asked, storable({"url": url})["url"])
    return next((row["article"] for row in found if row["article"]), None)


def _quality(entry: Mapping[str, Any]) -> Quality:
    return Quality(frozenset(json.loads(entry["empty"])), entry["words"], pages_read=entry["pages_read"])


def _is_newest(entry: Record, others: list[Record]) -> bool:
    """Whether an article is shown as this reading knows it: the newest of the fullest ones."""
    return max(fullest([*others, entry]), key=itemgetter("capture")) is entry


def _compared(history: list[Record], capture: int, digest: str) -> Literal["new", "changed", "same"]:
    """What a wording is beside the one before it; for the oldest capture of all, beside the one after it."""
    if not history:
        return "new"
    former = [entry for entry in history if entry["capture"] <= capture] or history[:1]
    return "same" if former[-1]["digest"] == digest else "changed"
