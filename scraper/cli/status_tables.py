"""What `scrape status` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from rich.console import RenderableType
from rich.filesize import decimal
from rich.text import Text

from scraper.cli import console
from scraper.crawl.silent_lists import SILENT
from scraper.crawl.status import Alone, Status, Storage
from scraper.indonesian.time_zones import utc_text
from scraper.language.catalogue import gettext, gettext_noop
from scraper.language.phrases import translated
from scraper.language.times import local_minute
from scraper.models import Record
from scraper.store.fill_rates import FillRate
from scraper.text import fold

#: Field -> its column in the table of all publishers.
SHARES = {
    "page": "articles",
    "headline": "headline",
    "published_at": "time",
    "paragraphs": "text",
    "bylines.reporter": "reporter",
    "bylines.editor": "editor",
    "photos.credit": "credit",
    "quotes.speaker": "speaker",
}
TITLES = gettext_noop(
    "Last runs", "Left alone", "Publishers (shares of the newest readings, in percent)", "Fields", "fell"
)
(LEARN,) = gettext_noop("%s: no rules fit its newest pages, and some can be learned from them: scrape learn %s")
COLUMNS = gettext_noop(
    *("articles", "headline", "time", "text", "reporter", "editor", "credit", "speaker"),
    *("host", "why", "until", "publisher", "last success", "due now", "next", "field", "newest", "before"),
)


def tables(status: Status, now: datetime, *, in_full: bool) -> Iterator[RenderableType]:
    """Runs, hosts left alone, publishers, what fell; `in_full` gives the fill rate of every field. Times are UTC."""
    yield console.table("Last runs", RUN, (_run(row) for row in status.runs))
    if status.alone:
        yield console.table("Left alone", ["host", "why", "until"], map(_alone, status.alone))
    yield Text(_storage(status.storage))
    if status.unread:
        yield Text(gettext("%s kept pages wait to be read: the next crawl reads them") % status.unread)
    rates = {(rate.publisher, rate.field): rate for rate in status.rates}
    due = {row["publisher"]: row for row in status.due}
    yield console.table(
        "Publishers (shares of the newest readings, in percent)",
        ["publisher", "last success", "due now", "next", *SHARES.values()],
        (_publisher(row, due[row["publisher"]], rates, now) for row in status.publishers),
    )
    if in_full:
        yield console.table("Fields", ["publisher", "field", "newest", "before", ""], map(_field, status.rates))
    yield from (Text(gettext("fell: %s") % translated(str(rate)), style="bold red") for rate in status.fallen)
    yield from (Text(gettext(LEARN) % (name, name)) for name in status.learnable)
    yield from (Text(f"{name}: {gettext(SILENT)}", style="bold red") for name in status.silent)


RUN = gettext_noop(
    *("run", "command", "started", "took", "exit", "fetched", "new", "changed", "unchanged", "failed", "problems"),
    *("bytes", "due"),
)


def _run(row: Record) -> list[object]:
    ended = row["exit_code"] if row["state"] == "ended" else row["state"]
    counts = (row[name] for name in ("fetched", "new", "changed", "not_modified", "failed", "problems", "bytes"))
    took = "" if row["seconds"] is None else length(row["seconds"])
    waiting = "" if row["waiting"] is None else row["waiting"]
    return [row["id"], row["command"], local_minute(row["started_at"], None), took, str(ended), *counts, waiting]


def _storage(storage: Storage) -> str:
    sizes = decimal(storage.bytes), decimal(storage.year_bytes)
    return gettext("The archive takes %s; a year like the last thirty days adds %s") % sizes


def _alone(each: Alone) -> list[object]:
    until = gettext("for good") if each.until is None else local_minute(utc_text(each.until), None)
    return [each.host, fold(translated(each.why)), until]


def _publisher(row: Record, due: Record, rates: Mapping[tuple[str, str], FillRate], now: datetime) -> Iterable[object]:
    success, soon = row["last_success_at"], due["next_at"]
    found = (rates.get((row["publisher"], field)) for field in SHARES)
    return [
        row["publisher"],
        gettext("%s ago") % ago(success, now) if success else gettext("never"),
        due["due"],
        gettext("in %s") % ago(utc_text(now), datetime.fromisoformat(soon)) if soon else "",
        *(_share(rate) for rate in found),
    ]


def _share(rate: FillRate | None) -> str:
    return f"{100 * rate.newest // rate.newest_of}{'!' if rate.fell else ''}" if rate else ""


def _field(rate: FillRate) -> list[object]:
    before = gettext("%s of %s") % (rate.before, rate.before_of) if rate.before_of else ""
    newest = gettext("%s of %s") % (rate.newest, rate.newest_of)
    return [rate.publisher, rate.field, newest, before, gettext("fell") if rate.fell else ""]


def ago(at: str, now: datetime) -> str:
    """How long a stored time lies back.

    >>> from datetime import UTC
    >>> ago("2026-11-23T08:04:00Z", datetime(2026, 11, 25, 9, 0, tzinfo=UTC))
    '2 d'
    """
    return length(max((now - datetime.fromisoformat(at)).total_seconds(), 0))


def length(seconds: float) -> str:
    """A length of time in its largest whole unit.

    >>> length(0.4), length(59), length(3700), length(200_000)
    ('0 s', '59 s', '1 h', '2 d')
    """
    size, unit = next((size, unit) for size, unit in UNITS if seconds >= size or size == 1)
    return f"{int(seconds // size)} {gettext(unit)}"


_DAY, _HOUR, _MINUTE, _SECOND = gettext_noop("d", "h", "min", "s")
UNITS = ((86400, _DAY), (3600, _HOUR), (60, _MINUTE), (1, _SECOND))
