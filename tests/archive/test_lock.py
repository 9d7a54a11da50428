"""One crawl at a time, and no lock that outlives its process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scraper.archive.lock import crawl_lock, is_held
from scraper.errors import ArchiveBusy, ArchiveError

HOLD = """
import sys
from scraper.archive.lock import crawl_lock, is_held
with crawl_lock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_crawl_is_told_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ArchiveBusy, match="another crawl"), crawl_lock(path):
            pass
        holder.kill()
    assert path.with_name("archive.db.lock").exists()
    with crawl_lock(path):
        pass


def test_a_crawl_that_ends_frees_the_archive(tmp_path: Path) -> None:
    for _ in range(2):
        with crawl_lock(tmp_path / "archive.db"):
            pass


def test_the_lock_is_the_archives_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "archive.db")
    with crawl_lock(tmp_path / "archive.db"), pytest.raises(ArchiveBusy), crawl_lock(tmp_path / "link.db"):
        pass


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ArchiveError, match="no lock can be made"), crawl_lock(tmp_path / "file" / "archive.db"):
        pass


def test_looking_whether_a_crawl_runs_makes_no_file(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "archive.db")
    assert list(tmp_path.iterdir()) == []


def test_a_lock_that_root_made_keeps_nobody_else_from_locking(tmp_path: Path) -> None:
    with crawl_lock(tmp_path / "archive.db"):
        assert (tmp_path / "archive.db.lock").stat().st_mode & 0o666 == 0o666
