"""Stats of a run: its outcomes by publisher, and what they mean for its exit code."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

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
        return sum(number for outcome, number in self._counted() if outcome in wanted)

    @property
    def visits(self) -> int:
        """URLs that were asked for."""
        return sum(number for outcome, number in self._counted() if outcome.follows.is_url)

    @property
    def answered(self) -> int:
        """Those of them that answered."""
        return sum(number for outcome, number in self._counted() if outcome.follows.answered)

    @property
    def exit_code(self) -> int:
        """0 done, 1 done with problems, 4 nothing could be fetched, 130 interrupted."""
        if self.interrupted:
            return INTERRUPTED
        if self.visits and not self.answered:
            return FetchError.exit_code
        failed = any(number and outcome.follows.fails for outcome, number in self._counted())
        return int(failed or bool(self.fallen))

    def counts(self) -> dict[str, int]:
        """What the table `runs` keeps of it."""
        columns: Counter[str] = Counter()
        for outcome, number in self._counted():
            columns[outcome.follows.column] += number
        return {
            "fetched": self.answered,
            "new": columns["new"],
            "changed": columns["changed"],
            "failed": columns["failed"],
            "bytes": self.bytes,
        }

    def _counted(self) -> Iterator[tuple[Outcome, int]]:
        for each in self.outcomes.values():
            yield from each.items()
