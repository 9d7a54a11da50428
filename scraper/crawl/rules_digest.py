"""The digest of the rules that a program reads by: what it was when kept pages began to be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from scraper.crawl import publisher_files


def rules_digest() -> str:
    """SHA-256 over every file of this program and of the operator's publishers, hexadecimal.

    By another one everything may read otherwise.
    """
    own = ((path.name, path.read_bytes()) for path in publisher_files.loaded_files())
    return _digest((("program", program_digest().encode()), *sorted(own)))


@cache
def program_digest() -> str:
    """SHA-256 over every file of this program, hexadecimal."""
    return _digest(sorted(_files(files("scraper"), "")))


def _digest(contents: Iterable[tuple[str, bytes]]) -> str:
    told = hashlib.sha256()
    for name, content in contents:
        told.update(f"{name} {len(content)}\n".encode() + content)
    return told.hexdigest()


def _files(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{path}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _files(entry, name)
        elif entry.is_file():
            yield name, entry.read_bytes()
