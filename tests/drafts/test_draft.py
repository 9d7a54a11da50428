"""`scrape add`: from one page to a publisher's file and its first fixture."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from newsroom import Newsroom, newsroom

from scraper.cli.app import main
from scraper.cli.draft_report import confidence
from scraper.drafts import draft, source_text
from scraper.drafts.draft import Draft, Finding
from scraper.drafts.element_selectors import names, placed, selectors
from scraper.errors import NotAnArticle
from scraper.extraction.article import reading
from scraper.html import page as pages
from scraper.models import Article
from scraper.template.publisher import Publisher
from scraper.template.rules import css

FIXTURES = Path(__file__).parents[1] / "fixtures"
TOLD = {case: json.loads(case.read_text("utf-8")) for case in sorted(FIXTURES.glob("*/*.json"))}
ARTICLES = {case.with_suffix(".html"): told["url"] for case, told in TOLD.items() if "headline" in told}
HOST = "www.kabarangin.co.id"
LINK = f"https://{HOST}/berita/daerah/48213/warga-teluk-sagara-menanam-seribu-bakau"
HEAD = """<!doctype html><html lang="id"><head><meta charset="utf-8">
<title>Warga Teluk Sagara Menanam Seribu Bakau - Kabar Angin</title>
<link rel="canonical" href="{link}"><meta property="og:site_name" content="{name}">
<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/rss+xml"
 title="Comments" href="/comments/feed">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Warga Teluk Sagara Menanam Seribu Bakau",
 "datePublished": "2025-03-11T10:36:00+07:00", "author": {{"@type": "Person", "name": "Ratna Wulandari"}}}}</script>
</head>"""
BODY = """<body><div class="menu"><a href="/daerah">Daerah</a><a href="/olahraga">Olahraga</a></div>
<div class="breadcrumb"><a href="/">Beranda</a><a href="/daerah">Daerah</a></div>
<div class="kolom"><h1 class="judul">Warga Teluk Sagara Menanam Seribu Bakau</h1>
<div class="meta"><span class="penulis">Penulis: Ratna Wulandari</span>
<span class="waktu">Selasa, 11 Maret 2025 10:36 WIB</span></div>
<figure class="foto-utama"><img src="/media/2025/bakau.jpg" width="700"><figcaption class="ket">Warga menanam bakau
di tepi teluk. (Foto: Bimo Nugraha/Kabar Angin)</figcaption></figure>
<div class="isi"><p>Warga Teluk Sagara menanam seribu bibit bakau di pesisir yang terkikis ombak sejak tahun lalu.</p>
<p>Bibit itu dibeli dari iuran warga selama enam bulan, tanpa bantuan dari pemerintah daerah setempat.</p>
<div class="sisipan"><strong>Baca juga:</strong> <a href="/berita/daerah/48100/nelayan-sagara-menjaga-hutan-bakau">
Nelayan Sagara Menjaga Hutan Bakau di Muara</a></div>
<p>"Kami ingin anak cucu masih melihat kepiting di sini," kata Ketua Kelompok Tani Bahari, Suroso, di lokasi.</p>
<p>Penanaman akan diulang setiap bulan sampai seluruh pesisir sepanjang dua kilometer tertutup bakau.</p></div></div>
<div class="samping"><h3 class="kepala">Terpopuler</h3><ul class="laris">
<li><a href="/berita/daerah/47001/pasar-ikan-sagara-pindah-ke-pelabuhan">Pasar Ikan Sagara Pindah ke Pelabuhan</a></li>
<li><a href="/berita/daerah/47002/jembatan-gantung-sagara-dibuka-lagi">Jembatan Gantung Sagara Dibuka Lagi</a></li>
<li><a href="/berita/daerah/47003/sekolah-terapung-sagara-tambah-kelas">Sekolah Terapung Sagara Tambah Kelas</a></li>
</ul></div></body></html>"""

Scrape = Callable[..., Result]


def article(name: str = "Kabar Angin", link: str = LINK) -> bytes:
    return (HEAD.format(name=name, link=link) + BODY).encode()


@pytest.fixture
def scrape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Scrape:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCRAPE_CONTACT", raising=False)
    return lambda *words: CliRunner().invoke(main, words)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom((HOST,), {LINK.partition(HOST)[2]: article()}, tmp_path) as room:
        yield room


def imported(path: Path) -> Publisher:
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    publisher = module.PUBLISHER
    assert isinstance(publisher, Publisher)
    return publisher


def read_back(file: Path, page: Path, link: str) -> Article:
    return reading(pages.read(page.read_bytes(), link), imported(file))


def found(made: Draft) -> dict[str, Finding]:
    return {each.name: each for each in made.findings}


# What is drafted


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_drafted_file_reads_its_own_page_back(page: Path, tmp_path: Path) -> None:
    try:
        made = draft.draft_of(page.read_bytes(), ARTICLES[page])
    except NotAnArticle:
        pytest.skip("no article to whoever does not know the publisher")
    file = tmp_path / "drafted.py"
    file.write_text(source_text.text(made), "utf-8")
    assert imported(file) == made.publisher
    want = json.loads(made.expected())
    got = read_back(file, page, ARTICLES[page]).to_dict()
    assert {name: got[name] for name in want} == want


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_a_drafted_file_is_short_and_its_rules_change_nothing_that_was_read(page: Path) -> None:
    try:
        made = draft.draft_of(page.read_bytes(), ARTICLES[page])
    except NotAnArticle:
        pytest.skip("no article to whoever does not know the publisher")
    lines = source_text.text(made).splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= 120
    plain = reading(pages.read(made.html, ARTICLES[page]), None)
    for name in ("headline", "published_at", "section", "tags", "views", "bylines", "photos", "paragraphs", "quotes"):
        assert getattr(made.article, name) == getattr(plain, name), name


def test_each_field_has_the_rule_that_a_person_would_write() -> None:
    rules = {name: each.rule.code for name, each in found(draft.draft_of(article(), LINK)).items() if each.rule}
    assert rules == {
        "headline": "css('.judul')",
        "published": "css('.waktu')",
        "section": "css('.breadcrumb > a:last-child')",
        "bylines": "bylines('.penulis')",
        "photos": "photos('.foto-utama', caption=css('.ket'))",
        "body": "paragraphs('.isi')",
        "links": "links('.sisipan > a', kind='read_also')",
        "popular": "popular('.laris li > a', box=css('.kepala'))",
    }


def test_who_it_is_is_told_as_far_as_the_page_says() -> None:
    publisher = draft.draft_of(article(), LINK).publisher
    assert (publisher.id, publisher.name, publisher.region) == ("kabarangin", "Kabar Angin", None)
    assert publisher.hosts == (HOST, "kabarangin.co.id")
    assert publisher.feeds == (f"https://{HOST}/feed",)
    assert publisher.indexes == (f"https://{HOST}/",)
    assert publisher.is_article(LINK)
    assert not any(map(publisher.is_article, publisher.indexes))
    assert publisher.templates[0].when == ".isi"


def test_a_rule_is_sure_where_something_else_says_the_same_and_else_a_guess() -> None:
    made = found(draft.draft_of(article(), LINK))
    assert confidence(made["headline"]) == "sure: the same in JSON-LD, title"
    assert confidence(made["published"]) == confidence(made["bylines"]) == "sure: the same in JSON-LD"
    assert confidence(made["popular"]) == confidence(made["photos"]) == "a guess"
    assert confidence(made["views"]) == "not on this page"
    assert confidence(made["section"]) == "sure: the same in address"
    alone = re.sub(rb"<script.*?</script>", b"", article(), flags=re.DOTALL)
    assert confidence(found(draft.draft_of(alone, LINK))["published"]) == "a guess"


def test_what_is_printed_otherwise_is_no_witness() -> None:
    other = article().replace(b"T10:36:00", b"T17:00:00").replace(b'"name": "Ratna', b'"name": "Lina')
    made = found(draft.draft_of(other, LINK))
    assert confidence(made["published"]) == confidence(made["bylines"]) == "a guess"


def test_a_field_that_only_the_head_tells_has_no_printed_rule_and_is_still_read() -> None:
    bare = article().replace(b'<span class="penulis">Penulis: Ratna Wulandari</span>', b"")
    made = draft.draft_of(bare, LINK)
    assert made.article.names("reporter") == ["Ratna Wulandari"]
    assert confidence(found(made)["bylines"]) == "no rule found: read as on an unknown site"


def test_what_is_left_out_of_the_text_takes_no_bold_word_of_it_along() -> None:
    html = article().decode().replace('<div class="isi"><p>', '<div class="isi"><strong>Sagara</strong> - <p>')
    extra = '<strong class="iklan"><a href="/x">Kabar Muara Hari Ini</a></strong>'
    html = html.replace("tertutup bakau.</p>", f"tertutup bakau.</p>{extra}")
    made = draft.draft_of(html.encode(), LINK)
    assert made.article.paragraphs[0].startswith("Sagara - Warga Teluk Sagara menanam")
    assert made.article.paragraphs[-1].endswith("tertutup bakau.")
    rule = found(made)["body"].rule
    assert rule is not None
    assert rule.code == "paragraphs('.isi', drop='.iklan')"


def test_no_word_of_a_page_becomes_code(tmp_path: Path) -> None:
    name = "x&quot;&quot;&quot;, id=open(&quot;spoiled&quot;,&quot;w&quot;) #\\&#10;import os"
    made = draft.draft_of(article(name), LINK)
    file = tmp_path / "drafted.py"
    file.write_text(source_text.text(made), "utf-8")
    assert imported(file).name == 'x""", id=open("spoiled","w") #\\ import os'
    assert not Path("spoiled").exists()


def test_a_charset_that_only_the_header_told_stays_known() -> None:
    plain = article().replace(b'<meta charset="utf-8">', b"").decode().replace("Suroso", "Süröso").encode("cp1252")
    made = draft.draft_of(plain, LINK, "text/html; charset=windows-1252")
    again = reading(pages.read(made.html, LINK), made.publisher)
    assert "Süröso" in again.body
    assert again.paragraphs == made.article.paragraphs


@given(st.lists(st.text("abc-12_.", min_size=1, max_size=12), max_size=6))
def test_the_pattern_of_addresses_matches_the_one_that_it_was_told_from(steps: list[str]) -> None:
    path = "/" + "/".join(steps)
    assert re.match(draft.article_pattern(path), path)


PATTERNS = {
    "/read/142433/pelanggan": ("/read/99/x", "/kategori/142433"),
    "/jateng/berita/d-9400101/warga-panen": ("/jatim/berita/d-1234567/x-y", "/jateng/berita"),
    "/2025/03/11/warga-tanam-seribu-bakau/": ("/2024/12/01/jalan-rusak-di-desa", "/2025/03/11/"),
    "/warga-tanam-seribu-bakau/": ("/jembatan-lama-ambruk", "/hubungi-kami/"),
    "/internasional/pr-18808737/gempa": ("/daerah/pr-1/x", "/daerah/"),
    "/berita/warga-tanam-bakau-48213.html": ("/berita/jalan-rusak-5120.html", "/berita/index.html"),
}


@pytest.mark.parametrize(("path", "other", "no_article"), [(path, *rest) for path, rest in PATTERNS.items()])
def test_the_pattern_of_addresses_matches_the_next_article_and_no_index(path: str, other: str, no_article: str) -> None:
    pattern = draft.article_pattern(path)
    assert re.match(pattern, path)
    assert re.match(pattern, other)
    assert not re.match(pattern, no_article)


# How elements are called


def test_names_of_one_page_and_of_looks_are_no_names() -> None:
    html = b"""<article id="post-48213" class="post-48213 hentry type-post category-daerah tag-bakau isi">
    <div class="col-md-8 mt-3 css-1x90ab"><p class="lead text-center">x</p></div></article>"""
    page = pages.read(html, LINK)
    node, inner, line = (page.root.css(name)[0] for name in ("article", "div", "p"))
    assert names(node) == [".isi", "article"]
    assert names(inner) == []
    assert names(line) == [".lead"]


def test_every_selector_of_an_element_matches_it() -> None:
    page = pages.read(article(), LINK)
    for node in page.select("body *", page.root):
        for selector in (*selectors(node), *placed(node)):
            assert node.mem_id in {each.mem_id for each in page.root.css(selector)}, selector


def test_an_element_without_a_name_is_told_by_its_place() -> None:
    page = pages.read(b"<div class=meta><span>a</span><b>x</b><span>b</span></div>", LINK)
    last = page.root.css("span")[1]
    assert css(next(placed(last))).value(page, page.root) == "b"


# The command


def test_a_saved_page_is_drafted_and_nothing_is_overwritten(scrape: Scrape) -> None:
    Path("page.html").write_bytes(article())
    first = scrape("add", "page.html", "--into", "baru")
    assert first.exit_code == 0, first.output
    written = sorted(str(path) for path in Path("baru").rglob("*.*"))
    assert written == ["baru/kabarangin.py", "baru/kabarangin/first.html", "baru/kabarangin/first.json"]
    for told in ("css('.judul')", "sure: the same in JSON-LD", "a guess", "not on this page", *written):
        assert told in first.output
    Path("baru/kabarangin.py").write_text("mine", "utf-8")
    Path("baru/kabarangin/first.json").unlink()
    again = scrape("add", "page.html", "--into", "baru")
    assert again.exit_code == 2
    assert len(again.stderr.strip().splitlines()) == 1
    assert Path("baru/kabarangin.py").read_text("utf-8") == "mine"
    assert not Path("baru/kabarangin/first.json").exists()


def test_a_link_is_fetched_politely_drafted_and_stored_nowhere(room: Newsroom, scrape: Scrape) -> None:
    result = scrape("add", LINK, *room.options)
    assert result.exit_code == 0, result.output
    assert room.requests == ["/robots.txt", LINK.partition(HOST)[2]]
    assert not list(Path().glob("*.db*"))
    read = read_back(Path("publishers/kabarangin.py"), Path("publishers/kabarangin/first.html"), LINK)
    want = json.loads(Path("publishers/kabarangin/first.json").read_text("utf-8"))
    assert want["publisher"] == "kabarangin"
    assert {name: read.to_dict()[name] for name in want} == want


@pytest.mark.parametrize(
    ("path", "page", "code"),
    [
        ("/robots.txt", b"User-agent: *\nDisallow: /\n", 4),
        (LINK.partition(HOST)[2], 404, 1),
        (LINK.partition(HOST)[2], b"<h1>Beranda</h1>", 1),
        (LINK.partition(HOST)[2], article().replace(b"</head>", b"<meta name=robots content=noai></head>"), 4),
    ],
    ids=["robots.txt forbids it", "a dead link", "no article", "an opt-out"],
)  # fmt: skip
def test_what_cannot_be_drafted_is_one_line_and_writes_nothing(
    path: str, page: bytes | int, code: int, room: Newsroom, scrape: Scrape
) -> None:
    room.pages[path] = page
    result = scrape("add", LINK, *room.options)
    assert result.exit_code == code, result.output
    assert len(result.stderr.strip().splitlines()) == 1
    assert not Path("publishers/kabarangin.py").exists()


@pytest.mark.parametrize("given", ["bukan tautan", "tidak-ada.html", "ftp://kabarangin.example/1"])
def test_neither_file_nor_link_is_wrong_use(given: str, scrape: Scrape) -> None:
    result = scrape("add", given)
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_saved_page_that_does_not_say_where_it_was_needs_to_be_told(scrape: Scrape) -> None:
    for claim in ("", "/berita/48213/x"):
        Path("page.html").write_bytes(article(link=claim))
        result = scrape("add", "page.html")
        assert result.exit_code == 2
        assert "--url" in result.stderr
    assert scrape("add", "page.html", "--url", LINK).exit_code == 0


def test_a_publisher_that_wants_to_be_asked_first_is_not_fetched(scrape: Scrape) -> None:
    result = scrape("add", "https://www.antaranews.com/berita/1/x")
    assert result.exit_code == 2
    assert "--permitted" in result.stderr
