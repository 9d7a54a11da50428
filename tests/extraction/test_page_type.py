"""What is no article is told apart, by its address or by what it is."""

from __future__ import annotations

import pytest

import scraper
from scraper.errors import NotAnArticle
from scraper.extraction import page_type

URL = "https://www.kabarlembah.co.id/berita/12345/warga-lembah-tanam-seribu-bakau"
TITLE = "Warga Lembah Tanam Seribu Bakau"
LINE = "Warga Desa Lembah menanam seribu bibit bakau di sepanjang pantai utara pada hari Sabtu."
META = f'<meta property="og:type" content="article"><meta property="og:title" content="{TITLE}">'


def page(body: str, *, title: str = TITLE, head: str = META) -> bytes:
    return f"<!doctype html><title>{title}</title>{head}<body>{body}</body>".encode()


def reason(body: bytes, url: str = URL) -> str:
    with pytest.raises(NotAnArticle) as told:
        scraper.parse(body, url, generic=True)
    return str(told.value)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.kabarlembah.co.id/",
        "https://www.kabarlembah.co.id/index.html",
        "https://www.kabarlembah.co.id/olahraga",
        "https://www.kabarlembah.co.id/indeks/2020/03/07",
        "https://www.kabarlembah.co.id/tag/banjir-di-kota-lama",
        "https://www.kabarlembah.co.id/category/kota/page/12",
        "https://www.kabarlembah.co.id/author/sari",
        "https://www.kabarlembah.co.id/info-pangan",
    ],
)
def test_an_address_of_a_list_is_known(url: str) -> None:
    assert page_type.is_list(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.kabarlembah.co.id/read/12345",
        "https://www.kabarlembah.co.id/warga-lembah-tanam-bakau/",
        "https://www.kabarlembah.co.id/2014/09/bakau.html",
        "https://www.kabarlembah.co.id/?p=123",
        "https://www.kabarlembah.co.id/kategori/kota/warga-lembah-tanam-seribu-bakau",
        "https://www.kabarlembah.co.id/read/xml/2020/03/07/Warga.Lembah.Tanam.Bakau",
    ],
)
def test_an_address_of_an_article_is_no_lists(url: str) -> None:
    assert not page_type.is_list(url)


def test_an_article_is_not_refused_for_being_short() -> None:
    article = scraper.parse(page(f"<h1>{TITLE}</h1><div><p>{LINE}</p></div>"), URL, generic=True)
    assert article.paragraphs == (LINE,)


def test_a_short_article_with_a_link_in_every_sentence_is_read() -> None:
    text = "<p><b>LEMBAH</b> - Pasar murah digelar di <a href='/tag/desa'>lima desa</a>, Senin (9/3/2020).</p>"
    text += "<p>Warga cukup <a href='/tag/ktp'>membawa KTP</a>.</p>"
    stamp = "<div class=tgl>Senin, 9 Maret 2020 10:15 WIB, diperbarui 9 Maret 2020 11:20 WIB</div>"
    body = f"<h1>{TITLE}</h1>{stamp}<div class=isi>{text}</div>"
    assert scraper.parse(page(body), URL, generic=True).paragraphs == (
        "LEMBAH - Pasar murah digelar di lima desa, Senin (9/3/2020).",
        "Warga cukup membawa KTP.",
    )


def test_a_front_page_is_none_whatever_its_text() -> None:
    assert "by its address" in reason(page(f"<h1>{TITLE}</h1><p>{LINE}</p>"), "https://www.kabarlembah.co.id/")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("404 Not Found", "error page"),
        ("Halaman tidak ditemukan", "error page"),
        ("Maaf, halaman yang Anda cari tidak tersedia", "error page"),
        ("502 Bad Gateway", "error page"),
        ("Situs sedang dalam perbaikan", "error page"),
        ("Just a moment...", "challenge"),
        ("Attention Required! | Cloudflare", "challenge"),
        ("Before you continue to Kabar Lembah", "consent wall"),
        ("Kami menghargai privasi Anda", "consent wall"),
    ],
)
def test_error_pages_and_walls_are_named(title: str, kind: str) -> None:
    assert kind in reason(page(f"<h1>{title}</h1><p>{LINE}</p>", title=title, head=""))


@pytest.mark.parametrize(
    "headline",
    [
        "Korban Banjir Tidak Ditemukan",
        "Halaman Rumah Warga Jadi Kebun",
        "Halaman Kantor Bupati Tidak Ada Pohon",
        "Error Arloji Bupati",
        "Error 404 Muncul, Orang Tua Mengeluh",
        "404 Warga Terima Bantuan Beras",
        "Maaf Bupati Tidak Cukup, Warga Menuntut",
        "Jembatan Cibayur Sedang Dalam Perbaikan",
        "Berita Hoaks Terbaru Beredar di Pasar",
        "Masuk Musim Tanam, Pupuk Langka",
        "Video Detik-detik Jalan Amblas Beredar",
    ],
)
def test_a_headline_that_sounds_like_an_error_is_an_articles(headline: str) -> None:
    body = page(f"<h1>{headline}</h1><div><p>{LINE}</p></div>", title=headline, head="")
    assert scraper.parse(body, URL, generic=True).headline == headline


@pytest.mark.parametrize("step", ["foto", "readfoto", "galeri", "inpicture"])
def test_a_gallery_with_a_line_of_text_is_none(step: str) -> None:
    url = f"https://www.kabarlembah.co.id/{step}/12345/warga-lembah-tanam-seribu-bakau"
    assert "gallery" in reason(page(f"<h1>{TITLE}</h1><div><p>{LINE}</p></div>"), url)


def test_a_long_report_among_pictures_is_an_article() -> None:
    url = "https://www.kabarlembah.co.id/foto/12345/warga-lembah-tanam-seribu-bakau"
    text = "".join(f"<p>{LINE} Bagian {n}.</p>" for n in range(9))
    assert len(scraper.parse(page(f"<h1>{TITLE}</h1><div>{text}</div>"), url, generic=True).paragraphs) == 9


def test_a_price_list_that_calls_itself_an_article_is_none() -> None:
    rows = "".join(f"<li><p>Beras {n} kg</p><span>Rp {n}0.000</span></li>" for n in range(30))
    said = '<meta property="og:type" content="article"><meta property="og:title" content="Info Pangan Lembah Raya">'
    text = f"<div><p>{LINE}</p></div>"
    assert "list" in reason(
        page(f"<h1>Info Pangan</h1><ul>{rows}</ul>{text}", title="Info Pangan Lembah Raya", head=said)
    )


def test_a_section_is_told_by_the_address_that_it_claims() -> None:
    claim = f'{META}<link rel="canonical" href="https://www.kabarlembah.co.id/kota/">'
    assert "calls itself" in reason(page(f"<h2>{TITLE}</h2><p>{LINE}</p>", head=claim))


def test_a_page_without_text_or_headline_says_which_is_missing() -> None:
    assert "no text" in reason(page(f"<h1>{TITLE}</h1>"))
    assert "no headline" in reason(page(f"<div><p>{LINE}</p></div>", title="", head=""))


def test_nothing_at_all_is_no_article() -> None:
    assert "no headline" in reason(b"")


# ------------------------------------------------------------------------------------------------- lists by their text

TEASER = "Ringkasan berita ini mengambil kalimat pertama dari tulisan yang bersangkutan lalu dipotong di tengah [...]"
HOME = "Kabar Lembah - Berita Lembah Hari Ini"


def teasers(entry: str) -> str:
    return "".join(
        entry.format(url=f"/2020/03/{n}-kabar-lain-lagi/", title=f"Kabar lain dari kampung nomor {n}", teaser=TEASER)
        for n in range(10)
    )


LISTS = {
    "a blog's front page": '<article><h2><a href="{url}">{title}</a></h2><time>7 Maret 2020</time>'
    "<div><p>{teaser}</p></div></article>",
    "cards": '<div class=card><a href="{url}"><img src=/a.jpg></a><div><h3><a href="{url}">{title}</a></h3>'
    "<p>{teaser}</p></div></div>",
    "an index by the hour": '<li><span>10:05 WIB</span><a href="{url}">{title}</a><p>{teaser}</p></li>',
}


@pytest.mark.parametrize("layout", LISTS)
@pytest.mark.parametrize("heading", ["", f"<h1>{HOME}</h1>"])
def test_a_front_page_that_answers_for_a_dead_article_is_a_list(layout: str, heading: str) -> None:
    assert "list" in reason(page(f"{heading}<main>{teasers(LISTS[layout])}</main>", title=HOME, head=""))


def test_an_article_with_as_many_links_between_its_paragraphs_is_none() -> None:
    link = '<p><b>Baca juga: <a href="/2020/03/kabar-lain-sekali/">Kabar lain dari kampung sebelah</a></b></p>'
    text = "".join(f"<p>{LINE} Bagian {n}.</p>{link}" for n in range(9))
    assert len(scraper.parse(page(f"<h1>{TITLE}</h1><div>{text}</div>"), URL, generic=True).paragraphs) == 9


def test_an_article_in_parts_is_no_list() -> None:
    link = '<a href="/2020/03/kabar-lain-sekali/">Kabar lain dari kampung sebelah</a>'
    parts = "".join(f"<section><h2>Bagian {n}</h2><p>{LINE} {n}.</p><p>{LINE} {n}</p></section>" for n in range(6))
    text = f"<article><h1>{TITLE}</h1><div><p>{LINE}</p><p>{LINE}</p>{parts}<p>Baca juga: {link}</p></div></article>"
    assert len(scraper.parse(page(text), URL, generic=True).paragraphs) == 20


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Berita Banjir Lembah Terbaru Hari Ini - Kabar Lembah", "list"),
        ("Hasil pencarian untuk bakau", "list"),
        ("Indeks Berita 7 Maret 2020", "list"),
        ("Kategori: Daerah", "list"),
        ("Masuk ke akun Anda", "log in"),
        ("FOTO: Warga Menanam Bakau", "gallery"),
    ],
)
def test_a_page_with_a_line_of_text_is_told_by_its_title(title: str, kind: str) -> None:
    assert kind in reason(page(f"<h1>{title}</h1><p>{LINE}</p>", title=title, head=""))


def test_a_film_with_a_line_of_text_is_none() -> None:
    film = META.replace('content="article"', 'content="video.other"')
    assert "film" in reason(page(f"<h1>{TITLE}</h1><iframe></iframe><p>{LINE}</p>", head=film))


FEEDS = {
    "RSS": f"<rss version='2.0'><channel><title>{TITLE}</title><item><description>{LINE * 9}</description></item>"
    "</channel></rss>",
    "Atom": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{TITLE}</title><entry><summary>{LINE * 9}</summary>"
    "</entry></feed>",
    "sitemap": f"<urlset><url><loc>{URL}</loc></url></urlset>",
}


@pytest.mark.parametrize("kind", FEEDS)
def test_a_document_for_machines_is_no_article(kind: str) -> None:
    assert "feed" in reason(f'<?xml version="1.0" encoding="UTF-8"?>\n{FEEDS[kind]}'.encode())
