"""WACZ 1.1.1 (specs.webrecorder.net/wacz/1.1.1): a WARC with its index, its pages and their hashes in one ZIP."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from scraper.archive import Archive
from scraper.errors import WrongUse
from scraper.exchange.selection import Selection
from scraper.models import Record
from scraper.version import __version__

WACZ_VERSION = "1.1.1"
#: Bytes read at once.
PIECE = 1 << 20
#: The name of the WARC in the package.
DATA = "data.warc.gz"
_PAGES = "pages/pages.jsonl"


def pages(archive: Archive, selection: Selection) -> Iterator[Record]:
    """The selected captures that show an article, as entries of pages.jsonl."""
    condition, values = selection.captures()
    sql = f"""
        SELECT c.id, c.final_url AS url, c.captured_at AS ts, a.headline AS title
        FROM captures c JOIN readings r ON r.capture = c.id JOIN articles a ON a.id = r.article
        WHERE c.kind = 'article' AND c.status BETWEEN 200 AND 299 AND {condition} ORDER BY c.id
    """  # noqa: S608 - conditions of ours
    for row in archive.rows(sql, *values):
        yield row | {"id": str(row["id"]), "title": row["title"] or row["url"]}


def pack(warc: Path, entries: Iterable[Record], to: Path) -> Path:
    """Make the package of a WARC that is called `DATA`; gives its path.

    Raises errors.WrongUse where the indexer is not installed, OSError.
    """
    listed = to.with_name("index.cdx")
    index(warc, listed)
    pages = _json_lines([{"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}, *entries])
    files = {f"archive/{DATA}": warc, "indexes/index.cdx": listed}
    sizes = {name: path.stat().st_size for name, path in files.items()} | {_PAGES: len(pages)}
    hashes = {name: _hash_of(path) for name, path in files.items()} | {_PAGES: _hash(pages)}
    described = _datapackage(sizes, hashes)
    with ZipFile(to, "w", ZIP_DEFLATED) as package:
        for name, path in files.items():
            package.write(path, name, ZIP_STORED)
        package.writestr(_PAGES, pages)
        package.writestr("datapackage.json", described)
        package.writestr("datapackage-digest.json", _json({"path": "datapackage.json", "hash": _hash(described)}))
    return to


def index(warc: Path, to: Path) -> None:
    """Write the CDXJ index of a WARC, sorted; cdxj-indexer (the extra `wacz`) makes it.

    Raises errors.WrongUse where it is not installed.
    """
    try:
        from cdxj_indexer.main import CDXJIndexer  # noqa: PLC0415 - an extra
    except ImportError:
        raise WrongUse("WACZ needs cdxj-indexer: pip install 'arsip-berita[wacz]'") from None
    CDXJIndexer(str(to), [str(warc)], sort=True, records="response,revisit").process_all()


def _datapackage(sizes: dict[str, int], hashes: dict[str, str]) -> bytes:
    resources: list[dict[str, Any]] = [
        {"name": name.rpartition("/")[2], "path": name, "hash": hashes[name], "bytes": size}
        for name, size in sizes.items()
    ]
    described = {
        "profile": "data-package",
        "wacz_version": WACZ_VERSION,
        "software": f"arsip-berita {__version__}",
        "resources": resources,
    }
    return _json(described)


def _json(value: object) -> bytes:
    return json.dumps(value, indent=2).encode()


def _json_lines(entries: Iterable[Record]) -> bytes:
    return "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in entries).encode()


def _hash(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
    return f"sha256:{digest.hexdigest()}"
