"""Going back in time: lists of days, numbered lists, sitemaps; interrupted and resumed; what it could not reach."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom, newsroom

from scraper.cli.app import main

OWN = Path(__file__).parents[1] / "fixtures"
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def printed(day: date) -> str:
    return f"{day.day:02} {MONTHS[day.month - 1]} {day.year}"


def story(day: date) -> bytes:
    """A story of beritajakarta that appeared on a day."""
    page = (OWN / "beritajakarta" / "mobile.html").read_text("utf-8")
    return page.replace("Selasa, 11 Maret 2025", printed(day)).encode()


def item(path: str, day: date | None = None) -> str:
    date_line = f"<span>{printed(day)}</span>" if day else ""
    return f'<li><h2><a href="{path}">Warga menanam pohon di tepi kali {path[6:9]}</a></h2>{date_line}</li>'


def page(items: Iterable[str], further: str = "") -> bytes:
    return f'<ul>{"".join(items)}</ul><a href="{further}">berikutnya</a>'.encode()


def crawl(room: Newsroom, publisher: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["crawl", publisher, *options, *room.options])


def seen() -> set[str]:
    return {row[0] for row in rows("SELECT published_on FROM articles")}


# Numbered lists: beritajakarta, ten stories of ten days on five pages

LAST = date(2025, 6, 30)
DAYS = [LAST - timedelta(days=n) for n in range(10)]


def path(number: int) -> str:
    return f"/read/{100 + number}/warga-menanam-pohon"


def numbered(*, dated: bool) -> dict[str, bytes | int]:
    pages: dict[str, bytes | int] = {path(n): story(day) for n, day in enumerate(DAYS)}
    lists = ("/berita/utama", "/berita/terpopuler", "/siaran-pers", "/latest-news")
    pages |= dict.fromkeys(lists, page([item(path(0), DAYS[0])]))
    for number in range(1, 6):
        items = [item(path(n), DAYS[n] if dated else None) for n in (2 * number - 2, 2 * number - 1)]
        here = "/berita/terkini" + (f"?page={number}" if number > 1 else "")
        pages[here] = page(items, f"/berita/terkini?page={number + 1}" if number < 5 else "")
    return pages


@pytest.fixture(params=[True, False], ids=["dated", "undated"])
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(("m.beritajakarta.id",), numbered(dated=request.param), tmp_path) as room:
        yield room


def within(since: date, until: date = LAST) -> set[str]:
    return {f"{day}" for day in DAYS if since <= day <= until}


SINCE = DAYS[3]


def test_a_numbered_list_is_gone_through_until_its_days_are_before_the_window(room: Newsroom) -> None:
    result = crawl(room, "beritajakarta", "--since", f"{SINCE}", "--until", f"{LAST}")
    assert seen() >= within(SINCE)
    assert "/berita/utama: ends after 1 pages" in result.output
    assert "/berita/terkini: ends" not in result.output
    asked = [each for each in room.requests if "page=" in each]
    assert asked == [f"/berita/terkini?page={n}" for n in (2, 3, 4)]


def test_a_stray_old_story_on_a_page_ends_no_walk(room: Newsroom) -> None:
    stray = [item(path(9), DAYS[9]), item(path(0), DAYS[0]), item(path(1), DAYS[1])]
    room.pages["/berita/terkini"] = page(stray, "/berita/terkini?page=2")
    crawl(room, "beritajakarta", "--since", f"{DAYS[5]}", "--until", f"{LAST}")
    assert seen() >= within(DAYS[5])


def test_a_walk_goes_on_where_it_stopped(room: Newsroom) -> None:
    options = ("--since", f"{DAYS[9]}", "--until", f"{LAST}", "--limit", "4")
    assert "paused" in crawl(room, "beritajakarta", *options).output
    assert len(seen()) == 4
    room.requests.clear()
    crawl(room, "beritajakarta", *options)
    assert len(seen()) == 8
    assert "/berita/terkini?page=2" not in room.requests
    crawl(room, "beritajakarta", *options)
    assert seen() == within(DAYS[9])


def test_what_a_list_does_not_reach_is_said(room: Newsroom) -> None:
    result = crawl(room, "beritajakarta", "--since", "2020-01-01", "--until", f"{LAST}")
    assert result.exit_code == 1
    assert f"/berita/terkini: ends after 5 pages at {DAYS[9]}" in result.output
    assert seen() == within(DAYS[9])


def test_a_list_that_repeats_its_last_page_for_ever_comes_to_an_end(room: Newsroom) -> None:
    for number in range(5, 40):
        room.pages[f"/berita/terkini?page={number}"] = page([item(path(9))], f"/berita/terkini?page={number + 1}")
    crawl(room, "beritajakarta", "--since", "2020-01-01", "--until", f"{LAST}")
    assert "/berita/terkini?page=8" not in room.requests


# Lists of days: metrobali, on WordPress


POST = (OWN / "metrobali" / "y2020.html").read_bytes()


def days(*given: date) -> dict[str, bytes | int]:
    """A site with two stories on each of these days, on two pages, and none on any other."""
    pages: dict[str, bytes | int] = {"/feed/": b"<rss></rss>", "/": b"<html></html>"}
    for day in given:
        for number in (1, 2):
            slug = f"/warga-gelar-upacara-{day:%Y%m%d}-{number}/"
            listed = page([item(slug, day)], f"/{day:%Y/%m/%d}/page/2/" if number == 1 else "")
            pages |= {slug: POST, f"/{day:%Y/%m/%d}/{'page/2/' if number == 2 else ''}": listed}
    return pages


FIRST, THIRD, FIFTH = (date(2025, 3, n) for n in (1, 3, 5))


def found() -> set[str]:
    return {url.rpartition("upacara-")[2].rstrip("/") for (url,) in rows("SELECT url FROM frontier")}


def metrobali(room: Newsroom, since: date, until: date = FIFTH) -> Result:
    return crawl(room, "metrobali", "--since", f"{since}", "--until", f"{until}")


def test_the_list_of_each_day_is_read_with_all_its_pages(tmp_path: Path) -> None:
    with newsroom(("metrobali.com",), days(FIRST, THIRD, FIFTH), tmp_path) as room:
        result = metrobali(room, FIRST)
    assert "back to 2025-03-01" in result.output
    assert found() == {f"{day:%Y%m%d}-{n}" for day in (FIRST, THIRD, FIFTH) for n in (1, 2)}


def test_a_day_that_was_gone_through_is_not_asked_for_again(tmp_path: Path) -> None:
    with newsroom(("metrobali.com",), days(FIRST, THIRD, FIFTH), tmp_path) as room:
        metrobali(room, THIRD)
        room.requests.clear()
        metrobali(room, FIRST)
    assert [each for each in room.requests if each.startswith("/2025/")] == [
        "/2025/03/02/", "/2025/03/01/", "/2025/03/01/page/2/",
    ]  # fmt: skip


def test_a_day_that_fails_is_named_and_tried_again(tmp_path: Path) -> None:
    with newsroom(("metrobali.com",), days(FIRST, THIRD, FIFTH), tmp_path) as room:
        whole, room.pages["/2025/03/03/"] = room.pages["/2025/03/03/"], 403
        result = metrobali(room, FIRST)
        assert result.exit_code == 1
        assert "status 403 (2025-03-03)" in result.output
        room.pages["/2025/03/03/"] = whole
        assert "status 403" not in metrobali(room, FIRST).output
    assert "20250303-1" in found()


def test_a_site_that_answers_every_day_with_its_front_page_is_not_taken_at_its_word(tmp_path: Path) -> None:
    with newsroom(("metrobali.com",), days(FIFTH), tmp_path) as room:
        for number in (1, 2, 3, 4):
            room.pages[f"/2025/03/{number:02}/"] = room.pages["/2025/03/05/"]
        result = metrobali(room, FIRST)
    assert result.exit_code == 1
    assert "lists articles of other days (3 days from 2025-03-01 to 2025-03-03)" in result.output


def test_days_without_end_before_the_first_story_are_not_asked_for(tmp_path: Path) -> None:
    with newsroom(("metrobali.com",), days(FIFTH), tmp_path) as room:
        result = metrobali(room, date(2015, 1, 1))
    assert len([each for each in room.requests if each.startswith("/20")]) < 40
    assert "no article on 30 days in a row" in result.output


# Sitemaps


def sitemap(name: str, *entries: tuple[str, str]) -> bytes:
    listed = "".join(f"<{name}><loc>{url}</loc><lastmod>{day}</lastmod></{name}>" for url, day in entries)
    root = "sitemapindex" if name == "sitemap" else "urlset"
    return f"<{root}>{listed}</{root}>".encode()


def test_sitemaps_are_gone_through_as_far_as_they_may_hold_the_window(tmp_path: Path) -> None:
    site = "https://www.beritasatu.com"
    months = [(f"{site}/sitemap-2025-{n:02}.xml", f"2025-{n:02}-28") for n in (1, 2, 3)]
    pages: dict[str, bytes | int] = {
        "/sitemap_news.xml": sitemap("sitemap", *months),
        "/indeks": b"",
        "/terpopuler": b"",
    }
    for n in (1, 2, 3):
        story = f"{site}/nasional/10000{n}/warga"
        pages[f"/sitemap-2025-{n:02}.xml"] = sitemap("url", (story, f"2025-{n:02}-15"), (story + "-lain", "2024-12-01"))
    with newsroom(("www.beritasatu.com",), pages, tmp_path) as room:
        result = crawl(room, "beritasatu", "--since", "2025-02-01", "--until", "2025-03-31")
    assert "back to 2025-02-01" in result.output
    assert "/sitemap-2025-01.xml" not in room.requests
    assert {url[-12:] for (url,) in rows("SELECT url FROM frontier")} == {"100002/warga", "100003/warga"}


def test_a_sitemap_of_the_last_days_does_not_pass_for_a_way_back(tmp_path: Path) -> None:
    news = sitemap("url", ("https://www.beritasatu.com/nasional/100001/warga", "2025-03-30"))
    pages: dict[str, bytes | int] = {"/sitemap_news.xml": news, "/indeks": b"<html></html>", "/terpopuler": b""}
    with newsroom(("www.beritasatu.com",), pages, tmp_path) as room:
        result = crawl(room, "beritasatu", "--since", "2024-01-01", "--until", "2025-03-31")
    assert result.exit_code == 1
    assert "sitemap_news.xml: goes back to 2025-03-30" in result.output


def through_sitemaps(tmp_path: Path, pages: dict[str, bytes], since: str) -> tuple[Result, list[str]]:
    """A way back of beritasatu to a day through these sitemaps; what it said and what it asked for."""
    rest: dict[str, bytes | int] = {"/indeks": b"<html></html>", "/terpopuler": b""}
    with newsroom(("www.beritasatu.com",), rest | pages, tmp_path) as room:
        result = crawl(room, "beritasatu", "--since", since, "--until", "2025-03-31")
    return result, room.requests


SITE = "https://www.beritasatu.com"


def listed_story(number: int) -> str:
    return f"{SITE}/nasional/{100000 + number}/warga"


def test_an_index_of_sitemaps_without_the_window_is_not_reached(tmp_path: Path) -> None:
    pages = {
        "/sitemap_news.xml": sitemap("sitemap", (f"{SITE}/sitemap-1.xml", "2025-03-30")),
        "/sitemap-1.xml": sitemap("url", (listed_story(1), "2025-03-30"), (listed_story(2), "2025-03-01")),
    }
    result, _ = through_sitemaps(tmp_path, pages, "2020-01-01")
    assert "sitemap_news.xml: goes back to 2025-03-01" in result.output
    assert "back to 2020-01-01" not in result.output
    assert result.exit_code == 1


def test_a_hole_between_sitemaps_is_not_reached(tmp_path: Path) -> None:
    pages = {
        "/sitemap_news.xml": sitemap(
            "sitemap", (f"{SITE}/sitemap-1.xml", "2025-03-30"), (f"{SITE}/sitemap-2.xml", "2025-03-30")
        ),
        "/sitemap-1.xml": sitemap("url", (listed_story(1), "2025-03-30"), (listed_story(2), "2025-03-01")),
        "/sitemap-2.xml": sitemap("url", (listed_story(3), "2024-01-30"), (listed_story(4), "2024-01-01")),
    }
    result, _ = through_sitemaps(tmp_path, pages, "2024-01-01")
    assert "not_reached" in result.output


def test_an_index_in_an_index_is_gone_through(tmp_path: Path) -> None:
    pages = {
        "/sitemap_news.xml": sitemap("sitemap", (f"{SITE}/sitemap-years.xml", "2025-03-30")),
        "/sitemap-years.xml": sitemap("sitemap", (f"{SITE}/sitemap-1.xml", "2025-03-30")),
        "/sitemap-1.xml": sitemap("url", (listed_story(1), "2025-03-30"), (listed_story(2), "2025-02-28")),
    }
    result, _ = through_sitemaps(tmp_path, pages, "2025-03-01")
    assert "back to 2025-03-01" in result.output
    assert rows("SELECT url FROM frontier") == [(listed_story(1),)]


def test_the_newest_sitemaps_of_an_undated_index_come_first(tmp_path: Path) -> None:
    numbers = range(1, 41)
    entries = "".join(f"<sitemap><loc>{SITE}/sitemap-{n}.xml</loc></sitemap>" for n in numbers)
    pages = {f"/sitemap-{n}.xml": sitemap("url", (listed_story(n), "2025-03-30")) for n in numbers}
    pages["/sitemap_news.xml"] = f"<sitemapindex>{entries}</sitemapindex>".encode()
    with newsroom(
        ("www.beritasatu.com",), {"/indeks": b"<html></html>", "/terpopuler": b"", **pages}, tmp_path
    ) as room:
        crawl(room, "beritasatu")
    asked = [path for path in room.requests if path.startswith("/sitemap-")]
    assert {"/sitemap-40.xml", "/sitemap-1.xml"} == set(asked[:2])
    assert len(asked) == 10


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--since", "2025-03-02", "--until", "2025-03-01"), "--since 2025-03-02 is after 2025-03-01"),
        (("--since", "2999-01-01"), "--since 2999-01-01 is after"),
        (("--until", "2025-03-01"), "--until says where --since goes back from"),
        (("--since", "2025-03-01", "--search", "banjir"), "--search and --since: one at a time"),
        (("--since", "kemarin"), "Invalid value for '--since'"),
        (("--since", "2025-02-30"), "Invalid value for '--since'"),
    ],
)
def test_a_window_that_is_none_is_one_line_and_nothing_is_made(options: tuple[str, ...], complaint: str) -> None:
    result = CliRunner().invoke(main, ["crawl", "beritajakarta", *options])
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert not Path("archive.db").exists()


def test_where_nobody_answers_a_way_back_is_no_answer_either(tmp_path: Path) -> None:
    with newsroom(("m.beritajakarta.id",), {}, tmp_path) as room:
        options = room.options
    result = CliRunner().invoke(main, ["crawl", "beritajakarta", "--since", "2025-01-01", *options])
    assert result.exit_code == 4, result.output
    assert "not_reached" in result.output
    assert rows("SELECT fetched FROM runs") == [(0,)]
