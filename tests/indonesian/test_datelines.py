from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.indonesian.datelines import dateline, initials, signature

GOLD = sorted(Path(__file__).parents[3].glob("shared/pages/gold/*.json"))


@pytest.mark.parametrize(
    ("printed", "text", "signed"),
    [
        ('"Selesai," katanya. (suc/up)', '"Selesai," katanya.', "suc/up"),
        ("Selesai. [rin/beq]", "Selesai.", "rin/beq"),
        ("Selesai,” tutupnya.(nik/cyn)", "Selesai,” tutupnya.", "nik/cyn"),
        ("pada Kamis (16/7). [ray]", "pada Kamis (16/7).", "ray"),
        ("Selesai? [ds/islampos/upi]", "Selesai?", "ds/islampos/upi"),
        ("Selesai. (bry/dop/ipg)", "Selesai.", "bry/dop/ipg"),
        ("Selesai. (*/nyc*/ndy/k9)", "Selesai.", "*/nyc*/ndy/k9"),
        ("Selesai. (mag-11)", "Selesai.", "mag-11"),
        ("Selesai. (E013)", "Selesai.", "E013"),
        ("Selesai. (Ant/Z-2)", "Selesai.", "Ant/Z-2"),
        ("Warga pulang (tim/tim)", "Warga pulang", "tim/tim"),
        ("(FHM)", "", "FHM"),
        ("(Cas/Isk)", "", "Cas/Isk"),
        ("REDAKSI-MuI", "", "MuI"),
        ("Selesai. (*)", "Selesai.", None),
        ('"Selesai," katanya.***', '"Selesai," katanya.', None),
        ("Selesai. (suc/up) ***", "Selesai.", "suc/up"),
        ("****", "", None),
        ("## (mdk/yan)", "", "mdk/yan"),
    ],
)
def test_initials_are_taken_off_the_end(printed: str, text: str, signed: str | None) -> None:
    assert initials(printed) == (text, signed)


@pytest.mark.parametrize(
    "printed",
    [
        "Presiden memimpin rapat terbatas (ratas).", "Warga nonton bareng (nobar)", "Selesai hari ini. (red)",
        "Siti Aminah (58)", "Ikatan Dokter Indonesia (IDI).", "pandemi virus Corona (Covid-19).", "Selasa (7/2/2017).",
        "Selasa. (7/2)", "80 kilometer per jam (km/jam).", "lima ton per hektare (kg/ha)",
        "pria dan/atau wanita (dan/atau)",
        "Selesai. (Antara)", "Selesai. (AFP)", "Ketua Umum Siti Aminah (Ami).", "(suc/up) adalah inisial.", "", "(",
    ],
)  # fmt: skip
def test_brackets_that_are_content_stay(printed: str) -> None:
    assert initials(printed) == (printed, None)


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("Jakarta - ", "Jakarta"),
        ("MAKASSAR - ", "MAKASSAR"),
        ("Jakarta (ANTARA) - ", "Jakarta (ANTARA)"),
        ("Mataram, NTB (ANTARA News) - ", "Mataram, NTB (ANTARA News)"),
        ("Palangka Raya (Antara Kalteng) - ", "Palangka Raya (Antara Kalteng)"),
        ("JAKARTA, KOMPAS.com – ", "JAKARTA, KOMPAS.com"),
        ("JAKARTA, KOMPAS — ", "JAKARTA, KOMPAS"),
        ("KOMPAS.com - ", "KOMPAS.com"),
        ("TRIBUNJAKARTA.COM, GAMBIR – ", "TRIBUNJAKARTA.COM, GAMBIR"),
        ("TRIBUN-TIMUR.COM, MAKASSAR- ", "TRIBUN-TIMUR.COM, MAKASSAR"),
        ("TRIBUNJATENG.COM- ", "TRIBUNJATENG.COM"),
        ("Solopos.com, SOLO — ", "Solopos.com, SOLO"),
        ("jpnn.com, SURABAYA - ", "jpnn.com, SURABAYA"),
        ("PIKIRAN RAKYAT – ", "PIKIRAN RAKYAT"),
        ("REPUBLIKA.CO.ID, JAKARTA -- ", "REPUBLIKA.CO.ID, JAKARTA"),
        ("TEMPO.CO, Jakarta - ", "TEMPO.CO, Jakarta"),
        ("Situbondo (beritajatim.com) – ", "Situbondo (beritajatim.com)"),
        ("MEDAN, SUMUTPOS.CO – ", "MEDAN, SUMUTPOS.CO"),
        ("Semarang,koranpelita.com – ", "Semarang,koranpelita.com"),
        ("BLITAR KABUPATEN - ", "BLITAR KABUPATEN"),
        ("VIVA.co.id - ", "VIVA.co.id"),
        ("BOYOLALI (Pos Sore) — ", "BOYOLALI (Pos Sore)"),
        ("Jakarta, CNN Indonesia -- ", "Jakarta, CNN Indonesia"),
        ("Jakarta, 5 November 2015 - ", "Jakarta, 5 November 2015"),
        ("TANA PASER. ", "TANA PASER"),
    ],
)
@pytest.mark.parametrize("text", ["Warga menanam pohon.", "“Kami menanam,” kata warga.", "30 warga menanam pohon."])
def test_a_dateline_is_read_off_the_head(head: str, line: str, text: str) -> None:
    expected = None if line == "TANA PASER" and text[0].isdigit() else line
    assert dateline(head + text) == expected


def test_a_dateline_may_be_a_paragraph_of_its_own() -> None:
    assert dateline("Mangupura, (Metrobali.com)-") == "Mangupura, (Metrobali.com)"


@pytest.mark.parametrize(
    "paragraph",
    [
        "Warga Jakarta menanam pohon.", "BETAPA senang warga Jakarta.",
        "Wali Kota Siti Aminah - yang baru pulang - senang.",
        "Covid-19 menyebar di Jakarta.", "Jalan Tol Cikampek-Palimanan macet.", "PT. Maju Jaya didirikan.",
        "Surabaya-Jakarta ditempuh semalam.", "Liputan6.com, Jakarta Siti Aminah menanam pohon.", "",
    ],
)  # fmt: skip
def test_a_sentence_is_no_dateline(paragraph: str) -> None:
    assert dateline(paragraph) is None


@given(st.text() | st.text(st.sampled_from("Aab./,()[]-–* ")))
def test_no_text_raises_and_nothing_is_invented(text: str) -> None:
    rest, signed = initials(text)
    assert text.startswith(rest)
    assert (signed or "") in text
    assert text.startswith(dateline(text) or "")


def _gold(path: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return read


@pytest.mark.skipif(not GOLD, reason="the stored pages are not beside the project")
def test_no_paragraph_of_a_real_article_loses_a_word_or_gains_a_dateline() -> None:
    for path in GOLD:
        first, *others = _gold(path)["body"]
        assert [initials(paragraph)[0] for paragraph in (first, *others)] == [first, *others]
        assert [dateline(paragraph) for paragraph in others] == [None] * len(others)


@pytest.mark.skipif(not GOLD, reason="the stored pages are not beside the project")
def test_the_initials_of_real_articles_are_known() -> None:
    signed = [article["initials"] for article in map(_gold, GOLD) if article["initials"]]
    assert [initials(f"Selesai. ({each})") for each in signed] == [("Selesai.", each) for each in signed]


@pytest.mark.parametrize(
    ("printed", "text", "names"),
    [
        ("Acara ditutup dengan doa. (Siti Aminah)", "Acara ditutup dengan doa.", ("Siti Aminah",)),
        ("“Selesai,” katanya. [Siti Aminah/Budi Santoso]", "“Selesai,” katanya.", ("Siti Aminah", "Budi Santoso")),
        ("(Siti Aminah)", "", ("Siti Aminah",)),
        ("SITI AMINAH", "", ("SITI AMINAH",)),
        ("Rapat dipimpin ketua panitia (Siti Aminah).", "Rapat dipimpin ketua panitia (Siti Aminah).", ()),
        ("Rapat dipimpin ketua panitia (Siti Aminah)", "Rapat dipimpin ketua panitia (Siti Aminah)", ()),
        ("Acara ditutup dengan doa. (Tim Redaksi)", "Acara ditutup dengan doa. (Tim Redaksi)", ()),
        ("Acara ditutup dengan doa. (Siti)", "Acara ditutup dengan doa. (Siti)", ()),
    ],
)
def test_names_that_sign_a_text_are_taken_off_it(printed: str, text: str, names: tuple[str, ...]) -> None:
    assert signature(printed) == (text, names)
