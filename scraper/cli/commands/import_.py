"""The command that takes web archives and saved pages in."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.cli import console
from scraper.cli.options import database
from scraper.cli.progress_bar import progress_bar
from scraper.errors import WrongUse
from scraper.exchange.import_files import import_files
from scraper.fetch import utc_now
from scraper.language.catalogue import gettext
from scraper.language.numbers import number
from scraper.language.phrases import translated


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE-OR-FOLDER..."
)
@click.option("--url", metavar="LINK", help="Where a saved page was, in place of what it says of itself.")
@click.option("--only-known", is_flag=True, help="Pass over hosts that nobody wrote a publisher's file for.")
@database
def command(files: tuple[Path, ...], url: str | None, only_known: bool, db: Path) -> int:
    """Take in web archives and saved pages: WARC of any program, plain or gzip, WACZ, HTML, MHTML, folders of pages.

    Pages are kept with the time of their capture, or of their saving, and read; what is none is passed over and
    counted. A host that nobody wrote a publisher's file for becomes a site of the archive. A damaged record is named
    with its place, and the rest of the file is taken. An import that was interrupted is simply made again: what the
    archive holds already is not taken twice.
    """
    if url is not None and len(files) != 1:
        raise WrongUse("--url says where one page was: give one file")
    with progress_bar(gettext("records"), None) as advance:
        imported = import_files(db, files, utc_now, advance, only_known=only_known, url=url)
    for name, damage in imported.damaged:
        where = gettext("%(file)s, byte %(offset)s") % {"file": name, "offset": number(damage.offset)}
        console.write_line(f"{where}: {translated(damage.reason)}", err=True)
    console.write_line(
        gettext("%(archive)s: taken: %(taken)s, known already: %(known)s, passed over: %(passed)s; read: %(read)s")
        % {
            "archive": db,
            "taken": number(imported.taken),
            "known": number(imported.known),
            "passed": console.counts(imported.passed_over),
            "read": console.counts(imported.read),
        }
    )
    return int(bool(imported.damaged))
