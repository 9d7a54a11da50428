"""Disks that fail: a real one that is full, and a real one whose writes go wrong."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(at: Path) -> Iterator[Path]:
    """A real disk of 2 MB; skips where none can be mounted."""
    at.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(at)]
    if not mount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no right to mount a small disk here")
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def make_room(at: Path) -> None:
    """Make a small disk a large one."""
    subprocess.run(["mount", "-o", "remount,size=64m", str(at)], check=True)


def failing(call: str, number: int) -> list[str]:
    """What to put before a command so that a system call of its fails from this one on; skips where nobody can."""
    strace = shutil.which("strace")
    if not strace or subprocess.run([strace, "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no right to make system calls fail here")
    return [
        strace,
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        f"trace={call}",
        "-e",
        f"inject={call}:error=EIO:when={number}+",
    ]
