"""An article's timeline: its revisions, its view counts, and its tombstones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Self

from scraper.archive import Archive
from scraper.errors import WrongUse
from scraper.models import Record
from scraper.store.edits import Wording, edit, in_short

#: Every revision with its wording and its time: for whoever shows revisions. A 304 says that the last capture still
#: stood, so it counts as a sight of it.
REVISIONS = """
SELECT r.id, r.article, r.number, r.headline, r.body, r.bylines, r.credits, first.captured_at AS first_seen_at,
       max(last.captured_at, coalesce((SELECT max(seen_at) FROM not_modified n WHERE n.capture = last.id), ''))
           AS last_seen_at
FROM wordings r JOIN captures first ON first.id = r.first_capture JOIN captures last ON last.id = r.last_capture
"""
#: The revisions of the article with the number `:id`, in the order of time.
REVISIONS_OF_ARTICLE = f"{REVISIONS} WHERE r.article = :id ORDER BY r.number"
_VIEWS = """
SELECT c.captured_at AS seen_at, v.views FROM view_counts v JOIN captures c ON c.id = v.capture
WHERE v.article = :id ORDER BY c.id
"""
_TOMBSTONES = """
SELECT c.captured_at AS seen_at, r.outcome AS state, c.status, c.final_url
FROM readings r JOIN captures c ON c.id = r.capture
WHERE r.article = :id AND r.outcome IN ('gone', 'moved') ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class Revision:
    """A wording in its time. Times are UTC as stored."""

    number: int
    first_seen_at: str
    last_seen_at: str
    wording: Wording

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """A row that `REVISIONS` found."""
        return cls(row["number"], row["first_seen_at"], row["last_seen_at"], Wording.of(row))


@dataclass(frozen=True, slots=True)
class ViewCount:
    """The article's own counter, as a capture printed it. The time is UTC as stored."""

    seen_at: str
    views: int


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An answer that showed the article gone or moved. The time is UTC as stored."""

    seen_at: str
    #: gone or moved.
    state: str
    #: HTTP status.
    status: int
    final_url: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """One article over time, each part in the order of time."""

    revisions: tuple[Revision, ...]
    views: tuple[ViewCount, ...]
    tombstones: tuple[Tombstone, ...]


def edits_of(remembered: Timeline) -> list[str]:
    """What each revision changed, in a few words; of the first how long it is."""
    wordings = [revision.wording for revision in remembered.revisions]
    changed = (in_short(edit(before, after)) for before, after in pairwise(wordings))
    return [f"first wording, {len(wordings[0].body.split()):,} words", *changed]


def counter_of(remembered: Timeline) -> list[ViewCount]:
    """The view counts that differ from the one before."""
    changed = (now for before, now in pairwise(remembered.views) if before.views != now.views)
    return [*remembered.views[:1], *changed]


def between(remembered: Timeline, first: int | None, last: int | None) -> tuple[Revision, Revision]:
    """The two revisions that an operator asks to compare: the last edit when no number is given, else up to now.

    Raises errors.WrongUse for a number that there is none of, or when there is only one wording.
    """
    newest = len(remembered.revisions)
    if newest < 2:
        raise WrongUse("it has only one wording: there is nothing to compare")
    to = newest if last is None else last
    chosen = (to - 1 if first is None else first, to)
    for number in chosen:
        if not 1 <= number <= newest:
            raise WrongUse(f"there is no revision {number}: they are numbered from 1 to {newest}")
    return remembered.revisions[chosen[0] - 1], remembered.revisions[chosen[1] - 1]


def timeline(archive: Archive, article: int) -> Timeline:
    """The timeline of the article with this number, which is there."""
    return Timeline(
        tuple(map(Revision.of, archive.rows(REVISIONS_OF_ARTICLE, id=article))),
        tuple(ViewCount(**row) for row in archive.rows(_VIEWS, id=article)),
        tuple(Tombstone(**row) for row in archive.rows(_TOMBSTONES, id=article)),
    )


def facts(article: Record, remembered: Timeline) -> Record:
    """A timeline as plain JSON values, under the number, URL and state of its row of `articles`."""
    edits = zip(remembered.revisions, edits_of(remembered), strict=True)
    return {
        **{name: article[name] for name in ("id", "url", "publisher", "headline", "state")},
        "revisions": [
            {**dated(revision), "headline": revision.wording.headline, "edit": summary} for revision, summary in edits
        ],
        "views": [asdict(count) for count in remembered.views],
        "tombstones": [asdict(each) for each in remembered.tombstones],
    }


def dated(revision: Revision) -> Record:
    """The number and the times of a revision as plain JSON values."""
    return {name: getattr(revision, name) for name in ("number", "first_seen_at", "last_seen_at")}
