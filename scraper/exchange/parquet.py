"""Parquet: articles as a table with nested columns, written by pyarrow (the extra `parquet`).

A Parquet file cannot be appended to, so row groups are files of their own in the folder `FILE.partial` until all are
there. An interrupted export goes on behind the last whole one.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from scraper.archive import Archive
from scraper.errors import WrongUse
from scraper.exchange import stored_articles
from scraper.exchange.selection import Selection
from scraper.models import Article

#: Articles of one row group: some 10 MB.
ROW_GROUP = 2_000
#: What a folder of row groups is of.
_SELECTION = "selection.txt"


def schema() -> Any:
    """The Arrow schema of the output contract: entries of lists are structs, `found_by` is a map."""
    import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to import

    def entries(**columns: Any) -> Any:
        return pa.list_(pa.struct(list(columns.items())))

    text, number = pa.string(), pa.int64()
    return pa.schema(
        {
            **dict.fromkeys(("url", "publisher", "headline", "kicker", "published_at", "published_raw"), text),
            **dict.fromkeys(("modified_at", "section", "dateline"), text),
            "tags": pa.list_(text),
            "views": number,
            "initials": text,
            "bylines": entries(name=text, role=text),
            "photos": entries(url=text, caption=text, credit=text),
            "paragraphs": pa.list_(text),
            "quotes": entries(
                text=text, speaker=text, mention=text, cue=text, kind=text, paragraph=number, start=number, end=number
            ),
            "links": entries(kind=text, url=text, title=text),
            "popular": entries(box=text, rank=number, url=text, title=text, views=number),
            "pages": number,
            "found_by": pa.map_(text, text),
            "problems": entries(field=text, kind=text, detail=text),
        }
    )


def captured_schema() -> Any:
    """The same for articles of single captures: each row with the time of its capture, in UTC."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    return schema().append(pa.field("captured_at", pa.string()))


def file_of(articles: Iterable[tuple[str, Article]]) -> bytes:
    """A Parquet file of articles, each with the time of its capture; raises errors.WrongUse without pyarrow."""
    require()
    import pyarrow as pa  # noqa: PLC0415 - as above
    from pyarrow import parquet as pq  # noqa: PLC0415 - as above

    rows = [{**_row(article), "captured_at": at} for at, article in articles]
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, captured_schema()), file, compression="zstd")
    return file.getvalue()


def require() -> None:
    """Raise errors.WrongUse where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise WrongUse("Parquet needs pyarrow: pip install 'arsip-berita[parquet]'")


def export(archive: Archive, to: Path, selection: Selection, advance: Callable[[int], None]) -> int:
    """Write the selected articles to a new file, which has its name only when it is whole; gives their number.

    Raises errors.WrongUse where pyarrow is not installed.
    """
    require()
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet as pq  # noqa: PLC0415 - an extra

    folder, columns = _folder(to, selection), schema()
    last, done = _resumed(folder)
    advance(done)
    found = stored_articles.articles(archive, selection, after=last)
    while batch := list(islice(found, ROW_GROUP)):
        last, done = batch[-1][0], done + len(batch)
        growing = folder / "growing"
        pq.write_table(pa.Table.from_pylist([_row(article) for _, article in batch], columns), growing)
        growing.rename(folder / f"{last:020}-{done}.parquet")
        advance(len(batch))
    whole = folder / "whole"
    with pq.ParquetWriter(whole, columns, compression="zstd") as writer:
        for group in _groups(folder):
            writer.write_table(pq.read_table(group, schema=columns))
    whole.rename(to)
    shutil.rmtree(folder)
    return done


def _folder(to: Path, selection: Selection) -> Path:
    """The folder of row groups, empty unless an export of the same selection was interrupted."""
    folder = to.with_name(f"{to.name}.partial")
    note = folder / _SELECTION
    if not note.exists() or note.read_text("utf-8") != repr(selection):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        note.write_text(repr(selection), "utf-8")
    return folder


def _groups(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.parquet"))


def _resumed(folder: Path) -> tuple[int, int]:
    """Number of the last article in the row groups that are there, and how many articles they hold."""
    groups = _groups(folder)
    if not groups:
        return 0, 0
    last, _, done = groups[-1].stem.partition("-")
    return int(last), int(done)


def _row(article: Article) -> dict[str, Any]:
    row: dict[str, Any] = article.to_dict()
    return row | {"found_by": list(row["found_by"].items())}
