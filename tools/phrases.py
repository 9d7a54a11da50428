"""Phrases: what the lower rooms say in English, found in their code, with a placeholder for each value.

A phrase is an argument of an exception or of a problem, or the text of a reason that one of `REASONS` gives. What is an
f-string there is a template here: f"{path}: is larger than {LARGEST:,} bytes" is "is larger than {LARGEST} bytes".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import scraper

ROOT = Path(scraper.__file__).parent
#: What takes a phrase, beside the exceptions of the program, and which of its arguments is one.
TAKING = {
    "Refusal": 1,
    "Problem": 2,
    "complain": 2,
    "FieldFault": 1,
    "FileFault": 2,
    "_Faulty": 1,
    "fail": 0,
    "Alone": 1,
}
#: Modules whose functions give reasons that go into such a text, or are printed.
REASONS = tuple(
    f"{name}.py"
    for name in """
    extraction/page_type extraction/paged extraction/merge fetch/network_errors fetch/host_queue
    crawl/backfill crawl/ingest crawl/network crawl/status crawl/articles crawl/frontier crawl/lists crawl/stats
    archive/integrity archive/opening archive/sqlite_errors exchange/proof cli/settings template/publisher_check
    store/timeline store/edits store/fill_rates
    """.split()
)
#: What no text for a person holds: markup, patterns, names of the code, SQL, lists of words.
_CODE = re.compile(
    r"[<>\\\[\]#*|\n]|%\(|\b(?:SELECT|FROM|WHERE|VALUES|PRAGMA|INSERT|UPDATE|DELETE|ORDER BY)\b|rdf:|topik"
)
_WORD = re.compile(r"[A-Za-z]{3}")
_VALUE = re.compile(r"\{\w+\}")
#: The place that goes before: "{path}: ", "{archive.path}: ".
_PLACE = re.compile(r"(?:\{\w+\}: )+")


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def phrases() -> Iterator[str]:
    """Every phrase of the program, some of them several times."""
    kinds = exceptions()
    for path in sorted(ROOT.rglob("*.py")):
        tree = parsed(path)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _texts_of(_taken(node, kinds))
        if str(path.relative_to(ROOT)) in REASONS:
            yield from _texts_of([*_reasons(tree)])


def exceptions() -> set[str]:
    """The names of the program's own exceptions."""
    found = {"WrongUse"}
    trees = map(parsed, ROOT.rglob("*.py"))
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    known = {"Exception", "ValueError"}
    while more := {each.name for each in classes if known & {ast.unparse(base) for base in each.bases}} - known:
        known |= more
    return found | known - {"Exception", "ValueError"}


def _taken(call: ast.Call, kinds: set[str]) -> list[ast.expr]:
    """The arguments of a call that are phrases."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in TAKING:
        return call.args[TAKING[name] : TAKING[name] + 1]
    if name == "Publisher":
        return [each.value for each in call.keywords if each.arg == "terms"]
    return call.args if name in kinds else []


def _reasons(tree: ast.Module) -> Iterator[ast.expr]:
    """What a module gives back, names or passes on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Return | ast.Yield | ast.Assign | ast.AnnAssign) and node.value is not None:
            yield node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "append":
            yield from node.args


def _texts_of(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        for text in _texts(node):
            place = _PLACE.match(text)
            phrase = text[place.end() :] if place else text
            if _is_phrase(phrase):
                yield phrase


def _is_phrase(text: str) -> bool:
    """Whether a text says something to a person: two words or values, of which one is a word."""
    said = _VALUE.sub("", text)
    return " " in text.strip() and _WORD.search(said) is not None and not _CODE.search(said)


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts of an expression, those within the values of an f-string too."""
    if isinstance(node, ast.JoinedStr):
        yield template(node)
        inner = [value for part in node.values if isinstance(part, ast.FormattedValue) for value in [part.value]]
        for value in inner:
            yield from _texts(value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value.replace("{", "{{").replace("}", "}}")
    elif not isinstance(node, ast.Lambda):
        for child in ast.iter_child_nodes(node):
            yield from _texts(child)


def template(node: ast.JoinedStr) -> str:
    """An f-string with a name for each of its values.

    >>> template(ast.parse('f"{path}: {err.strerror} at {int(at)}"', mode="eval").body)
    '{path}: {strerror} at {at}'
    """
    pieces: list[str] = []
    names: dict[str, str] = {}
    for part in node.values:
        if isinstance(part, ast.FormattedValue):
            name = names.setdefault(ast.dump(part), _unique(_name(part.value), names))
            pieces.append(f"{{{name}}}")
        elif isinstance(part, ast.Constant):
            pieces.append(str(part.value).replace("{", "{{").replace("}", "}}"))
    return "".join(pieces)


def _unique(name: str, names: dict[str, str]) -> str:
    taken = set(names.values())
    return next(each for each in (name, *(f"{name}{number}" for number in range(2, 99))) if each not in taken)


def _name(node: ast.expr) -> str:
    """What a value is called: the last name of what it is made from."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_")
        case (
            ast.Call(args=[value, *_])
            | ast.Call(func=value)
            | ast.Subscript(value=value)
            | ast.BinOp(left=value)
            | ast.GeneratorExp(elt=value)
            | ast.IfExp(body=value)
            | ast.BoolOp(values=[value, *_])
            | ast.Starred(value=value)
        ):
            return _name(value)
    return "value"
