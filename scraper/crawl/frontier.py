"""What to ask for next and when, and what each host asked of us: a crawl's memory from run to run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from typing import Any

from scraper import urls
from scraper.archive import Archive, tables
from scraper.archive.stored import storable
from scraper.crawl import revisit
from scraper.fetch.backoff import next_request_at
from scraper.indonesian.time_zones import utc_text
from scraper.models import HostState

#: Whether a URL that waits is due, with `moments`. A next time beyond `revisit.HORIZON` counts as now: it was written
#: under a wrong clock.
IS_DUE = "(next_at <= ?1 OR next_at > ?2)"


def moments(now: datetime) -> tuple[str, str]:
    """The first two parameters of a query with `IS_DUE`."""
    return utc_text(now), utc_text(now + revisit.HORIZON)


class Frontier:
    """The URLs that were ever found, each once, under their canonical form. Times are UTC.

    A URL is due until it is done (looked at often enough), gone or refused; `reason` says why it stands so. What is
    told of a URL that was never added is passed over.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def unknown(self, found: Iterable[str]) -> list[str]:
        """Those of these URLs that were never found before, each once, in order."""
        sql = """
        SELECT value FROM json_each(?1) WHERE value NOT IN (SELECT url FROM frontier WHERE url IN
        (SELECT value FROM json_each(?1))) ORDER BY key
        """
        asked = json.dumps(list(dict.fromkeys(found)))
        return [row["value"] for row in self._archive.rows(sql, asked)]

    def add(self, found: Iterable[str], *, publisher: str, found_on: str | None, now: datetime) -> list[str]:
        """Remember URLs that were found; gives the new ones, which are due at once. One commit for all."""
        sql = """
        INSERT INTO frontier (url, publisher, host, state, found_at, found_on, next_at)
        VALUES (?1, ?2, ?3, 'due', ?4, ?5, ?4) ON CONFLICT (url) DO NOTHING RETURNING url
        """
        found_at = utc_text(now)
        with self._archive.transaction():
            return [
                url for url in found if self._archive.rows(sql, url, publisher, urls.authority(url), found_at, found_on)
            ]

    def due(
        self, publishers: Iterable[str], now: datetime, limit: int | None = None, *, without: Iterable[str] = ()
    ) -> list[str]:
        """URLs to ask for now, at most `limit`: by turns a new one and one to look at again, the oldest due first.

        So neither keeps the other waiting for ever. Publishers and their hosts take turns as well, so that a big one
        never keeps a small one waiting, nor one that nobody may ask now; hosts of `without` are left out.
        """
        sql = f"""
        SELECT url FROM (
            SELECT url, publisher, host, looks > 0 AS again,
                   row_number() OVER (PARTITION BY publisher, host, looks > 0 ORDER BY next_at, rowid) AS turn
            FROM frontier
            WHERE publisher IN (SELECT value FROM json_each(?3)) AND state = 'due' AND {IS_DUE}
              AND host NOT IN (SELECT value FROM json_each(?4))
        ) ORDER BY turn, again, publisher, host LIMIT ?5
        """  # noqa: S608 - ours
        chosen, left_out = json.dumps(list(publishers)), json.dumps(list(without))
        found = self._archive.rows(sql, *moments(now), chosen, left_out, -1 if limit is None else limit)
        return [row["url"] for row in found]

    def unvisited(self, found: Iterable[str]) -> list[str]:
        """Those of these URLs that are due and were never looked at, in order."""
        sql = """
        SELECT value FROM json_each(?) JOIN frontier ON url = value WHERE looks = 0 AND attempts = 0 AND state = 'due'
        ORDER BY key
        """
        return [row["value"] for row in self._archive.rows(sql, json.dumps(list(found)))]

    def last_found(self, publisher: str) -> datetime | None:
        """When a URL of a publisher was last found; None before the first."""
        sql = "SELECT max(found_at) AS found_at FROM frontier WHERE publisher = ?"
        found = self._archive.rows(sql, publisher)[0]["found_at"]
        return datetime.fromisoformat(found) if found else None

    def unseen_below(self, prefix: str) -> int:
        """How many URLs that begin so wait for their first look."""
        sql = "SELECT count(*) AS n FROM frontier WHERE looks = 0 AND state = 'due' AND url BETWEEN ? AND ?"
        return int(self._archive.rows(sql, prefix, prefix + _LAST)[0]["n"])

    def is_fruitless(self, prefix: str, looks: int) -> bool:
        """Whether at least so many looks at URLs that begin so have found no article at all."""
        sql = """
        SELECT NOT EXISTS (SELECT 1 FROM frontier WHERE looks > 0 AND url BETWEEN ?1 AND ?2) AND
               (SELECT count(*) FROM (SELECT 1 FROM frontier WHERE looks = 0 AND url BETWEEN ?1 AND ?2
                                      AND (attempts > 0 OR missed > 0) LIMIT ?3)) = ?3 AS fruitless
        """
        return bool(self._archive.rows(sql, prefix, prefix + _LAST, looks)[0]["fruitless"])

    def visited(self, url: str, *, now: datetime, changed: bool) -> None:
        """Note that a URL answered with its article, or with 304; `changed` when the words were new."""
        with self._archive.transaction():
            if (row := self._row(url)) is None:
                return
            step = revisit.step(row["step"], changed=changed)
            after = {"looks": row["looks"] + 1, "step": step, "attempts": 0, "missed": 0}
            if step is None:
                self._set(url, **after, state="done", next_at=None, reason="looked at often enough")
            else:
                self._set(url, **after, state="due", next_at=utc_text(now + revisit.WAITS[step]), reason=None)

    def failed(
        self,
        url: str,
        *,
        now: datetime,
        reason: str,
        again_at: datetime | None = None,
        wait: Callable[[int], timedelta | None] = revisit.wait,
    ) -> None:
        """Note that a URL could not be had: it waits longer each time, and is refused when `wait` gives no more.

        `again_at` is when the host asked us to come back. That is no fault of the URL, so it counts no failure.
        """
        with self._archive.transaction():
            if (row := self._row(url)) is None:
                return
            if again_at is not None:
                self._set(url, next_at=utc_text(min(again_at, now + revisit.HORIZON)), reason=reason)
                return
            failures = row["attempts"] + 1
            if waits := wait(failures):
                self._set(url, attempts=failures, next_at=utc_text(now + waits), reason=reason)
            else:
                given_up = f"given up after {failures} tries: {reason}"
                self._set(url, attempts=failures, state="refused", next_at=None, reason=given_up)

    def gone(self, url: str, *, now: datetime, reason: str) -> None:
        """Note that a URL is not there: 404, 410, or a way to another page.

        The first time it only waits for `revisit.SECOND_TRY`; the second time in a row it is gone.
        """
        with self._archive.transaction():
            if self.missed(url):
                self._set(url, missed=2, state="gone", next_at=None, reason=reason)
            else:
                self._set(url, missed=1, next_at=utc_text(now + revisit.SECOND_TRY), reason=reason)

    def missed(self, url: str) -> bool:
        """Whether a URL was not there at the last look; False for one that nobody remembers."""
        row = self._row(url)
        return row is not None and row["missed"] > 0

    def refuse(self, url: str, *, reason: str) -> None:
        """Note that a URL is never to be asked for again."""
        with self._archive.transaction():
            self._set(url, state="refused", next_at=None, reason=reason)

    def alias(self, url: str, of: str) -> None:
        """Note that a URL shows the article of another one, and ask for that one in its place.

        Not where that one is gone: then the alias is the only way to the article.
        """
        sql = """
        INSERT INTO frontier (url, publisher, host, state, found_at, found_on, looks, step, next_at)
        SELECT ?2, publisher, ?3, state, found_at, url, looks, step, next_at FROM frontier WHERE url = ?1
        ON CONFLICT (url) DO NOTHING
        """
        with self._archive.transaction():
            if (named := self._row(of)) and named["state"] == "gone":
                return
            self._archive.rows(sql, url, of, urls.authority(of))
            self._set(url, state="alias", alias_of=of, next_at=None, reason="shows the article of another URL")

    def revived(self, url: str, now: datetime) -> bool:
        """Ask again for the aliases of a URL that is not there; whether there are any."""
        sql = """
        UPDATE frontier SET state = 'due', next_at = ?, reason = NULL WHERE alias_of = ? AND state = 'alias'
        RETURNING url
        """
        with self._archive.transaction():
            return bool(self._archive.rows(sql, utc_text(now), url))

    def waiting(self, now: datetime) -> dict[str, int]:
        """How many URLs are due now, by publisher."""
        sql = f"""
        SELECT publisher, count(*) AS n FROM frontier WHERE state = 'due' AND {IS_DUE} GROUP BY publisher
        """  # noqa: S608 - ours
        return {row["publisher"]: row["n"] for row in self._archive.rows(sql, *moments(now))}

    def _row(self, url: str) -> dict[str, Any] | None:
        found = self._archive.rows("SELECT * FROM frontier WHERE url = ?", url)
        return found[0] if found else None

    def _set(self, url: str, **columns: object) -> None:
        columns = storable(columns)
        names = ", ".join(f"{name} = ?" for name in columns)
        self._archive.rows(f"UPDATE frontier SET {names} WHERE url = ?", *columns.values(), url)  # noqa: S608 - ours

    # Manners

    def host(self, name: str) -> HostState:
        """What is remembered of a host; of a new one, nothing."""
        found = self._archive.rows("SELECT * FROM hosts WHERE host = ?", name)
        if not found:
            return HostState(name)
        times = {column: found[0][column] and datetime.fromisoformat(found[0][column]) for column in _TIMES}
        return HostState(**{**found[0], **times})

    def save_host(self, state: HostState) -> None:
        """Remember a host as it is now; its last request is remembered by `book_request` alone."""
        row = asdict(state)
        times = {column: row[column] and utc_text(row[column]) for column in _TIMES}
        row |= times
        del row["last_request_at"]
        with self._archive.transaction():
            tables.put(self._archive, "hosts", row, "host")

    def book_request(self, name: str, now: datetime, pause_s: float) -> float:
        """Book the next request to a host among all runs that share the archive; gives the seconds until then."""
        booked = """
        INSERT INTO hosts (host, last_request_at) VALUES (?1, ?2)
        ON CONFLICT (host) DO UPDATE SET last_request_at = ?2
        """
        with self._archive.unsynced(), self._archive.transaction():
            at = next_request_at(self.host(name).last_request_at, now, pause_s)
            self._archive.rows(booked, name, at.astimezone(UTC).isoformat(timespec="milliseconds"))
        return (at - now).total_seconds()


#: Behind every URL that begins with what it follows.
_LAST = "\U0010ffff"
_TIMES = ("robots_at", "not_before", "opted_out_at", "allowed_at", "last_request_at")
