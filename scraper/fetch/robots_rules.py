"""Rules of a robots.txt group: which pattern fits a path, and which of those that fit decides (RFC 9309 section 2.2).

The longest pattern that fits wins, and of two as long the one that allows. Patterns without "*" or "$" are found by
the beginnings of the path, so a file of 25,000 of them costs no more than one of ten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_UNSENT = re.compile("[^!-~]")
#: What means something in a pattern or parts a URL, and so differs from its escape.
_KEPT_ESCAPED = frozenset("%*$?#/ ")
_ESCAPED_SLASH = re.compile("%2f", re.IGNORECASE)


class _Rank(NamedTuple):
    """Sorts by what decides: the octets of the pattern, then allow before disallow."""

    octets: int
    allows: bool


class _Wildcard(NamedTuple):
    """A pattern with "*" or with "$" at its end."""

    rank: _Rank
    #: Between the stars.
    parts: tuple[str, ...]
    #: Nothing may follow.
    is_anchored: bool


class Rules:
    """Rules in the order of their weight."""

    def __init__(self, rules: Iterable[tuple[bool, str]]) -> None:
        """`rules` are whether it allows, and its pattern with only printable ASCII in it."""
        self._plain: dict[str, _Rank] = {}
        self._wild: list[_Wildcard] = []
        for allows, pattern in rules:
            if pattern:
                self._add(_Rank(len(pattern), allows), pattern)
        self._wild.sort(reverse=True)
        self._lengths = sorted({len(pattern) for pattern in self._plain})

    def _add(self, rank: _Rank, pattern: str) -> None:
        is_anchored = pattern.endswith("$")
        parts = tuple(map(normal, plain_slashes(pattern.removesuffix("$")).split("*")))
        if is_anchored or len(parts) > 1:
            self._wild.append(_Wildcard(rank, parts, is_anchored))
        else:
            self._plain[parts[0]] = max(rank, self._plain.get(parts[0], rank))

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be asked for."""
        path = normal(plain_slashes(path))
        best = _longest(self._plain, self._lengths, path)
        for wildcard in self._wild:
            if wildcard.rank <= best:
                break
            if _fits(wildcard, path):
                return wildcard.rank.allows
        return best.allows


def _longest(plain: Mapping[str, _Rank], lengths: Sequence[int], path: str) -> _Rank:
    """The rank of the longest plain pattern that the path begins with; of none, that of a rule that allows all."""
    best = _Rank(0, allows=True)
    for length in lengths:
        if length > len(path):
            break
        beginning = path[:length]
        best = max(best, plain.get(beginning, best))
    return best


def _fits(pattern: _Wildcard, path: str) -> bool:
    """Whether the path begins so; in linear time, each part at its first place."""
    first, *rest = pattern.parts
    if not path.startswith(first):
        return False
    if not rest:  # no star, so it is anchored
        return path == first
    place = len(first)
    *middle, last = rest
    for part in middle:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    if not pattern.is_anchored:
        return path.find(last, place) >= 0
    has_room = len(path) - len(last) >= place
    return has_room and path.endswith(last)


def plain_slashes(path: str) -> str:
    """An escaped slash in the query is a slash, as the table of RFC 9309 section 2.2.2 has it."""
    before, mark, query = path.partition("?")
    return before + mark + _ESCAPED_SLASH.sub("/", query)


def normal(text: str) -> str:
    """One form for all spellings of a part of a path: escapes where they mean something else, and only there.

    >>> normal("/%62er%E3%83%84/a*b%2a%2F"), normal("/berツ")
    ('/ber%E3%83%84/a%2Ab%2A%2F', '/ber%E3%83%84')
    """
    unescaped = _ESCAPE.sub(_unescaped, text)
    escaped = _UNSENT.sub(_escaped, unescaped)
    return escaped.replace("*", "%2A").replace("$", "%24")


def _unescaped(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    if character in _KEPT_ESCAPED or not "!" <= character <= "~":
        return found[0].upper()
    return character


def _escaped(found: re.Match[str]) -> str:
    octets = found[0].encode("utf-8", "surrogateescape" if "\udc80" <= found[0] <= "\udcff" else "replace")
    return "".join(f"%{octet:02X}" for octet in octets)
