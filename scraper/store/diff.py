"""What an edit changed, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

#: What is aligned, one after the other: paragraphs; in those that differ, sentences; in those, words. An edit
#: reads as one, and costs what its changed sentences cost.
_LEVELS = (
    re.compile(r"\n\n|(?:(?!\n\n).)+", re.DOTALL),
    re.compile(r".+?(?:[.!?]\s+|\Z)", re.DOTALL),
    re.compile(r"\s+|\w+|[^\w\s]"),
)

#: Beyond these a stretch is shown as replaced whole, because alignment may take the square: characters of both
#: wordings together, and pairs of parts of one stretch (at worst 0.4 s on one core).
MOST_CHARACTERS = 200_000
MOST_PAIRS = 4_000_000


class Change(NamedTuple):
    """A stretch of text that stayed, went or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(old: str, new: str) -> list[Change]:
    """How `old` became `new`: "same" with "gone" spells `old`, "same" with "new" spells `new`.

    >>> [tuple(change) for change in changes("Dua rumah rusak.", "Tiga rumah rusak.")]
    [('gone', 'Dua'), ('new', 'Tiga'), ('same', ' rumah rusak.')]
    """
    small = len(old) + len(new) <= MOST_CHARACTERS
    return list(_aligned(old, new, _LEVELS if small else ()))


def _aligned(old: str, new: str, levels: Sequence[re.Pattern[str]]) -> Iterator[Change]:
    before, after = (levels[0].findall(text) if levels else [] for text in (old, new))
    if not levels or len(before) * len(after) > MOST_PAIRS:
        yield from (change for change in (Change("gone", old), Change("new", new)) if change.text)
        return
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i:j]), "".join(after[k:m])
        if kind == "equal":
            yield Change("same", gone)
        else:
            yield from _aligned(gone, come, levels[1:] if kind == "replace" else ())
