"""Saved pages: HTML and MHTML files of a browser, kept as captures of the time when they were saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from scraper import urls
from scraper.archive import Archive, stored
from scraper.crawl.archived_sites import keep_site, publisher_of
from scraper.errors import BadURL, ReadError, WrongUse
from scraper.exchange.import_warc import OTHER_HOST, OTHER_LANGUAGE, Imported
from scraper.exchange.wanted import EVERYTHING, Wanted
from scraper.html import page as pages
from scraper.indonesian.time_zones import utc_text
from scraper.models import Capture
from scraper.sites.site import site_of
from scraper.store.store import Store

PAGES, BUNDLES = (".html", ".htm", ".xhtml"), (".mhtml", ".mht")
#: What browsers write at the head of a page that they save: <!-- saved from url=(0030)https://... -->
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(\S{1,2000}?)\s*-->")
_HEAD_BYTES = 4096
#: Why a page was passed over.
NO_ADDRESS = "without an address"


def is_saved_page(path: Path) -> bool:
    """Whether a file is one by its name."""
    return path.suffix.lower() in (*PAGES, *BUNDLES)


def expanded(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they are, and the saved pages below each folder in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.is_file() and is_saved_page(each))
        else:
            yield path


def import_page(
    archive: Archive,
    path: Path,
    run: int,
    imported: Imported,
    advance: Callable[[int], None] = lambda _: None,
    *,
    url: str | None = None,
    wanted: Wanted = EVERYTHING,
) -> None:
    """Keep one saved page; nothing is read yet. `url` is where it was, in place of what it says of itself.

    Raises errors.WrongUse for a file that cannot be read.
    """
    try:
        capture = saved(path, url)
    except OSError as err:
        raise WrongUse(f"{path}: {err.strerror}") from err
    advance(1)
    if capture is None:
        imported.passed_over[NO_ADDRESS] += 1
    elif publisher_of(archive, capture.url) is None and not wanted.url(capture.url):
        imported.passed_over[OTHER_HOST] += 1
    elif not wanted.page(capture.url, capture.body):
        imported.passed_over[OTHER_LANGUAGE] += 1
    elif _is_held(archive, capture):
        imported.known += 1
    else:
        _keep(archive, capture, run)
        imported.taken += 1
        imported.size += len(capture.body)


def saved(path: Path, url: str | None = None) -> Capture | None:
    """The capture that a saved page is; None where nobody says where it was. Raises OSError."""
    body = path.read_bytes()
    at = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    if path.suffix.lower() in BUNDLES:
        return _of_bundle(body, at, url)
    return _capture(body, "text/html", None, at, (url, _said(body)))


def _of_bundle(body: bytes, at: datetime, url: str | None) -> Capture | None:
    """The first page of an MHTML file (RFC 2557), with the time that its head tells."""
    bundle = message_from_bytes(body, policy=policy.default)
    page = next((part for part in bundle.walk() if part.get_content_type() == "text/html"), None)
    if not isinstance(page, EmailMessage):
        return None
    content = page.get_payload(decode=True)
    html = content if isinstance(content, bytes) else b""
    addresses = (url, bundle.get("Snapshot-Content-Location"), page.get("Content-Location"), _said(html))
    return _capture(html, "text/html", page.get_content_charset(), _date(bundle) or at, addresses)


def _date(bundle: EmailMessage) -> datetime | None:
    try:
        told = parsedate_to_datetime(str(bundle.get("Date", "")))
    except ValueError:
        return None
    return told.astimezone(UTC) if told.tzinfo else told.replace(tzinfo=UTC)  # -0000: UTC (RFC 5322 section 3.3)


def _said(body: bytes) -> str | None:
    """Where a page says that it was: by the browser that saved it, else by its own claim."""
    if found := _SAVED_FROM.search(body, 0, _HEAD_BYTES):
        return found[1].decode("utf-8", "replace")
    try:
        return pages.read(body, "https://nowhere.invalid/").canonical
    except ReadError:
        return None


def _capture(
    body: bytes, mime: str, charset: str | None, at: datetime, addresses: Iterable[str | None]
) -> Capture | None:
    for address in filter(None, addresses):
        try:
            url = urls.canonical(address)
        except BadURL:
            continue
        kind = mime if charset is None else f"{mime}; charset={charset}"
        return Capture(url, url, at, 200, mime, charset, (("Content-Type", kind),), body)
    return None


def _is_held(archive: Archive, capture: Capture) -> bool:
    sql = "SELECT 1 FROM captures WHERE url = ? AND captured_at = ? AND digest = ?"
    return bool(archive.rows(sql, capture.url, utc_text(capture.captured_at), stored.digest(capture.body)))


def _keep(archive: Archive, capture: Capture, run: int) -> None:
    publisher = publisher_of(archive, capture.url)
    if publisher is None:
        publisher = site_of(capture.url)
        keep_site(archive, publisher)
    else:
        Store(archive).publisher(publisher)
    archive.keep(capture, kind="article", publisher=publisher.id, run=run)
