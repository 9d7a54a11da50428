"""The laws of a merge: the order and the grouping of archives make no difference, and twice is once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper import publishers
from scraper.archive import open_archive
from scraper.archive.captures import Part
from scraper.cli.app import main
from scraper.crawl.reread import reread
from scraper.errors import ArchiveDamaged, WrongUse
from scraper.exchange.merge import merge
from scraper.models import Capture
from scraper.store.store import Store

FIXTURES = Path(__file__).parents[1] / "fixtures" / "beritajakarta"
PAGE = (FIXTURES / "mobile.html").read_bytes()
STORY = "https://m.beritajakarta.id/read/910000{}/x"
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
#: Tables whose rows say all that an archive says; payloads may be packed differently.
TABLES = (
    "captures runs not_modified parts publishers frontier hosts walks readings articles revisions bylines photos quotes"
    " people links popular_entries view_counts problems"
).split()


def rows(path: Path) -> dict[str, list[Any]]:
    """All that an archive says."""
    with open_archive(path) as archive:
        assert archive.check() == []
        found = {table: archive.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}
        return found | {"bodies": archive.rows("SELECT digest, size FROM payloads ORDER BY digest")}


def fact(story: int, hour: int, wording: int, status: int) -> Capture:
    url = STORY.format(story)
    body = PAGE.replace(b"Taman Baca", b"Taman Baca " + b"Baru " * wording) if status == 200 else b"tidak ada"
    return Capture(
        url=url, final_url=url, captured_at=NOON + timedelta(hours=hour), status=status, mime="text/html",
        charset="utf-8", headers=(("content-type", "text/html"),), body=body, elapsed_s=0.1,
    )  # fmt: skip


facts = st.builds(fact, st.integers(1, 3), st.integers(0, 20), st.integers(0, 2), st.sampled_from([200, 200, 404]))


def make(path: Path, captures: list[Capture], *, answers_304: bool = True) -> Path:
    """An archive of these captures, made as a crawl makes it."""
    path.unlink(missing_ok=True)
    with open_archive(path) as archive:
        store, publisher = Store(archive), publishers.named("beritajakarta")
        store.publisher(publisher)
        run = archive.start_run("crawl", NOON)
        for number, capture in enumerate(sorted(captures, key=lambda each: each.captured_at)):
            key = archive.keep(capture, kind="article", publisher="beritajakarta", run=run)
            if answers_304 and number % 3 == 1:
                archive.not_modified(key, capture.captured_at + timedelta(minutes=9), run, etag=f'"{number}"')
            if number % 4 == 1:
                archive.join(key, {f"{capture.url}?page=2": Part(None, "status 500")})
            archive.db.table("frontier").upsert(
                {
                    "url": capture.url, "publisher": "beritajakarta", "host": "m.beritajakarta.id", "state": "due",
                    "found_at": f"2026-11-{number + 1:02}T00:00:00Z", "looks": number,
                },
                pk="url",
            )  # fmt: skip
            archive.db.table("hosts").upsert({"host": "m.beritajakarta.id", "pause_s": float(number)}, pk="host")
        archive.end_run(run, at=NOON, exit_code=0, columns={})
        reread(archive, everything=True)
        for row in archive.rows("SELECT id, url FROM captures WHERE status = 404"):
            store.vanished(row["url"], "gone", row["id"])
    return path


def merged(folder: Path, name: str, *sources: Path) -> Path:
    into = folder / name
    into.unlink(missing_ok=True)
    merge(sources, into)
    return into


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(contents=st.lists(st.lists(facts, max_size=5), min_size=3, max_size=3))
def test_the_three_laws_hold(tmp_path: Path, contents: list[list[Capture]]) -> None:
    a, b, c = (make(tmp_path / f"{name}.db", each) for name, each in zip("abc", contents, strict=True))
    ab = merged(tmp_path, "ab.db", a, b)
    assert rows(ab) == rows(merged(tmp_path, "ba.db", b, a)), "commutative"
    together = rows(merged(tmp_path, "ab_c.db", ab, c))
    assert together == rows(merged(tmp_path, "a_bc.db", a, merged(tmp_path, "bc.db", b, c))), "associative"
    assert together == rows(merged(tmp_path, "abc.db", a, b, c))
    assert rows(ab) == rows(merged(tmp_path, "again.db", ab, ab, a)), "idempotent"


def test_a_crawl_split_by_stories_and_merged_is_the_crawl_of_one(tmp_path: Path) -> None:
    everything = [fact(story, hour, hour // 4, 200) for story in (1, 2, 3) for hour in range(story, 12, 3)]
    parts = [[each for each in everything if each.url == STORY.format(story)] for story in (1, 2, 3)]
    split = [make(tmp_path / f"{number}.db", part, answers_304=False) for number, part in enumerate(parts)]
    one = rows(make(tmp_path / "one.db", everything, answers_304=False))
    found = rows(merged(tmp_path, "merged.db", *split))
    for table in ("captures", "articles", "revisions", "quotes", "popular_entries", "bodies"):
        assert found[table] == one[table], table


def test_an_edit_between_two_archives_is_in_the_order_of_time(tmp_path: Path) -> None:
    old, new = fact(1, 1, 0, 200), fact(1, 9, 1, 200)
    path = merged(tmp_path, "m.db", make(tmp_path / "new.db", [new]), make(tmp_path / "old.db", [old]))
    with open_archive(path) as archive:
        wordings = archive.rows("SELECT headline FROM revisions ORDER BY number")
        assert ["Baru" in row["headline"] for row in wordings] == [False, True]


def test_what_a_host_asked_for_is_never_lost(tmp_path: Path) -> None:
    a, b = make(tmp_path / "a.db", [fact(1, 1, 0, 200)]), make(tmp_path / "b.db", [fact(1, 2, 0, 200)])
    with open_archive(a) as archive:
        archive.rows("UPDATE hosts SET opted_out = 'dilarang', not_before = '2026-12-01T00:00:00Z'")
    with open_archive(b) as archive:
        archive.rows("UPDATE hosts SET robots_at = '2026-11-30T00:00:00Z', failures = 3")
    [host] = rows(merged(tmp_path, "m.db", a, b))["hosts"]
    assert (host["opted_out"], host["not_before"], host["failures"]) == ("dilarang", "2026-12-01T00:00:00Z", 3)


def test_nothing_is_overwritten_and_sources_stay_as_they_are(tmp_path: Path) -> None:
    a = make(tmp_path / "a.db", [fact(1, 1, 0, 200)])
    before = a.read_bytes()
    with pytest.raises(WrongUse, match="nothing is overwritten"):
        merge([a], a)
    merged(tmp_path, "m.db", a)
    assert a.read_bytes() == before


@pytest.mark.parametrize("harm", [lambda path: path.write_bytes(b"x" * 5000), lambda path: path.write_bytes(b"")])
def test_a_source_that_is_no_archive_leaves_nothing_behind(tmp_path: Path, harm: Callable[[Path], object]) -> None:
    a, bad = make(tmp_path / "a.db", [fact(1, 1, 0, 200)]), tmp_path / "bad.db"
    harm(bad)
    with pytest.raises((ArchiveDamaged, WrongUse)):
        merge([a, bad], tmp_path / "m.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.db", "bad.db"]


def test_more_archives_than_sqlite_attaches_at_once_come_to_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Groups are merged first; what a crawl decided of articles that were gone goes along."""
    hours = [fact(story, hour, 0, status) for hour, status in enumerate((200, 404, 200)) for story in (1, 2)]
    sources = [make(tmp_path / f"{number}.db", [each]) for number, each in enumerate(hours)]
    gone = make(tmp_path / "gone.db", [fact(3, 1, 0, 200), fact(3, 2, 0, 404)])
    at_once = rows(merged(tmp_path, "at_once.db", *sources, gone))
    monkeypatch.setattr("scraper.exchange.merge.AT_ONCE", 2)
    assert rows(merged(tmp_path, "grouped.db", gone, *sources)) == at_once
    assert {row["state"] for row in at_once["articles"]} == {"live", "gone"}


def test_eleven_archives_are_merged(tmp_path: Path) -> None:
    a = make(tmp_path / "a.db", [fact(1, 1, 0, 200)])
    assert merge([a] * 11, tmp_path / "m.db") == 1


def test_an_interrupted_merge_leaves_nothing_under_the_name(tmp_path: Path) -> None:
    a = make(tmp_path / "a.db", [fact(1, hour, 0, 200) for hour in range(3)])

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        merge([a, a], tmp_path / "m.db", interrupted)
    assert [path.name for path in tmp_path.iterdir()] == ["a.db"]


def test_the_command_says_what_it_made(tmp_path: Path) -> None:
    a = make(tmp_path / "a.db", [fact(1, 1, 0, 200)])
    b = make(tmp_path / "b.db", [replace(fact(2, 1, 0, 200), elapsed_s=0.2)])
    ended = CliRunner().invoke(main, ["merge", str(a), str(b), "--into", str(tmp_path / "c.db")])
    assert (ended.exit_code, ended.stdout) == (0, f"{tmp_path / 'c.db'}: 2 captures of 2 archives\n")
