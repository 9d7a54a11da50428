"""Export of captures as a web archive: WARC, streamed and resumable, or WACZ."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from scraper.archive import Archive
from scraper.errors import WrongUse
from scraper.exchange import resumable, wacz, warc
from scraper.exchange.resumable import Advance, Chunk
from scraper.exchange.selection import Selection

#: Captures of a chunk: some 6 MB of pages.
CHUNK = 50


def export(archive: Archive, to: Path, form: str, selection: Selection, advance: Advance = lambda _: None) -> int:
    """Write the selected captures to a new file; gives their number. `advance` hears how many more are written.

    `form` is warc or wacz. Raises errors.WrongUse for a file that is there already or cannot be written,
    errors.ArchiveDamaged for a body that is no longer the one that was kept.
    """
    if to.exists():
        raise WrongUse(f"{to}: there already, and nothing is overwritten")
    try:
        return FORMS[form](archive, to, selection, advance)
    except OSError as err:
        raise WrongUse(f"{err.filename or to}: {err.strerror}") from err


def count(archive: Archive, selection: Selection) -> int:
    """How many captures are selected."""
    condition, values = selection.captures()
    return int(archive.rows(f"SELECT count(*) AS n FROM captures c WHERE {condition}", *values)[0]["n"])  # noqa: S608


def _warc(archive: Archive, to: Path, selection: Selection, advance: Advance) -> int:
    return resumable.write(
        to, f"warc {selection}", warc.head(to.name), lambda last: _chunks(archive, selection, last), advance
    )


def _wacz(archive: Archive, to: Path, selection: Selection, advance: Advance) -> int:
    folder = to.with_name(f"{to.name}.partial")
    folder.mkdir(exist_ok=True)
    data = folder / wacz.DATA
    data.unlink(missing_ok=True)
    captures = _warc(archive, data, selection, advance)
    wacz.pack(data, wacz.pages(archive, selection), folder / "whole").rename(to)
    shutil.rmtree(folder)
    return captures


FORMS: dict[str, Callable[[Archive, Path, Selection, Advance], int]] = {"warc": _warc, "wacz": _wacz}


def _chunks(archive: Archive, selection: Selection, last: int) -> Iterator[Chunk]:
    while found := warc.rows(archive, selection, after=last, limit=CHUNK):
        last = found[-1]["id"]
        yield Chunk(b"".join(warc.records(archive, row) for row in found), last, len(found))
