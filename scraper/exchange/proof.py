"""Proofs: that one page was kept as it is, without the archive and without any other page of it.

A proof is a ZIP that `sha256sum` and Python's standard library verify (docs/proof.md). It holds the page, the line
that tells its capture, the steps from there to the root of its run, and the texts of the seals from that run to the
newest one, or to the next one that a time stamp authority has stamped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from scraper.archive import Archive, merkle, seals
from scraper.archive.merkle import Step
from scraper.errors import WrongUse
from scraper.models import Record

PAGE, CAPTURE, STEPS = "page", "capture.json", "steps.json"
#: Bytes of any file of a proof that are read.
MAX_FILE = 64 << 20


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proof shows."""

    url: str
    captured_at: str
    #: Name of the seal of its run.
    seal: str
    #: Names of the seals from there on.
    chain: tuple[str, ...]
    #: Name of a seal -> the answers of time stamp authorities over its text.
    timestamps: dict[str, tuple[bytes, ...]]
    #: Name of a seal -> its text.
    texts: dict[str, str]


def prove(archive: Archive, capture: int, to: Path) -> Proof:
    """Write the proof of a capture into a new file.

    Raises errors.WrongUse where the file is there already or its run has no seal yet, errors.ArchiveDamaged.
    """
    row = seals.capture_row(archive, capture)
    sealed = _seal_of(archive, row)
    leaves = seals.leaves_of(sealed)
    steps = merkle.path(leaves, leaves.index(seals.leaf(row)))
    chain = list(_chain(archive, sealed))
    try:
        with ZipFile(to, "x", ZIP_DEFLATED) as bundle:
            bundle.writestr(PAGE, archive.capture(capture).body)
            bundle.writestr(CAPTURE, seals.canonical(row))
            bundle.writestr(STEPS, json.dumps([[side, digest.hex()] for side, digest in steps]))
            for number, link in enumerate(chain):
                bundle.writestr(f"seals/{number:06}.txt", seals.of_row(link).text())
                for stamp, token in enumerate(_tokens(archive, link)):
                    bundle.writestr(f"timestamps/{number:06}-{stamp}.tsr", token)
    except FileExistsError:
        raise WrongUse(f"{to}: there already, and nothing is overwritten") from None
    except OSError as err:
        raise WrongUse(f"{to}: {err.strerror}") from err
    return verify(to)


def _seal_of(archive: Archive, row: Record) -> Record:
    """The seal that holds a capture."""
    leaf = seals.leaf(row)
    for sealed in archive.rows(f"{seals.ROWS} WHERE s.run = ? ORDER BY s.rowid", row["run"]):
        if leaf in seals.leaves_of(sealed):
            return sealed
    raise WrongUse(f"{archive.path}: capture {row['id']} has no seal yet; its run has not ended, or say `scrape seal`")


def _chain(archive: Archive, first: Record) -> Iterator[Record]:
    """A seal and those behind it, to the first one with a time stamp, else to the newest."""
    rows = archive.rows(f"{seals.ROWS} ORDER BY s.rowid")
    after = {former: row for row in reversed(rows) for former in row["former"].split()}
    link: Record | None = first
    while link is not None:
        yield link
        link = None if _tokens(archive, link) else after.get(link["name"])


def _tokens(archive: Archive, row: Record) -> list[bytes]:
    found = archive.rows("SELECT token FROM timestamps WHERE seal = ? ORDER BY stamped_at, token", row["name"])
    return [each["token"] for each in found]


def verify(path: Path) -> Proof:
    """What a proof shows; raises errors.WrongUse, saying what does not fit, for one that proves nothing."""
    try:
        with ZipFile(path) as bundle:
            files = {info.filename: bundle.read(info) for info in bundle.infolist() if info.file_size <= MAX_FILE}
        return _verified(files)
    except (BadZipFile, OSError, KeyError, ValueError, TypeError, RecursionError) as err:
        raise WrongUse(f"{path}: proves nothing: {err}") from err


def _verified(files: dict[str, bytes]) -> Proof:
    url, _, captured_at, _, _, digest = json.loads(files[CAPTURE])
    if hashlib.sha256(files[PAGE]).hexdigest() != digest:
        raise ValueError("the page does not have the digest of its capture")
    steps = [Step(side, bytes.fromhex(beside)) for side, beside in json.loads(files[STEPS])]
    root = merkle.proved(merkle.leaf(files[CAPTURE]), steps).hex()
    texts = [files[name].decode("ascii") for name in sorted(files) if name.startswith("seals/")]
    names = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    if not texts or _field(texts[0], "root") != root:
        raise ValueError("the steps do not lead to the root of its seal")
    for name, text in zip(names, texts[1:], strict=False):
        if name not in _field(text, "former").split():
            raise ValueError(f"the seal behind {name} does not name it")
    return Proof(
        url, captured_at, names[0], tuple(names), _timestamps(files, names), dict(zip(names, texts, strict=True))
    )


def _field(text: str, name: str) -> str:
    """The value of a line of a seal."""
    found: list[Any] = [line.partition(" ")[2] for line in text.splitlines() if line.startswith(f"{name} ")]
    if len(found) != 1:
        raise ValueError(f"a seal has {len(found)} lines {name}")
    return str(found[0])


def _timestamps(files: dict[str, bytes], names: list[str]) -> dict[str, tuple[bytes, ...]]:
    found: dict[str, tuple[bytes, ...]] = {}
    for file in sorted(files):
        if file.startswith("timestamps/"):
            name = names[int(file.removeprefix("timestamps/").partition("-")[0])]
            found[name] = (*found.get(name, ()), files[file])
    return found
