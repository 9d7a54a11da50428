"""A drafted publisher as the text of its file. Nothing of the page gets into it but as a quoted string."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from textwrap import wrap

from scraper.drafts.draft import Draft
from scraper.template.publisher import Template
from scraper.template.rules import IMAGE, Rule

#: Columns of a line.
_WIDTH = 100
#: Arguments before which a long rule is broken.
_ARGUMENTS = "drop|caption|credit|box"
_INDENT = " " * 16


def text(draft: Draft) -> str:
    """The file: importable Python that says who the publisher is and where its fields stand."""
    rules = _rules(draft.publisher.templates[0])
    head = [
        f'"""Drafted from one page of {draft.publisher.hosts[0]}: to be held against more of them."""',
        "",
        "from scraper.template.publisher import Publisher, Template",
        *([f"from scraper.template.rules import {', '.join(_used(rules))}"] if rules else []),
        "",
        "PUBLISHER = Publisher(",
    ]
    return "\n".join([*head, *_who(draft), "    templates=(", *_template(draft, rules), "    ),", ")"]) + "\n"


def _rules(template: Template) -> dict[str, str]:
    found = ((each.name, getattr(template, each.name)) for each in fields(template))
    return {name: rule.code.replace(repr(IMAGE), "IMAGE") for name, rule in found if isinstance(rule, Rule)}


def _used(rules: dict[str, str]) -> list[str]:
    """The names that the rules are written with."""
    bare = re.sub(r"'[^']*'|\"[^\"]*\"", "", " ".join(rules.values()))
    found = set(re.findall(r"[a-z_]+(?=\()|\bIMAGE\b", bare))
    return sorted(found, key=lambda name: (name != "IMAGE", name))


def _who(draft: Draft) -> list[str]:
    publisher = draft.publisher
    lines = [
        f"    id={_quoted(publisher.id)},",
        f"    name={_quoted(publisher.name)},",
        "    region=None,  # no page tells it: the province, or None for a national publisher",
        f"    hosts={_several(publisher.hosts)},",
        f"    article={_pattern(publisher.article)},",
        f"    indexes={_several(publisher.indexes)},",
    ]
    lines += [f"    feeds={_several(publisher.feeds)},"] if publisher.feeds else []
    return lines + ([f"    scheme={_quoted(publisher.scheme)},"] if publisher.scheme != "https" else [])


def _template(draft: Draft, rules: dict[str, str]) -> list[str]:
    template = draft.publisher.templates[0]
    return [
        "        Template(",
        f"            when={_quoted(template.when)},",
        *(f"            {name}={_folded(code)}," for name, code in rules.items()),
        "            verified=False,  # until its fields were held against more pages",
        "        ),",
    ]


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def _several(values: tuple[str, ...]) -> str:
    """A tuple of strings, one on a line where there are many."""
    if len(values) == 1:
        return f"({_quoted(values[0])},)"
    quoted = list(map(_quoted, values))
    short = sum(map(len, quoted)) < _WIDTH - len(_INDENT)
    return f"({', '.join(quoted)})" if short else "".join(["(", *(f"\n        {each}," for each in quoted), "\n    )"])


def _pattern(pattern: str) -> str:
    return f'r"{pattern}"' if '"' not in pattern and not pattern.endswith("\\") else _quoted(pattern)


def _folded(code: str) -> str:
    """A rule's code with double quotes, over several lines where it is long."""
    code = re.sub(r"'([^'\"\\]*)'", r'"\1"', code)
    if len(code) <= _WIDTH - len(_INDENT):
        return code
    return f"\n{_INDENT}+ ".join(map(_narrow, code.split(" + ")))


def _narrow(code: str) -> str:
    if len(code) <= _WIDTH - len(_INDENT):
        return code
    code = re.sub(r'"([^"]{60,})"', lambda match: _wrapped(match[1]), code)
    return re.sub(rf", ({_ARGUMENTS})=", rf",\n{_INDENT}\1=", code)


def _wrapped(value: str) -> str:
    """A long string as several, which Python joins."""
    parts = wrap(value, _WIDTH - len(_INDENT) - 10, drop_whitespace=False, break_long_words=False)
    return f"\n{_INDENT}".join(f'"{part}"' for part in parts)
