"""Selection: which stored articles or captures an export is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Selection:
    """What to export. Everything is optional; all that is given must hold."""

    #: Id of a publisher.
    publisher: str | None = None
    #: First and last day, both included: of publication for articles, of the capture for captures.
    since: date | None = None
    until: date | None = None

    def articles(self) -> tuple[str, list[object]]:
        """A condition on the row `a` of an article, and its parameters.

        >>> Selection(publisher="jpnn", since=date(2024, 1, 31)).articles()
        ('a.publisher = ? AND a.published_on >= ?', ['jpnn', '2024-01-31'])
        """
        return _joined(
            (
                ("a.publisher = ?", self.publisher),
                ("a.published_on >= ?", self.since and self.since.isoformat()),
                ("a.published_on <= ?", self.until and self.until.isoformat()),
            )
        )

    def captures(self, row: str = "c") -> tuple[str, list[object]]:
        """A condition on the row of a capture, and its parameters.

        >>> Selection(until=date(2024, 1, 31)).captures()
        ('substr(c.captured_at, 1, 10) <= ?', ['2024-01-31'])
        """
        return _joined(
            (
                (f"{row}.publisher = ?", self.publisher),
                (f"substr({row}.captured_at, 1, 10) >= ?", self.since and self.since.isoformat()),
                (f"substr({row}.captured_at, 1, 10) <= ?", self.until and self.until.isoformat()),
            )
        )


def _joined(conditions: tuple[tuple[str, object], ...]) -> tuple[str, list[object]]:
    given = list(_given(conditions))
    return " AND ".join(sql for sql, _ in given) or "1", [value for _, value in given]


def _given(conditions: tuple[tuple[str, object], ...]) -> Iterator[tuple[str, object]]:
    for sql, value in conditions:
        if value is not None:
            yield sql, value
