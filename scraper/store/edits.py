"""What an edit changed: two wordings of an article, field by field. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from scraper.models import PARAGRAPH_BREAK
from scraper.store.diff import Change, changes

#: The columns of `revisions` that are an article's wording, in the order of reading.
FIELDS = ("headline", "bylines", "body", "credits")


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of an article, as columns of the table revisions."""

    headline: str | None
    #: JSON list of [role, name].
    bylines: str
    body: str
    #: JSON list of printed photo credits.
    credits: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """A row with these columns among others."""
        return cls(*(row[field] for field in FIELDS))


#: Field -> how each stretch of it stayed, went or came.
Edit = Mapping[str, Sequence[Change]]

#: A field -> its name in a line about an edit; the body is told by its words.
_NAMES = {"headline": "headline", "bylines": "bylines", "credits": "credit"}


def edit(before: Wording, after: Wording) -> Edit:
    """How one wording became another."""
    return {field: changes(printed(before, field), printed(after, field)) for field in FIELDS}


def printed(wording: Wording, field: str) -> str:
    """The text of a field of a wording; of bylines and credits a line for each."""
    stored = getattr(wording, field) or ""
    if field in ("headline", "body"):
        return str(stored)
    entries = json.loads(stored)
    return "\n".join(map(_line, entries))


def _line(entry: str | list[str]) -> str:
    """A credit, or a byline as its role and its name."""
    if isinstance(entry, list):
        return " ".join(entry)
    return entry


def is_changed(found: Sequence[Change]) -> bool:
    """Whether a field differs at all."""
    return any(change.kind != "same" for change in found)


def in_short(found: Edit) -> str:
    """An edit in a few words: "headline, text +12 -3 words, credit"."""
    return ", ".join(_parts(found)) or "marks and spaces only"


def _parts(found: Edit) -> Iterator[str]:
    for field in FIELDS:
        if not is_changed(found[field]):
            continue
        if name := _NAMES.get(field):
            yield name
        else:
            yield f"text +{words(found[field], 'new')} -{words(found[field], 'gone')} words"


def words(found: Sequence[Change], kind: str) -> int:
    """How many words came ("new") or went ("gone").

    >>> words([Change("gone", "Dua"), Change("new", "Tiga, empat"), Change("same", " rumah.")], "new")
    2
    """
    return sum(len(re.findall(r"\w+", change.text)) for change in found if change.kind == kind)


def shortened(found: Sequence[Change]) -> list[Change]:
    r"""Changes without the paragraphs that nothing touched; a line says how many there are.

    >>> [each.text for each in shortened([Change("same", "a\n\nb\n\nc "), Change("new", "d")])]
    ['(2 paragraphs unchanged)\n\nc ', 'd']
    """
    last = len(found) - 1
    return [
        Change("same", _shortened(change.text, first=n == 0, last=n == last)) if change.kind == "same" else change
        for n, change in enumerate(found)
    ]


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """A stretch that stayed: what of it shares a paragraph with a change is kept."""
    pieces = text.split(PARAGRAPH_BREAK)
    head, tail = ([] if first else pieces[:1]), ([] if last else pieces[-1:])
    between = [piece for piece in pieces[len(head) : len(pieces) - len(tail)] if piece]
    if len(between) < 2:
        return text
    return PARAGRAPH_BREAK.join([*head, f"({len(between)} paragraphs unchanged)", *tail])
