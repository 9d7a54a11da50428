"""What to ask for next and when, and what each host asked of us: a crawl's memory from run to run."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from scraper import schedule, tables, urls
from scraper.archive import Archive
from scraper.dates import utc_text
from scraper.models import HostState
from scraper.stored import storable


class Frontier:
    """The URLs that were ever found, each once, under their canonical form. Times are UTC.

    A URL is due until it is done (looked at often enough), gone or refused; `reason` says why it stands so. What is
    told of a URL that was never added is passed over.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

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

    def due(self, publishers: Iterable[str], now: datetime, limit: int | None = None) -> list[str]:
        """URLs to ask for now, at most `limit`: new ones first, then what has waited longest.

        Publishers take turns, so that a big one never keeps a small one waiting. A next time beyond
        `schedule.HORIZON` counts as now: it was written under a wrong clock.
        """
        sql = """
        SELECT url FROM (
            SELECT url, publisher,
                   row_number() OVER (PARTITION BY publisher ORDER BY looks > 0, next_at, rowid) AS turn
            FROM frontier
            WHERE publisher IN (SELECT value FROM json_each(?1)) AND state = 'due'
              AND (next_at <= ?2 OR next_at > ?3)
        ) ORDER BY turn, publisher LIMIT ?4
        """
        chosen, horizon = json.dumps(list(publishers)), utc_text(now + schedule.HORIZON)
        found = self._archive.rows(sql, chosen, utc_text(now), horizon, -1 if limit is None else limit)
        return [row["url"] for row in found]

    def looked(self, url: str, *, now: datetime, changed: bool) -> None:
        """Note that a URL answered with its article, or with 304; `changed` when the words were new."""
        with self._archive.transaction():
            if (row := self._row(url)) is None:
                return
            step = schedule.step(row["step"], changed=changed)
            after = {"looks": row["looks"] + 1, "step": step, "attempts": 0, "missed": 0}
            if step is None:
                self._set(url, **after, state="done", next_at=None, reason="looked at often enough")
            else:
                self._set(url, **after, state="due", next_at=utc_text(now + schedule.WAITS[step]), reason=None)

    def failed(self, url: str, *, now: datetime, reason: str, again_at: datetime | None = None) -> None:
        """Note that a URL could not be had: it waits longer each time, and is refused after `schedule.TRIES`.

        `again_at` is when the host asked us to come back. That is no fault of the URL, so it counts no failure.
        """
        with self._archive.transaction():
            if (row := self._row(url)) is None:
                return
            if again_at is not None:
                self._set(url, next_at=utc_text(min(again_at, now + schedule.HORIZON)), reason=reason)
                return
            failures = row["attempts"] + 1
            if wait := schedule.wait(failures):
                self._set(url, attempts=failures, next_at=utc_text(now + wait), reason=reason)
            else:
                given_up = f"given up after {failures} tries: {reason}"
                self._set(url, attempts=failures, state="refused", next_at=None, reason=given_up)

    def gone(self, url: str, *, now: datetime, reason: str) -> None:
        """Note that a URL is not there: 404, 410, or a way to another page.

        The first time it only waits for `schedule.SECOND_TRY`; the second time in a row it is gone.
        """
        with self._archive.transaction():
            if self.missed(url):
                self._set(url, missed=2, state="gone", next_at=None, reason=reason)
            else:
                self._set(url, missed=1, next_at=utc_text(now + schedule.SECOND_TRY), reason=reason)

    def missed(self, url: str) -> bool:
        """Whether a URL was not there at the last look; False for one that nobody remembers."""
        row = self._row(url)
        return row is not None and row["missed"] > 0

    def refuse(self, url: str, reason: str) -> None:
        """Never ask for a URL again: its host does not want it, or it is no article."""
        with self._archive.transaction():
            self._set(url, state="refused", next_at=None, reason=reason)

    def waiting(self, now: datetime) -> dict[str, int]:
        """How many URLs are due now, by publisher."""
        sql = "SELECT publisher, count(*) AS n FROM frontier WHERE state = 'due' AND next_at <= ? GROUP BY publisher"
        return {row["publisher"]: row["n"] for row in self._archive.rows(sql, utc_text(now))}

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
        """Remember a host as it is now."""
        row = asdict(state)
        times = {column: row[column] and utc_text(row[column]) for column in _TIMES}
        with self._archive.transaction():
            tables.put(self._archive, "hosts", row | times, "host")


_TIMES = ("robots_at", "not_before", "opted_out_at")
