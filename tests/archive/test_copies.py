"""Copies of an archive, the log beside it, and what reading leaves behind: nothing is lost unnoticed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from disks import small_disk

from scraper.archive import Archive, integrity, open_archive, read_archive, write_ahead_log
from scraper.archive.backup import backup
from scraper.cli.app import main
from scraper.errors import ArchiveDamaged, ArchiveError, ArchiveFull, ForeignArchive, WrongUse
from scraper.models import Capture

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
NOBODY = 65534


def keep(archive: Archive, body: bytes) -> int:
    url = f"https://kabar.example/{len(body)}"
    made = Capture(url, url, NOON, 200, "text/html", "utf-8", (), body, 0.1)
    return archive.keep(made, kind="article", publisher=None, run=None)


def filled(path: Path, captures: int = 20) -> Path:
    with open_archive(path) as archive:
        for number in range(captures):
            keep(archive, bytes([number]) * (number + 1))
    return path


def numbers(path: Path) -> list[int]:
    with read_archive(path) as archive:
        return [each.id for each in archive.all_captures()]


def faults(path: Path) -> list[str]:
    with read_archive(path) as archive:
        return archive.check()


def scrape(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "archive.db")


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """An archive whose writer was killed: its newest rows stand in the log alone."""
    path = tmp_path / "killed" / "archive.db"
    path.parent.mkdir()
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_copies import *
archive = open_archive(sys.argv[1])
for n in range(20):
    keep(archive, bytes([n]) * (n + 1))
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script, path], check=False, env={**os.environ, "PYTHONPATH": PATHS})
    assert done.returncode == -signal.SIGKILL
    return path


PATHS = os.pathsep.join(map(str, (Path(__file__).parent, Path(__file__).parents[1])))


# The log


def test_a_plain_copy_after_a_run_is_whole(path: Path, tmp_path: Path) -> None:
    assert list(path.parent.iterdir()) == [path]
    copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    assert numbers(copy) == numbers(path)
    assert faults(copy) == []


def test_a_plain_copy_while_somebody_writes_is_told(path: Path, tmp_path: Path) -> None:
    with open_archive(path) as archive:
        keep(archive, b"only in the log")
        copy = Path(shutil.copy(path, tmp_path / "copy.db"))
    assert faults(path) == []
    (fault,) = faults(copy)
    assert fault.startswith("log: copy.db-wal is missing")
    assert scrape("check", "--db", copy).exit_code == 5


def test_a_log_that_was_deleted_is_told_with_the_numbers(killed: Path) -> None:
    assert len(numbers(killed)) == 20
    killed.with_name("archive.db-wal").unlink()
    (fault,) = faults(killed)
    assert "of 20 captures are here" in fault


def test_a_log_that_another_program_folded_is_no_fault(killed: Path) -> None:
    with closing(sqlite3.connect(killed)) as other:
        other.execute("SELECT 1 FROM captures").fetchone()
    assert not killed.with_name("archive.db-wal").exists()
    assert faults(killed) == []


def test_a_note_of_fewer_captures_leaves_nothing_of_the_one_before(killed: Path) -> None:
    write_ahead_log.mark(killed, 12_345)
    write_ahead_log.mark(killed, 99)
    killed.with_name("archive.db-wal").unlink()
    (fault,) = faults(killed)
    assert "of 99 captures are here" in fault


def test_a_missing_log_is_still_told_after_the_next_run(killed: Path) -> None:
    killed.with_name("archive.db-wal").unlink()
    with open_archive(killed) as archive:
        keep(archive, b"the next run")
    assert any("was missing once" in fault for fault in faults(killed))


def test_a_killed_run_is_whole_and_the_next_one_folds_its_log(killed: Path) -> None:
    assert faults(killed) == []
    with open_archive(killed):
        pass
    assert list(killed.parent.iterdir()) == [killed]
    assert len(numbers(killed)) == 20


def test_a_log_of_another_time_is_told_and_not_applied(killed: Path) -> None:
    log = killed.with_name("archive.db-wal")
    old = log.read_bytes()
    with open_archive(killed) as archive:
        keep(archive, b"newer than the log")
    log.write_bytes(old)
    for command in ("check", "status", "parse"):
        result = scrape(command, "--db", killed)
        assert (result.exit_code, len(result.stderr.splitlines())) == (5, 1), result.output
        assert "stale" in result.stderr
    log.unlink()
    assert len(numbers(killed)) == 21


def test_a_reader_that_stays_keeps_the_log_and_loses_nothing(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM captures").fetchone()
        with open_archive(path) as archive:
            number = keep(archive, b"while somebody reads")
        assert path.with_name("archive.db-wal").stat().st_size
        assert numbers(path)[-1] == number
        reader.execute("COMMIT")
    assert faults(path) == []


# Reading


def test_a_file_without_a_byte_is_no_archive(tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    empty.touch()
    for command in ("check", "status", "parse"):
        result = scrape(command, "--db", empty)
        assert (result.exit_code, len(result.stderr.splitlines())) == (5, 1)
        assert "empty" in result.stderr
    assert empty.stat().st_size == 0


READING = [("check",), ("status",), ("show", "1"), ("history", "1"), ("diff", "1")]


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_reading_makes_no_archive(words: tuple[str, ...], tmp_path: Path) -> None:
    assert scrape(*words, "--db", tmp_path / "none.db").exit_code == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", READING, ids=lambda words: words[0])
def test_reading_leaves_no_trace(words: tuple[str, ...], path: Path) -> None:
    before = path.read_bytes(), path.stat().st_mtime_ns
    scrape(*words, "--db", path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(path.parent.iterdir()) == [path]


def test_an_archive_opened_for_reading_takes_nothing(path: Path) -> None:
    with read_archive(path) as archive, pytest.raises(ArchiveError, match="cannot be written"):
        keep(archive, b"no")


def test_an_older_archive_is_not_brought_forward_by_a_reader(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 1")
    result = scrape("status", "--db", path)
    assert (result.exit_code, len(result.stderr.splitlines())) == (5, 1)
    assert "scrape parse" in result.stderr


def as_nobody(*words: object) -> tuple[int, str]:
    """Exit code and complaint of a command that runs as somebody who may write nothing here; skips without root."""
    if os.getuid():
        pytest.skip("only root can run as somebody else")
    scrape(words[0], "--help")  # what is imported by now needs no right to be read
    out, into = os.pipe()
    if not os.fork():
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        result = scrape(*words)
        os.write(into, f"{result.exit_code} {result.stderr}".encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as read:
        code, _, complaint = read.read().partition(" ")
    os.wait()
    return int(code), complaint


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody may enter."""
    folder = Path("/var/tmp") / f"archive-{os.getpid()}"
    folder.mkdir(mode=0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_file_that_may_only_be_read_is_read(shared: Path) -> None:
    path = filled(shared / "archive.db")
    path.chmod(0o444)
    shared.chmod(0o555)
    assert as_nobody("check", "--db", path) == (0, "")
    assert list(shared.iterdir()) == [path]


def test_an_archive_of_another_user_is_read_while_its_owner_writes(shared: Path) -> None:
    path = filled(shared / "archive.db")
    with open_archive(path) as archive:
        keep(archive, b"in the log")
        assert as_nobody("status", "--db", path) == (0, "")


def test_an_archive_on_a_disk_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        filled(disk / "archive.db", captures=3)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert scrape("check", "--db", disk / "archive.db").exit_code == 0
        assert scrape("status", "--db", disk / "archive.db").exit_code == 0
        assert scrape("parse", "--db", disk / "archive.db").exit_code == 5


def test_a_folder_that_may_not_be_entered_is_one_line(shared: Path) -> None:
    inner = shared / "inner"
    inner.mkdir(mode=0o700)
    for command in ("status", "check", "parse"):
        code, complaint = as_nobody(command, "--db", inner / "archive.db")
        assert (code, len(complaint.splitlines())) == (5, 1), complaint


# The file under a crawl


def removed(path: Path) -> None:
    path.unlink()


def renamed(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def replaced(path: Path) -> None:
    copy = Path(shutil.copy(path, path.with_name("copy.db")))
    copy.replace(path)


@pytest.mark.parametrize("change", [removed, renamed, replaced])
def test_a_file_that_is_taken_away_under_a_writer_is_told(path: Path, change: Callable[[Path], None]) -> None:
    with open_archive(path) as archive:
        keep(archive, b"before")
        change(path)
        with pytest.raises(ArchiveError, match="removed, renamed or replaced"):
            keep(archive, b"after")
    if change is not removed:
        kept = path.with_name("elsewhere.db") if change is renamed else path
        with closing(sqlite3.connect(kept)) as db:
            assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_a_file_with_two_names_is_not_written_to(path: Path) -> None:
    os.link(path, path.with_name("other.db"))
    with pytest.raises(ArchiveError, match="hard link"):
        open_archive(path)
    assert len(numbers(path)) == 20


@pytest.mark.parametrize("version", [-1, 0])
def test_a_version_that_never_was_is_damage(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {version}")
    for opening in (open_archive, read_archive):
        with pytest.raises(ArchiveDamaged, match="schema"):
            opening(path)


# Backups


def test_a_backup_while_others_write_is_whole(path: Path, tmp_path: Path) -> None:
    with open_archive(path) as archive:
        number = keep(archive, b"in the log alone")
        with read_archive(path) as reader:
            backup(reader, tmp_path / "copy.db", at=NOON)
    assert numbers(tmp_path / "copy.db")[-1] == number
    assert faults(tmp_path / "copy.db") == []
    assert {each.name for each in tmp_path.iterdir()} == {"archive.db", "copy.db"}


def test_a_backup_takes_the_place_of_the_one_before(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    for number in range(3):
        with open_archive(path) as archive:
            keep(archive, bytes(100 + number))
        assert scrape("backup", copy, "--keep", 2, "--db", path).exit_code == 0
    assert len(numbers(copy)) == 23
    assert len(numbers(tmp_path / "copy.1.db")) == 22
    assert not (tmp_path / "copy.2.db").exists()


def test_in_a_folder_the_newest_backups_stay(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "notes.txt").touch()
    with read_archive(path) as archive:
        made = [backup(archive, folder, at=NOON + timedelta(days=day), keep=2) for day in range(4)]
    assert sorted(folder.iterdir()) == [*made[2:], folder / "notes.txt"]
    assert made[3].name == "archive-2026-11-26T050000Z.db"


def test_a_copy_that_is_not_whole_replaces_nothing(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "copy.db"
    with read_archive(path) as archive:
        backup(archive, copy, at=NOON)
        before = copy.read_bytes()
        with closing(sqlite3.connect(path)) as db:
            db.execute("UPDATE payloads SET body = x'00' WHERE rowid = 3")
            db.commit()
        with pytest.raises(ArchiveDamaged, match="not whole"):
            backup(archive, copy, at=NOON)
    assert copy.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_backup_never_replaces_what_is_no_copy(path: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear editor")
    with read_archive(path) as archive:
        with pytest.raises(ForeignArchive):
            backup(archive, tmp_path / "letter.txt", at=NOON)
        with pytest.raises(WrongUse, match="the archive itself"):
            backup(archive, path, at=NOON)
        with pytest.raises(WrongUse, match="no folder"):
            backup(archive, tmp_path / "none" / "copy.db", at=NOON)
    assert (tmp_path / "letter.txt").read_text() == "Dear editor"


def test_a_full_disk_is_told_and_leaves_no_half_copy(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with open_archive(path) as archive:
        for number in range(120):
            keep(archive, os.urandom(20_000 + number))
    with small_disk(tmp_path / "disk") as disk, read_archive(path) as archive:
        with pytest.raises(ArchiveFull):
            backup(archive, disk / "copy.db", at=NOON)
        assert list(disk.iterdir()) == []


def test_the_check_of_an_index_writes_nothing(path: Path) -> None:
    with read_archive(path) as archive:
        assert list(integrity.faults(archive)) == []
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO articles_fts (rowid, headline, body) VALUES (99, 'banjir', 'surut')")
        db.commit()
    assert any("articles_fts" in fault for fault in faults(path))
