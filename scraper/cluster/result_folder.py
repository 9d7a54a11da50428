"""The folder of a run's finished tasks: each file has its name when it is whole, and then the task has its mark.

So a run that was killed goes on where it was, and a task that was done twice counts once.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from scraper.cluster.import_task import ImportResult, ImportTask
from scraper.exchange.import_warc import Imported
from scraper.exchange.warc_stream import Damage

#: Where marks stand: a name that readers of a folder of Parquet files pass over.
MARKS = "_finished"


@dataclass(frozen=True, slots=True)
class ResultFolder:
    """A folder with the files of finished tasks."""

    path: Path
    #: How its files end.
    ending: str

    def marked(self, task: ImportTask) -> ImportResult | None:
        """What a finished task came to, without its content; None for one that is not finished."""
        try:
            told = json.loads(self._mark(task).read_text("utf-8"))
        except (OSError, ValueError):  # no mark, or one that a power cut left half written: it is done again
            return None
        imported = told["imported"]
        imported["damaged"] = [(name, Damage(**damage)) for name, damage in imported["damaged"]]
        imported["deferred"] = [(name, offset) for name, offset in imported["deferred"]]
        for counts in ("passed_over", "read"):
            imported[counts] = Counter(imported[counts])
        return ImportResult(Imported(**imported), told["failed"], told["articles"])

    def finish(self, task: ImportTask, result: ImportResult) -> None:
        """Keep what a task gave, then its mark."""
        if result.content:
            _write(self.file_of(task), result.content)
        told: dict[str, Any] = {
            "imported": _imported(result.imported),
            "failed": result.failed,
            "articles": result.articles,
        }
        _write(self._mark(task), json.dumps(told).encode())

    def files(self, tasks: list[ImportTask]) -> Iterator[Path]:
        """The files of these tasks, all finished; a task that took nothing has none."""
        for task in tasks:
            path = self.file_of(task)
            if path.exists():
                yield path

    def forget_marks(self) -> None:
        """Take the marks away once all tasks are finished: what is left are the files."""
        self.path.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.path / MARKS, ignore_errors=True)

    def file_of(self, task: ImportTask) -> Path:
        """The file of a task."""
        return self.path / f"{name_of(task)}{self.ending}"

    def _mark(self, task: ImportTask) -> Path:
        return self.path / MARKS / f"{name_of(task)}.json"


def _imported(imported: Imported) -> dict[str, Any]:
    """The counts of a task; what was decided of articles stands in the archive that it gave."""
    damaged = [(name, asdict(damage)) for name, damage in imported.damaged]
    return {**vars(imported), "damaged": damaged, "vanished": []}


def name_of(task: ImportTask) -> str:
    """The name of a task, by its input and how it is read; when it is done means nothing."""
    told = repr((task.pieces, task.wanted, task.known, task.to_parquet))
    return sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    growing = path.with_name(f"{path.name}.growing")
    with growing.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    growing.replace(path)
