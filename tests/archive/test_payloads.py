"""Payloads: small beside what resembles them, two steps from whole bytes at most, and never without what they need."""

from __future__ import annotations

import gzip
import hashlib
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.archive import Archive, open_archive
from scraper.cli.app import main
from scraper.errors import ArchiveDamaged
from scraper.models import Capture
from scraper.store.store import Store
from scraper.template.publisher import Publisher

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
KABAR = Publisher(id="kabar", name="Kabar", region=None, hosts=("kabar.example",), article=r"/read/(\d+)/")
WORDS = [f"kata{number}" for number in range(4000)]


def layout(seed: int) -> tuple[bytes, bytes]:
    """The head and the foot of all pages of a layout, some 60 kB that do not repeat themselves."""
    noise = random.Random(seed)
    return tuple(noise.randbytes(15_000).hex().encode() for _ in range(2))  # type: ignore[return-value]


def page(number: int, look: int = 0, seed: int = 1) -> bytes:
    """A page of a layout with a text of its own; each look shows other counters."""
    head, foot = layout(seed)
    text = " ".join(random.Random(number).choices(WORDS, k=300)).encode()
    return b"<html>%s<p>%s</p><i>%d views</i>%s</html>" % (head, text, 1000 * number + look, foot)


def url(number: int) -> str:
    return f"https://kabar.example/read/{number}/"


def keep(archive: Archive, body: bytes, number: int, publisher: str | None = "kabar") -> int:
    made = Capture(url(number), url(number), NOON, 200, "text/html", None, (), body)
    return archive.keep(made, kind="article", publisher=publisher, run=None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def archive(path: Path) -> Iterator[Archive]:
    with open_archive(path) as opened:
        Store(opened).publisher(KABAR)
        yield opened


def stored_bytes(archive: Archive) -> list[int]:
    return [row["n"] for row in archive.rows("SELECT length(body) AS n FROM payloads ORDER BY rowid")]


def assert_whole(archive: Archive, bodies: dict[int, bytes]) -> None:
    """Every body is there byte for byte, every base stands whole, and nothing is more than two steps away."""
    for key, body in bodies.items():
        assert archive.capture(key).body == body
    assert archive.rows("SELECT 1 FROM payloads p JOIN payloads b ON b.digest = p.base WHERE b.base IS NOT NULL") == []
    assert archive.rows("SELECT 1 FROM payloads p JOIN payloads b ON b.digest = p.beside WHERE b.beside NOT NULL") == []
    assert archive.check() == []


def test_a_page_of_a_known_layout_and_a_later_look_are_small(archive: Archive) -> None:
    bodies = {keep(archive, page(number), number): page(number) for number in range(5)}
    bodies |= {keep(archive, page(number, look), number): page(number, look) for look in (1, 2) for number in range(5)}
    whole, *first = stored_bytes(archive)[:5]
    assert whole > 20_000
    assert max(first) < 2_000
    assert max(stored_bytes(archive)[5:]) < 150
    assert_whole(archive, bodies)


def test_two_layouts_have_a_base_each(archive: Archive) -> None:
    numbers = range(8)
    bodies = {keep(archive, page(number, seed=number % 2), number): page(number, seed=number % 2) for number in numbers}
    assert archive.rows("SELECT count(*) AS n FROM bases") == [{"n": 2}]
    assert archive.rows("SELECT count(*) AS n FROM payloads WHERE base IS NULL") == [{"n": 2}]
    assert_whole(archive, bodies)


def test_a_redesign_gets_a_base_of_its_own(archive: Archive) -> None:
    for number in range(3):
        keep(archive, page(number), number)
    bodies = {keep(archive, page(0, 1, seed=2), 0): page(0, 1, seed=2)}
    bodies |= {keep(archive, page(9, seed=2), 9): page(9, seed=2)}
    assert stored_bytes(archive)[3] > 20_000
    assert stored_bytes(archive)[4] < 2_000
    assert_whole(archive, bodies)


@pytest.mark.parametrize("body", [b"", b"x", b"<html>", bytes(2_000_000), random.Random(1).randbytes(50_000)])
def test_any_bytes_come_back(archive: Archive, body: bytes) -> None:
    keep(archive, page(1), 1)
    key = keep(archive, body, 1)
    assert_whole(archive, {key: body})


def test_a_page_of_nobody_is_kept_too(archive: Archive) -> None:
    bodies = {keep(archive, page(1, look), 1, None): page(1, look) for look in range(3)}
    assert max(stored_bytes(archive)[1:]) < 150
    assert_whole(archive, bodies)


def test_a_body_is_read_within_a_millisecond(archive: Archive) -> None:
    keys = [keep(archive, page(number, look), number) for number in range(10) for look in range(3)]
    began = time.process_time()
    for key in keys:
        archive.capture(key)
    assert (time.process_time() - began) / len(keys) < 0.003  # a busy machine is given thrice the time


def test_what_stands_on_a_base_survives_its_removal(archive: Archive) -> None:
    bodies = {keep(archive, page(number, look), number): page(number, look) for look in (0, 1) for number in range(4)}
    first = min(bodies)
    with archive.transaction():
        digest = archive.rows("SELECT digest FROM captures WHERE id = ?", first)[0]["digest"]
        archive.rows("DELETE FROM unread WHERE capture = ?", first)
        archive.rows("DELETE FROM captures WHERE id = ?", first)
        archive.drop_payload(digest)
    del bodies[first]
    assert archive.rows("SELECT 1 FROM payloads WHERE digest = ?", digest) == []
    assert_whole(archive, bodies)
    later = keep(archive, page(9), 9)
    assert_whole(archive, {**bodies, later: page(9)})


def test_a_byte_that_flips_in_a_base_is_told_for_all_that_stand_on_it(archive: Archive) -> None:
    keys = [keep(archive, page(number), number) for number in range(3)]
    form = archive.rows("SELECT body FROM payloads WHERE base IS NULL")[0]["body"]
    archive.rows("UPDATE payloads SET body = ? WHERE base IS NULL", form[:9000] + b"\0\0" + form[9002:])
    assert len([fault for fault in archive.check() if fault.startswith("payload ")]) == 3
    archive.payloads = type(archive.payloads)(archive.db.conn)
    for key in keys:
        with pytest.raises(ArchiveDamaged):
            archive.capture(key)
    assert archive.capture(keep(archive, page(7), 7)).body == page(7)  # nothing new stands on it


def test_a_frame_that_claims_to_be_huge_is_not_believed(archive: Archive) -> None:
    key = keep(archive, page(1), 1)
    huge = bytes.fromhex("28b52ffde0") + (2**40).to_bytes(8, "little") + bytes(10)
    archive.rows("UPDATE payloads SET body = ?", huge)
    with pytest.raises(ArchiveDamaged):
        archive.capture(key)


def old_rows(archive: Archive, bodies: list[tuple[int, bytes]]) -> dict[int, bytes]:
    """Captures as older versions kept them: each body gzipped by itself."""
    found = {}
    for number, body in bodies:
        digest = hashlib.sha256(body).hexdigest()
        archive.db.table("payloads").insert(
            {"digest": digest, "codec": "gzip", "size": len(body), "body": gzip.compress(body)}
        )
        found[keep(archive, body, number)] = body
    return found


def test_old_rows_stay_readable_and_serve_as_bases(archive: Archive) -> None:
    bodies = old_rows(archive, [(1, page(1))])
    bodies[keep(archive, page(1, 1), 1)] = page(1, 1)
    assert stored_bytes(archive)[1] < 150
    assert_whole(archive, bodies)


def test_repacking_makes_old_rows_small_and_changes_no_byte(archive: Archive) -> None:
    pages = [(number, page(number, look)) for look in range(3) for number in range(6)]
    bodies = old_rows(archive, pages)
    before = sum(stored_bytes(archive))
    done = list(archive.repack())
    assert sum(done) == len(pages)
    assert sum(stored_bytes(archive)) < before / 10
    assert_whole(archive, bodies)
    assert sum(archive.repack()) == 0
    assert_whole(archive, bodies)


def test_a_run_that_is_killed_while_it_repacks_loses_nothing(path: Path) -> None:
    with open_archive(path) as archive:
        Store(archive).publisher(KABAR)
        bodies = old_rows(archive, [(number, page(number)) for number in range(30)])
    for after in (0, 3, 11, 29):
        with open_archive(path) as archive:
            assert len(list(islice(archive.repack(), after))) <= after
            archive.db.conn.execute("PRAGMA wal_checkpoint(PASSIVE)")
            copy = sqlite3.connect(":memory:")
            archive.db.conn.backup(copy)
            assert_whole(archive, bodies)


def test_compact_makes_an_old_archive_small_and_says_so(path: Path) -> None:
    with open_archive(path) as archive:
        Store(archive).publisher(KABAR)
        bodies = old_rows(archive, [(number, page(number)) for number in range(30)])
    before = path.stat().st_size
    result = CliRunner().invoke(main, ["compact", "--db", str(path)])
    assert result.exit_code == 0, result.output
    assert f"{before:,} bytes before, {path.stat().st_size:,} now" in result.output
    assert path.stat().st_size < before / 2
    with open_archive(path) as archive:
        assert_whole(archive, bodies)


COMPACT = """
import sys
from scraper.cli.app import main
main(["compact", "--db", sys.argv[1]])
"""


def test_compact_may_be_killed_at_any_moment(path: Path) -> None:
    with open_archive(path) as archive:
        Store(archive).publisher(KABAR)
        bodies = old_rows(archive, [(number, page(number)) for number in range(40)])
    moments = random.Random(1)
    for _ in range(6):
        with subprocess.Popen([sys.executable, "-c", COMPACT, path], stdout=subprocess.DEVNULL) as compacting:
            time.sleep(moments.uniform(0.3, 1.2))
            compacting.kill()
        with open_archive(path) as archive:
            assert_whole(archive, bodies)
