"""Every message that a person may see, and the catalogues that translate them.

    python tools/messages.py            names what a catalogue lacks, or holds in vain; exit code 1 then
    python tools/messages.py --update   writes what is lacking into the catalogues, to be translated

Messages are what the lower rooms say (see phrases.py); the arguments of gettext, ngettext and gettext_noop in Python,
of _ and ngettext in templates, the help of every command, the comments of schema.sql, and the titles, descriptions
and column names of datasette.yaml.
"""

from __future__ import annotations

import ast
import inspect
import io
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from phrases import parsed, phrases

import scraper
from scraper.cli.app import main as application
from scraper.web.describe import descriptions, in_words

ROOT = Path(scraper.__file__).parent
CATALOGUES = ROOT / "language" / "catalogues"
FUNCTIONS = frozenset(("gettext", "gettext_noop"))
HEADER = """\
# The messages of the interface; tools/messages.py names what is lacking.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""
#: A message: a text, or the texts for one and for many.
Message = str | tuple[str, str]


def in_python() -> Iterator[Message]:
    """The messages of the code."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _of_call(node.func.id, node)


def _of_call(name: str, call: ast.Call) -> Iterator[Message]:
    texts = [node.value for argument in call.args for node in ast.walk(argument) if isinstance(node, ast.Constant)]
    strings = [text for text in texts if isinstance(text, str)]
    if name in FUNCTIONS:
        yield from strings
    elif name == "ngettext" and len(strings) >= 2:
        yield strings[0], strings[1]


def in_templates() -> Iterator[Message]:
    """The messages of the web pages."""
    for path in sorted((ROOT / "web").rglob("*.html")):
        found = extract_from_file("jinja2.ext:babel_extract", path, keywords={"_": None, "ngettext": (1, 2)})
        for _, message, _, _ in found:
            yield message if isinstance(message, str) else (message[0], message[1])


def in_commands() -> Iterator[Message]:
    """The documentation of every command, and the help of its options."""
    context = click.Context(application)
    named = (application.get_command(context, name) for name in application.list_commands(context))
    for command in filter(None, [application, *named]):
        yield inspect.cleandoc(command.help or "").partition("\f")[0]
        helps = (parameter.help for parameter in command.params if isinstance(parameter, click.Option))
        yield from filter(None, helps)


def in_archive() -> Iterator[Message]:
    """What every table, view and column means, and what it is called."""
    schema = files("scraper.archive").joinpath("schema.sql").read_text("utf-8")
    for table, columns in descriptions(schema).items():
        yield in_words(table)
        yield from columns.values()
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(schema)
        tables = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        for (table,) in tables:
            if "_fts" not in table:
                for row in database.execute(f"PRAGMA table_info({table})"):
                    yield in_words(row[1])


def in_metadata() -> Iterator[Message]:
    """Titles and descriptions of the web pages, and the names of a question's blanks and columns."""
    shown = yaml.safe_load(files("scraper.web.plugin").joinpath("datasette.yaml").read_text("utf-8"))
    yield from _texts(shown)
    for query in shown["queries"].values():
        yield query["title"]
        yield query["description"].strip()
        yield from map(in_words, re.findall(r"(?<![:\w]):(\w+)", query["sql"]))
        yield from map(in_words, re.findall(r"\bas (\w+)", query["sql"]))


def _texts(shown: dict[str, Any]) -> Iterator[str]:
    for key in ("title", "description", "license", "source"):
        yield shown[key].strip()


@cache
def messages() -> list[Message]:
    """Every message once."""
    found = [*in_python(), *phrases(), *in_templates(), *in_commands(), *in_archive(), *in_metadata()]
    return list(dict.fromkeys(message for message in found if message and message != ("", "")))


def catalogue(path: Path) -> Catalog:
    """A catalogue as it is written."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def lacking(path: Path) -> list[Message]:
    """The messages that a catalogue does not translate."""
    held = catalogue(path)

    def is_translated(message: Message) -> bool:
        found = held.get(message if isinstance(message, str) else message[0])
        return found is not None and bool(found.string) and all(_forms(found.string))

    return [message for message in messages() if not is_translated(message)]


def _forms(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def in_vain(path: Path) -> list[str]:
    """What a catalogue translates and nobody says."""
    said = {message if isinstance(message, str) else message[0] for message in messages()}
    ids = (entry.id if isinstance(entry.id, str) else entry.id[0] for entry in catalogue(path) if entry.id)
    return [text for text in ids if text not in said]


def update(path: Path) -> None:
    """Write every message into a catalogue, translated where it was; drop what nobody says."""
    old = catalogue(path) if path.exists() else Catalog(locale=path.stem)
    new = Catalog(
        locale=path.stem, project="arsip-berita", charset="utf-8", fuzzy=False, header_comment=old.header_comment
    )
    for message in messages():
        known = old.get(message if isinstance(message, str) else message[0])
        new.add(message, known.string if known else "")
    written = io.BytesIO()
    write_po(written, new, width=118, omit_header=True)
    path.write_bytes(HEADER.format(language=path.stem, plurals=new.plural_forms).encode() + written.getvalue())


def main() -> int:
    """Check the catalogues, or write into them what they lack."""
    paths = sorted(CATALOGUES.glob("*.po"))
    if "--update" in sys.argv:
        for path in paths or [CATALOGUES / "id.po"]:
            update(path)
        return 0
    faults = 0
    for path in paths:
        faulty = [*(f"lacks {each!r}" for each in lacking(path)), *(f"needs no {each!r}" for each in in_vain(path))]
        for fault in faulty:
            print(f"{path.name}: {fault}")
        faults += len(faulty)
    return int(faults > 0)


if __name__ == "__main__":
    raise SystemExit(main())
