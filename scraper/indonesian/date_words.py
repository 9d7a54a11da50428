"""Words of printed dates: months, days of the week, parts of the day.

Variants as found on stored pages ("Agt", "Nopember", "Peb", "Jum'at", "Ahad"), and English, which the same
pages use in their English editions and templates.
"""

from __future__ import annotations

from collections.abc import Iterable


def _numbered(rows: Iterable[str], start: int) -> dict[str, int]:
    return {name: number for number, names in enumerate(rows, start) for name in names.split()}


#: Name in lower case -> 1 to 12.
MONTHS = _numbered(
    (
        "januari january jan",
        "februari pebruari february feb peb",
        "maret march mar mrt",
        "april apr",
        "mei may",
        "juni june jun",
        "juli july jul",
        "agustus august agust agus agu agt ags aug",
        "september sept sep",
        "oktober october okt oct",
        "november nopember nov nop",
        "desember december des dec",
    ),
    start=1,
)

#: Name in lower case -> 0 for Monday to 6.
WEEKDAYS = _numbered(
    (
        "senin sen monday mon",
        "selasa sel tuesday tue",
        "rabu rabo rab wednesday wed",
        "kamis kam thursday thu",
        "jumat jum'at jum friday fri",
        "sabtu sab saturday sat",
        "minggu ahad min sunday sun",
    ),
    start=0,
)

#: Months of the Islamic calendar as printed beside a date of the common one.
HIJRI_MONTHS = (
    "muharram", "muharam", "safar", "shafar", "rabiul awal", "rabi'ul awal", "rabiul awwal", "rabiul akhir",
    "rabi'ul akhir", "jumadil awal", "jumadil ula", "jumadil akhir", "jumadal ula", "jumadal akhirah", "rajab",
    "syaban", "sya'ban", "ramadan", "ramadhan", "romadhon", "syawal", "syawwal", "zulkaidah", "dzulqa'dah",
    "dzulqadah", "dzulqaidah", "dzulkaidah", "zulhijah", "zulhijjah", "dzulhijjah", "dzulhijah",
)  # fmt: skip
#: Days of the Javanese week, printed behind the weekday ("Selasa Pahing").
PASARAN = ("legi", "pahing", "paing", "pon", "wage", "kliwon")

#: Part of the day -> what its hours are on a 24-hour clock, where that differs. Midnight is "12 malam" of the day
#: that ends.
HALVES: dict[str, dict[int, int]] = {
    "am": {12: 0},
    "pagi": {12: 0},
    "dini hari": {12: 0},
    "pm": {hour: hour + 12 for hour in range(1, 12)},
    "siang": {hour: hour + 12 for hour in range(1, 6)},
    "sore": {hour: hour + 12 for hour in range(1, 12)},
    "malam": {hour: hour + 12 for hour in range(6, 13)},
}

#: Unit of a relative form -> its seconds. Months and years are left out: "2 bulan lalu" names no day.
UNITS = {
    "detik": 1, "second": 1, "menit": 60, "minute": 60, "jam": 3_600, "hour": 3_600,
    "hari": 86_400, "day": 86_400, "minggu": 604_800, "week": 604_800,
}  # fmt: skip

#: Word of a relative form -> days before the capture.
DAYS_AGO = {"hari ini": 0, "today": 0, "kemarin lusa": 2, "kemarin": 1, "yesterday": 1}
