"""What is removed is gone byte for byte, closed for good, and the chain of seals is still whole."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_demo import small_demo

from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.crawl.reread import reread
from scraper.exchange import export_captures
from scraper.exchange.import_files import import_files
from scraper.exchange.merge import merge
from scraper.exchange.selection import Selection
from scraper.store import removal

NOW = datetime(2026, 12, 1, tzinfo=UTC)
REASON = "Permintaan narasumber"


def scrape(*words: str | Path, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], input=answer)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return small_demo(tmp_path_factory.mktemp("demo") / "archive.db").read_bytes()


@pytest.fixture
def db(tmp_path: Path, demo: bytes) -> Path:
    path = tmp_path / "archive.db"
    path.write_bytes(demo)
    return path


def words_of(db: Path, article: int) -> list[bytes]:
    """Words of the text of one article that stand in no other, nor in its own address, which stays."""
    with open_archive(db) as archive:
        own = archive.rows("SELECT url, body FROM articles WHERE id = ?", article)[0]
        others = archive.rows("SELECT headline || body AS text FROM articles WHERE id != ?", article)
    rest = " ".join([own["url"], *(row["text"] for row in others)]).lower()
    found = [word for word in own["body"].split() if len(word) > 8 and word.isalpha() and word.lower() not in rest]
    return [word.encode() for word in found]


def test_not_a_word_of_it_is_left_in_the_file(db: Path) -> None:
    words = words_of(db, 3)
    assert len(words) > 3
    assert scrape("remove", "3", "--reason", REASON, "--yes", "--db", db).exit_code == 0
    files = [path.read_bytes() for path in db.parent.iterdir()]
    assert [word for word in words if any(word in content or word.lower() in content for content in files)] == []


def test_a_tombstone_stays_and_every_table_is_clean(db: Path) -> None:
    with open_archive(db) as archive:
        url = archive.rows("SELECT url FROM articles WHERE id = 3")[0]["url"]
        captures = removal.plan(archive, "3").captures
    assert scrape("remove", url, "--reason", REASON, "--yes", "--db", db).exit_code == 0
    with open_archive(db) as archive:
        assert archive.rows("SELECT url, reason, captures FROM removals") == [
            {"url": url, "reason": REASON, "captures": len(captures)}
        ]
        for table in ("articles", "links", "popular_entries", "captures"):
            assert archive.rows(f"SELECT 1 FROM {table} WHERE url = ?", url) == [], table
        assert archive.rows("SELECT state FROM frontier WHERE url = ?", url) == [{"state": "refused"}]
        assert archive.check() == []
        reread(archive, everything=True)
        assert archive.rows("SELECT 1 FROM popular_entries WHERE url = ?", url) == []
        assert archive.rows("SELECT 1 FROM links WHERE url = ?", url) == []
        assert archive.check() == []
    assert REASON in scrape("removed", "--db", db).stdout


def test_payloads_that_others_need_stay(db: Path) -> None:
    with open_archive(db) as archive:
        first = removal.plan(archive, "3").captures[0]
        elsewhere = replace(archive.capture(first), url="http://demo.localhost/x", final_url="http://demo.localhost/x")
        last = archive.keep(elsewhere, kind="part", publisher="kabardemo", run=None)
        removal.remove(archive, [removal.plan(archive, "3")], REASON, NOW)
        assert archive.check() == []
        assert archive.capture(last).body


def test_an_import_a_merge_and_a_crawl_bring_nothing_back(db: Path, tmp_path: Path, demo: bytes) -> None:
    other, warc, both = tmp_path / "other.db", tmp_path / "a.warc.gz", tmp_path / "both.db"
    other.write_bytes(demo)
    with open_archive(other) as archive:
        export_captures.export(archive, warc, "warc", Selection())
    with open_archive(db) as archive:
        plan = removal.plan(archive, "3")
        removal.remove(archive, [plan], REASON, NOW)
    imported = import_files(db, [warc], lambda: NOW)
    assert imported.passed_over["removed here"] == len(plan.captures)
    merge([other, db], both)
    for path in (db, both):
        with open_archive(path) as archive:
            assert archive.rows("SELECT 1 FROM articles WHERE url = ?", plan.url) == []
            assert archive.rows("SELECT 1 FROM captures WHERE url = ?", plan.url) == []
            assert archive.check() == []
    scrape("demo", "--db", db)
    with open_archive(db) as archive:
        assert archive.rows("SELECT 1 FROM articles WHERE url = ?", plan.url) == []


def test_everything_of_a_person_goes(db: Path) -> None:
    with open_archive(db) as archive:
        name = archive.rows("SELECT speaker FROM quotes WHERE speaker IS NOT NULL AND article = 2")[0]["speaker"]
        plans = removal.plans_of_person(archive, name)
    assert plans
    assert scrape("remove", "--person", name, "--reason", REASON, "--yes", "--db", db).exit_code == 0
    with open_archive(db) as archive:
        for table, column in (("quotes", "speaker"), ("people", "name"), ("bylines", "name")):
            assert archive.rows(f"SELECT 1 FROM {table} WHERE {column} = ?", name) == []
        assert archive.check() == []


def test_it_asks_once_and_no_means_no(db: Path) -> None:
    before = db.read_bytes()
    ended = scrape("remove", "3", "--reason", REASON, "--db", db, answer="n\n")
    assert (ended.exit_code, "nothing was removed" in ended.stdout) == (0, True)
    assert "Would go" in ended.stdout
    with open_archive(db) as archive:
        assert archive.rows("SELECT count(*) AS n FROM removals") == [{"n": 0}]
    assert db.read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [
        ["3"],
        ["3", "--reason", " "],
        ["--reason", "x"],
        ["3", "--person", "A", "--reason", "x"],
        ["999", "--reason", "x"],
        ["--person", "Tidak Ada", "--reason", "x", "--yes"],
    ],
)
def test_what_is_wrong_is_one_line_and_removes_nothing(db: Path, words: list[str]) -> None:
    ended = scrape("remove", *words, "--db", db)
    assert ended.exit_code == 2
    assert ended.stderr.count("\n") == 1
    with open_archive(db) as archive:
        assert archive.rows("SELECT count(*) AS n FROM articles") == [{"n": 14}]


def test_what_was_removed_is_not_removed_twice(db: Path) -> None:
    with open_archive(db) as archive:
        plan = removal.plan(archive, "3")
        removal.remove(archive, [plan], REASON, NOW)
    ended = scrape("remove", plan.url, "--reason", "x", "--yes", "--db", db)
    assert (ended.exit_code, "removed already" in ended.stderr) == (2, True)


@pytest.mark.parametrize("moment", range(6))
def test_killed_at_any_moment_an_article_is_there_whole_or_gone(db: Path, moment: int) -> None:
    program = f"""
import os, sys
from datetime import datetime, UTC
from scraper.archive import open_archive
from scraper.store import removal
steps = 0
def step(statement):
    global steps
    if statement.lstrip().upper().startswith(("DELETE", "INSERT", "UPDATE", "COMMIT")):
        steps += 1
        if steps == {1 + moment * 9}:
            os.kill(os.getpid(), 9)
with open_archive(sys.argv[1]) as archive:
    archive.db.conn.set_trace_callback(step)
    removal.remove(archive, [removal.plan(archive, "3")], "x", datetime.now(UTC))
"""
    ended = subprocess.run([sys.executable, "-c", program, str(db)], check=False)
    assert ended.returncode == -9
    with open_archive(db) as archive:
        gone = archive.rows("SELECT 1 FROM removals") != []
        assert gone == (archive.rows("SELECT 1 FROM articles WHERE id = 3") == [])
        assert archive.check() == []


def test_a_note_stands_beside_its_story(db: Path) -> None:
    assert scrape("note", "3", "Hak jawab: jumlahnya keliru.", "--db", db).exit_code == 0
    assert "Hak jawab: jumlahnya keliru." in scrape("show", "3", "--db", db).stdout
    assert scrape("note", "3", " ", "--db", db).exit_code == 2
    assert scrape("note", "999", "x", "--db", db).exit_code == 2
