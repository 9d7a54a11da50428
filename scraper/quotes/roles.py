"""How an article introduces a person: the title before or behind the name, and the body it belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.quotes.gazetteer import ORGANISATIONS
from scraper.quotes.mention import title_words
from scraper.quotes.role_nouns import ROLES

_IN_BRACKETS = re.compile(r" ?\([^()]*\)")
_APPOSITION = re.compile(r"(?: ?\([^()\n]*\))?,? (?=(\w[\w-]*))")
#: Parts of a body; the affiliation is the body itself.
_UNITS = frozenset(
    """
    bidang bagian seksi sub subbagian unit divisi tim pimpinan anak reskrim reskrimum reskrimsus renakta
    intelkam cabang ranting tugas majelis
    """.split()
)
#: Words that come last in the name of a body, as in English.
_LAST_WORDS = frozenset(
    "city mall club fc united academy university college school group center centre park plaza institute".split()
)
_INSTITUTIONS = ORGANISATIONS - _UNITS
#: Words before the noun of a title, with how many they are ("salah satu |pedagang|").
_QUANTITIES = {"salah": 2, "seorang": 1}
_HEADS = ROLES | _QUANTITIES.keys()
#: Characters and words of the longest titles.
_REACH, _MAX_WORDS = 140, 16
_IN_ROLE = frozenset("dan sekaligus of and the bidang urusan umum".split())


def introduction(body: str, name: tuple[int, int]) -> str | None:
    """The title printed around a name: before it ("Kepala Dinas X, |Budi|") or behind ("|Budi|, Kepala Dinas X")."""
    return _title_before(body, name[0]) or _title_after(body, name[1])


def _title_before(body: str, at: int) -> str | None:
    line = body[max(0, at - _REACH) : at].rsplit("\n", 1)[-1]
    words = title_words(line.split())
    first = len(words)
    for i in range(len(words) - 1, max(-1, len(words) - _MAX_WORDS), -1):
        word = words[i].strip("(),")
        if word.lower().removesuffix("nya") in ROLES:
            first = i
        elif words[i][-1] in '."”' or not _in_title(word, words[-1]):
            break
    return " ".join(words[first:]).rstrip(" ,") or None


def _in_title(word: str, last: str) -> bool:
    """Whether a word can stand in a title that ends in `last`; in one of nouns ("aktor sekaligus artis") only nouns."""
    if last in ROLES:
        return word in _IN_ROLE
    return not word or word[0].isupper() or word in _IN_ROLE


def _title_after(body: str, at: int) -> str | None:
    lead = _APPOSITION.match(body, at)
    if lead is None or lead[1].lower() not in _HEADS:
        return None
    if body[lead.end() - 2] != "," and lead[1].islower():
        return None
    fixed = _QUANTITIES.get(lead[1], 0)
    words: list[str] = []
    for word in body[lead.end() : lead.end() + _REACH].split():
        if len(words) > fixed and word[0].islower() and word not in _IN_ROLE:
            break
        words.append(word)
        if word[-1] in ",.;":
            break
    return " ".join(words).rstrip(",.;") or None


@lru_cache(maxsize=256)
def affiliation(role: str) -> str | None:
    """The body that a title belongs to: from its first institution word to its end, without its short form.

    >>> affiliation("Kepala Dinas Perhubungan (Dishub) DKI Jakarta")
    'Dinas Perhubungan DKI Jakarta'
    """
    words = _IN_BRACKETS.sub("", role).split()
    for i, word in enumerate(words):
        bare = word.strip("(),")
        if bare.lower() in _LAST_WORDS:
            return " ".join(words[_name_start(words, i) :])
        if bare.lower() in _INSTITUTIONS or _is_acronym(word):
            return " ".join(words[i:])
    return None


def _is_acronym(word: str) -> bool:
    if len(word) < 3 or not word.isalpha() or not word.isupper():
        return False
    return word.lower() not in ROLES


def _name_start(words: list[str], at: int) -> int:
    """Where a name begins whose institution word comes last ("Manager |Margo City|")."""
    while at and words[at - 1][0].isupper() and words[at - 1].lower() not in ROLES:
        at -= 1
    return at
