"""Where quotation marks pair: double marks of any shape are one class.

The direction of a curly mark means nothing on Indonesian pages: a Kompas corpus opens 94 % of its quotations
with the closing shape, JPNN and the JawaPos papers mix shapes inside one article. What counts is position,
starting anew at each paragraph, and which side of a mark has white space. Of 13,871 paragraphs 11 have an odd
number of marks, and always because one was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = ('"', "“", "”", "„", "‟", "″", "＂", "«", "»", "''", "‘‘", "’’", "``")
_SINGLES = ("'", "‘", "’", "‚")
#: A single mark that can open speech: one within a word is an apostrophe.
_BEFORE_SINGLES = " \n("
#: Single marks count only around four words or more, opened after a space and closed before one.
_SINGLE = re.compile(r"(?:^|(?<=[\s(]))['‘’‚](?=\w)((?:[^\n'‘’]|(?<=\w)['’](?=\w)){12,}?)['’](?=[\s,.;:)]|$)")
_LOST_CLOSE = re.compile(r"[,?!.] (?=(?:ujar|kata|tutur|ucap|jelas|ungkap|tegas|terang|imbuh|papar)(?:nya)?\b)")
_BEFORE_CUE = re.compile(r"[,.?!]\s*$")

OPENS, CLOSES, EITHER = 1, -1, 0


@dataclass(slots=True)
class Marked:
    """A stretch of text between marks: offsets of the marks' outer and of the content's inner edges."""

    start: int
    inner: int
    inner_end: int
    end: int
    #: False when the closing mark is missing: the quotation may go on in the next paragraph.
    closed: bool = True


def marked(body: str, paragraphs: list[tuple[int, int]]) -> Iterator[tuple[int, Marked]]:
    """Every outermost stretch between marks with the index of its paragraph, in order.

    `paragraphs` are the offsets at which paragraphs start and end.

    >>> text = 'Ia menulis ”Film “Laut” itu bagus,” lalu pergi.'
    >>> [text[mark.inner:mark.inner_end] for _, mark in marked(text, [(0, len(text))])]
    ['Film “Laut” itu bagus,']
    """
    singles = _has_opening_single(body)
    found = _found(body)
    first = last = 0
    for i, (start, end) in enumerate(paragraphs):
        while last < len(found) and found[last][0] < end:
            last += 1
        if first < last:
            for pair in _paired(body, found[first:last], start, end):
                yield i, pair
            first = last
        elif singles:
            for pair in _single(body, start, end):
                yield i, pair


def _has_opening_single(body: str) -> bool:
    """Whether a single mark may open speech. Looking for one character first is ten times faster."""
    if body.startswith(_SINGLES):
        return True
    here = [single for single in _SINGLES if single in body]
    return any(before + single in body for single in here for before in _BEFORE_SINGLES)


def _found(body: str) -> list[tuple[int, int]]:
    """Offsets of every mark. Looking for one shape after the other is faster than for any at once.

    Looking for one character is ten times faster still than for two, so that comes before them.
    """
    found = []
    for mark in _MARKS:
        at = body.find(mark) if mark[0] in body else -1
        while at >= 0:
            found.append((at, at + len(mark)))
            at = body.find(mark, at + len(mark))
    found.sort()
    return found


def _single(body: str, start: int, end: int) -> list[Marked]:
    return [Marked(m.start(), m.start(1), m.end(1), m.end()) for m in _SINGLE.finditer(body, start, end)]


def _paired(body: str, found: list[tuple[int, int]], start: int, end: int) -> list[Marked]:
    if len(found) == 2:
        return [Marked(*found[0], *found[1])]
    sides = [_side(body, a, b, start, end) for a, b in found]
    if len(found) % 2:
        found, sides = _without_inches(body, found, sides)
    return _by_sides(body, found, sides, start, end)


def _side(body: str, a: int, b: int, start: int, end: int) -> int:
    free_before = a == start or body[a - 1] in " \u00a0\n\t([:-–—"
    free_after = b == end or body[b] in " \u00a0\n\t)].,;:!?-–—"
    return free_before - free_after


def _without_inches(
    body: str, found: list[tuple[int, int]], sides: list[int]
) -> tuple[list[tuple[int, int]], list[int]]:
    """Drop the mark of a measure (layar 6,5") when marks do not come in pairs."""
    for i, (a, _) in enumerate(found):
        if sides[i] == CLOSES and a and body[a - 1].isdigit():
            return found[:i] + found[i + 1 :], sides[:i] + sides[i + 1 :]
    return found, sides


def _by_sides(body: str, found: list[tuple[int, int]], sides: list[int], start: int, end: int) -> list[Marked]:
    out: list[Marked] = []
    nested = _nests(sides)
    odd = len(found) % 2 == 1
    opened: tuple[int, int] | None = None
    depth = 0
    for i, (a, b) in enumerate(found):
        if opened is None:
            if odd and sides[i] == CLOSES and _BEFORE_CUE.search(body, start, a):
                out.append(Marked(*_lost_open(out, start), a, b))
                odd = False
            else:
                opened, depth = (a, b), 1
        elif sides[i] == OPENS and nested:
            depth += 1
        elif sides[i] == OPENS and odd:
            out.append(_lost_close(body, opened, a))
            opened, odd = (a, b), False
        else:
            depth -= 1
            if depth == 0:
                out.append(Marked(*opened, a, b))
                opened = None
    if opened is not None:
        out.append(_lost_close(body, opened, end))
    return out


def _nests(sides: list[int]) -> bool:
    """Whether the marks, taken by their sides, form a complete nesting deeper than one."""
    depth = deepest = 0
    for side in sides:
        depth += side or (-1 if depth else 1)
        deepest = max(deepest, depth)
        if depth < 0:
            return False
    return depth == 0 and deepest > 1


def _lost_open(done: list[Marked], start: int) -> tuple[int, int]:
    at = done[-1].end if done else start
    return at, at


def _lost_close(body: str, opened: tuple[int, int], end: int) -> Marked:
    cue = _LOST_CLOSE.search(body, opened[1], end)
    at = cue.start() + 1 if cue else end
    return Marked(*opened, at, at, closed=cue is not None)
