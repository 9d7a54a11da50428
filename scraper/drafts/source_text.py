"""A drafted publisher as the source text of its file.

Every value is written by `repr` or `ast.unparse`, and nothing edits the text afterwards: what a page says can become
a string in the file, never code. Long values are only laid out: an argument, a summand, a piece of a string a line.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from textwrap import wrap

from scraper.drafts.draft import Draft
from scraper.indonesian.time_zones import WIB
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import IMAGE, Rule

#: Field of a template -> lines that are said of it.
Notes = Mapping[str, tuple[str, ...]]
#: Columns of a line, and of a piece of a long string.
_WIDTH, _PIECE = 100, 76
_STEP = "    "
_IMAGE_TREE = ast.dump(ast.parse(repr(IMAGE), mode="eval").body)
_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.BitOr: "|"}


def publisher_text(publisher: Publisher, purpose: str, notes: Sequence[Notes] = ()) -> str:
    """The file: importable Python that says who the publisher is and where its fields stand.

    `purpose` is what the file says of itself, `notes` what each template says of its fields.
    """
    said = [*notes, *({} for _ in publisher.templates[len(notes) :])]
    lines = [
        repr(purpose),
        "",
        *_import_of_date(publisher),
        *_import_of_publisher(publisher),
        *_import_of_rules(_all_rules(publisher.templates)),
        "",
        "PUBLISHER = Publisher(",
        *_identity(publisher),
        f"{_STEP}templates=(",
        *(
            line
            for template, of_fields in zip(publisher.templates, said, strict=True)
            for line in _template(template, of_fields, _STEP * 2)
        ),
        f"{_STEP}),",
        ")",
    ]
    return "\n".join(lines) + "\n"


def text(draft: Draft) -> str:
    """The file of a publisher that was drafted from one page."""
    purpose = f"Drafted from one page of {draft.publisher.hosts[0]}: to be held against more of them."
    return publisher_text(draft.publisher, purpose)


def with_templates(
    source: str | None, key: str, templates: Sequence[Template], notes: Sequence[Notes], why: str
) -> str:
    """A publisher's file with templates put before those that it has; the rest of it stays as it is.

    `source` is its text, None for the publisher of this program with the id `key`; `why` becomes a comment.
    """
    is_shipped, is_several = source is None, bool(_SAYS_SEVERAL.search(source or ""))
    lines = [
        source or f"{why!r}\n",
        f"# {why}",
        "from dataclasses import replace",
        *(["from scraper import publishers"] if is_shipped else []),
        "from scraper.template.publisher import Template",
        *_import_of_rules(_all_rules(templates)),
        "",
        "LEARNED = (",
        *(line for template, said in zip(templates, notes, strict=True) for line in _template(template, said, _STEP)),
        ")",
        *([f"PUBLISHER = publishers.shipped()[{key!r}]"] if is_shipped else []),
        (_BEFORE_OF_ONE if is_several else _BEFORE).format(key=key),
    ]
    return "\n".join(lines) + "\n"


_SAYS_SEVERAL = re.compile(r"^PUBLISHERS\b", re.MULTILINE)
_BEFORE = "PUBLISHER = replace(PUBLISHER, templates=(*LEARNED, *PUBLISHER.templates))"
_BEFORE_OF_ONE = """PUBLISHERS = tuple(
    replace(each, templates=(*LEARNED, *each.templates)) if each.id == {key!r} else each for each in PUBLISHERS
)"""


def _all_rules(templates: Iterable[Template]) -> list[ast.expr]:
    return [rule for template in templates for rule in _rules(template).values()]


def _rules(template: Template) -> dict[str, ast.expr]:
    """The expression that makes each rule: its code, which `repr` wrote, as a syntax tree."""
    values = {each.name: getattr(template, each.name) for each in fields(template)}
    codes = {name: value.code for name, value in values.items() if isinstance(value, Rule)}
    return {name: _NamedImage().visit(ast.parse(code, mode="eval").body) for name, code in codes.items()}


class _NamedImage(ast.NodeTransformer):
    """Calls the attributes that hold the address of a picture by their name."""

    def visit_Tuple(self, node: ast.Tuple) -> ast.expr:
        return ast.Name("IMAGE") if ast.dump(node) == _IMAGE_TREE else node


def _import_of_date(publisher: Publisher) -> Iterator[str]:
    if publisher.verified is not None:
        yield from ("from datetime import date", "")
    if publisher.zone != WIB:
        yield f"from scraper.indonesian.time_zones import {publisher.zone.tzname(None)}"


def _import_of_publisher(publisher: Publisher) -> Iterator[str]:
    verified = ", Verified" if publisher.verified is not None else ""
    yield f"from scraper.template.publisher import Publisher, Template{verified}"


def _import_of_rules(rules: Iterable[ast.expr]) -> Iterator[str]:
    """The import of what the rules are written with."""
    nodes = (node for rule in rules for node in ast.walk(rule))
    names = {node.id for node in nodes if isinstance(node, ast.Name)}
    if names:
        ordered = sorted(names, key=lambda name: (name != "IMAGE", name))
        yield f"from scraper.template.rules import {', '.join(ordered)}"


def _identity(publisher: Publisher) -> Iterator[str]:
    yield _argument("id", _constant(publisher.id), _STEP)
    yield _argument("name", _constant(publisher.name), _STEP)
    told = "" if publisher.region else "  # no page tells it: the province, or None for a national publisher"
    yield f"{_STEP}region={publisher.region!r},{told}"
    if publisher.zone != WIB:
        yield f"{_STEP}zone={publisher.zone.tzname(None)},"
    yield _argument("hosts", _tuple(publisher.hosts), _STEP)
    yield _argument("article", _constant(publisher.article), _STEP)
    yield _argument("indexes", _tuple(publisher.indexes), _STEP)
    for name in ("feeds", "sitemaps"):
        lists = getattr(publisher, name)
        if lists:
            yield _argument(name, _tuple(lists), _STEP)
    yield from _manner(publisher)


def _manner(publisher: Publisher) -> Iterator[str]:
    if publisher.scheme != "https":
        yield _argument("scheme", _constant(publisher.scheme), _STEP)
    if not publisher.known:
        yield f"{_STEP}known=False,  # no pattern tells its articles by their addresses: what a page is, it says itself"
    if publisher.verified is not None:
        on, page = publisher.verified.on, publisher.verified.page
        verified = ast.parse(f"Verified(date({on.year}, {on.month}, {on.day}), {page!r})", mode="eval").body
        yield _argument("verified", verified, _STEP)


def _template(template: Template, notes: Notes, indent: str) -> Iterator[str]:
    """A template, with what is said of each field in a comment over it."""
    inner = indent + _STEP
    yield f"{indent}Template("
    for name, value in {"when": _constant(template.when), **_rules(template)}.items():
        yield from (f"{inner}# {note}" for note in notes.get(name, ()))
        yield _argument(name, value, inner)
    if template.furniture:
        yield f"{inner}# lines that stand on many pages word for word"
        yield _argument("furniture", _tuple(template.furniture), inner)
    yield f"{inner}verified=False,  # what a rule does not find is read as on an unknown site"
    yield f"{indent}),"


def _constant(value: str) -> ast.expr:
    return ast.Constant(value)


def _tuple(values: tuple[str, ...]) -> ast.expr:
    return ast.Tuple([ast.Constant(value) for value in values], ast.Load())


def _argument(name: str, value: ast.expr, indent: str) -> str:
    return f"{indent}{name}={_laid_out(value, indent, len(name) + 2)},"


def _laid_out(node: ast.expr, indent: str, beside: int = 0) -> str:
    """An expression on one line where it fits, else over several; `beside` columns are taken on its first line."""
    flat = ast.unparse(node)
    if len(indent) + beside + len(flat) <= _WIDTH:
        return flat
    match node:
        case ast.Call(func=function, args=args, keywords=keywords):
            inner = indent + _STEP
            parts = [inner + _laid_out(each, inner) for each in args]
            parts += [_argument(str(each.arg), each.value, inner).removesuffix(",") for each in keywords]
            return _bracketed(f"{ast.unparse(function)}(", parts, ",", f"{indent})")
        case ast.Tuple(elts=elements):
            inner = indent + _STEP
            return _bracketed("(", [inner + _laid_out(each, inner) for each in elements], ",", f"{indent})")
        case ast.BinOp(left=left, op=operator, right=right):
            sign = _OPERATORS[type(operator)]
            return f"{_laid_out(left, indent, beside)}\n{indent}{sign} {_laid_out(right, indent, 2)}"
        case ast.Constant(value=str(value)):
            pieces = wrap(value, _PIECE, drop_whitespace=False, replace_whitespace=False, expand_tabs=False)
            return _bracketed("(", [f"{indent}{_STEP}{piece!r}" for piece in pieces], "", f"{indent})")
    return flat


def _bracketed(opening: str, parts: list[str], between: str, closing: str) -> str:
    return "\n".join([opening, *(f"{part}{between}" for part in parts), closing])
