"""What a run did, counted: outcomes by publisher, and what they mean for its exit code."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from scraper.errors import Blocked, FetchError, Forbidden, Offline, Postponed, RobotsForbidden, Stopped

#: What a visit may come to without an answer of the page itself: the error and its word.
UNANSWERED: dict[type[FetchError], str] = {
    Forbidden: "refused",
    Postponed: "postponed",
    Offline: "offline",
    Stopped: "stopped",
    Blocked: "blocked",
    FetchError: "unreachable",
    RobotsForbidden: "forbidden",
}
#: After these no other page of the host is asked for in this run.
HOST_CLOSED = ("refused", "postponed", "offline", "stopped")
#: The exit code of a run that was told to stop: 128 + SIGINT.
INTERRUPTED = 130
#: Outcomes that make a run one "with problems".
TROUBLED = (*UNANSWERED.values(), "failed", "error", "hostile", "worse", "budget", "not_reached")
#: What is told besides, and is no visit: a budget that is spent, how far a way back came.
REMARKS = ("budget", "reached", "not_reached", "paused")


@dataclass
class Stats:
    """What a run did: outcomes by publisher, and bytes of bodies received."""

    outcomes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bytes: int = 0
    #: Why the run ended before it was through: "interrupted" or "out of time"; "" when it was through.
    why: str = ""
    #: What is found far less often than before, a line for each (`health`).
    fallen: list[str] = field(default_factory=list)
    #: URLs of its publishers that are due still.
    waiting: int = 0
    #: URL that was just fetched -> bytes of its body, seconds from the request to the last byte.
    answers: dict[str, tuple[int, float]] = field(default_factory=dict)

    @property
    def interrupted(self) -> bool:
        """Whether the run was told to stop before it was through."""
        return self.why == "interrupted"

    def total(self, *outcomes: str) -> int:
        """How often these outcomes came, over all publishers; with none named, all of them."""
        pairs = (pair for each in self.outcomes.values() for pair in each.items())
        return sum(number for name, number in pairs if not outcomes or name in outcomes)

    @property
    def visits(self) -> int:
        """URLs that were asked for."""
        return self.total() - self.total(*REMARKS)

    @property
    def answered(self) -> int:
        """Those of them that answered."""
        return self.visits - self.total(*UNANSWERED.values())

    @property
    def exit_code(self) -> int:
        """0 done, 1 done with problems, 4 nothing could be fetched, 130 interrupted."""
        if self.interrupted:
            return INTERRUPTED
        if self.visits and not self.answered:
            return FetchError.exit_code
        return int(self.total(*TROUBLED) > 0 or bool(self.fallen))

    def counts(self) -> dict[str, int]:
        """What the table `runs` keeps of it."""
        return {
            "fetched": self.answered,
            "new": self.total("new"),
            "changed": self.total("changed"),
            "failed": self.total(*TROUBLED),
            "bytes": self.bytes,
        }
