"""What whoever watches a run hears of: its start, each page, its end. Nothing here does anything."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.crawl.outcome import Outcome


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a person who watches wants to know."""

    publisher: str
    url: str
    outcome: Outcome
    detail: str = ""
    #: Of the body, inflated; None where there was no answer.
    bytes: int | None = None
    #: Seconds from the request to the last byte; None where there was no answer.
    elapsed_s: float | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """A run begins to fetch."""

    #: Its number in the table runs.
    run: int
    command: str
    #: Of this program.
    version: str
    #: Ids of the publishers that are to be visited.
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ended:
    """A run has ended."""

    #: Its number in the table runs.
    run: int
    exit_code: int
    #: By a clock that never jumps.
    seconds: float
    #: Columns of the table runs: fetched, new, changed, failed, bytes ...
    counts: dict[str, int]
    #: URLs of its publishers that are due still.
    waiting: int
    #: "interrupted" or "out of time" when it was not through; "" when it was.
    why: str = ""
    #: What is found far less often than before, a line for each.
    fallen: tuple[str, ...] = ()


#: What whoever watches a run hears of.
Notice = Event | Started | Ended
