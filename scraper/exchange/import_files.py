"""Import of files into an archive, from the lock to the last reading; one row in the table runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from scraper.archive import Archive, open_archive
from scraper.archive.lock import crawl_lock
from scraper.crawl.reread import reread
from scraper.exchange import order
from scraper.exchange.import_warc import Imported, import_file
from scraper.exchange.saved_pages import expanded, import_page, is_saved_page
from scraper.exchange.wanted import EVERYTHING, Wanted
from scraper.store.store import Store


def import_files(
    db: Path,
    files: Sequence[Path],
    now: Callable[[], datetime],
    advance: Callable[[int], None] = lambda _: None,
    *,
    wanted: Wanted = EVERYTHING,
    url: str | None = None,
) -> Imported:
    """Keep every page of web archives and of saved pages, and read what is new; `advance` hears of each record.

    `url` is where a saved page was, in place of what it says of itself.

    Hosts that nobody wrote a publisher's file for become sites of the archive, unless `wanted` passes over them.

    The archive is made where there is none. Articles are told by the order of their captures, so an archive that held
    newer answers of an address is put in the order of time afterwards. Raises errors.ArchiveBusy while a crawl or
    another import runs, errors.WrongUse for a file that cannot be read at all, errors.ArchiveError.
    """
    imported = Imported()
    with crawl_lock(db):
        with open_archive(db) as archive:
            last = int(archive.rows("SELECT coalesce(max(id), 0) AS id FROM captures")[0]["id"])
            of_pages = partial(import_page, advance=advance, wanted=wanted, url=url)
            of_archives = partial(import_file, advance=advance, wanted=wanted)

            def take(archive: Archive, path: Path, run: int, imported: Imported) -> None:
                (of_pages if is_saved_page(path) else of_archives)(archive, path, run, imported)

            _keep(archive, list(expanded(files)), imported, now, take)
            imported.read.update(reread(archive, everything=False))
            for gone in imported.vanished:
                Store(archive).vanished(gone.url, gone.state, gone.capture)
            out_of_order = order.is_out_of_order(archive, last)
        if out_of_order:
            order.put_in_order(db)
    return imported


def _keep(
    archive: Archive,
    files: Sequence[Path],
    imported: Imported,
    now: Callable[[], datetime],
    take: Callable[[Archive, Path, int, Imported], None],
) -> None:
    run, exit_code = archive.start_run("import", now()), 2
    try:
        for path in files:
            take(archive, path, run, imported)
        exit_code = int(bool(imported.damaged))
    finally:
        columns = {"fetched": imported.taken, "bytes": imported.size, "problems": len(imported.damaged)}
        archive.end_run(run, at=now(), exit_code=exit_code, columns=columns)
