"""Stats of a run: its outcomes by publisher, and what they mean for its exit code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from scraper.crawl.outcome import Outcome
from scraper.errors import FetchError

#: The exit code of a run that was told to stop: 128 + SIGINT.
INTERRUPTED = 130


@dataclass
class Stats:
    """What a run did: outcomes by publisher, and bytes of bodies received."""

    outcomes: defaultdict[str, Counter[Outcome]] = field(default_factory=lambda: defaultdict(Counter))
    bytes: int = 0
    #: Why the run ended before it was through: "interrupted" or "out of time"; "" when it was through.
    why: str = ""
    #: What is found far less often than before, a line for each (`fill_rates`).
    fallen: list[str] = field(default_factory=list)
    #: URLs of its publishers that are due still.
    waiting: int = 0

    @property
    def interrupted(self) -> bool:
        """Whether the run was told to stop before it was through."""
        return self.why == "interrupted"

    def total(self, *outcomes: str) -> int:
        """How often these outcomes came, over all publishers; with none named, all of them."""
        wanted = outcomes or tuple(Outcome)
        return _total(self.outcomes, wanted.__contains__)

    @property
    def visits(self) -> int:
        """URLs that were asked for."""
        return _total(self.outcomes, attrgetter("follows.is_url"))

    @property
    def answered(self) -> int:
        """Those of them that answered."""
        return _total(self.outcomes, attrgetter("follows.answered"))

    @property
    def exit_code(self) -> int:
        """0 done, 1 done with problems, 4 nothing could be fetched, 130 interrupted."""
        if self.interrupted:
            return INTERRUPTED
        if self.visits and not self.answered:
            return FetchError.exit_code
        failures = _total(self.outcomes, attrgetter("follows.fails"))
        has_problems = failures > 0 or bool(self.fallen)
        return int(has_problems)

    def counts(self) -> dict[str, int]:
        """What the table `runs` keeps of it."""
        columns = _columns(self.outcomes)
        return {
            "fetched": self.answered,
            "new": columns["new"],
            "changed": columns["changed"],
            "failed": columns["failed"],
            "bytes": self.bytes,
        }


def _total(outcomes: Mapping[str, Counter[Outcome]], is_wanted: Callable[[Outcome], bool]) -> int:
    """How often outcomes of a kind came, over all publishers."""
    total = 0
    for outcome, number in _counted(outcomes):
        if is_wanted(outcome):
            total += number
    return total


def _columns(outcomes: Mapping[str, Counter[Outcome]]) -> Counter[str]:
    """How often each column of `runs` is counted."""
    columns: Counter[str] = Counter()
    for outcome, number in _counted(outcomes):
        columns[outcome.follows.column] += number
    return columns


def _counted(outcomes: Mapping[str, Counter[Outcome]]) -> Iterator[tuple[Outcome, int]]:
    for each in outcomes.values():
        yield from each.items()
