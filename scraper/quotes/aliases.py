"""Aliases: names of which a word is short, by its first syllables, its initials or its spelling."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scraper.quotes.names import initials

#: Letters of the shortest word that may be cut from a longer one ("Mirza" of "Mirzani").
MIN_PREFIX = 4
#: Letters of the shortest word that may have a letter more.
MIN_SIMILAR = 6
#: Letters of each half of a blend ("Zul" and "has" of "Zulkifli Hasan").
MIN_PART = 2
#: Names with the same two first letters that are asked; keeps the work linear in texts of nothing but names.
MAX_NEAR = 40


#: First letters of a name's words, and its initials -> the names.
AliasIndex = dict[str, list[str]]


def alias_index(names: Iterable[str]) -> AliasIndex:
    """The names of an article, to be found by what is short for them."""
    index: AliasIndex = {}
    for name in names:
        keys = {word[:MIN_PART].lower() for word in name.split()}
        for key in (initials(name), *sorted(keys)):
            index.setdefault(key, []).append(name)
    return index


def names_of(index: AliasIndex, alias: str) -> list[str]:
    """The names for which a word is short; of names that hold one another the longest.

    >>> names_of(alias_index(["Rahmat Mirzani", "Asep Rifai", "Mirzani"]), "Mirza")
    ['Rahmat Mirzani']
    """
    key = alias if alias.isupper() else alias[:MIN_PART].lower()
    near = index.get(key, [])[:MAX_NEAR]
    found = [name for name in near if is_alias(alias, name)]
    return [name for name in found if not _is_part(name, found)]


def _is_part(name: str, others: list[str]) -> bool:
    return any(name != other and name in other for other in others)


def is_alias(alias: str, name: str) -> bool:
    """Whether a word means somebody of that name: it begins it, or is no word of it but short for it.

    >>> [is_alias(*pair) for pair in (("Mirza", "Rahmat Mirzani"), ("Zulhas", "Zulkifli Hasan"))]
    [True, True]
    >>> [is_alias(*pair) for pair in (("AHY", "Agus H Yudha"), ("Supriadi", "M Supriyadi"), ("Rudi", "Budi"))]
    [True, True, False]
    """
    words = name.split()
    if alias in words:
        return len(words) > 1 and words[0] == alias
    if alias.isupper():
        return len(words) > 1 and alias == initials(name)
    for word in words:
        if _is_cut(alias, word) or _is_respelt(alias, word):
            return True
    return _is_blend(alias.lower(), name.lower().split())


def _is_cut(alias: str, word: str) -> bool:
    if len(alias) < MIN_PREFIX or len(word) < len(alias) + 2:
        return False
    return word.startswith(alias)


def _is_blend(alias: str, words: list[str]) -> bool:
    """Whether an alias is the beginnings of two words that follow one another."""
    for first, second in pairwise(words):
        for cut in range(MIN_PART, len(alias) - MIN_PART + 1):
            if first.startswith(alias[:cut]) and second.startswith(alias[cut:]):
                return True
    return False


def _is_respelt(alias: str, word: str) -> bool:
    """Whether one of two words has a letter more ("Supriadi", "Supriyadi"). Another letter is another name."""
    shorter, longer = sorted((alias, word), key=len)
    if len(shorter) < MIN_SIMILAR or len(longer) - len(shorter) != 1:
        return False
    same = 0
    while same < len(shorter) and shorter[same] == longer[same]:
        same += 1
    return same > 0 and longer[same + 1 :] == shorter[same:]
