"""Feeds, sitemaps and links -> URLs."""

from __future__ import annotations

import gzip
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.discovery.feeds_and_sitemaps import (
    MAX_FEED_BYTES,
    MAX_FEED_TAGS,
    MAX_SITEMAP_BYTES,
    MAX_URLS,
    dated_sitemap,
    is_sitemap_index,
    kind,
    links,
    read_feed,
    read_sitemap,
)

SITE = "https://contoh.id"
FEED = f"{SITE}/rss/terkini.xml"
MAP = f"{SITE}/sitemap.xml"
ONE, TWO = f"{SITE}/read/1/satu", f"{SITE}/read/2/dua"
PAGES = Path(__file__).parents[3] / "shared" / "pages"

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
IMAGES = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'


def rss(items: str, version: str = "2.0") -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="{version}"><channel><link>{SITE}/</link>{items}</channel></rss>'.encode()
    )


def urlset(*locations: str) -> str:
    entries = "".join(f"<url><loc>{location}</loc></url>" for location in locations)
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {NAMESPACE}>{entries}</urlset>'


# Feeds -----------------------------------------------------------------------------------------------------

ITEMS = f"<item><title>Satu</title><link>{ONE}</link></item><item><link>{TWO}</link></item>"
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="{SITE}/"><link>{SITE}/</link></channel>
<item rdf:about="{ONE}"><title>Satu</title><link>{ONE}</link></item><item><link>{TWO}</link></item></rdf:RDF>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><link href="{SITE}/"/><id>urn:x</id>
<entry><link rel="edit" href="{SITE}/edit/1"/><link rel="alternate" type="text/html" href="{ONE}"/>
<link rel="self" href="{SITE}/self/1"/><link rel="replies" href="{SITE}/komentar/1"/>
<id>tag:contoh.id,2026:1</id></entry>
<entry><link href="{TWO}"/></entry></feed>"""


@pytest.mark.parametrize(
    "body",
    [
        rss(ITEMS, "0.91"),
        rss(ITEMS, "0.92"),
        rss(ITEMS),
        rss(ITEMS.replace(ONE, f"<![CDATA[{ONE}]]>").replace(TWO, f"\n  {TWO}\n")),
        RDF.encode(),
        ATOM.encode(),
        ATOM.replace("http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#").encode(),
        ATOM.replace("<", "<a:").replace("<a:/", "</a:").replace("xmlns=", "xmlns:a=").encode(),
    ],
    ids=["rss 0.91", "rss 0.92", "rss 2.0", "cdata", "rss 1.0", "atom 1.0", "atom 0.3", "prefixed atom"],
)
def test_every_dialect_of_feed_is_read(body: bytes) -> None:
    assert read_feed(body, FEED) == [ONE, TWO]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (f"<guid>{ONE}</guid>", [ONE]),
        (f'<guid isPermaLink="true">{ONE}</guid>', [ONE]),
        (f'<guid isPermaLink="false">{ONE}</guid>', []),
        (f"<guid>{ONE}</guid><link>{TWO}</link>", [TWO]),
        (f"<link>{TWO}</link><guid>{ONE}</guid>", [TWO]),
        ("<guid>urn:uuid:1</guid>", []),
        ("<title>tanpa tautan</title>", []),
        ("<link>javascript:alert(1)</link>", []),
        ("<link>file:///etc/passwd</link>", []),
        ("<link>http://[rusak</link>", []),
        (f'<link>{ONE}</link><enclosure url="{SITE}/a.mp3" type="audio/mpeg"/>', [ONE]),
        (f"<link>{SITE}/cari?a=1&amp;b=2</link>", [f"{SITE}/cari?a=1&b=2"]),
        (f"<link>{SITE}/cari?a=1&b=2</link>", [f"{SITE}/cari?a=1&b=2"]),
        (f"<link>{ONE}#isi</link>", [ONE]),
        ("<link>HTTPS://CONTOH.id/read/../a b</link>", [f"{SITE}/a%20b"]),
        (f"<link>{ONE}</link><source url='{SITE}/rss'>x</source>", [ONE]),
    ],
)
def test_the_link_of_an_rss_item(item: str, expected: list[str]) -> None:
    assert read_feed(rss(f"<item>{item}</item>"), FEED) == expected


def test_the_address_before_feedburners_is_the_link() -> None:
    namespace = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    item = f"<item {namespace}><link>https://feedproxy.google.com/x</link><feedburner:origLink>{ONE}</feedburner:origLink></item>"
    assert read_feed(rss(item), FEED) == [ONE]


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", f"{SITE}/rss/a"),
        ('xml:base="https://lain.id/berita/"', "https://lain.id/berita/a"),
        ('xml:base="/berita/"', f"{SITE}/berita/a"),
        ('xml:base="javascript:x"', f"{SITE}/rss/a"),
    ],
)
def test_relative_links_resolve_against_xml_base_and_the_feed(attributes: str, expected: str) -> None:
    body = f'<feed xmlns="http://www.w3.org/2005/Atom" {attributes}><entry><link href="a"/></entry></feed>'
    assert read_feed(body.encode(), FEED) == [expected]


def test_each_url_comes_once_in_order() -> None:
    items = "".join(f"<item><link>{url}</link></item>" for url in (TWO, ONE, TWO, f"{ONE}#x"))
    assert read_feed(rss(items), FEED) == [TWO, ONE]


@pytest.mark.parametrize(
    "body",
    [
        b"\xef\xbb\xbf" + rss(ITEMS),
        b"\n  " + rss(ITEMS),
        rss(ITEMS).decode().encode("utf-16"),
        rss(ITEMS).decode().encode("utf-16-be"),
        rss(ITEMS).replace(b'version="1.0"?', b'version="1.0" encoding="windows-1252"?').replace(b"Satu", b"Caf\xe9"),
        rss(ITEMS).replace(b'version="1.0"?', b'version="1.0" encoding="utf-8"?').replace(b"Satu", b"Caf\xe9"),
        rss(ITEMS).replace(b'version="1.0"?', b'version="1.0" encoding="utf-16"?'),
        rss(ITEMS).replace(b'version="1.0"?', b'version="1.0" encoding="tak-dikenal"?'),
        rss(ITEMS).replace(b'version="1.0"?', b'version="1.0" encoding="punycode"?'),
        rss(ITEMS).replace(b"Satu", b"Sa\0tu \x1b[31m"),
        rss(ITEMS).replace(b"Satu", b"Satu & dua &nbsp; <br>"),
        gzip.compress(rss(ITEMS)),
        gzip.compress(rss(ITEMS)[:90]) + gzip.compress(rss(ITEMS)[90:]),
        gzip.compress(rss(ITEMS)) + b"sampah",
    ],
)
def test_marks_encodings_and_packing_do_not_matter(body: bytes) -> None:
    assert read_feed(body, FEED) == [ONE, TWO]


@pytest.mark.parametrize("cut", [len("</channel></rss>"), len(f"{TWO}</link></item></channel></rss>") + 3])
def test_a_feed_cut_short_gives_what_came(cut: int) -> None:
    assert read_feed(rss(ITEMS)[:-cut], FEED)[0] == ONE


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<!doctype html><html><body><a href='/read/1'>Berita</a></body></html>",
        b"\x1f\x8bbukan gzip",
        b"\x1f\x8b",
        b"\xff\xfe",
        b"/etc/passwd",
        b"https://contoh.id/rss",
        b"file:///etc/passwd",
        b'{"items": []}',
        b"<rss><channel><item></item></channel></rss>",
        b"<rss><channel><item><link/></item></channel></rss>",
        bytes(range(256)) * 40,
    ],
)
def test_what_is_no_feed_gives_nothing(body: bytes) -> None:
    assert read_feed(body, FEED) == []


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    f'<!ENTITY c SYSTEM "file:///etc/passwd">]><rss><channel><item><link>{SITE}/&b;</link></item></channel></rss>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_document_that_declares_entities_is_refused(encoding: str) -> None:
    assert read_feed(BOMB.encode(encoding), FEED) == []
    assert read_sitemap(BOMB.replace("link>", "loc>").encode(encoding), MAP) == []


def test_an_external_dtd_is_not_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        origin = f"http://127.0.0.1:{server.getsockname()[1]}"
        doctype = f'<?xml version="1.0"?><!DOCTYPE rss SYSTEM "{origin}/x.dtd">'.encode()
        assert read_feed(doctype + rss(ITEMS).partition(b"?>")[2], f"{origin}/rss") == [ONE, TWO]
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.mark.parametrize("broken", ["&#x110000;", "<georss:point>a</georss:point>", "<media:restriction>x"])
def test_an_element_that_breaks_feedparser_does_not_break_us(broken: str) -> None:
    assert read_feed(rss(f"{ITEMS}<item>{broken}&x<item>"), FEED) in ([], [ONE, TWO])


@pytest.mark.parametrize("unit", ["<a>", "<a xml:base='x/'>", "<a base=x/>", "<item>", "<![CDATA[", "&", "<!--"])
def test_a_hostile_feed_gives_its_first_item(unit: str) -> None:
    body = rss(f"{ITEMS}{unit * 20_000}")
    assert read_feed(body, FEED)[0] == ONE


def test_a_feed_is_read_up_to_its_limits() -> None:
    item = "<item><link>https://contoh.id/read/{}</link></item>"
    many = read_feed(rss("".join(item.format(number) for number in range(MAX_FEED_TAGS // 4 + 9))), FEED)
    assert len(many) == pytest.approx(MAX_FEED_TAGS // 4, abs=3)
    long = f"<item><link>{ONE}</link><description>{'x ' * (MAX_FEED_BYTES // 2)}</description></item>"
    assert read_feed(rss(f"{long}<item><link>{TWO}</link></item>"), FEED) == [ONE]


# Sitemaps --------------------------------------------------------------------------------------------------

NEWS = f"""<urlset {NAMESPACE} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" {IMAGES}>
<url><loc>{ONE}</loc><news:news><news:publication><news:name>Contoh</news:name></news:publication>
<news:title>Satu &amp; lain</news:title></news:news><image:image><image:loc>{SITE}/1.jpg</image:loc></image:image></url>
<url><loc>{TWO}</loc><xhtml:link rel="alternate" href="{SITE}/en/2"/></url></urlset>"""
PREFIXED = f"""<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9" {IMAGES}>
<s:url><s:loc>{ONE}</s:loc><image:loc>{SITE}/1.jpg</image:loc></s:url><s:url><s:loc>{TWO}</s:loc></s:url></s:urlset>"""


@pytest.mark.parametrize(
    "text",
    [
        urlset(ONE, TWO),
        urlset(ONE, TWO).replace(NAMESPACE, ""),
        urlset(f"\n   {ONE}\n  ", f"<![CDATA[ {TWO} ]]>"),
        urlset(ONE, TWO).replace("loc>", "LOC>"),
        urlset(ONE, TWO).replace("<loc>", '<loc xml:lang="id">'),
        NEWS,
        PREFIXED,
        urlset(ONE, TWO, ONE, f"{TWO}#x"),
        urlset(ONE, "", "   ", "mailto:a@contoh.id", "http://[rusak", TWO),
        urlset(ONE, TWO).replace("<url>", f"<!-- <url><loc>{SITE}/lama</loc></url> --><url>", 1),
        f"\ufeff{urlset(ONE, TWO)}",
        f"<br />Warning: foo() in /var/www\n{urlset(ONE, TWO)}",
        f"{ONE}\n{TWO}\n",
        f"\ufeff{ONE}\r\n\r\n  {TWO}  \r\n# bukan\nftp://contoh.id/x\n/read/3",
        rss(ITEMS).decode(),
        ATOM,
    ],
)
def test_every_form_of_sitemap_is_read(text: str) -> None:
    body = text.encode()
    assert read_sitemap(body, MAP) == [ONE, TWO]
    assert read_sitemap(gzip.compress(body), MAP) == [ONE, TWO]
    assert read_sitemap(text.removeprefix("\ufeff").encode("utf-16"), MAP) == [ONE, TWO]


@pytest.mark.parametrize(
    ("printed", "url"),
    [
        ("?a=1&amp;b=2", "?a=1&b=2"),
        ("?a=1&#38;b=2&#x26;c=3", "?a=1&b=2&c=3"),
        ("?a=1&b=2&copy=3", "?a=1&b=2&copy=3"),
        ("<![CDATA[?a=1&b=2]]>", "?a=1&b=2"),
        ("?q=&apos;a&apos;", "?q=%27a%27"),
        ("/jum%E2%80%99at", "/jum%E2%80%99at"),
        ("/jum’at", "/jum%E2%80%99at"),
    ],
)
def test_references_in_a_location_are_resolved_as_xml_has_them(printed: str, url: str) -> None:
    location = printed.replace("[?", f"[{SITE}/?") if "CDATA" in printed else f"{SITE}/{printed.lstrip('/')}"
    assert read_sitemap(urlset(location).encode(), MAP) == [f"{SITE}/{url.lstrip('/')}"]


def test_relative_locations_resolve_against_the_sitemap() -> None:
    assert read_sitemap(urlset("/read/1/satu", "read/2/dua").encode(), MAP) == [ONE, TWO]


INDEX = f"""<sitemapindex {NAMESPACE}><sitemap><loc>{SITE}/2025.xml.gz</loc><lastmod>2025-12-31</lastmod></sitemap>
<sitemap><loc>{MAP}</loc></sitemap><sitemap><loc>{SITE}/2026.xml</loc></sitemap></sitemapindex>"""


def test_an_index_gives_its_sitemaps_but_never_itself() -> None:
    assert read_sitemap(INDEX.encode(), MAP) == [f"{SITE}/2025.xml.gz", f"{SITE}/2026.xml"]


def test_an_index_is_told_from_a_list_of_pages() -> None:
    assert is_sitemap_index(INDEX.encode())
    assert is_sitemap_index(gzip.compress(INDEX.encode("utf-16")))
    assert is_sitemap_index(INDEX.replace("sitemapindex", "x:sitemapindex").encode())
    assert not any(map(is_sitemap_index, (urlset(MAP).encode(), rss(ITEMS), MAP.encode(), b"", b"\x1f\x8b")))


def test_a_page_list_may_name_its_own_address() -> None:
    assert read_sitemap(urlset(f"{SITE}/", ONE).encode(), f"{SITE}/") == [f"{SITE}/", ONE]


@pytest.mark.parametrize(
    "body",
    [
        urlset(ONE, TWO).encode()[:-60],
        urlset(ONE).encode()[:-9] + b"<url>&<<>" + urlset(TWO).encode(),
        urlset(ONE, TWO, f"{SITE}/read/3/tiga").encode()[: -len("iga</loc></url></urlset>")],
        f"<urlset><url><loc>{ONE}</url><url><loc>{TWO}</loc></url>".encode(),
        urlset(ONE, TWO).encode().replace(b"?>", b"?>\xff\xfe\xff"),
    ],
)
def test_of_a_broken_sitemap_the_sound_part_is_used(body: bytes) -> None:
    found = read_sitemap(body, MAP)
    assert found[0] == ONE
    assert set(found) <= {ONE, TWO}


@pytest.mark.parametrize("line_end", ["\n", "</loc></url><url><loc>"])
def test_gzip_cut_short_gives_whole_urls_only(line_end: str) -> None:
    wanted = [f"{SITE}/read/{number * 7919 % 10_007}/berita" for number in range(3000)]
    text = line_end.join(wanted)
    body = gzip.compress((text if line_end == "\n" else f"<urlset><url><loc>{text}</loc></url></urlset>").encode())
    found = read_sitemap(body[: len(body) // 2], MAP)
    assert 500 < len(found) < 2900
    assert found == wanted[: len(found)]


def test_gzip_damaged_in_the_middle_gives_what_came_before() -> None:
    wanted = [f"{SITE}/read/{number * 7919 % 10_007}/berita" for number in range(9000)]
    body = bytearray(gzip.compress("\n".join(wanted).encode()))
    body[len(body) // 2 : len(body) // 2 + 60] = b"\xff" * 60
    found = read_sitemap(bytes(body), MAP)
    assert found[:1000] == wanted[:1000]


def test_a_sitemap_is_read_up_to_its_limits() -> None:
    lines = "\n".join(f"{SITE}/{number}" for number in range(MAX_URLS + 10)).encode()
    assert len(read_sitemap(lines, MAP)) == MAX_URLS
    xml = urlset(*(f"{SITE}/{number}" for number in range(MAX_URLS + 10))).encode()
    assert len(read_sitemap(xml, MAP)) == MAX_URLS
    padded = urlset(ONE).encode() + b" " * MAX_SITEMAP_BYTES + urlset(TWO).encode()
    assert read_sitemap(padded, MAP) == [ONE]


@pytest.mark.parametrize(
    "unit",
    [
        b"<",
        b"<!--",
        b"<loc>",
        b"<loc><![CDATA[",
        b"<loc ",
        b"<a:",
        b"<x:loc>&#1",
        b"xmlns:a='",
        b" <",
        b"]]>",
        b"<rss ",
    ],
)
def test_a_hostile_sitemap_takes_linear_time(unit: bytes) -> None:
    assert read_sitemap(unit * (1_000_000 // len(unit)), MAP) == []


# Links -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hrefs", "expected"),
    [
        (["/read/1/satu", "//contoh.id/read/2/dua"], [ONE, TWO]),
        ([ONE, f"{ONE}#komentar", ONE.upper().replace("/READ/1/SATU", "/read/1/satu")], [ONE]),
        ([f" \n{ONE}\t"], [ONE]),
        (["javascript:void(0)", "mailto:a@b.id", "tel:110", "data:,x", "whatsapp://send", "ftp://contoh.id/"], []),
        (["http://", "http://[", "https://a b/", "", "  "], []),
        (["?page=2"], [f"{SITE}/indeks?page=2"]),
        (["\ud800"], [f"{SITE}/%EF%BF%BD"]),
    ],
)
def test_links_are_absolute_web_urls_once_each(hrefs: list[str], expected: list[str]) -> None:
    assert links(hrefs, f"{SITE}/indeks") == expected


# Properties ------------------------------------------------------------------------------------------------

FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                b"<rss><channel>",
                b"<item>",
                b"</item>",
                b"<link>",
                b"</link>",
                b"https://contoh.id/1",
                b"<feed>",
                b"<entry>",
            ),
            *(
                b"<link href='/2'/>",
                b"<guid>",
                b"<loc>",
                b"</loc>",
                b"<url>",
                b"<urlset>",
                b"<![CDATA[",
                b"]]>",
                b"<!--",
                b"-->",
            ),
            *(
                b"<!DOCTYPE a [",
                b"<?xml encoding='utf-16'?>",
                b"&#x110000;",
                b"&",
                b"\0",
                b"\xff\xfe",
                b"\x1f\x8b\x08",
                b"\n",
            ),
            *(
                b" xml:base='http://['",
                b"<georss:point>x</georss:point>",
                b"<sitemapindex>",
                b"http://[",
                b"<?",
                b"<!",
                b"<",
            ),
        ]
    ),
    max_size=25,
)


@given(FRAGMENTS.map(b"".join) | st.binary(max_size=200) | st.binary(max_size=80).map(gzip.compress))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    for url in (*read_feed(body, FEED), *read_sitemap(body, MAP)):
        assert url.startswith(("http://", "https://"))
    assert is_sitemap_index(body) in (True, False)


# Real feeds ------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not PAGES.is_dir(), reason="the stored feeds are not here")
@pytest.mark.parametrize(
    ("file", "count", "start"),
    [
        ("antaranews/anpandu_antara-rss.xml", 20, "http://www.antaranews.com/berita/"),
        ("detik/anpandu_detik-rss.xml", 20, "http://detik.feedsportal.com/c/"),
        ("googlenews/news_pasokan_pangan_jakarta.xml", 100, "https://news.google.com/rss/articles/"),
        ("merdeka/www_feed.xml", 20, "https://www.merdeka.com/"),
        ("republika/anpandu_republika-rss.xml", 10, "http://"),
    ],
)
def test_real_feeds_are_read_whole(file: str, count: int, start: str) -> None:
    body = (PAGES / file).read_bytes()
    found = read_feed(body, FEED)
    assert len(found) == count == body.count(b"<item>")
    assert all(url.startswith(start) for url in found)
    assert read_sitemap(body, MAP) == found


def located(inside: str) -> list[str]:
    body = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{inside}</loc></url></urlset>"
    return read_sitemap(body.encode(), "https://contoh.id/sitemap.xml")


@pytest.mark.parametrize(
    "inside",
    [
        "<![CDATA[https://contoh.id/a?b=1&c=2]]> ",
        "\n  <![CDATA[\n https://contoh.id/a?b=1&c=2 \n]]>\n",
        "<![CDATA[https://contoh.id/a?]]>b=1&amp;c=2",
        "https://contoh.id/a?<![CDATA[b=1&c=2]]>",
        "<![CDATA[https://contoh.id/]]><![CDATA[a?b=1&c=2]]>",
        "<![CDATA[<![CDATA[https://contoh.id/a?b=1&c=2]]>]]>",
        "https://contoh.id/a?b=1&amp;c=2]]>",
        " https://contoh.id/a?b=1&#38;c=2 ",
        "https://contoh.id/a?b=1&#x26;c=2",
        "https://contoh.id/a?b=1&c=2",
    ],
)
def test_an_address_is_the_same_however_it_is_wrapped(inside: str) -> None:
    assert located(inside) == ["https://contoh.id/a?b=1&c=2"]


def test_a_time_before_its_address_is_that_of_its_own_entry() -> None:
    entries = "".join(f"<url><lastmod>2026-03-0{n}</lastmod><loc>https://contoh.id/{n}</loc></url>" for n in (1, 2))
    found = dated_sitemap(f"<urlset>{entries}</urlset>".encode(), "https://contoh.id/sitemap.xml")
    assert [(each.url[-1], each.at and each.at.day) for each in found] == [("1", 1), ("2", 2)]


WARNINGS = b"<br />\n<b>Warning</b>: Undefined array key in <b>functions.php</b> on line <b>12</b><br />\n" * 60


@pytest.mark.parametrize("declaration", [b'<?xml version="1.0" encoding="utf-8"?>\n', b""])
def test_warnings_before_a_document_do_not_hide_it(declaration: bytes) -> None:
    assert len(WARNINGS) > 5_000
    feed = WARNINGS + declaration + b"<rss><channel><item><link>https://contoh.id/1</link></item></channel></rss>"
    sitemap = WARNINGS + declaration + b"<urlset><url><loc>https://contoh.id/1</loc></url></urlset>"
    assert (kind(feed), read_feed(feed, "https://contoh.id/")) == ("feed", ["https://contoh.id/1"])
    assert (kind(sitemap), read_sitemap(sitemap, "https://contoh.id/")) == ("sitemap", ["https://contoh.id/1"])
