"""The ledger of readings can always be replayed: whatever was read in whatever order, the final rules decide."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from test_store import KABAR, STORY, URL

from scraper.archive import Archive, open_archive
from scraper.models import INCOMPLETE, Article, Capture, Problem
from scraper.store.store import Store

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
OTHER = "https://kabar.example/read/2/"

#: What a capture may be read as when all rules are right.
CLEAN: dict[str, Article | str] = {
    f"{wording} at {url[-2]}": replace(STORY, url=url, headline=wording, views=views)
    for url in (URL, OTHER)
    for wording, views in (("Banjir surut", 10), ("Banjir surut di dua kampung", None))
} | {"no article": "not_article", "a list": "index"}
#: What it may be read as besides.
BROKEN: dict[str, Article | str] = {
    "one page of three": replace(
        STORY, paragraphs=STORY.paragraphs[:1], pages=3, pages_read=1, problems=(Problem("page", INCOMPLETE, "2"),)
    ),
    "two pages of three": replace(
        STORY, paragraphs=STORY.paragraphs[:2], pages=3, pages_read=2, problems=(Problem("page", INCOMPLETE, "3"),)
    ),
    "hardly anything": replace(
        STORY, headline=None, paragraphs=("Banjir",), problems=(Problem("headline", "missing", "h1"),)
    ),
    "an error": "error",
    "hostile": "hostile",
    "gone": "gone",
}
ANY = {**CLEAN, **BROKEN}


class Ledger(RuleBasedStateMachine):
    """An archive whose captures are kept, read, set aside and read again in any order."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.archive = self.opened("archive.db")
        self.read_as: dict[int, str] = {}

    def opened(self, name: str) -> Archive:
        archive = open_archive(Path(self.folder.name) / name)
        archive.db.conn.execute("PRAGMA synchronous = OFF")
        Store(archive).publisher(KABAR)
        return archive

    def kept(self, archive: Archive, number: int) -> int:
        at = NOON + timedelta(hours=number)
        answer = Capture(URL, URL, at, 200, "text/html", None, (), str(number).encode())
        return archive.keep(answer, kind="article", publisher="kabar", run=None)

    @rule(name=st.sampled_from(sorted(ANY)))
    def keep(self, name: str) -> None:
        self.read_as[self.kept(self.archive, len(self.read_as))] = name

    @precondition(lambda self: self.read_as)
    @rule(data=st.data(), name=st.sampled_from(sorted(ANY)))
    def change_a_rule(self, data: st.DataObject, name: str) -> None:
        self.read_as[data.draw(st.sampled_from(sorted(self.read_as)))] = name

    @precondition(lambda self: self.read_as)
    @rule(data=st.data())
    def read_one(self, data: st.DataObject) -> None:
        self.read(self.archive, data.draw(st.sampled_from(sorted(self.read_as))))

    def read(self, archive: Archive, capture: int) -> None:
        reading = ANY[self.read_as[capture]]
        if isinstance(reading, Article):
            Store(archive).save(capture, reading)
        else:
            Store(archive).set_aside(capture, reading, (Problem("page", reading, ""),))

    @rule()
    def read_what_waits(self) -> None:
        for key in chain.from_iterable(self.archive.unread(problems=True)):
            self.read(self.archive, key)

    @rule()
    def read_everything(self) -> None:
        Store(self.archive).forget_readings()
        self.read_what_waits()
        assert self.archive.unread_count() == 0

    @precondition(lambda self: self.read_as)
    @rule(data=st.data())
    def read_with_rules_that_are_right(self, data: st.DataObject) -> None:
        for capture in self.read_as:
            self.read_as[capture] = data.draw(st.sampled_from(sorted(CLEAN)))
        self.read_everything()
        fresh = self.opened("fresh.db")
        for number, capture in enumerate(sorted(self.read_as)):
            assert self.kept(fresh, number) == capture
            self.read(fresh, capture)
        assert contents(self.archive) == contents(fresh)
        assert self.archive.check() == []
        fresh.close()
        Path(self.folder.name, "fresh.db").unlink()

    def teardown(self) -> None:
        if hasattr(self, "archive"):
            self.archive.close()
            self.folder.cleanup()


CONTENTS = {
    "articles": """
        SELECT url, headline, body, views, state, first_seen_at, last_seen_at, capture, pages
        FROM articles ORDER BY url
    """,
    "revisions": """
        SELECT a.url, r.number, r.headline, r.body, r.first_capture, r.last_capture
        FROM wordings r JOIN articles a ON a.id = r.article ORDER BY a.url, r.number
    """,
    "readings": """
        SELECT r.capture, a.url, r.outcome, r.digest, r.words, r.pages_read
        FROM readings r LEFT JOIN articles a ON a.id = r.article ORDER BY r.capture
    """,
    "problems": "SELECT capture, field, kind FROM problems ORDER BY capture, position",
    "views": """
        SELECT v.capture, a.url, v.views FROM view_counts v JOIN articles a ON a.id = v.article ORDER BY v.capture
    """,
    "quotes": "SELECT count(*) FROM quotes",
}


def contents(archive: Archive) -> dict[str, list[dict[str, Any]]]:
    """What an archive holds, without the numbers of its rows."""
    return {name: archive.rows(sql) for name, sql in CONTENTS.items()}


def test_the_ledger_can_be_replayed_in_any_order() -> None:
    run_state_machine_as_test(
        Ledger,
        settings=settings(
            max_examples=50,
            stateful_step_count=20,
            derandomize=True,  # a release is judged by the same sequences everywhere
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
