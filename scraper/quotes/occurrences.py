"""Evidence for names: how an article prints a word elsewhere, and what that shows of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.quotes.gazetteer import COMMON
from scraper.quotes.name_words import is_name_word
from scraper.quotes.reporting_verbs import ACTIVE, ROOTS
from scraper.quotes.role_nouns import HONORIFICS

Span = tuple[int, int]

#: An age behind a name: "(34)", ", 34,".
AGE = re.compile(r" ?\( ?\d\d? ?(?:tahun)?\)| ?, \d\d?(?: tahun| ?),")
EDGES = ",.;:()\"“”„[]'’‘"
PLACING = frozenset(
    "di Bandara Pelabuhan Terminal Pasar Stasiun Kecamatan Desa Kelurahan Polsek Polres Kejari Kabupaten Kota".split()
)
_REGIONS = PLACING | frozenset("wilayah kawasan desa kecamatan kota".split())
_BEFORE_SPEAKERS = HONORIFICS | ROOTS | {"menurut", "oleh"}
_INITIALS_BESIDE = frozenset({"alias", "berinisial", "inisial"})
_SENTENCE_ENDS = '.!?:\n"“”'
#: Characters before and behind a word that hold the next one.
_NEAR = 24


def occurrences(body: str, word: str, lo: int = 0, hi: int | None = None) -> Iterator[Span]:
    """Offsets of every place between `lo` and `hi` where a word or words stand whole, in order."""
    hi = len(body) if hi is None else hi
    at = body.find(word, lo, hi)
    while at >= 0:
        end = at + len(word)
        if is_whole(body, at, end):
            yield at, end
        at = body.find(word, end, hi)


def is_whole(body: str, start: int, end: int) -> bool:
    """Whether no letter, digit or dash continues a stretch of text."""
    if body[end : end + 1].isalnum():
        return False
    before = body[start - 1 : start]
    return not before.isalnum() and before != "-"


def word_before(body: str, at: int) -> str:
    """The word that ends before an offset, with its comma; "" at the head of a text."""
    return body[max(0, at - _NEAR) : at].rstrip(" ").rsplit(" ", 1)[-1]


def word_behind(body: str, at: int) -> str:
    """The word that begins one character behind an offset, with its comma."""
    return body[at + 1 : at + _NEAR].split(" ", 1)[0]


def begins_sentence(body: str, at: int) -> bool:
    """Whether a word stands at the head of a line or sentence, where a capital tells nothing."""
    before = body[max(0, at - 4) : at].rstrip(" ")
    return not before or before[-1] in _SENTENCE_ENDS


def in_subhead(body: str, at: int) -> bool:
    """Whether an offset lies in a sub-head, where capitals tell nothing."""
    return body.startswith("## ", body.rfind("\n", 0, at) + 1)


def is_common(body: str, word: str) -> bool:
    """Whether a word is an ordinary one: in most articles, or elsewhere in this one, it is in small letters."""
    lower = word.lower()
    return lower in COMMON or f" {lower} " in body


def capital_inside(body: str, word: str, at: int = -1) -> bool:
    """Whether a word stands with a capital inside a sentence somewhere else than at an offset."""
    for start, _ in occurrences(body, word):
        if start == at or begins_sentence(body, start):
            continue
        if not in_subhead(body, start):
            return True
    return False


def is_ordinary(body: str, word: str, at: int) -> bool:
    """Whether a word that begins a sentence at an offset is an ordinary one and nowhere else a name."""
    return is_common(body, word) and not capital_inside(body, word, at)


def speaks(body: str, word: str) -> bool:
    """Whether a word stands alone as somebody who speaks: behind a reporting verb or honorific, or before a verb."""
    for start, end in occurrences(body, word):
        behind = word_behind(body, end).rstrip(",")
        if behind in ACTIVE:
            return True
        if word_before(body, start).lower() in _BEFORE_SPEAKERS and not behind[:1].isupper():
            return True
    return False


def stands_alone(body: str, word: str) -> bool:
    """Whether a word is printed somewhere with no name word behind it."""
    for _, end in occurrences(body, word):
        if body[end : end + 1] != " ":
            return True
        if not is_name_word(word_behind(body, end).rstrip(EDGES)):
            return True
    return False


def stands_behind(body: str, word: str, heads: frozenset[str]) -> bool:
    """Whether a word is printed directly behind one of some others."""
    return any(word_before(body, start) in heads for start, _ in occurrences(body, word))


def is_placed(body: str, word: str) -> bool:
    """Whether the article prints a word as the name of a place ("wilayah Brojolan")."""
    return stands_behind(body, word, _REGIONS)


def is_initialled(body: str, text: str) -> bool:
    """Whether two or three capitals are a person's initials: an age, "alias" or "berinisial" stands beside them."""
    if not text.isupper() or not 1 < len(text) < 4:
        return False
    for start, end in occurrences(body, text):
        if AGE.match(body, end) or word_behind(body, end) in _INITIALS_BESIDE:
            return True
        if word_before(body, start) in _INITIALS_BESIDE:
            return True
    return False
