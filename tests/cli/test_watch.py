"""`scrape watch`: each event once, to a command or an address, and none is lost when it is not taken."""

from __future__ import annotations

import json
import shlex
import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from web_archive import article, fill, insert

from scraper.cli.app import main

#: A command that appends what it is given to a file, and one that fails.
TAKE = shlex.join([sys.executable, "-c", "import sys; open('told.jsonl', 'a').write(sys.stdin.read() + '\\n')"])
FAIL = shlex.join([sys.executable, "-c", "raise SystemExit(3)"])


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    fill(Path("archive.db"))
    return lambda *words: CliRunner().invoke(main, ["watch", *words])


def told() -> list[dict[str, Any]]:
    file = Path("told.jsonl")
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def change() -> None:
    """A new match, a new edit, a story that vanishes."""
    with closing(sqlite3.connect("archive.db")) as db, db:
        seen = article(db, 7, "Pompa Ketiga Tiba")
        insert(db, "revisions", article=7, number=2, digest="b", headline="Pompa Keempat Tiba", body="x", bylines="[]",
               credits="[]", first_capture=seen, last_capture=seen)  # fmt: skip
        db.execute("UPDATE articles SET state = 'gone' WHERE id = 4")


def test_the_first_call_tells_nothing_and_each_event_is_told_once(watch: Callable[..., Result]) -> None:
    words = ("--search", "pompa", "--edits", "--vanished", "--run", TAKE)
    assert watch(*words).exit_code == 0
    assert told() == []
    change()
    second = watch(*words)
    assert second.exit_code == 0, second.output
    assert second.stdout == "3 new events\n"
    assert next((event["event"], event["headline"]) for event in told()) == ("match", "Pompa Ketiga Tiba")
    assert {event["event"] for event in told()} == {"match", "edit", "vanished"}
    assert watch(*words).stdout == "0 new events\n"
    assert len(told()) == 3


def test_what_a_command_does_not_take_is_told_again(watch: Callable[..., Result]) -> None:
    watch("--search", "pompa", "--run", FAIL)
    change()
    failed = watch("--search", "pompa", "--run", FAIL)
    assert failed.exit_code == 2
    assert failed.stderr.count("\n") == 1
    assert watch("--search", "pompa", "--run", TAKE).stdout == "1 new event\n"
    assert len(told()) == 1


@contextmanager
def listening(status: int) -> Iterator[tuple[str, list[Any]]]:
    taken: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Not to the test's output."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", taken
        finally:
            server.shutdown()


def test_new_events_are_posted_as_one_list_and_again_where_they_are_refused(watch: Callable[..., Result]) -> None:
    watch("--edits", "--vanished", "--post", "http://127.0.0.1:9/")
    change()
    with listening(500) as (address, taken):
        assert watch("--edits", "--post", address).exit_code == 2
        assert len(taken) == 1
    with listening(204) as (address, taken):
        assert watch("--edits", "--post", address).exit_code == 0
        assert watch("--edits", "--post", address).exit_code == 0
    assert [[event["event"] for event in posted] for posted in taken] == [["edit"]]
    assert taken[0][0]["kinds"] == ["headline", "name"] or "headline" in taken[0][0]["kinds"]


@pytest.mark.parametrize(
    "words",
    [
        (), ("--edits",), ("--run", TAKE), ("--edits", "--run", TAKE, "--post", "http://x.example/"),
        ("--edits", "--run", TAKE, "--db", "tidak-ada.db"), ("--edits", "--run", TAKE, "--state", "rusak.json"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_one_line(watch: Callable[..., Result], words: tuple[str, ...]) -> None:
    Path("rusak.json").write_text("[" * 5, "utf-8")
    result = watch(*words)
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["tidak-ada-perintah", "'", "''"])
def test_a_command_that_cannot_be_started_is_one_line(watch: Callable[..., Result], command: str) -> None:
    watch("--edits", "--run", command)
    change()
    result = watch("--edits", "--run", command)
    assert result.exit_code == 2, result.output
    assert result.stderr.count("\n") == 1
