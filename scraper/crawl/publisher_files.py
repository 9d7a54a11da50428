"""The operator's plugin folder: publishers' files of his own, read like ours, each fault of one told by file and line.

A file is Python, and so it is run. Only what the operator put there is: regular files of the folder itself, written by
him and writable by nobody else. No compiled copy of them is kept.
"""

from __future__ import annotations

import ast
import traceback
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from scraper import publishers
from scraper.crawl.trusted_files import Untrusted, read_trusted, require_trusted
from scraper.template.publisher import Publisher
from scraper.template.publisher_check import first_fault


@dataclass(frozen=True, slots=True)
class FileFault:
    """Why a file, or a publisher in it, is not known: `line` is 0 where the fault is of the whole file."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return f"{place}: {self.what}"


class _Faulty(Exception):
    """A fault found while one file is read."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


@dataclass(slots=True)
class Loaded:
    """What a folder came to: each publisher's file by the publisher's id, and the faults in the order of the files."""

    folder: Path
    own: dict[str, Publisher] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    faults: list[FileFault] = field(default_factory=list)


#: What is known now: a process reads for one operator.
_loaded = Loaded(Path())


def file_of(key: str) -> Path | None:
    """The operator's file that says the publisher of this id; None where it is ours, a site, or nobody."""
    return _loaded.files.get(key)


def loaded_files() -> set[Path]:
    """The operator's files that are read by now."""
    return set(_loaded.files.values())


def loaded_folder() -> Path | None:
    """The folder that was loaded last, for a process that is started to read alike; None where there was nothing."""
    return _loaded.folder if _loaded.files or _loaded.faults else None


def forget() -> None:
    """Know no publishers of the operator any more."""
    global _loaded  # noqa: PLW0603 - a process reads for one operator
    _loaded = Loaded(Path())
    publishers.adopt(())


def load(folder: str | Path) -> list[FileFault]:
    """Know the publishers of every `*.py` file in a folder from now on, and no others of the operator's.

    A publisher with the id of one of ours takes its place. Gives the faults; a faulty file says nothing, and the
    others are known all the same. Hidden files and `__init__.py` are left alone.
    """
    global _loaded  # noqa: PLW0603 - a process reads for one operator
    loaded = Loaded(Path(folder))
    for path in _files(loaded):
        try:
            found = _read(loaded, path)
        except _Faulty as fault:
            loaded.faults.append(FileFault(path, fault.line, fault.what))
        except (OSError, Untrusted) as err:
            loaded.faults.append(FileFault(path, 0, _reason(err)))
        else:
            loaded.own |= found
            loaded.files |= dict.fromkeys(found, path)
    _loaded = loaded
    publishers.adopt(loaded.own.values())
    return loaded.faults


def _reason(err: OSError | Untrusted) -> str:
    return (err.strerror if isinstance(err, OSError) else None) or str(err)


def _files(loaded: Loaded) -> list[Path]:
    """The files of a folder in the order of their names; none, and a fault, where the folder cannot be trusted."""
    try:
        require_trusted(loaded.folder)
        found = [path for path in loaded.folder.iterdir() if path.name.endswith(".py")]
    except (OSError, Untrusted) as err:
        loaded.faults.append(FileFault(loaded.folder, 0, _reason(err)))
        return []
    return sorted(path for path in found if path.name != "__init__.py" and not path.name.startswith("."))


def _read(loaded: Loaded, path: Path) -> dict[str, Publisher]:
    """The publishers of a file by their ids; raises _Faulty, errors of the disk, and Untrusted."""
    found: dict[str, Publisher] = {}
    for publisher, line in _publishers(path):
        files = loaded.files | dict.fromkeys(found, path)
        if publisher.id in files:
            raise _Faulty(line, f"id: {publisher.id} is the one of {files[publisher.id].name} already")
        for key, known in (publishers.shipped() | loaded.own | found).items():
            shared = publisher.own_hosts & known.own_hosts
            if shared and key in files:
                raise _Faulty(line, f"hosts: {min(shared)} is of {key} in {files[key].name} already")
            if shared and key != publisher.id:
                raise _Faulty(line, f"hosts: {min(shared)} is of {key}, which only a file with id={key!r} replaces")
        found[publisher.id] = publisher
    return found


def _publishers(path: Path) -> Iterator[tuple[Publisher, int]]:
    """The publishers that a file says, each with the line of its id; raises _Faulty for what is none."""
    source = read_trusted(path)
    said = _said(_run(path, source))
    tree = ast.parse(source)
    for publisher in said:
        if not isinstance(publisher, Publisher):
            raise _Faulty(_line_of(tree, None, "PUBLISHERS"), f"a publisher is a Publisher, not {publisher!r:.60}")
        if fault := first_fault(publisher):
            raise _Faulty(_line_of(tree, publisher, fault.field), str(fault))
        yield publisher, _line_of(tree, publisher, "id")


def _run(path: Path, source: bytes) -> ModuleType:
    """The module of a source text. Raises _Faulty for whatever it raises, with the last line of it that was run."""
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d" in a plain string means what its writer thinks it means
            code = compile(source, str(path), "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102 - that is what a publisher's file of the operator is for
    except SyntaxError as err:
        raise _Faulty(_line_of_syntax(err, path), f"{type(err).__name__}: {err.msg}") from None
    except (Exception, SystemExit) as err:
        raise _Faulty(_line_raised(err, path), f"{type(err).__name__}: {err}") from err
    return module


def _line_of_syntax(err: SyntaxError, path: Path) -> int:
    """The line of a syntax error: of the file itself, or where it asked for another one that has it."""
    if err.filename in {None, str(path)}:
        return err.lineno or 1
    return _line_raised(err, path)


def _line_raised(err: BaseException, path: Path) -> int:
    """The line of a file that was run last when something was raised; 1 where it could not even be compiled."""
    lines = [each.lineno for each in traceback.extract_tb(err.__traceback__) if each.filename == str(path)]
    return (lines[-1] if lines else None) or 1


def _said(module: ModuleType) -> Sequence[Any]:
    """What a file says in PUBLISHERS or PUBLISHER; raises _Faulty where it says neither."""
    several = getattr(module, "PUBLISHERS", None)
    if several is None and hasattr(module, "PUBLISHER"):
        return (module.PUBLISHER,)
    if isinstance(several, tuple | list) and several:
        return several
    raise _Faulty(1, "says no publisher: PUBLISHER = Publisher(...), or PUBLISHERS = (...) for several")


def _line_of(tree: ast.Module, publisher: Publisher | None, name: str) -> int:
    """The line of a field in the call that makes a publisher; else the one of its id, else the one of PUBLISHER."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    own = [call for call in calls if publisher is not None and _says_id(call, publisher.id)]
    lines = [argument.value.lineno for call in own for node in ast.walk(call) for argument in _arguments(node, name)]
    if lines:
        return lines[0]
    named = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id.startswith("PUBLISHER")]
    return next(iter([*(call.lineno for call in own), *named]), 1)


def _arguments(node: ast.AST, name: str) -> list[ast.keyword]:
    keywords = node.keywords if isinstance(node, ast.Call) else []
    return [argument for argument in keywords if argument.arg == name]


def _says_id(call: ast.Call, key: str) -> bool:
    values = [argument.value for argument in _arguments(call, "id")]
    return any(isinstance(value, ast.Constant) and value.value == key for value in values)
