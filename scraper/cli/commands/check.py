"""`scrape check`: prove that the archive is whole, or what a proof shows."""

from __future__ import annotations

from pathlib import Path

import click

from scraper.archive import Archive, read_archive
from scraper.cli import console
from scraper.cli.options import database, jobs
from scraper.cli.progress_bar import progress_bar
from scraper.errors import ArchiveDamaged, WrongUse
from scraper.exchange import timestamps
from scraper.exchange.proof import Proof, verify
from scraper.language.catalogue import gettext, ngettext
from scraper.language.phrases import translated


@click.command("check")
@click.argument("proofs", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="[PROOF...]")
@click.option(
    "--tsa-ca-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Certificates of the time stamp authority: the signatures of its stamps are verified too.",
)
@jobs
@database
def command(proofs: tuple[Path, ...], tsa_ca_file: Path | None, jobs: int | None, db: Path) -> int:
    """Prove that the archive is whole: every row, every page against its digest, every index, every seal.

    With files of `scrape prove` in place of an archive, verify them; no archive is needed for that.
    """
    if proofs:
        for path in proofs:
            _verify(path, tsa_ca_file)
        return 0
    with read_archive(db) as archive:
        with progress_bar(gettext("checking"), _payloads(archive)) as advance:
            faults = [*archive.check(advance, jobs), *timestamps.faults(archive)]
        unread = archive.unread_count()
    for fault in faults:
        console.write_line(translated(fault))
    if unread:
        console.write_line(gettext("%s kept pages wait to be read: the next crawl reads them") % unread)
    told = ngettext("%s fault", "%s faults", len(faults)) % len(faults) if faults else gettext("whole")
    console.write_line(f"{db}: {told}")
    return 5 if faults else 0


def _payloads(archive: Archive) -> int | None:
    """How many kept pages there are to be checked; None where even that cannot be read."""
    try:
        return int(archive.rows("SELECT count(*) AS n FROM payloads")[0]["n"])
    except ArchiveDamaged:
        return None


def _verify(path: Path, tsa_ca_file: Path | None) -> None:
    proof = verify(path)
    console.write_line(
        gettext("%(file)s: %(address)s as captured %(time)s, in seal %(seal)s")
        % {"file": path, "address": proof.url, "time": proof.captured_at, "seal": proof.seal}
    )
    stamps = [(name, token) for name, tokens in proof.timestamps.items() for token in tokens]
    if tsa_ca_file and not stamps:
        raise WrongUse(f"{path}: holds no time stamp to be verified")
    for name, token in stamps:
        console.write_line(f"{path}: {_stamped(proof, name, token, tsa_ca_file)}")


def _stamped(proof: Proof, name: str, token: bytes, tsa_ca_file: Path | None) -> str:
    if tsa_ca_file:
        at = timestamps.signed(token, proof.texts[name], tsa_ca_file.read_bytes())
        told = gettext("stamped and signed %(time)s UTC over seal %(seal)s")
        return told % {"time": f"{at:%Y-%m-%d %H:%M:%S}", "seal": name}
    digest, at = timestamps.read(token)
    if digest != name:
        raise WrongUse(f"the time stamp is of {digest}, not of seal {name}")
    told = gettext("stamped %(time)s UTC over seal %(seal)s; its signature was not verified, give --tsa-ca-file")
    return told % {"time": f"{at:%Y-%m-%d %H:%M:%S}", "seal": name}
