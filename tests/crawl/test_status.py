"""`scrape status`: what ran, what is due, who is left alone, and an exit code that notices a redesign."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom, newsroom

from scraper import publishers
from scraper.archive import Archive, open_archive
from scraper.archive.lock import crawl_lock
from scraper.cli.app import main
from scraper.crawl.frontier import Frontier
from scraper.crawl.status import last_runs, left_alone, storage
from scraper.indonesian.time_zones import utc_text
from scraper.models import Capture, HostState
from scraper.store.store import Store

OWN = Path(__file__).parents[1] / "fixtures" / "beritajakarta"
WHO = "beritajakarta"
NOW = datetime.now(UTC).replace(microsecond=0)

Scrape = Callable[..., Result]


@pytest.fixture
def scrape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scrape:
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, words)


@pytest.fixture
def archive(tmp_path: Path, scrape: Scrape) -> Iterator[Archive]:
    with open_archive("archive.db") as archive:
        Store(archive).publisher(publishers.named(WHO))
        yield archive


# A redesign, from the page to the exit code


STORIES = 60


def story(number: int, *, redesigned: bool = False) -> bytes:
    """A page of the publisher; after the redesign what stands around its text has other names."""
    page = (OWN / "mobile.html").read_text("utf-8")
    headline = json.loads((OWN / "mobile.json").read_text("utf-8"))["headline"]
    page = page.replace(headline, f"{headline} {number}")
    if redesigned:
        page = page.replace("content-info", "story-meta").replace("image-info", "story-picture")
    return page.encode()


def listing(room: Newsroom) -> bytes:
    links = (f'<li><h2><a href="{path}">x</a></h2></li>' for path in room.pages if path.startswith("/read/"))
    return f'<ul class="list-index">{"".join(links)}</ul>'.encode()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    pages = {f"/read/{n}/berita-{n}": story(n) for n in range(8_000_000, 8_000_000 + STORIES)}
    with newsroom(("m.beritajakarta.id", "www.beritajakarta.id"), pages, tmp_path) as room:
        yield room


def test_a_redesign_ends_crawl_and_status_with_1_and_is_named(room: Newsroom, scrape: Scrape) -> None:
    room.pages["/berita/terkini"] = listing(room)
    before = scrape("crawl", WHO, *room.options)
    assert before.exit_code in (0, 1), before.output
    assert "fell" not in before.output
    assert scrape("status").exit_code == 0

    for n in range(9_000_000, 9_000_020):
        room.pages[f"/read/{n}/berita-{n}"] = story(n, redesigned=True)
    room.pages["/berita/terkini"] = listing(room)
    crawl = scrape("crawl", WHO, *room.options)
    assert crawl.exit_code == 1
    assert f"fell: {WHO}: photos.credit in 0 of the newest 16 readings, in 60 of the 64 before" in crawl.stdout

    told = scrape("status")
    assert told.exit_code == 1
    assert f"fell: {WHO}: " in told.stdout
    assert scrape("status", WHO).exit_code == 1
    assert scrape("status", "antaranews").exit_code == 0  # another publisher's fall is no fault of this one
    known = json.loads(scrape("status", "--json").stdout)
    assert {each["publisher"] for each in known["fell"]} == {WHO}
    with open_archive("archive.db") as archive:
        assert archive.rows("SELECT exit_code FROM runs ORDER BY id DESC LIMIT 1") == [{"exit_code": 1}]
        assert archive.rows("SELECT fell IS NOT NULL AS fell FROM health") == [{"fell": 1}]


def test_every_field_of_a_publisher_is_told_when_it_is_named(room: Newsroom, scrape: Scrape) -> None:
    room.pages["/berita/terkini"] = listing(room)
    scrape("crawl", WHO, "--limit", "12", *room.options)
    assert "photos.credit" not in scrape("status").output
    told = scrape("status", WHO).output
    assert re.search(r"photos\.credit +│ 12 of 12", told)
    fields = json.loads(scrape("status", "--json").stdout)["publishers"][0]["fields"]
    assert fields["headline"] == {"newest": 12, "newest_of": 12, "before": 0, "before_of": 0, "fell": False}


# Runs


def test_a_run_is_told_with_what_it_counted(room: Newsroom, scrape: Scrape) -> None:
    room.pages = {"/read/7000000/x": story(7_000_000, redesigned=True), **room.pages}
    room.pages["/berita/terkini"] = listing(room)
    room.validators = True
    scrape("crawl", WHO, "--limit", "5", *room.options)
    scrape("url", "https://m.beritajakarta.id/read/7000000/x", *room.options)
    second, first = json.loads(scrape("status", "--json").stdout)["runs"]
    assert (first["command"], first["state"], first["new"], first["waiting"]) == ("crawl", "ended", 5, STORIES - 4)
    assert first["seconds"] > 0
    assert first["version"]
    assert (second["command"], second["not_modified"], second["fetched"]) == ("url", 1, 1)
    with open_archive("archive.db") as archive:
        counted = archive.rows("SELECT count(*) AS n FROM problems p JOIN captures c ON c.id = p.capture")[0]["n"]
    assert first["problems"] == counted > 0


def test_a_killed_run_is_told_as_one_and_a_running_one_as_another(archive: Archive, scrape: Scrape) -> None:
    for command, age in (("crawl", 30), ("url", 30), ("url", 1), ("crawl", 1)):
        archive.start_run(command, NOW - timedelta(minutes=age))

    def states() -> list[str]:
        return [row["state"] for row in last_runs(archive, NOW)]

    assert states() == ["killed", "running", "killed", "killed"]
    with crawl_lock(archive.path):
        assert states() == ["running", "running", "killed", "killed"]
        assert "killed" in scrape("status").output
    assert states() == ["killed", "running", "killed", "killed"]


def test_only_the_last_runs_are_told_the_newest_first(archive: Archive) -> None:
    for n in range(15):
        archive.end_run(archive.start_run("url", NOW), at=NOW, exit_code=n, columns={})
    assert [row["exit_code"] for row in last_runs(archive, NOW)] == list(range(14, 4, -1))


# What is due


def test_what_is_due_now_and_next(archive: Archive, scrape: Scrape) -> None:
    frontier = Frontier(archive)
    urls = [f"https://m.beritajakarta.id/read/{n}/x" for n in range(5)]
    frontier.add(urls, publisher=WHO, found_on=None, now=NOW - timedelta(hours=1))
    frontier.visited(urls[0], now=NOW, changed=False)
    archive.rows("UPDATE frontier SET next_at = '2099-01-01T00:00:00Z' WHERE url = ?", urls[1])  # by a wrong clock
    (told,) = json.loads(scrape("status", "--json").stdout)["publishers"]
    assert told["due"] == 4
    assert told["next_at"] == utc_text(NOW + timedelta(hours=1))
    assert re.search(rf"{WHO} +│ never +│ +4 │ in (\d+ min|1 h)", scrape("status").output)


# Hosts


SOON, PAST = NOW + timedelta(minutes=7), NOW - timedelta(minutes=7)
MONTH = PAST + timedelta(days=30)
HOSTS: dict[str, tuple[HostState, list[tuple[str, datetime | None]]]] = {
    "nothing is wrong": (HostState("a.example", b"", 200, NOW), []),
    "it asked for a pause": (HostState("a.example", not_before=SOON, failures=1), [("asked us to wait", SOON)]),
    "the pause is over": (HostState("a.example", not_before=PAST, failures=1), []),
    "a wrong clock wrote the pause": (HostState("a.example", not_before=NOW + timedelta(days=900)), []),
    "it fails": (HostState("a.example", not_before=SOON, failures=6), [("6 failures in a row", SOON)]),
    "its robots.txt is broken": (
        HostState("a.example", None, 503, PAST),
        [("robots.txt could not be read: status 503", PAST + timedelta(minutes=30))],
    ),
    "its robots.txt is out of reach": (
        HostState("a.example", None, None, PAST),
        [("robots.txt could not be read: no answer", PAST + timedelta(minutes=30))],
    ),
    "its robots.txt may be tried again": (HostState("a.example", None, 503, NOW - timedelta(hours=1)), []),
    "it has no robots.txt": (HostState("a.example", None, 404, PAST), []),
    "it opted out": (HostState("a.example", opted_out="noai", opted_out_at=PAST), [("noai", MONTH)]),
    "it opted out a month ago": (
        HostState("a.example", opted_out="noai", opted_out_at=NOW - timedelta(days=30)),
        [],
    ),
    "it opted out and the operator has leave": (
        HostState("a.example", opted_out="noai", opted_out_at=PAST, allowed_because="izin", allowed_at=NOW),
        [],
    ),
    "two reasons": (
        HostState("a.example", not_before=SOON, failures=1, opted_out="noai", opted_out_at=PAST),
        [("noai", MONTH), ("asked us to wait", SOON)],
    ),
}


@pytest.mark.parametrize(("state", "reasons"), HOSTS.values(), ids=HOSTS)
def test_hosts_that_are_left_alone_are_told_with_why_and_until_when(
    archive: Archive, state: HostState, reasons: list[tuple[str, datetime | None]]
) -> None:
    Frontier(archive).save_host(state)
    found = left_alone(archive, NOW)
    assert [each.until for each in found] == [until for _, until in reasons]
    for each, (words, _) in zip(found, reasons, strict=True):
        assert words in each.why


def test_the_words_of_an_opt_out_are_shown_and_steer_no_terminal(archive: Archive, scrape: Scrape) -> None:
    words = "Dilarang keras\n\x1b[31m mengambil konten"
    Frontier(archive).save_host(HostState("a.example", opted_out=words, opted_out_at=NOW))
    output = scrape("status").output
    assert "Dilarang keras mengambil konten" in output
    assert "\x1b" not in output


# Wrong use


@pytest.mark.parametrize(("words", "says"), [(("status",), "no archive here"), (("status", "x"), "beritajakarta")])
def test_wrong_use_is_one_line_and_makes_no_archive(words: tuple[str, ...], says: str, scrape: Scrape) -> None:
    result = scrape(*words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert says in result.stderr
    assert not Path("archive.db").exists()


def test_json_has_the_same_keys_whatever_there_is(archive: Archive, scrape: Scrape) -> None:
    told: dict[str, Any] = json.loads(scrape("status", "--json").stdout)
    told["storage"].pop("bytes")
    assert told == {
        "storage": {"month_captures": 0, "year_bytes": 0},
        "runs": [],
        "unread": 0,
        "left_alone": [],
        "silent": [],
        "learnable": [],
        "publishers": [{"publisher": WHO, "last_success_at": None, "due": 0, "next_at": None, "fields": {}}],
        "fell": [],
    }


def test_room_and_what_a_year_will_cost(archive: Archive, scrape: Scrape) -> None:
    for number in range(10):
        url = f"https://a.example/{number}"
        body = bytes([number]) * 100
        archive.keep(Capture(url, url, NOW, 200, "text/html", None, (), body), kind="part", publisher=None, run=None)
    for days, fetched in ((1, 6), (29, 4), (31, 1000)):
        run = archive.start_run("crawl", NOW - timedelta(days=days))
        archive.end_run(run, at=NOW, exit_code=0, columns={"fetched": fetched})
    found = storage(archive, NOW)
    assert found.month_captures == 10
    assert found.bytes >= archive.path.stat().st_size
    assert found.year_bytes == round(found.bytes * 365 / 30)
    assert "a year like the last thirty days adds" in scrape("status").output
