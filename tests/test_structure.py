"""The laws of the house: which room may import which, how long and how dense code may be.

A room is a folder of `scraper/`, or one of the modules of shared words that lie flat in it. A new module is under the
law of its room without being named here.
"""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from radon.complexity import cc_visit
from radon.visitors import Class, Function

import scraper

ROOT = Path(scraper.__file__).parent
MODULES = sorted(path for path in ROOT.rglob("*.py"))

#: Rooms from the ground up. A room imports what lies below it, never what stands beside or above it.
FLOORS: tuple[frozenset[str], ...] = tuple(
    frozenset(floor.split())
    for floor in (
        "version",
        "errors",
        "urls text",
        "models",
        "indonesian",
        "html",
        "quotes",
        "template",
        "publishers",
        "extraction",
        "discovery sites",
        "fetch archive",
        "store",
        "crawl",
        "drafts",
        "language",
        "exchange",
        "cluster",
        "web demo",
        "cli",
    )
)
#: The package itself gathers what others import from it.
GATHERING = {"__init__", "__main__"}
#: Rooms of values and decisions: no network, clock, disk or database.
PURE = frozenset(
    "errors urls text models indonesian html quotes template publishers extraction discovery sites".split()
)
#: A library -> the rooms that alone may import it.
LIBRARY_ROOMS = {
    "selectolax": {"html"},
    "httpx": {"fetch"},
    "h11": {"fetch"},
    "tenacity": {"fetch"},
    "sqlite3": {"archive", "store", "crawl", "exchange"},
    "sqlite_utils": {"archive", "store", "crawl"},
    "distributed": {"cluster"},
    "fsspec": {"cluster"},
    "rich": {"cli"},
    "click": {"cli"},
}
IMPURE = frozenset("socket ssl asyncio time os pathlib sqlite3 sqlite_utils httpx tenacity subprocess".split())
#: What a publisher's file is written in.
PUBLISHER_LANGUAGE = {"template", "publishers", "models", "indonesian", "text", "html"}
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
COMPREHENSION = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
#: Names that say nothing about what a module is for.
NAMELESS = frozenset("utils util helpers base manager common misc".split())


def room(path: Path) -> str:
    """The room of a file: its folder below `scraper/`, or its own name where it lies flat."""
    return path.relative_to(ROOT).with_suffix("").parts[0]


def imports(path: Path) -> set[str]:
    """Every module that a file imports, with its full name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def rooms_imported(path: Path) -> set[str]:
    """The other rooms that a file imports from."""
    full = (name.split(".") for name in imports(path))
    return {parts[1] for parts in full if parts[0] == "scraper" and len(parts) > 1} - {room(path)}


def libraries(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(path)}


def is_pure(path: Path) -> bool:
    return room(path) in PURE


def floor_of(name: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if name in floor)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


IN_ROOMS = [path for path in MODULES if room(path) not in GATHERING]


def test_every_room_has_its_floor() -> None:
    assert {room(path) for path in IN_ROOMS} == {name for floor in FLOORS for name in floor}


@pytest.mark.parametrize("path", IN_ROOMS, ids=named)
def test_no_room_imports_upwards(path: Path) -> None:
    own = floor_of(room(path))
    assert {name for name in rooms_imported(path) if floor_of(name) >= own} == set()


def test_one_home_for_each_library() -> None:
    for library, homes in LIBRARY_ROOMS.items():
        users = {room(path) for path in IN_ROOMS if library in libraries(path)}
        assert users <= homes, library
        assert users, f"nobody imports {library}: the law is about nothing"


@pytest.mark.parametrize("path", [each for each in IN_ROOMS if is_pure(each)], ids=named)
def test_pure_rooms_touch_nothing(path: Path) -> None:
    assert not libraries(path) & IMPURE
    assert not _calls(path) & {"open", "print", "input"}


def test_only_the_command_line_prints() -> None:
    assert [named(path) for path in IN_ROOMS if room(path) != "cli" and "print" in _calls(path)] == []


def test_publisher_files_import_only_their_language() -> None:
    for path in (ROOT / "publishers").glob("[!_]*.py"):
        assert rooms_imported(path) <= PUBLISHER_LANGUAGE, path.name


def test_names_say_what_a_module_is_for() -> None:
    assert [named(path) for path in MODULES if path.stem in NAMELESS] == []


def test_modules_fit_in_the_head() -> None:
    assert [named(path) for path in MODULES if path.read_text("utf-8").count("\n") > 300] == []


def test_functions_are_short() -> None:
    lengths = [node.end_lineno - node.lineno + 1 for node in _functions() if node.end_lineno]
    assert statistics.median(lengths) <= 15
    assert max(lengths) <= 45


def test_code_breathes() -> None:
    """At most 75 decisions in 100 lines of function bodies over all, 110 in any module of some length."""
    counts = {named(path): _density(path) for path in MODULES}
    decisions = sum(count for count, _ in counts.values())
    lines = sum(length for _, length in counts.values())
    assert 100 * decisions <= 75 * lines
    assert [name for name, (count, length) in counts.items() if length >= 15 and 100 * count > 110 * length] == []


def test_no_nested_comprehension_holds_a_conditional() -> None:
    found = {named(path): list(_nested_conditionals(path.read_text("utf-8"))) for path in MODULES}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("code", ["[x for y in z for x in y if x]", "{a: [x if x else 0 for x in a] for a in b}"])
def test_a_nested_conditional_is_seen(code: str) -> None:
    assert list(_nested_conditionals(code))
    assert not list(_nested_conditionals("[x for x in y if x], [a for b in c for a in b]"))


def _nested_conditionals(code: str) -> Iterator[int]:
    """Lines with a comprehension of several loops, or in another one, that holds a conditional."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, COMPREHENSION):
            within = list(ast.walk(node))
            loops = [each for each in within if isinstance(each, ast.comprehension)]
            if len(loops) > 1 and (any(loop.ifs for loop in loops) or any(isinstance(n, ast.IfExp) for n in within)):
                yield node.lineno


def _density(path: Path) -> tuple[int, int]:
    """Decisions of a module as radon counts them, and lines of its function bodies without their docstrings.

    radon lists a method by itself and in its class; both are counted.
    """
    code = path.read_text("utf-8")
    decisions = sum(block.complexity for block in _blocks(cc_visit(code)))
    return decisions, sum(_body_lines(node) for node in ast.walk(ast.parse(code)) if isinstance(node, FUNCTION))


def _blocks(found: Iterable[Function | Class]) -> Iterator[Function]:
    """The functions and methods among what radon found, and the functions within them."""
    for each in found:
        if isinstance(each, Class):
            yield from _blocks(each.methods)
        else:
            yield each
            yield from _blocks(each.closures)


def _body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    has_docstring = ast.get_docstring(function) is not None and len(function.body) > 1
    first = function.body[1] if has_docstring else function.body[0]
    return (function.end_lineno or first.lineno) - first.lineno + 1


def _functions() -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def _calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {func.id for func in calls if isinstance(func, ast.Name)}
