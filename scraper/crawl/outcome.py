"""Outcome: what a URL that was asked for came to, and what follows from it for its host, the run and its exit code."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Self

from scraper.errors import (
    Blocked,
    FetchError,
    Forbidden,
    Hostile,
    NotAnArticle,
    Offline,
    PageOptedOut,
    Postponed,
    ReadError,
    Removed,
    RobotsForbidden,
    Stopped,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """What follows from an outcome."""

    #: About a URL that was asked for; otherwise a remark beside them.
    is_url: bool = True
    #: The page itself answered.
    answered: bool = True
    #: The run is one with problems.
    fails: bool = False
    #: No other page of the host is asked for in this run.
    closes_host: bool = False
    #: No news on a terminal.
    quiet: bool = False
    #: The column of the table `runs` that counts it.
    column: Literal["new", "changed", "failed", ""] = ""


_FINE = Follows()
_QUIET = Follows(quiet=True)
_FAILED = Follows(fails=True, column="failed")
_UNANSWERED = Follows(answered=False, fails=True, column="failed")
_CLOSED = Follows(answered=False, fails=True, closes_host=True, column="failed")
_REMARK = Follows(is_url=False, answered=False)
_WARNING = Follows(is_url=False, answered=False, fails=True)


class Outcome(StrEnum):
    """What a URL came to, in the order of a summary's columns."""

    follows: Follows

    def __new__(cls, word: str, follows: Follows = _FINE) -> Self:
        """A member; to others `Outcome("new")` gives the one of that word."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.follows = follows
        return member

    #: An article that was read.
    NEW = "new", Follows(column="new")
    CHANGED = "changed", Follows(column="changed")
    SAME = "same", _QUIET
    #: 304.
    UNCHANGED = "unchanged", _QUIET
    #: 404 or 410; or it leads to what is not it.
    GONE = "gone"
    MOVED = "moved"
    NOT_ARTICLE = "not_article"
    #: An article whose reading must not take the place of an earlier one.
    WORSE = "worse", _FAILED
    #: An answer that is none, such as a 500.
    FAILED = "failed", _FAILED
    UNREACHABLE = "unreachable", _UNANSWERED
    #: A list, and a further page of an article.
    INDEX = "index", _QUIET
    #: A list that was looked for and is not there.
    ABSENT = "absent", _QUIET
    PART = "part", _QUIET
    #: A page that would hang the parser, and a fault of ours while reading.
    HOSTILE = "hostile", _FAILED
    ERROR = "error", _FAILED
    #: Not answered: a challenge page, a rule of robots.txt about this URL.
    BLOCKED = "blocked", _UNANSWERED
    FORBIDDEN = "forbidden", _UNANSWERED
    #: Not asked, or not kept: the article was removed from the archive.
    REMOVED = "removed", Follows(answered=False, quiet=True)
    #: Not asked: the host does not want it, wants to be left alone, nobody can be reached, the run ends.
    REFUSED = "refused", _CLOSED
    POSTPONED = "postponed", _CLOSED
    OFFLINE = "offline", _CLOSED
    STOPPED = "stopped", _CLOSED
    #: Remarks: a limit of URLs is reached, how far a way back came, lists that never named an article.
    URL_LIMIT = "url_limit", _WARNING
    REACHED = "reached", _REMARK
    NOT_REACHED = "not_reached", _WARNING
    PAUSED = "paused", _REMARK
    SILENT = "silent", _WARNING


#: What a URL came to where an error stands in place of an answer; the first that fits.
_OF_ERRORS: tuple[tuple[type[Exception], Outcome], ...] = (
    (RobotsForbidden, Outcome.FORBIDDEN),
    (Removed, Outcome.REMOVED),
    (PageOptedOut, Outcome.FORBIDDEN),
    (Forbidden, Outcome.REFUSED),
    (Postponed, Outcome.POSTPONED),
    (Offline, Outcome.OFFLINE),
    (Stopped, Outcome.STOPPED),
    (Blocked, Outcome.BLOCKED),
    (FetchError, Outcome.UNREACHABLE),
    (NotAnArticle, Outcome.NOT_ARTICLE),
    (Hostile, Outcome.HOSTILE),
)


def of_error(err: FetchError | ReadError) -> Outcome:
    """What a URL came to that could not be fetched or not be read."""
    return next((outcome for kind, outcome in _OF_ERRORS if isinstance(err, kind)), Outcome.ERROR)
