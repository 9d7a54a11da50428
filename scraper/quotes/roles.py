"""How an article introduces a person: the title before or behind the name, and the body it belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.quotes.gazetteer import ORGANISATIONS
from scraper.quotes.phrases import title_words
from scraper.quotes.role_nouns import ROLES

_IN_BRACKETS = re.compile(r" ?\([^()]*\)")
_APPOSITION = re.compile(r"(?: ?\([^()\n]*\))?,? (?=(\w[\w-]*))")
#: Parts of a body; the affiliation is the body itself.
_UNITS = """
    bidang bagian seksi sub subbagian unit divisi tim pimpinan anak reskrim reskrimum reskrimsus renakta
    intelkam cabang ranting tugas majelis
"""
#: Words that come last in the name of a body, as in English.
_LAST_WORDS = frozenset(
    "city mall club fc united academy university college school group center centre park plaza institute".split()
)
_INSTITUTIONS = ORGANISATIONS - frozenset(_UNITS.split())
#: Words before the noun of a title, with how many they are ("salah satu |pedagang|").
_QUANTITIES = {"salah": 2, "seorang": 1}
_HEADS = ROLES | _QUANTITIES.keys()
_IN_ROLE = frozenset("dan sekaligus of and the bidang urusan umum".split())


def introduction(body: str, name: tuple[int, int]) -> str | None:
    """The title printed around a name: before it ("Kepala Dinas X, |Budi|") or behind ("|Budi|, Kepala Dinas X")."""
    return _title_before(body, name[0]) or _title_after(body, name[1])


def _title_before(body: str, at: int) -> str | None:
    line = body[max(0, at - 160) : at]
    words = title_words(line[line.rfind("\n") + 1 :].split())
    first = len(words)
    for i in range(len(words) - 1, max(-1, len(words) - 16), -1):
        word = words[i].strip("(),")
        if word.lower() in ROLES:
            first = i
        elif words[i][-1] in '."”' or not _in_title(word, words[-1]):
            break
    return " ".join(words[first:]).rstrip(" ,") or None


def _in_title(word: str, last: str) -> bool:
    """Whether a word can stand in a title that ends in `last`; in one of nouns ("aktor sekaligus artis") only nouns."""
    if last in ROLES:
        return word in _IN_ROLE
    return word[:1].isupper() or word.lower() in _IN_ROLE or not word


def _title_after(body: str, at: int) -> str | None:
    lead = _APPOSITION.match(body, at)
    if not lead or lead[1].lower() not in _HEADS or (body[lead.end() - 2] != "," and lead[1].islower()):
        return None
    words: list[str] = []
    for word in body[lead.end() : lead.end() + 120].split():
        if len(words) > _QUANTITIES.get(lead[1], 0) and word[0].islower() and word not in _IN_ROLE:
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
    return len(word) > 2 and word.isalpha() and word.isupper() and word.lower() not in ROLES


def _name_start(words: list[str], at: int) -> int:
    """Where a name begins whose institution word comes last ("Manager |Margo City|")."""
    while at and words[at - 1][0].isupper() and words[at - 1].lower() not in ROLES:
        at -= 1
    return at
