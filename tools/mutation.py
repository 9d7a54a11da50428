"""Mutation testing: small changes of a module, each of which some test should notice.

    python tools/mutation.py scraper/indonesian/dates.py tests/indonesian --sample 60

Works on a copy of the checkout. A mutant that no test notices is printed with its line: a promise that nothing holds,
or a line that nothing needs. Not a part of CI: sixty mutants take as long as sixty runs of their tests.
"""

from __future__ import annotations

import argparse
import ast
import copy
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

_COMPARES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a module."""

    line: int
    change: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Every mutant of a module, one change each."""
    tree = ast.parse(source)
    annotations = {id(each) for part in _annotations(tree) for each in ast.walk(part)}
    for index, node in enumerate(ast.walk(tree)):
        for change, apply in () if id(node) in annotations else _changes(node):
            changed = copy.deepcopy(tree)
            apply(next(each for number, each in enumerate(ast.walk(changed)) if number == index))
            yield Mutant(getattr(node, "lineno", 0), change, ast.unparse(ast.fix_missing_locations(changed)))


def _annotations(tree: ast.AST) -> Iterator[ast.AST]:
    """Types, which nothing runs."""
    for node in ast.walk(tree):
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(part, ast.AST):
                yield part


Change = tuple[str, Callable[[ast.AST], None]]


def _changes(node: ast.AST) -> Iterator[Change]:
    """What may be changed about a node: words for it, and how."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARES:
        yield f"{type(node.ops[0]).__name__} turned", _turn_compare
    elif isinstance(node, ast.BoolOp):
        yield f"{type(node.op).__name__} turned", _turn_bool
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        yield f"{type(node.op).__name__} turned", _turn_operator
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", _drop_not
    elif isinstance(node, ast.If | ast.IfExp):
        yield "condition turned", _turn_condition
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield f"{node.value} plus one", _plus_one
    elif isinstance(node, ast.Return) and node.value is not None:
        yield "returns None", _return_none
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call dropped", _drop_call


def _turn_compare(node: ast.AST) -> None:
    assert isinstance(node, ast.Compare)
    node.ops[0] = _COMPARES[type(node.ops[0])]()


def _turn_bool(node: ast.AST) -> None:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()


def _turn_operator(node: ast.AST) -> None:
    assert isinstance(node, ast.BinOp)
    node.op = _OPERATORS[type(node.op)]()


def _drop_not(node: ast.AST) -> None:
    assert isinstance(node, ast.UnaryOp)
    node.op = ast.UAdd()
    node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])


def _turn_condition(node: ast.AST) -> None:
    assert isinstance(node, ast.If | ast.IfExp)
    node.test = ast.UnaryOp(ast.Not(), node.test)


def _plus_one(node: ast.AST) -> None:
    assert isinstance(node, ast.Constant)
    assert isinstance(node.value, int)
    node.value += 1


def _return_none(node: ast.AST) -> None:
    assert isinstance(node, ast.Return)
    node.value = ast.Constant(None)


def _drop_call(node: ast.AST) -> None:
    assert isinstance(node, ast.Expr)
    node.value = ast.Constant(None)


def run(folder: Path, tests: list[str], seconds: float | None) -> bool:
    """Whether the tests pass on the copy in `folder`; False for one that takes longer."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", *tests]
    try:
        ended = subprocess.run(
            command, cwd=folder, env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "HOME": str(folder)},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0


def main() -> None:
    """Change a module again and again, and say what no test noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--sample", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the tests may take")
    asked = parser.parse_args()
    tests = [*asked.tests, asked.module]  # and the examples of its docstrings
    found = list(mutants((ROOT / asked.module).read_text("utf-8")))
    chosen = random.Random(asked.seed).sample(found, min(asked.sample, len(found)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "arsip"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache"))
        if not run(folder, tests, None):
            sys.exit("the tests fail without any mutant")
        killed = 0
        for mutant in sorted(chosen, key=lambda each: each.line):
            (folder / asked.module).write_text(mutant.source, "utf-8")
            if run(folder, tests, asked.seconds):
                print(f"{asked.module}:{mutant.line} {mutant.change}: no test notices", flush=True)
            else:
                killed += 1
    print(
        f"{asked.module}: {killed} of {len(chosen)} mutants noticed, {killed / len(chosen):.0%}; {len(found)} possible"
    )


if __name__ == "__main__":
    main()
