"""A word diff: what an edit changed, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

#: What is aligned, one after the other: paragraphs; in those that differ, sentences; in those, words. An edit
#: reads as one, and costs what its changed sentences cost.
_LEVELS = (
    re.compile(r"\n\n|(?:(?!\n\n).)+", re.DOTALL),
    re.compile(r".+?(?:[.!?]\s+|\Z)", re.DOTALL),
    re.compile(r"\s+|\w+|[^\w\s]"),
)

#: Beyond these a stretch is shown as replaced whole: characters of both texts together, and steps of an alignment
#: over all levels (at worst 0.3 s on one core).
MOST_CHARACTERS = 200_000
MOST_STEPS = 400_000


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
    return list(_aligned(old, new, _LEVELS if small else (), Budget(MOST_STEPS)))


@dataclass(slots=True)
class Budget:
    """Steps that an alignment may still take, over all its stretches."""

    steps: int


class Run(NamedTuple):
    """A stretch that is equal in both: where it begins in each, and its length."""

    old: int
    new: int
    length: int


def _aligned(old: str, new: str, levels: Sequence[re.Pattern[str]], budget: Budget) -> Iterator[Change]:
    """The changes of a stretch on the first of these levels, and of what differs there on the next."""
    if not (levels and old and new):
        yield from (change for change in (Change("gone", old), Change("new", new)) if change.text)
        return
    before, after = levels[0].findall(old), levels[0].findall(new)
    i = k = 0
    for run in (*_equal_runs(before, after, budget), Run(len(before), len(after), 0)):
        yield from _aligned("".join(before[i : run.old]), "".join(after[k : run.new]), levels[1:], budget)
        i, k = run.old + run.length, run.new + run.length
        if run.length:
            yield Change("same", "".join(before[run.old : i]))


def _equal_runs(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Run]:
    """Where both are equal: at the beginning, in between along a shortest edit, at the end."""
    head = _common(old, new)
    old_rest, new_rest = old[head:], new[head:]
    tail = _common(old_rest[::-1], new_rest[::-1])
    old_middle, new_middle = old_rest[: len(old_rest) - tail], new_rest[: len(new_rest) - tail]
    middle = (Run(head + run.old, head + run.new, run.length) for run in shortest_edit(old_middle, new_middle, budget))
    runs = Run(0, 0, head), *middle, Run(len(old) - tail, len(new) - tail, tail)
    return [run for run in runs if run.length]


def _common(old: Sequence[str], new: Sequence[str]) -> int:
    """How many parts both begin with."""
    size = min(len(old), len(new))
    return next((n for n in range(size) if old[n] != new[n]), size)


def shortest_edit(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Run]:
    """What stays in a shortest edit of one sequence into another; nothing where that would take too many steps.

    The greedy algorithm of E. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): `trace` holds for each
    number of insertions and deletions how far in `old` they lead on each diagonal.

    >>> shortest_edit("abcabba", "cbabac", Budget(1000))
    [Run(old=2, new=0, length=1), Run(old=3, new=2, length=2), Run(old=6, new=4, length=1)]
    """
    trace: list[dict[int, int]] = [{1: 0}]
    while old and new and budget.steps >= 0:
        trace.append(_further(old, new, len(trace) - 1, trace[-1], budget))
        if trace[-1].get(len(old) - len(new), 0) >= len(old):
            return _back(trace, len(old) - len(new))
    return []


def _further(
    old: Sequence[str], new: Sequence[str], edits: int, former: dict[int, int], budget: Budget
) -> dict[int, int]:
    """How far one edit more leads on each diagonal."""
    furthest = {}
    for diagonal in range(-edits, edits + 1, 2):
        start = at = _start(edits, diagonal, former)
        while at < len(old) and at - diagonal < len(new) and old[at] == new[at - diagonal]:
            at += 1
        furthest[diagonal] = at
        budget.steps -= 1 + at - start
    return furthest


def _start(edits: int, diagonal: int, former: dict[int, int]) -> int:
    """Where a diagonal is entered: by an insertion from the one above, or by a deletion from the one below."""
    if _is_insertion(edits, diagonal, former):
        return former[diagonal + 1]
    return former[diagonal - 1] + 1


def _is_insertion(edits: int, diagonal: int, former: dict[int, int]) -> bool:
    if diagonal in (-edits, edits):
        return diagonal == -edits
    return former[diagonal - 1] < former[diagonal + 1]


def _back(trace: Sequence[dict[int, int]], diagonal: int) -> list[Run]:
    """The runs of the edit that led to the end of this diagonal, in order."""
    runs = []
    for edits in range(len(trace) - 2, -1, -1):
        former = trace[edits]
        start = _start(edits, diagonal, former)
        length = trace[edits + 1][diagonal] - start
        if length:
            runs.append(Run(start, start - diagonal, length))
        diagonal += 1 if _is_insertion(edits, diagonal, former) else -1
    return runs[::-1]
