"""Personal names in running text: which words can belong to one, and its fullest form in an article."""

from __future__ import annotations

import re
from functools import lru_cache

from scraper.quotes.gazetteer import (
    LAST_NAMES,
    NAMESAKES,
    NEVER_IN_NAMES,
    ORGANISATIONS,
    PLACE_HEADS,
    PLACE_PAIRS,
    PLACES_AND_NAMES,
    UNIVERSITIES,
    VILLAGE_TITLES,
)
from scraper.quotes.role_nouns import CORPS, HONORIFICS, NICKNAMES, ROLES, ROLES_AND_NAMES

_TOKEN = re.compile(
    r"[A-ZÀ-Þ][a-zß-ÿ]+(?:['’`-][A-Za-z][a-z]*)*(?:[A-Z][a-z]+)?|[A-Z]['’`][A-Z]?[a-z]+|[A-Z]{2}|[A-Z]\.?|(?:[A-Z]\.){2,3}"
)
_COMMON_NOUN = re.compile(
    r"(?:Pe(?:r|n|m|ng|ny)?|Ke)[a-z]{4,}an$|[A-Z][a-z]+(?:isasi|isme|logi|grafi)$|Di[a-z]+kan$|[A-Z][a-z]{2,}nya$"
)
#: How a word ends that `_COMMON_NOUN` can match.
_NOUN_ENDS = ("an", "isasi", "isme", "logi", "grafi", "nya")
_PLACING = (
    "di",
    "Bandara",
    "Pelabuhan",
    "Terminal",
    "Pasar",
    "Stasiun",
    "Kecamatan",
    "Desa",
    "Kelurahan",
    "Polsek",
    "Polres",
    "Kejari",
    "Kabupaten",
    "Kota",
)
_OF_VILLAGES = tuple(sorted(title.capitalize() for title in VILLAGE_TITLES))
_JOINING = frozenset({"bin", "binti", "van", "von", "de", "da", "der", "del", "dos", "al", "el"})
_BALI = frozenset("ketut gusti wayan made nyoman komang gede putu kadek nengah dewa gde ngurah".split())
#: The word behind one of these is its own name, unless that leaves less than two words for the person's.
_BEARING_NAMES = PLACE_HEADS | NAMESAKES | VILLAGE_TITLES | {"partai"}
_NO_NAMES = NEVER_IN_NAMES | (ROLES - ROLES_AND_NAMES)
_AFTER_TITLE = HONORIFICS | CORPS | {"¦", ""}
#: Stands where a parenthesis ended; no name goes over it, only a rank ("Mayjen TNI (Purn) Supiadi").
GAP = "¦"
_EDGE = ",.;:()\"“”„[]'’‘"


@lru_cache(maxsize=4096)
def is_name_word(word: str) -> bool:
    """Whether a word can be part of a personal name by its letters and is no known title, place or noun.

    >>> [is_name_word(w) for w in ("Welfizon", "M", "Kesehatan", "Jakarta", "itu", "BNPB")]
    [True, True, False, False, False, False]
    """
    lower = word.lower()
    if lower == word or lower in _NO_NAMES or lower.rstrip(".") in _AFTER_TITLE or not _TOKEN.fullmatch(word):
        return False
    return not (lower.endswith(_NOUN_ENDS) and _COMMON_NOUN.match(word))


def leading(words: list[str]) -> tuple[int, int]:
    """Indexes of the personal name that `words` begin with, after honorifics and ranks; (0, 0) when none.

    >>> leading("AKBP Ferdiyan Fahmi saat".split())
    (1, 3)
    """
    first = 0
    while first < len(words) and words[first].lower().rstrip(".") in _AFTER_TITLE and first < len(words) - 1:
        first += 1
    last = _run_end(words, first)
    return (first, last) if last > first else (0, 0)


def _run_end(words: list[str], first: int) -> int:
    at = first
    while at < len(words):
        word = words[at]
        if is_name_word(word) or _balinese(words, at) or (at > first and _last_name(words, at)):
            at += 1
        elif word in _JOINING and at > first and at + 1 < len(words) and is_name_word(words[at + 1]):
            at += 2
        else:
            break
    return at


def _balinese(words: list[str], at: int) -> bool:
    """Whether a name begins with a word that is elsewhere none ("I Wayan", and "Lalu" on Lombok)."""
    if at + 1 >= len(words):
        return False
    return (words[at] == "I" and words[at + 1].lower() in _BALI) or (
        words[at] == "Lalu" and at > 0 and is_name_word(words[at + 1])
    )


def trailing(words: list[str]) -> tuple[int, int]:
    """Indexes of the personal name that ends a role phrase; (0, 0) when it ends in something else.

    >>> trailing("Kepala Bidang Humas Polda Sumut Kombes Pol Tatan Dirsan Atmaja".split())
    (7, 10)
    """
    for i in range(len(words) - 2, -1, -1):
        if words[i] != GAP and (words[i].lower().rstrip(".") in _AFTER_TITLE or words[i] == "bernama"):
            first, last = leading(words[i + 1 :])
            return (i + 1 + first, i + 1 + last) if i + 1 + last == len(words) else _walk_back(words)
    return _walk_back(words)


def _walk_back(words: list[str]) -> tuple[int, int]:
    first = last = len(words)
    while first > 0:
        word = words[first - 1]
        if first == 1 and word.lower() in ROLES_AND_NAMES:
            break
        if _balinese(words, first - 1):
            first -= 1
            break
        if is_name_word(word) or _last_name(words, first - 1):
            first -= 1
        elif word in _JOINING and first < last and first > 1 and is_name_word(words[first - 2]):
            first -= 2
        else:
            break
    first = _own_words(words, first, last, last - first)
    return (first, last) if first < last else (0, 0)


def _last_name(words: list[str], at: int) -> bool:
    return words[at].lower() in LAST_NAMES and words[at][0].isupper() and at > 0 and is_name_word(words[at - 1])


def _own_words(words: list[str], first: int, last: int, count: int) -> int:
    """Where a run of name words from `first` to `last`, part of one of `count`, leaves a place's or building's name."""
    if not 0 < first < last:
        return first
    before, word = words[first - 1].lower(), words[first].lower()
    if before in ("universitas", "univ"):
        while first < last and words[first].lower() in UNIVERSITIES:
            first += 1
    elif (before, word) in PLACE_PAIRS or (count > 2 and _bears(before, word)):
        first += 1
    return first


def _bears(before: str, word: str) -> bool:
    return before in _BEARING_NAMES or (before in ORGANISATIONS and word in PLACES_AND_NAMES)


def widen(body: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the whole name around a part of it: `body[start:end]` grows over neighbouring name words."""
    last = _widen_right(body, end)
    first = _widen_left(body, start, body.count(" ", start, last) + 1)
    if first < start:
        before = body[max(0, first - 12) : first].rstrip().rsplit(" ", 1)[-1]
        word, following = body[first:last].split(" ", 2)[:2]
        if place_here(body, before, word, following):
            first += len(word) + 1
    return first, last


def place_here(body: str, before: str, word: str, following: str) -> bool:
    """Whether the article itself shows that a word before a name is a place's or a body's and not part of it.

    It does when it prints "di Gondang", or when both words stand alone elsewhere: "Persiba" and "Joko" in an article
    on "pelatih Persiba Joko Susilo". Behind the title of a village's head it is enough that the second does.
    """
    if min(len(word), len(following)) < 3 or (before != GAP and before.lower().rstrip(".") in _AFTER_TITLE):
        return False
    both = f"{word} {following}"
    together = body.count(both)
    if body.count(word) == together:
        if body.count(following) == together:
            return False
        return any(f"{title} {place}{both}" in body for title in _OF_VILLAGES for place in ("", f"{before} "))
    if body.count(following) > together or body.count(f"{before} {word}") > body.count(f"{before} {both}"):
        return True
    return any(f"{head} {word}" in body for head in _PLACING)


def _widen_left(body: str, start: int, count: int) -> int:
    line = body[max(0, start - 60) : start]
    line = line[line.rfind("\n") + 1 :]
    if line[-1:] != " " or not line[line.rfind(" ", 0, -1) + 1].isupper():
        return start
    words = line.split(" ")
    first = last = len(words) - 1
    words[last:] = body[start : start + 30].split(" ")
    while first > 0 and not _balinese(words, first):
        if not is_name_word(words[first - 1]) and not _balinese(words, first - 1):
            break
        first -= 1
    first = _own_words(words, first, last, last - first + count)
    return start - sum(len(word) + 1 for word in words[first:last])


def _widen_right(body: str, end: int) -> int:
    if not body.startswith(" ", end):
        return end
    words = body[end + 1 : end + 60].split(" ")
    if not words[0][:1].isupper() and words[0] not in _JOINING:
        return end
    at, held = end, 0
    for word in words:
        bare = word.split("\n")[0].rstrip(_EDGE)
        if word in _JOINING:
            held += len(word) + 1
            continue
        if not is_name_word(bare) and not (bare[:1].isupper() and bare.lower() in LAST_NAMES):
            if len(bare) == 1 and is_name_word(word[:2]):
                bare = word[:2]
            else:
                break
        at += held + 1 + len(bare)
        held = 0
        if bare != word:
            break
    return at


def fullest(body: str, name: str, before: int) -> tuple[int, int] | None:
    """Offsets of the longest printed name that holds `name` as whole words, first before an offset, then anywhere.

    Sub-heads are in title case and are not asked. None when the text has `name` nowhere as whole words.
    """
    best = _longest(body, name, 0, before)
    if best is None or _words_in(body, best) <= name.count(" ") + 1:
        later = _longest(body, name, before, len(body))
        if later and (best is None or _words_in(body, later) > _words_in(body, best)):
            return later
    return best


def _words_in(body: str, span: tuple[int, int]) -> int:
    return body.count(" ", *span) + 1


def _longest(body: str, name: str, lo: int, hi: int) -> tuple[int, int] | None:
    best: tuple[int, int] | None = None
    at = body.find(name, lo, hi)
    while at >= 0:
        end = at + len(name)
        if _whole(body, at, end) and not _in_subhead(body, at):
            span = widen(body, at, end)
            if best is None or _words_in(body, span) > _words_in(body, best):
                best = span
        at = body.find(name, end, hi)
    return best


def _whole(body: str, start: int, end: int) -> bool:
    before, after = body[start - 1 : start], body[end : end + 1]
    return not (before.isalnum() or before == "-" or after.isalnum())


def _in_subhead(body: str, at: int) -> bool:
    return body.startswith("## ", body.rfind("\n", 0, at) + 1)


def initials(name: str) -> str:
    """First letters of a name's words: "Agus Harimurti Yudhoyono" gives "AHY"."""
    return "".join(word[0] for word in name.split())


def nickname_of(mention: str) -> str | None:
    """The name behind a nickname that shares no word with it, None when the table has none."""
    return NICKNAMES.get(mention.lower())
