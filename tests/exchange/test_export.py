"""Export of articles and captures: whole, resumable, and read by programs that nobody here wrote."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecordType
from pyarrow import parquet
from warcio.archiveiterator import ArchiveIterator

import scraper
from scraper.archive import Archive, open_archive
from scraper.cli.app import main
from scraper.errors import WrongUse
from scraper.exchange import export_articles, export_captures, resumable, stored_articles
from scraper.exchange import parquet as parquet_export
from scraper.exchange.selection import Selection
from scraper.models import CONTRACT
from scraper.store.from_rows import article_of
from scraper.store.store import Store


@pytest.fixture
def archive(demo: Path) -> Iterator[Archive]:
    with open_archive(demo) as opened:
        yield opened


def contract(archive: Archive) -> list[dict[str, object]]:
    """Every stored article as `scrape show --json` gives it."""
    keys = [row["id"] for row in archive.rows("SELECT id FROM articles ORDER BY id")]
    return [article_of(Store(archive).article(key)).to_dict() for key in keys]


def test_json_lines_hold_the_whole_contract(archive: Archive, tmp_path: Path) -> None:
    to = tmp_path / "a.jsonl"
    assert export_articles.export(archive, to, "jsonl", Selection()) == len(contract(archive)) > 10
    assert [json.loads(line) for line in to.read_text("utf-8").splitlines()] == contract(archive)


def test_csv_holds_the_whole_contract_with_lists_as_json(archive: Archive, tmp_path: Path) -> None:
    to = tmp_path / "a.csv"
    export_articles.export(archive, to, "csv", Selection())
    with to.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(CONTRACT)
    for row, article in zip(rows, contract(archive), strict=True):
        assert row["headline"] == article["headline"]
        assert json.loads(row["quotes"]) == article["quotes"]
        assert json.loads(row["popular"]) == article["popular"]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    assert export_articles._cell("headline", text) == f"'{text}"


def test_parquet_holds_the_whole_contract_as_nested_columns(archive: Archive, tmp_path: Path) -> None:
    to = tmp_path / "a.parquet"
    export_articles.export(archive, to, "parquet", Selection())
    rows = [row | {"found_by": dict(row["found_by"])} for row in parquet.read_table(to).to_pylist()]
    assert rows == contract(archive)
    assert [path.name for path in tmp_path.iterdir()] == ["a.parquet"]


def test_only_what_is_selected_is_exported(archive: Archive) -> None:
    days = sorted(row["published_on"] for row in archive.rows("SELECT published_on FROM articles"))
    wanted = Selection(publisher="kabardemo", since=date.fromisoformat(days[3]), until=date.fromisoformat(days[-3]))
    found = [article for _, article in stored_articles.articles(archive, wanted)]
    assert len(found) == stored_articles.count(archive, wanted) == sum(days[3] <= day <= days[-3] for day in days)
    assert list(stored_articles.articles(archive, Selection(publisher="kompas"))) == []


class Killed(BaseException):
    """The process ended here."""


@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet", "warc"])
def test_an_export_that_was_interrupted_goes_on_and_comes_to_the_same(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(export_articles, "CHUNK", 3)
    monkeypatch.setattr(parquet_export, "ROW_GROUP", 3)
    monkeypatch.setattr(export_captures, "CHUNK", 3)
    write = export_captures.export if form == "warc" else export_articles.export
    whole, cut = tmp_path / "whole" / "a", tmp_path / "cut" / "a"
    whole.parent.mkdir()
    cut.parent.mkdir()
    write(archive, whole, form, Selection())
    heard: list[int] = []

    def killed(done: int) -> None:
        heard.append(done)
        if len(heard) == 4:
            raise Killed

    with pytest.raises(Killed):
        write(archive, cut, form, Selection(), killed)
    assert not cut.exists()
    if form != "parquet":
        with cut.with_name("a.partial").open("ab") as file:
            file.write(b"half a line that never came to its end")
    again: list[int] = []
    write(archive, cut, form, Selection(), again.append)
    assert again[0] == sum(heard)
    assert _content(cut, form) == _content(whole, form)
    assert [path.name for path in cut.parent.iterdir()] == ["a"]


def _content(path: Path, form: str) -> object:
    if form == "parquet":
        return parquet.read_table(path).to_pylist()
    if form != "warc":
        return path.read_bytes()
    with path.open("rb") as file:  # the first record says when it was written
        return [
            (record.rec_headers.headers, record.content_stream().read())
            for record in ArchiveIterator(file)
            if record.rec_type != "warcinfo"
        ]


def test_an_interrupted_export_of_another_selection_begins_anew(archive: Archive, tmp_path: Path) -> None:
    to = tmp_path / "a.jsonl"
    to.with_name("a.jsonl.partial").write_bytes(b"of another\n")
    note = resumable.Progress(last=5, rows=1, size=11, content="jsonl of another")
    resumable._note(to.with_name("a.jsonl.partial.progress"), note)
    assert export_articles.export(archive, to, "jsonl", Selection()) == len(contract(archive))
    assert b"of another" not in to.read_bytes()


def test_nothing_is_overwritten(archive: Archive, tmp_path: Path) -> None:
    to = tmp_path / "a.jsonl"
    to.write_text("mine")
    for write, form in ((export_articles.export, "jsonl"), (export_captures.export, "warc")):
        with pytest.raises(WrongUse, match="nothing is overwritten"):
            write(archive, to, form, Selection())
    assert to.read_text() == "mine"


# Web archives


def tool(*words: str | Path) -> str:
    """What a program of the test environment says; it must end with 0."""
    command = [str(Path(sys.executable).with_name(str(words[0]))), *map(str, words[1:])]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_every_capture_is_a_record_with_equal_bytes(archive: Archive, warc: Path) -> None:
    with warc.open("rb") as file:
        bodies = {
            (record.rec_headers.get_header("WARC-Target-URI"), record.rec_headers.get_header("WARC-Date")): (
                record.content_stream().read()
            )
            for record in ArchiveIterator(file)
            if record.rec_type == "response"
        }
    shown = archive.rows("SELECT min(id) AS id, digest FROM captures GROUP BY digest")
    assert len(bodies) == len(shown) > 20
    for row in shown:
        capture = archive.capture(row["id"])
        body = bodies[capture.final_url, f"{capture.captured_at:%Y-%m-%dT%H:%M:%SZ}"]
        assert hashlib.sha256(body).hexdigest() == row["digest"]


@pytest.fixture
def copy(demo: Path, tmp_path: Path) -> Iterator[Archive]:
    """The demo's archive, to be written to."""
    path = tmp_path / "archive.db"
    path.write_bytes(demo.read_bytes())
    with open_archive(path) as opened:
        yield opened


def test_equal_bytes_are_written_once_and_referred_to(copy: Archive, tmp_path: Path) -> None:
    first = copy.capture(1)
    later = replace(first, captured_at=first.captured_at + timedelta(days=1))
    copy.keep(later, kind="index", publisher="kabardemo", run=None)
    to = tmp_path / "a.warc.gz"
    export_captures.export(copy, to, "warc", Selection())
    with to.open("rb") as file:
        found = [(record.rec_headers, record.content_stream().read()) for record in ArchiveIterator(file)]
    ids = {headers.get_header("WARC-Record-ID"): body for headers, body in found}
    assert len(ids) == len(found)
    [again] = [headers for headers, _ in found if headers.get_header("WARC-Type") == "revisit"]
    assert "identical-payload-digest" in again.get_header("WARC-Profile")
    assert ids[again.get_header("WARC-Refers-To")] == first.body


def test_a_304_is_a_revisit_of_its_capture(copy: Archive, tmp_path: Path) -> None:
    copy.not_modified(1, copy.capture(1).captured_at, None, etag='"neu"')
    to = tmp_path / "a.warc.gz"
    export_captures.export(copy, to, "warc", Selection())
    with to.open("rb") as file:
        [seen] = [record for record in ArchiveIterator(file) if record.rec_type == "revisit"]
    assert "server-not-modified" in seen.rec_headers.get_header("WARC-Profile")
    assert seen.http_headers.get_header("ETag") == '"neu"'


@pytest.mark.parametrize("command", [["warcio", "check"], ["fastwarc", "check", "-q"], ["cdxj-indexer"]])
def test_tools_that_nobody_here_wrote_accept_a_warc(warc: Path, command: list[str]) -> None:
    tool(*command, warc)
    assert gzip.decompress(warc.read_bytes())


def test_fastwarc_reads_every_record(warc: Path, archive: Archive) -> None:
    with warc.open("rb") as file:
        kinds = [record.record_type for record in FastIterator(file)]
    captures = archive.rows("SELECT count(*) AS n FROM captures")[0]["n"]
    assert kinds.count(WarcRecordType.metadata) == kinds.count(WarcRecordType.request) == captures


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # cdxj-indexer closes no file
def test_a_wacz_holds_what_it_says(archive: Archive, tmp_path: Path) -> None:
    to = tmp_path / "demo.wacz"
    export_captures.export(archive, to, "wacz", Selection())
    assert [path.name for path in tmp_path.iterdir()] == ["demo.wacz"]
    with ZipFile(to) as package:
        described = json.loads(package.read("datapackage.json"))
        for resource in described["resources"]:
            content = package.read(resource["path"])
            assert resource["bytes"] == len(content)
            assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        pages = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()]
        index = package.read("indexes/index.cdx").decode().splitlines()
    assert pages[0]["format"] == "json-pages-1.0"
    assert {"Festival Lampion Dermaga Lama Digelar Tiga Malam"} <= {page["title"] for page in pages[1:]}
    assert index == sorted(index)
    assert len(index) == archive.rows("SELECT count(*) AS n FROM captures")[0]["n"]


# The command


def test_the_command_says_what_it_wrote(demo: Path, tmp_path: Path) -> None:
    ended = CliRunner().invoke(main, ["export", "--db", str(demo), "--to", "jsonl", "--out", str(tmp_path / "a.jsonl")])
    assert (ended.exit_code, ended.stdout) == (0, f"{tmp_path / 'a.jsonl'}: 14 articles\n")


def test_a_full_disk_or_a_folder_that_is_none_is_one_line(demo: Path, tmp_path: Path) -> None:
    words = ["export", "--db", str(demo), "--to", "warc", "--out", str(tmp_path / "no" / "a.warc.gz")]
    ended = CliRunner().invoke(main, words)
    assert ended.exit_code == 2
    assert ended.stderr.count("\n") == 1


def test_the_python_api_iterates_typed_values(demo: Path) -> None:
    with scraper.open_archive(demo) as archive:
        found = list(archive.articles(publisher="kabardemo"))
        assert [article.to_dict() for article in found] == contract(archive)
        assert list(archive.articles(since=date(2999, 1, 1))) == []
