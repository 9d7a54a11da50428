"""Files that a command leaves in the operator's folders: all of them new, or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from scraper.errors import WrongUse

#: Opens a file that its owner alone may write, whatever the process would give to others by default.
_opener = partial(os.open, mode=0o644)


def write(files: Mapping[Path, bytes]) -> None:
    """Write these files, and the folders that they need.

    Raises errors.WrongUse, and writes nothing where one of them is there already; also where the folder takes none.
    """
    if there := [str(path) for path in files if path.exists()]:
        raise WrongUse(f"{', '.join(there)}: there already, and nothing is overwritten; --into another FOLDER")
    try:
        for path, content in files.items():
            path.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            with open(path, "xb", opener=_opener) as file:
                file.write(content)
    except OSError as err:
        raise WrongUse(f"{err.filename or next(iter(files))}: {err.strerror}") from err
