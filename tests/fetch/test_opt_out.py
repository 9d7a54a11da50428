"""What says that a page or a site must not be archived, and what only looks like it."""

from __future__ import annotations

import pytest

from scraper.fetch.opt_out import of_page, of_site, printed_ban
from scraper.html import page as pages

# Opt-out ---------------------------------------------------------------------------------------------------

BAN = (
    "Dilarang keras mengambil konten, crawling, atau\n pengindeksan otomatis di laman ini tanpa izin tertulis redaksi."
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("noarchive", "X-Robots-Tag: noarchive"),
        ("NoIndex, NoArchive", "X-Robots-Tag: noarchive"),
        ("noindex,noai", "X-Robots-Tag: noai"),
        ("arsip-berita: noarchive", "X-Robots-Tag: noarchive"),
        ("googlebot: noindex, arsip-berita: noai", "X-Robots-Tag: noai"),
        ("max-snippet: 20, noarchive", "X-Robots-Tag: noarchive"),
        ("unavailable_after: Wed, 25 Jun 2031 15:00:00 PST, noarchive", "X-Robots-Tag: noarchive"),
        ("googlebot: noarchive", None),
        ("googlebot: noindex, noarchive", None),
        ("noindex, nofollow, nosnippet, noimageai, none", None),
        ("all", None),
        ("", None),
    ],
)
def test_x_robots_tag_is_heard_when_it_speaks_to_us(value: str, words: str | None) -> None:
    assert of_page([("content-type", "text/html"), ("X-Robots-Tag", value)], {}) == words


def test_each_x_robots_tag_speaks_for_itself() -> None:
    assert of_page([("x-robots-tag", "googlebot: noindex"), ("x-robots-tag", "noai")], {}) == "X-Robots-Tag: noai"


@pytest.mark.parametrize(
    ("metas", "words"),
    [
        ({"robots": "index, follow, noarchive"}, "meta robots: noarchive"),
        ({"ROBOTS": "NOARCHIVE"}, "meta ROBOTS: noarchive"),
        ({"robots": "noai noimageai"}, "meta robots: noai"),
        ({"arsip-berita": "noarchive"}, "meta arsip-berita: noarchive"),
        ({"tdm-reservation": "1"}, "tdm-reservation: 1"),
        ({"googlebot": "noarchive", "robots": "noindex"}, None),
        ({"robots": "max-image-preview:large"}, None),
        ({"tdm-reservation": "0"}, None),
        ({"description": "noarchive noai"}, None),
    ],
)
def test_meta_elements_are_heard(metas: dict[str, str], words: str | None) -> None:
    assert of_page([], metas) == words


def test_tdm_reservation_is_heard_as_a_header() -> None:
    assert of_page([("TDM-Reservation", " 1 ")], {}) == "tdm-reservation: 1"
    assert of_page([("tdm-reservation", "0")], {}) is None


@pytest.mark.parametrize(
    "text",
    [
        BAN,
        BAN.upper(),
        f"Banjir surut.\n\nPewarta: A\n{BAN}",
        "Dilarang  keras\u00a0mengambil konten dari laman ini",
        "Pengunjung dilarang melakukan scraping pada portal ini tanpa seizin redaksi",
        "Scraping and other copying is forbidden here; automatic indexing too, without our prior permission.",
    ],
)
def test_a_printed_ban_is_heard(text: str) -> None:
    words = printed_ban(text)
    assert words is not None
    assert words.lower() in " ".join(text.split()).lower()


@pytest.mark.parametrize(
    "text",
    [
        "Warga dilarang keras membuang sampah ke sungai tanpa izin.",
        "Kementerian melarang crawling. Perusahaan itu bekerja tanpa izin.",
        "Dilarang memperbanyak isi laman ini tanpa izin redaksi.",
        "Aktivitas yang dilarang tersebut dilakukan tanpa izin",
    ],
)
def test_what_only_sounds_like_a_ban_is_none(text: str) -> None:
    assert printed_ban(text) is None


def test_a_ban_is_found_in_a_long_page() -> None:
    assert printed_ban("dilarang crawling " * 60_000 + BAN) is not None


# Where a ban stands

STORY = "https://kabar.example/berita/1"
TOLD = "Perusahaan dilarang melakukan scraping data pribadi tanpa izin, kata Rahma."


def ban_of(html: str, url: str = STORY) -> str | None:
    body = html.encode()
    return of_site(pages.read(body, url, "text/html; charset=utf-8"), body)


SITES = {
    "footer": f"<article><p>Pasar.</article><footer><p>{BAN}</footer>",
    "class": f"<div class='site-footer'><div><small>{BAN}</small></div></div>",
    "id": f"<div id='copyright'>{BAN}</div>",
    "notice": f"<p class='alert alert-info'>{BAN}</p>",
    "beside cards": f"<div class='footer'><article>Kartu</article><p>{BAN}</div>",
}


@pytest.mark.parametrize("html", SITES.values(), ids=SITES)
def test_a_ban_of_the_site_is_heard(html: str) -> None:
    assert (ban_of(html) or "").startswith("Dilarang keras mengambil konten")


@pytest.mark.parametrize(
    "path", ["/syarat-dan-ketentuan", "/terms-of-use.html", "/pedoman-media-siber/", "/page/disclaimer"]
)
def test_a_ban_on_a_page_of_terms_is_heard_wherever_it_stands(path: str) -> None:
    assert ban_of(f"<article><p>{BAN}</article>", f"https://kabar.example{path}") is not None


TALES = {
    "article": f"<article><p>{TOLD}</article><footer>Hak cipta</footer>",
    "article without its element": f"<div class='post-content'><p>{TOLD}</div>",
    "nothing around it": f"<h1>Judul</h1><p>{TOLD}",
    "quoted": f"<blockquote class='notice'>{TOLD}</blockquote>",
    "footer of the article": f"<article><p>Pasar.<footer>{TOLD}</footer></article>",
    "notice in the article": f"<div class='entry-content'><div class='alert'>{TOLD}</div></div>",
    "comment": f"<div id='comments'><div class='footer'>{TOLD}</div></div>",
    "comment in the footer": f"<footer><div class='komentar'>{TOLD}</div></footer>",
    "teaser in the footer": f"<footer><article>{TOLD}</article></footer>",
    "script": f"<footer><script>var teks = '{TOLD}'</script></footer>",
    "hidden": f"<footer><template>{TOLD}</template></footer>",
    "markup comment": f"<footer><!-- {TOLD} --></footer>",
    "attribute": f"<footer><img alt='{TOLD}'></footer>",
    "class that only sounds so": f"<div class='football'>{TOLD}</div>",
}


@pytest.mark.parametrize("html", TALES.values(), ids=TALES)
def test_a_ban_that_is_told_of_is_no_ban(html: str) -> None:
    assert printed_ban(TOLD) is not None
    assert ban_of(html) is None


def test_a_story_about_terms_is_no_page_of_terms() -> None:
    assert ban_of(f"<p>{TOLD}", "https://kabar.example/berita/syarat-dan-ketentuan-haji-berubah") is None
