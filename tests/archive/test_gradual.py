"""Rows that stand once: what views show of them, how older archives come to them, and that nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from older import before_rows_stood_once
from small_demo import small_demo

from scraper.archive import Archive, gradual, open_archive
from scraper.models import Article, Byline, Capture, PopularEntry
from scraper.store.removal import plan, remove
from scraper.store.store import Store
from scraper.template.publisher import Publisher

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
KABAR = Publisher(id="kabar", name="Kabar", region=None, hosts=("kabar.example",), article="/")
LIST = (PopularEntry("Terpopuler", 1, "https://kabar.example/9", "Banjir Surut"),)
STORY = Article(
    url="https://kabar.example/1",
    publisher="kabar",
    headline="Pasar Dibuka",
    published_at=NOON,
    bylines=(Byline("Sumiati", "reporter"),),
    paragraphs=("Pasar dibuka lagi.",),
    popular=LIST,
    found_by={"headline": "css('h1')"},
)
EDITED = replace(STORY, paragraphs=("Pasar ditutup lagi.",))
#: What readers see of the rows that stand once.
SHOWN = {
    "wordings": "SELECT article, number, headline, body, first_capture FROM wordings ORDER BY 1, 2",
    "lists": "SELECT * FROM popular_lists ORDER BY capture, position",
    "rules": "SELECT * FROM rules_of_articles ORDER BY article",
    "headers": "SELECT * FROM capture_headers ORDER BY capture, position",
    "whole headers": "SELECT id, whole_headers(headers) AS headers FROM captures ORDER BY id",
}


@pytest.fixture
def archive(tmp_path: Path) -> Any:
    with open_archive(tmp_path / "archive.db") as opened:
        Store(opened).publisher(KABAR)
        yield opened


def see(archive: Archive, article: Article, **headers: str) -> int:
    body = f"{archive.tuples('SELECT count(*) FROM captures')}".encode()
    capture = Capture(article.url, article.url, NOON, 200, "text/html", None, tuple(headers.items()), body)
    key = archive.keep(capture, kind="article", publisher="kabar", run=None)
    Store(archive).save(key, article)
    return key


def shown(archive: Archive) -> dict[str, list[dict[str, Any]]]:
    return {name: archive.rows(sql) for name, sql in SHOWN.items()}


def test_an_older_archive_shows_the_same_at_every_moment_of_its_migration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small_demo(tmp_path / "archive.db")
    with open_archive(path) as archive:
        before = shown(archive)
        before_rows_stood_once(archive)
    monkeypatch.setattr(gradual, "BATCH", 5)
    monkeypatch.setattr(gradual, "AT_OPENING", 3)
    openings = 0
    while True:  # as if it was killed behind the third batch, again and again
        with open_archive(path) as archive:
            openings += 1
            assert shown(archive) == before
            if not archive.rows("SELECT * FROM pending_steps"):
                break
    assert openings > 4
    with open_archive(path) as archive:
        assert archive.rows("SELECT count(*) AS n FROM revisions WHERE body IS NULL")[0]["n"] >= 12
        assert archive.rows("SELECT count(*) AS n FROM articles WHERE found_by LIKE '{%'") == [{"n": 0}]
        assert archive.check() == []


def test_a_batch_that_breaks_off_is_done_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    see(archive, STORY)
    archive.rows("UPDATE revisions SET body = (SELECT body FROM articles)")
    before = shown(archive)
    monkeypatch.setitem(gradual.STEPS, "wordings", gradual.Step("articles", broken_off))
    with pytest.raises(KeyboardInterrupt):
        gradual.begin(archive, "wordings")
    assert archive.rows("SELECT * FROM pending_steps") == [{"step": "wordings", "after": 0}]
    monkeypatch.undo()
    assert gradual.go_on(archive)
    assert archive.rows("SELECT body FROM revisions") == [{"body": None}]
    assert shown(archive) == before


def broken_off(archive: Archive, _: int, __: int) -> None:
    archive.execute("DELETE FROM revisions")
    raise KeyboardInterrupt


def test_a_text_stands_once_and_comes_back_when_another_takes_its_place(archive: Archive) -> None:
    for article in (STORY, EDITED, STORY):
        see(archive, article)
    assert [row["body"] for row in archive.rows("SELECT body FROM revisions ORDER BY number")] == [
        None, EDITED.body, None,
    ]  # fmt: skip
    assert [row["body"] for row in archive.rows("SELECT body FROM wordings ORDER BY number")] == [
        STORY.body, EDITED.body, STORY.body,
    ]  # fmt: skip


def test_whoever_changes_the_text_of_an_article_loses_none(archive: Archive) -> None:
    see(archive, STORY)
    archive.rows("UPDATE articles SET body = 'lain'")
    assert archive.rows("SELECT body FROM wordings") == [{"body": STORY.body}]


def test_a_list_that_many_captures_showed_stands_once_until_the_last_of_them_goes(archive: Archive) -> None:
    other = replace(STORY, url="https://kabar.example/2")
    first, second = see(archive, STORY), see(archive, other)
    see(archive, replace(STORY, popular=(*LIST, replace(LIST[0], rank=2))))
    assert archive.rows("SELECT capture, count(*) AS n FROM popular_entries GROUP BY 1") == [
        {"capture": first, "n": 1}, {"capture": 3, "n": 2},
    ]  # fmt: skip
    remove(archive, [plan(archive, STORY.url)], "diminta", NOON)
    assert archive.rows("SELECT capture, title FROM popular_lists") == [{"capture": second, "title": "Banjir Surut"}]


def test_a_reading_that_finds_another_list_leaves_the_others_theirs(archive: Archive) -> None:
    first, second = see(archive, STORY), see(archive, replace(STORY, url="https://kabar.example/2"))
    Store(archive).save(first, replace(STORY, popular=()))
    assert archive.rows("SELECT capture FROM popular_lists") == [{"capture": second}]


def test_header_fields_stand_once_and_every_answer_has_its_own(archive: Archive) -> None:
    for number in range(60):
        see(archive, STORY, server="nginx", date=f"hari {number}", odd="\udce9")
    assert archive.rows("SELECT count(*) AS n FROM headers WHERE name = 'server'") == [{"n": 1}]
    assert archive.rows("SELECT count(*) AS n FROM headers WHERE name = 'date'")[0]["n"] < 60
    assert archive.capture(60).headers == (("server", "nginx"), ("date", "hari 59"), ("odd", "\udce9"))


def take_back(archive: Archive) -> None:
    with archive.transaction():
        archive.capture(see(archive, STORY, server="satu"))
        raise KeyboardInterrupt


def test_a_number_that_was_taken_back_means_another_field_later(archive: Archive) -> None:
    with pytest.raises(KeyboardInterrupt):
        take_back(archive)
    assert archive.capture(see(archive, STORY, server="dua")).headers == (("server", "dua"),)


def test_a_check_on_all_cores_finds_what_one_core_finds(archive: Archive) -> None:
    for number in range(4):
        see(archive, replace(STORY, url=f"https://kabar.example/{number}"))
    assert archive.check(jobs=2) == []
    archive.rows("UPDATE payloads SET body = x'00' WHERE rowid IN (2, 3)")
    archive.rows("INSERT INTO quotes_fts (rowid, text, speaker) VALUES (5, 'tidak ada', 'siapa')")
    heard: list[int] = []
    found = archive.check(heard.append, jobs=2)
    assert found == archive.check(jobs=1)
    assert len([fault for fault in found if fault.startswith("payload ")]) == 2
    assert sum(heard) == 4
