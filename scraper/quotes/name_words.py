"""Name words: which words can belong to a personal name, and where a name begins and ends in a row of words."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.quotes.gazetteer import (
    FUNCTION,
    LAST_NAMES,
    MONTHS,
    NAMESAKES,
    NEVER_IN_NAMES,
    NOUNS,
    ORGANISATIONS,
    PLACE_HEADS,
    PLACE_PAIRS,
    PLACES_AND_NAMES,
    UNIVERSITIES,
    VILLAGE_TITLES,
    WEEKDAYS,
)
from scraper.quotes.role_nouns import CORPS, DEGREE_WORDS, HONORIFICS, ROLES, ROLES_AND_NAMES

Run = tuple[int, int]

#: Stands where a parenthesis ended; no name goes over it, only a rank ("Mayjen TNI (Purn) Supiadi").
GAP = "¦"
JOINING = frozenset({"bin", "binti", "boru", "br", "van", "von", "de", "da", "der", "del", "dos", "al", "el"})
#: Ranks and honorifics; a name follows.
BEFORE_NAMES = HONORIFICS | CORPS | {GAP, ""}
#: Nouns that can be a name's second or last word.
NOUN_NAMES = ((NOUNS | ROLES_AND_NAMES | LAST_NAMES | {"raja", "sarana"}) - ORGANISATIONS - PLACE_HEADS) - (
    (ROLES - ROLES_AND_NAMES) | frozenset("indonesia republik ri i ii iii iv v jalan program tersangka kasus".split())
)
#: What can be a name where a capital shows it to be one, inside a sentence ("kata |Jadi|").
NAMES_INSIDE = (
    (NOUN_NAMES | FUNCTION)
    - WEEKDAYS
    - MONTHS
    - frozenset("ia dia beliau mereka kami kita saya aku anda allah wib wita wit pukul".split())
)
#: Two names with a dash between ("Rifai-Anton").
PAIR = re.compile(r"[A-Z][a-z]{3,}-[A-Z][a-z]{3,}")

_SHAPES = (
    r"[A-ZÀ-Þ][a-zß-ÿ]+(?:['’`-][A-Za-z][a-z]*)*(?:[A-Z][a-z]+)?",
    r"[A-Z]['’`][A-Z]?[a-z]+",
    r"[A-Z]{2}",
    r"[A-Z]\.?",
    r"(?:[A-Z]\.){2,3}[A-Z]?",
    r"(?:al|el|an|ar|as|ash|asy|at|az)-[A-Z][a-z]+",
)
_TOKEN = re.compile("|".join(_SHAPES))
_NOUN_SHAPES = (
    "(?:Pe(?:r|n|m|ng|ny)?|Ke)[a-z]{4,}an$",
    "[A-Z][a-z]+(?:isasi|isme|logi|grafi)$",
    "Di[a-z]+kan$",
    "[A-Z][a-z]{2,}nya$",
)
_COMMON_NOUN = re.compile("|".join(_NOUN_SHAPES))
#: How a word ends that `_COMMON_NOUN` can match.
_NOUN_ENDS = ("an", "isasi", "isme", "logi", "grafi", "nya")
#: Begin Arabic names ("Al Muzzammil"); in capitals "AL" is the navy.
_ARTICLES = frozenset({"Al", "El", "Ar", "As", "Az", "Ash", "Asy"})
#: First names that are printed short.
_SHORT_NAMES = frozenset({"Muh.", "Moh.", "Moch.", "Much.", "Mohd.", "Muhd.", "Ach.", "Abd.", "Sy.", "St.", "Xi"})
_ALWAYS = _ARTICLES | _SHORT_NAMES
_BALI = frozenset("ketut gusti wayan made nyoman komang gede putu kadek nengah dewa gde ngurah".split())
_NO_NAMES = (NEVER_IN_NAMES | HONORIFICS | CORPS | ROLES) - ROLES_AND_NAMES
#: The word behind one of these is its own name, unless that leaves less than two words for the person's.
_BEARING_NAMES = PLACE_HEADS | NAMESAKES | VILLAGE_TITLES | {"partai"}
_UNIVERSITY = frozenset({"universitas", "univ"})


@lru_cache(maxsize=4096)
def is_name_word(word: str) -> bool:
    """Whether a word can be part of a personal name by its letters and is no known title, place or noun.

    >>> [is_name_word(w) for w in ("Welfizon", "M", "Kesehatan", "Jakarta", "itu", "BNPB")]
    [True, True, False, False, False, False]
    """
    lower = word.lower()
    if lower == word:
        return False
    if word in _ALWAYS:
        return True
    if lower in _NO_NAMES or lower.rstrip(".") in BEFORE_NAMES:
        return False
    if not _TOKEN.fullmatch(word) or PAIR.match(word):
        return False
    return not (lower.endswith(_NOUN_ENDS) and _COMMON_NOUN.match(word))


def leading(words: list[str]) -> Run:
    """Indexes of the personal name that `words` begin with, after honorifics and ranks; (0, 0) when none.

    >>> leading("AKBP Ferdiyan Fahmi saat".split())
    (1, 3)
    """
    first = 0
    final = len(words) - 1
    while first < final and is_before_name(words[first]):
        first += 1
    last = _run_end(words, first)
    return (first, last) if last > first else (0, 0)


def is_before_name(word: str) -> bool:
    """Whether a word is a rank or an honorific."""
    return word.lower().rstrip(".") in BEFORE_NAMES


def _run_end(words: list[str], first: int) -> int:
    """Where a name ends that begins at `first`; behind a rank or honorific it may begin with any noun."""
    at = first
    if first and _has_capital(words, first) and words[first].lower() in NAMES_INSIDE:
        at += 1
    while at < len(words):
        step = _step_right(words, at, first)
        if not step:
            break
        at += step
    return at


def _step_right(words: list[str], at: int, first: int) -> int:
    """How many words from `at` on belong to the name that begins at `first`: one, two over "bin", or none."""
    word = words[at]
    if at > first and word in DEGREE_WORDS:
        return 0
    if is_name_word(word) or is_local(words, at):
        return 1
    if at == first:
        return 0
    if word in JOINING:
        return _over_joining(words, at)
    return int(_is_noun_name(words, at))


def _over_joining(words: list[str], at: int) -> int:
    """How many words "bin" or "van der" and the name behind are; none when no name follows."""
    behind = at + 1
    if behind < len(words) and words[behind] in JOINING:
        behind += 1
    return behind + 1 - at if _has_name(words, behind) else 0


def _has_capital(words: list[str], at: int) -> bool:
    return 0 <= at < len(words) and words[at][:1].isupper()


def _has_name(words: list[str], at: int) -> bool:
    return 0 <= at < len(words) and is_name_word(words[at])


def _is_noun_name(words: list[str], at: int) -> bool:
    """Whether a noun goes on a name ("Singh |Bumi| mengatakan"): it has a capital, and no other noun follows it."""
    if words[at].lower() not in NOUN_NAMES or not _has_capital(words, at):
        return False
    return not _has_capital(words, at + 1) or is_name_word(words[at + 1])


def is_local(words: list[str], at: int) -> bool:
    """Whether a name begins with a word that is elsewhere none ("I Wayan", and "Lalu" on Lombok)."""
    word = words[at]
    if word == "I":
        return at + 1 < len(words) and words[at + 1].lower() in _BALI
    return word == "Lalu" and at > 0 and _has_name(words, at + 1)


def trailing(words: list[str]) -> Run:
    """Indexes of the personal name that ends a role phrase; (0, 0) when it ends in something else.

    A rank shows one that does not end it: "Anggota DPRD |H Basri Umar| Jembatan Baru".

    >>> trailing("Kepala Bidang Humas Polda Sumut Kombes Pol Tatan Dirsan Atmaja".split())
    (7, 10)
    """
    words = words[: _before_degrees(words)]
    ending = _run_back(words)
    for i in range(len(words) - 2, -1, -1):
        if words[i] != GAP and (is_before_name(words[i]) or words[i] == "bernama"):
            return _behind_rank(words, i + 1, ending)
    return ending


def _before_degrees(words: list[str]) -> int:
    """How many words are left without the degrees behind a name ("Budi Santoso |SE MM|")."""
    count = len(words)
    while count > 2 and words[count - 1] in DEGREE_WORDS:
        count -= 1
    return count


def _behind_rank(words: list[str], at: int, ending: Run) -> Run:
    first, last = leading(words[at:])
    behind = (at + first, at + last) if first < last else (0, 0)
    if behind[1] == len(words) or not ending[1]:
        return behind
    return ending


def _run_back(words: list[str]) -> Run:
    first = last = len(words)
    while first > 0:
        step = step_left(words, first)
        if not step or (first == 1 and words[0].lower() in ROLES_AND_NAMES):
            break
        first -= step
        if is_local(words, first):
            break
    if first == last:
        return 0, 0
    first = own_words(words, first, last, last - first)
    return (first, last) if first < last else (0, 0)


def step_left(words: list[str], first: int) -> int:
    """How many words before `words[first]` belong to the same name: one, two over "bin", or none."""
    at = first - 1
    word = words[at]
    if is_name_word(word) or is_local(words, at):
        return 1
    if word in JOINING:
        before = at - 2 if words[at - 1] in JOINING else at - 1
        return first - before if _has_name(words, before) and first < len(words) else 0
    return int(is_last_name(words, at))


def is_last_name(words: list[str], at: int) -> bool:
    """Whether a noun ends a name: a usual one behind one word of it, any behind two ("William Aditya |Sarana|")."""
    word = words[at].lower()
    if word not in NOUN_NAMES or not _has_capital(words, at) or not _has_name(words, at - 1):
        return False
    if word in LAST_NAMES:
        return True
    return _has_name(words, at - 2) and (not _has_capital(words, at + 1) or is_name_word(words[at + 1]))


def own_words(words: list[str], first: int, last: int, count: int) -> int:
    """Where a run of name words from `first` to `last`, part of one of `count`, leaves a place's or building's name."""
    if not 0 < first < last:
        return first
    if words[first - 1].lower() in _UNIVERSITY:
        while first < last and words[first].lower() in UNIVERSITIES:
            first += 1
        return first
    return first + _of_place(words, first, count)


def _of_place(words: list[str], first: int, count: int) -> int:
    """How many words of a run are the name that the word before it bears ("Bandara |Ngurah Rai| Budi")."""
    before, word = words[first - 1].lower(), words[first].lower()
    if (before, word) in PLACE_PAIRS:
        return 1
    if (before in _BEARING_NAMES or before in ORGANISATIONS) and _is_pair(words, first):
        return 2
    return int(count > 2 and _bears(before, word))


def _is_pair(words: list[str], at: int) -> bool:
    """Whether a place's name of two words stands before a name."""
    if at + 2 >= len(words):
        return False
    first, second = words[at].lower(), words[at + 1].lower()
    return (first, second) in PLACE_PAIRS


def _bears(before: str, word: str) -> bool:
    if before in _BEARING_NAMES:
        return True
    return before in ORGANISATIONS and word in PLACES_AND_NAMES
