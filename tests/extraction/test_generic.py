"""Pages of publishers that nobody has described: invented news in the markup that such sites use."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scraper
from scraper.models import Article

URL = "https://www.kabarlembah.co.id/berita/12345/warga-lembah-tanam-seribu-bakau"
TITLE = "Warga Lembah Tanam Seribu Bakau"
LINES = (
    "Warga Desa Lembah menanam seribu bibit bakau di sepanjang pantai utara, Sabtu (7/3/2020).",
    '"Kami ingin pantai ini teduh lagi," kata Kepala Desa Lembah, Rahmat Wibisana, di sela kegiatan itu.',
    "Penanaman itu diikuti ratusan pelajar dari tiga sekolah dan berlangsung sampai siang hari.",
    "Bibit bakau disediakan oleh kelompok tani setempat yang merawatnya selama setahun terakhir.",
)
TEASERS = "".join(
    f'<li><a href="/berita/{900 + n}/kabar-lain-nomor-{n}"><h4>Kabar lain dari kota sebelah nomor {n}</h4></a>'
    f"<p>Ringkasan kabar lain nomor {n} yang panjangnya seperti paragraf biasa di halaman depan situs ini.</p></li>"
    for n in range(12)
)
MENU = "".join(f'<li><a href="/{name}">{name.title()}</a></li>' for name in ("berita", "olahraga", "wisata", "opini"))


def paragraphs(lines: tuple[str, ...] = LINES) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def html(
    text: str = f'<div class="isi">{paragraphs()}</div>',
    *,
    head: str = f'<meta property="og:title" content="{TITLE}">',
    title: str = f"<h1>{TITLE}</h1>",
    info: str = "",
    behind: str = "",
    before: str = "",
) -> bytes:
    return (
        f"<!doctype html><html><head><title>{TITLE} | Kabar Lembah</title>{head}</head><body>{before}<ul>{MENU}</ul>"
        f"<div class=kolom>{title}<div class=info>{info}</div>{text}{behind}</div>"
        f"<div class=sisi><ul>{TEASERS}</ul></div></body></html>"
    ).encode()


def read(page: bytes, url: str = URL) -> Article:
    return scraper.parse(page, url, generic=True)


# ------------------------------------------------------------------------------------------------- text

LAYOUTS = {
    "paragraphs": f'<div class="isi">{paragraphs()}</div>',
    "double breaks in one paragraph": f"<div class=isi><p>{'<br><br>'.join(LINES)}</p></div>",
    "bare text with double breaks": f"<div class=isi>{'<br><br>'.join(LINES)}</div>",
    "bare text with single breaks": f"<div class=isi>{'<br>'.join(LINES)}</div>",
    "bare text, then divs": f"<div class=isi>{LINES[0]}{''.join(f'<div>{line}</div>' for line in LINES[1:])}</div>",
    "divs in a span": f"<div class=isi><span>{''.join(f'<div>{line}</div>' for line in LINES)}</span></div>",
    "paragraphs nested": f"<div class=isi><p><p>{'</p><p><p>'.join(LINES)}</p></div>",
    "a wrapper for each paragraph": "".join(f"<div class=petak><p>{line}</p></div>" for line in LINES),
    "two containers of one name": f"<div class='teks satu'>{paragraphs(LINES[:2])}</div><div>1 dari 2</div>"
    f"<div class='teks dua'>{paragraphs(LINES[2:])}</div>",
    "articleBody around several": f"<div itemprop=articleBody><section class=x>{paragraphs(LINES[:3])}</section>"
    f"<section class=y>{paragraphs(LINES[3:])}</section></div>",
    "no names at all": f"<div>{paragraphs()}</div>",
    "inline emphasis": f"<div class=isi>"
    f"<p>{LINES[0].replace('bibit', '<em>bibit</em>')}</p>{paragraphs(LINES[1:])}</div>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_text_is_read_in_every_layout(layout: str) -> None:
    assert read(html(LAYOUTS[layout])).paragraphs == LINES


BETWEEN = {
    "read-also link": "<p><b>Baca juga: <a href='/berita/77/kebun-lama'>Kebun Bakau Lama Dibuka Lagi</a></b></p>",
    "bare link": '<a class=lanjut href="/berita/77/kebun-bakau-lama">Kebun Bakau Lama Dibuka untuk Umum</a>',
    "link list": "<div class=tautan><p>Baca Juga</p><ul><li>"
    '<a href="/berita/77/kebun-lama">Kebun Bakau Lama Dibuka Lagi</a></ul></div>',
    "advertisement": "<div class=iklan>ADVERTISEMENT</div>"
    "<ins>Beli sekarang juga di toko kami yang serba ada dan murah.</ins>",
    "caption": "<figure><img src=/a.jpg>"
    "<figcaption>Suasana penanaman bakau di pantai utara desa itu.</figcaption></figure>",
    "embedded post": "<blockquote class=twitter-tweet>"
    "<p>Selamat untuk warga desa yang sudah menanam bakau hari ini.</p></blockquote>",
    "scroll line": "<p>SCROLL TO CONTINUE WITH CONTENT</p>",
    "script": "<script>var iklan = 'Ini bukan kalimat berita walaupun cukup panjang untuk itu.';</script>",
    "hidden text": "<p style='display: none'>Kalimat ini tidak terlihat oleh pembaca mana pun di halaman ini.</p>",
    "heading of a list": "<h3>Berita Terkait</h3>",
    "date line": "<p>Sabtu, 7 Maret 2020 10:15 WIB</p>",
    "comment form": "<form><p>Tulis komentar Anda di sini dengan bahasa yang sopan dan santun.</p></form>",
}


@pytest.mark.parametrize("between", BETWEEN)
def test_what_stands_between_paragraphs_is_no_text(between: str) -> None:
    text = f"<div class=isi>{paragraphs(LINES[:2])}{BETWEEN[between]}{paragraphs(LINES[2:])}</div>"
    assert read(html(text)).paragraphs == LINES


def test_subheads_and_lists_of_the_text_are_kept() -> None:
    text = f"<div class=isi>{paragraphs(LINES[:3])}<h2>Jadwal</h2><ul><li>Sabtu pagi</ul>{paragraphs(LINES[3:])}</div>"
    assert read(html(text)).paragraphs == (*LINES[:3], "## Jadwal", "- Sabtu pagi", LINES[3])


def test_a_short_last_paragraph_is_kept_and_a_heading_behind_it_is_not() -> None:
    text = f"<div class=isi>{paragraphs()}<p>Acara usai.</p><h3>Pilihan Pembaca</h3></div>"
    assert read(html(text)).paragraphs == (*LINES, "Acara usai.")


def test_a_line_in_italics_over_the_dateline_is_the_pictures_caption() -> None:
    text = f"<p><em>Warga menanam bakau di pantai utara.</em></p><p>Lembah - {LINES[0]}</p>{paragraphs(LINES[1:])}"
    article = read(html(f"<img src=/foto/bakau.jpg><div class=isi>{text}</div>"))
    assert article.paragraphs == (f"Lembah - {LINES[0]}", *LINES[1:])
    assert [photo.caption for photo in article.photos] == ["Warga menanam bakau di pantai utara."]


def test_a_copy_of_the_headline_behind_the_text_ends_it() -> None:
    assert read(html(f"<div class=isi>{paragraphs()}<p>{TITLE}</p></div>")).paragraphs == LINES


def test_names_in_brackets_behind_the_text_sign_it() -> None:
    article = read(html(f"<div class=isi>{paragraphs()}<p>(Sari Lestari)</p></div>"))
    assert (article.paragraphs, article.names("reporter")) == (LINES, ["Sari Lestari"])


def test_initials_behind_the_text_are_found_outside_what_holds_it() -> None:
    article = read(html(behind="<b>(sar/ton)</b><p>Bagikan</p>"))
    assert (article.paragraphs, article.initials) == (LINES, "sar/ton")


def test_a_dateline_before_the_first_paragraph_belongs_to_it() -> None:
    article = read(html(f"<div class=isi><b>Lembah</b> - {paragraphs()}</div>"))
    assert article.paragraphs[0] == f"Lembah - {LINES[0]}"
    assert article.dateline == "Lembah"


def test_bare_text_in_a_container_without_a_name_takes_no_paragraph_with_it() -> None:
    assert read(html(f"<div>Lembah - {paragraphs()}</div>")).paragraphs[1:] == LINES[1:]


def test_a_longer_stream_of_teasers_is_no_text() -> None:
    short = read(html(f"<div class=isi>{paragraphs(LINES[:2])}</div>"))
    assert short.paragraphs == LINES[:2]


def test_comments_are_no_text() -> None:
    comments = "".join(
        f"<p>Komentar pembaca nomor {n} yang panjangnya melebihi isi berita itu sendiri.</p>" for n in range(9)
    )
    assert read(html(behind=f"<div class=komentar-pembaca>{comments}</div>")).paragraphs == LINES


@given(st.integers(3, 12))
def test_any_number_of_paragraphs_is_read_whole(count: int) -> None:
    lines = tuple(f"Paragraf nomor {n} tentang penanaman bakau di pantai utara desa itu." for n in range(count))
    assert read(html(f"<div class=isi>{paragraphs(lines)}</div>")).paragraphs == lines


# ------------------------------------------------------------------------------------------------- headline

HEADLINES = {
    "h1": (f"<h1>{TITLE}</h1>", TITLE),
    "h2 under the logo's h1": (f"<h1><a href='/'>Kabar Lembah</a></h1><h2>{TITLE}</h2>", TITLE),
    "a logo that repeats the title": (
        f"<h1><a href='/'>{TITLE}</a></h1><div><h1>{TITLE} Kini</h1></div>",
        f"{TITLE} Kini",
    ),
    "a styled div": (f"<div style='font-size:30px'>{TITLE}</div>", TITLE),
    "printed with other marks": ("<h1>Warga “Lembah” Tanam Seribu Bakau</h1>", "Warga “Lembah” Tanam Seribu Bakau"),
    "printed nowhere": ("", TITLE),
}


@pytest.mark.parametrize("case", HEADLINES)
def test_the_headline_is_the_printed_one(case: str) -> None:
    title, expected = HEADLINES[case]
    assert read(html(f"<div class=isi>{paragraphs(LINES * 2)}</div>", title=title)).headline == expected


def test_a_title_without_other_names_loses_the_sites() -> None:
    assert read(html(f"<div class=isi>{paragraphs(LINES * 2)}</div>", head="", title="")).headline == TITLE


# ------------------------------------------------------------------------------------------------- time


def meta(stamp: str) -> str:
    return f'<meta property="og:title" content="{TITLE}"><meta property="article:published_time" content="{stamp}">'


TIMES = {
    "printed alone": ("", "Sabtu, 7 Maret 2020 | 10:15 WIB", "2020-03-07T10:15:00+07:00"),
    "printed zone": ("", "Sabtu, 07 Mar 2020 10.15 WITA", "2020-03-07T10:15:00+08:00"),
    "local time marked as UTC": (
        meta("2020-03-07T10:15:00+00:00"),
        "7 Maret 2020 10:15 WIB",
        "2020-03-07T10:15:00+07:00",
    ),
    "Blogger's Pacific time": (meta("2020-03-06T19:15:00-08:00"), "7 Maret 2020 10:15", "2020-03-07T10:15:00+07:00"),
    "a day printed, a time marked": (meta("2020-03-07T10:15:09+08:00"), "March 7, 2020", "2020-03-07T10:15:09+08:00"),
    "the same clock in another zone": (
        meta("2020-03-07T10:15:09+08:00"),
        "7/03/2020 10:15",
        "2020-03-07T10:15:09+08:00",
    ),
    "marked alone": (meta("2020-03-07T10:15:09+07:00"), "", "2020-03-07T10:15:09+07:00"),
    "a time of change first": (
        "",
        "<time class=updated>8 Maret 2020 09:00 WIB</time> <time class=entry-date>7 Maret 2020 10:15 WIB</time>",
        "2020-03-07T10:15:00+07:00",
    ),
    "a printed change first": (
        "",
        "<p>Diperbarui 8 Maret 2020 09:00 WIB</p><p>7 Maret 2020 10:15 WIB</p>",
        "2020-03-07T10:15:00+07:00",
    ),
    "seconds since 1970": (meta("1583550900"), "", "2020-03-07T10:15:00+07:00"),
    "time apart from the day": (
        "",
        "<span>Sabtu, 7 Maret 2020</span> <span>10:15 WIB</span>",
        "2020-03-07T10:15:00+07:00",
    ),
}


@pytest.mark.parametrize("case", TIMES)
def test_the_printed_time_counts_and_a_finer_machine_agrees(case: str) -> None:
    head, info, expected = TIMES[case]
    published = read(html(head=head or f'<meta property="og:title" content="{TITLE}">', info=info)).published_at
    assert published is not None
    assert published.isoformat() == expected


def test_the_date_of_today_over_the_page_is_not_the_articles() -> None:
    page = html(before="<div>Jumat, 20 November 2026</div>", info="Sabtu, 7 Maret 2020 10:15 WIB")
    assert str(read(page).published_at) == "2020-03-07 10:15:00+07:00"


def test_another_storys_time_is_not_the_articles() -> None:
    page = html(
        before='<time datetime="2026-11-20T08:00:00+07:00">20 November 2026</time>', info="7 Maret 2020 10:15 WIB"
    )
    assert str(read(page).published_at) == "2020-03-07 10:15:00+07:00"


def test_no_date_is_none() -> None:
    assert read(html(f"<div class=isi>{paragraphs(LINES[2:])}</div>")).published_at is None


# ------------------------------------------------------------------------------------------------- people

BYLINES = {
    "labels": ("Reporter : Sari Lestari | Editor : Tono Prakoso", ["Sari Lestari"], ["Tono Prakoso"]),
    "label and name apart": ("<b>Penulis:</b> <a href='/p/1'>Sari Lestari</a>", ["Sari Lestari"], []),
    "a table": (("<table><tr><td>Penulis<td>: Sari Lestari<tr>"
    "<td>Editor<td>: Tono Prakoso</table>"), ["Sari Lestari"], ["Tono Prakoso"]),
    "roles behind names": (("<ul><li>Sari Lestari <i>Author</i><li>Tono Prakoso <i>Editor</i>"
    "</ul>"), ["Sari Lestari"], ["Tono Prakoso"]),
    "a list of labels": (
        "<ul><li><b>Author</b><li><a>Sari Lestari</a><li><b>Editor</b><li><a>Tono Prakoso</a></ul>",
        ["Sari Lestari"],
        ["Tono Prakoso"],
    ),
    "a telling name": ("<span class=post-author>Sari Lestari</span>", ["Sari Lestari"], []),
    "before the site's name": ("<b>Sari Lestari</b> - <i>Kabar Lembah</i>", ["Sari Lestari"], []),
    "after an editor's": ("Jurnalis: Sari Lestari | Redaktur: Tono Prakoso", ["Sari Lestari"], ["Tono Prakoso"]),
    "a label with a verb": ("Diposting oleh <i>Sari Lestari</i> pada 7 Maret 2020", ["Sari Lestari"], []),
    "a link to an author": ("<a href=/author/sari/>Sari Lestari</a>", ["Sari Lestari"], []),
    "a month behind a label": ("<span>Oleh</span> <span>Maret 7, 2020</span>", [], []),
    "the site's own name": ("<span class=post-author>Kabar Lembah</span>", [], []),
    "a desk": ("Penulis: Tim Redaksi", [], []),
    "a photographer": ("<div class=foto-utama><span class=author>Sari Lestari</span></div>", [], []),
}  # fmt: skip


@pytest.mark.parametrize("case", BYLINES)
def test_people_are_told_by_their_labels(case: str) -> None:
    info, reporters, editors = BYLINES[case]
    article = read(html(info=info))
    assert (article.names("reporter"), article.names("editor")) == (reporters, editors)


def test_the_machines_author_counts_only_where_nobody_is_printed() -> None:
    said = json.dumps(
        {"@type": "NewsArticle", "headline": TITLE, "author": {"@type": "Person", "name": "Tono Prakoso"}}
    )
    head = f'<script type="application/ld+json">{said}</script>'
    assert read(html(head=head)).names("reporter") == ["Tono Prakoso"]
    printed = read(html(head=head, info="Editor: Tono Prakoso"))
    assert (printed.names("reporter"), printed.names("editor")) == ([], ["Tono Prakoso"])


def test_the_writers_of_other_stories_are_not_the_articles() -> None:
    entry = "<article><h3><a href='/berita/{n}/kabar-lain-nomor-{n}'>Kabar lain dari desa nomor {n}</a></h3>"
    entry += "<time>7 Maret 2020</time><p>Ringkasan</p><span class=author>Tono Prakoso</span></article>"
    others = "".join(entry.format(n=n) for n in range(5))
    page = html(info="<span class=author>Redaksi</span>", behind=f"<div>Bagikan</div>{TEASERS}<div>{others}</div>")
    assert read(page).bylines == ()


def test_a_name_and_its_longer_form_are_one_person() -> None:
    page = html(info="Laporan Wartawan Kabar Lembah, Sari Lestari", behind="<div>Penulis: Dewi Sari Lestari</div>")
    assert read(page).names("reporter") == ["Dewi Sari Lestari"]


# ------------------------------------------------------------------------------------------------- lists


def links(*numbers: int, item: str = "li") -> str:
    return "".join(
        f'<{item}><a href="/berita/{n}/judul-kabar-{n}">Judul kabar lembah nomor {n}</a></{item}>' for n in numbers
    )


def numbers(article: Article, kind: str) -> list[str]:
    return [link.url.split("/")[4] for link in article.links if link.kind == kind]


RELATED = {
    "list behind its heading": f"<h3>Berita Terkait</h3><ul>{links(1, 2, 3)}</ul>",
    "heading in a box of its own": f"<div><div><span>ARTIKEL TERKAIT</span></div></div><div><div>"
    f"<ul>{links(1, 2, 3)}</ul></div></div>",
    "entries without a list": f"<h4>Terkait</h4>{links(1, 2, 3, item='div')}",
    "two columns": f"<h4>Terkait</h4><div class=k>{links(1, 2, item='p')}</div><div class=k>{links(3, item='p')}</div>",
    "heading in two colours": f"<h3><span>BERITA</span> <span>TERKAIT</span></h3><ul>{links(1, 2, 3)}</ul>",
    "topic over it": f"<b>Berita Rekomendasi</b><a href='/topic/9/bakau'>Bakau Lembah Kita</a>"
    f"<ul>{links(1, 2, 3)}</ul>",
    "more behind it": f"<h3>Berita Lainnya</h3><ul>{links(1, 2, 3)}</ul>"
    f"<a href='/indeks/berita'>Lihat semua berita</a>",
    "of other sites, too": f"<h3>Terkait</h3><ul>{links(1, 2, 3)}<li>"
    f"<a href='https://toko.example/x'>Belanja hemat di toko itu</a></ul>",
    "baca juga as a list behind the text": f"<h3>Baca Juga</h3><ul>{links(1, 2, 3)}</ul>",
    "in English": f"<h3>You might like</h3><ul>{links(1, 2, 3)}</ul>",
    "other posts": f"<h3>Postingan Lain</h3><ul>{links(1, 2, 3)}</ul>",
}


@pytest.mark.parametrize("case", RELATED)
def test_related_articles_are_told_by_the_heading_of_their_list(case: str) -> None:
    assert numbers(read(html(behind=RELATED[case])), "related") == ["1", "2", "3"]


POPULAR = {
    "a numbered list": f"<h3>Terpopuler</h3><ol>{links(4, 5, 6)}</ol>",
    "a tab": f"<ul><li><a href='#laris'>Berita Populer</a><li><a href='#baru'>Terbaru</a></ul>"
    f"<div id=baru><ul>{links(7, 8, 9)}</ul></div><div id=laris><ul>{links(4, 5, 6)}</ul></div>",
    "panes": f"<div>TERPOPULER</div><div>TERKOMENTARI</div><div><ul>{links(4, 5, 6)}</ul>"
    f"<ul>{links(7, 8, 9)}</ul></div>",
    "ranks": f"<h3>Paling Banyak Dibaca</h3>"
    f"<div>1</div>{links(4, item='div')}<div>2</div>{links(5, item='div')}<div>3</div>"
    f"{links(6, item='div')}",
}


@pytest.mark.parametrize("case", POPULAR)
def test_the_most_read_list_has_its_ranks(case: str) -> None:
    entries = read(html(behind=f"<aside>{POPULAR[case]}</aside>")).popular
    assert [(entry.rank, entry.url.split("/")[4]) for entry in entries] == [(1, "4"), (2, "5"), (3, "6")]


def test_a_menu_is_no_most_read_list() -> None:
    assert (
        read(
            html(before="<nav><a href='/terpopuler'>Terpopuler</a><a href='/berita/1'>Berita utama hari ini</a></nav>")
        ).popular
        == ()
    )


def test_an_entry_of_a_menu_heads_no_list() -> None:
    menu = f"<ul><li><a href='/trending'>Trending</a></li>{links(7, 8, 9)}</ul>"
    tab = f"<ul><li><a href='#laris'>Trending</a></li></ul><div id=laris>{links(4, 5, 6, item='div')}</div>"
    assert read(html(before=f"<nav>{menu}</nav>")).popular == ()
    entries = read(html(before=f"<nav>{menu}</nav>", behind=tab)).popular
    assert [entry.url.split("/")[4] for entry in entries] == ["4", "5", "6"]


@pytest.mark.parametrize("between", ["read-also link", "bare link", "link list"])
def test_links_between_paragraphs_are_read_also(between: str) -> None:
    text = f"<div class=isi>{paragraphs(LINES[:2])}{BETWEEN[between]}{paragraphs(LINES[2:])}</div>"
    assert numbers(read(html(text)), "read_also") == ["77"]


def test_a_link_in_a_sentence_is_no_read_also_link() -> None:
    link = "<a href='/berita/5/hutan-bakau-lembah'>hutan bakau di Desa Lembah</a>"
    assert read(html(f"<div class=isi><p>Warga {link} menanam lagi.</p>{paragraphs()}</div>")).links == ()


TAGS = {
    "labelled": "<div>Tags: <a href=/tag/bakau>Bakau</a> <a href=/tag/pantai>#Pantai</a></div>",
    "a heading": "<h4>TOPIK TERKAIT</h4><ul><li><a href=/x/1>Bakau</a><li><a href=/x/2>Pantai</a></ul>",
    "marked": "<p class=t><a rel=tag href=/t/bakau>Bakau</a>, <a rel=tag href=/t/pantai>Pantai</a></p>",
}


@pytest.mark.parametrize("case", TAGS)
def test_tags_are_those_behind_the_text(case: str) -> None:
    assert read(html(behind=TAGS[case])).tags == ("Bakau", "Pantai")


# ------------------------------------------------------------------------------------------------- pictures

PICTURES = {
    "figure": (
        (
            "<figure><img src=/foto/bakau.jpg>"
            "<figcaption>Warga menanam bakau. (ANTARA FOTO/Sari Lestari)</figcaption></figure>"
        ),
        "Warga menanam bakau.",
        "ANTARA FOTO/Sari Lestari",
    ),
    "lazy": (
        "<img src=/blank.gif data-src=/foto/bakau.jpg><div class=caption>Warga menanam bakau.</div>",
        "Warga menanam bakau.",
        None,
    ),
    "credit of its own": (
        (
            "<div class=foto><img src=/foto/bakau.jpg>"
            "<div>Warga menanam bakau.<span class=credit>Foto: Sari Lestari</span></div></div>"
        ),
        "Warga menanam bakau.",
        "Sari Lestari",
    ),
    "credit over, caption under": (
        (
            "<div class=g><div class=kotak>Antara/Sari Lestari</div><img src=/foto/bakau.jpg></div>"
            "<div class=cap>Warga menanam.</div>"
        ),
        "Warga menanam.",
        "Antara/Sari Lestari",
    ),
    "unnamed, told by its credit": (
        "<p><img src=/foto/bakau.jpg></p><p>Warga menanam bakau. (Foto: Sari Lestari)</p>",
        "Warga menanam bakau.",
        "Sari Lestari",
    ),
    "behind a logo": ("<img src=/img/logo.png><img src=/foto/bakau.jpg width=640>", None, None),
    "behind a teaser's": (
        "<a href=/berita/9/lain-sekali-ini><img src=/foto/lain.jpg></a><img src=/foto/bakau.jpg>",
        None,
        None,
    ),
}


@pytest.mark.parametrize("case", PICTURES)
def test_the_lead_picture_has_its_caption_and_credit(case: str) -> None:
    info, caption, credit = PICTURES[case]
    photos = read(html(title=f"<h1>{TITLE}</h1>{info}")).photos
    assert [(each.url, each.caption, each.credit) for each in photos] == [
        ("https://www.kabarlembah.co.id/foto/bakau.jpg", caption, credit)
    ]


def test_the_shared_picture_is_known_in_any_size() -> None:
    head = f'<meta property="og:title" content="{TITLE}"><meta property="og:image" content="/foto/bakau.jpg">'
    page = html(head=head, title=f"<h1>{TITLE}</h1><img src=/foto/lain.jpg><img src=/foto/bakau-1024x683.jpg>")
    assert [photo.url for photo in read(page).photos] == ["https://www.kabarlembah.co.id/foto/bakau-1024x683.jpg"]


def test_a_picture_that_is_not_seen_is_the_shared_one() -> None:
    head = f'<meta property="og:title" content="{TITLE}"><meta property="og:image" content="/foto/bakau.jpg">'
    assert [photo.url for photo in read(html(head=head)).photos] == ["https://www.kabarlembah.co.id/foto/bakau.jpg"]


# ------------------------------------------------------------------------------------------------- section and numbers

SECTIONS = {
    "breadcrumbs": (
        "<div class=breadcrumb><a href=/>Home</a> » <a href=/berita>Berita</a> » <a href=/l>Lingkungan</a></div>",
        "Lingkungan",
    ),
    "over the headline": ("<h4>LINGKUNGAN</h4>", "LINGKUNGAN"),
    "as the address says": ("", "Olahraga"),
}


@pytest.mark.parametrize("case", SECTIONS)
def test_the_section_is_the_most_specific_printed(case: str) -> None:
    over, expected = SECTIONS[case]
    url = URL.replace("/berita/", "/olahraga/")
    assert read(html(title=f"{over}<h1>{TITLE}</h1>"), url).section == expected


@pytest.mark.parametrize(
    ("info", "views"),
    [
        ("<i class='fa fa-eye'></i> 1.229", 1229),
        ("<span class=post-views>77</span>", 77),
        ("<b class=no>77</b>", None),
        ("<i class=material-icons>visibility</i> 512", 512),
        ("1.229 Views", 1229),
        ("Dibaca: 90 kali", 90),
        ("dibaca 2,5 rb", 2500),
        ("", None),
    ],
)
def test_views_are_those_beside_the_headline(info: str, views: int | None) -> None:
    assert read(html(info=info)).views == views


PAGINGS = {
    "one": ("", 1),
    "printed": ("<div>Halaman 1/3</div>", 3),
    "printed in words": ("<p>2 dari 6 halaman</p>", 6),
    "linked": ("<a href='?page=1'>1</a><a href='?page=2'>2</a><a href='?page=all'>Semua</a>", 2),
    "by the path": (f"<a href='{URL}/2/'>2</a> <a href='{URL}/3/'>3</a>", 3),
    "another's": ("<a href='/berita/9/lain?page=4'>4</a>", 1),
}


@pytest.mark.parametrize("case", PAGINGS)
def test_the_number_of_pages_is_the_articles(case: str) -> None:
    behind, count = PAGINGS[case]
    assert read(html(behind=behind)).pages == count


def test_a_box_with_a_quotation_is_a_pull_quote() -> None:
    page = html(f"<blockquote>Pantai ini harus teduh lagi</blockquote><div class=isi>{paragraphs()}</div>")
    article = read(page)
    assert [quote.text for quote in article.quotes if quote.kind == "pull"] == ["Pantai ini harus teduh lagi"]
    assert article.paragraphs == LINES


# ------------------------------------------------------------------------------------------------- the real pages

SHARED = Path(__file__).resolve().parents[3] / "shared"
AT_LEAST = {"headline": 0.97, "published": 0.95, "reporters": 0.85, "body": 0.96}


def scorer() -> ModuleType:
    path = SHARED / "score" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    if not path.is_file() or spec is None or spec.loader is None:
        pytest.skip("no stored pages here")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_real_pages_are_read_well_without_rules() -> None:
    score = scorer()
    scored = [score.score_page(gold, read(page, gold["url"]).to_dict()) for gold, page in score.load()]
    means = {name: [each[name] for each in scored if name in each] for name in (*AT_LEAST, "junk")}
    figures = {name: sum(values) / len(values) for name, values in means.items()}
    assert {name for name, least in AT_LEAST.items() if figures[name] < least} == set()
    assert figures["junk"] <= 0.03


@pytest.mark.parametrize("width", ["²", "9" * 5000, "-1", "1e9", "١٢"])
def test_a_width_that_is_no_number_is_none(width: str) -> None:
    text = "<p>Warga menanam pohon di tepi sungai itu sejak pagi, lalu makan bersama di balai desa.</p>" * 6
    picture = f'<img src="https://www.kabar.example/a.jpg" width="{width}">'
    page = f"<html><body><h1>Pohon Baru di Tepi Sungai</h1>{picture}<article>{text}</article></body></html>"
    article = scraper.parse(page.encode(), "https://www.kabar.example/berita/pohon-baru", generic=True)
    assert [photo.url for photo in article.photos] == ["https://www.kabar.example/a.jpg"]
