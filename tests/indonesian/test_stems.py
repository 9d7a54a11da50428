"""Stems: forms of one word share one, words that only look alike do not."""

from __future__ import annotations

import pytest

from scraper.indonesian.stems import stems, stems_of

FAMILIES = (
    *("tanam menanam ditanam penanaman tanaman", "bakar membakar terbakar kebakaran pembakaran"),
    *("salur menyalurkan disalurkan penyaluran salurkan", "kirim mengirim dikirimkan pengiriman kiriman"),
    *(
        "latih melatih pelatihan latihan berlatih",
        "pukul memukul dipukuli pemukulan",
        "ajar mengajar belajar pelajaran",
    ),
    *("daya pemberdayaan berdaya", "layan melayani layanan pelayanan dilayani", "umum umumnya", "tahan bertahan"),
    *("polisi kepolisian", "baik memperbaiki diperbaiki perbaikan", "tugas petugas bertugas", "pasar pasarnya"),
)
STRANGERS = (
    *(
        "kepala pala",
        "sekolah seko",
        "masalah masa",
        "pemerintah perintah",
        "jalan jalang",
        "berita beri",
        "polisi polis",
    ),
    *("bulan bula", "informasi informa", "berikan ikan"),
)


def kin(first: str, second: str) -> bool:
    """Whether a search for one finds the other."""
    return bool({first, *stems(first)} & {second, *stems(second)})


@pytest.mark.parametrize("family", FAMILIES)
def test_forms_of_one_word_are_kin(family: str) -> None:
    root, *forms = family.split()
    assert [form for form in forms if not kin(root, form)] == []


@pytest.mark.parametrize("pair", STRANGERS)
def test_words_that_only_look_alike_are_not(pair: str) -> None:
    assert not kin(*pair.split())


def test_what_stands_in_a_text_is_not_indexed_twice() -> None:
    assert stems_of("Warga menanam dan tanam") == "ʼnanam"
    assert stems_of("") == ""
