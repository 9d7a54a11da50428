"""A run as it is written down: its row in the table `runs`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from scraper.archive import Archive

#: What a run left in the archive. Only captures and answers after its start are looked at, not all there are.
_LEFT = """
SELECT (SELECT count(*) FROM not_modified WHERE rowid > ?2 AND run = ?1) AS not_modified,
       (SELECT count(*) FROM captures c JOIN problems p ON p.capture = c.id WHERE c.id > ?3 AND c.run = ?1) AS problems
"""
_BEFORE = """
SELECT (SELECT coalesce(max(rowid), 0) FROM not_modified) AS answers,
       (SELECT coalesce(max(id), 0) FROM captures) AS captures
"""


class RunLog:
    """The row of a run, from its start."""

    def __init__(self, archive: Archive, command: str, at: datetime) -> None:
        self._archive = archive
        self._before = archive.rows(_BEFORE)[0]
        #: The number of the row.
        self.run = archive.start_run(command, at)

    def close(
        self, *, at: datetime, exit_code: int, counts: Mapping[str, int], seconds: float, waiting: int
    ) -> dict[str, int]:
        """Write down how it ended; gives all that was counted. `counts` are columns of the table."""
        before = self._before
        left = self._archive.rows(_LEFT, self.run, before["answers"], before["captures"])[0]
        counted = {**counts, **left}
        columns = {**counted, "seconds": round(seconds, 3), "waiting": waiting}
        self._archive.end_run(self.run, at=at, exit_code=exit_code, columns=columns)
        return counted
