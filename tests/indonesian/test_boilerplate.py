from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.indonesian.boilerplate import heading_kind, is_boilerplate, original_source

GOLD = sorted(Path(__file__).parents[3].glob("shared/pages/gold/*.json"))

LINES = [
    "Baca juga: Pasar Senen Terbakar", "BACA JUGA", "Baca Juga :", "- Baca juga: Pasar Senen Terbakar", "## Baca Juga:",
    "Baca: Pasar Senen Terbakar", "• Lihat juga: Pasar Senen", "(Baca: Pasar Senen Terbakar)",
    "Yuk, Simak Juga Video ini!", 'Simak Video "Pasar Senen"',
    'Tonton juga video "Pasar Senen" di sini:', "Saksikan Video Pilihan Berikut Ini:", "Selengkapnya...",
    "SCROLL TO CONTINUE WITH CONTENT", "ADVERTISEMENT", "Scroll ke bawah untuk melanjutkan membaca",
    "[Gambas:Video 20detik]", "**Ayo berdonasi untuk warga dengan klik tautan ini.",
    "Cek Berita dan Artikel yang lain di Google News dan WA Channel", "Gabung KOMPAS.com Plus sekarang",
    "Silakan baca konten menarik lainnya dari JPNN.com di Google News", "Kompascom+ baca berita tanpa iklan",
    "Ikuti kami di", "Ikuti Twitter @ElshintaDotCom untuk mendapatkan seluruh Informasi terbaru dari Elshinta.",
    "Dapatkan update berita pilihan setiap hari dari Kompas.com. Mari bergabung di Grup Telegram.",
    "Sebarkan artikel ini", "Bagikan :", "waktu baca 2 menit", "0 Komentar", "Pilihan Editor", "2 dari 5 halaman",
    "Komentar menjadi tanggung-jawab Anda sesuai UU ITE", "Halaman selanjutnya", "Halaman:", "Page 2",
    "Artikel ini telah tayang di TribunJateng.com dengan judul Pasar", "COPYRIGHT © ANTARA 2015", "Copyright © 2017",
    "© 2020 TRIBUNnews.com", "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis",
    "Sumber : Antara", "Editor: Budi Santoso", "Redaktur & Reporter : Budi", "Tags:", "Foto: Siti/Antara",
    "Laporan Wartawan Tribun Timur, Siti Aminah", "Lihat Foto",
]  # fmt: skip

SENTENCES = [
    "Penulis Siti Aminah membaca puisi.", "Editor buku itu pulang.", "Sumber daya manusia kami kurang.",
    "Foto itu beredar luas.", "Halaman rumah itu luas.", "Komentar warga beragam.", "Berita ini menyebar cepat.",
    "Ikuti kami, kata dia, lalu warga berangkat.", "Bergabung dengan Grup Maju pada 2010, Siti Aminah kini direktur.",
    "Sebarkan berita bohong, warga Bogor ditangkap polisi.", "Bagikan sembako, warga antre sejak pagi.",
    "Dilarang mengambil foto di sana, pengunjung kecewa.", "Hak cipta lagu itu didaftarkan pada 2014.",
    "Dapatkan informasi dari warga, polisi bergerak.", "Jangan matikan notifikasi telepon Anda, kata polisi.",
    "Tiga dari lima halaman surat itu hilang.", "Kontributor terbesar adalah sektor jasa.", "Artikel ini bagus.",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_line_that_is_no_text_is_known(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_stays(sentence: str) -> None:
    assert not is_boilerplate(sentence)


@pytest.mark.parametrize("line", LINES)
def test_a_quotation_of_the_same_words_stays(line: str) -> None:
    assert not is_boilerplate(f"“{line},” kata Siti Aminah.")
    assert not is_boilerplate(f"Siti Aminah berkata: {line}")


@pytest.mark.parametrize("line", LINES)
def test_a_long_paragraph_stays_whatever_it_starts_with(line: str) -> None:
    assert not is_boilerplate(f"{line} {'Warga menanam pohon di tepi jalan. ' * 10}")


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert is_boilerplate(text) in (True, False)
    assert (original_source(text) or "") in text
    assert heading_kind(text) in (None, "related", "popular", "read_also")


@pytest.mark.skipif(not GOLD, reason="the stored pages are not beside the project")
def test_no_paragraph_of_a_real_article_is_left_out() -> None:
    """Lines of sources are left out of the readers' texts, but for one that a reader left in."""
    bodies = [json.loads(path.read_text("utf-8"))["body"] for path in GOLD]
    dropped = [paragraph for body in bodies for paragraph in body if is_boilerplate(paragraph)]
    assert [paragraph for paragraph in dropped if not paragraph.startswith("Sumber:")] == []


@pytest.mark.parametrize(
    ("line", "source"),
    [
        (
            'Artikel ini telah tayang di TribunJateng.com dengan judul "Pasar", https://jateng.contoh.com/2020/x-y.',
            "https://jateng.contoh.com/2020/x-y",
        ),
        ("Artikel ini telah tayang di Tribunnews.com dengan judul Pasar", "Tribunnews.com"),
        ("Artikel ini sebelumnya tayang di Bangka Pos dengan judul Pasar", "Bangka Pos"),
        ("Berita ini sudah tayang di laman Suara.com.", "Suara.com"),
        ("Artikel ini bagus.", None),
        ("Warga membaca https://contoh.id/a", None),
    ],
)
def test_the_first_publisher_of_a_syndicated_article_is_known(line: str, source: str | None) -> None:
    assert original_source(line) == source


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Berita Terkait", "related"),
        ("BERITA TERKAIT:", "related"),
        ("Artikel Terkait", "related"),
        ("Berita Rekomendasi", "related"),
        ("Related Posts", "related"),
        ("Terpopuler", "popular"),
        ("berita POPULER", "popular"),
        ("Berita Terpopuler indeks", "popular"),
        ("Paling Banyak Dibaca", "popular"),
        ("MOST POPULAR", "popular"),
        ("Baca Juga:", "read_also"),
        ("Foto Terkait", None),
        ("Topik Populer", None),
        ("Video Terpopuler", None),
        ("Wali Kota: Baca Juga Buku", None),
        ("", None),
    ],
)
def test_a_heading_says_what_stands_under_it(heading: str, kind: str | None) -> None:
    assert heading_kind(heading) == kind


@pytest.mark.parametrize("unit", ["Artikel ini telah tayang di ", "#", "artikel ini telah ", "Baca juga "])
def test_a_line_of_a_megabyte_costs_nothing(unit: str) -> None:
    line = unit * (1_000_000 // len(unit))
    assert not is_boilerplate(line)
    assert len(original_source(line) or "") < 100
    assert heading_kind(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "Laporan: banjir mulai surut di tiga desa dan warga kembali ke rumah masing-masing.",
        "Berita ini pertama kali dimuat harian itu pada 1950 dan membuat warga gempar.",
        "Baca juga aturan di papan itu sebelum mendaki, kata penjaga gunung kepada rombongan.",
        "Simak video rekaman itu berulang kali, penyidik menemukan dua orang lain di dalam mobil.",
        "Sumber: warga setempat yang tidak mau disebut namanya karena takut.",
        "Topik: dampak kemarau panjang terhadap harga beras di pasar dusun.",
        "Editor: pekerjaan yang kini banyak dicari perusahaan film.",
        "Promosi: harga tiket turun separuh bagi pelajar sampai akhir bulan.",
        "Artikel ini diterbitkan untuk mengenang para korban.",
        "Tonton juga wayang kulit di alun-alun, pengunjung tidak dipungut biaya.",
    ],
)
def test_a_sentence_that_begins_as_boilerplate_does_is_text(line: str) -> None:
    assert not is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Aturan Mendaki Gunung Kawi Diperketat",
        "Baca Juga Aturan Mendaki Gunung Kawi Diperketat",
        "Simak video berita terbaru di kanal kami.",
        "Artikel ini telah tayang di Kabarlembah.com dengan judul Panen Raya Dimulai",
        "Berita ini sudah dimuat di Kabar Lembah.",
        "Sumber: Kabar Lembah",
        "Laporan: Siti Aminah, Malang",
        "Topik: banjir, kemarau, panen",
    ],
)
def test_a_second_sign_makes_it_boilerplate(line: str) -> None:
    assert is_boilerplate(line)
