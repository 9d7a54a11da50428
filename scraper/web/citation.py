"""How an article is cited: APA (7th edition, section 10.1) and BibTeX (@online of biblatex). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

#: What BibTeX would take for markup.
_SPECIAL = re.compile(r"[\\{}%#&$_~^]")


def apa(article: Mapping[str, Any], reporters: Sequence[str], day: str, retrieved: str) -> str:
    """A line of a list of references; `day` and `retrieved` are days as the reader writes them."""
    authors = ", ".join(map(_inverted, reporters)) or article["publisher_name"]
    publisher = f" {article['publisher_name']}." if reporters else ""
    return f"{authors} ({day or 'n.d.'}). {article['headline'] or ''}.{publisher} {article['url']} ({retrieved})"


def _inverted(name: str) -> str:
    """A name as APA writes it.

    >>> _inverted("Sekar Ayuningtyas"), _inverted("Suroso")
    ('Ayuningtyas, S.', 'Suroso')
    """
    *given, family = name.split()
    initials = " ".join(f"{each[0]}." for each in given)
    return f"{family}, {initials}" if initials else family


def bibtex(article: Mapping[str, Any], reporters: Sequence[str], retrieved: str) -> str:
    """An entry of a bibliography; `retrieved` is a date, 2026-01-31."""
    fields = {
        "title": article["headline"] or "",
        "author": " and ".join(reporters),
        "date": article["published_on"] or "",
        "organization": article["publisher_name"],
        "url": article["url"],
        "urldate": retrieved,
    }
    lines = [
        f"  {name} = {{{value if name == 'url' else _escaped(value)}}}," for name, value in fields.items() if value
    ]
    key = f"{article['publisher']}{(article['published_on'] or '').replace('-', '')}n{article['id']}"
    return "\n".join([f"@online{{{key},", *lines, "}"])


def _escaped(text: str) -> str:
    r"""Text that BibTeX takes as text.

    >>> print(_escaped("50 % & {lain}"))
    50 \% \& \{lain\}
    """
    return _SPECIAL.sub(lambda found: f"\\{found[0]}" if found[0] not in "\\~^" else f"{{\\char{ord(found[0])}}}", text)
