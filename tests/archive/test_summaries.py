"""Summaries agree with what they summarise, whatever was done to it and in whatever way."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.archive import Archive, open_archive, summaries

#: Ways in which rows of articles are written.
INSERTS = (
    "ON CONFLICT DO NOTHING",
    "ON CONFLICT (id) DO UPDATE SET tags = excluded.tags, section = 'Ekonomi', published_on = excluded.published_on",
)
NAMES = ("Sari Dewi", "sari dewi", "Budi Anwar", "Ratna")
BODIES = (None, "Dishub", "Dinas Kesehatan")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "archive.db") as archive:
        archive.db.conn.execute("PRAGMA foreign_keys = OFF")
        archive.db.conn.execute("PRAGMA synchronous = OFF")
        yield archive


def put_article(archive: Archive, chance: random.Random) -> None:
    number, day = chance.randrange(1, 12), chance.choice((None, "2026-11-01", "2026-11-02", "2026-11-03"))
    tags = chance.choices(("banjir", "pasar", "rob"), k=chance.randrange(4))
    row = (
        *(number, f"https://a.example/{number}", chance.choice("ab"), day and f"{day}T01:00:00Z", day),
        *(chance.choice((None, "Bali")), json.dumps(tags), "", 0, 1, chance.choice(("live", "gone")), "", "", 1, "{}"),
    )
    archive.rows(
        f"""INSERT INTO articles (id, url, publisher, published_at, published_on, region, tags, body,
        words, pages, state, first_seen_at, last_seen_at, capture, found_by) VALUES ({", ".join("?" * len(row))})
        {chance.choice(INSERTS)}""",
        *row,
    )


def change_article(archive: Archive, chance: random.Random) -> None:
    day, tags = chance.choice((None, "2026-11-05", "2026-11-06")), json.dumps(chance.choices(("rob", "laut"), k=2))
    columns = "published_on = ?1, published_at = ?1 || 'T02:00:00Z', tags = ?2, region = ?3"
    archive.rows(
        f"UPDATE articles SET {columns} WHERE id = ?4", day, tags, chance.choice((None, "Aceh")), chance.randrange(12)
    )


def put_quote(archive: Archive, chance: random.Random) -> None:
    article = archive.rows("SELECT id FROM articles ORDER BY random() LIMIT 1")
    if article:
        row = (article[0]["id"], chance.randrange(4), *quoted(chance))
        archive.rows(
            """INSERT INTO quotes (article, position, kind, speaker, role, affiliation, text, attribution, confidence)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', 'name', 1) ON CONFLICT (article, position) DO UPDATE SET
               kind = excluded.kind, speaker = excluded.speaker, role = excluded.role,
               affiliation = excluded.affiliation""",
            *row,
        )


def quoted(chance: random.Random) -> tuple[str | None, ...]:
    kind = chance.choice(("direct", "indirect", "pull"))
    return kind, chance.choice((None, *NAMES)), chance.choice((None, "Kepala")), chance.choice(BODIES)


def drop_quote(archive: Archive, chance: random.Random) -> None:
    archive.rows("DELETE FROM quotes WHERE article = ? AND position > ?", chance.randrange(12), chance.randrange(3))


def drop_article(archive: Archive, chance: random.Random) -> None:
    number = chance.randrange(12)
    archive.rows("DELETE FROM quotes WHERE article = ?", number)
    archive.rows("DELETE FROM articles WHERE id = ?", number)


STEPS = (put_article, put_article, change_article, put_quote, put_quote, put_quote, drop_quote, drop_article)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_steps_they_are_what_they_would_be_made_anew(archive: Archive, seed: int) -> None:
    chance = random.Random(seed)
    with archive.transaction():
        for _ in range(150):
            chance.choice(STEPS)(archive, chance)
    assert list(summaries.faults(archive)) == []
    assert archive.rows("SELECT 1 FROM said LIMIT 1")


@pytest.mark.parametrize(
    ("table", "damage"),
    [
        ("counts", "UPDATE counts SET number = number + 1 WHERE relation = 'articles' AND field = ''"),
        ("tags", "INSERT INTO tags VALUES ('none has it', '', 1)"),
        ("persons", "UPDATE persons SET articles = articles + 1"),
        ("said", "UPDATE said SET number = number + 1"),
    ],
)
def test_what_was_changed_by_hand_is_told_and_made_anew(archive: Archive, table: str, damage: str) -> None:
    chance = random.Random(1)
    with archive.transaction():
        for _ in range(60):
            chance.choice(STEPS[:6])(archive, chance)
        archive.rows(damage)
    assert any(line.startswith(f"summary {table}: ") for line in summaries.faults(archive))
    with archive.transaction():
        summaries.rebuild(archive)
    assert list(summaries.faults(archive)) == []
