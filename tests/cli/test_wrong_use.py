"""What an operator may type: one clear line, exit code 2, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.archive import open_archive
from scraper.cli.app import main

CONTACT = ["--contact", "redaksi@example.org"]
#: Nobody is asked: where this leads nobody listens.
NOWHERE = ["--connect-to", "m.beritajakarta.id:443:127.0.0.1:9"]
CRAWL = ["crawl", "beritajakarta", *NOWHERE]
LINK = "https://m.beritajakarta.id/read/1/x"

#: Strings that break what was not thought through.
NAUGHTY = {
    "empty": "",
    "blank": " ",
    "a dash": "-",
    "line breaks": "a\r\nb",
    "a byte that is no UTF-8": "\udcff",
    "escapes of a terminal": "\x1b[31mmerah\x1b[0m",
    "right to left": "\u202eedoc",
    "markup of rich": "[bold]x[/bold] [link=file:///etc/passwd]y[/link]",
    "a format": "%s%n{0}{self}",
    "SQL": "'; DROP TABLE articles; --",
    "a shell": "$(touch ada) `touch ada` ; touch ada",
    "a way up": "../../../../etc/passwd",
    "a fraction of another script": "½",
    "a number without end": "9" * 5000,
    "a megabyte": "x" * 1_000_000,
    "brackets": "[::1",
    "a name of nobody": "kabar angin",
}

#: Command lines that are wrong, by what is wrong with them.
WRONG: dict[str, list[str]] = {
    "no such command": ["jelajah"],
    "no such option": ["--jelajah"],
    "no such option of a command": ["crawl", "--jelajah"],
    "an option without its value": ["crawl", "--limit"],
    "no link": ["url"],
    "no publisher of this name": ["crawl", "kabarangin", *CONTACT],
    "a share of no machine": [*CRAWL, *CONTACT, "--shard", "0/5"],
    "a share beyond the last machine": [*CRAWL, *CONTACT, "--shard", "6/5"],
    "a share of nothing": [*CRAWL, *CONTACT, "--shard", "1/0"],
    "a share in words": [*CRAWL, *CONTACT, "--shard", "dua/lima"],
    "limit of none": [*CRAWL, "--limit", "0"],
    "limit of less": [*CRAWL, "--limit", "-3"],
    "limit in words": [*CRAWL, "--limit", "banyak"],
    "pause of no number": [*CRAWL, "--pause", "nan"],
    "pause without end": [*CRAWL, "--pause", "inf"],
    "pause before the last": [*CRAWL, "--pause", "-1"],
    "contact that forges a header": [*CRAWL, "--contact", "a@b.id\r\nX-Evil: 1"],
    "contact that no header takes": [*CRAWL, "--contact", "édaksi@b.id"],
    "no contact": ["crawl", "beritajakarta"],
    "address of nothing": [*CRAWL, "--allow-address", "bukan alamat"],
    "detour to nowhere": [*CRAWL, "--connect-to", "m.beritajakarta.id"],
    "detour to no port": [*CRAWL, "--connect-to", "m.beritajakarta.id:443:127.0.0.1:pintu"],
    "certificates that are not there": [*CRAWL, "--ca-file", "tidak-ada.pem"],
    "certificates that are none": [*CRAWL, "--ca-file", __file__],
    "permission of nobody known": [*CRAWL, "--permitted", "kabarangin"],
    "archive that is a folder": [*CRAWL, "--db", "."],
    "page that is not there": ["file", "tidak-ada.html", "--url", LINK],
    "page without its address": ["file", __file__],
    "page of no address": ["file", __file__, "--url", "bukan alamat"],
    "link with certificates that are none": ["url", LINK, *NOWHERE, "--ca-file", __file__],
    "link with a contact that forges a header": ["url", LINK, *NOWHERE, "--contact", "a\nb"],
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCRAPE_CONTACT", raising=False)
    return tmp_path


def assert_refused(words: list[str], folder: Path) -> None:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert result.stderr.startswith("scrape: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.stderr
    assert len(result.stderr) < 2000
    assert "\x1b" not in result.stderr
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("words", WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_one_line_and_changes_nothing(words: list[str], folder: Path) -> None:
    assert_refused(words, folder)


@pytest.mark.parametrize(
    "before",
    [
        ["url"], ["crawl", *CONTACT], ["publishers"], ["show"], ["file", __file__, "--url"], [*CRAWL, "--limit"],
        [*CRAWL, "--pause"], [*CRAWL, "--connect-to"], [*CRAWL, "--allow-address"], [*CRAWL, "--ca-file"],
        [*CRAWL, "--permitted"],
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("text", NAUGHTY.values(), ids=NAUGHTY)
def test_no_string_breaks_a_command(before: list[str], text: str, folder: Path) -> None:
    assert_refused([*before, text], folder)


@pytest.mark.parametrize("number", ["9" * 4301, "9" * 19, "0", "9223372036854775808", "٣" * 5000])
@pytest.mark.parametrize("command", [["show"], ["history"], ["diff"]], ids=" ".join)
def test_a_number_that_no_article_can_have_is_one_line(command: list[str], number: str, folder: Path) -> None:
    open_archive(folder / "archive.db").close()
    result = CliRunner().invoke(main, [*command, number])
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("scrape: ")
    assert result.stderr.count("\n") == 1
    assert isinstance(result.exception, SystemExit)
