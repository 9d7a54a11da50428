"""`scrape history` and `scrape diff`: what a story was before, and what each edit changed."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom, newsroom

from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.cli.diff_view import marked
from scraper.fetch import utc_now
from scraper.indonesian.time_zones import utc_text
from scraper.store.diff import Change
from scraper.store.edits import in_short, shortened
from scraper.store.store import Store
from scraper.web import pages

OWN = Path(__file__).parents[1] / "fixtures" / "beritajakarta"
LINK = "https://m.beritajakarta.id/read/7000001/taman"
PATH = "/read/7000001/taman"

Scrape = Callable[..., Result]


@pytest.fixture
def scrape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scrape:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, words)


@pytest.fixture
def page() -> bytes:
    return (OWN / "mobile.html").read_bytes()


@pytest.fixture
def room(page: bytes, tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(("m.beritajakarta.id", "www.beritajakarta.id"), {PATH: page}, tmp_path) as room:
        yield room


@pytest.fixture
def told(page: bytes) -> dict[str, str]:
    """What the fixture prints, and what an editor makes of it."""
    want = json.loads((OWN / "mobile.json").read_text("utf-8"))
    return {
        "headline": want["headline"],
        "credit": want["photos"][0]["credit"].split(" - ")[0],
    }


def edited(page: bytes, changes: dict[str, str]) -> bytes:
    for old, new in changes.items():
        assert old.encode() in page
        page = page.replace(old.encode(), new.encode())
    return page


@pytest.fixture
def rewritten(room: Newsroom, page: bytes, told: dict[str, str], scrape: Scrape) -> dict[str, str]:
    """The story, edited and edited back: A, B, A."""
    changed = edited(page, {told["headline"]: "Judul Yang Baru Sekali", told["credit"]: "Sinta Larasati"})
    for body in (page, changed, page):
        room.pages[PATH] = body
        assert scrape("url", LINK, *room.options).exit_code in (0, 1)
    return told


def test_edited_and_edited_back_is_three_wordings(rewritten: dict[str, str], scrape: Scrape) -> None:
    result = scrape("history", LINK)
    assert result.exit_code == 0, result.output
    rows = [line for line in result.output.splitlines() if re.match(r"│ +\d ", line)]
    assert [re.sub(r"\D", "", row.split("│")[1]) for row in rows] == ["1", "2", "3"]
    assert "first wording" in rows[0]
    assert rows[1].split("│")[-2].strip() == rows[2].split("│")[-2].strip() == "headline, credit"
    assert scrape("history", "1").output == result.output


def test_history_as_json_has_wordings_views_and_tombstones(
    rewritten: dict[str, str], room: Newsroom, scrape: Scrape
) -> None:
    room.pages[PATH] = 404
    scrape("url", LINK, *room.options)
    with open_archive("archive.db") as archive:  # what a crawl does after its second try
        assert Store(archive).vanished(LINK, "gone", archive.rows("SELECT max(id) AS id FROM captures")[0]["id"])
    known = json.loads(scrape("history", "1", "--json").stdout)
    assert [each["number"] for each in known["revisions"]] == [1, 2, 3]
    assert known["revisions"][0]["headline"] == known["revisions"][2]["headline"] == rewritten["headline"]
    assert len(known["views"]) == 3
    assert [(each["state"], each["status"]) for each in known["tombstones"]] == [("gone", 404)]
    assert (known["state"], known["url"]) == ("gone", LINK)
    assert "404" in scrape("history", "1").output


def test_a_second_look_that_finds_the_same_words_lengthens_the_first(
    room: Newsroom, scrape: Scrape, told: dict[str, str]
) -> None:
    room.validators = True
    scrape("url", LINK, *room.options)
    yesterday = utc_text(utc_now() - timedelta(days=1))
    with open_archive("archive.db") as archive:
        archive.rows("UPDATE captures SET captured_at = ?", yesterday)
    scrape("url", LINK, *room.options)
    assert room.answers[-1] == 304
    (only,) = json.loads(scrape("history", "1", "--json").stdout)["revisions"]
    assert only["first_seen_at"] == yesterday
    assert only["last_seen_at"] > yesterday
    with open_archive("archive.db") as archive:  # and the web page tells the same
        (shown,) = archive.rows(pages.ARTICLE["revisions"], id=1)
    assert shown["last_seen_at"] == only["last_seen_at"]


def test_a_diff_marks_what_went_and_what_came(rewritten: dict[str, str], scrape: Scrape) -> None:
    last, first = scrape("diff", LINK), scrape("diff", "1", "1", "2")
    assert last.exit_code == first.exit_code == 0, last.output
    assert "[-Sinta-]{+" in last.output
    assert "{+Sinta+}" in first.output
    assert "headline:" in last.output
    assert "body:" not in last.output
    assert "wording 2" in last.output
    assert "wording 3" in last.output
    assert "\x1b" not in last.output


def test_from_alone_is_everything_since_and_there_and_back_is_nothing(
    rewritten: dict[str, str], scrape: Scrape
) -> None:
    result = scrape("diff", "1", "1")
    assert result.exit_code == 0
    assert "headline:" not in result.output
    assert "wording 3" in result.output


def test_a_diff_as_json_spells_both_wordings(rewritten: dict[str, str], scrape: Scrape) -> None:
    found = json.loads(scrape("diff", "1", "1", "2", "--json").stdout)
    headline = found["changes"]["headline"]
    assert "".join(each["text"] for each in headline if each["kind"] != "new") == rewritten["headline"]
    assert "".join(each["text"] for each in headline if each["kind"] != "gone") == "Judul Yang Baru Sekali"
    assert (found["from"]["number"], found["to"]["number"]) == (1, 2)
    assert {each["kind"] for each in found["changes"]["body"]} == {"same"}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("1", "1", "9"), "numbered from 1 to 3"),
        (("1", "4"), "numbered from 1 to 3"),
        (("99",), "no article 99"),
        (("bukan tautan",), "bukan tautan"),
    ],
)
def test_what_there_is_not_is_one_line(
    words: tuple[str, ...], says: str, rewritten: dict[str, str], scrape: Scrape
) -> None:
    result = scrape("diff", *words)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert says in result.stderr


def test_one_wording_has_no_edit(room: Newsroom, scrape: Scrape) -> None:
    scrape("url", LINK, *room.options)
    result = scrape("diff", "1")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "only one wording" in result.stderr


def on_a_terminal(*words: str, **environment: str) -> str:
    """What a command prints on a terminal of its own."""
    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    kept |= {"TERM": "xterm-256color", "COLUMNS": "100", **environment}
    with subprocess.Popen([sys.executable, "-m", "scraper", *words], stdout=theirs, stdin=theirs, env=kept) as process:
        os.close(theirs)
        printed = b""
        try:
            while piece := os.read(ours, 65536):
                printed += piece
        except OSError:  # the other end is closed: how Linux says that a terminal has ended
            pass
        assert process.wait() == 0
    os.close(ours)
    return printed.decode()


def test_a_terminal_gets_colours_unless_it_wants_none(rewritten: dict[str, str], scrape: Scrape) -> None:
    coloured = on_a_terminal("diff", "1")
    assert re.search(r"\x1b\[[0-9;]*31m", coloured)
    assert re.search(r"\x1b\[[0-9;]*32m", coloured)
    assert "[-" not in coloured
    for plain in (on_a_terminal("diff", "1", "--no-color"), on_a_terminal("diff", "1", NO_COLOR="1")):
        assert "[-Sinta-]{+" in plain
        assert "\x1b[31" not in plain


def test_what_could_steer_a_terminal_is_not_printed() -> None:
    text = marked([Change("new", "a\x1b]0;x\x07\x9b31m\r\nb")], colour=True).plain
    assert text == "a�]0;x��31m�\nb"


def test_paragraphs_that_nothing_touched_are_counted() -> None:
    changes = [Change("same", "satu\n\ndua\n\ntiga "), Change("new", "x"), Change("same", " y\n\nempat\n\nlima")]
    assert [each.text for each in shortened(changes)] == [
        "(2 paragraphs unchanged)\n\ntiga ",
        "x",
        " y\n\n(2 paragraphs unchanged)",
    ]
    assert shortened(changes[:1]) == [Change("same", "(3 paragraphs unchanged)")]
    short = [Change("same", "satu\n\ndua "), Change("gone", "x")]
    assert shortened(short) == short


def test_an_edit_in_a_few_words() -> None:
    body = [Change("gone", "dua rumah"), Change("new", "tiga"), Change("same", " rusak")]
    same: dict[str, list[Change]] = {"headline": [], "bylines": [], "body": [], "credits": []}
    assert in_short({**same, "body": body}) == "text +1 -2 words"
    assert in_short({**same, "bylines": body, "credits": body, "headline": body}) == "headline, bylines, credit"
    assert in_short(same) == "marks and spaces only"
