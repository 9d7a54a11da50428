"""Export of articles: the output contract as JSON lines, CSV or Parquet, streamed and resumable."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from scraper.archive import Archive
from scraper.errors import WrongUse
from scraper.exchange import parquet, resumable, stored_articles
from scraper.exchange.resumable import Advance, Chunk
from scraper.exchange.selection import Selection
from scraper.models import CONTRACT, Article

#: Articles of a chunk.
CHUNK = 1000
#: What a spreadsheet takes for a formula where a cell begins with it (OWASP, "CSV injection").
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Writer(Protocol):
    """One form of export: the head of its file, and the bytes of articles."""

    def head(self) -> bytes:
        """The first bytes of the file."""

    def rows(self, articles: Iterable[Article]) -> bytes:
        """The bytes of these articles."""


class JsonLines:
    """One JSON object a line (https://jsonlines.org), as `scrape url --json` prints it."""

    def head(self) -> bytes:
        """Nothing: every line stands for itself."""
        return b""

    def rows(self, articles: Iterable[Article]) -> bytes:
        """One line an article."""
        lines = (json.dumps(article.to_dict(), ensure_ascii=False) for article in articles)
        return "".join(f"{line}\n" for line in lines).encode()


class Csv:
    """RFC 4180 with a head line; lists and objects are JSON, paragraphs one text with empty lines between.

    A text that a spreadsheet would run as a formula has an apostrophe before it.
    """

    def head(self) -> bytes:
        """The names of the columns."""
        return _csv([list(CONTRACT)])

    def rows(self, articles: Iterable[Article]) -> bytes:
        """One line an article."""
        return _csv([_cell(key, value) for key, value in article.to_dict().items()] for article in articles)


def _cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    if key == "paragraphs":
        return _plain("\n\n".join(value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else _plain(str(value))


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


FORMS: dict[str, Callable[[], Writer]] = {"jsonl": JsonLines, "csv": Csv}


def export(archive: Archive, to: Path, form: str, selection: Selection, advance: Advance = lambda _: None) -> int:
    """Write the selected articles to a new file; gives their number. `advance` hears how many more are written.

    `form` is jsonl, csv or parquet. Raises errors.WrongUse for a file that is there already or cannot be written, and
    for Parquet without pyarrow.
    """
    if to.exists():
        raise WrongUse(f"{to}: there already, and nothing is overwritten")
    try:
        if form == "parquet":
            return parquet.export(archive, to, selection, advance)
        writer = FORMS[form]()
        return resumable.write(
            to, f"{form} {selection}", writer.head(), lambda last: _chunks(archive, writer, selection, last), advance
        )
    except OSError as err:
        raise WrongUse(f"{err.filename or to}: {err.strerror}") from err


def _chunks(archive: Archive, writer: Writer, selection: Selection, last: int) -> Iterator[Chunk]:
    found = stored_articles.articles(archive, selection, after=last)
    while batch := list(islice(found, CHUNK)):
        yield Chunk(writer.rows(article for _, article in batch), batch[-1][0], len(batch))
