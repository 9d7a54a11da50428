"""RFC 9309, and what else says no."""

from __future__ import annotations

import gzip
import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.fetch.robots import ALLOW_ALL, DISALLOW_ALL, MAX_BYTES, parse, policy

HOST = "https://contoh.id"
US = "arsip-berita"
PAGES = Path(__file__).parents[3] / "shared" / "pages" / "robots"


def allowed(robots: str | bytes, path: str, agent: str = US) -> bool:
    body = robots if isinstance(robots, bytes) else robots.encode()
    return parse(body).allows(HOST + path, agent)


def allowed_by(rules: str, path: str) -> bool:
    return allowed(f"user-agent: *\n{rules}", path)


# Which rule wins -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "path", "expected"),
    [
        ("", "/a", True),
        ("disallow: /", "/a", False),
        ("disallow: /", "", False),
        ("disallow:", "/a", True),
        ("disallow: \nallow: ", "/a", True),
        ("disallow: /x/halaman.html\nallow: /x/", "/x/halaman.html", False),
        ("allow: /x/halaman.html\ndisallow: /x/", "/x/halaman.html", True),
        ("allow: /x/halaman.html\ndisallow: /x/", "/x/", False),
        ("disallow: /\nallow: /", "/a", True),
        ("allow: /\ndisallow: /", "/a", True),
        ("disallow: /x\nallow: /x/", "/x", False),
        ("disallow: /x\nallow: /x/", "/x/", True),
        ("allow: /hal\ndisallow: /*.html", "/hal.html", False),
        ("allow: /hal\ndisallow: /*.html", "/hal", True),
        ("allow: /x/hal.\ndisallow: /*.html", "/x/hal.html", True),
        ("allow: /p/\ndisallow: /*?", "/p/?x=1", True),
        ("allow: /p\ndisallow: /*?", "/p?x=1", False),
        ("disallow: /X/", "/x/", True),
        ("Disallow: cari", "/cari", True),
        ("allow: /dir/index.html\ndisallow: /", "/dir/index.html", True),
        ("allow: /dir/index.html\ndisallow: /", "/dir/index.htm", False),
    ],
)
def test_the_longest_match_wins_and_allow_wins_a_tie(rules: str, path: str, expected: bool) -> None:
    assert allowed_by(rules, path) is expected


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/ikan", "/ikan", True),
        ("/ikan", "/ikan.html", True),
        ("/ikan", "/ikan/salmon", True),
        ("/ikan", "/ikan?id=1", True),
        ("/ikan", "/Ikan", False),
        ("/ikan", "/catikan", False),
        ("/ikan*", "/ikan/x", True),
        ("/ikan/", "/ikan", False),
        ("/*.php", "/a/b.php?x", True),
        ("/*.php", "/", False),
        ("/*.php$", "/a.php", True),
        ("/*.php$", "/a.php?x", False),
        ("/*.php$", "/a.php5", False),
        ("/ikan*.php", "/ikanhiu/a.php", True),
        ("/a/*/c", "/a/b/c", True),
        ("/a/*/c", "/a//c", True),
        ("/a/*/c", "/a/c", False),
        ("/a***b", "/a/x/b", True),
        ("/a*b*c$", "/abcabc", True),
        ("/a$", "/a", True),
        ("/a$", "/a/", False),
        ("/a$b", "/a$b", True),
        ("/$", "/", True),
        ("/$", "/a", False),
        ("*", "/a", True),
        ("*/komentar/", "/read/1/komentar/", True),
        ("*?tag_from", "/read/1?tag_from=x", True),
        ("*&device=desktop", "/read/1?a=b&device=desktop", True),
        ("/*?", "/a?", True),
        ("/*?", "/a", False),
        ("/?s=", "/?s=banjir", True),
        ("//a", "//a", True),
        ("/a;b", "/a;b?c", True),
        ("/a b", "/a%20b", True),
        ("/a b", "/a", False),
    ],
)
def test_star_and_dollar_and_prefix(pattern: str, path: str, fits: bool) -> None:
    assert allowed_by(f"disallow: {pattern}", path) is not fits


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True),
        ("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https://foo.bar", True),
        ("/foo/ツ", "/foo/ツ", True),
        ("/foo/ツ", "/foo/%E3%83%84", True),
        ("/foo/%E3%83%84", "/foo/ツ", True),
        ("/foo/%e3%83%84", "/foo/%E3%83%84", True),
        ("/foo/%62%61%7A", "/foo/baz", True),
        ("/foo/baz", "/foo/%62%61%7a", True),
        ("/%7Eredaksi", "/~redaksi", True),
        ("/a%2Ab", "/a*b", True),
        ("/a%2Ab", "/axb", False),
        ("/a%24", "/a$", True),
        ("/a%24", "/a", False),
        ("/a%2Fb", "/a/b", False),
        ("/a/b", "/a%2Fb", False),
        ("/a%zz", "/a%zz", True),
    ],
)
def test_percent_encoding_is_equal_as_the_standard_has_it(pattern: str, path: str, fits: bool) -> None:
    assert allowed_by(f"disallow: {pattern}", path) is not fits


def test_the_octets_of_a_pattern_are_counted_not_those_of_its_quoted_form() -> None:
    assert allowed_by("allow: /abcd\ndisallow: /*?&", "/abcd?&")
    assert not allowed_by("allow: /ab\ndisallow: /é", "/é")
    assert allowed_by("allow: /*é*\ndisallow: /é", "/é")


def test_robots_txt_itself_is_always_allowed() -> None:
    assert DISALLOW_ALL.allows(f"{HOST}/robots.txt", US)
    assert not DISALLOW_ALL.allows(f"{HOST}/a/robots.txt", US)
    assert not DISALLOW_ALL.allows(f"{HOST}/robots.txt.html", US)


@pytest.mark.parametrize("url", ["", "/", HOST, f"{HOST}?x", f"{HOST}/#a", "https://contoh.id:81/a", "//contoh.id"])
def test_every_url_of_a_host_has_a_path(url: str) -> None:
    assert not DISALLOW_ALL.allows(url, US)
    assert ALLOW_ALL.allows(url, US)


# Which group holds -----------------------------------------------------------------------------------------

THREE_GROUPS = """
allow: /foo/bar/

user-agent: satu
disallow: /
allow: /x/
user-agent: dua
disallow: /
allow: /y/


allow: /w/
user-agent: tiga

user-agent: satu
allow: /z/
disallow: /
"""


@pytest.mark.parametrize(
    ("agent", "expected"),
    [("satu", {"/x/", "/z/"}), ("dua", {"/y/", "/w/"}), ("tiga", {"/z/"})],
)
def test_groups_of_one_agent_are_merged_and_groups_share_rules(agent: str, expected: set[str]) -> None:
    paths = {"/x/", "/y/", "/z/", "/w/", "/foo/bar/"}
    assert {path for path in paths if allowed(THREE_GROUPS, path, agent)} == expected


def test_a_group_that_names_us_wins_over_the_group_for_everybody() -> None:
    robots = "user-agent: *\ndisallow: /x/\nuser-agent: arsip-berita\ndisallow: /y/\n"
    assert allowed(robots, "/x/")
    assert not allowed(robots, "/y/")
    assert not allowed(robots, "/x/", "lain")


def test_an_empty_group_that_names_us_allows_all() -> None:
    assert allowed("user-agent: *\ndisallow: /\nuser-agent: arsip-berita\n", "/a")
    assert allowed("user-agent: arsip-berita\ndisallow:\n\nuser-agent: *\ndisallow: /\n", "/a")


def test_without_a_group_for_us_nothing_is_forbidden() -> None:
    assert allowed("user-agent: lain\ndisallow: /\nuser-agent: lagi\ndisallow: /\n", "/a")


@pytest.mark.parametrize(
    "name",
    [
        "arsip-berita",
        "Arsip-Berita",
        "ARSIP-BERITA/2.1",
        "arsip-berita 0.1",
        "arsip-berita*",
        "arsip-berita # kami",
        "arsip-berita, lain",
    ],
)
@pytest.mark.parametrize("agent", [US, "Arsip-Berita/0.1 (+https://contoh.id/bot)", "arsip-berita/1.0 httpx/0.28"])
def test_a_user_agent_line_is_cut_after_the_product_token(name: str, agent: str) -> None:
    assert not allowed(f"user-agent: {name}\ndisallow: /\n", "/a", agent)


@pytest.mark.parametrize("name", ["arsip", "berita", "arsip-beritajakarta", "contoh", "bot", "httpx", "", "/"])
def test_a_part_of_our_name_is_not_our_name(name: str) -> None:
    assert allowed(f"user-agent: {name}\ndisallow: /\n", "/a", "arsip-berita/0.1 (+https://contoh.id/bot) httpx")


def test_a_name_with_a_space_is_no_product_token() -> None:
    robots = "user-agent: *\ndisallow: /\nuser-agent: foo bar\nallow: /x/\ndisallow: /\n"
    assert allowed(robots, "/x/", "foo")
    assert not allowed(robots, "/x/", "foo bar")


def test_names_with_digits_and_dots_are_found() -> None:
    robots = "user-agent: MJ12bot\nuser-agent: archive.org_bot\ndisallow: /\n"
    assert not allowed(robots, "/a", "MJ12bot/1.4")
    assert not allowed(robots, "/a", "archive.org_bot")


@pytest.mark.parametrize(
    "between",
    ["sitemap: https://contoh.id/s.xml", "tak-dikenal: x", "crawl-delay: 3", "noindex: /a", "", "# x", "host: a"],
)
def test_other_lines_do_not_end_a_group(between: str) -> None:
    robots = f"user-agent: arsip-berita\n{between}\nuser-agent: *\ndisallow: /\n"
    assert not allowed(robots, "/a")
    assert not allowed(robots, "/a", "lain")


def test_rules_before_any_user_agent_hold_for_nobody() -> None:
    assert allowed("disallow: /\nuser-agent: lain\nallow: /\n", "/a")


def test_an_empty_user_agent_line_starts_a_group_of_nobody() -> None:
    robots = "user-agent: arsip-berita\ndisallow: /x\nuser-agent:\ndisallow: /y\n"
    assert not allowed(robots, "/x")
    assert allowed(robots, "/y")


# Lines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\r", "\r\r\n"])
def test_every_line_end_ends_a_line(end: str) -> None:
    robots = end.join(["user-agent: *", "disallow: /a", "allow: /a/b", "disallow: /c"])
    assert [allowed(robots, path) for path in ("/a", "/a/b", "/c", "/d")] == [False, True, False, True]


def test_mixed_line_ends_are_read() -> None:
    robots = b"user-agent: x\r\n\ruser-agent: *\ndisallow: /a\r\rallow: /a/b"
    assert not allowed(robots, "/a")
    assert allowed(robots, "/a/b")


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\x0b", "\x0c", "\x1e"])
def test_only_cr_and_lf_end_a_line(mark: str) -> None:
    assert not allowed_by(f"disallow: /\ndisallow: /a{mark}allow: /b", "/b")


@pytest.mark.parametrize(
    "robots",
    [
        "User-Agent: *\nDisallow: /",
        "USER-AGENT:*\nDISALLOW:/",
        "  user-agent : * \n\tdisallow\t: / # semua",
        "user-agent *\ndisallow /",
        "user agent: *\ndisallow: /",
        "useragent: *\ndissallow: /",
        "user-agent: *\ndisalow: /",
        "user-agent: * # kami juga\ndisallow: /#x",
        "\ufeffuser-agent: *\ndisallow: /",
        "\n\n# robots\n\ufeffuser-agent: *\n\ndisallow: /",
        "Sitemap: /s.xml\nuser-agent: *\nfoo\n:\n::\n= =\ndisallow: /",
    ],
)
def test_spellings_that_mean_no(robots: str) -> None:
    assert not allowed(robots, "/a")


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbfuser-agent: *\ndisallow: /",
        b"\xef\xbbuser-agent: *\ndisallow: /",
        b"\xefuser-agent: *\ndisallow: /",
        "\ufeffuser-agent: *\ndisallow: /".encode("utf-16-le"),
        "\ufeffuser-agent: *\ndisallow: /".encode("utf-16-be"),
        b"user-agent: *\0\ndis\0allow: /",
    ],
)
def test_marks_and_zero_bytes_hide_no_rule(body: bytes) -> None:
    assert not allowed(body, "/a")


def test_bytes_that_are_no_utf_8_match_their_escapes() -> None:
    assert not allowed(b"user-agent: *\ndisallow: /caf\xe9", "/caf%E9")
    assert allowed(b"user-agent: *\ndisallow: /caf\xe9", "/cafe")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><html><body><h1>404</h1>User-agent: everybody, Disallow: nothing</body></html>",
        b"foo: *\nbar: /",
        b"Not found",
        b"user-agent: *\n# disallow: /",
        bytes(range(256)),
        b'{"user-agent": "*", "disallow": "/"}',
    ],
)
def test_what_is_no_robots_txt_has_no_rules(body: bytes) -> None:
    assert allowed(body, "/a")


def test_nothing_is_read_after_500_kib_nor_the_line_that_is_cut_there() -> None:
    head = b"user-agent: *\ndisallow: /awal\n"
    line = b"# " + b"x" * 97 + b"\n"
    body = head + line * 6000 + b"disallow: /akhir\n"
    assert len(body) > MAX_BYTES
    assert not allowed(body, "/awal")
    assert allowed(body, "/akhir")
    cut = head + b"#" * (MAX_BYTES - len(head) - 12) + b"\ndisallow: /berita/rahasia\n"
    assert allowed(cut, "/berita/umum")


def test_a_robots_txt_of_agents_without_end_is_read_in_a_breath() -> None:
    body = b"user-agent: a\n" * 17_000 + b"disallow: /b\n" * 17_000
    robots = parse(body)
    assert not robots.allows("/b", "a")
    assert robots.allows("/b", US)


def test_a_robots_txt_of_rules_without_end_decides_in_a_breath() -> None:
    plain = b"".join(b"disallow: /a/%d\n" % n for n in range(12_000))
    wild = b"".join(b"disallow: /*b%d*c$\n" % n for n in range(13_000))
    robots = parse(b"user-agent: *\n" + plain + wild)
    assert not robots.allows("/a/11999", US)
    began = time.process_time()
    assert all(robots.allows(f"/x/{n}/" + "b" * 500, US) for n in range(20))
    assert time.process_time() - began < 20 * 0.05


def test_a_pattern_of_stars_without_end_fits_in_linear_time() -> None:
    robots = parse(b"user-agent: *\ndisallow: /" + b"*a" * 20_000 + b"*b\n")
    began = time.process_time()
    assert robots.allows("/" + "a" * 8000, US)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("cut", [None, -9])
def test_a_robots_txt_that_is_gzip_without_its_header_is_read(cut: int | None) -> None:
    assert not allowed(gzip.compress(b"user-agent: *\ndisallow: /a\n")[:cut], "/a")


def test_a_bomb_in_place_of_a_robots_txt_costs_little() -> None:
    assert allowed(gzip.compress(bytes(50_000_000)), "/a")


#: Cases of Google's robots suite (github.com/google/robotstxt, robots_test.cc) where RFC 9309 says something else.
#: docs/promises.md tells which is followed and why.
UNLIKE_GOOGLE = {
    "an escape of a plain character is that character": ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
    "a URL that is not escaped is escaped first": ("/foo/bar/ツ", "/foo/bar/ツ", True),
    "so is one behind a pattern that is": ("/foo/bar/%E3%83%84", "/foo/bar/ツ", True),
    "index.html is a page like another": ("/allowed-slash/index.html", "/allowed-slash/", False),
}


@pytest.mark.parametrize(("pattern", "path", "expected"), UNLIKE_GOOGLE.values(), ids=UNLIKE_GOOGLE)
def test_where_google_differs_from_the_standard_the_standard_holds(pattern: str, path: str, expected: bool) -> None:
    assert allowed_by(f"disallow: /\nallow: {pattern}", path) is expected


# Delay and sitemaps ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "seconds"),
    [("10", 10.0), ("0.5", 0.5), ("1,5", 1.5), ("0", 0.0), ("999999999", 999999999.0), ("5 # detik", 5.0)]
    + [(junk, None) for junk in ["", "-1", "nan", "inf", "1e9", "lima", "5s", "1_0", "٣", "1.", ".5", "9" * 400]],
)
def test_crawl_delay_is_seconds_or_nothing(printed: str, seconds: float | None) -> None:
    assert parse(f"user-agent: *\ncrawl-delay: {printed}\n".encode()).delay(US) == seconds


def test_crawl_delay_is_that_of_our_group() -> None:
    robots = parse(
        b"user-agent: *\ncrawl-delay: 9\n\nuser-agent: arsip-berita\ncrawl-delay: 2\ncrawl-delay: 3\nallow: /"
    )
    assert robots.delay("arsip-berita/0.1 (+a)") == 3
    assert robots.delay("lain") == 9
    assert parse(b"user-agent: *\ncrawl-delay: 9\nallow: /\nuser-agent: arsip-berita\nallow: /").delay(US) is None


def test_crawl_delay_holds_for_the_agents_named_before_it() -> None:
    robots = parse(b"user-agent: satu\ncrawl-delay: 9\nuser-agent: *\ndisallow: /x\n")
    assert robots.delay("satu") == 9
    assert robots.delay(US) is None


def test_sitemaps_stand_anywhere_once_each_in_order() -> None:
    robots = parse(
        b"Sitemap: https://contoh.id/a.xml\nuser-agent: x\nSITEMAP:https://contoh.id/b.xml\ndisallow: /\n"
        b"site-map: https://contoh.id/a.xml\nsitemap:\n"
    )
    assert robots.sitemaps == ("https://contoh.id/a.xml", "https://contoh.id/b.xml")


# Properties ------------------------------------------------------------------------------------------------

PATTERNS = st.text("ab/*$", min_size=1, max_size=7).map(lambda text: f"/{text}")
RULES = st.lists(st.tuples(st.booleans(), PATTERNS), max_size=6)


def by_the_book(rules: list[tuple[bool, str]], path: str) -> bool:
    """RFC 9309 section 2.2.2 by regular expressions."""
    fitting = []
    for allow, pattern in rules:
        stem, end = (pattern[:-1], r"\Z") if pattern.endswith("$") else (pattern, "")
        if re.match(".*".join(map(re.escape, stem.split("*"))) + end, path):
            fitting.append((len(pattern), allow))
    return max(fitting, default=(0, True))[1]


@given(RULES, st.text("ab/", max_size=8))
def test_rules_decide_as_the_book_says(rules: list[tuple[bool, str]], tail: str) -> None:
    printed = "\n".join(f"{'allow' if allow else 'disallow'}: {pattern}" for allow, pattern in rules)
    assert allowed_by(printed, f"/{tail}") is by_the_book(rules, f"/{tail}")


@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_make_it_raise(body: bytes, agent: str) -> None:
    robots = parse(b"user-agent: *\n" + body)
    assert robots.allows(f"{HOST}/a", agent) in (True, False)
    assert robots.delay(agent) is None or robots.delay(agent) >= 0  # type: ignore[operator]


# What an answer means --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "expected"),
    [(status, [True, False]) for status in (200, 203)]
    + [(status, [True, True]) for status in (400, 401, 403, 404, 410, 451)]
    + [(status, [False, False]) for status in (None, 0, 199, 301, 304, 308, 429, 500, 502, 503, 504, 599)],
)
def test_only_a_clear_answer_opens_a_host(status: int | None, expected: list[bool]) -> None:
    robots = policy(status, b"user-agent: *\ndisallow: /b")
    assert [robots.allows(HOST + path, US) for path in ("/a", "/b")] == expected


# Real files ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not PAGES.is_dir(), reason="the stored robots files are not here")
@pytest.mark.parametrize(
    ("file", "allowed_paths", "forbidden"),
    [
        ("detik.com", {"/", "/jateng/a?tag_from=x"}, set()),
        ("kompas.com", {"/read/2024/06/01/1/a?page=all"}, {"/search/?q=a", "/read/1?utm_source=x", "/read/1?source=b"}),
        ("liputan6.com", {"/regional/read/4/a"}, {"/search", "/regional/indeks/2", "/read/1/comment/2"}),
        ("tribunnews.com", {"/2017/02/07/a"}, {"/api/x", "/json/a", "/socmed.php"}),
        ("kumparan.com", {"/"}, set()),
    ],
)
def test_real_files(file: str, allowed_paths: set[str], forbidden: set[str]) -> None:
    robots = parse((PAGES / f"{file}.robots.txt").read_bytes())
    said = {path for path in allowed_paths | forbidden if robots.allows(f"https://www.{file}{path}", US)}
    assert said == allowed_paths
    assert all(url.startswith("https://") for url in robots.sitemaps)
