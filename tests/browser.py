"""A real browser for tests: headless Chromium, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

CHROMIUM = shutil.which("chromium")

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (Debian's package chromium)")

FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    *("--enable-logging=stderr", "--disable-dev-shm-usage"),
)


def dom(url: str) -> tuple[str, str]:
    """The page's document after its scripts have run, and what the browser said on its console."""
    done = _run("--dump-dom", url)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def screenshot(url: str, path: Path, *, width: int = 1200, height: int = 1600, dark: bool = False) -> bytes:
    """A picture of the page as PNG bytes, also kept at `path`. Sizes are CSS pixels."""
    dark_mode = ("--blink-settings=preferredColorScheme=0",) if dark else ()
    _run(f"--screenshot={path}", f"--window-size={width},{height}", *dark_mode, url)
    return path.read_bytes()


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        return subprocess.run(
            [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *words],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
