"""What the ledger of readings says of one article: its wordings in order, when it was seen, where it went.

Functions here run inside a transaction of `store`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from scraper.archive import Archive, tables
from scraper.archive.captures import ALL_WAITING, WAITING
from scraper.models import Record
from scraper.store.to_rows import PARTS
from scraper.store.wording import fullest, spans


def ledger(archive: Archive, article: int | None) -> list[Record]:
    """The readings that stand for an article, in the order of keeping: capture, digest, words, empty, pages_read."""
    return archive.rows(
        "SELECT capture, digest, words, empty, pages_read FROM readings"
        " WHERE article = ? AND digest IS NOT NULL ORDER BY capture",
        article,
    )


def settle(archive: Archive, article: int, capture: int | None = None, wording: Record | None = None) -> None:
    """Make the article agree with its ledger; `wording` is what `capture`, just read, says.

    Without a reading of its own it goes. Where the newest of its ledger is not the one its row was made from,
    that capture waits to be read again; so does one whose wording nobody remembers, because a fuller reading stood in
    its place. Until then the article is as it was.
    """
    everything = ledger(archive, article)
    entries = fullest(everything)
    if not entries:
        _forget(archive, article)
        return
    newest = entries[-1]["capture"]
    ((shown, body),) = archive.tuples("SELECT capture, body FROM articles WHERE id = ?", article)
    if shown != newest:
        archive.execute(WAITING, (newest,))
    texts = _texts(archive, article)
    if wording:
        texts = {wording["digest"]: wording, **texts, (wording["digest"], capture): wording}
    if unknown := [entry["capture"] for entry in entries if entry["digest"] not in texts]:
        for each in unknown:
            archive.rows(WAITING, each)
        return
    revisions = [_once(revision, body) for revision in _revisions(entries, texts)]
    tables.put_list(archive, "revisions", "article", article, revisions, number="number")
    tables.change(archive, "articles", article, _summary(archive, article, everything[0]["capture"], newest))


def _texts(archive: Archive, article: int) -> dict[Any, Record]:
    """The wordings known so far under (digest, first capture), and under the digest alone."""
    found = archive.rows(
        "SELECT digest, headline, body, bylines, credits, first_capture FROM wordings WHERE article = ?"
        " ORDER BY number DESC",
        article,
    )
    return {row["digest"]: row for row in found} | {(row["digest"], row["first_capture"]): row for row in found}


def _once(revision: Record, body: str) -> Record:
    """A revision without its text where that is the one of its article."""
    return revision | {"body": None} if revision["body"] == body else revision


def _revisions(entries: Sequence[Mapping[str, Any]], texts: dict[Any, Record]) -> list[Record]:
    """Each wording of the ledger in its time, as the first capture of that time printed it."""
    return [
        {**texts.get((digest, first), texts[digest]), "first_capture": first, "last_capture": last}
        for digest, first, last in spans((entry["capture"], entry["digest"]) for entry in entries)
    ]


def _summary(archive: Archive, article: int, first: int, last: int) -> Record:
    """The columns of an article that only its whole history can say: from its first capture to its last."""
    summary = """
    SELECT (SELECT captured_at FROM captures WHERE id = ?2) AS first_seen_at,
           coalesce((SELECT max(seen_at) FROM not_modified WHERE capture = ?3),
                    (SELECT captured_at FROM captures WHERE id = ?3)) AS last_seen_at,
           (SELECT views FROM view_counts WHERE article = ?1 ORDER BY capture DESC LIMIT 1) AS views,
           coalesce((SELECT outcome FROM readings WHERE article = ?1 AND capture > ?3 AND outcome IN ('gone', 'moved')
                     ORDER BY capture DESC LIMIT 1), 'live') AS state
    """
    return archive.rows(summary, article, first, last)[0]


_WORSE = "SELECT capture FROM readings WHERE article = ? AND outcome = 'worse'"


def _forget(archive: Archive, article: int) -> None:
    """Drop an article that no capture shows; what was worse than nothing waits to be read again."""
    archive.rows(f"{ALL_WAITING} AND c.id IN ({_WORSE})", article)
    archive.rows("UPDATE readings SET article = NULL WHERE article = ?", article)
    for table in ("revisions", "view_counts", *PARTS):
        archive.db.table(table).delete_where("article = ?", [article])
    archive.db.table("articles").delete(article)
