"""An invented small paper in two layouts, whose pages differ as those of real papers do, and an archive of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scraper.archive import open_archive
from scraper.crawl.archived_sites import keep_site
from scraper.drafts.samples import Sample, sample
from scraper.models import Capture
from scraper.sites.site import site_of

HOST = "www.kabarrimba.example"
SITE = "kabarrimba.example"
BEGAN = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
PLACES = "Hulu Rawa,Tepi Kali,Bukit Batu,Muara Jati,Lubuk Pandan,Sungai Ara,Tanjung Sawo,Padang Alang".split(",")
WORKS = "memperbaiki jembatan,menanam bakau,membuka pasar,mengecat sekolah,menggali sumur,memanen padi".split(",")
PEOPLE = "Ratna Wulandari,Bimo Nugraha,Sari Puspita,Joko Lelono,Dewi Kartika".split(",")
SECTIONS = "Desa,Pasar,Sekolah,Kesehatan".split(",")
#: Stands in the text of every page, as a paragraph without a name of its own.
PROMOTION = "Dukung kabar dari kampung sendiri dengan iuran lima ribu rupiah setiap bulan melalui pengurus RT."


def headline(number: int) -> str:
    return f"Warga {PLACES[number % 8]} {WORKS[number % 6].title()} di Pekan Ke-{number + 1}"


def path(number: int) -> str:
    return f"/{SECTIONS[number % 4].lower()}/{1000 + number}/{headline(number).lower().replace(' ', '-')}"


def lines(number: int) -> list[str]:
    place, work = PLACES[number % 8], WORKS[number % 6]
    return [
        f"Warga {place} {work} secara gotong royong sejak pagi hari ke-{number + 1}, meski hujan turun berkali-kali.",
        f"Pekerjaan itu dibiayai dari kas dusun sebesar {number + 3} juta rupiah yang dikumpulkan selama musim panen.",
        f"“Kami selesaikan sebelum {number + 5} keluarga pindah,” kata Kepala Dusun {place}, Suroso, di balai dusun.",
        f"Pemerintah kecamatan mengirim {number + 2} petugas untuk memeriksa hasilnya pada akhir bulan mendatang.",
    ]


def reporter(number: int) -> str:
    return PEOPLE[number % 5]


def editor(number: int) -> str:
    return PEOPLE[(number + 2) % 5]


def linked(number: int, first: int, count: int) -> list[tuple[str, str]]:
    """Path and title of other stories."""
    others = [(number * 7 + first + step) % 900 + 50 for step in range(count)]
    return [(path(each), headline(each)) for each in others]


def _head(number: int) -> str:
    return (
        f"<!doctype html><html lang=id><head><meta charset=utf-8><title>{headline(number)} - Kabar Rimba</title>"
        f'<link rel=canonical href="https://{HOST}{path(number)}"><meta property="og:site_name" content="Kabar Rimba">'
        f'<meta property="og:title" content="{headline(number)}"></head>'
    )


def _day(number: int) -> str:
    return f"{number % 27 + 1} Februari 2026 08:{number % 60:02d} WIB"


def old_page(number: int, *, related: bool = True) -> bytes:
    """The layout until the redesign: a trail deeper than the address, a promotion between the paragraphs."""
    body = lines(number)
    body.insert(2, PROMOTION)
    text = "".join(f"<p>{line}</p>" for line in body)
    popular = "".join(
        f'<li class=urut><a href="{url}">{title}</a><span class=hitung>{900 - 100 * rank} kali dibaca</span></li>'
        for rank, (url, title) in enumerate(linked(3, 0, 4))
    )
    list_related = "".join(f'<div class=butir><a href="{url}">{title}</a></div>' for url, title in linked(number, 9, 4))
    section = SECTIONS[number % 4]
    return (
        f"{_head(number)}<body><div class=menu><a href=/desa>Desa</a><a href=/pasar>Pasar</a></div>"
        f'<ul class=jalur><li><a href="/">Beranda</a></li><li><a href="/{section.lower()}">{section}</a></li>'
        f'<li><a href="/{section.lower()}/lokal">{section} Lokal</a></li></ul>'
        f"<div class=kolom><h1 class=judul-berita>{headline(number)}</h1><div class=keterangan>"
        f"<span class=penulis>Penulis: {reporter(number)}</span><span class=penyunting>Editor: {editor(number)}</span>"
        f"<span class=waktu>{_day(number)}</span></div>"
        f'<figure class=foto><img src="/foto/{number}.jpg" width=700><figcaption><span class=ket>Suasana kerja bakti '
        f"di {PLACES[number % 8]} pekan ke-{number + 1}.</span> <span class=pemotret>Foto: {reporter(number)}</span>"
        f"</figcaption></figure><div class=isi-berita>{text}</div>"
        + (f"<div class=kotak><h4>Berita Terkait</h4><div class=deret>{list_related}</div></div>" if related else "")
        + f"</div><div class=samping><h4>Terpopuler</h4><ol class=laris>{popular}</ol></div></body></html>"
    ).encode()


def new_page(number: int) -> bytes:
    """The layout since the redesign: other names for everything."""
    text = "".join(f'<p class="teks">{line}</p>' for line in lines(number))
    rows = "".join(f'<li><h5><a href="{url}">{title}</a></h5></li>' for url, title in linked(number, 20, 5))
    return (
        f'{_head(number)}<body class="tema-baru"><nav id=atas><a href=/desa>Desa</a></nav><main class="baca">'
        f'<header class="kepala"><h1 class="tajuk">{headline(number)}</h1><p class="oleh">Oleh: {reporter(number)}</p>'
        f'<time class="jam" datetime="2026-04-{number % 27 + 1:02d}T09:10:00+07:00">{number % 27 + 1} April 2026 09:10 '
        f'WIB</time></header><section class="naskah">{text}</section>'
        f'<section class="lanjut"><h3>Baca Juga</h3><ul class="daftar">{rows}</ul></section></main></body></html>'
    ).encode()


def samples(numbers: Iterable[int], page: Callable[[int], bytes] = old_page) -> list[Sample]:
    """Pages as samples, the newest first."""
    made = [sample(page(each), f"https://{HOST}{path(each)}", BEGAN + timedelta(days=each)) for each in numbers]
    return made[::-1]


def keep(archive_path: Path, pages: Iterable[tuple[str, bytes]]) -> None:
    """Keep pages under their paths in an archive, one a day, as those of a site that nobody wrote a file for."""
    site = site_of(f"https://{HOST}/")
    with open_archive(archive_path) as archive:
        keep_site(archive, site)
        for day, (where, body) in enumerate(pages):
            url = f"https://{HOST}{where}"
            at = BEGAN + timedelta(days=day)
            capture = Capture(url, url, at, 200, "text/html", None, (("content-type", "text/html"),), body)
            archive.keep(capture, kind="article", publisher=site.id, run=None)
