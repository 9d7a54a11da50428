"""Files that a command leaves in the operator's folders: all of them new, or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from scraper.errors import WrongUse


def write(files: Mapping[Path, bytes]) -> None:
    """Write these files, and the folders that they need.

    Raises errors.WrongUse, and writes nothing where one of them is there already; also where the folder takes none.
    """
    if there := [str(path) for path in files if path.exists()]:
        raise WrongUse(f"{', '.join(there)}: there already, and nothing is overwritten; --into another FOLDER")
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
    except OSError as err:
        raise WrongUse(f"{err.filename or next(iter(files))}: {err.strerror}") from err
