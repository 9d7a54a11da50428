"""Gradual migration: rows that an older version wrote are rewritten in batches, a part of them at each opening.

A migration notes in `pending_steps` what is to be rewritten. Both forms are read meanwhile, each batch is a transaction
with the number that it came to, and so whoever is killed in the middle goes on behind the last batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from scraper.archive import Archive, shared_lists

#: Rows of a batch: it keeps other writers waiting for a tenth of a second.
BATCH = 500
#: Batches at each opening of an archive: some seconds. `scrape compact` does all that are left.
AT_OPENING = 20

#: Rewrites the rows with numbers from the first to the second.
Rewrite = Callable[[Archive, int, int], None]


@dataclass(frozen=True, slots=True)
class Step:
    """What is rewritten, by the numbers of which table."""

    table: str
    rewrite: Rewrite


def _wordings(archive: Archive, first: int, last: int) -> None:
    """Bodies of revisions that are those of their articles are kept there alone."""
    archive.execute(
        """
        UPDATE revisions SET body = NULL WHERE article BETWEEN ? AND ? AND body IS NOT NULL
        AND body = (SELECT a.body FROM articles a WHERE a.id = revisions.article)
        """,
        (first, last),
    )


def _rule_sets(archive: Archive, first: int, last: int) -> None:
    """Combinations of rules are kept once."""
    archive.execute(
        """
        INSERT OR IGNORE INTO rule_sets (found_by) SELECT found_by FROM articles
        WHERE id BETWEEN ? AND ? AND found_by LIKE '{%' ORDER BY id
        """,
        (first, last),
    )
    archive.execute(
        """
        UPDATE articles SET found_by = (SELECT s.id FROM rule_sets s WHERE s.found_by = articles.found_by)
        WHERE id BETWEEN ? AND ? AND found_by LIKE '{%'
        """,
        (first, last),
    )


def _headers(archive: Archive, first: int, last: int) -> None:
    """Frequent header fields are kept once; a list that would not come back as it was stays."""
    for key, whole in archive.tuples("SELECT id, headers FROM captures WHERE id BETWEEN ? AND ?", first, last):
        short = archive.header_fields.short(archive.header_fields.whole(whole))
        if archive.header_fields.whole(short) == whole:
            archive.execute("UPDATE captures SET headers = ? WHERE id = ?", (short, key))


def _lists(archive: Archive, first: int, last: int) -> None:
    """Most-read lists that several captures showed are kept once."""
    for (key,) in archive.tuples("SELECT capture FROM readings WHERE capture BETWEEN ? AND ? ORDER BY 1", first, last):
        shared_lists.share(archive, key)


#: The names of steps in `pending_steps`.
STEPS = {
    "wordings": Step("articles", _wordings),
    "rule_sets": Step("articles", _rule_sets),
    "headers": Step("captures", _headers),
    "lists": Step("captures", _lists),
}


def begin(archive: Archive, step: str) -> None:
    """Do all of a step anew."""
    with archive.transaction():
        archive.execute("INSERT OR REPLACE INTO pending_steps (step, after) VALUES (?, 0)", (step,))
    go_on(archive)


def go_on(archive: Archive, batches: int | None = None) -> bool:
    """Do so many batches of what is left, with None all of them; whether nothing is left."""
    for _ in islice(rewritten(archive), batches):
        pass
    return not _pending(archive)


def rewritten(archive: Archive) -> Iterator[int]:
    """Rewrite what is left, batch by batch; gives the rows of each."""
    while _pending(archive):
        with archive.transaction():
            number = _batch(archive)
        yield number


def _pending(archive: Archive) -> list[tuple[str, int]]:
    return archive.tuples("SELECT step, after FROM pending_steps ORDER BY rowid LIMIT 1")


def _batch(archive: Archive) -> int:
    """Rewrite a batch, or end a step of which nothing is left; gives the number of its rows."""
    found = _pending(archive)
    if not found:  # another process was faster
        return 0
    ((name, after),) = found
    step = STEPS[name]
    keys = archive.tuples(f"SELECT id FROM {step.table} WHERE id > ? ORDER BY id LIMIT {BATCH}", after)  # noqa: S608 - ours
    if not keys:
        archive.execute("DELETE FROM pending_steps WHERE step = ?", (name,))
        return 0
    first, last = keys[0][0], keys[-1][0]
    step.rewrite(archive, first, last)
    archive.execute("UPDATE pending_steps SET after = ? WHERE step = ?", (last, name))
    return len(keys)
