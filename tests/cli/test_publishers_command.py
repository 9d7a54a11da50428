"""`scrape publishers`: who can be read, where, how found, whether it may be crawled."""

from __future__ import annotations

import json
from datetime import date, timedelta, timezone

import pytest
from click.testing import CliRunner

from scraper import publishers
from scraper.cli import console, publisher_tables
from scraper.cli.app import main
from scraper.indonesian.time_zones import WIT
from scraper.template.publisher import Place, Publisher, Template, Verified
from scraper.template.rules import css

KABAR = Publisher(
    id="kabarangin",
    name="Kabar [Angin]",
    region="Maluku",
    zone=WIT,
    hosts=("www.kabarangin.example", "kabarangin.example"),
    editions={"tual.kabarangin.example": Place("Maluku", WIT), "jakarta.kabarangin.example": Place(None)},
    areas={"papua": Place("Papua", WIT)},
    article=r"/berita/(?P<id>\d+)/",
    indexes=("https://www.kabarangin.example/terkini",),
    feeds=("https://www.kabarangin.example/feed", "https://www.kabarangin.example/olahraga/feed"),
    templates=(Template(when=".isi", headline=css("h1")), Template(when=".lama", verified=False)),
    terms="“Dilarang menyalin”",
    verified=Verified(date(2024, 5, 17), "https://www.kabarangin.example/berita/1/"),
)


def said(*words: str) -> str:
    result = CliRunner().invoke(main, ["publishers", *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_the_table_names_every_publisher() -> None:
    lines = said().splitlines()
    for each in publishers.everyone().values():
        (line,) = [line for line in lines if each.id in line.split()]
        for told in (len(each.indexes), len(each.feeds), len(each.sitemaps)):
            assert str(told) in line.split()


def test_a_line_tells_where_how_found_terms_and_when_verified() -> None:
    table = publisher_tables.listed([KABAR])
    cells = [str(cell) for column in table.columns for cell in column.cells]
    assert cells == [
        "kabarangin", "Kabar [Angin]", "Maluku, editions: 3, provinces: 2", "1", "2", "0",
        "needs permission: “Dilarang menyalin”", "2024-05-17",
    ]  # fmt: skip


def test_what_forbids_nothing_is_ok_and_what_was_never_checked_is_unverified() -> None:
    bare = Publisher(id="x", name="X", region=None, hosts=("x.example",), article="/")
    assert (publisher_tables.where(bare), publisher_tables.allowed(bare), publisher_tables.known_since(bare)) == (
        "national",
        "ok",
        "unverified",
    )


@pytest.mark.parametrize("publisher", publishers.everyone().values(), ids=lambda publisher: publisher.id)
def test_one_publisher_is_told_in_full(publisher: Publisher) -> None:
    output = said(publisher.id)
    told = "".join(output.split())
    wanted = [*publisher.hosts, *publisher.editions, *publisher.indexes, *publisher.feeds, *publisher.sitemaps]
    wanted += [template.when for template in publisher.templates] + [publisher.article, publisher.name]
    assert [each for each in wanted if "".join(each.split()) not in told] == []


def test_json_is_one_object_a_line_with_everything_known() -> None:
    found = [json.loads(line) for line in said("--json").splitlines()]
    assert [each["id"] for each in found] == list(publishers.everyone())
    (one,) = [json.loads(line) for line in said("detik", "--json").splitlines()]
    assert one in found
    kabar = publisher_tables.facts(KABAR)
    assert kabar["editions"][0] == {"name": "tual.kabarangin.example", "region": "Maluku", "zone": "WIT"}
    assert kabar["layouts"][0] == {"when": ".isi", "verified": True, "rules": {"headline": "css('h1')"}}
    assert (kabar["verified"], kabar["terms"]) == ("2024-05-17", "“Dilarang menyalin”")


def test_a_zone_without_an_indonesian_name_keeps_its_own() -> None:
    abroad = Publisher(
        id="x", name="X", region=None, hosts=("x.example",), article="/", zone=timezone(timedelta(hours=3))
    )
    assert publisher_tables.facts(abroad)["zone"] == "UTC+03:00"


def test_an_unknown_id_is_one_line_with_those_that_there_are() -> None:
    result = CliRunner().invoke(main, ["publishers", "kabarangin"])
    assert result.exit_code == 2
    assert "beritajakarta" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_what_looks_like_markup_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    console.write(console.table("[b]", ["rule"], [["css('[itemprop~=headline]') [/b]"]]))
    assert "css('[itemprop~=headline]') [/b] " in capsys.readouterr().out
