"""Flipped bytes that SQLite itself does not see: one declared error, in one line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.models import Capture

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
URL = "https://kabar.example/read/1/"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    with open_archive(path) as archive:
        run = archive.start_run("crawl", NOON)
        made = Capture(URL, URL, NOON, 200, "text/html", "utf-8", (("etag", '"a"'),), b"<p>Pasar dibuka kembali.")
        archive.keep(made, kind="article", publisher=None, run=run)
        archive.end_run(run, at=NOON, exit_code=0, columns={})
    return path


DAMAGE = {
    "text that is no UTF-8": "UPDATE captures SET headers = CAST(x'5bff5d' AS TEXT)",
    "JSON that is none": 'UPDATE captures SET headers = \'[["etag" "a"]]\'',
    "JSON of another kind": "UPDATE captures SET headers = '{\"etag\": 1}'",
    "a time that is none": "UPDATE captures SET captured_at = '2026-1q-23T05:00:00Z'",
}


# Datasette, where another test imported it, has sqlite3 print what a function of ours raised
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", DAMAGE)
def test_a_row_that_is_damaged_is_one_line(path: Path, name: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(DAMAGE[name])
        db.commit()
    for command in ("check", "parse"):
        result = CliRunner().invoke(main, [command, "--db", str(path)])
        assert result.exit_code == 5, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        assert len(result.stderr.splitlines()) <= 1


def test_a_view_that_is_damaged_is_told_at_opening(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript("DROP VIEW watched_fields; CREATE VIEW watched_fields AS SELECT 'publ)shed_raw' AS field")
    result = CliRunner().invoke(main, ["parse", "--db", str(path)])
    assert (result.exit_code, len(result.stderr.splitlines())) == (5, 1)
    assert "view watched_fields" in result.stderr
