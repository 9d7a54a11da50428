"""Kinds of markup that readers complain of: what stands in the text, between its paragraphs, and over it.

Every kind is read on a page of an unknown site and on one of a paper whose template is known.
"""

from __future__ import annotations

import pytest

import scraper
from scraper.errors import NotAnArticle
from scraper.extraction.explanation import explanation
from scraper.extraction.generic.linear_model import LinearModel, model
from scraper.html import page as pages
from scraper.models import Article

TITLE = "Warga Dusun Pinang Perbaiki Saluran Irigasi"
LINES = (
    "Warga Dusun Pinang memperbaiki saluran irigasi sepanjang dua kilometer sejak awal pekan ini secara gotong royong.",
    "Saluran itu jebol pada Januari setelah hujan turun tiga hari tanpa henti di lereng sebelah utara dusun.",
    "“Kami tidak menunggu bantuan karena musim tanam sudah dekat,” kata Kepala Dusun Pinang, Arman Setiadi.",
    "Pemerintah kecamatan menyumbang seratus sak semen, sedangkan batu diambil dari sungai di dekat sawah warga.",
    "Petani berharap air kembali mengalir ke empat puluh hektare sawah sebelum bulan Maret berakhir.",
    "Perbaikan tahap kedua direncanakan setelah panen raya dengan dana desa tahun anggaran berikutnya.",
)
UNKNOWN = "https://www.kabarpinang.example/daerah/warga-dusun-pinang-perbaiki-saluran-irigasi"
KNOWN = "https://www.niaga.asia/2025/03/18/warga-dusun-pinang-perbaiki-saluran-irigasi/"
HEAD = f'<title>{TITLE}</title><meta property="og:title" content="{TITLE}"><meta property="og:type" content="article">'
MENU = "<header><nav><ul><li><a href='/a'>Daerah</a><li><a href='/b'>Ekonomi</a></ul></nav></header>"
FOOT = "<footer><p>Hak cipta Kabar Pinang</p><a href='/redaksi'>Redaksi</a></footer>"


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def html(text: str, headline: str = TITLE, holder: str = "entry-content") -> bytes:
    time = '<time class="entry-date published" datetime="2025-03-18T09:20:00+07:00">Selasa, 18 Maret 2025</time>'
    body = (
        f'<article class="post-1 type-post"><h1 class="entry-title">{headline}</h1><div class="entry-meta">{time}</div>'
    )
    return (
        f"<!doctype html><html><head>{HEAD}</head><body class=single>{MENU}<main>"
        f'{body}<div class="{holder}">{text}</div></article></main>{FOOT}</body></html>'
    ).encode()


def read(text: str, url: str = UNKNOWN, **more: str) -> Article:
    return scraper.parse(html(text, **more), url)


def around(fragment: str) -> str:
    return paragraphs(*LINES[:3]) + fragment + paragraphs(*LINES[3:])


def inserted(*lines: str) -> tuple[str, ...]:
    return (*LINES[:3], *lines, *LINES[3:])


SAID = "Menurut Arman, setiap keluarga mengirim satu orang untuk bekerja dari pagi sampai tengah hari."

IN_THE_TEXT = {
    "a class of payment": (f"<p class='paywall premium-content'>{SAID}</p>", (SAID,)),
    "a class of sharing": (f"<p class='share-text'>{SAID}</p>", (SAID,)),
    "a class of comments": (f"<p class='komentar-tokoh'>{SAID}</p>", (SAID,)),
    "a class of captions": (f"<p class='caption-style'>{SAID}</p>", (SAID,)),
    "a quotation by indent": (f"<blockquote style='margin-left:40px'><p>{SAID}</p></blockquote>", (SAID,)),
    "a quotation": (f"<blockquote>{SAID}</blockquote>", (SAID,)),
    "a table of prices": (
        (
            "<table><tr><th>Barang</th><th>Harga</th></tr><tr><td>Semen</td><td>Rp65.000</td></tr>"
            "<tr><td>Pasir</td><td>Rp180.000</td></tr></table>"
        ),
        ("Barang | Harga", "Semen | Rp65.000", "Pasir | Rp180.000"),
    ),
    "a table of layout": (f"<table><tr><td><p>{SAID}</p></td></tr></table>", (SAID,)),
    "a list": (
        "<ul><li>Tahap pertama: saluran utama</li><li>Tahap kedua: pintu air</li></ul>",
        ("- Tahap pertama: saluran utama", "- Tahap kedua: pintu air"),
    ),
    "a list in a list": (
        "<ul><li>Tahap pertama<ul><li>saluran utama</li></ul></li><li>Tahap kedua</li></ul>",
        ("- Tahap pertama", "- saluran utama", "- Tahap kedua"),
    ),
    "a subhead in an h1": (f"<h1>Batu dari Sungai</h1><p>{SAID}</p>", ("## Batu dari Sungai", SAID)),
    "a subhead in a button": (
        f"<h3><button>Batu dari Sungai</button></h3><p>{SAID}</p>",
        ("## Batu dari Sungai", SAID),
    ),
    "words for screen readers": (
        (
            "<p>Rinciannya ada di <a href='https://x.example/'>laman desa<span class='visually-hidden'> (tab baru)"
            "</span></a> yang diperbarui tiap Jumat.</p>"
        ),
        ("Rinciannya ada di laman desa yang diperbarui tiap Jumat.",),
    ),
}


@pytest.mark.parametrize("url", [UNKNOWN, KNOWN], ids=["unknown", "known"])
@pytest.mark.parametrize("kind", IN_THE_TEXT)
def test_it_is_text(kind: str, url: str) -> None:
    fragment, lines = IN_THE_TEXT[kind]
    assert read(around(fragment), url).paragraphs == inserted(*lines)


NO_TEXT = {
    "hidden by Bootstrap": "<p class='d-none'>Versi cetak halaman tiga kolom dua, jangan tampilkan di situs.</p>",
    "hidden by style": "<p style='visibility: hidden'>Versi cetak halaman tiga kolom dua, jangan tampilkan.</p>",
    "a dialog": "<div role=dialog aria-hidden=true><p>Kami memakai kuki untuk mengukur jumlah pembaca situs.</p></div>",
    "an ad label": "<p>Iklan</p>",
    "an ad label in English": "<div><span>ADVERTISEMENT</span></div>",
    "a label to read on": "<p>Lanjutkan membaca di bawah iklan</p>",
    "a label to scroll": "<p>Gulir untuk melanjutkan membaca</p>",
    "links to pages": "<p><b>Halaman:</b> 1 | <a href='?page=2'>2</a> | <a href='?page=all'>Semua</a></p>",
    "links to pages of WordPress": "<div class='page-links'>Laman: <span>1</span> <a href='2/'>2</a></div>",
    "a post of X": "<blockquote class='twitter-tweet'><p>Air sudah mengalir lagi, terima kasih semua.</p></blockquote>",
    "a post of TikTok": "<div class='tiktok-embed'><section><p>Suasana gotong royong di dusun.</p></section></div>",
    "a post of Facebook": "<div class='fb-post'><blockquote><p>Terima kasih semua warga dusun.</p></blockquote></div>",
}


@pytest.mark.parametrize("url", [UNKNOWN, KNOWN], ids=["unknown", "known"])
@pytest.mark.parametrize("kind", NO_TEXT)
def test_it_is_none(kind: str, url: str) -> None:
    assert read(around(NO_TEXT[kind]), url).paragraphs == LINES


@pytest.mark.parametrize("url", [UNKNOWN, KNOWN], ids=["unknown", "known"])
def test_other_stories_behind_the_text_are_none(url: str) -> None:
    stories = "".join(
        f"<div><a href='/daerah/{name}-lain-di-dusun'>Kabar {name} dari dusun sebelah hari ini</a>"
        f"<p>Ringkasan kabar {name} yang panjangnya seperti sebuah paragraf biasa di koran.</p></div>"
        for name in ("pertama", "kedua", "ketiga")
    )
    assert read(f"{paragraphs(*LINES)}<h4>Pilihan Redaksi</h4><div>{stories}</div>", url).paragraphs == LINES


def test_the_text_may_stand_in_several_elements() -> None:
    parts = "".join(f"<div class='bagian-{n}'><div><p>{line}</p></div></div>" for n, line in enumerate(LINES))
    assert read(parts).paragraphs == LINES


@pytest.mark.parametrize("url", [UNKNOWN, KNOWN], ids=["unknown", "known"])
def test_a_text_for_each_size_of_screen_is_read_once(url: str) -> None:
    page = html(paragraphs(*LINES)).replace(
        b"</div></article>", f'</div><div class="entry-content mobile">{paragraphs(*LINES)}</div></article>'.encode()
    )
    assert scraper.parse(page, url).paragraphs == LINES


OFFERS = [
    "Berita ini hanya untuk pelanggan Kabar Pinang Plus.",
    "Untuk membaca berita selengkapnya, silakan berlangganan mulai dari Rp20.000 per bulan.",
    "Artikel ini khusus untuk anggota premium.",
]


@pytest.mark.parametrize("url", [UNKNOWN, KNOWN], ids=["unknown", "known"])
@pytest.mark.parametrize("offer", OFFERS)
def test_an_offer_is_a_problem_of_the_text_and_none_of_it(offer: str, url: str) -> None:
    article = read(f"{paragraphs(*LINES[:2])}<div class=kotak><p>{offer}</p></div>", url)
    assert article.paragraphs == LINES[:2]
    assert ("paragraphs", "paywall") in {(problem.field, problem.kind) for problem in article.problems}


def test_a_whole_story_is_no_offer() -> None:
    assert not [problem for problem in read(paragraphs(*LINES)).problems if problem.field == "paragraphs"]


def test_a_paragraph_that_stands_twice_is_a_problem() -> None:
    article = read(paragraphs(*LINES, LINES[0]))
    assert "stands twice" in " ".join(problem.detail for problem in article.problems)


def test_much_more_prose_than_was_kept_is_a_problem() -> None:
    long = f"{SAID} {LINES[0]} {LINES[1]} {LINES[3]}"
    strangers = "".join(f"<div class='komentar comment'><p>{long} {n}.</p></div>" for n in range(12))
    page = html(paragraphs(*LINES)).replace(
        b"</main>", f"<section class=comments>{strangers}</section></main>".encode()
    )
    article = scraper.parse(page, KNOWN)
    assert article.paragraphs == LINES
    assert any("stand in long texts" in problem.detail for problem in article.problems)


@pytest.mark.parametrize(
    "headline",
    [
        f"<a href='/daerah' class=cat>Daerah</a> {TITLE}",
        f"{TITLE} <span class=badge>Live</span>",
        f"<small>Eksklusif</small> {TITLE}",
        TITLE,
    ],
)
def test_a_label_in_the_headlines_element_is_none_of_it(headline: str) -> None:
    assert read(paragraphs(*LINES), headline=headline).headline == TITLE


IMAGE = "https://img.kabarpinang.example/2025/03/irigasi.jpg"
NONE = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="


@pytest.mark.parametrize(
    "image",
    [
        f"<img src='{NONE}' data-lazyload='{IMAGE}'>",
        f"<img src='{NONE}' data-full-url='{IMAGE}'>",
        f"<img src='{NONE}' srcset='https://img.kabarpinang.example/2025/03/kecil.jpg 320w, {IMAGE} 1200w'>",
        f"<picture><source srcset='{IMAGE}' type='image/jpeg'><img alt=irigasi></picture>",
    ],
)
def test_a_lead_picture_may_have_its_address_anywhere(image: str) -> None:
    assert [photo.url for photo in read(f"<figure>{image}</figure>{paragraphs(*LINES)}").photos] == [IMAGE]


@pytest.mark.parametrize("name", ["logo-share.png", "default.jpg", "no-image.jpg"])
def test_a_picture_that_stands_for_the_site_is_no_lead_picture(name: str) -> None:
    shared = f'<meta property="og:image" content="https://www.kabarpinang.example/assets/{name}">'
    page = html(paragraphs(*LINES)).replace(b"</head>", f"{shared}</head>".encode())
    assert scraper.parse(page, UNKNOWN).photos == ()


# ------------------------------------------------------------------------------------------------- the models


def teasers(count: int) -> str:
    return "".join(
        f"<article><h2><a href='/daerah/kabar-nomor-{n}-dari-dusun'>Kabar nomor {n} dari dusun di lereng utara</a></h2>"
        f"<p>Ringkasan kabar nomor {n} yang panjangnya seperti sebuah paragraf biasa di koran daerah ini.</p></article>"
        for n in range(count)
    )


@pytest.mark.parametrize("path", ["", "daerah", "kabar-daerah-hari-ini", "tag/irigasi-dusun-pinang"])
def test_a_front_page_is_no_article_whatever_its_address(path: str) -> None:
    page = f"<html><head><title>Kabar Pinang</title></head><body>{MENU}<main>{teasers(14)}</main>{FOOT}</body></html>"
    with pytest.raises(NotAnArticle):
        scraper.parse(page.encode(), f"https://www.kabarpinang.example/{path}")


@pytest.mark.parametrize("path", ["irigasi/", "daerah/irigasi", "2025/irigasi"])
def test_an_article_with_a_short_address_is_read(path: str) -> None:
    article = scraper.parse(html(paragraphs(*LINES)), f"https://www.kabarpinang.example/{path}")
    assert article.paragraphs == LINES


def test_a_long_text_without_a_headline_is_read_and_lacks_one() -> None:
    page = f"<html><body>{MENU}<div class=isi>{paragraphs(*LINES)}</div>{FOOT}</body></html>".encode()
    article = scraper.parse(page, "https://www.kabarpinang.example/read/2025/03/18/12345/warga-perbaiki-saluran")
    assert (article.headline, article.paragraphs) == (None, LINES)
    assert ("headline", "missing") in {(problem.field, problem.kind) for problem in article.problems}


def test_every_line_is_explained() -> None:
    told = explanation(
        pages.read(html(around("<p class='promo'><a href='/lari'>Daftar lari malam sekarang juga</a></p>")), UNKNOWN)
    )
    assert told.article_probability > 0.5
    kept = [line.text for line in told.lines if line.is_kept]
    assert kept == list(LINES)
    assert all(line.reasons for line in told.lines)


def test_a_feature_without_a_weight_counts_nothing() -> None:
    two = LinearModel(0.0, {"a": 2.0})
    assert two.sum({"a": 1.0, "b": 5.0}) == 2.0
    assert two.probability(0.0) == 0.5


@pytest.mark.parametrize("name", ["blocks", "article"])
def test_weights_are_at_hand(name: str) -> None:
    assert len(model(name).weights) > 20
