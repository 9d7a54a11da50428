"""The command that takes web archives and saved pages in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from scraper.cli import console
from scraper.cli.options import database, jobs, scheduler
from scraper.cli.progress_bar import progress_bar
from scraper.cluster.import_many import Totals, into_archive, into_parquet, merged
from scraper.cluster.inputs import is_remote, named
from scraper.cluster.scheduler import Scheduler
from scraper.cluster.task_runs import workers
from scraper.errors import WrongUse
from scraper.exchange.import_files import import_files
from scraper.exchange.import_warc import Imported
from scraper.exchange.parquet import require
from scraper.exchange.wanted import Wanted
from scraper.fetch import utc_now
from scraper.language.catalogue import gettext
from scraper.language.numbers import number
from scraper.language.phrases import translated

TLD = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")


@click.command("import")
@click.argument("files", nargs=-1, metavar="[FILE-OR-FOLDER...]")
@click.option(
    "--from",
    "lists",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    metavar="LIST",
    help="A file with the names of files, one a line.",
)
@click.option("--url", metavar="LINK", help="Where a saved page was, in place of what it says of itself.")
@click.option("--only-known", is_flag=True, help="Pass over hosts that nobody wrote a publisher's file for.")
@click.option("--tld", multiple=True, metavar="id", help="Pass over other hosts than these and the known ones.")
@click.option(
    "--language", type=click.Choice(["id"]), help="Pass over pages in another language, but of known publishers."
)
@click.option(
    "--to", "form", type=click.Choice(["parquet"]), help="Into a folder of Parquet files, in place of the archive."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="The folder; arsip-parquet by default.")
@jobs
@scheduler
@database
def command(
    files: tuple[str, ...],
    lists: tuple[Path, ...],
    url: str | None,
    db: Path,
    jobs: int | None,
    scheduler: str | None,
    **options: Any,
) -> int:
    """Take in web archives and saved pages: WARC of any program, plain or gzip, WACZ, HTML, MHTML, folders of pages.

    Pages are kept with the time of their capture, or of their saving, and read; what is none is passed over and
    counted. A host that nobody wrote a publisher's file for becomes a site of the archive. A damaged record is named
    with its place, and the rest of the file is taken. An import that was interrupted is simply made again: what the
    archive holds already is not taken twice.

    With --jobs or --scheduler, and for addresses (https://, s3://), files are read side by side, large ones in parts. A
    file that cannot be read is one line, and the rest goes on.
    """
    names = named(files, lists)
    if not names:
        raise WrongUse("name a file to import, or with --from a list of them")
    if url is not None and len(names) != 1:
        raise WrongUse("--url says where one page was: give one file")
    wanted = Wanted(options["only_known"], checked(options["tld"]), indonesian=options["language"] is not None)
    if options["form"]:
        return to_parquet(names, wanted, options["out"] or Path("arsip-parquet"), scheduler, jobs)
    if options["out"]:
        raise WrongUse("--out is the folder of --to parquet")
    if url is None and (jobs or scheduler or lists or any(map(is_remote, names))):
        return on_many_cores(names, wanted, db, scheduler, jobs)
    with progress_bar(gettext("records"), None) as advance:
        imported = import_files(db, list(map(Path, names)), utc_now, advance, wanted=wanted, url=url)
    return tell(db, imported)


def checked(tlds: tuple[str, ...]) -> tuple[str, ...]:
    """Endings of hosts without their first dot; raises errors.WrongUse for what ends none."""
    found = tuple(each.lower().removeprefix(".") for each in tlds)
    if bad := [each for each in found if not TLD.fullmatch(each)]:
        raise WrongUse(f"--tld {bad[0]!r}: is no ending of a host such as id or co.id")
    return found


def on_many_cores(names: list[str], wanted: Wanted, db: Path, address: str | None, jobs: int | None) -> int:
    """Import into the archive on the workers of a scheduler, or so many cores of this machine."""
    at = utc_now()
    many = into_archive(db, names, wanted, at)
    with workers(address, jobs) as hands:
        with progress_bar(gettext("tasks"), len(many.tasks)) as advance:
            many.run(hands, advance)
        with progress_bar(gettext("reading"), None) as advance:
            remote = hands if isinstance(hands, Scheduler) else None
            totals = merged(many, db, at, advance, scheduler=remote, jobs=jobs)
    return max(tell(db, totals.imported), told_failures(totals))


def to_parquet(names: list[str], wanted: Wanted, out: Path, address: str | None, jobs: int | None) -> int:
    """Import into a folder of Parquet files."""
    require()
    many = into_parquet(out, names, wanted, utc_now())
    with workers(address, jobs) as hands, progress_bar(gettext("tasks"), len(many.tasks)) as advance:
        many.run(hands, advance)
    totals = many.totals
    if not totals.unfinished:
        many.results.forget_marks()
    told_damage(totals.imported)
    console.write_line(
        gettext("%(folder)s: articles: %(articles)s, passed over: %(passed)s")
        % {
            "folder": out,
            "articles": number(totals.articles),
            "passed": console.counts(totals.imported.passed_over),
        }
    )
    return max(int(bool(totals.imported.damaged)), told_failures(totals))


def told_failures(totals: Totals) -> int:
    """Name the files that could not be read; gives the exit code."""
    for line in totals.failed:
        console.write_line(translated(line), err=True)
    return int(bool(totals.failed))


def told_damage(imported: Imported) -> None:
    """Name the damaged records."""
    for name, damage in imported.damaged:
        where = gettext("%(file)s, byte %(offset)s") % {"file": name, "offset": number(damage.offset)}
        console.write_line(f"{where}: {translated(damage.reason)}", err=True)


def tell(db: Path, imported: Imported) -> int:
    """Say what was imported; gives the exit code."""
    told_damage(imported)
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
