from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.indonesian.bylines import bylines
from scraper.indonesian.person_names import is_person
from scraper.models import Role

R, E, P = "reporter", "editor", "photographer"


def people(text: str, role: Role | None = None) -> list[tuple[str, str]]:
    return [(each.name, each.role) for each in bylines(text, role)]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # labels
        ("Reporter : Siti Aminah", [("Siti Aminah", R)]),
        ("Rep: Siti Aminah/ Red: Budi Santoso", [("Siti Aminah", R), ("Budi Santoso", E)]),
        ("Penulis : Siti Aminah Editor : Budi Santoso", [("Siti Aminah", R), ("Budi Santoso", E)]),
        ("Penulis: Siti Aminah | Editor: Budi Santoso", [("Siti Aminah", R), ("Budi Santoso", E)]),
        ("Penulis Siti Aminah | Editor Budi Santoso", [("Siti Aminah", R), ("Budi Santoso", E)]),
        ("Pewarta: Siti AminahEditor: Budi", [("Siti Aminah", R), ("Budi", E)]),
        ("Redaktur & Reporter : Budi", [("Budi", E), ("Budi", R)]),
        ("Budi SantosoEditor", [("Budi Santoso", E)]),
        ("Budi Santoso (Editor)", [("Budi Santoso", E)]),
        ("(Penulis: Siti Aminah)", [("Siti Aminah", R)]),
        ("EDITOR: BUDI SANTOSO", [("BUDI SANTOSO", E)]),
        ("Editor: eko wibowo", [("eko wibowo", E)]),
        ("Fotografer: Siti Aminah", [("Siti Aminah", P)]),
        ("Oleh: Siti Aminah", [("Siti Aminah", R)]),
        ("Ditulis oleh Siti Aminah", [("Siti Aminah", R)]),
        ("Reporter : Editor : Budi", [("Budi", E)]),
        # several names
        ("Reporter : Siti Aminah, Budi Santoso", [("Siti Aminah", R), ("Budi Santoso", R)]),
        ("Pewarta: Siti Aminah dan Budi S", [("Siti Aminah", R), ("Budi S", R)]),
        ("Oleh : Siti Aminah, Budi (Bandung)", [("Siti Aminah", R), ("Budi", R)]),
        ("By Siti AminahBudi Santoso on 11 Feb 2016 at 07:00 WIB", [("Siti Aminah", R), ("Budi Santoso", R)]),
        ("Reporter: Dr. Siti Aminah, M.Si, Budi Santoso", [("Dr. Siti Aminah, M.Si", R), ("Budi Santoso", R)]),
        ("Editor: Budi Santoso, S.Sos.", [("Budi Santoso, S.Sos.", E)]),
        ("Reporter: Ahmad bin Ali & I Ketut Sudana", [("Ahmad bin Ali", R), ("I Ketut Sudana", R)]),
        ("Penulis: Ma’ruf", [("Ma’ruf", R)]),
        # where they work, and when they wrote
        ("Laporan Wartawan TribunJakarta.com, Siti Aminah", [("Siti Aminah", R)]),
        ("Laporan Wartawan Tribunnews.com Siti Aminah", [("Siti Aminah", R)]),
        ("Laporan Kontributor Tribun Jogja, Siti Aminah", [("Siti Aminah", R)]),
        (": Kontributor Lhokseumawe, Budi", [("Budi", R)]),
        ("Siti Aminah - detikJateng", [("Siti Aminah", R)]),
        ("Siti Aminah, Jurnalis-Jum'at, 24 Juli 2026 |15:18 WIB", [("Siti Aminah", R)]),
        ("Siti Aminah | Jum’at, 17 Februari 2017 - 13:30 wib", [("Siti Aminah", R)]),
        ("Oleh Siti Aminah pada 23 Jan 2021, 13:30 WIB", [("Siti Aminah", R)]),
        ("PERISTIWA » KOTA | 5 Agustus 2020 19:32 Reporter : Budi Santoso", [("Budi Santoso", R)]),
        ("Pewarta: Siti Aminah\nEditor: Budi\nCOPYRIGHT © ANTARA 2015", [("Siti Aminah", R), ("Budi", E)]),
        ("Pewarta : Siti / Editor: Budi / Uploader : Joko", [("Siti", R), ("Budi", E)]),
        ("Siti Aminah", [("Siti Aminah", R)]),
    ],
)
def test_people_are_found_with_their_roles(printed: str, expected: list[tuple[str, str]]) -> None:
    assert people(printed) == expected


@pytest.mark.parametrize(
    "printed",
    [
        "Tim detikBali - detikBali", "detikcom", "Tim Redaksi", "Redaksi", "Admin", "prwir", "Reporter : Merdeka",
        "Rep: Antara", "Editor : -", "Reporter :", "Oleh", "Oleh : FMB", "by R R", "Sumber : Siti Aminah",
        "www.contoh.id",
        "Kamis, 06 Februari 2025 14:50 WIB", "17 Shares", "CNN Indonesia", "Humas Pemkot Bandung", "Penulis", "", "|",
    ],
)  # fmt: skip
def test_desks_sites_and_logins_are_nobody(printed: str) -> None:
    assert people(printed) == []


def test_a_given_role_is_that_of_names_without_a_label() -> None:
    assert people(": Siti Aminah", "editor") == people("Oleh: Siti Aminah", "editor") == [("Siti Aminah", E)]
    assert people("Penulis: Siti Aminah", "editor") == [("Siti Aminah", R)]


def test_a_name_printed_twice_is_one_person() -> None:
    assert people("Penulis: Siti Aminah, Siti Aminah") == [("Siti Aminah", R)]


@given(st.text() | st.text(st.sampled_from("AaEditor: ,/|-&.1")))
def test_no_text_raises_and_every_name_is_one(text: str) -> None:
    assert all(is_person(each.name.split(", ")[0]) for each in bylines(text))


@pytest.mark.parametrize("unit", ["A ", "Editor:", " ", "(", "Penulis ", "dan "])
def test_a_line_of_a_megabyte_is_no_byline_and_costs_nothing(unit: str) -> None:
    assert len(bylines(unit * (1_000_000 // len(unit)))) <= 1
