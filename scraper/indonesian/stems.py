"""Stems: a light stemmer for Indonesian, so that who asks for "menanam" finds "penanaman". Pure.

No dictionary stands behind it. Where an affix can be undone in two ways ("menanam" is of "tanam", or would be of
"nanam") both stems are given: two words are of one kind where they share a stem. How a nasal prefix changes the sound
behind it is told by Tata Bahasa Baku Bahasa Indonesia (4th edition, 2017, chapter 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

#: Letters of the shortest stem: "jalan" is no "jal" with a suffix.
SHORTEST = 4
#: Stands before a stem where it is indexed, so that no phrase and no beginning of a word that a reader asks for meets
#: it: a letter that no Indonesian text has.
MARK = "\u02bc"

_WORD = re.compile(r"[a-z]{5,}")
#: Behind a word, and nothing of its meaning; "lah" and "kah" mostly are of the word: "masalah", "berkah".
_CLITIC = re.compile("nya$")


class _Affix(NamedTuple):
    """A prefix, what may have stood where it changes a sound, and the suffixes that it goes with."""

    prefix: re.Pattern[str]
    sounds: tuple[str, ...]
    suffixes: tuple[str, ...]


#: A nasal prefix without its first two letters -> the sounds that may have stood behind it.
_NASAL = {
    "ny(?=[aeiou])": ("s",), "ng(?=[aeiou])": ("", "k"), "ng(?=[ghkq])": ("",), "n(?=[aeiou])": ("t", "n"),
    "n(?=[cdjtsz])": ("",), "m(?=[aeiou])": ("p", "m"), "m(?=[bfpv])": ("",), "(?=[lrwy])": ("",),
}  # fmt: skip
#: A plain prefix -> the suffixes that it goes with; "" is none. "ke" and "per" alone are mostly part of the word.
_PLAIN = {
    "memper": ("kan", "i", ""), "diper": ("kan", "i", ""), "di": ("kan", "i", ""), "ter": ("kan", "i", ""),
    "ber": ("kan", "an", ""), "be(?=ker)": ("an", ""), "keber": ("an",), "keter": ("an",), "ke": ("an",),
    "per": ("an",), "pe(?=[bcdghjkst])": ("an", ""),
}  # fmt: skip
_PREFIXED = (
    *(_Affix(re.compile(f"me{nasal}"), sounds, ("kan", "i", "")) for nasal, sounds in _NASAL.items()),
    *(_Affix(re.compile(f"pe{nasal}(?:ber)?"), sounds, ("an", "")) for nasal, sounds in _NASAL.items()),
    *(_Affix(re.compile(prefix), ("",), suffixes) for prefix, suffixes in _PLAIN.items()),
)
#: Suffixes of a word without a prefix; a loanword in "si" ("polisi", "informasi") ends in no suffix.
_SUFFIXED = (_Affix(re.compile(""), ("",), ("kan", "an")), _Affix(re.compile("(?!.*si$)"), ("",), ("i",)))
#: Words that only look affixed, or whose prefix is of no rule -> their stems.
_IRREGULAR = {
    **dict.fromkeys(("pemerintah", "pemerintahan", "kepala", "perempuan", "kemarin"), ()),
    "berikan": ("beri",),
    **dict.fromkeys("belajar pelajar pelajaran pembelajaran mengajar pengajar pengajaran ajaran".split(), ("ajar",)),
}


def stems_of(text: str) -> str:
    """The stems of a text's words that do not stand in it themselves, each once behind `MARK`: what is indexed.

    >>> stems_of("Warga menanam pohon, penanaman pohon itu disaksikan banyak saksi")
    'ʼnanam ʼtanam'
    """
    words = set(_WORD.findall(text.lower()))
    found: set[str] = set()
    for word in words:
        found.update(stems(word))
    return " ".join(f"{MARK}{stem}" for stem in sorted(found - words))


@lru_cache(maxsize=1 << 17)
def stems(word: str) -> tuple[str, ...]:
    """The stems that a word in small letters may have, without itself; none for a word without an affix.

    >>> stems("pembangunan"), stems("memukul"), stems("kebakaran"), stems("jalan")
    (('bangun',), ('mukul', 'pukul'), ('bakar',), ())
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    bare = _CLITIC.sub("", word) if len(word) >= SHORTEST + 3 else word
    found = _undone(bare, _PREFIXED) or _undone(bare, _SUFFIXED)
    return tuple(sorted((found | {bare}) - {word}))


def _undone(word: str, affixes: tuple[_Affix, ...]) -> set[str]:
    """The stems of a word by each affix that it has."""
    return {stem for affix in affixes for stem in _without(word, affix)}


def _without(word: str, affix: _Affix) -> Iterator[str]:
    """The stems of a word that has an affix; a suffix "i" may as well be of the stem, any other goes where it can."""
    found = affix.prefix.match(word)
    if found is None:
        return
    for suffix in affix.suffixes:
        rest = word[found.end() :].removesuffix(suffix)
        stands = [sound + rest for sound in affix.sounds if len(sound + rest) >= SHORTEST]
        if word.endswith(suffix) and stands:
            yield from stands
            if suffix not in ("", "i"):
                return
