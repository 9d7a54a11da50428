"""Removal: articles taken out of the archive for a reason, bytes and all, with a tombstone that holds no text.

What is removed: the captures of the article and of its further pages, every reading of them, its entries in lists of
other pages. What stays: the address (it is closed to crawls, imports and merges), the reason, the date, and for each
capture the leaf that its seal names, so that the chain of seals is still whole.

The bytes of lists that name the article are kept, as they are of other pages; only what was read of them goes.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from scraper import publishers, urls
from scraper.archive import Archive, seals, shared_lists
from scraper.errors import WrongUse
from scraper.indonesian.time_zones import utc_text
from scraper.store.store import Store
from scraper.store.tombstones import removed_for

#: Tables with what was read of a capture; `readings` last, for it names the article.
OF_CAPTURES = ("unread", "not_modified", "view_counts", "popular_entries", "problems", "readings")
OF_ARTICLES = ("revisions", "bylines", "photos", "quotes", "people", "links")
#: Tables of list entries that name an article by its address.
LISTS = ("links", "popular_entries")
SEARCHES = ("articles_fts", "quotes_fts")


@dataclass(frozen=True, slots=True)
class Plan:
    """What would go."""

    url: str
    #: Number of the article; None where only its address is known.
    article: int | None
    headline: str | None
    captures: tuple[int, ...]
    #: Rows that would go, by table.
    rows: dict[str, int]


def plan(archive: Archive, which: str) -> Plan:
    """What the removal of an article would take, by its number or any address.

    Raises errors.WrongUse for a number of no article, and for an address that was removed already.
    """
    store = Store(archive)
    found = store.find(which) if which.isdecimal() else store.find(publishers.canonical(urls.canonical(which)))
    if found is None and which.isdecimal():
        raise WrongUse(f"{archive.path}: no article {which[:40]}")
    url = found["url"] if found else publishers.canonical(urls.canonical(which))
    if reason := removed_for(archive, url):
        raise WrongUse(f"{url}: removed already: {reason}")
    return _plan(archive, url)


def _plan(archive: Archive, url: str) -> Plan:
    found = Store(archive).find(url)
    article = found["id"] if found else None
    captures = tuple(_captures(archive, url, article))
    return Plan(url, article, found["headline"] if found else None, captures, _rows(archive, url, article, captures))


def plans_of_person(archive: Archive, name: str) -> list[Plan]:
    """What the removal of every article would take in which a person appears, under exactly this name."""
    found = archive.rows(
        """
        SELECT article FROM people WHERE name = ?1 UNION SELECT article FROM quotes WHERE speaker = ?1
        UNION SELECT article FROM bylines WHERE name = ?1 ORDER BY 1
        """,
        name,
    )
    return [plan(archive, str(row["article"])) for row in found]


def remove(archive: Archive, plans: Sequence[Plan], reason: str, now: datetime) -> None:
    """Take articles out, close their addresses, and overwrite their bytes in the file.

    Each article is one transaction: killed at any moment it is there whole, or gone with its tombstone.
    """
    archive.db.conn.execute("PRAGMA secure_delete = ON")
    for each in plans:
        with archive.transaction():
            _bury(archive, each, reason, now)
            purge(archive, each.captures, each.url)
            _forget(archive, each)
    overwrite(archive)


def purge(archive: Archive, captures: Iterable[int], url: str) -> None:
    """Delete captures of a closed address, what was read of them, and the payloads that nothing else needs.

    The leaf that a seal may name stays. Inside a transaction.
    """
    archive.rows("PRAGMA defer_foreign_keys = ON")
    for number in captures:
        row = seals.capture_row(archive, number)
        archive.rows("INSERT OR IGNORE INTO removed_captures (leaf, url) VALUES (?, ?)", seals.leaf(row), url)
        shared_lists.release(archive, number)
        for table in OF_CAPTURES:
            archive.db.table(table).delete_where("capture = ?", [number])
        archive.db.table("parts").delete_where("capture = ? OR part = ?", [number, number])
        archive.db.table("captures").delete(number)
        archive.drop_payload(row["digest"])


def enforce(archive: Archive) -> None:
    """Take out what another archive brought under an address that is closed."""
    for row in archive.rows("SELECT url FROM removals ORDER BY url"):
        found = _plan(archive, row["url"])
        with archive.transaction():
            purge(archive, found.captures, found.url)
            _forget(archive, found)


def overwrite(archive: Archive) -> None:
    """Leave nothing of deleted rows in the file: in search indexes, in free pages, in the write-ahead log."""
    for index in SEARCHES:
        with archive.transaction():
            archive.rows(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608 - ours
    if shutil.disk_usage(archive.path.absolute().parent).free > archive.path.stat().st_size:
        archive.rows("VACUUM")  # secure_delete has overwritten the pages already; this gives them back
    archive.rows("PRAGMA wal_checkpoint(TRUNCATE)")


def _captures(archive: Archive, url: str, article: int | None) -> list[int]:
    """Every capture that shows the article, further pages included; those of another article's pages stay."""
    found = archive.rows(
        """
        WITH own AS (
            SELECT capture AS id FROM readings WHERE article = :article
            UNION SELECT id FROM captures WHERE url = :url OR final_url = :url
            UNION SELECT c.id FROM captures c JOIN frontier f ON f.url = c.url WHERE f.alias_of = :url)
        SELECT id FROM own UNION
        SELECT p.part FROM parts p WHERE p.capture IN (SELECT id FROM own) AND p.part IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM parts o WHERE o.part = p.part AND o.capture NOT IN (SELECT id FROM own))
        ORDER BY 1
        """,
        article=article,
        url=url,
    )
    return [row["id"] for row in found]


def _rows(archive: Archive, url: str, article: int | None, captures: Sequence[int]) -> dict[str, int]:
    """How many rows of which table would go."""
    held = {"articles": int(article is not None), "captures": len(captures)}
    for table in OF_ARTICLES:
        held[table] = _count(archive, table, "article", article)
    for table in LISTS:
        held[f"{table} of other pages"] = _count(archive, table, "url", url)
    return {table: number for table, number in held.items() if number}


def _count(archive: Archive, table: str, column: str, value: object) -> int:
    return int(archive.rows(f"SELECT count(*) AS n FROM {table} WHERE {column} = ?", value)[0]["n"])  # noqa: S608 - ours


def _bury(archive: Archive, each: Plan, reason: str, now: datetime) -> None:
    """Leave the tombstone of an article."""
    leaves = [seals.leaf(seals.capture_row(archive, number)) for number in each.captures]
    archive.db.table("removals").insert(
        {
            "url": each.url,
            "reason": reason,
            "removed_at": utc_text(now),
            "captures": len(leaves),
            "digest": hashlib.sha256(b"".join(sorted(leaves))).hexdigest(),
        }
    )


def _forget(archive: Archive, each: Plan) -> None:
    """Delete the article, its entries in lists, and close its addresses to the crawler."""
    if each.article is not None:
        for table in OF_ARTICLES:
            archive.db.table(table).delete_where("article = ?", [each.article])
        archive.db.table("articles").delete(each.article)
    for table in LISTS:
        archive.db.table(table).delete_where("url = ?", [each.url])
    closed = "UPDATE frontier SET state = 'refused', next_at = NULL, reason = 'removed' WHERE url = ?1 OR alias_of = ?1"
    archive.rows(closed, each.url)
