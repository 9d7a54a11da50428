"""Files and folders that are not what an operator meant: one line, exit code 2, and no waiting."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from scraper.cli.app import main

LINK = "https://m.beritajakarta.id/read/1/x"
#: A number that nobody has, for what the superuser may do and others may not.
NOBODY = 65534


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCRAPE_CONFIG", raising=False)
    return tmp_path


def scrape(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_a_byte_order_mark_before_the_file_of_values_is_no_mistake() -> None:
    Path("arsip.toml").write_bytes(b"\xef\xbb\xbfpause = 2.5\n")
    result = scrape("config", "--json")
    assert result.exit_code == 0, result.output
    assert '"pause": {"value": 2.5, "from": "arsip.toml"}' in result.output


TOML = {
    "brackets": "contact = " + "[" * 100_000,
    "brackets that are few bytes": "contact = " + "[" * 30_000,
    "tables": "contact = " + "{a=" * 10_000,
    "a key of many parts": ".".join(["a"] * 15_000) + "=1",
    "a head of many parts": "[" + ".".join(["a"] * 15_000) + "]",
    "megabytes": "# x\n" * 1_000_000,
    "zero bytes": "\0" * 1000,
}


@pytest.mark.parametrize("text", TOML.values(), ids=TOML)
def test_a_file_of_values_that_is_none_is_one_line(text: str) -> None:
    Path("arsip.toml").write_text(text, "utf-8")
    assert_one_line(scrape("config"), "arsip.toml")


def assert_one_line(result: Result, name: str) -> None:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("scrape: ")
    assert result.stderr.count("\n") == 1
    assert name in result.stderr
    assert isinstance(result.exception, SystemExit)


def test_a_pipe_in_the_place_of_the_file_of_values_is_not_waited_for() -> None:
    os.mkfifo("arsip.toml")
    done = subprocess.run(
        [sys.executable, "-m", "scraper", "config"], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("scrape: arsip.toml")


@pytest.mark.parametrize(
    "words",
    [
        ["status", "--db"], ["show", "1", "--db"], ["check", "--db"], ["serve", "--port", "0", "--db"], ["add"],
        ["crawl", "beritajakarta", "--contact", "a@b.id", "--db"], ["demo", "--db"], ["file", "--url", LINK],
        ["config", "--config"], ["parse", "--db"], ["history", "1", "--db"],
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("path", ["a" * 300, "berkas/archive.db", "gelung"], ids=["long", "below a file", "a loop"])
def test_a_path_that_cannot_be_is_one_line(words: list[str], path: str) -> None:
    Path("berkas").write_text("x", "utf-8")
    Path("gelung").symlink_to("gelung")
    result = scrape(*words, path)
    assert result.exit_code in (2, 5), result.output
    assert result.stderr.startswith("scrape: ")
    assert result.stderr.count("\n") == 1
    assert isinstance(result.exception, SystemExit)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can become somebody else")
@pytest.mark.parametrize(
    "words",
    [
        ["status", "--db", "tutup/archive.db"], ["serve", "--port", "0", "--db", "tutup/archive.db"],
        ["show", "1", "--db", "tutup/archive.db"], ["demo", "--db", "tutup/archive.db"], ["add", "tutup/page.html"],
        ["config", "--config", "tutup/arsip.toml"], ["file", "tutup/page.html", "--url", LINK],
        ["schedule", "--systemd", "--into", "tutup", "--contact", "a@b.id"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_folder_that_may_not_be_entered_is_one_line(words: list[str], folder: Path) -> None:
    Path("tutup").mkdir()
    script = (
        "import os, sys\n"
        "from scraper.cli.app import COMMANDS, main\n"
        "[main.get_command(None, name) for name in COMMANDS]\n"  # imported while it may be read
        "from scraper.web import serve\n"
        f"os.chmod('tutup', 0); os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        f"main({words!r})"
    )
    folder.chmod(0o755)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode in (2, 5), done.stderr
    assert done.stderr.startswith("scrape: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can become somebody else")
@pytest.mark.parametrize("words", [["config"], ["publishers"], ["status"]], ids=" ".join)
def test_a_working_folder_that_may_not_be_entered_is_one_line(words: list[str]) -> None:
    Path("tutup").mkdir()
    script = (
        "import os\n"
        "from scraper.cli.app import COMMANDS, main\n"
        "[main.get_command(None, name) for name in COMMANDS]\n"
        f"os.chdir('tutup'); os.chmod('.', 0); os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        f"main({words!r})"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith("scrape: ")
    assert done.stderr.count("\n") == 1
