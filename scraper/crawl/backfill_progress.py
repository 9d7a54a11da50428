"""How far a backfill has come in each list that it goes back through: it may end at any moment and goes on there."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Literal

from scraper.archive import Archive, tables
from scraper.indonesian.time_zones import utc_text


@dataclass(frozen=True, slots=True)
class Walk:
    """One list and how far it was gone through."""

    #: The list of a day, a sitemap, or the first page of a numbered list.
    source: str
    publisher: str
    state: Literal["walking", "done", "failed"] = "walking"
    #: The page to go on with; None when there is none.
    next_url: str | None = None
    #: Pages looked at.
    pages: int = 0
    #: Day of the articles on the last page; None where no page told it.
    oldest_on: date | None = None
    #: UTC; None before the first look.
    walked_at: datetime | None = None
    #: What stopped it.
    reason: str | None = None

    def failed(self, reason: str) -> Walk:
        """The same walk, stopped where it is."""
        return replace(self, state="failed", reason=reason)


class Walks:
    """The walks of an archive."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def of(self, source: str, publisher: str) -> Walk:
        """What is remembered of a list; a fresh walk for one never gone through."""
        found = self._archive.rows("SELECT * FROM walks WHERE source = ?", source)
        if not found:
            return Walk(source, publisher, next_url=source)
        oldest, walked = found[0]["oldest_on"], found[0]["walked_at"]
        times = {
            "oldest_on": date.fromisoformat(oldest) if oldest else None,
            "walked_at": datetime.fromisoformat(walked),
        }
        return Walk(**{**found[0], **times})

    def save(self, walk: Walk, now: datetime) -> Walk:
        """Remember a walk as it is now; gives it with the time."""
        walk = replace(walk, walked_at=now)
        oldest = walk.oldest_on and walk.oldest_on.isoformat()
        row = asdict(walk) | {"walked_at": utc_text(now), "oldest_on": oldest}
        with self._archive.transaction():
            tables.put(self._archive, "walks", row, "source")
        return walk


def is_through(walk: Walk, day: date) -> bool:
    """Whether the list of a day was gone through after the day had ended."""
    if walk.state != "done" or walk.walked_at is None:
        return False
    return walk.walked_at >= _end(day)


def _end(day: date) -> datetime:
    """When a day has ended in all of Indonesia: midnight in the western zone, UTC+7, with an hour to spare."""
    return datetime.combine(day, time(18), UTC)
