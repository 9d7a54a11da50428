"""One task of an import: parts of web archives -> an archive or a Parquet file as bytes, and what became of it all.

Nothing outside is written: a task that is lost is done again, and one that is done twice gives the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from zipfile import is_zipfile

from scraper.archive import Archive, open_archive
from scraper.cluster.inputs import Piece, is_remote, opened
from scraper.cluster.known import LOCK, Known, know
from scraper.crawl.archived_sites import keep_sites
from scraper.crawl.ingest import kept, store_reading
from scraper.crawl.reading import read
from scraper.errors import WrongUse
from scraper.exchange import parquet
from scraper.exchange.import_warc import Imported, Intake, import_file
from scraper.exchange.merge_facts import note_decided
from scraper.exchange.saved_pages import import_page, is_saved_page
from scraper.exchange.wanted import Wanted
from scraper.exchange.warc_stream import WHOLE, WarcRecord, records
from scraper.indonesian.time_zones import utc_text
from scraper.models import Article

#: What the head of a web archive of ours says: its records refer to one another, so it is read as a whole.
OURS = b"software: arsip-berita "


@dataclass(frozen=True, slots=True)
class ImportTask:
    """Parts of files, and how they are read."""

    pieces: tuple[Piece, ...]
    wanted: Wanted
    known: Known
    #: When the import began.
    at: datetime
    #: Whether articles are given as Parquet, in place of captures as an archive.
    to_parquet: bool = False


@dataclass(slots=True)
class ImportResult:
    """What a task came to."""

    imported: Imported = field(default_factory=Imported)
    #: Files that could not be read, each with the reason in one line.
    failed: list[str] = field(default_factory=list)
    #: Articles in the Parquet file.
    articles: int = 0
    #: The archive or the Parquet file; empty where nothing was taken.
    content: bytes = b""


def run(task: ImportTask) -> ImportResult:
    """Do a task.

    Raises OSError where an address cannot be read, errors.WrongUse where this worker would read otherwise.
    """
    with LOCK, TemporaryDirectory() as folder:
        know(task.known)
        path, result = Path(folder) / "shard.db", ImportResult()
        with open_archive(path) as archive, archive.unsynced():
            keep_sites(archive, task.known.sites)
            _take(archive, task, result)
            if task.to_parquet:
                result.articles, result.content = _as_parquet(archive)
            note_decided(archive, result.imported.vanished)
            archive.db.conn.execute("PRAGMA journal_mode = DELETE")  # so that one file holds all of it
        if result.imported.taken and not task.to_parquet:
            result.content = path.read_bytes()
    return result


def _take(archive: Archive, task: ImportTask, result: ImportResult) -> None:
    imported, number = result.imported, archive.start_run("import", task.at)
    for piece in task.pieces:
        try:
            _take_piece(archive, number, piece, task.wanted, imported)
        except (OSError, WrongUse) as err:
            if is_remote(piece.name) and isinstance(err, OSError):
                raise  # it may answer when it is asked again
            result.failed.append(_line(piece.name, err))
    columns = {"fetched": imported.taken, "bytes": imported.size, "problems": len(imported.damaged)}
    archive.end_run(number, at=task.at, exit_code=int(bool(imported.damaged or result.failed)), columns=columns)


def _take_piece(archive: Archive, run: int, piece: Piece, wanted: Wanted, imported: Imported) -> None:
    local = None if is_remote(piece.name) else Path(piece.name)
    if local and is_saved_page(local):
        import_page(archive, local, run, imported, wanted=wanted)
        return
    if local and is_zipfile(local):
        import_file(archive, local, run, imported, wanted=wanted)
        return
    with opened(piece.name) as file:
        span = piece.span
        if span != WHOLE and _is_ours(file):
            span = WHOLE if not span.begin else replace(span, begin=span.end or 0)
        Intake(archive, run, piece.name, imported, wanted, defers=True).take(file, span=span)


def _is_ours(file: BinaryIO) -> bool:
    first = next(iter(records(file)), None)
    return isinstance(first, WarcRecord) and OURS in first.content[:2000]


def _line(name: str, err: Exception) -> str:
    reason = str(getattr(err, "strerror", None) or err)
    return reason if reason.startswith(name) else f"{name}: {reason}"


def _as_parquet(archive: Archive) -> tuple[int, bytes]:
    found = list(_articles(archive))
    return len(found), parquet.file_of(found) if found else b""


def _articles(archive: Archive) -> Iterator[tuple[str, Article]]:
    """Every capture that shows an article, with its time."""
    for keys in archive.unread():
        for key in keys:
            page = kept(archive, key)
            article = store_reading(archive, key, page.capture.url, read(page)).article
            if article is not None:
                yield utc_text(page.capture.captured_at), article
