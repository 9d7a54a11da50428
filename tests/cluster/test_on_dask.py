"""Work on the workers of a Dask scheduler: what one process leaves, whatever is killed meanwhile."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner
from small_demo import small_demo

from scraper.archive import open_archive
from scraper.archive.reader_pool import WorkerLost
from scraper.cli.app import main
from scraper.cluster import dask_reader, import_many, import_task
from scraper.cluster.dask_reader import DaskReader, ReadingTask
from scraper.cluster.import_task import ImportResult, ImportTask
from scraper.cluster.known import know, known_here
from scraper.cluster.scheduler import Scheduler
from scraper.crawl import publisher_files, reread
from scraper.errors import WrongUse
from scraper.exchange import export_captures
from scraper.exchange.import_files import import_files
from scraper.exchange.merge import merge
from scraper.exchange.selection import Selection

#: Workers are copies of a process that has imported Dask, so one that was killed is there again at once.
os.environ["DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD"] = "forkserver"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    from distributed import LocalCluster  # noqa: PLC0415 - heeds the variable above when it is imported

    made: Any = LocalCluster
    with made(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    ) as running:
        yield running


@pytest.fixture
def address(cluster: Any) -> str:
    """The address of a scheduler."""
    return str(cluster.scheduler_address)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the demo: two visits, an edit, a removal."""
    return small_demo(tmp_path_factory.mktemp("demo") / "archive.db")


@pytest.fixture
def path(demo: Path, tmp_path: Path) -> Path:
    """A copy of it to write to."""
    copy = tmp_path / "archive.db"
    copy.write_bytes(demo.read_bytes())
    return copy


#: Reads the title of a page as its kicker, in place of ours.
OWN = """
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import css, paragraphs

PUBLISHER = Publisher(
    id="kabardemo", name="Kabar Demo", region=None, hosts=("demo.localhost",), scheme="http",
    article=r"/read/(?P<id>\\d+)",
    templates=(Template(when="html", headline=css("h1, h2"), body=paragraphs("body"), kicker=css("title")),),
)
"""


@pytest.fixture
def own_publisher(tmp_path: Path) -> Iterator[None]:
    folder = tmp_path / "publishers"
    folder.mkdir()
    (folder / "beritajakarta.py").write_text(OWN)
    assert publisher_files.load(folder) == []
    yield
    publisher_files.forget()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def read_here(path: Path) -> dict[str, int]:
    with open_archive(path) as archive:
        return dict(reread.reread(archive, everything=True, jobs=1))


@pytest.fixture
def alone(path: Path) -> Path:
    copy = path.with_name("alone.db")
    copy.write_bytes(path.read_bytes())
    return copy


def dies_once(mark: Path, task: ReadingTask) -> list[reread.Read]:
    """Ends its worker the first time that it is at a chunk."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return dask_reader.read_pages(task)


@pytest.mark.usefixtures("own_publisher")
def test_workers_leave_the_rows_that_one_process_leaves_though_one_is_killed(
    path: Path, alone: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator's publishers are known there, too: by their rule articles have a kicker."""
    monkeypatch.setattr(reread, "CHUNK", 3)
    monkeypatch.setattr(DaskReader, "task", staticmethod(partial(dies_once, tmp_path / "died")))
    assert read_here(alone)["changed"] > 20
    result = CliRunner().invoke(main, ["parse", "--all", "--scheduler", address, "--db", str(path)])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "died").exists()
    assert dump(path) == dump(alone)
    with open_archive(path) as archive:
        assert archive.rows("SELECT 1 FROM articles WHERE kicker IS NOT NULL") != []


def imports_once(mark: Path, task: ImportTask) -> ImportResult:
    """Ends its worker the first time that it is at a task."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return import_task.run(task)


def test_web_archives_are_imported_on_workers_though_one_is_killed(
    demo: Path, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_many, "run", partial(imports_once, tmp_path / "died"))
    names: list[str] = []
    with open_archive(demo) as archive:
        days = archive.rows("SELECT DISTINCT substr(captured_at, 1, 10) AS day FROM captures ORDER BY 1")
        for row in days:
            day = date.fromisoformat(row["day"])
            names.append(str(tmp_path / f"{day}.warc.gz"))
            export_captures.export(archive, Path(names[-1]), "warc", Selection(since=day, until=day))
    (tmp_path / "list.txt").write_text("\n".join([*names, "not-there.warc.gz"]), "utf-8")
    words = ["import", "--from", str(tmp_path / "list.txt"), "--scheduler", address, "--db", str(tmp_path / "many.db")]
    result = CliRunner().invoke(main, words)
    assert (tmp_path / "died").exists()
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1), result.output
    import_files(tmp_path / "alone.db", list(map(Path, names)), lambda: datetime(2026, 11, 30, tzinfo=UTC))
    merge([tmp_path / "alone.db"], tmp_path / "in_order.db")
    assert articles(tmp_path / "many.db") == articles(tmp_path / "in_order.db")


def articles(path: Path) -> list[dict[str, Any]]:
    with open_archive(path) as archive:
        return archive.rows("SELECT * FROM articles ORDER BY id")


Reading = Callable[[ReadingTask], list[reread.Read]]


class OneWorker:
    """A scheduler with one worker, which is lost where it reads one of the captures."""

    workers = 1

    def __init__(self, deadly: int) -> None:
        self._deadly = deadly

    def submit(
        self, function: Callable[[ReadingTask], list[reread.Read]], task: ReadingTask
    ) -> Future[list[reread.Read]]:
        done: Future[list[reread.Read]] = Future()
        if self._deadly in dict(task.pages):
            done.set_exception(WorkerLost("three workers died"))
        else:
            done.set_result(pickle.loads(pickle.dumps(function(pickle.loads(pickle.dumps(task))))))
        return done


def test_a_page_that_ends_every_worker_is_a_problem_and_the_rest_is_read(path: Path) -> None:
    with open_archive(path) as archive:
        deadly = archive.rows("SELECT capture FROM articles ORDER BY id LIMIT 1")[0]["capture"]
        reader = DaskReader(archive, cast("Scheduler", OneWorker(deadly)))
        outcomes = reread.reread(archive, everything=True, reader=reader)
        assert outcomes["error"] == 1
        assert archive.rows("SELECT capture FROM problems WHERE kind = 'error'") == [{"capture": deadly}]
        assert archive.unread_count() == 0


@pytest.mark.usefixtures("own_publisher")
def test_a_process_that_was_told_whom_to_know_can_tell_others() -> None:
    told = known_here()
    assert [name for name, _ in told.files] == ["beritajakarta.py"]
    publisher_files.forget()
    know(replace(told, sites=()))
    assert known_here() == told


def test_a_worker_with_another_version_reads_nothing() -> None:
    with pytest.raises(WrongUse, match="another version"):
        know(replace(known_here(), program="0"))


def test_where_no_scheduler_answers_one_line_says_so(path: Path, alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scraper.cluster.scheduler.PATIENCE_S", 0.3)
    result = CliRunner().invoke(main, ["parse", "--all", "--scheduler", "tcp://127.0.0.1:9", "--db", str(path)])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "tcp://127.0.0.1:9: no Dask scheduler answers" in result.stderr
    assert dump(path) == dump(alone)


def test_without_dask_one_line_says_what_to_install(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = CliRunner().invoke(main, ["parse", "--all", "--scheduler", "tcp://127.0.0.1:9", "--db", str(path)])
    assert result.exit_code == 2
    assert "pip install 'arsip-berita[dask]'" in result.stderr
