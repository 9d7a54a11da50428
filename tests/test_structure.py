"""The laws of the house: who may import what, how long a thing may be."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

import scraper

ROOT = Path(scraper.__file__).parent
MODULES = sorted(path for path in ROOT.rglob("*.py"))

#: A library -> the modules that alone may import it.
KEEPERS = {
    "selectolax": {"page.py", "seen.py"},
    "httpx": {"client.py"},
    "httpcore": {"client.py", "connections.py"},
    "tenacity": {"client.py"},
    "sqlite3": {"database.py", "store.py", "frontier.py"},
    "sqlite_utils": {"database.py", "store.py", "frontier.py"},
}
#: Modules of values and decisions: no network, clock, disk or database.
PURE = set(
    """
    addresses.py body.py boilerplate.py broken_json.py budgets.py bylines.py captures.py credits.py dates.py
    datewords.py decoding.py diff.py discover.py edges.py edits.py encoding.py errors.py events.py fill.py hostile.py
    joining.py listing.py models.py page.py pagination.py parse.py parts.py patience.py persons.py publisher.py
    recall.py records.py regions.py replies.py robots.py schedule.py seen.py signs.py sources.py stored.py story.py
    structured.py tally.py text.py timetable.py urls.py wording.py
    """.split()
)
IMPURE = {
    "socket",
    "ssl",
    "asyncio",
    "time",
    "os",
    "pathlib",
    "sqlite3",
    "sqlite_utils",
    "httpx",
    "tenacity",
    "subprocess",
}
#: What a publisher's file is made of.
PUBLISHER_FILES_IMPORT = {
    "scraper.publisher",
    "scraper.publishers",
    "scraper.rules",
    "scraper.models",
    "scraper.dates",
    "scraper.text",
    "scraper.themes",
}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, with its full name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def libraries(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(path)}


def is_pure(path: Path) -> bool:
    return path.name in PURE or bool({"publishers", "quotes", "rules", "generic"} & set(path.relative_to(ROOT).parts))


@pytest.mark.parametrize("library", KEEPERS)
def test_one_home_for_each_library(library: str) -> None:
    users = {path.name for path in MODULES if library in libraries(path)}
    assert users <= KEEPERS[library]
    assert users, f"nobody imports {library}: the law is about nothing"


@pytest.mark.parametrize(
    "path", [each for each in MODULES if is_pure(each)], ids=lambda path: str(path.relative_to(ROOT))
)
def test_pure_modules_touch_nothing(path: Path) -> None:
    assert not libraries(path) & IMPURE
    assert not _calls(path) & {"open", "print", "input"}


def test_every_pure_module_exists() -> None:
    assert {path.name for path in MODULES} >= PURE


def test_publisher_files_import_only_their_language() -> None:
    for path in (ROOT / "publishers").glob("[!_]*.py"):
        own = {name for name in imports(path) if name.startswith("scraper")}
        assert {name for name in own if not any(name.startswith(home) for home in PUBLISHER_FILES_IMPORT)} == set()


def test_nobody_imports_the_command_line_and_only_a_run_imports_the_crawl() -> None:
    assert [path.name for path in MODULES if "scraper.cli" in imports(path)] == ["__main__.py"]
    assert [path.name for path in MODULES if "scraper.crawling.pipeline" in imports(path)] == ["runs.py"]


def test_modules_fit_in_the_head() -> None:
    assert [path.name for path in MODULES if path.read_text("utf-8").count("\n") > 300] == []


def test_functions_are_short() -> None:
    lengths = [node.end_lineno - node.lineno + 1 for node in _functions() if node.end_lineno]
    assert statistics.median(lengths) <= 8
    assert max(lengths) <= 45


def _functions() -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def _calls(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {func.id for func in calls if isinstance(func, ast.Name)}
