"""A redesign is noticed on its day, and what is no redesign is not."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scraper import publishers
from scraper.archive import Archive, migrations, open_archive
from scraper.archive.captures import Kind
from scraper.models import Article, Byline, Capture, Link, Photo, PopularEntry, Problem, Quote
from scraper.store.empty_fields import empty_fields
from scraper.store.fill_rates import FillRate, fallen, fill_rates
from scraper.store.store import Store

WHO = "beritajakarta"
START = datetime(2026, 6, 1, tzinfo=UTC)
WHOLE = Article(
    url="",
    publisher=WHO,
    headline="Pasar dibuka",
    published_raw="1 Juni 2026",
    section="Ekonomi",
    views=0,
    bylines=(Byline("Sari Dewi", "reporter"), Byline("Bram Sitompul", "editor")),
    photos=(Photo("https://m.beritajakarta.id/1.jpg", None, "Istimewa"),),
    paragraphs=("Pasar dibuka hari ini.",),
)


EMPTY = (Problem("page", "empty", "lists no article"),)


class Desk:
    """Keeps captures and reads them as a crawl would, one an hour."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.store, self.hours = archive, Store(archive), 0
        self.store.publisher(publishers.named(WHO))

    def keep(self, url: str, status: int = 200, kind: Kind = "article") -> int:
        self.hours += 1
        at = START + timedelta(hours=self.hours)
        capture = Capture(url, url, at, status, "text/html", None, (), f"{self.hours}".encode())
        return self.archive.keep(capture, kind=kind, publisher=WHO, run=None)

    def story(self, number: int | None = None, *, age: timedelta = timedelta(0), **changes: Any) -> None:
        """A story that is read, with what differs from a whole one."""
        url = f"https://m.beritajakarta.id/read/{self.hours if number is None else number}/x"
        published = {"published_at": START + timedelta(hours=self.hours) - age}
        self.store.save(self.keep(url), replace(WHOLE, **{"url": url, **published, **changes}))

    def no_story(self, outcome: str, status: int = 200) -> None:
        self.store.set_aside(self.keep(f"https://m.beritajakarta.id/read/{self.hours}/x", status), outcome)

    def index(self, problems: tuple[Problem, ...] = (), url: str = "https://m.beritajakarta.id/berita") -> None:
        self.store.set_aside(self.keep(url, kind="index"), "index", problems)

    def fell(self) -> set[str]:
        return {rate.field for rate in fallen(self.archive, [WHO])}

    def rate(self, field: str) -> tuple[int, int, int, int]:
        (rate,) = [each for each in fill_rates(self.archive) if each.field == field]
        return rate.newest, rate.newest_of, rate.before, rate.before_of


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    # in one transaction: thousands of small ones would cost more than what is tested
    with open_archive(tmp_path / "archive.db") as archive, archive.transaction():
        yield Desk(archive)


def after(desk: Desk, stories: int, work: Callable[[int], None]) -> Desk:
    for n in range(stories):
        work(n)
    return desk


# On both sides of the line


@pytest.mark.parametrize(("misses", "fell"), [(9, False), (10, True)])
def test_a_field_that_all_stories_have_falls_with_its_tenth_miss(desk: Desk, misses: int, fell: bool) -> None:
    after(desk, 250, lambda n: desk.story(section=None if n >= 250 - misses else "Ekonomi"))
    assert desk.rate("section") == (50 - misses, 50, 200, 200)
    assert desk.fell() == ({"section"} if fell else set())


@pytest.mark.parametrize(
    ("before", "now", "fell"),
    [
        (0.5, 0.5, False),
        (0.5, 0.3, False),  # no more than chance and habit do
        (0.5, 0.04, True),
        (0.1, 0.0, False),  # rare anyway: 50 stories without it prove nothing
        (0.25, 0.0, False),
        (0.5, 0.0, True),
        (0.9, 0.4, True),
        (0.9, 0.8, False),
        (0.0, 0.0, False),
        (0.3, 1.0, False),  # more is no fall
    ],
)
def test_what_is_far_from_chance_falls_and_nothing_else(desk: Desk, before: float, now: float, fell: bool) -> None:
    def evenly(n: int) -> None:
        rate, place = (now, n - 200) if n >= 200 else (before, n)
        has = int((place + 1) * rate + 1e-9) > int(place * rate + 1e-9)
        desk.story(section="Ekonomi" if has else None)

    after(desk, 250, evenly)
    assert ("section" in desk.fell()) is fell


def test_two_layouts_that_come_in_turns_are_a_habit(desk: Desk) -> None:
    """Forty stories with an editor, then forty of another desk without: the newest fifty are mostly without."""
    other = WHOLE.bylines[:1]
    after(desk, 250, lambda n: desk.story(bylines=other if (249 - n) // 40 % 2 == 0 else WHOLE.bylines))
    newest, of, before, _ = desk.rate("bylines.editor")
    assert newest / of < 0.25
    assert before > 80
    assert desk.fell() == set()


def test_a_year_of_honest_chance_raises_no_alarm(tmp_path: Path) -> None:
    """Six fields of all frequencies, 100 checks of 250 stories each."""
    chance = random.Random(7)
    alarms = 0
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(migrations.schema())
        db.execute("INSERT INTO publishers VALUES ('x', 'x', NULL, '+07:00', '')")
        db.execute("INSERT INTO payloads (digest, codec, size, body) VALUES ('0', 'identity', 0, '')")
        rates = {"kicker": 0.05, "section": 0.3, "tags": 0.5, "views": 0.7, "photos": 0.9, "quotes": 0.99}
        for n in range(1, 3251):
            lacks = [name for name, rate in rates.items() if chance.random() > rate]
            capture(db, n, lacks)
            if n > 250 and n % 30 == 0:
                alarms += db.execute("SELECT sum(fell) FROM fill_rates").fetchone()[0]
    assert alarms == 0


def capture(db: sqlite3.Connection, n: int, lacks: list[str]) -> None:
    at = f"{START + timedelta(minutes=n):%Y-%m-%dT%H:%M:%SZ}"
    db.execute(
        "INSERT INTO captures (id, url, final_url, captured_at, status, kind, publisher, headers, elapsed_ms, digest)"
        " VALUES (?, ?, '', ?, 200, 'article', 'x', '[]', 0, '0')",
        [n, f"u{n}", at],
    )
    db.execute("INSERT INTO readings (capture, outcome, empty_fields) VALUES (?, 'article', ?)", [n, json.dumps(lacks)])


# Small numbers


@pytest.mark.parametrize(("stories", "lost", "fell"), [(49, 8, False), (60, 12, True), (60, 3, False), (100, 20, True)])
def test_few_stories_are_judged_by_the_newest_fifth_of_them(desk: Desk, stories: int, lost: int, fell: bool) -> None:
    after(desk, stories, lambda n: desk.story(section=None if n >= stories - lost else "Ekonomi"))
    assert ("section" in desk.fell()) is fell


@pytest.mark.parametrize(("stories", "fell"), [(9, False), (10, True), (250, True)])
def test_without_a_text_hardly_anything_is_read_however_long_that_has_been_so(
    desk: Desk, stories: int, fell: bool
) -> None:
    after(desk, stories, lambda n: desk.story(paragraphs=(), section=None))
    assert ("paragraphs" in desk.fell()) is fell
    assert "section" not in desk.fell()


# What shows a redesign


def test_worse_readings_count_though_they_replace_nothing(desk: Desk) -> None:
    missing = (Problem("paragraphs", "missing", "no text"),)
    after(desk, 100, desk.story)
    # the same stories looked at again, after the redesign
    after(desk, 40, lambda n: desk.story(99 - n, paragraphs=(), problems=missing))
    assert desk.archive.rows("SELECT count(*) AS n FROM readings WHERE outcome = 'worse'") == [{"n": 40}]
    assert desk.archive.rows("SELECT count(*) AS n FROM articles WHERE body = ''") == [{"n": 0}]
    assert "paragraphs" in desk.fell()


@pytest.mark.parametrize(("outcome", "status"), [("not_article", 200), ("failed", 403), ("hostile", 200)])
def test_pages_that_are_no_articles_any_more_are_told_as_such(desk: Desk, outcome: str, status: int) -> None:
    after(desk, 200, lambda n: desk.story())
    after(desk, 20, lambda n: desk.no_story(outcome, status))
    assert desk.fell() == {"page"}
    (told,) = fallen(desk.archive, [WHO])
    assert str(told) == f"{WHO}: an article in 24 of the newest 44 pages, in 176 of the 176 before"


def test_dead_links_of_stories_that_nobody_knows_are_no_redesign(desk: Desk) -> None:
    after(desk, 200, lambda n: desk.story())
    after(desk, 60, lambda n: desk.no_story("gone", 404))
    assert desk.fell() == set()


def test_known_stories_that_all_lead_elsewhere_are_one(desk: Desk) -> None:
    after(desk, 200, desk.story)
    for n in range(150, 200):
        url = f"https://m.beritajakarta.id/read/{n}/x"
        desk.store.vanished(url, "moved", desk.keep(url))
    assert desk.fell() == {"page"}


def test_indexes_that_list_nothing_any_more_are_told(desk: Desk) -> None:
    after(desk, 100, lambda n: desk.index())
    after(desk, 15, lambda n: desk.index(EMPTY))
    assert desk.fell() == {"index"}


# What does not


def test_a_story_that_is_looked_at_often_counts_once(desk: Desk) -> None:
    after(desk, 240, desk.story)
    after(desk, 50, lambda n: desk.story(239, section=None))
    assert desk.rate("section") == (47, 48, 192, 192)
    assert desk.fell() == set()


def test_a_backfill_through_old_layouts_is_no_redesign(desk: Desk) -> None:
    after(desk, 250, lambda n: desk.story())
    after(desk, 100, lambda n: desk.story(age=timedelta(days=2000), section=None, photos=()))
    assert desk.rate("section") == (50, 50, 200, 200)
    assert desk.fell() == set()


def test_lists_that_only_a_backfill_asks_for_are_no_redesign(desk: Desk) -> None:
    after(desk, 100, lambda n: desk.index())
    after(desk, 60, lambda n: desk.index(EMPTY, f"https://m.beritajakarta.id/berita?hari={n // 2}"))
    assert desk.rate("index") == (20, 20, 80, 80)
    assert desk.fell() == set()


def test_readings_of_an_older_version_say_nothing(desk: Desk) -> None:
    after(desk, 100, lambda n: desk.story())
    desk.archive.rows("UPDATE readings SET empty_fields = NULL")
    after(desk, 5, lambda n: desk.story(section=None))
    assert desk.rate("section") == (0, 5, 0, 0)
    assert desk.fell() == set()


def test_mended_rules_end_the_alarm(desk: Desk) -> None:
    after(desk, 100, lambda n: desk.story(n, section=None if n >= 80 else "Ekonomi"))
    assert desk.fell() == {"section"}
    for row in desk.archive.rows("SELECT capture, url FROM readings r JOIN captures c ON c.id = r.capture"):
        published = START + timedelta(hours=row["capture"])
        desk.store.save(row["capture"], replace(WHOLE, url=row["url"], published_at=published))
    assert desk.fell() == set()


# One list of fields


def test_an_article_with_everything_lacks_nothing_and_an_empty_one_everything(desk: Desk) -> None:
    watched = [row["field"] for row in desk.archive.rows("SELECT field FROM watched_fields WHERE kind = 'field'")]
    quote = Quote("a", "Sari Dewi", None, "ujar", "direct", 0, 0, 1)
    links = (Link("related", "u", "t"), Link("read_also", "u", "t"))
    full = replace(
        WHOLE, kicker="k", published_at=START, modified_at=START, dateline="d", tags=("t",), initials="i",
        photos=(Photo("u", "c", "c"),), quotes=(quote,), links=links, popular=(PopularEntry(None, 1, "u", "t", 0),),
    )  # fmt: skip
    assert empty_fields(full, watched) == []
    assert empty_fields(Article(url="u", publisher=None), watched) == watched


def test_health_tells_each_publisher_in_a_line(desk: Desk) -> None:
    after(desk, 60, lambda n: desk.story(photos=() if n >= 48 else WHOLE.photos))
    (line,) = desk.archive.rows("SELECT * FROM health")
    assert line["fell"] == "photos, photos.credit"
    assert (line["with_headline"], line["with_credit"], line["articles"]) == (1.0, 0.0, 60)
    assert line["last_success_at"] == "2026-06-03T12:00:00Z"


def test_what_fell_is_told_in_one_line() -> None:
    assert str(FillRate("x", "index", 0, 10, 0, 0, True)) == "x: articles listed in 0 of the newest 10 index pages"


# Speed, told by the plan: a benchmark times it


@pytest.mark.parametrize("view", ["fill_rates", "health", "last_success", "newest_readings"])
def test_no_view_reads_every_capture(desk: Desk, view: str) -> None:
    plan = [row["detail"] for row in desk.archive.rows(f"EXPLAIN QUERY PLAN SELECT * FROM {view}")]
    assert not [step for step in plan if step in ("SCAN c", "SCAN r", "SCAN a", "SCAN captures", "SCAN readings")]
    newest = "SEARCH c USING INDEX captures_newest (publisher=? AND kind=? AND rowid>?)" in plan
    assert newest or view == "last_success"
