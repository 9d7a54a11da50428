"""The main job: from a link to a row that can be asked about, on real pages and on our own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from newsroom import Newsroom, newsroom

import scraper
from scraper import publishers
from scraper.cli.app import main

REAL = Path(__file__).parents[3] / "shared" / "pages"
OWN = Path(__file__).parents[1] / "fixtures" / "beritajakarta"
HOSTS = ("m.beritajakarta.id", "www.beritajakarta.id")

Scrape = Callable[..., Result]


@pytest.fixture
def scrape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scrape:
    """Run a command in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCRAPE_CONTACT", raising=False)
    return lambda *words: CliRunner().invoke(main, words)


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def listing(*links: str) -> bytes:
    return "".join(f'<ul class="list-index"><li><h2><a href="{link}">x</a></h2></li></ul>' for link in links).encode()


def path(url: str) -> str:
    return "/" + url.split("/", 3)[3]


# Real pages


@pytest.fixture
def real(tmp_path: Path) -> Iterator[Newsroom]:
    """The real beritajakarta pages under their own paths."""
    golds = sorted((REAL / "gold").glob("beritajakarta__*.json"))
    if not golds:
        pytest.skip("the real pages are not at hand")
    told = [json.loads(gold.read_text("utf-8")) for gold in golds]
    pages = {path(each["url"]): (REAL / f"{each['page']}.html").read_bytes() for each in told}
    pages["/info-pangan"] = (REAL / "beritajakarta" / "info-pangan.html").read_bytes()
    pages |= dict.fromkeys(("/berita/utama", "/berita/terpopuler", "/siaran-pers", "/latest-news"), listing())
    pages["/berita/terkini"] = listing(*(each["url"] for each in told))
    with newsroom(HOSTS, pages, tmp_path) as room:
        yield room


def golds() -> list[dict[str, Any]]:
    return [json.loads(gold.read_text("utf-8")) for gold in sorted((REAL / "gold").glob("beritajakarta__*.json"))]


def assert_stored_whole(gold: dict[str, Any]) -> None:
    (found,) = rows(
        f"SELECT id, headline, body, section, views, published_at FROM articles WHERE url = '{gold['url']}'"
    )
    key, headline, body, section, views, published_at = found
    assert (headline, section, views) == (gold["headline"], gold["section"], gold["views"])
    assert body.split("\n\n") == gold["body"]
    assert published_at.endswith("Z")
    assert rows(f"SELECT name FROM bylines WHERE article = {key} AND role = 'editor'") == [
        (n,) for n in gold["editors"]
    ]
    assert rows(f"SELECT credit FROM photos WHERE article = {key}") == [(p["credit"],) for p in gold["photos"]]
    spoken = rows(f"SELECT text, speaker FROM quotes WHERE article = {key} AND kind = 'direct' ORDER BY position")
    assert spoken == [(q["text"], q["speaker"]) for q in gold["quotes"]]
    related = rows(f"SELECT url FROM links WHERE article = {key} AND kind = 'related' ORDER BY position")
    assert related == [(link["url"],) for link in gold["related"]]
    popular = rows(
        "SELECT e.rank, e.url, e.views FROM popular_lists e JOIN articles a ON a.capture = e.capture "
        f"WHERE a.id = {key} ORDER BY e.rank"
    )
    assert popular == [(p["rank"], p["url"], p["views"]) for p in gold["popular"]]


def test_scrape_url_stores_real_pages_completely(real: Newsroom, scrape: Scrape) -> None:
    wanted = golds()
    result = scrape("url", *(gold["url"] for gold in wanted), *real.options)
    assert result.exit_code == 0, result.output
    for gold in wanted:
        assert gold["headline"] in result.output
        assert_stored_whole(gold)
    kept = rows("SELECT p.size FROM captures c JOIN payloads p USING (digest) WHERE c.kind = 'article' ORDER BY c.id")
    assert kept == [(len(real.pages[path(gold["url"])]),) for gold in wanted]  # type: ignore[arg-type]


def test_scrape_crawl_finds_and_stores_real_pages(real: Newsroom, scrape: Scrape) -> None:
    result = scrape("crawl", "beritajakarta", *real.options)
    assert result.exit_code == 0, result.output
    for gold in golds():
        assert_stored_whole(gold)
    asked = len(real.requests)
    again = scrape("crawl", "beritajakarta", *real.options)
    assert again.exit_code == 0, again.output
    assert not any("/read/" in request for request in real.requests[asked:])


def test_a_real_page_that_is_no_article_is_one_line_and_no_article(real: Newsroom, scrape: Scrape) -> None:
    result = scrape("url", "https://m.beritajakarta.id/info-pangan", *real.options)
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert rows("SELECT count(*) FROM articles") == [(0,)]


# Our own pages


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Newsroom]:
    """The fixtures of beritajakarta under their own paths, and an index that lists them."""
    told = [(case, json.loads(case.read_text("utf-8"))) for case in sorted(OWN.glob("*.json"))]
    articles = {path(each["url"]): case.with_suffix(".html").read_bytes() for case, each in told if "headline" in each}
    with newsroom(HOSTS, {"/berita/terkini": listing(*articles), **articles}, tmp_path) as room:
        yield room


def article_links(room: Newsroom) -> list[str]:
    return [f"https://m.beritajakarta.id{path}" for path in room.pages if "/read/" in path]


def test_one_article_under_all_its_addresses_is_one_record(own: Newsroom, scrape: Scrape) -> None:
    link = article_links(own)[0]
    assert scrape("url", link, *own.options).exit_code in (0, 1)
    other = link.replace("//m.", "//www.") + "?utm_source=wa&fbclid=1#isi"
    assert scrape("url", other, *own.options).exit_code in (0, 1)
    assert len(rows("SELECT url FROM articles")) == 1


def test_json_is_the_output_contract(own: Newsroom, scrape: Scrape) -> None:
    link = article_links(own)[0]
    result = scrape("url", link, "--json", *own.options)
    case = next(
        case for case in OWN.glob("*.json") if json.loads(case.read_text("utf-8")).get("url", "").endswith(link[-30:])
    )
    want = json.loads(case.read_text("utf-8"))
    got = json.loads(result.stdout)
    assert {name: got[name] for name in want} == want


REFUSED = {
    "no link at all": ("ini bukan tautan", 2),
    "a scheme that is not read": ("ftp://m.beritajakarta.id/read/1/x", 2),
    "a name and a password": ("https://a:b@m.beritajakarta.id/read/1/x", 2),
}


@pytest.mark.parametrize(("link", "code"), REFUSED.values(), ids=REFUSED)
def test_wrong_use_is_one_line_and_touches_nothing(link: str, code: int, scrape: Scrape) -> None:
    result = scrape("url", link)
    assert result.exit_code == code
    assert len(result.stderr.strip().splitlines()) == 1
    assert not Path("archive.db").exists()


def test_a_dead_link_is_one_line_and_no_article(own: Newsroom, scrape: Scrape) -> None:
    result = scrape("url", "https://m.beritajakarta.id/read/1/tidak-ada", *own.options)
    assert result.exit_code == 1
    assert result.stderr.strip() == "scrape: https://m.beritajakarta.id/read/1/tidak-ada: status 404"
    assert rows("SELECT count(*) FROM articles") == [(0,)]


def test_a_host_that_forbids_it_is_one_line_and_is_not_asked(own: Newsroom, scrape: Scrape) -> None:
    own.pages["/robots.txt"] = b"User-agent: *\nDisallow: /\n"
    result = scrape("url", article_links(own)[0], *own.options)
    assert result.exit_code == 4
    assert len(result.stderr.strip().splitlines()) == 1
    assert "robots.txt" in result.stderr
    assert own.requests == ["/robots.txt"]


def test_no_answer_is_one_line_and_no_article(own: Newsroom, scrape: Scrape) -> None:
    options = [word.replace(word.rpartition(":")[2], "9") if word.startswith("m.") else word for word in own.options]
    result = scrape("url", article_links(own)[0], *options)
    assert result.exit_code == 4
    assert len(result.stderr.strip().splitlines()) == 1
    assert rows("SELECT count(*) FROM articles") == [(0,)]
    assert rows("SELECT exit_code FROM runs") == [(4,)]


def test_good_links_are_stored_beside_bad_ones(own: Newsroom, scrape: Scrape) -> None:
    links = article_links(own)
    result = scrape("url", links[0], "https://www.example.com/", links[1], *own.options)
    assert result.exit_code == 1
    assert len(rows("SELECT id FROM articles")) == 2


def test_a_crawl_of_real_hosts_needs_somebody_who_answers_for_it(scrape: Scrape) -> None:
    result = scrape("crawl", "beritajakarta")
    assert result.exit_code == 2
    assert "--contact" in result.stderr
    assert not Path("archive.db").exists()


def test_an_unknown_publisher_is_told_with_those_that_there_are(scrape: Scrape) -> None:
    result = scrape("crawl", "kabarangin")
    assert result.exit_code == 2
    assert "beritajakarta" in result.stderr


def test_limit_bounds_a_crawl_and_the_next_one_goes_on(own: Newsroom, scrape: Scrape) -> None:
    scrape("crawl", "beritajakarta", "--limit", "1", *own.options)
    assert len(rows("SELECT id FROM articles")) == 1
    scrape("crawl", "beritajakarta", *own.options)
    assert len(rows("SELECT id FROM articles")) == len({link.partition("?")[0] for link in article_links(own)})


def test_reading_again_twice_leaves_the_identical_database(own: Newsroom, scrape: Scrape) -> None:
    scrape("crawl", "beritajakarta", *own.options)
    with closing(sqlite3.connect("archive.db")) as db:
        before = list(db.iterdump())
    dumps = []
    for _ in range(2):
        assert scrape("parse", "--all").exit_code == 0
        with closing(sqlite3.connect("archive.db")) as db:
            dumps.append(list(db.iterdump()))
    assert dumps[0] == dumps[1] == before


def test_show_tells_each_field_with_the_rule_that_found_it(own: Newsroom, scrape: Scrape) -> None:
    link = article_links(own)[0]
    scrape("url", link, *own.options)
    by_url, by_id = scrape("show", link), scrape("show", "1")
    assert by_url.exit_code == 0
    assert by_url.output == by_id.output
    assert json.loads(scrape("show", "1", "--json").stdout)["found_by"]["headline"] in by_url.output
    assert json.loads(scrape("show", "1", "--json").stdout) == json.loads(
        scrape("url", link, "--json", "--db", "other.db", *own.options).stdout
    )


@pytest.mark.parametrize(
    "words", [("show", "1"), ("parse",), ("check",), ("status",), ("history", "1"), ("diff", "1"), ("serve",)]
)
def test_without_an_archive_nothing_is_made(words: tuple[str, ...], scrape: Scrape) -> None:
    result = scrape(*words)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert not Path("archive.db").exists()


def test_show_of_what_is_not_there_is_one_line(own: Newsroom, scrape: Scrape) -> None:
    scrape("url", article_links(own)[0], *own.options)
    for which in ("99", "https://m.beritajakarta.id/read/5/x", "bukan apa-apa"):
        assert scrape("show", which).exit_code == 2


def test_file_reads_without_an_archive(scrape: Scrape) -> None:
    case = min(OWN.glob("*.html"))
    link = json.loads(case.with_suffix(".json").read_text("utf-8"))["url"]
    result = scrape("file", str(case), "--url", link, "--json")
    assert result.exit_code in (0, 1)
    assert not Path("archive.db").exists()


def test_check_says_that_the_archive_is_whole(own: Newsroom, scrape: Scrape) -> None:
    scrape("crawl", "beritajakarta", *own.options)
    result = scrape("check")
    assert (result.exit_code, result.stdout) == (0, "archive.db: whole\n")


@pytest.mark.parametrize(
    "command",
    ["", *"url crawl file parse show add publishers serve check demo history diff status config schedule".split()],
)
def test_every_command_explains_itself(command: str, scrape: Scrape) -> None:
    result = scrape(*command.split(), "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 5


def test_the_python_api_does_what_the_commands_do(own: Newsroom, scrape: Scrape) -> None:
    given = dict(zip(own.options[::2], own.options[1::2], strict=True))
    detours = tuple(word for word in own.options if word.startswith(HOSTS))
    access = scraper.Network(
        pause=0, allow_address=("127.0.0.1",), connect_to=detours, ca_file=given["--ca-file"], contact="a@example.org"
    )
    with scraper.open_archive("archive.db") as archive:
        stats = scraper.crawl(archive, ["beritajakarta"], network=access, limit=2)
    assert isinstance(stats, scraper.Stats)
    assert stats.total("new") == 2
    assert len(rows("SELECT id FROM articles")) == 2


def test_an_article_that_did_not_change_is_shown_from_the_archive(own: Newsroom, scrape: Scrape) -> None:
    link = article_links(own)[0]
    own.validators = True
    first, again = scrape("url", link, "--json", *own.options), scrape("url", link, "--json", *own.options)
    assert own.answers[-1] == 304
    assert again.exit_code == first.exit_code
    assert json.loads(again.stdout) == json.loads(first.stdout)
    assert rows("SELECT count(*) FROM captures") == [(1,)]
    assert rows("SELECT count(*) FROM not_modified") == [(1,)]


@pytest.mark.parametrize(
    ("target", "code", "words"),
    [
        ("https://www.example.com/ad", 4, "no known publisher's host"),
        ("http://169.254.169.254/latest/meta-data", 4, "redirect"),
        ("/", 1, "which is no article"),
    ],
)
def test_a_story_that_leads_elsewhere_is_one_line_and_no_article(
    own: Newsroom, scrape: Scrape, target: str, code: int, words: str
) -> None:
    own.pages["/"] = listing()
    own.redirects["/read/77/dihapus"] = target
    result = scrape("url", "https://m.beritajakarta.id/read/77/dihapus", *own.options)
    assert result.exit_code == code
    assert len(result.stderr.strip().splitlines()) == 1
    assert words in result.stderr
    assert rows("SELECT count(*) FROM articles") == [(0,)]


@pytest.mark.parametrize(
    "words", [("crawl", "antaranews", "--contact", "a@example.org"), ("url", "https://www.antaranews.com/berita/1/x")]
)
def test_terms_that_ask_for_permission_are_told_and_nothing_is_fetched(words: tuple[str, ...], scrape: Scrape) -> None:
    result = scrape(*words)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert "--permitted antaranews" in result.stderr
    assert not Path("archive.db").exists()


def test_a_crawl_of_everybody_leaves_out_those_who_want_to_be_asked() -> None:
    assert "antaranews" not in {each.id for each in publishers.chosen(())}
    assert "antaranews" in {each.id for each in publishers.chosen(["antaranews"])}


BAN = b"<p>Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI.</p>"


def test_a_printed_ban_stops_the_host_and_keeps_the_page_as_evidence(own: Newsroom, scrape: Scrape) -> None:
    first, second, third = article_links(own)[:3]
    own.pages[path(first)] = own.pages[path(first)] + b"<footer>" + BAN + b"</footer>"  # type: ignore[operator]
    result = scrape("url", first, *own.options)
    assert result.exit_code == 4
    assert "Dilarang keras mengambil konten" in result.stderr
    assert rows("SELECT kind, url = opted_out_url FROM captures JOIN hosts") == [("notice", 1)]
    assert scrape("parse", "--all").exit_code == 0
    assert rows("SELECT count(*) FROM articles") == [(0,)]
    asked = len(own.requests)
    assert scrape("url", second, *own.options).exit_code == 4
    assert own.requests[asked:] == []
    assert rows("SELECT opted_out IS NOT NULL FROM hosts") == [(1,)]
    assert scrape("url", third, "--db", "other.db", *own.options).exit_code in (0, 1)


def test_a_story_that_tells_of_a_ban_is_kept_and_closes_nothing(own: Newsroom, scrape: Scrape) -> None:
    link = article_links(own)[0]
    page = own.pages[path(link)]
    assert isinstance(page, bytes)
    assert page.count(b"</p>") > 1
    head, _, tail = page.partition(b"</p>")
    told = "</p><p>“Dilarang keras mengambil konten tanpa izin,” kata Rahma, warga Cipayung, saat ditemui.</p>".encode()
    own.pages[path(link)] = head + told + tail
    assert scrape("url", link, *own.options).exit_code in (0, 1)
    assert rows("SELECT opted_out FROM hosts") == [(None,)]
    assert rows("SELECT count(*) FROM articles") == [(1,)]


def test_a_word_about_one_page_keeps_that_page_out_and_no_other(own: Newsroom, scrape: Scrape) -> None:
    first, second = article_links(own)[:2]
    page = own.pages[path(first)]
    assert isinstance(page, bytes)
    own.pages[path(first)] = page.replace(b"<head>", b"<head><meta name=robots content=noarchive>", 1)
    result = scrape("url", first, *own.options)
    assert result.exit_code == 4
    assert "meta robots: noarchive" in result.stderr
    assert rows("SELECT count(*) FROM captures") == [(0,)]
    assert scrape("url", second, *own.options).exit_code in (0, 1)


def test_a_closing_is_shown_with_its_evidence_and_overruled(own: Newsroom, scrape: Scrape) -> None:
    link = article_links(own)[0]
    own.pages[path(link)] = own.pages[path(link)] + b"<footer>" + BAN + b"</footer>"  # type: ignore[operator]
    assert scrape("url", link, *own.options).exit_code == 4
    shown = " ".join(scrape("host", "m.beritajakarta.id").output.split())
    assert "opted out" in shown
    assert "capture 1" in shown
    assert "m.beritajakarta.id" in scrape("status").output
    result = scrape("host", link, "--allow", "--because", "izin tertulis redaksi")
    assert result.exit_code == 0
    assert "izin tertulis redaksi" in result.output
    assert scrape("url", link, *own.options).exit_code in (0, 1)
    assert rows("SELECT count(*) FROM articles") == [(1,)]
    assert scrape("host", "m.beritajakarta.id", "--forbid").exit_code == 0
    assert scrape("url", link, *own.options).exit_code == 4


@pytest.mark.parametrize(
    "words",
    [
        ("m.beritajakarta.id", "--allow"), ("m.beritajakarta.id", "--because", "izin"), ("bukan tuan rumah",),
        ("m.beritajakarta.id", "--allow", "--because", " "), ("lain.example",),
        ("m.beritajakarta.id", "--allow", "--because", "izin", "--forbid"),
    ],
)  # fmt: skip
def test_a_host_that_is_asked_about_wrongly_is_one_line(own: Newsroom, scrape: Scrape, words: tuple[str, ...]) -> None:
    scrape("url", article_links(own)[0], *own.options)
    before = rows("SELECT * FROM hosts")
    result = scrape("host", *words)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert rows("SELECT * FROM hosts") == before


def gaps(room: Newsroom) -> list[float]:
    return [later - earlier for earlier, later in zip(room.times, room.times[1:], strict=False)]


def test_the_links_of_one_command_are_one_run_with_pauses_between_them(own: Newsroom, scrape: Scrape) -> None:
    links = list(dict.fromkeys(link.partition("?")[0] for link in article_links(own)))[:3]
    scrape("url", "https://nama.invalid/a", *links, *own.options, "--pause", "0.3")
    assert rows("SELECT command, fetched FROM runs") == [("url", len(links))]
    assert len(own.requests) > len(links)
    assert min(gaps(own)) > 0.2


def test_the_pause_holds_between_two_commands(own: Newsroom, scrape: Scrape) -> None:
    own.pages["/robots.txt"] = b"User-agent: *\nCrawl-delay: 1\n"
    for link in article_links(own)[:2]:
        scrape("url", link, *own.options)
    assert min(gaps(own)) > 0.9


def test_a_dead_link_between_others_is_told_and_costs_them_nothing(own: Newsroom, scrape: Scrape) -> None:
    first, second = article_links(own)[:2]
    dead = first.replace("/read/", "/read/999")
    own.pages[path(dead)] = 500
    result = scrape("url", first, dead, second, *own.options)
    assert result.exit_code == 1
    assert "status 500" in result.stderr
    assert rows("SELECT count(*) FROM articles") == [(2,)]
    assert rows("SELECT exit_code, failed FROM runs") == [(1, 1)]


def test_a_permission_lifts_the_opt_out_that_was_met_before_it(own: Newsroom, scrape: Scrape) -> None:
    link = article_links(own)[0]
    own.pages[path(link)] = own.pages[path(link)] + b"<footer>" + BAN + b"</footer>"  # type: ignore[operator]
    assert scrape("url", link, *own.options).exit_code == 4
    assert scrape("url", link, *own.options).exit_code == 4
    permitted = scrape("url", link, "--permitted", "beritajakarta", *own.options)
    assert permitted.exit_code in (0, 1), permitted.output
    assert rows("SELECT count(*) FROM articles") == [(1,)]
    assert scrape("url", link, *own.options).exit_code == 4


def test_a_rule_about_one_story_does_not_keep_the_others_waiting(own: Newsroom, scrape: Scrape) -> None:
    first, *others = dict.fromkeys(link.partition("?")[0] for link in article_links(own))
    own.pages["/berita/terkini"] = listing(first, *others)
    own.pages["/robots.txt"] = f"User-agent: *\nDisallow: {path(first)}\n".encode()
    scrape("crawl", "beritajakarta", *own.options)
    assert path(first) not in own.requests
    assert {url for (url,) in rows("SELECT url FROM articles")} == set(others)
    assert rows("SELECT attempts FROM frontier WHERE attempts > 0") == [(1,)]
