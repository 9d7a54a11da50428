"""One spelling for every URL."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scraper import urls
from scraper.errors import BadURL
from scraper.urls import MAX_LENGTH, archived, canonical, host, normalize

STORY = "https://www.kota-contoh.id/read/142/jalan-baru-dibuka"

WHATWG = {
    "HTTP://WWW.Contoh.ID": "http://www.contoh.id/",
    "https://contoh.id:443/a": "https://contoh.id/a",
    "https://contoh.id:8443/a": "https://contoh.id:8443/a",
    "https://contoh.id/a/./b/../c": "https://contoh.id/a/c",
    "https://contoh.id/%2e%2E/a": "https://contoh.id/a",
    "https:\\\\contoh.id\\a": "https://contoh.id/a",
    "https:/contoh.id/a": "https://contoh.id/a",
    "https:///contoh.id/a": "https://contoh.id/a",
    "  https://contoh.id/a\n": "https://contoh.id/a",
    "https://con\ttoh.id/a\r\nb": "https://contoh.id/ab",
    "https://contoh.id/dua kata?q=dua kata": "https://contoh.id/dua%20kata?q=dua%20kata",
    "https://contoh.id/jum’at": "https://contoh.id/jum%E2%80%99at",
    "https://contoh.id/%zz": "https://contoh.id/%zz",
    "https://bücher.example/": "https://xn--bcher-kva.example/",
    "https://contoh。id/": "https://contoh.id/",
    "http://0x7f.1/": "http://127.0.0.1/",
    "http://2130706433/": "http://127.0.0.1/",
    "http://①②⑦.0.0.1/": "http://127.0.0.1/",
    "http://[::0:1]/": "http://[::1]/",
    "https://contoh.id/\ud800": "https://contoh.id/%EF%BF%BD",
    "mailto:redaksi@contoh.id": "mailto:redaksi@contoh.id",
    "file:///C|/a": "file:///C:/a",
}

REFUSED = [
    "",
    " ",
    "/read/1",
    "read/1",
    "//contoh.id/a",
    "https://",
    "http://a b/",
    "https://con%toh.id/",
    "https://con<toh.id/",
    "https://contoh.id:99999/",
    "https://contoh.id:delapan/",
    "http://[::1/",
    "http://1.2.3.4.5/",
    "http://256.256.256.256/",
    "https://con\0toh.id/",
]


@pytest.mark.parametrize(("given_url", "expected"), WHATWG.items())
def test_normalize_spells_as_the_standard(given_url: str, expected: str) -> None:
    assert normalize(given_url) == expected


@pytest.mark.parametrize("url", REFUSED)
def test_what_a_browser_refuses_is_a_bad_url(url: str) -> None:
    with pytest.raises(BadURL):
        normalize(url)
    with pytest.raises(ValueError, match="browser"):
        canonical(url)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/read/2", "https://m.contoh.id/read/2"),
        ("3?x=1", "https://m.contoh.id/read/3?x=1"),
        ("../a", "https://m.contoh.id/a"),
        ("//www.contoh.id/a", "https://www.contoh.id/a"),
        ("?id=4", "https://m.contoh.id/read/1?id=4"),
        ("#komentar", "https://m.contoh.id/read/1"),
        ("", "https://m.contoh.id/read/1"),
        ("https:b", "https://m.contoh.id/read/b"),
    ],
)
def test_relative_urls_resolve_against_the_base(href: str, expected: str) -> None:
    assert canonical(href, "https://m.contoh.id/read/1") == expected


def test_a_base_that_is_no_url_is_refused() -> None:
    with pytest.raises(BadURL):
        canonical("/read/2", "m.contoh.id")


@pytest.mark.parametrize(
    "noise",
    [
        "utm_source=whatsapp&utm_medium=share",
        "UTM_Source=x",
        "utm%5Fsource=x",
        "utm_baru",
        "fbclid=IwAR0_x-y",
        "gclid=1&gbraid=2&gad_source=1",
        "_ga=2.1.3.4",
        "_gl=1*abc",
        "oc=5",
        "msclkid=1",
        "igsh=abc",
        "mc_cid=1&mc_eid=2",
        "jxrecoid=abc",
        "tag_from=wp_nhl_1",
        "tagfrom=framebar",
        "device=desktop",
        "share=facebook&nb=1",
        "replytocom=881",
        "PHPSESSID=0a1b2c",
        "page=2",
        "page=all",
        "showpage=all",
        "showpage=3",
        "single=1",
        "amp",
        "amp=1",
        "amp=1&page=2",
        "outputType=amp",
        "nonamp=1",
        "source=logo",
        "medium=Headline&campaign=Headline_click_1",
        "ref=home",
        "utm_source=a&amp;utm_medium=b&amp;amp;utm_term=c",
        "",
        "&&",
    ],
)
def test_noise_is_dropped(noise: str) -> None:
    assert canonical(f"{STORY}?{noise}") == STORY
    assert canonical(f"{STORY}?{noise}&id=9#isi") == f"{STORY}?id=9"


@pytest.mark.parametrize(
    "query",
    [
        "p=123",
        "id=4",
        "newsid=4&lang=en",
        "page=tentang-kami",
        "page_id=7",
        "pages=2",
        "amplop=merah",
        "q=utm_source",
        "single=nama",
        "ref=20441",
        "source=88",
        "b=2&a=1&b=3",
        "x=%7E+~",
        "judul=a%26page=2",
        "m=1",
        "flag",
        "outputType=pdf",
    ],
)
def test_a_parameter_that_may_name_a_story_stays_as_it_stands(query: str) -> None:
    url = f"https://contoh.id/berita?{query}"
    assert canonical(url) == url


@pytest.mark.parametrize(
    ("copy", "story"),
    [
        ("https://contoh.id/amp/2017/02/07/lima-orang", "https://contoh.id/2017/02/07/lima-orang"),
        ("https://contoh.id/luar-negeri/amp/pr-188/walau", "https://contoh.id/luar-negeri/pr-188/walau"),
        ("https://contoh.id/d-645/bos-kripto/amp", "https://contoh.id/d-645/bos-kripto"),
        ("https://contoh.id/bos-kripto/amp/", "https://contoh.id/bos-kripto/"),
        ("https://contoh.id/berita-55.amp", "https://contoh.id/berita-55"),
        ("https://contoh.id/berita-55.amp.html", "https://contoh.id/berita-55.html"),
        ("https://amp.contoh.id/berita-55", "https://contoh.id/berita-55"),
        ("https://amp.contoh.co.id:81/berita-55", "https://contoh.co.id:81/berita-55"),
        ("https://www.google.com/amp/s/contoh.id/berita-55?amp=1", "https://contoh.id/berita-55"),
        ("https://www.google.co.id/amp/contoh.id/berita-55", "http://contoh.id/berita-55"),
        ("https://contoh-id.cdn.ampproject.org/c/s/contoh.id/berita-55/amp", "https://contoh.id/berita-55"),
        ("https://contoh-id.cdn.ampproject.org/v/s/contoh.id/b-5?amp_js_v=0.1", "https://contoh.id/b-5"),
    ],
)
def test_an_amp_copy_is_its_story(copy: str, story: str) -> None:
    assert canonical(copy) == story


@pytest.mark.parametrize(
    "url",
    [
        "https://contoh.id/champ/amplop-1",
        "https://contoh.id/amp-lifier/2",
        "https://contoh.id/tag/amp",
        "https://contoh.id/amp",
        "https://amp.co.id/berita-1",
        "https://amp.id/berita-1",
        "https://kamp.contoh.id/berita-1",
        "https://cdn.ampproject.org/v0.js",
    ],
)
def test_what_only_looks_like_amp_stays(url: str) -> None:
    assert canonical(url) == url


def test_different_stories_stay_different() -> None:
    stories = [
        "https://contoh.id/read/1/a",
        "https://contoh.id/read/2/a",
        "https://contoh.id/read/1/a/",
        "https://contoh.id/read/1/A",
        "https://contoh.id/read/1/a?id=1",
        "https://contoh.id/read/1/a?id=2",
        "https://contoh.id/en/read/1/a",
        "https://lain.contoh.id/read/1/a",
        "https://contoh.id/read/1/a%2Fb",
        "https://contoh.id/read/1/a/b",
    ]
    assert [canonical(url) for url in stories] == stories


@pytest.mark.parametrize(
    "url",
    [
        "ftp://contoh.id/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@contoh.id",
        "file:///etc/passwd",
        "whatsapp://send?text=x",
        "https://kata:sandi@contoh.id/a",
        "https://kata@contoh.id/a",
        "https://www.google.com/amp/s/kata:sandi@contoh.id/a",
        "https://contoh.id/" + "a" * MAX_LENGTH,
    ],
)
def test_what_is_not_public_web_has_no_canonical_form(url: str) -> None:
    with pytest.raises(BadURL):
        canonical(url)


def test_a_refusal_shows_no_password() -> None:
    with pytest.raises(BadURL) as refused:
        canonical("https://kata:sandi@contoh.id/a")
    assert "sandi" not in str(refused.value)


def test_no_line_break_is_left() -> None:
    assert canonical("https://contoh.id/a\r\nX-Jahat: 1") == "https://contoh.id/aX-Jahat:%201"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://M.Contoh.ID:81/a", "m.contoh.id"),
        ("http://[::1]:8000/", "[::1]"),
        ("mailto:a@contoh.id", ""),
    ],
)
def test_host_is_lower_case_without_a_port(url: str, expected: str) -> None:
    assert host(url) == expected


@pytest.mark.parametrize(
    ("url", "authority", "path"),
    [
        ("https://m.contoh.id/", "m.contoh.id", "/"),
        ("https://m.contoh.id:8080/read/1?id=/2/", "m.contoh.id:8080", "/read/1"),
    ],
)
def test_parts_of_a_canonical_url(url: str, authority: str, path: str) -> None:
    assert (urls.authority(url), urls.path(url)) == (authority, path)


PIECES = st.lists(
    st.sampled_from(
        [
            "http://", "https://", "amp.", "www.", "contoh.id", "/", "amp", ".amp", ".html", "read-1", "..", "%2e",
            "?", "&", "&amp;", "amp=1", "page=2", "page=", "utm_x=1", "id=3", "#", ":80", "@", "é", "\ud800", " ",
            "\n", "\\",
            "www.google.com/amp/s/", "x.cdn.ampproject.org/c/", "[::1]", "127.1", "co.id",
        ]
    ),
    max_size=14,
)  # fmt: skip


@given(PIECES.map("".join) | st.text())
def test_canonical_of_canonical_is_itself(url: str) -> None:
    try:
        once = canonical("https://contoh.id/" + url) if "://" not in url else canonical(url)
    except BadURL:
        assume(False)
    assert canonical(once) == once == normalize(once)


@given(PIECES.map("".join) | st.from_regex(urls._PLAIN, fullmatch=True))
def test_the_short_way_of_a_plain_url_is_the_long_way(url: str) -> None:
    assume(urls._PLAIN.fullmatch(url))
    assert canonical(url) == canonical(f"{url}#long")
    assert any(trace in url for trace in ("?", "/amp", ".amp")) or canonical(url) == url


@pytest.mark.parametrize(
    ("url", "original"),
    [
        (
            "https://web.archive.org/web/20220721150811/https://jatim.jpnn.com/a/1/b?page=2",
            "https://jatim.jpnn.com/a/1/b",
        ),
        ("https://web.archive.org/web/20220721im_/http://images.example.id/1.jpg", "http://images.example.id/1.jpg"),
        ("https://web.archive.org/web/2022/https:///", "https://web.archive.org/web/2022/https:///"),
        ("https://web.archive.org/web/2022/https://x:y/", "https://web.archive.org/web/2022/https://x:y/"),
        ("https://archive.example.id/web/2022/https://www.jpnn.com/", None),
        ("https://web.archive.org/about/", None),
    ],
)
def test_a_copy_in_the_web_archive_is_of_its_original(url: str, original: str | None) -> None:
    assert archived(url) == (original or url)


@given(
    PIECES.map("".join), st.sampled_from([STORY, "https://contoh.id", "http://contoh.id:8080/?a", "http://x.id/amp/"])
)
def test_a_relative_link_leads_where_the_standard_says(path: str, base: str) -> None:
    try:
        long_way = canonical(normalize("/" + path, base))
    except BadURL:
        assume(False)
    assert canonical("/" + path, base) == long_way


@given(st.sampled_from([normalize, canonical, host]), st.text())
def test_any_text_is_a_url_or_a_bad_url(ask: Callable[[str], str], text: str) -> None:
    try:
        answer = ask(text)
    except BadURL as refused:
        answer = str(refused)
    assert "\n" not in answer


@pytest.mark.parametrize(
    "query",
    ["m=1", "m=0", "print=1", "view=print", "view=mobile", "mobile=1", "output=amp", "tmpl=component", "fullsite=1"],
)
def test_twins_of_a_story_for_another_screen_are_one_address(query: str) -> None:
    story = "https://kabarlembah.example/2025/03/pasar-buka-kembali.html"
    assert canonical(f"{story}?{query}") == story
    assert canonical(f"{story}?{query}&id=7") == f"{story}?id=7"


@pytest.mark.parametrize("query", ["m=2", "view=article", "mode=baca", "print=edisi-7"])
def test_another_value_of_such_a_parameter_stays(query: str) -> None:
    assert canonical(f"https://kabarlembah.example/pasar-1?{query}").endswith(query)


def test_such_a_parameter_stays_where_it_may_name_the_story() -> None:
    assert canonical("https://kabarlembah.example/baca.php?m=1").endswith("?m=1")
