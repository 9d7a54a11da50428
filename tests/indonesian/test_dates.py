from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.indonesian.dates import is_date_line, is_relative, iso, printed, weekday_fits
from scraper.indonesian.time_zones import WIB, WIT, WITA, utc_text

CAPTURED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # 08:00 in Jakarta, a Monday

PRINTED = {
    "Senin, 30 April 2018 | 14:05 WIB": "2018-04-30T14:05:00+07:00",
    "Kamis, 06 Februari 2025 14:50 WIB": "2025-02-06T14:50:00+07:00",
    "Senin, 07 Sep 2026 16:04 WIB": "2026-09-07T16:04:00+07:00",
    "Jum'at, 24 Juli 2026 | 07:08 WIB": "2026-07-24T07:08:00+07:00",
    "Jum’at, 24 Juli 2026 | 07:08 WIB": "2026-07-24T07:08:00+07:00",
    "JUM'AT, 05 NOVEMBER 2015 | 10:00 WIB": "2015-11-05T10:00:00+07:00",
    "Jumat   24 Jul 2026  16:32 WIB": "2026-07-24T16:32:00+07:00",
    "12 Jul 2026 19:37:24": "2026-07-12T19:37:24+07:00",
    "Minggu 08-02-2026,21:02 WIB": "2026-02-08T21:02:00+07:00",
    "30/04/2018, 14:05 WIB": "2018-04-30T14:05:00+07:00",
    "Rabu, 4/11/2015 23.45": "2015-11-04T23:45:00+07:00",
    "Tanggal: 5 - 11 - 2015, Jam: 10:00": "2015-11-05T10:00:00+07:00",
    "09-02-2016 10:12 Wita": "2016-02-09T10:12:00+08:00",
    "5 Agust 2020, pukul 10.05 WIT": "2020-08-05T10:05:00+09:00",
    "Selasa , 07 Februari 2017, 11:28 wib": "2017-02-07T11:28:00+07:00",
    "Minggu, 18 Juli 2021 – 18:52 WIB": "2021-07-18T18:52:00+07:00",
    "Kamis,18 Februari 2016 - 20:55:44 WIB": "2016-02-18T20:55:44+07:00",
    # inside a longer line
    "Diterbitkan Jumat, 24 Juli 2026 | 07:08 WIB": "2026-07-24T07:08:00+07:00",
    "Terakhir diperbarui: 14 Mei 2020, 13:00": "2020-05-14T13:00:00+07:00",
    "Oleh Siti Aminah pada 23 Jan 2021, 13:30 WIB": "2021-01-23T13:30:00+07:00",
    "Siti Aminah | Jum'at, 17 Februari 2017 - 13:30 wib": "2017-02-17T13:30:00+07:00",
    "Kamis, 5 November 2015 14:56 WIB | 1.229 Views": "2015-11-05T14:56:00+07:00",
    "artikel-1308294Sabtu, 30 April 2016 12:16 WIB": "2016-04-30T12:16:00+07:00",
    "Telko16 Feb 2016 09:10": "2016-02-16T09:10:00+07:00",
    "edisi Mei 2016 2016-04-30T20:54:39+07:00": "2016-04-30T20:54:39+07:00",
    "14:05 WIB, Senin, 30 April 2018": "2018-04-30T14:05:00+07:00",
    # English, and an hour of twelve
    "Thursday, 06 February 2025 14:50": "2025-02-06T14:50:00+07:00",
    "on 16 Feb 2016 at 09:10 WIB": "2016-02-16T09:10:00+07:00",
    "February 6, 2025 2:50 pm": "2025-02-06T14:50:00+07:00",
    "Feb. 6th, 2025, 12:05 a.m. GMT+7": "2025-02-06T00:05:00+07:00",
    "5 Nov 2015 jam 8.30 malam": "2015-11-05T20:30:00+07:00",
    "5 Nov 2015 pukul 1.15 siang WITA": "2015-11-05T13:15:00+08:00",
    # two calendars: the Gregorian date counts
    "Ahad 26 Zulkaedah 1435 / 21 September 2014 22:45": "2014-09-21T22:45:00+07:00",
    "Senin, 13 Jumadil Awal 1438 H / 6 Februari 2017 M 08.00": "2017-02-06T08:00:00+07:00",
    # zones of every kind
    "2019-09-28WIB19:17:34+07:00": "2019-09-28T19:17:34+07:00",
    "6 Februari 2025 14:50 (UTC+08:00)": "2025-02-06T14:50:00+08:00",
    "6 Februari 2025 06:50 GMT": "2025-02-06T06:50:00+00:00",
    "5 November 2015 24.00 WIB": "2015-11-06T00:00:00+07:00",
}


@pytest.mark.parametrize(("line", "expected"), PRINTED.items())
def test_printed_times_are_read_with_their_zone(line: str, expected: str) -> None:
    moment = printed(line)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Januari", 1), ("Peb", 2), ("Pebruari", 2), ("Mar", 3), ("Mrt", 3), ("Apr", 4), ("Mei", 5), ("Jun", 6),
        ("Jul", 7), ("Agu", 8), ("Agt", 8), ("Agust", 8), ("Ags", 8), ("AGUSTUS", 8), ("Sept", 9), ("Okt", 10),
        ("Nop", 11), ("Nopember", 11), ("Des", 12), ("December", 12),
    ],
)  # fmt: skip
def test_months_are_known_in_every_spelling(name: str, month: int) -> None:
    assert printed(f"Senin, 7 {name} 2016") == datetime(2016, month, 7, tzinfo=WIB)


def test_the_day_stands_first_in_numbers() -> None:
    assert printed("08-10-2026") == printed("8/10/2026") == printed("8.10.2026") == datetime(2026, 10, 8, tzinfo=WIB)
    assert printed("2026-10-08") == datetime(2026, 10, 8, tzinfo=WIB)


def test_a_day_without_a_time_is_its_first_moment() -> None:
    assert printed("Jumat, 14 Februari 2025") == datetime(2025, 2, 14, tzinfo=WIB)
    assert printed("5 November 2015 1.229 Views") == datetime(2015, 11, 5, tzinfo=WIB)


def test_the_publishers_zone_holds_where_none_is_printed() -> None:
    assert printed("9 Februari 2016 10:12", zone=WITA) == datetime(2016, 2, 9, 10, 12, tzinfo=WITA)
    assert printed("9 Februari 2016 10:12 WIT", zone=WITA) == datetime(2016, 2, 9, 10, 12, tzinfo=WIT)


@pytest.mark.parametrize(
    "line",
    [
        "Rabu (6/2)", "19.00 WIB", "pukul 20.10 WIB", "Senin, 14:05", "Februari 2016", "07.15", "8 Februari 16",
        "31 Februari 2016", "29/02/2015", "9/19/2020", "Rabu (4/11/205)", "0/1/2016", "13 Jumadil Awal 1438", "",
        "192.168.1.2015", "Kamis, 01 Januari 1970 07:00 WIB", "31 Februari 2016, diperbarui 1 Maret 2016",
        "5 ſeptember 2015",
    ],
)  # fmt: skip
def test_what_is_no_whole_date_is_none_and_never_today(line: str) -> None:
    assert printed(line, captured_at=CAPTURED) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2 jam lalu", "2026-11-23T06:00:00+07:00"),
        ("Diterbitkan 2 jam yang lalu", "2026-11-23T06:00:00+07:00"),
        ("sejam lalu", "2026-11-23T07:00:00+07:00"),
        ("30 menit lalu", "2026-11-23T07:30:00+07:00"),
        ("an hour ago", "2026-11-23T07:00:00+07:00"),
        ("baru saja", "2026-11-23T08:00:00+07:00"),
        ("3 hari lalu", "2026-11-20T00:00:00+07:00"),
        ("seminggu yang lalu", "2026-11-16T00:00:00+07:00"),
        ("kemarin", "2026-11-22T00:00:00+07:00"),
        ("Kemarin, 20.10 WIB", "2026-11-22T20:10:00+07:00"),
        ("Hari ini, 14:05", "2026-11-23T14:05:00+07:00"),
    ],
)
def test_relative_forms_count_from_the_capture_alone(line: str, expected: str) -> None:
    moment = printed(line, captured_at=CAPTURED)
    assert moment is not None
    assert moment.isoformat() == expected
    assert printed(line, captured_at=CAPTURED.replace(tzinfo=None)) == moment
    assert printed(line) is None


def test_a_form_that_names_no_day_is_none() -> None:
    assert printed("2 bulan lalu", captured_at=CAPTURED) is None


def test_yesterday_is_the_day_before_in_the_publishers_zone() -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)  # 23:30 in Jakarta, already Monday in Denpasar
    assert printed("kemarin", captured_at=late) == datetime(2026, 11, 21, tzinfo=WIB)
    assert printed("kemarin", captured_at=late, zone=WITA) == datetime(2026, 11, 22, tzinfo=WITA)


def test_a_date_goes_before_a_relative_form() -> None:
    assert printed("2 jam lalu | 6 Februari 2025", captured_at=CAPTURED) == datetime(2025, 2, 6, tzinfo=WIB)


@pytest.mark.parametrize(
    ("line", "fits"),
    [
        ("Kamis, 6 Februari 2025", True),
        ("Rabu, 6 Februari 2025", False),
        ("Jum’at (24/7/2026)", True),
        ("Ahad, 21 September 2014", True),
        ("6 Februari 2025", None),
        ("Rabu (6/2)", None),
    ],
)
def test_a_weekday_that_does_not_fit_is_told(line: str, fits: bool | None) -> None:
    assert weekday_fits(line) is fits


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_machines_own_zone_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def everything() -> list[datetime | None]:
        lines = [*PRINTED, "kemarin", "2 jam lalu"]
        return [read for line in lines for read in (printed(line, captured_at=CAPTURED), iso(line))] + [
            iso("1455516000"),
            printed("kemarin", captured_at=CAPTURED.replace(tzinfo=None)),
        ]

    before = everything()
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert [read and read.isoformat() for read in everything()] == [read and read.isoformat() for read in before]
    finally:
        monkeypatch.undo()
        time.tzset()


MILLION = 1_000_000


@pytest.mark.parametrize(
    "line",
    [
        "5 " * 400_000 + "Mei 2016", "5 Mei " * 160_000, "5-5-" * 250_000, "10:00 " * 160_000 + "5 Mei 2016",
        "5 Mei 2016" + ":" * MILLION, "2016-" * 200_000, "1" * MILLION, "(" * MILLION, "se" * 500_000,
    ],
    ids=range(9),
)  # fmt: skip
def test_a_line_of_a_megabyte_is_read_in_linear_time(line: str) -> None:
    assert printed(line, captured_at=CAPTURED) in (
        None,
        datetime(2016, 5, 5, tzinfo=WIB),
        datetime(2016, 5, 5, 10, tzinfo=WIB),
    )


MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
moments = st.integers(0, 4_000_000_000).map(lambda s: datetime(1971, 1, 1, tzinfo=UTC) + timedelta(seconds=s))


@given(moments, st.sampled_from([("WIB", WIB), ("Wita", WITA), ("WIT", WIT)]))
def test_every_moment_comes_back_from_how_it_is_printed(at: datetime, named: tuple[str, timezone]) -> None:
    name, zone = named
    layouts = (
        f"Diterbitkan {at.day} {MONTHS[at.month - 1]} {at.year} | {at:%H:%M:%S} {name}",
        f"{at:%d/%m/%Y}, {at:%H.%M.%S} {name}",
        f"{at:%d-%m-%Y},{at:%H:%M:%S} {name}",
        f"{at:%Y-%m-%dT%H:%M:%S}{zone.utcoffset(None) // timedelta(hours=1):+03d}:00",
    )
    assert {printed(line) for line in layouts} == {at.replace(tzinfo=zone)}


@given(moments, st.sampled_from([WIB, WITA, UTC]))
def test_every_moment_comes_back_from_how_machines_write_it(at: datetime, zone: timezone) -> None:
    moment = at.replace(tzinfo=zone)
    assert iso(moment.isoformat()) == moment
    assert iso(f"{moment:%a, %d %b %Y %H:%M:%S %z}") == moment
    assert iso(utc_text(moment)) == moment


@given(
    st.text()
    | st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{2,4}[T ][0-9]{1,2}[:.][0-9]{2}.{0,9}", fullmatch=True)
)
def test_no_text_raises_and_every_time_has_a_zone(text: str) -> None:
    for moment in (printed(text, captured_at=CAPTURED), iso(text)):
        assert moment is None or moment.utcoffset() is not None
    weekday_fits(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-02-15T13:00:00+07:00", "2016-02-15T13:00:00+07:00"),
        ("2020-05-04 10:03:00", "2020-05-04T10:03:00+07:00"),
        ("2020-05-04", "2020-05-04T00:00:00+07:00"),
        ("2016/02/15 13:00:00", "2016-02-15T13:00:00+07:00"),
        ("2017-02-07T09:51:00Z", "2017-02-07T09:51:00+00:00"),
        ("2017-02-07T09:51:00.123456789Z", "2017-02-07T09:51:00+00:00"),
        ("2017-02-07T09:51:00+0700", "2017-02-07T09:51:00+07:00"),
        ("2017-02-07T09:51-0330", "2017-02-07T09:51:00-03:30"),
        ("20160215T130000Z", "2016-02-15T13:00:00+00:00"),
        ("Mon, 15 Feb 2016 13:00:00 +0700", "2016-02-15T13:00:00+07:00"),
        ("Mon, 15 Feb 2016 13:00:00 PST", "2016-02-15T13:00:00-08:00"),
        ("Mon Feb 15 2016 13:00:00 GMT+0700 (Western Indonesia Time)", "2016-02-15T13:00:00+07:00"),
        ("1455516000", "2016-02-15T06:00:00+00:00"),
        ("1455516000123", "2016-02-15T06:00:00+00:00"),
    ],
)
def test_machine_dates_are_read_with_their_slips(text: str, expected: str) -> None:
    moment = iso(text)
    assert moment is not None
    assert moment.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "12345", "2016-13-15T10:00:00", "2016-02-15T25:00:00", "2016-02-15Tjunk", "0001-01-01T00:00:00",
        "-0001-11-30T00:00:00+00:00", "1970-01-01T00:00:00Z", "99999999999999", "Diterbitkan 15 Februari 2016 pukul 9",
    ],
)  # fmt: skip
def test_junk_in_a_machine_date_is_none(text: str) -> None:
    assert iso(text) is None


def test_the_databases_form_is_utc_and_sorts_as_text() -> None:
    moment = datetime(2026, 11, 23, 15, 4, 59, 999_999, tzinfo=WIB)
    assert utc_text(moment) == "2026-11-23T08:04:59Z"
    assert utc_text(moment) < utc_text(moment + timedelta(seconds=1))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        utc_text(datetime(2026, 11, 23))  # noqa: DTZ001 - the fault under test


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Jumat, 24 Juli 2026", True),
        ("oleh redaksi Jumat, 24 Juli 2026", True),
        ("warga desa menanam Jumat, 24 Juli 2026", False),
        (f"24 Juli 2026 {'A' * 80}", True),
        (f"24 Juli 2026 {'A' * 81}", False),
        ("tanpa hari", False),
    ],
)
def test_a_date_line_has_few_words_and_little_beside_its_date(line: str, is_one: bool) -> None:
    assert is_date_line(line) is is_one


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("2 jam yang lalu", True),
        ("| 2 jam yang lalu", True),
        ("2 jam yang lalu warga desa itu pergi ke balai kecamatan", False),
        ("baca", False),
    ],
)
def test_a_relative_time_stands_almost_alone(line: str, is_one: bool) -> None:
    assert is_relative(line) is is_one
