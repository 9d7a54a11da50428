"""How an article introduces a person: the title before or behind the name, and the body it belongs to."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.quotes.titles import CORPS, HONORIFICS, ROLES
from scraper.quotes.vocabulary import ORGANISATIONS

_APPOSITION = re.compile(r"(?: ?\([^()\n]*\))?,? (?=(\w[\w-]*))")
#: Parts of a body; the affiliation is the body itself.
_UNITS = "bidang bagian seksi sub subbagian unit divisi tim pimpinan anak reskrim reskrimum reskrimsus renakta intelkam"
_INSTITUTIONS = ORGANISATIONS - frozenset(_UNITS.split())
_IN_ROLE = frozenset("dan sekaligus of and the bidang urusan umum".split())


def introduction(body: str, name: tuple[int, int]) -> str | None:
    """The title printed around a name: before it ("Kepala Dinas X, |Budi|") or behind ("|Budi|, Kepala Dinas X")."""
    return _title_before(body, name[0]) or _title_after(body, name[1])


def _title_before(body: str, at: int) -> str | None:
    start = max(0, at - 160)
    line = body[start:at]
    line = line[line.rfind("\n") + 1 :]
    words = list(re.finditer(r"\S+", line))
    while words and words[-1].group().lower().rstrip(".,") in HONORIFICS | CORPS:
        words.pop()
    first = None
    for i in range(len(words) - 1, max(-1, len(words) - 16), -1):
        word = words[i].group().strip("(),")
        if word.lower() in ROLES:
            first = i
        elif not (word[:1].isupper() or word.lower() in _IN_ROLE or not word) or words[i].group()[-1] in '."”':
            break
    if first is None:
        return None
    return line[words[first].start() : words[-1].end()].rstrip(" ,")


def _title_after(body: str, at: int) -> str | None:
    lead = _APPOSITION.match(body, at)
    if not lead or lead[1].lower() not in ROLES or (body[lead.end() - 2] != "," and lead[1].islower()):
        return None
    words: list[str] = []
    for word in body[lead.end() : lead.end() + 120].split():
        if not (word[0].isupper() or word in _IN_ROLE or not words):
            break
        words.append(word)
        if word[-1] in ",.;":
            break
    return " ".join(words).rstrip(",.;") or None


@lru_cache(maxsize=256)
def affiliation(role: str) -> str | None:
    """The body that a title belongs to: from its first institution word to its end.

    >>> affiliation("Kepala Dinas Perhubungan DKI Jakarta")
    'Dinas Perhubungan DKI Jakarta'
    """
    words = role.split()
    for i, word in enumerate(words):
        bare = word.strip("(),")
        if bare.lower() in _INSTITUTIONS or (len(bare) > 2 and bare.isupper() and bare.isalpha()):
            return " ".join(words[i:])
    return None
