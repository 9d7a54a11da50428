"""Whether publishers are still read whole: a redesign is to be noticed on its day, not after forty.

The view `fill_rates` of schema.sql counts, for each publisher and field, how many of the newest 50 readings have the
field, and how many of the 200 before. A story counts once, as it was read last, or a story that is looked at five
times would speak for five. A worse reading counts with what it lacks, though it never replaced a better one. What was
no article at all counts in two fields of its own: "page", when nothing could be read from a page (an error page, a
page of another kind, a redirect away from a story that is known), and "index", when an index listed no article.

A field **fell** when all three hold:

1. **No accident.** Its rate in the newest readings is below that before by five standard errors or more (the test of
   two proportions). So a field that is rare anyway never falls: of one that every third story has, 50 stories without
   it are still no proof.
2. **No habit.** The newest readings have it less often than the worst of the four fifties before, by a fifth of the
   readings (10 of 50) or more. A publisher with two layouts that come in turns has had such a fifty before.
3. **Enough.** There are ten newest readings at least. With fewer than 250 in all, the newest fifth stands against the
   four before; below fifty there is no before.

Without a "before" there is still this: headline, time, paragraphs, or an article on the page at all, in less than
half of ten or more readings. Then hardly anything is read, however long that has been so: a redesign that nobody
mended must not become the habit.

A field that all stories have falls with its tenth miss among the newest 50. GreynirServer (#221) took 40 days and
1,870 empty articles; at that pace, some 47 a day, this is within six hours. Stories that were old when they were
fetched are left out, because a backfill walks through layouts of long ago, and so are indexes that only it asks for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scraper.archive import Archive
from scraper.models import Record

#: A field that is no part of an article -> what its readings are, and what they have.
_WHOLE = {"page": ("pages", "an article"), "index": ("index pages", "articles listed")}


@dataclass(frozen=True, slots=True)
class FillRate:
    """How often a field of a publisher was found."""

    publisher: str
    #: Of the output contract, a part of one such as "photos.credit", or "page" or "index".
    field: str
    #: So many of the newest readings have it, of so many.
    newest: int
    newest_of: int
    #: So many of those before.
    before: int
    before_of: int
    #: Whether the newest readings have it far less often.
    fell: bool

    def __str__(self) -> str:
        """One line for a person.

        >>> print(FillRate("kabar", "photos.credit", 3, 50, 198, 200, True))
        kabar: photos.credit in 3 of the newest 50 readings, in 198 of the 200 before
        """
        readings, has = _WHOLE.get(self.field, ("readings", self.field))
        if not self.before_of:
            return f"{self.publisher}: {has} in {self.newest} of the newest {self.newest_of} {readings}"
        then = f"in {self.before} of the {self.before_of} before"
        return f"{self.publisher}: {has} in {self.newest} of the newest {self.newest_of} {readings}, {then}"


def fill_rates(archive: Archive) -> list[FillRate]:
    """The fill rate of each field of each publisher in the archive, what fell first."""
    return [_rate(row) for row in archive.rows("SELECT * FROM fill_rates")]


def _rate(row: Record) -> FillRate:
    fell = bool(row["fell"])
    return FillRate(**{**row, "fell": fell})


def count_anew(archive: Archive) -> None:
    """Count the fill rates of the publishers of which something was read since they were counted last."""
    if not archive.rows("SELECT 1 FROM stale_rates LIMIT 1"):
        return
    with archive.transaction():
        archive.rows("DELETE FROM rates WHERE publisher IN (SELECT publisher FROM stale_rates)")
        archive.rows("INSERT INTO rates SELECT * FROM counted_rates")
        archive.rows("DELETE FROM stale_rates")


def fallen(archive: Archive, publishers: Iterable[str]) -> list[FillRate]:
    """What fell of these publishers, counted now."""
    chosen = set(publishers)
    count_anew(archive)
    rates = fill_rates(archive)
    of_chosen = [rate for rate in rates if rate.publisher in chosen]
    return [rate for rate in of_chosen if rate.fell]
