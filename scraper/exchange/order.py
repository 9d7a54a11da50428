"""The order of captures after an import: articles are told by it, so older answers must not come behind newer ones."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from scraper.archive import Archive
from scraper.errors import ArchiveBusy
from scraper.exchange.merge import merge


def is_out_of_order(archive: Archive, since: int) -> bool:
    """Whether a capture with a number above `since` is older than one of the same address that has a smaller number."""
    return bool(
        archive.rows(
            """
            SELECT 1 FROM captures new WHERE new.id > ? AND EXISTS
                (SELECT 1 FROM captures old
                 WHERE old.url = new.url AND old.id < new.id AND old.captured_at > new.captured_at)
            LIMIT 1
            """,
            since,
        )
    )


def put_in_order(path: Path) -> None:
    """Make an archive anew with its captures in the order of their time, and read all of them again.

    Nobody may have it open. Killed at any moment it is the old one, whole. Raises errors.ArchiveBusy while a program
    holds it: its write-ahead log would be taken for that of the new file.
    """
    with TemporaryDirectory(prefix=f"{path.name}.", dir=path.absolute().parent) as folder:
        made = Path(folder) / "ordered.db"
        merge([path], made)
        if path.with_name(f"{path.name}-wal").exists():
            raise ArchiveBusy(f"{path}: a program has it open; end it, and import once more to put it in order")
        made.replace(path)
