"""The inputs of an import on many cores: files, patterns, lists and addresses, cut into tasks of megabytes."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from scraper.errors import WrongUse
from scraper.exchange.saved_pages import expanded
from scraper.exchange.warc_stream import Span
from scraper.version import __version__

#: Bytes of a part of a large file; small files come to as many in one task.
TASK_BYTES = 128 << 20
#: Addresses whose size is asked at a time.
ASKED_AT_ONCE = 32
#: Files that are cut: an index or a package is read from its end.
CUT = (".warc", ".warc.gz")
_PATTERN = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Piece:
    """A file, or the part of one whose records are read."""

    #: A path, or an address that fsspec opens.
    name: str
    span: Span
    #: Bytes of the file; None where nobody says.
    size: int | None
    #: Nanoseconds of the last change of a local file, so that another one of the same name is another input.
    changed: int = 0


def is_remote(name: str) -> bool:
    """Whether a name is an address, and no path of this machine."""
    return "://" in name


def listed(path: Path) -> list[str]:
    """The names in a list: one a line, without empty lines and those that begin with "#".

    Raises errors.WrongUse for what is no text.
    """
    try:
        lines = [line.strip() for line in path.read_text("utf-8").splitlines()]
    except UnicodeDecodeError:
        raise WrongUse(f"{path}: is no UTF-8 text") from None
    return [line for line in lines if line and not line.startswith("#")]


def named(given: Iterable[str], lists: Iterable[Path] = ()) -> list[str]:
    """Every file that is named, itself or in a list, each once: patterns and folders resolved, paths absolute.

    What a list names need not be there: that is told when it is read, as of any file that cannot be.

    Raises errors.WrongUse for a pattern or a path that names nothing, and for an address without fsspec.
    """
    found: list[str] = []
    for name in given:
        found += _remote(name) if is_remote(name) else _local(name)
    for path in lists:
        found += [name if is_remote(name) else str(Path(name).absolute()) for name in listed(path)]
    return list(dict.fromkeys(found))


def _local(name: str) -> list[str]:
    path = Path(name)
    if path.exists():
        return [str(each.absolute()) for each in expanded([path])]
    found = _matching(name) if _PATTERN & set(name) else []
    if not found:
        raise WrongUse(f"{name}: there is no such file")
    return [str(Path(each).absolute()) for each in found]


def _matching(pattern: str) -> list[str]:
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - a Path knows no absolute pattern


def _remote(name: str) -> list[str]:
    scheme, _, path = name.partition("://")
    if not _PATTERN & set(path.partition("?")[0] if scheme.startswith("http") else path):
        return [name]
    with told(name):
        found = [f"{scheme}://{each.removeprefix(f'{scheme}://')}" for each in sorted(_system(name).glob(name))]
    if not found:
        raise WrongUse(f"{name}: there is no such file")
    return found


def pieces(names: Sequence[str]) -> Iterator[Piece]:
    """The parts of all files, in their order."""
    with ThreadPoolExecutor(ASKED_AT_ONCE) as asked:
        sizes = asked.map(_size, names)
        for name, (size, changed) in zip(names, sizes, strict=True):
            for span in _spans(name, size or 0):
                yield Piece(name, span, size, changed)


def _spans(name: str, size: int) -> Iterator[Span]:
    if size <= TASK_BYTES or not name.lower().endswith(CUT):
        yield Span()
        return
    for begin in range(0, size, TASK_BYTES):
        yield Span(begin, begin + TASK_BYTES)


def _size(name: str) -> tuple[int | None, int]:
    """Bytes and last change of a file; None where that cannot be told: reading it tells what is wrong."""
    try:
        if is_remote(name):
            return cast("int | None", _system(name).info(name).get("size")), 0
        found = Path(name).stat()
    except (OSError, ValueError, WrongUse):
        return None, 0
    return found.st_size, found.st_mtime_ns


def grouped(found: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """Pieces in groups of at most `TASK_BYTES`, or of one; what has no size is a group of its own."""
    group: list[Piece] = []
    room = TASK_BYTES
    for piece in found:
        takes = TASK_BYTES if piece.size is None or piece.span.end else piece.size
        if group and takes > room:
            yield tuple(group)
            group, room = [], TASK_BYTES
        group.append(piece)
        room -= takes
    if group:
        yield tuple(group)


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """A file to read and to seek in; raises OSError, and errors.WrongUse for an address that nothing here opens."""
    if not is_remote(name):
        with Path(name).open("rb") as file:
            yield file
        return
    with told(name), _system(name).open(name, "rb", block_size=4 << 20) as file:
        yield file


@contextmanager
def told(name: str) -> Iterator[None]:
    """Raise OSError with one line for whatever a library of fsspec raises: each has errors of its own."""
    try:
        yield
    except (OSError, WrongUse):
        raise
    except Exception as err:
        raise OSError(f"{name}: {type(err).__name__}: {err}") from err


def _system(name: str) -> Any:
    """The file system of an address; raises errors.WrongUse where there is none here."""
    try:
        import fsspec  # noqa: PLC0415 - an extra
    except ImportError:
        raise WrongUse(f"{name}: addresses need fsspec: pip install 'arsip-berita[dask]'") from None
    scheme = name.partition("://")[0]
    agent = {"client_kwargs": {"headers": {"User-Agent": f"arsip-berita/{__version__}"}}}
    try:
        return fsspec.filesystem(scheme, **(agent if scheme.startswith("http") else {}))
    except (ImportError, ValueError) as err:
        raise WrongUse(f"{name}: {err}") from None
