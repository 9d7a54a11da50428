"""The hash chain over captures: a row that was changed, removed or slipped in is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.archive import Archive, merkle, open_archive, seals
from scraper.models import Capture

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def capture(number: int) -> Capture:
    url = f"https://a.example/{number}"
    return Capture(url, url, NOON, 200, "text/html", None, (("content-type", "text/html"),), b"%d" % number)


def run(archive: Archive, numbers: range, at: datetime = NOON) -> int:
    key = archive.start_run("crawl", at)
    for number in numbers:
        archive.keep(capture(number), kind="article", publisher=None, run=key)
    archive.end_run(key, at=at, exit_code=0, columns={})
    return key


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.db") as opened:
        run(opened, range(5))
        run(opened, range(5, 5))
        run(opened, range(5, 12))
        yield opened


def rows(archive: Archive) -> list[dict[str, object]]:
    return archive.rows("SELECT * FROM seals ORDER BY rowid")


def test_every_run_has_a_seal_that_names_the_one_before_it(archive: Archive) -> None:
    found = rows(archive)
    assert [row["captures"] for row in found] == [5, 0, 7]
    assert [row["former"] for row in found] == ["", found[0]["name"], found[1]["name"]]
    assert seals.heads(archive) == (found[2]["name"],)
    assert archive.check() == []


def test_a_seal_is_a_text_that_anybody_can_write_again(archive: Archive) -> None:
    [first, *_] = rows(archive)
    text = (
        f"arsip-berita seal 1\nformer -\nrun crawl 2026-11-23T05:00:00Z\nsealed 2026-11-23T05:00:00Z\n"
        f"captures 5\nroot {first['root']}\n"
    )
    assert hashlib.sha256(text.encode()).hexdigest() == first["name"]


SLIPPED_IN = """
INSERT INTO captures SELECT 99, url, 'https://b.example/', captured_at, status, kind, publisher, mime, charset, headers,
    etag, last_modified, elapsed_ms, digest, run FROM captures WHERE id = 1
"""


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("UPDATE captures SET status = 404 WHERE id = 3", "capture 3, https://a.example/2: not the one that was"),
        ("UPDATE captures SET captured_at = '2020-01-01T00:00:00Z' WHERE id = 7", "capture 7, https://a.example/6"),
        ("UPDATE captures SET headers = '[]' WHERE id = 1", "capture 1, https://a.example/0"),
        ("DELETE FROM captures WHERE id = 2", "run 1: 1 of 5 sealed captures are missing"),
        (SLIPPED_IN, "capture 99"),
        ("UPDATE seals SET root = lower(hex(zeroblob(32))) WHERE captures = 7", "its row is not the one"),
        ("UPDATE seals SET leaves = zeroblob(160) WHERE captures = 5", "its leaves are not those"),
        ("UPDATE seals SET sealed_at = '2027-01-01T00:00:00Z' WHERE captures = 0", "its row is not the one"),
        ("DELETE FROM seals WHERE captures = 0", "the one before it"),
    ],
)  # fmt: skip
def test_whatever_was_changed_is_found(archive: Archive, harm: str, told: str) -> None:
    archive.db.conn.execute("PRAGMA foreign_keys = OFF")
    archive.rows(harm)
    assert any(told in line for line in archive.check())


def test_a_run_that_was_killed_is_sealed_later(archive: Archive) -> None:
    killed = archive.start_run("crawl", NOON)
    archive.keep(capture(20), kind="article", publisher=None, run=killed)
    run(archive, range(30, 31), NOON + timedelta(hours=1))
    assert archive.rows("SELECT 1 FROM seals WHERE run = ?", killed) == []
    run(archive, range(31, 32), NOON + timedelta(days=2))
    assert archive.rows("SELECT captures FROM seals WHERE run = ?", killed) == [{"captures": 1}]
    assert archive.check() == []


def test_a_run_that_goes_on_after_it_was_taken_for_dead_has_a_second_seal(archive: Archive) -> None:
    long = archive.start_run("crawl", NOON)
    archive.keep(capture(20), kind="article", publisher=None, run=long)
    run(archive, range(30, 31), NOON + timedelta(days=2))
    archive.keep(capture(21), kind="article", publisher=None, run=long)
    archive.end_run(long, at=NOON + timedelta(days=3), exit_code=0, columns={})
    assert archive.rows("SELECT captures FROM seals WHERE run = ? ORDER BY rowid", long) == [
        {"captures": 1},
        {"captures": 1},
    ]
    assert archive.check() == []


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_each_leaf_leads_to_the_root_and_nothing_else_does(contents: list[bytes], data: st.DataObject) -> None:
    leaves = [merkle.leaf(content) for content in contents]
    index = data.draw(st.integers(0, len(leaves) - 1))
    steps = merkle.path(leaves, index)
    assert merkle.proved(leaves[index], steps) == merkle.root(leaves)
    assert merkle.proved(merkle.leaf(b"another"), steps) != merkle.root(leaves)
    assert len(steps) <= len(leaves).bit_length()


def test_the_root_is_that_of_rfc_6962() -> None:
    """The test vectors of certificate transparency for the first eight leaves."""
    inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
    leaves = [merkle.leaf(bytes.fromhex(each)) for each in inputs]
    assert merkle.root(leaves).hex() == "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    assert merkle.root(leaves[:3]).hex() == "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
