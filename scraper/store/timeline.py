"""What the archive remembers of one article over time: its wordings, its counter, and when it was not there."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from scraper.archive import Archive
from scraper.errors import WrongUse
from scraper.models import Record
from scraper.store.edits import edit as edited
from scraper.store.edits import in_short

#: Wordings in time order. A 304 says that the last capture still stood, so it counts as a sight of it.
_REVISIONS = """
SELECT r.number, r.headline, r.body, r.bylines, r.credits, first.captured_at AS first_seen_at,
       max(last.captured_at, coalesce((SELECT max(seen_at) FROM not_modified n WHERE n.capture = last.id), ''))
           AS last_seen_at
FROM revisions r JOIN captures first ON first.id = r.first_capture JOIN captures last ON last.id = r.last_capture
WHERE r.article = ? ORDER BY r.number
"""
_VIEWS = """
SELECT c.captured_at AS seen_at, v.views FROM view_counts v JOIN captures c ON c.id = v.capture
WHERE v.article = ? ORDER BY c.id
"""
_TOMBSTONES = """
SELECT c.captured_at AS seen_at, r.outcome AS state, c.status, c.final_url
FROM readings r JOIN captures c ON c.id = r.capture
WHERE r.article = ? AND r.outcome IN ('gone', 'moved') ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One article over time. Times are UTC as stored; a record has the names of its columns."""

    #: number, first_seen_at, last_seen_at and the wording: headline, body, bylines, credits.
    revisions: tuple[Record, ...]
    #: seen_at, views: at each capture that printed them.
    views: tuple[Record, ...]
    #: seen_at, state (gone, moved), status, final_url.
    tombstones: tuple[Record, ...]

    def edits(self) -> list[str]:
        """What each revision changed, in a few words; of the first how long it is."""
        return [
            f"first wording, {len(self.revisions[0]['body'].split()):,} words",
            *(in_short(edited(before, after)) for before, after in pairwise(self.revisions)),
        ]

    def counter(self) -> list[Record]:
        """The views where they differ from those seen before."""
        return [now for before, now in pairwise(({"views": None}, *self.views)) if before["views"] != now["views"]]

    def between(self, first: int | None, last: int | None) -> tuple[Record, Record]:
        """The two revisions that an operator asks to compare: the last edit when no number is given, else up to now.

        Raises errors.WrongUse for a number that there is none of, or when there is only one wording.
        """
        newest = len(self.revisions)
        if newest < 2:
            raise WrongUse("it has only one wording: there is nothing to compare")
        to = newest if last is None else last
        chosen = (to - 1 if first is None else first, to)
        for number in chosen:
            if not 1 <= number <= newest:
                raise WrongUse(f"there is no revision {number}: they are numbered from 1 to {newest}")
        return self.revisions[chosen[0] - 1], self.revisions[chosen[1] - 1]


def timeline(archive: Archive, article: int) -> Timeline:
    """What is remembered of the article with this number, which is there."""
    return Timeline(*(tuple(archive.rows(sql, article)) for sql in (_REVISIONS, _VIEWS, _TOMBSTONES)))


def facts(article: Record, remembered: Timeline) -> Record:
    """A timeline as plain JSON values, under the number, URL and state of its row of `articles`."""
    edits = zip(remembered.revisions, remembered.edits(), strict=True)
    return {
        **{name: article[name] for name in ("id", "url", "publisher", "headline", "state")},
        "revisions": [
            {**{name: row[name] for name in ("number", "first_seen_at", "last_seen_at", "headline")}, "edit": summary}
            for row, summary in edits
        ],
        "views": list(remembered.views),
        "tombstones": list(remembered.tombstones),
    }
