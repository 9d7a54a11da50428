"""How the archive's crawl is doing: what ran, what is due, who is left alone, who is still read whole."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from scraper.archive import Archive, lock
from scraper.archive.write_ahead_log import log_size
from scraper.crawl.frontier import IS_DUE, moments
from scraper.crawl.learnable import learnable
from scraper.crawl.silent_lists import SILENT, silent
from scraper.fetch import robots
from scraper.fetch.backoff import MAX_BACKOFF, Politeness
from scraper.indonesian.time_zones import utc_text
from scraper.models import Record
from scraper.store.fill_rates import FillRate, fill_rates

#: So many runs are told.
LAST_RUNS = 10
#: The time whose growth tells that of a year.
MONTH = timedelta(days=30)
#: A command that takes no lock, such as `scrape url`, has ended or was killed after this.
LONGEST_VISIT = timedelta(minutes=10)
#: Commands that hold the archive's lock while they run.
LOCKED = ("crawl", "demo")


@dataclass(frozen=True, slots=True)
class Alone:
    """A host that is left alone. Times are UTC."""

    host: str
    why: str
    #: None where no time ends it.
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Storage:
    """How much room the archive takes, and will take."""

    #: Of the file and the log beside it.
    bytes: int
    #: Answers that were kept by the runs that began in the last `MONTH`.
    month_captures: int
    #: Bytes that a year of such months adds: answers times what one takes now, readings and indexes included.
    year_bytes: int


@dataclass(frozen=True, slots=True)
class Status:
    """What an operator wants to know. Times in records are UTC as stored."""

    #: Rows of the table runs, the newest first, each with its `state`: ended, running or killed.
    runs: list[Record]
    #: publisher, due (URLs that are due now), next_at (when the next one will be; None when none will).
    due: list[Record]
    alone: list[Alone]
    #: publisher, last_success_at.
    publishers: list[Record]
    rates: list[FillRate]
    #: Kept pages that wait to be read: the next crawl reads them.
    unread: int
    #: Ids of publishers whose lists answer, and have never named an article.
    silent: list[str]
    #: Ids of sites and publishers whose kept pages no rules fit: some can be learned from them.
    learnable: list[str]
    storage: Storage

    @property
    def troubles(self) -> list[str]:
        """What makes the exit code 1, a line each: fields that fell, lists that are silent."""
        return [f"fell: {rate}" for rate in self.fallen] + [f"{name}: {SILENT}" for name in self.silent]

    @property
    def fallen(self) -> list[FillRate]:
        """The fields that are found far less often than before."""
        return [rate for rate in self.rates if rate.fell]

    def of(self, chosen: Collection[str]) -> Status:
        """The same, of these publishers only; runs and hosts are everybody's."""
        return Status(
            self.runs,
            [row for row in self.due if row["publisher"] in chosen],
            self.alone,
            [row for row in self.publishers if row["publisher"] in chosen],
            [rate for rate in self.rates if rate.publisher in chosen],
            self.unread,
            [name for name in self.silent if name in chosen],
            [name for name in self.learnable if name in chosen],
            self.storage,
        )


def status(archive: Archive, now: datetime) -> Status:
    """Ask everything. `now` is UTC."""
    return Status(*(question(archive) for question in questions(now)))


def storage(archive: Archive, now: datetime) -> Storage:
    """The room that the archive takes now, and what a year will cost if it goes on as in the last month."""
    sql = """
    SELECT (SELECT coalesce(max(id), 0) FROM captures) AS captures,
           (SELECT coalesce(sum(fetched), 0) FROM runs WHERE started_at > ?) AS month
    """
    found = archive.rows(sql, utc_text(now - MONTH))[0]
    size = archive.path.stat().st_size + log_size(archive.path)
    each = size / found["captures"] if found["captures"] else 0
    return Storage(size, found["month"], round(each * found["month"] * (timedelta(days=365) / MONTH)))


def questions(now: datetime) -> tuple[Callable[[Archive], Any], ...]:
    """The questions that make a `Status`, in the order of its fields."""
    at_now = (partial(question, now=now) for question in (last_runs, due, left_alone))
    return *at_now, successes, fill_rates, Archive.unread_count, silent, learnable, partial(storage, now=now)


def last_runs(archive: Archive, now: datetime) -> list[Record]:
    """The newest runs. One without an end is running, or was killed."""
    found = archive.rows("SELECT * FROM runs ORDER BY id DESC LIMIT ?", LAST_RUNS)
    endless = [row["id"] for row in found if row["ended_at"] is None and row["command"] in LOCKED]
    running = max(endless) if endless and lock.is_held(archive.path) else None
    return [{**row, "state": _state(row, running, now)} for row in found]


def _state(run: Record, running: int | None, now: datetime) -> str:
    if run["ended_at"] is not None:
        return "ended"
    fresh = run["command"] not in LOCKED and now - datetime.fromisoformat(run["started_at"]) < LONGEST_VISIT
    return "running" if fresh or run["id"] == running else "killed"


def due(archive: Archive, now: datetime) -> list[Record]:
    """What each publisher has due now, and when its next URL is due. What a wrong clock wrote counts as now."""
    sql = f"""
    SELECT p.id AS publisher,
           (SELECT count(*) FROM frontier f WHERE f.publisher = p.id AND f.state = 'due' AND {IS_DUE}) AS due,
           (SELECT min(next_at) FROM frontier f
            WHERE f.publisher = p.id AND f.state = 'due' AND NOT {IS_DUE}) AS next_at
    FROM publishers p ORDER BY p.id
    """  # noqa: S608 - ours
    return archive.rows(sql, *moments(now))


def left_alone(archive: Archive, now: datetime) -> list[Alone]:
    """The hosts that a crawl would not ask now, each with every reason that there is."""
    sql = """
    SELECT host, robots_status, robots_at, not_before, failures, opted_out, opted_out_at, opted_out_url, allowed_because
    FROM hosts WHERE opted_out IS NOT NULL OR not_before > ?1 OR robots_at > ?2 ORDER BY host
    """
    politeness = Politeness()
    found = archive.rows(sql, utc_text(now), utc_text(now - politeness.robots_retry))
    return [alone for row in found for alone in _reasons(row, now, politeness)]


def _reasons(row: Record, now: datetime, politeness: Politeness) -> list[Alone]:
    host, reasons = row["host"], []
    if row["opted_out"] and row["allowed_because"] is None:
        at, where = row["opted_out_at"], f" ({row['opted_out_url']})" if row["opted_out_url"] else ""
        ends = datetime.fromisoformat(at) + politeness.opt_out_ttl
        if now < ends:
            reasons.append(Alone(host, f"opted out on {at[:10]}: {row['opted_out']}{where}", ends))
    until = row["not_before"] and datetime.fromisoformat(row["not_before"])
    if until and now < until <= now + MAX_BACKOFF:
        broken = row["failures"] >= politeness.breaker_failures
        reasons.append(Alone(host, f"{row['failures']} failures in a row" if broken else "it asked us to wait", until))
    read_at = row["robots_at"] and datetime.fromisoformat(row["robots_at"])
    if read_at and now - politeness.robots_retry < read_at <= now and not robots.was_read(row["robots_status"]):
        answer = f"status {row['robots_status']}" if row["robots_status"] else "no answer"
        reasons.append(Alone(host, f"its robots.txt could not be read: {answer}", read_at + politeness.robots_retry))
    return reasons


def successes(archive: Archive) -> list[Record]:
    """When each publisher was last read with success."""
    return archive.rows(
        "SELECT p.id AS publisher, s.last_success_at FROM publishers p"
        " LEFT JOIN last_success s ON s.publisher = p.id ORDER BY p.id"
    )


def facts(told: Status) -> Record:
    """A status as plain JSON values."""
    rates: dict[str, dict[str, Record]] = {row["publisher"]: {} for row in told.publishers}
    for rate in told.rates:
        numbers = {name: getattr(rate, name) for name in ("newest", "newest_of", "before", "before_of", "fell")}
        rates[rate.publisher][rate.field] = numbers
    waiting = {row["publisher"]: {"due": row["due"], "next_at": row["next_at"]} for row in told.due}
    return {
        "runs": told.runs,
        "unread": told.unread,
        "storage": asdict(told.storage),
        "left_alone": [
            {"host": each.host, "why": each.why, "until": each.until and utc_text(each.until)} for each in told.alone
        ],
        "publishers": [
            {**row, **waiting[row["publisher"]], "fields": rates[row["publisher"]]} for row in told.publishers
        ],
        "silent": told.silent,
        "learnable": told.learnable,
        "fell": [{"publisher": rate.publisher, "field": rate.field, "told": str(rate)} for rate in told.fallen],
    }
