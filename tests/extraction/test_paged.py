"""Articles split over pages, from a real server into a real archive: read whole, or said to be incomplete."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom, newsroom
from older import first_version

from scraper import publishers
from scraper.archive import Archive, open_archive
from scraper.cli.app import main
from scraper.crawl.events import Event as Event_
from scraper.crawl.frontier import Frontier
from scraper.crawl.ingest import Ingested
from scraper.crawl.network import Network
from scraper.crawl.revisit import FIRST_WAIT
from scraper.crawl.run import Run
from scraper.models import Article
from scraper.store.from_rows import article_of
from scraper.store.store import Store

HOST = "www.tribunnews.com"
PATH = "/metropolitan/2020/06/08/jadwal-pasar-murah-pekan-ini"
LINK = f"https://{HOST}{PATH}"
HEADLINE = "Jadwal Pasar Murah Pekan Ini"
LEAD = "Pasar murah digelar di lima kelurahan, Senin (8/6/2020)."
SAID = "“Beras kami jual lima puluh ribu rupiah untuk lima kilogram,” kata Lurah Cempaka Iwan Setiadi."
END = "Pasar buka pukul delapan pagi sampai beras, gula dan minyak goreng habis terjual."
WHOLE = (LEAD, SAID, END)
DECIDED_BY_COMMANDS = tuple(f'INSERT INTO "{table}"' for table in ("log_state", "rates", "stale_rates"))


def tribun(*paragraphs: str, pager: str = "", editor: str = "", headline: str = HEADLINE, views: str = "") -> bytes:
    """A page of a story in Tribun's markup."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    signed = f'<div class="f12 grey mb15"><div id="editor">Editor: {editor}</div></div>' if editor else ""
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{headline} - Tribunnews.com</title>
<link rel="canonical" href="{LINK}"></head><body><div class="content"><div class="bsh mb20" id="va">
<div class="p1020 bsht"><ul><li><h4><a href="https://{HOST}/"><span>Home</span></a></h4></li>
<li><h4><a href="https://{HOST}/metropolitan"><span>Metropolitan</span></a></h4></li></ul></div>
<div class="pos_rel" id="article"><h1 class="f50 black2 f400 crimson" id="arttitle">{headline}</h1>
<div class="mt10"><time class="grey">Senin, 8 Juni 2020 08:25 WIB</time></div>
<div id="article_con"><div class="side-article txt-article">{text}</div>
<div class="side-article mb5">{pager}{signed}</div></div></div></div>
<ul><li class="art-list"><div class="mr110"><a href="https://{HOST}/a/2020/06/07/{views}">Lain</a></div></li></ul>
</div></body></html>""".encode()


def pager(*numbers: int, all_: str = "") -> str:
    """Tribun's list of pages, with a link to all of the text where `all_` says how it is called."""
    links = "".join(f'<a href="?page={number}">{number}</a>' for number in numbers)
    whole = f'<a href="?{all_}">Baca Selengkapnya</a>' if all_ else ""
    return f'<div class="paging mb20"><div class="pt10"><div class="fbo2">Halaman</div>{links}{whole}</div></div>'


THREE = pager(1, 2, 3)
PAGES: dict[str, bytes | int] = {
    PATH: tribun(LEAD, pager=THREE),
    f"{PATH}?page=2": tribun(SAID, pager=THREE),
    f"{PATH}?page=3": tribun(END, pager=THREE, editor="Surya Wibowo"),
}


class Desk:
    """An archive, a newsroom, and a clock that the test sets."""

    def __init__(self, archive: Archive, room: Newsroom) -> None:
        self.archive = archive
        self.room = room
        self.now = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
        given = [room.options[n : n + 2] for n in range(0, len(room.options), 2)]
        self.network = Network(
            contact="a@example.org",
            pause=0,
            allow_address=("127.0.0.1",),
            connect_to=tuple(value for name, value in given if name == "--connect-to"),
            ca_file=dict(given)["--ca-file"],
        )

    def run(self) -> Run:
        """A run an hour later than the one before."""
        self.now += timedelta(hours=1)
        return Run(archive=self.archive, network=self.network, command="url", now=lambda: self.now)

    def visit(self, link: str = LINK) -> Ingested:
        self.room.requests.clear()
        return self.run().visit(link)

    def asked(self) -> list[str]:
        """The pages that the last visit asked for."""
        return [path for path in self.room.requests if path != "/robots.txt"]

    def stored(self) -> Article:
        (key,) = [row["id"] for row in self.archive.rows("SELECT id FROM articles")]
        return article_of(Store(self.archive).article(key))

    def revisions(self) -> list[tuple[str, ...]]:
        found = self.archive.rows("SELECT body FROM wordings ORDER BY article, number")
        return [tuple(row["body"].split("\n\n")) for row in found]

    def lacking(self) -> list[str]:
        return [problem.detail for problem in self.stored().problems if problem.kind == "incomplete"]

    def dump(self) -> list[str]:
        """All that is archived and read.

        Not whether the log beside the file is folded and whether fill rates are counted yet: each command decides.
        """
        with closing(sqlite3.connect(self.archive.path)) as db:
            return [row for row in db.iterdump() if not row.startswith(DECIDED_BY_COMMANDS)]

    def assert_reads_again_the_same(self) -> None:
        """`scrape parse --all` without a network leaves the identical database, however often."""
        before = self.dump()
        for _ in range(2):
            result = CliRunner().invoke(main, ["parse", "--all", "--db", str(self.archive.path)])
            assert result.exit_code == 0, result.output
            assert self.dump() == before


@contextmanager
def a_desk(pages: dict[str, bytes | int], folder: Path, host: str = HOST) -> Iterator[Desk]:
    with newsroom((host,), pages, folder) as room, open_archive(folder / "archive.db") as archive:
        yield Desk(archive, room)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A newsroom with a story of three pages."""
    with a_desk(PAGES, tmp_path) as desk:
        yield desk


# Whole


def test_a_story_of_three_pages_is_one_article(desk: Desk) -> None:
    ingested = desk.visit()
    assert (ingested.outcome, ingested.lacking) == ("new", None)
    assert desk.asked() == list(PAGES)
    article = desk.stored()
    assert article.paragraphs == WHOLE
    assert (article.headline, article.pages, article.names("editor")) == (HEADLINE, 3, ["Surya Wibowo"])
    (quote,) = [quote for quote in article.quotes if quote.kind == "direct"]
    assert (article.body[quote.start : quote.end], quote.speaker) == (quote.text, "Iwan Setiadi")
    assert desk.archive.rows("SELECT kind, url FROM captures ORDER BY id") == [
        {"kind": "article", "url": LINK},
        {"kind": "part", "url": f"{LINK}?page=2"},
        {"kind": "part", "url": f"{LINK}?page=3"},
    ]
    desk.assert_reads_again_the_same()
    assert desk.archive.check() == []


def test_an_article_of_one_page_costs_one_request(desk: Desk) -> None:
    desk.room.pages[PATH] = tribun(*WHOLE, editor="Surya Wibowo")
    assert desk.visit().outcome == "new"
    assert desk.asked() == [PATH]
    desk.room.validators = True
    desk.visit()
    desk.visit()
    assert (desk.asked(), desk.room.answers[-1]) == ([PATH], 304)


@pytest.mark.parametrize("name", ["page=all", "showpage=all", "single=1"])
def test_one_page_with_all_of_the_text_is_asked_for_instead_of_many(desk: Desk, name: str) -> None:
    desk.room.pages[PATH] = tribun(LEAD, pager=pager(1, 2, 3, all_=name))
    desk.room.pages[f"{PATH}?{name}"] = tribun(*WHOLE, editor="Surya Wibowo")
    assert desk.visit().outcome == "new"
    assert desk.asked() == [PATH, f"{PATH}?{name}"]
    assert (desk.stored().paragraphs, desk.stored().names("editor")) == (WHOLE, ["Surya Wibowo"])
    desk.assert_reads_again_the_same()


@pytest.mark.parametrize("answer", [404, tribun("Halaman ini sedang diperbaiki oleh redaksi kami, silakan kembali.")])
def test_where_all_of_it_cannot_be_had_the_pages_are_asked_for(desk: Desk, answer: bytes | int) -> None:
    desk.room.pages[PATH] = tribun(LEAD, pager=pager(1, 2, 3, all_="page=all"))
    desk.room.pages[f"{PATH}?page=all"] = answer
    assert desk.visit().lacking is None
    assert desk.asked() == [PATH, f"{PATH}?page=all", f"{PATH}?page=2", f"{PATH}?page=3"]
    assert desk.stored().paragraphs == WHOLE
    desk.assert_reads_again_the_same()


def test_a_link_to_a_later_page_reads_the_whole_article(desk: Desk, tmp_path: Path) -> None:
    options = ["--db", str(tmp_path / "other.db"), *desk.room.options]
    result = CliRunner().invoke(main, ["url", f"{LINK}?page=2#isi", *options])
    assert desk.asked() == list(PAGES)
    assert "3 paragraphs" in result.output
    shown = CliRunner().invoke(main, ["show", f"{LINK}?page=3", "--db", str(tmp_path / "other.db")])
    assert "3 paragraphs" in shown.output


def test_what_pages_print_again_is_stored_once(desk: Desk) -> None:
    desk.room.pages[f"{PATH}?page=2"] = tribun(LEAD, SAID, "Halaman selanjutnya", pager=THREE)
    desk.room.pages[f"{PATH}?page=3"] = tribun(SAID, END, pager=THREE)
    desk.visit()
    assert desk.stored().paragraphs == WHOLE


# Incomplete

FAULTS: dict[str, tuple[bytes | int, str]] = {
    "a broken server": (500, "status 500"),
    "a page that is gone": (404, "status 404"),
    "a forbidden page": (403, "status 403"),
    "another story": (tribun("Harga cabai turun tajam di semua pasar.", headline="Harga Cabai Turun"), "headline"),
    "the first page again": (PAGES[PATH], "the first page again"),
    "an empty page": (tribun(), "no text"),
}


@pytest.mark.parametrize(("answer", "why"), FAULTS.values(), ids=FAULTS)
def test_a_page_that_fails_is_named_and_the_rest_is_stored(desk: Desk, answer: bytes | int, why: str) -> None:
    desk.room.pages[f"{PATH}?page=2"] = answer
    ingested = desk.visit()
    assert ingested.outcome == "new"
    assert desk.stored().paragraphs == (LEAD, END)
    (detail,) = desk.lacking()
    assert detail == ingested.lacking
    assert detail.startswith(f"{LINK}?page=2: ")
    assert why in detail
    desk.assert_reads_again_the_same()


def test_a_page_that_leads_home_is_no_page_of_the_story(desk: Desk) -> None:
    desk.room.redirects[f"{PATH}?page=2"] = "/"
    desk.room.pages["/"] = b"<h1>Tribunnews</h1>"
    desk.visit()
    assert desk.lacking() == [f"{LINK}?page=2: leads to https://{HOST}/"]
    assert desk.stored().paragraphs == (LEAD, END)


def test_the_command_says_what_is_lacking(desk: Desk, tmp_path: Path) -> None:
    desk.room.pages[f"{PATH}?page=2"] = 404
    result = CliRunner().invoke(main, ["url", LINK, "--db", str(tmp_path / "other.db"), *desk.room.options])
    assert result.exit_code == 1
    assert f"paragraphs incomplete: {LINK}?page=2: status 404" in result.output


def test_robots_txt_holds_for_later_pages(desk: Desk) -> None:
    desk.room.pages["/robots.txt"] = b"User-agent: *\nDisallow: /*?page=\n"
    ingested = desk.visit()
    assert desk.asked() == [PATH]
    assert desk.stored().paragraphs == (LEAD,)
    assert ingested.lacking == f"{LINK}?page=2: robots.txt of {HOST} forbids it"
    assert len(desk.lacking()) == 2
    desk.assert_reads_again_the_same()


def test_a_rule_against_one_form_of_address_leaves_the_other(desk: Desk) -> None:
    desk.room.pages[PATH] = tribun(LEAD, pager=pager(1, 2, 3, all_="page=all"))
    desk.room.pages["/robots.txt"] = b"User-agent: *\nDisallow: /*?page=all\n"
    assert desk.visit().lacking is None
    assert desk.asked() == list(PAGES)
    assert desk.stored().paragraphs == WHOLE


def test_a_host_that_opts_out_on_a_later_page_is_left_alone(desk: Desk) -> None:
    ban = b"<footer>Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI.</footer>"
    desk.room.pages[f"{PATH}?page=2"] = tribun(SAID, pager=THREE) + ban
    desk.visit()
    assert desk.asked() == [PATH, f"{PATH}?page=2"]
    assert "Dilarang keras" in desk.lacking()[0]
    assert desk.archive.rows("SELECT kind FROM captures") == [{"kind": "article"}, {"kind": "notice"}]


def test_a_page_that_comes_later_completes_the_article_without_an_edit(desk: Desk) -> None:
    desk.room.pages[f"{PATH}?page=2"] = 404
    assert desk.visit().outcome == "new"
    assert desk.revisions() == [(LEAD, END)]
    desk.room.pages[f"{PATH}?page=2"] = PAGES[f"{PATH}?page=2"]
    assert desk.visit().lacking is None
    assert desk.stored().paragraphs == WHOLE
    assert desk.revisions() == [WHOLE]
    first_seen, first = (
        desk.archive.rows("SELECT first_seen_at FROM articles")[0]["first_seen_at"],
        desk.archive.rows("SELECT captured_at FROM captures ORDER BY id")[0]["captured_at"],
    )
    assert first_seen == first
    desk.assert_reads_again_the_same()


@pytest.mark.parametrize("validators", [False, True])
def test_pages_that_come_one_by_one_are_no_edits(desk: Desk, validators: bool) -> None:
    desk.room.validators = validators
    desk.room.pages |= {f"{PATH}?page=2": 404, f"{PATH}?page=3": 404}
    seen = []
    for number in (0, 2, 3):
        desk.room.pages[f"{PATH}?page={number}"] = PAGES.get(f"{PATH}?page={number}", 404)
        desk.visit()
        seen.append(desk.stored().paragraphs)
        assert desk.revisions() == [seen[-1]]
    assert seen == [(LEAD,), (LEAD, SAID), WHOLE]
    desk.assert_reads_again_the_same()


@pytest.mark.parametrize("validators", [False, True])
def test_an_incomplete_reading_never_takes_the_place_of_a_whole_one(desk: Desk, validators: bool) -> None:
    desk.room.validators = validators
    desk.visit()
    desk.room.pages |= {PATH: tribun(LEAD, pager=THREE, views="9"), f"{PATH}?page=3": 404}
    ingested = desk.visit()
    assert (ingested.outcome, ingested.lacking) == ("worse", f"{LINK}?page=3: status 404")
    assert desk.stored().paragraphs == WHOLE
    assert desk.revisions() == [WHOLE]
    desk.assert_reads_again_the_same()


def test_an_edit_of_a_story_whose_pages_are_forbidden_is_an_edit(desk: Desk) -> None:
    desk.room.pages["/robots.txt"] = b"User-agent: *\nDisallow: /*?page=\n"
    desk.visit()
    desk.room.pages[PATH] = tribun(SAID, pager=THREE)
    assert desk.visit().outcome == "changed"
    assert desk.revisions() == [(LEAD,), (SAID,)]


# Looked at again


def test_a_story_that_did_not_change_costs_only_answers_without_a_body(desk: Desk) -> None:
    desk.room.validators = True
    desk.visit()
    desk.room.answers.clear()
    assert desk.visit().outcome == "unchanged"
    assert desk.asked() == list(PAGES)
    assert desk.room.answers == [304, 304, 304]
    assert desk.stored().paragraphs == WHOLE
    assert len(desk.archive.rows("SELECT id FROM captures")) == 3


def test_a_new_first_page_stands_with_the_later_pages_that_did_not_change(desk: Desk) -> None:
    desk.room.validators = True
    desk.visit()
    desk.room.pages[PATH] = tribun("Pasar murah digelar di sepuluh kelurahan, Senin (8/6/2020).", pager=THREE)
    desk.room.answers.clear()
    assert desk.visit().outcome == "changed"
    assert desk.room.answers == [200, 304, 304]
    assert desk.stored().paragraphs[1:] == WHOLE[1:]
    assert [len(body) for body in desk.revisions()] == [3, 3]
    desk.assert_reads_again_the_same()


def test_an_edit_on_a_later_page_is_one_revision(desk: Desk) -> None:
    desk.room.validators = True
    desk.visit()
    edited = "Pasar buka pukul sembilan pagi sampai semua beras, gula dan minyak goreng habis terjual."
    desk.room.pages[f"{PATH}?page=3"] = tribun(edited, pager=THREE, editor="Surya Wibowo")
    assert desk.visit().outcome == "changed"
    assert desk.revisions() == [WHOLE, (LEAD, SAID, edited)]
    assert desk.visit().outcome == "unchanged"
    assert desk.revisions() == [WHOLE, (LEAD, SAID, edited)]
    desk.assert_reads_again_the_same()


def test_a_later_page_that_fails_beside_an_unchanged_first_one_changes_nothing(desk: Desk) -> None:
    desk.room.validators = True
    desk.visit()
    desk.room.pages[f"{PATH}?page=2"] = 404
    assert desk.visit().outcome == "unchanged"
    assert desk.stored().paragraphs == WHOLE
    assert desk.lacking() == []


def test_a_story_that_loses_its_later_pages_in_an_edit_is_whole(desk: Desk) -> None:
    desk.visit()
    desk.room.pages[PATH] = tribun(LEAD, editor="Surya Wibowo")
    ingested = desk.visit()
    assert (ingested.outcome, ingested.lacking, desk.asked()) == ("changed", None, [PATH])
    assert desk.revisions() == [WHOLE, (LEAD,)]


def test_lists_and_advertisements_of_later_pages_are_no_edit(desk: Desk) -> None:
    desk.visit()
    for number, (path, page) in enumerate(list(PAGES.items())):
        assert isinstance(page, bytes)
        desk.room.pages[path] = page.replace(b"</body>", f"<ins>iklan {number}</ins></body>".encode())
    assert desk.visit().outcome == "same"
    assert desk.revisions() == [WHOLE]


# Killed


def assert_the_next_run_completes(desk: Desk, kept: int) -> None:
    assert len(desk.archive.rows("SELECT id FROM captures")) == kept
    assert desk.archive.rows("SELECT id FROM articles") == []
    assert desk.visit().outcome == "new"
    assert (desk.stored().paragraphs, desk.lacking()) == (WHOLE, [])
    assert CliRunner().invoke(main, ["parse", "--db", str(desk.archive.path)]).exit_code == 0
    assert (desk.stored().paragraphs, desk.revisions()) == (WHOLE, [WHOLE])
    desk.assert_reads_again_the_same()


@pytest.mark.parametrize("kept", [1, 2])
@pytest.mark.parametrize("validators", [False, True])
def test_a_run_killed_between_the_pages_is_completed_by_the_next(desk: Desk, kept: int, validators: bool) -> None:
    desk.room.validators = validators
    last = list(PAGES)[kept]
    desk.room.gates[last] = Event()
    words = [sys.executable, "-m", "scraper", "url", LINK, "--db", str(desk.archive.path), *desk.room.options]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as killed:
        while last not in desk.room.requests:
            assert killed.poll() is None
            time.sleep(0.01)
        killed.kill()
    desk.room.gates.pop(last).set()
    assert_the_next_run_completes(desk, kept)


@pytest.mark.parametrize("validators", [False, True])
def test_a_run_that_breaks_off_before_the_reading_is_completed_by_the_next(desk: Desk, validators: bool) -> None:
    desk.room.validators = validators

    def break_off(event: Event_) -> None:
        if event.url.endswith("=3"):
            raise KeyboardInterrupt

    broken = replace(desk.run(), tell=break_off)
    with pytest.raises(KeyboardInterrupt):
        broken.visit(LINK)
    assert_the_next_run_completes(desk, 3)


def test_an_archive_of_the_version_before_is_read_on(desk: Desk) -> None:
    desk.room.pages[PATH] = tribun(*WHOLE, editor="Surya Wibowo")
    desk.visit()
    first_version(desk.archive)
    desk.archive.close()
    with open_archive(desk.archive.path) as archive:
        desk.archive = archive
        assert desk.stored().paragraphs == WHOLE
        desk.room.pages |= PAGES
        assert desk.visit().outcome == "same"
        assert desk.asked() == list(PAGES)


# A crawl

WP_HOME = "https://metrobali.com/"
WP_HOST = "metrobali.com"
WP_PATH = "/pasar-badung-dibuka-lagi/"
WP_LINK = f"https://{WP_HOST}{WP_PATH}"


def wordpress(paragraph: str, *numbers: int) -> bytes:
    """A page of a story that WordPress divides at `<!--nextpage-->`."""
    links = "".join(f'<a href="{WP_LINK}{number}/" class="post-page-numbers">{number}</a>' for number in numbers)
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>Pasar Badung Dibuka Lagi</title></head>
<body class="single single-post"><div class="entry-header"><h1 class="entry-title">Pasar Badung Dibuka Lagi</h1>
<time class="entry-date published" datetime="2020-10-09T14:59:48+08:00">9 Oktober 2020</time></div>
<article id="post-1" class="post-1 post type-post"><div class="entry-content clearfix">
<div class="entry-content-inner"><p>{paragraph}</p></div><div class="page-links">Halaman: {links}</div></div>
</article></body></html>""".encode()


def feed(*paths: str) -> bytes:
    items = "".join(f"<item><title>x</title><link>https://{WP_HOST}{path}</link></item>" for path in paths)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


@pytest.fixture
def bali(tmp_path: Path) -> Iterator[Desk]:
    pages: dict[str, bytes | int] = {
        "/": f'<a href="{WP_PATH}">x</a>'.encode(),
        "/feed/": feed(f"{WP_PATH}2/", WP_PATH),
        WP_PATH: wordpress(LEAD, 2),
        f"{WP_PATH}2/": wordpress(SAID, 3),
        f"{WP_PATH}3/": wordpress(END),
    }
    with a_desk(pages, tmp_path, WP_HOST) as desk:
        yield desk


def crawl(desk: Desk, at_part: Callable[[], None] = lambda: None) -> list[tuple[str, str]]:
    """What a crawl tells; `at_part` is done once, when the first further page has come."""
    told: list[tuple[str, str]] = []

    def tell(event: Event_) -> None:
        if event.url == WP_HOME:  # the dearer way to what is new, which this site has not
            return
        told.append((event.outcome, event.url))
        if [outcome for outcome, _ in told] == ["index", "part"]:
            at_part()

    desk.room.requests.clear()
    run = Run(archive=desk.archive, network=desk.network, command="crawl", now=lambda: desk.now, tell=tell)
    run.crawl([publishers.named("metrobali")])
    return told


def test_a_crawl_follows_pages_that_are_steps_of_the_path(bali: Desk) -> None:
    told = crawl(bali)
    assert bali.stored().pages == 3
    assert told[1:] == [("part", f"{WP_LINK}2/"), ("part", f"{WP_LINK}3/"), ("new", WP_LINK)]
    assert bali.stored().paragraphs == WHOLE
    assert bali.archive.rows("SELECT url, attempts, looks FROM frontier") == [
        {"url": WP_LINK, "attempts": 0, "looks": 1}
    ]
    assert bali.archive.rows("SELECT fetched, new, failed, exit_code FROM runs") == [
        {"fetched": 5, "new": 1, "failed": 0, "exit_code": 0}
    ]
    bali.assert_reads_again_the_same()


def test_a_crawl_comes_back_for_a_page_on_the_schedule_of_failures(bali: Desk) -> None:
    bali.room.pages[f"{WP_PATH}3/"] = 404
    told = crawl(bali)
    assert ("failed", f"{WP_LINK}3/") in told
    assert told[-1] == ("new", WP_LINK)
    (row,) = bali.archive.rows("SELECT attempts, reason, state FROM frontier")
    assert row == {"attempts": 1, "reason": f"{WP_LINK}3/: status 404", "state": "due"}
    assert bali.archive.rows("SELECT exit_code FROM runs") == [{"exit_code": 1}]

    bali.now += FIRST_WAIT - timedelta(minutes=1)
    crawl(bali)
    assert bali.asked() == ["/feed/"]
    bali.now += timedelta(minutes=2)
    bali.room.pages[f"{WP_PATH}3/"] = wordpress(END)
    crawl(bali)
    assert (bali.stored().paragraphs, bali.revisions()) == (WHOLE, [WHOLE])
    assert bali.archive.rows("SELECT attempts, looks FROM frontier") == [{"attempts": 0, "looks": 1}]
    assert Frontier(bali.archive).due(["metrobali"], bali.now) == []


def test_a_crawl_that_is_told_to_stop_stores_what_there_is(bali: Desk) -> None:
    bali.room.pages |= {f"{WP_PATH}3/": wordpress(END, 4), f"{WP_PATH}4/": wordpress("Besok libur.")}
    told = crawl(bali, at_part=lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert told[-1] == ("new", WP_LINK)
    kept = len(bali.stored().paragraphs)  # the third page may have been asked for when the signal was heard
    assert kept in (2, 3)
    assert bali.stored().paragraphs == WHOLE[:kept]
    assert bali.lacking() == [f"{WP_LINK}{kept + 1}/: not asked for"]
    assert bali.archive.rows("SELECT exit_code FROM runs") == [{"exit_code": 130}]
    bali.assert_reads_again_the_same()


# Files


def saved(folder: Path, *pages: bytes | int) -> list[str]:
    names = []
    for number, page in enumerate(pages, 1):
        assert isinstance(page, bytes)
        (folder / f"{number}.html").write_bytes(page)
        names.append(str(folder / f"{number}.html"))
    return names


def read_files(*words: str) -> Result:
    return CliRunner().invoke(main, ["file", *words, "--url", LINK])


def test_saved_pages_of_one_story_are_read_together(tmp_path: Path) -> None:
    result = read_files(*saved(tmp_path, *PAGES.values()))
    assert result.exit_code == 0, result.output
    assert "3 paragraphs" in result.output
    assert "Surya Wibowo" in result.output


def test_a_saved_page_of_another_story_is_one_clear_line(tmp_path: Path) -> None:
    result = read_files(*saved(tmp_path, PAGES[PATH], FAULTS["another story"][0]))
    assert result.exit_code == 2
    assert result.stderr.strip() == f"scrape: {tmp_path / '2.html'}: has another headline: Harga Cabai Turun"
