"""`scrape schedule`: entries that cron and systemd take as they are, whatever the paths look like."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from scraper.cli import cron_and_systemd
from scraper.cli.app import COMMANDS, main
from scraper.cli.cron_and_systemd import Installation
from scraper.cli.settings import all_commands
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST
from scraper.errors import WrongUse

ROOT = Path(__file__).parents[2]
Scrape = Callable[..., Result]

#: The installation of docs/schedule.md.
DOCUMENTED = Installation(
    program=("/srv/arsip/.venv/bin/scrape",),
    folder="/srv/arsip",
    archive_folder="/srv/arsip",
    crawl=("--config", "/srv/arsip/arsip.toml", "--db", "/srv/arsip/archive.db", "--max-time", "50m"),
    status=("--config", "/srv/arsip/arsip.toml", "--db", "/srv/arsip/archive.db"),
    user="arsip",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose name means something to the shell, to cron and to systemd."""
    folder = tmp_path / "berita 100% 'kita' \"semua\" $HOME & co\\n"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("SCRAPE_")]:
        monkeypatch.delenv(name)
    return folder


def scrape(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def commands(crontab: str) -> list[tuple[str, str]]:
    """Times and commands of a crontab as crontab(5) reads it: a bare % ends a command, and \\% is one."""
    found = []
    for line in crontab.splitlines():
        if line and not line.startswith("#"):
            *times, command = line.split(None, 5)
            found.append((" ".join(times), re.split(r"(?<!\\)%", command)[0].replace("\\%", "%")))
    return found


# cron


def test_what_cron_would_run_crawls_and_looks(folder: Path) -> None:
    with DemoSite() as site:
        Path("arsip.toml").write_text(
            f'publishers = ["kabardemo"]\ncontact = "a@example.org"\npause = 0\nallow-address = ["127.0.0.1"]\n'
            f'connect-to = ["{HOST}:80:{site.address}"]\n'
        )
        table = scrape("schedule", "--cron")
        assert table.exit_code == 0, table.output
        (hourly, crawl), (daily, look) = commands(table.stdout)
        assert re.fullmatch(r"\d+ \* \* \* \*", hourly)
        assert re.fullmatch(r"\d+ 6 \* \* \*", daily)
        environment = {"HOME": "/", "LOGNAME": "nobody", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"}
        for command in (crawl, look):
            done = subprocess.run(
                ["/bin/sh", "-c", command], env=environment, capture_output=True, cwd="/", check=False
            )
            assert done.returncode == 0, done.stderr
            assert done.stdout + done.stderr == b""  # so cron mails nothing
    assert "13 new" in (folder / "crawl.log").read_text("utf-8")
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        assert db.execute("SELECT count(*) FROM articles").fetchone() == (13,)
        for (number,) in db.execute("SELECT capture FROM readings WHERE article IS NOT NULL").fetchall():
            db.execute("""UPDATE readings SET empty_fields = '["headline"]' WHERE capture = ?""", [number])
        db.commit()
    told = subprocess.run(["/bin/sh", "-c", look], env=environment, capture_output=True, cwd="/", check=False)
    assert b"fell: kabardemo: headline in 0 of the newest 13 readings" in told.stdout  # and this it does


def test_what_stands_in_the_file_is_left_to_it(folder: Path) -> None:
    Path("arsip.toml").write_text('contact = "a@example.org"\ndb = "data.db"\nmax-time = "20m"\n')
    (_, crawl), (_, look) = commands(scrape("schedule", "--cron").stdout)
    for command in (crawl, look):
        assert "arsip.toml" in command
        assert not {"--db", "--contact", "--max-time"} & set(command.split())
    (_, crawl), _ = commands(scrape("schedule", "--cron", "--db", "other.db", "--max-time", "90").stdout)
    assert "other.db" in crawl
    assert "--max-time 90s" in crawl


def test_publishers_and_contact_are_passed_on(folder: Path) -> None:
    (_, crawl), (_, look) = commands(scrape("schedule", "--cron", "--contact", "a@b.example", "kompas", "viva").stdout)
    assert re.search(r"--max-time 50m --contact a@b\.example kompas viva >> crawl\.log 2>&1$", crawl)
    assert "kompas" not in look


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--contact", "a@example.org"), "say --cron or --systemd"),
        (("--cron",), "who answers for it"),
        (("--cron", "--into", ".", "--contact", "a@example.org"), "--into is for"),
        (("--cron", "--contact", "a@example.org", "kabarangin"), "no publisher is called"),
    ],
)
def test_wrong_use_is_one_line(folder: Path, words: tuple[str, ...], message: str) -> None:
    result = scrape("schedule", *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert message in result.stderr
    assert list(folder.iterdir()) == []


def test_a_line_break_in_a_path_is_refused() -> None:
    with pytest.raises(WrongUse, match="holds what is no character"):
        Installation(("scrape",), "/srv/a\n* * * * * rm -rf /", "/", (), (), "arsip")


@given(st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" %\\'\"$"), min_size=1, max_size=20))
def test_any_path_comes_back_from_cron_and_the_shell(name: str) -> None:
    here = Installation(("printf", "%s."), f"/{name}", "/", (name,), (name,), "arsip")
    (_, crawl), _ = commands(cron_and_systemd.cron(here))
    words = crawl.removeprefix("cd ").removesuffix(" >> crawl.log 2>&1")
    done = subprocess.run(["/bin/sh", "-c", f"printf '%s\\n' {words.replace(' && printf ', ' ')}"],
                          capture_output=True, check=True)  # fmt: skip
    assert done.stdout.decode() == f"/{name}\n%s.\ncrawl\n{name}\n"


# systemd


def units(text: str) -> dict[str, str]:
    """The files that are printed one after the other."""
    parts = re.split(r"^# /etc/systemd/system/(\S+)\n", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze (systemd)")


def test_units_are_printed_or_written_and_nothing_is_overwritten(folder: Path) -> None:
    words = ("schedule", "--systemd", "--contact", "a@example.org", "--user", "arsip")
    printed = units(scrape(*words).stdout)
    assert list(printed) == ["arsip.service", "arsip.timer", "arsip-status.service", "arsip-status.timer"]
    into = folder.parent / "units"
    into.mkdir()
    assert scrape(*words, "--into", str(into)).exit_code == 0
    assert {path.name: path.read_text("utf-8").strip() for path in into.iterdir()} == {
        name: unit.strip() for name, unit in printed.items()
    }
    again = scrape(*words, "--into", str(into))
    assert (again.exit_code, len(again.stderr.splitlines())) == (2, 1)
    assert "there already" in again.stderr


def test_the_user_is_the_owner_of_the_folder(folder: Path) -> None:
    unit = units(scrape("schedule", "--systemd", "--contact", "a@example.org").stdout)["arsip.service"]
    assert f"User={folder.owner()}\n" in unit
    assert f"ExecStart={Path(sys.executable).with_name('scrape')} crawl" in unit


@needs_systemd
def test_systemd_takes_the_units(folder: Path) -> None:
    into = folder.parent / "units"
    into.mkdir()
    scrape("schedule", "--systemd", "--contact", "a@example.org", "--into", str(into))
    files = sorted(map(str, into.iterdir()))
    done = subprocess.run(["systemd-analyze", "verify", *files], capture_output=True, text=True, check=False)
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "arsip" in line]
    assert ours == []
    assert done.returncode == 0, done.stderr


@needs_systemd
def test_systemd_would_see_a_mistake(tmp_path: Path) -> None:
    """That the test above can fail: the same with a path that is not quoted."""
    unit = cron_and_systemd.systemd(DOCUMENTED)["arsip.service"].replace("ExecStart=/srv", "ExecStart=/no where/srv")
    (tmp_path / "arsip.service").write_text(unit)
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / "arsip.service")], capture_output=True, text=True, check=False
    )
    assert "arsip.service" in done.stderr


# What is documented

DOCUMENTS = ("schedule.md", "schedule.id.md")


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("how", ["cron", "systemd"])
def test_the_documented_entries_are_those_that_are_printed(how: str, document: str) -> None:
    text = (ROOT / "docs" / document).read_text("utf-8")
    block = re.search(rf"<!-- scrape schedule --{how} -->\n```\w*\n(.*?)\n```\n<!-- end -->", text, re.DOTALL)
    assert block is not None
    assert block[1] == documented(how)


def documented(how: str) -> str:
    if how == "cron":
        return cron_and_systemd.cron(DOCUMENTED).rstrip()
    found = cron_and_systemd.systemd(DOCUMENTED).items()
    return "\n".join(f"# /etc/systemd/system/{name}\n{unit}" for name, unit in found).rstrip()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_documented_words_are_words_of_the_program(document: str) -> None:
    text = (ROOT / "docs" / document).read_text("utf-8")
    commands = all_commands(main, Context(main))
    for command in re.findall(r"(?:bin/scrape|arsip-berita|`scrape) ([a-z]+)", text):
        assert command in COMMANDS
    for option in re.findall(r"(?<= )--(?:into|log-json|max-time|host|systemd|cron|config|db)\b", text):
        assert any(option in param.opts for command in commands for param in command.params)


# The container


def test_the_container_is_no_root_and_gets_what_the_build_needs() -> None:
    steps = (ROOT / "Dockerfile").read_text("utf-8")
    assert re.search(r"^USER (?!0|root)\S+$", steps, re.MULTILINE)
    assert re.search(r"^VOLUME /archive$", steps, re.MULTILINE)
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").split() if line.startswith("!")}
    assert kept == {"LICENSE", "README.md", "hatch_build.py", "pyproject.toml", "scraper"}
    assert all((ROOT / name).exists() for name in kept)
