"""Export of articles: the output contract as JSON lines, CSV or Parquet, streamed and resumable."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Form:
    """One form of export."""

    #: The first bytes of the file.
    head: bytes
    #: The bytes of articles.
    rows: Callable[[Iterable[Article]], bytes]


def _json_lines(articles: Iterable[Article]) -> bytes:
    """One JSON object a line (https://jsonlines.org), as `scrape url --json` prints it."""
    objects = (article.to_dict() for article in articles)
    lines = (json.dumps(each, ensure_ascii=False) for each in objects)
    return "".join(f"{line}\n" for line in lines).encode()


def _csv_rows(articles: Iterable[Article]) -> bytes:
    """RFC 4180, one row an article; lists and objects are JSON, paragraphs one text with empty lines between.

    A text that a spreadsheet would run as a formula has an apostrophe before it.
    """
    return _csv(map(_row, articles))


def _row(article: Article) -> list[str]:
    return [_cell(key, value) for key, value in article.to_dict().items()]


def _cell(key: str, value: Any) -> str:
    if value is None:
        return ""
    if key == "paragraphs":
        return _plain("\n\n".join(value))
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return _plain(str(value))


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _csv(rows: Iterable[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


FORMS = {
    "jsonl": Form(b"", _json_lines),
    "csv": Form(_csv([list(CONTRACT)]), _csv_rows),
}


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
        chunks = partial(_chunks, archive, FORMS[form], selection)
        return resumable.write(to, f"{form} {selection}", FORMS[form].head, chunks, advance)
    except OSError as err:
        raise WrongUse(f"{err.filename or to}: {err.strerror}") from err


def _chunks(archive: Archive, form: Form, selection: Selection, last: int) -> Iterator[Chunk]:
    found = stored_articles.articles(archive, selection, after=last)
    while batch := list(islice(found, CHUNK)):
        keys, articles = zip(*batch, strict=True)
        yield Chunk(form.rows(articles), keys[-1], len(batch))
