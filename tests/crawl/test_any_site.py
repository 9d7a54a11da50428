"""A site that nobody wrote a file for: its address is enough, and its stories are looked at again like any other's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom, newsroom

from scraper import publishers, urls
from scraper.archive import open_archive
from scraper.cli.app import main
from scraper.crawl.archived_sites import know_sites
from scraper.crawl.network import Network
from scraper.crawl.reread import reread
from scraper.crawl.run import Run

UNKNOWN = Path(__file__).parents[1] / "unknown"
REAL = Path(__file__).parents[3] / "shared" / "pages"
HOST = "www.kabardesa.example"
STORY, OTHER = "/berita/12/warga-menanam-pohon-di-tepi-kali", "/berita/13/pasar-lama-dibuka-lagi"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    publishers.know(())


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Newsroom]:
    pages = {STORY: page("astra"), OTHER: page("jnews"), "/": b"<!doctype html><title>Kabar Desa</title><h1>Kabar</h1>"}
    with newsroom((HOST,), pages, tmp_path) as room:
        yield room


def page(name: str) -> bytes:
    return (UNKNOWN / f"{name}.html").read_bytes()


def headline(name: str) -> str:
    told: str = json.loads((UNKNOWN / f"{name}.json").read_text("utf-8"))["headline"]
    return told


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def scrape(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def link(path: str) -> str:
    return f"https://{HOST}{path}"


def test_a_link_of_any_site_is_read_stored_and_planned_for_again(site: Newsroom) -> None:
    result = scrape("url", link(STORY), link(OTHER), *site.options)
    assert {headline("astra"), headline("jnews")} == {row[0] for row in rows("SELECT headline FROM articles")}, result
    assert rows("SELECT DISTINCT publisher FROM articles") == [("kabardesa.example",)]
    assert rows("SELECT url, state, looks FROM frontier ORDER BY url") == [
        (link(STORY), "due", 1),
        (link(OTHER), "due", 1),
    ]
    assert rows("SELECT command FROM runs") == [("url",)]


def test_what_is_no_article_is_one_line(site: Newsroom) -> None:
    result = scrape("url", link("/"), *site.options)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert rows("SELECT count(*) FROM articles") == [(0,)]


def test_a_story_given_by_hand_that_vanishes_is_a_tombstone_and_keeps_its_text(site: Newsroom) -> None:
    scrape("url", link(STORY), *site.options)
    before = rows("SELECT headline, body FROM articles")
    site.pages[STORY] = 404
    for hours in (2, 4):
        visit_at(site, datetime.now(UTC) + timedelta(hours=hours))
    assert rows("SELECT state FROM frontier") == [("gone",)]
    assert rows("SELECT state FROM articles") == [("gone",)]
    assert rows("SELECT headline, body FROM articles") == before


def test_an_edit_of_a_story_given_by_hand_is_noticed(site: Newsroom) -> None:
    scrape("url", link(STORY), *site.options)
    site.pages[STORY] = page("astra").replace(headline("astra").encode(), b"Judul yang ditulis ulang hari ini")
    visit_at(site, datetime.now(UTC) + timedelta(hours=2))
    assert rows("SELECT headline FROM articles") == [("Judul yang ditulis ulang hari ini",)]
    assert rows("SELECT count(*) FROM revisions") == [(2,)]


def visit_at(site: Newsroom, now: datetime) -> None:
    """A crawl of the archive's sites at a later time."""
    options = dict(zip(site.options[::2], site.options[1::2], strict=True))
    network = Network(
        pause=0,
        allow_address=("127.0.0.1",),
        connect_to=(options["--connect-to"],),
        ca_file=options["--ca-file"],
    )
    with open_archive("archive.db") as archive:
        run = Run(archive=archive, network=network, command="crawl", now=lambda: now)
        run.crawl(know_sites(archive))


def test_reading_again_knows_the_site_from_the_archive_alone(site: Newsroom) -> None:
    scrape("url", link(STORY), *site.options)
    before = rows("SELECT * FROM articles")
    publishers.know(())
    with open_archive("archive.db") as archive:
        assert reread(archive, everything=True) == {"same": 1}
    assert rows("SELECT * FROM articles") == before


def path_of(url: str) -> str:
    """The path as the server reads it: "//" at its start is "/" there."""
    return "/" + url.split("/", 3)[3].lstrip("/")


def first_page(url: str) -> str:
    publisher = publishers.of(url)
    return publisher.first_page(url) if publisher else url


def real_pages() -> dict[str, Path]:
    """Canonical address of every real article with gold -> its page; the loopback speaks https alone."""
    told = [json.loads(gold.read_text("utf-8")) for gold in sorted((REAL / "gold").glob("*.json"))]
    addresses = (urls.canonical(each["url"].replace("http://", "https://", 1)) for each in told)
    return {address: REAL / f"{each['page']}.html" for address, each in zip(addresses, told, strict=True)}


@pytest.mark.skipif(not (REAL / "gold").exists(), reason="the real pages are not at hand")
def test_every_real_page_is_stored_under_its_own_address(tmp_path: Path) -> None:
    pages = real_pages()
    hosts = sorted({url.split("/")[2] for url in pages})
    bodies = {path_of(address): path.read_bytes() for url, path in pages.items() for address in (url, first_page(url))}
    permitted = [word for each in publishers.everyone().values() if each.terms for word in ("--permitted", each.id)]
    with newsroom(hosts, bodies, tmp_path) as room:
        told = scrape("url", *pages, *permitted, *room.options).stderr
    assert told == ""
    assert rows("SELECT count(*) FROM articles") == [(len(pages),)]
