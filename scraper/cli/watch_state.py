"""What a watch has told already: a small file of keys, so that every event is told once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from scraper.errors import WrongUse

#: Keys that are remembered of a watch; a list shows fewer.
REMEMBERED = 5000


def told(path: Path, watch: str) -> list[str] | None:
    """The keys that a watch has told; None where it was never made. Raises errors.WrongUse for a file that is none."""
    try:
        document = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as err:
        raise WrongUse(f"{path}: is no file of a watch: {err}") from err
    if not isinstance(document, dict):
        raise WrongUse(f"{path}: is no file of a watch")
    keys = document.get(watch)
    return [str(key) for key in keys] if isinstance(keys, list) else None


def remember(path: Path, watch: str, keys: Iterable[str]) -> None:
    """Write the keys of a watch beside those of others, whole or not at all; raises errors.WrongUse."""
    document = {}
    if path.exists():
        document = json.loads(path.read_text("utf-8"))
    document[watch] = list(dict.fromkeys(keys))[-REMEMBERED:]
    written = path.with_name(f"{path.name}.new")
    try:
        written.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
        written.replace(path)
    except OSError as err:
        raise WrongUse(f"{path}: {err.strerror}") from err
