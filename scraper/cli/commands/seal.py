"""`scrape seal`: the newest seal, and time stamps over it."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import open_archive, seals
from scraper.cli import console
from scraper.cli.options import database
from scraper.errors import WrongUse
from scraper.exchange import timestamps
from scraper.fetch import robots, tsa, utc_now
from scraper.language.catalogue import gettext
from scraper.version import __version__


@click.command("seal")
@click.option(
    "--request",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the question for a time stamp authority (RFC 3161), to be answered elsewhere.",
)
@click.option(
    "--timestamp",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Keep the answer of an authority.",
)
@click.option("--tsa", "authority", metavar="URL", help="Ask this authority, and keep its answer.")
@database
def command(request: Path | None, timestamp: Path | None, authority: str | None, db: Path) -> int:
    """Seal what is not sealed yet, and say the name of the newest seal.

    Whoever knows that name can tell whether anything before it was changed: publish it, or let an authority stamp it.
    """
    if sum(map(bool, (request, timestamp, authority))) > 1:
        raise WrongUse("--request, --timestamp, --tsa: one at a time")
    with open_archive(db, create=False) as archive:
        with archive.transaction():
            seals.seal_runs(archive, utc_now())
        if request:
            _write(request, timestamps.query(archive))
        answer = timestamp.read_bytes() if timestamp else None
        if authority:
            answer = tsa.ask(authority, timestamps.query(archive), f"{robots.AGENT}/{__version__}")
        if answer is not None:
            name, at = timestamps.keep(archive, answer)
            console.write_line(
                gettext("%(archive)s: seal %(seal)s was stamped %(time)s UTC")
                % {"archive": db, "seal": name, "time": f"{at:%Y-%m-%d %H:%M:%S}"}
            )
        for name in seals.heads(archive):
            console.write_line(gettext("%(archive)s: newest seal %(seal)s") % {"archive": db, "seal": name})
    return 0


def _write(to: Path, content: bytes) -> None:
    try:
        with to.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise WrongUse(f"{to}: there already, and nothing is overwritten") from None
    except OSError as err:
        raise WrongUse(f"{to}: {err.strerror}") from err
