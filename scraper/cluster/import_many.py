"""Import of many files on many cores: each task makes an archive of its own, and `exchange.merge` makes one of all.

The workers give bytes, and this process alone writes: into a folder beside the archive, from which a run that was
killed goes on.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from scraper.archive import Archive, open_archive, read_archive
from scraper.archive.lock import crawl_lock
from scraper.cluster.dask_reader import DaskReader
from scraper.cluster.import_task import ImportResult, ImportTask, run
from scraper.cluster.inputs import grouped, opened, pieces
from scraper.cluster.known import known_here
from scraper.cluster.result_folder import MARKS, ResultFolder
from scraper.cluster.scheduler import Scheduler
from scraper.cluster.task_runs import Failed, Workers, done
from scraper.crawl.archived_sites import know_sites
from scraper.crawl.reread import reread
from scraper.errors import ArchiveBusy, WrongUse
from scraper.exchange.import_warc import Imported, Intake
from scraper.exchange.merge import merge
from scraper.exchange.wanted import Wanted
from scraper.exchange.warc_stream import Span
from scraper.template.publisher import Publisher

Advance = Callable[[int], None]


@dataclass
class Totals:
    """What all tasks came to."""

    imported: Imported = field(default_factory=Imported)
    #: Files that could not be read, each with the reason in one line.
    failed: list[str] = field(default_factory=list)
    #: Tasks that failed each time: the same command does them again.
    unfinished: int = 0
    #: Articles in the Parquet files.
    articles: int = 0

    def add(self, result: ImportResult) -> None:
        """Count what a task came to."""
        own, other = self.imported, result.imported
        own.taken += other.taken
        own.known += other.known
        own.size += other.size
        own.passed_over.update(other.passed_over)
        own.damaged += other.damaged
        own.deferred += other.deferred
        self.failed += result.failed
        self.articles += result.articles


@dataclass
class ManyFiles:
    """An import of many files."""

    tasks: list[ImportTask]
    results: ResultFolder
    totals: Totals = field(default_factory=Totals)

    def run(self, workers: Workers, advance: Advance = lambda _: None) -> None:
        """Do every task that has no mark yet; `advance` hears of each."""
        waiting: list[ImportTask] = []
        for task in self.tasks:
            marked = self.results.marked(task)
            if marked is None:
                waiting.append(task)
            else:
                self.totals.add(marked)
                advance(1)
        for task, result in done(workers, run, waiting):
            self._finish(task, result)
            advance(1)

    def _finish(self, task: ImportTask, result: ImportResult | Failed) -> None:
        if isinstance(result, Failed):
            self.totals.unfinished += 1
            self.totals.failed += [f"{piece.name}: {result}" for piece in task.pieces]
            return
        self.results.finish(task, result)
        self.totals.add(result)


def planned(
    names: Sequence[str], wanted: Wanted, at: datetime, sites: Iterable[Publisher] = (), *, to_parquet: bool = False
) -> list[ImportTask]:
    """The tasks of an import of files; `sites` are those that the archive knows."""
    known = known_here(tuple(sites))
    return [ImportTask(group, wanted, known, at, to_parquet) for group in grouped(pieces(names))]


def into_archive(db: Path, names: Sequence[str], wanted: Wanted, at: datetime) -> ManyFiles:
    """The import of files into an archive, which is made where there is none."""
    tasks = planned(names, wanted, at, _sites(db))
    return ManyFiles(tasks, ResultFolder(db.with_name(f"{db.name}.import"), ".db"))


def _sites(db: Path) -> list[Publisher]:
    if not db.exists():
        return []
    with open_archive(db) as archive:
        return know_sites(archive)


def into_parquet(folder: Path, names: Sequence[str], wanted: Wanted, at: datetime) -> ManyFiles:
    """The import of files into a new folder of Parquet files; raises errors.WrongUse for one that holds others."""
    if folder.exists() and not (folder / MARKS).is_dir():
        raise WrongUse(f"{folder}: there already, and nothing is overwritten")
    tasks = planned(names, wanted, at, to_parquet=True)
    return ManyFiles(tasks, ResultFolder(folder, ".parquet"))


def merged(
    many: ManyFiles,
    db: Path,
    at: datetime,
    advance: Advance = lambda _: None,
    *,
    scheduler: Scheduler | None = None,
    jobs: int | None = None,
) -> Totals:
    """Make one archive of what the tasks gave and what it held before; killed at any moment it is the old one, whole.

    Raises errors.ArchiveBusy while a crawl runs, or a program holds it.
    """
    totals, shards = many.totals, list(many.results.files(many.tasks))
    with crawl_lock(db):
        before = _captures(db)
        if shards:
            made = many.results.path / "merged.db"
            made.unlink(missing_ok=True)
            read = partial(_read, totals.imported.read, scheduler, jobs)
            complete = partial(_take_deferred, totals.imported, at)
            sources = [db, *shards] if db.exists() else shards
            after = merge(sources, made, advance, complete=complete, reread=read)
            _replace(made, db)
            seen = totals.imported.taken + totals.imported.known
            totals.imported.taken, totals.imported.known = after - before, seen - (after - before)
    if not totals.unfinished:
        shutil.rmtree(many.results.path, ignore_errors=True)
    return totals


def _captures(db: Path) -> int:
    if not db.exists():
        return 0
    with read_archive(db) as archive:
        return int(archive.rows("SELECT count(*) AS n FROM captures")[0]["n"])


def _replace(made: Path, db: Path) -> None:
    if db.with_name(f"{db.name}-wal").exists():
        raise ArchiveBusy(f"{db}: a program has it open; end it, and import once more")
    made.replace(db)


def _read(
    outcomes: Counter[str],
    scheduler: Scheduler | None,
    jobs: int | None,
    archive: Archive,
    *,
    everything: bool,
    advance: Advance,
) -> None:
    """Read all captures of a merged archive where the tasks were done."""
    reader = DaskReader(archive, scheduler) if scheduler else None
    outcomes.update(reread(archive, everything=everything, jobs=jobs, reader=reader, advance=advance))


def _take_deferred(imported: Imported, at: datetime, archive: Archive) -> None:
    """Take the records that refer to answers of other tasks, now that all answers are held."""
    deferred, imported.deferred = imported.deferred, []
    if not deferred:
        return
    number, taken = archive.start_run("import", at), imported.taken
    for name, offset in deferred:
        with opened(name) as file:
            Intake(archive, number, name, imported).take(file, span=Span(offset, offset + 1))
    archive.end_run(number, at=at, exit_code=0, columns={"fetched": imported.taken - taken})
