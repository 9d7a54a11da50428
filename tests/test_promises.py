"""docs/promises.md tells the truth: every fault has its row, and every test that it names is there."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DOCUMENT = HERE.parent / "docs" / "promises.md"
FAULTS = 53

_NAMED = re.compile(r"`((?:\w+/)?test_\w+\.py)::(test_\w+)`")


def rows(heading: str) -> list[list[str]]:
    """The cells of a table below a heading."""
    section = DOCUMENT.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@cache
def found_in(file: str) -> frozenset[str]:
    """The tests of a file."""
    tree = ast.parse((HERE / file).read_text("utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
    return frozenset(node.name for node in functions if node.name.startswith("test_"))


PROMISES, MATRIX, REVIEW = rows("Promises"), rows("Faults"), rows("Faults of 2026-11-28")


def test_every_fault_has_its_row() -> None:
    assert [row[0] for row in MATRIX] == [str(number) for number in range(1, FAULTS + 1)]
    assert all(len(row) == 4 for row in MATRIX)


def test_every_row_of_the_review_is_whole() -> None:
    assert all(len(row) == 4 and all(row) for row in REVIEW)


@pytest.mark.parametrize("row", [*PROMISES, *MATRIX, *REVIEW], ids=lambda row: row[0])
def test_every_test_that_is_named_is_there(row: list[str]) -> None:
    named = _NAMED.findall(row[-1])
    assert named
    assert "".join(row[-1].split("`")[1::2]).count("::") == len(named)
    assert [f"{file}::{test}" for file, test in named if test not in found_in(file)] == []
