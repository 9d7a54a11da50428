"""Whom a worker on another machine must know to read as the main process does: rules, operator's publishers, sites."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from scraper import publishers
from scraper.crawl import publisher_files
from scraper.crawl.rules_digest import program_digest
from scraper.errors import WrongUse
from scraper.template.publisher import Publisher

#: A process knows one set of publishers at a time, whatever the number of its threads.
LOCK = RLock()


@dataclass(frozen=True, slots=True)
class Known:
    """What a process reads by, so that it can be sent."""

    #: Digest of the program.
    program: str
    #: Names and texts of the operator's publishers' files.
    files: tuple[tuple[str, bytes], ...]
    #: The sites of the archive.
    sites: tuple[Publisher, ...]


#: What this process was told last.
_told: Known | None = None


def known_here(sites: tuple[Publisher, ...] = ()) -> Known:
    """What this process reads by, with the sites of an archive."""
    files = ((path.name, path.read_bytes()) for path in sorted(publisher_files.loaded_files()))
    return Known(program_digest(), tuple(files), sites)


def know(known: Known) -> None:
    """Read as whoever sent this does, from now on; while `LOCK` is held.

    Raises errors.WrongUse where another version of the program is installed here: it might read otherwise.
    """
    global _told  # noqa: PLW0603 - a process knows one set of publishers at a time
    if known == _told:
        return
    if known.program != program_digest():
        raise WrongUse("the workers have another version of the program: install the same one on all machines")
    _load(known.files)
    publishers.know(known.sites)
    _told = known


def _load(files: tuple[tuple[str, bytes], ...]) -> None:
    if not files:
        publisher_files.forget()
        return
    folder = Path(tempfile.mkdtemp(prefix="publishers-"))  # they are read again whenever their digest is asked for
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, content in files:
        (folder / name).write_bytes(content)
    faults = publisher_files.load(folder)
    if faults:
        raise WrongUse(f"a worker cannot read {faults[0].path.name}: {faults[0].what}")
