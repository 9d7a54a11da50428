from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.text import _UNSEEN, fold, number

any_text = st.text() | st.text(st.sampled_from("a \x1b[]m0;\x07\u200b\u00a0\ud800\x00\u0301\u2028\x9b"))


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("  Rp\u00a016.800 \r\n\t per\u3000kilo\u2009gram ", "Rp 16.800 per kilo gram"),
        ("satu\u2028dua\x85tiga\x0bempat", "satu dua tiga empat"),
        ("kilo\u00adgram \u200bdan\u200d \ufeffliter\u2060", "kilogram dan liter"),
        ("kiri \u202eke\u202c \u2066kanan\u2069", "kiri ke kanan"),
        ("a \u200b b", "a b"),
        ("aw\ud800al\udfff", "awal"),
        ("a\x00w\x08al\x7f\x9d", "awal"),
        ("\x1b[1;31mmerah\x1b[0m \x9b32mhijau", "merah hijau"),
        ("\x1b]0;judul\x07isi \x1b]8;;http://x\x1b\\tautan", "isi tautan"),
        ("sebelum \x1b]0;tanpa akhir", "sebelum 0;tanpa akhir"),
        ("\x1bcpolos\x1b(B", "polos"),
        ("\uf017 14:05", "14:05"),
        ("Cafe\u0301", "Café"),
        ("e\u200b\u0301", "é"),
        ("luas 12 m² 😀 “Jum’at” ½", "luas 12 m² 😀 “Jum’at” ½"),
        ("", ""),
    ],
)
def test_a_string_is_what_a_reader_sees_on_one_line(raw: str, seen: str) -> None:
    assert fold(raw) == seen


@given(any_text)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_what_is_folded_is_safe_to_store_and_to_print(text: str) -> None:
    folded = fold(text)
    with closing(sqlite3.connect(":memory:")) as db:
        assert db.execute("SELECT ?, length(?)", (folded, folded)).fetchone() == (folded, len(folded))
    assert not {unicodedata.category(mark) for mark in folded} & {"Cc", "Cs", "Co", "Zl", "Zp"}


def test_the_quick_look_misses_nothing_that_is_unseen() -> None:
    assert [code for code in range(0x110000) if _UNSEEN.match(chr(code)) and chr(code).isprintable()] == []


@pytest.mark.parametrize(
    "raw", ["\x1b[" * 500_000, "\x1b]" * 500_000, "\x1b[1;" * 250_000, " " * 1_000_000, "\u200b" * 1_000_000]
)
def test_a_hostile_megabyte_folds_in_linear_time(raw: str) -> None:
    assert fold(raw).strip("];1") == ""


@pytest.mark.parametrize(
    ("printed", "count"),
    [
        ("2619", 2619),
        ("2.619", 2619),
        ("9,397", 9397),
        ("1.234.567", 1234567),
        ("1,2 rb", 1200),
        ("1.2rb", 1200),
        ("12 ribu", 12000),
        ("1,5 jt", 1500000),
        ("1.3k", 1300),
        ("41.1k kali", 41100),
        ("1,2 miliar views", 1200000000),
        ("90 kali dibaca", 90),
        ("1.234 Kali Dibaca", 1234),
        ("dibaca 20,442 kali", 20442),
        ("Telah dibaca 2.7k kali", 2700),
        ("telah dilihat 86352 kali", 86352),
        ("Views: 1.234", 1234),
        ("10.000+ views", 10000),
        ("0 Komentar", 0),
        ("13Shares", 13),
        ("Kamis, 5 November 2015 14:56 WIB | 1.229 Views", 1229),
        ("1.229 Views | 5 November 2015", 1229),
        ("08-10-2026 5815", 5815),
    ],
)
def test_a_printed_count_is_read(printed: str, count: int) -> None:
    assert number(printed) == count


@pytest.mark.parametrize("printed", ["", "Populer", "1.5", "12.345,67", "10:15", "12-02-2016", "3 dari 5", "9" * 400])
def test_what_is_no_count_or_more_than_one_is_none(printed: str) -> None:
    assert number(printed) is None


@given(st.integers(0, 10**12))
def test_every_count_comes_back_from_how_it_is_printed(count: int) -> None:
    grouped = f"{count:,}"
    assert (
        number(str(count))
        == number(grouped)
        == number(grouped.replace(",", "."))
        == number(f"dibaca {count} kali")
        == count
    )


@given(st.text())
def test_a_count_fits_a_column(text: str) -> None:
    count = number(text)
    assert count is None or 0 <= count < 2**63
