from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.indonesian.credits import caption_and_credit, credit


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Siti Aminah - Beritajakarta.id", "Siti Aminah - Beritajakarta.id"),
        ("photo Siti Aminah - Beritajakarta.id", "Siti Aminah - Beritajakarta.id"),
        ("Foto: Siti Aminah/detikHealth", "Siti Aminah/detikHealth"),
        ("(Foto: Dok. Humas Pemkab)", "Dok. Humas Pemkab"),
        ("-Foto: Dok. AMSI-", "Dok. AMSI"),
        ("[Foto : Siti]", "Siti"),
        ("Foto Antara Kalteng/Siti Aminah", "Antara Kalteng/Siti Aminah"),
        ("ANTARA FOTO/Siti Aminah/foc.", "ANTARA FOTO/Siti Aminah/foc"),
        ("AP Photo/Siti Aminah", "AP Photo/Siti Aminah"),
        ("Lihat Foto (KOMPAS.COM/SITI AMINAH)", "KOMPAS.COM/SITI AMINAH"),
        ("Sumber Foto: Siti", "Siti"),
        ("Photo by Siti on Unsplash", "Siti on Unsplash"),
        ("Ilustrasi: (Foto: Reuters)", "Reuters"),
        ("/Xinhua", "Xinhua"),
        ("AFP/SITI AMINAH .", "AFP/SITI AMINAH"),
        ("TEMPO / Siti Aminah", "TEMPO / Siti Aminah"),
        ("©2020 Merdeka.com", "©2020 Merdeka.com"),
        ("Istimewa", "Istimewa"),
        ("(ist)", "ist"),
        ("dok.TMC", "dok.TMC"),
        ("Foto:", None),
        ("Lihat Foto", None),
        ("", None),
    ],
)
def test_a_credit_is_printed_without_its_label(printed: str, expected: str | None) -> None:
    assert credit(printed) == expected


@pytest.mark.parametrize(
    ("printed", "caption", "by"),
    [
        ("Pasar terbakar. (ANTARA FOTO/Siti Aminah)", "Pasar terbakar.", "ANTARA FOTO/Siti Aminah"),
        ("Pasar, Senin (6/2/17). (Foto Antara/Siti)", "Pasar, Senin (6/2/17).", "Antara/Siti"),
        ("Pasar terbakar(GSM Arena)", "Pasar terbakar", "GSM Arena"),
        ("ilustrasi banjir (Siti)", "ilustrasi banjir", "Siti"),
        ("Telepon baru (ist)", "Telepon baru", "ist"),
        ("Ilustrasi: (Foto: Reuters)", "Ilustrasi", "Reuters"),
        ("Pasar (Foto: Siti).", "Pasar", "Siti"),
        ("Pasar terbakar. Foto: Getty Images", "Pasar terbakar.", "Getty Images"),
        ("Ilustrasi. Foto : Istimewa", "Ilustrasi.", "Istimewa"),
        ("Pasar -Foto: Dok. AMSI-", "Pasar", "Dok. AMSI"),
        ("Pasar terbakar. Foto/Siti Aminah", "Pasar terbakar.", "Siti Aminah"),
        ("Pasar terbakar / Dok. Humas Pemkot", "Pasar terbakar", "Dok. Humas Pemkot"),
        ("Wali Kota (kiri) di pasar. - PANDU", "Wali Kota (kiri) di pasar.", "PANDU"),
        ("Pasar terbakar - Antara/Siti Aminah", "Pasar terbakar", "Antara/Siti Aminah"),
        ("Kawah. ©2019 Merdeka.com/Siti", "Kawah.", "©2019 Merdeka.com/Siti"),
        ("Lomba antar perguruan tinggi. Doc. contoh.ac.id", "Lomba antar perguruan tinggi.", "Doc. contoh.ac.id"),
        ("Warga bersepeda. TEMPO/Siti Aminah", "Warga bersepeda.", "TEMPO/Siti Aminah"),
        ("Kiamat dunia /Xinhua", "Kiamat dunia", "Xinhua"),
        ("Foto: Siti/Antara", None, "Siti/Antara"),
        ("(ANTARA/Siti)", None, "ANTARA/Siti"),
    ],
)
def test_a_caption_gives_up_the_credit_that_it_ends_with(printed: str, caption: str | None, by: str) -> None:
    assert caption_and_credit(printed) == (caption, by)


@pytest.mark.parametrize(
    "printed",
    [
        "Wali Kota meninjau pasar, Selasa (16/2/2016)", "Bupati saat panen di Kuta, Jumat (9/10).",
        "Wali Kota Siti Aminah (kanan)", "Wali Kota Siti Aminah (kedua dari kiri)", "Siti Aminah (58)",
        "Gedung Komisi Pemberantasan Korupsi (KPK)", "Rapat Ikatan Dokter Indonesia (IDI).",
        "Pasar (12/2) - Wali Kota meninjau", "Pasar Senen - Terbakar Lagi",
        "KETAT : Penjagaan di pasar", "Pasar dibuka. Warga RT/RW datang.",
        "(tengah) Siti Aminah berpidato di depan warga", "Banjir di Jalan A/B", "Pasar",
        "Foto: Wali Kota Siti Aminah meninjau banjir di Kampung Melayu bersama Kepala Dinas dan warga setempat",
    ],
)  # fmt: skip
def test_a_caption_without_a_credit_stays_whole(printed: str) -> None:
    assert caption_and_credit(printed) == (printed, None)


def test_nothing_is_nothing() -> None:
    assert caption_and_credit(" ") == (None, None)


@given(st.text() | st.text(st.sampled_from("aF()[]/:©. Foto")))
def test_a_credit_adds_nothing_to_what_is_printed(text: str) -> None:
    caption, by = caption_and_credit(text)
    assert (caption or "") in text
    assert (by or "") in text
    assert (credit(text) or "") in text


@pytest.mark.parametrize("unit", ["(", "Foto: ", ") ", "foto ", "[foto: ", "/", "- "])
def test_a_line_of_a_megabyte_is_read_in_linear_time(unit: str) -> None:
    line = unit * (1_000_000 // len(unit))
    assert len(credit(line) or "") <= len(line)
    assert len(caption_and_credit(line)[0] or "") <= len(line)
