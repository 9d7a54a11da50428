"""`scrape learn`: from the pages of an archive to a publisher's file beside it, and whether files still hold."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import learning_paper as paper
import pytest
from click.testing import CliRunner, Result

from scraper import publishers
from scraper.cli.app import main
from scraper.crawl import publisher_files

Scrape = Callable[..., Result]
FILE = Path("publishers/kabarrimba.py")
OLD = [(paper.path(number), paper.old_page(number)) for number in range(10)]
NEW = [(paper.path(number), paper.new_page(number)) for number in range(20, 25)]


@pytest.fixture
def scrape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scrape]:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("SCRAPE_")]:
        monkeypatch.delenv(name)
    yield lambda *words: CliRunner().invoke(main, words)
    publisher_files.forget()
    publishers.know(())


def keep(*pages: tuple[str, bytes]) -> None:
    paper.keep(Path("archive.db"), pages)


def sections() -> list[str]:
    with closing(sqlite3.connect("archive.db")) as db:
        return [row[0] for row in db.execute("SELECT section FROM articles ORDER BY id")]


def test_a_learned_file_is_read_by_every_command_and_reads_better(scrape: Scrape) -> None:
    keep(*OLD, ("/", b"<!doctype html><h1>Beranda</h1>"), ("/rusak", b"\0\0"))
    assert scrape("parse").exit_code in (0, 1)
    assert sections()[0] == "Desa"
    assert f"scrape learn {paper.SITE}" in scrape("status").stdout
    result = scrape("learn", paper.SITE)
    assert result.exit_code == 0, result.output
    for told in ("css('.judul-berita')", "10 of 10", "trail", str(FILE), "scrape parse --all"):
        assert told in result.stdout
    text = FILE.read_text("utf-8")
    assert "# found on 10 of 10, as read without rules on 10, proven on 10 of 10 others; so say trail" in text
    assert "id='kabarrimba.example'" in text
    assert "verified=Verified(" in text
    assert "date(2026, 3, 11)" in text
    again = scrape("parse", "--all")
    assert "scrape learn" not in scrape("status").stdout
    assert "kabarrimba.py" not in again.stderr, again.stderr
    assert sections() == [f"{paper.SECTIONS[number % 4]} Lokal" for number in range(10)]


def test_what_is_there_is_never_overwritten_and_the_proposal_is_read_by_nothing(scrape: Scrape) -> None:
    keep(*OLD)
    assert scrape("learn", f"https://{paper.HOST}/desa").exit_code == 0
    FILE.write_text(FILE.read_text("utf-8") + "# mine\n", "utf-8")
    again = scrape("learn", paper.SITE)
    assert again.exit_code == 0, again.output
    assert FILE.read_text("utf-8").endswith("# mine\n")
    proposal = Path(f"{FILE}.new")
    assert proposal.read_text("utf-8").startswith(FILE.read_text("utf-8"))
    third = scrape("learn", paper.SITE)
    assert third.exit_code == 2
    assert len(third.stderr.strip().splitlines()) == 1
    FILE.unlink()
    proposal.rename(FILE)
    shown = scrape("publishers", paper.SITE, "--json")
    assert shown.exit_code == 0, shown.stderr
    assert json.loads(shown.stdout)["id"] == paper.SITE
    assert len(publishers.named(paper.SITE).templates) == 2


def test_a_redesign_is_told_and_the_new_layout_proposed_beside_the_old(scrape: Scrape) -> None:
    keep(*OLD)
    scrape("learn", paper.SITE)
    quiet = scrape("learn", "--check")
    assert quiet.exit_code == 0, quiet.output
    assert f"{paper.SITE}: its rules find what they found before." in quiet.stdout
    keep(*OLD, *NEW, *((f"{path}-lanjut", page) for path, page in NEW))
    scrape("parse")
    assert f"scrape learn {paper.SITE}" in scrape("status").stdout
    told = scrape("learn", "--check", paper.SITE)
    assert told.exit_code == 1, told.output
    assert f"{paper.SITE} lost support: its layout on 10 of 10 earlier pages, on 0 of the newest 5" in told.stdout
    proposal = Path(f"{FILE}.new")
    proposal.rename(FILE)
    assert scrape("learn", "--check").exit_code == 0
    assert publishers.named(paper.SITE).templates[0].when == ".naskah"


def test_where_few_pages_are_kept_nothing_is_said_of_their_rules(scrape: Scrape) -> None:
    keep(*OLD[:6])
    assert scrape("learn", paper.SITE).exit_code == 0
    told = scrape("learn", "--check")
    assert (told.exit_code, told.stdout.strip()) == (0, f"{paper.SITE}: too few kept pages to tell.")


def test_a_shipped_publisher_gets_templates_before_its_own(scrape: Scrape) -> None:
    Path("publishers").mkdir(mode=0o755)
    keep(*OLD)
    with closing(sqlite3.connect("archive.db")) as db:
        db.execute("UPDATE publishers SET id = 'bantennews' WHERE id = ?", [paper.SITE])
        db.execute("UPDATE captures SET publisher = 'bantennews'")
        db.execute("DELETE FROM sites")
        db.commit()
    assert scrape("learn", "bantennews").exit_code == 0
    Path("publishers/bantennews.py.new").rename("publishers/bantennews.py")
    result = scrape("publishers", "bantennews")
    assert result.exit_code == 0, result.stderr
    shipped = publishers.shipped()["bantennews"].templates
    assert publishers.named("bantennews").templates[1:] == shipped


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "which site"),
        (("tidak-ada.example",), "no site of this archive"),
        (("bukan situs",), "no site of this archive"),
        ((paper.SITE,), "4 kept articles are too few to learn from; 5 are needed"),
        ((paper.SITE, "--db", "lain.db"), "lain.db"),
    ],
)
def test_what_cannot_be_learned_is_one_line(words: tuple[str, ...], told: str, scrape: Scrape) -> None:
    keep(*OLD[:4], (OLD[0][0], OLD[0][1].replace(b"juta", b"puluh juta")))
    result = scrape("learn", *words)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert told in result.stderr
    assert not FILE.exists()
