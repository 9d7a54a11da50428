"""How this installation of `scrape` is started."""

from __future__ import annotations

import sys
from pathlib import Path


def program() -> tuple[str, ...]:
    """The words that start this installation of `scrape`, whatever the folder and the PATH."""
    python = Path(sys.executable)
    script = python.with_name("scrape")
    return (str(script),) if script.exists() else (str(python), "-m", "scraper")
