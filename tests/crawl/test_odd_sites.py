"""Sites that answer and yet say nothing true: closed hosts, refusals, silent lists, one story for every address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from crawling import Desk
from loopback import Answer, redirect, reply
from newspapers import INDEX, Newspaper, Replica

from scraper.archive import Archive, open_archive
from scraper.crawl.frontier import Frontier
from scraper.crawl.outcome import Outcome
from scraper.crawl.reread import reread
from scraper.crawl.silent_lists import SILENT
from scraper.crawl.status import status
from scraper.store.store import Store

PAPER = Newspaper("bantennews", 11)
ID = PAPER.id
HTML = "text/html; charset=utf-8"


@pytest.fixture(scope="module")
def replica(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    with Replica((PAPER,), tmp_path_factory.mktemp("replica")) as replica:
        yield replica


@pytest.fixture
def desk(replica: Replica, tmp_path: Path) -> Iterator[Desk]:
    replica.papers[PAPER.host] = PAPER
    with open_archive(tmp_path / "archive.db") as archive:
        yield Desk(archive, replica)


def states(archive: Archive) -> list[dict[str, Any]]:
    return archive.rows("SELECT url, state, attempts, reason FROM frontier ORDER BY url")


def test_a_closed_host_does_not_starve_the_others_of_its_publisher(tmp_path: Path) -> None:
    with open_archive(tmp_path / "archive.db") as archive:
        Store(archive).publisher(PAPER.publisher)
        desk, frontier = Desk(archive, replica=None), Frontier(archive)  # type: ignore[arg-type]
        old = [f"https://satu.contoh.id/{n}" for n in range(50)]
        new = [f"https://dua.contoh.id/{n}" for n in range(5)]
        frontier.add(old, publisher=ID, found_on=None, now=desk.now - timedelta(days=3))
        frontier.add(new, publisher=ID, found_on=None, now=desk.now)
        assert set(new) <= set(frontier.due([ID], desk.now, 10))
        assert frontier.due([ID], desk.now, 10, without=["satu.contoh.id"]) == new


def test_a_host_that_refuses_everything_is_left_alone_for_a_day(desk: Desk) -> None:
    desk.crawl([PAPER])
    desk.now += timedelta(days=1)
    asked: list[str] = []

    def refuses(path: str) -> Answer | None:
        asked.append(path)
        return None if path == "/robots.txt" else reply(b"<h1>Forbidden</h1>", 403, content_type="text/html")

    desk.replica.papers[PAPER.host] = replace(PAPER, fault=refuses)
    for _ in range(6):  # every four hours
        desk.crawl([PAPER])
        desk.now += timedelta(hours=3, minutes=50)
    assert len(asked) - asked.count("/robots.txt") == 5
    assert max(row["attempts"] for row in states(desk.archive)) == 1
    assert any(alone.host == PAPER.host for alone in status(desk.archive, desk.now - timedelta(hours=20)).alone)


def test_a_page_that_is_no_article_is_asked_for_three_times_and_no_more(desk: Desk) -> None:
    gallery = PAPER.path(1)
    asked: list[str] = []

    def shows(path: str) -> Answer | None:
        asked.append(path)
        wall = b"<!doctype html><title>Galeri Foto</title><div id=app></div>"
        return reply(wall, content_type=HTML) if path == gallery else None

    desk.replica.papers[PAPER.host] = replace(PAPER, fault=shows)
    for _ in range(20):
        desk.crawl([PAPER])
        desk.now += timedelta(days=1)
    assert asked.count(gallery) == 3
    (row,) = [row for row in states(desk.archive) if row["url"].endswith(gallery)]
    assert (row["state"], row["attempts"]) == ("refused", 3)


def test_lists_that_never_named_an_article_are_told_by_crawl_and_status(desk: Desk) -> None:
    empty = reply(b"<!doctype html><title>Indeks</title><p>Halaman baru", content_type=HTML)
    desk.replica.papers[PAPER.host] = replace(PAPER, fault=lambda path: empty if path == INDEX else None)
    visit = desk.crawl([PAPER])
    assert visit.stats.exit_code == 1
    assert [event.detail for event in visit.events if event.outcome is Outcome.SILENT] == [SILENT]
    assert visit.stats.counts()["failed"] == 0
    assert status(desk.archive, desk.now).silent == [ID]
    desk.replica.papers[PAPER.host] = PAPER
    assert desk.crawl([PAPER]).stats.exit_code == 0
    assert status(desk.archive, desk.now).silent == []


def stored(archive: Archive) -> list[dict[str, Any]]:
    return archive.rows("SELECT url, headline, body, state FROM articles ORDER BY url")


def another_story() -> bytes:
    """A page of the same layout with another headline and text."""
    sentences = (f"<p>Kalimat nomor {n} tentang panen garam di pesisir yang lain sekali.</p>" for n in range(30))
    page = re.sub(
        rb"<p\b[^>]*>.*?</p>", lambda _: next(sentences, "").encode(), PAPER.page(1, PAPER.path(1)), flags=re.DOTALL
    )
    return page.replace(PAPER.headline(1).encode(), b"Panen garam tahun ini melimpah")


def test_a_site_that_answers_every_address_with_one_story_rewrites_none(desk: Desk) -> None:
    desk.crawl([PAPER])
    before = stored(desk.archive)
    desk.now += timedelta(hours=2)
    story = another_story()
    desk.replica.papers[PAPER.host] = replace(
        PAPER, fault=lambda path: reply(story, content_type=HTML) if path in PAPER.paths else None
    )
    visit = desk.crawl([PAPER])
    assert visit.stats.outcomes[ID][Outcome.CHANGED] == 0
    assert visit.stats.exit_code == 1
    assert stored(desk.archive) == before
    assert desk.archive.rows("SELECT count(*) AS n FROM revisions WHERE number > 1") == [{"n": 0}]


def test_a_story_that_leads_to_another_is_moved_and_its_text_stays(desk: Desk) -> None:
    desk.crawl([PAPER])
    before = {row["url"]: row for row in stored(desk.archive)}
    old, other = PAPER.path(1), PAPER.path(2)
    desk.replica.papers[PAPER.host] = replace(
        PAPER, fault=lambda path: redirect(f"https://{PAPER.host}{other}", 301) if path == old else None
    )
    for _ in range(2):
        desk.now += timedelta(hours=2)
        visit = desk.crawl([PAPER])
        assert visit.stats.outcomes[ID][Outcome.MOVED] == 1
        assert visit.stats.outcomes[ID][Outcome.CHANGED] == 0
    after = {row["url"]: row for row in stored(desk.archive)}
    (moved,) = [url for url in after if url.endswith(old)]
    assert after[moved] == {**before[moved], "state": "moved"}
    assert {url: row for url, row in after.items() if url != moved} == {u: r for u, r in before.items() if u != moved}
    reread(desk.archive, everything=True)
    assert {row["url"]: row for row in stored(desk.archive)} == after
