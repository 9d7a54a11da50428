"""Role phrases: a title and the name in it, behind it, or behind its commas."""

from __future__ import annotations

import re

from scraper.quotes.gazetteer import (
    NAMESAKES,
    NEVER_IN_NAMES,
    ORGANISATIONS,
    PLACE_HEADS,
    PLACES,
    VILLAGE_TITLES,
    WEEKDAYS,
)
from scraper.quotes.mention import RANKS, Kind, Mention, named, plain
from scraper.quotes.name_words import JOINING, Run, leading, trailing
from scraper.quotes.phrase_parts import Phrase
from scraper.quotes.reporting_verbs import TAIL
from scraper.quotes.role_nouns import ROLES

NOUN_TAIL = TAIL - {"yang", "dan", "serta", "untuk", "dari"}
#: Words before a noun that say nothing of who it is.
QUANTITIES = frozenset({"seorang", "salah", "sejumlah", "beberapa", "sang", "si"})
DEMONSTRATIVE = frozenset({"itu", "ini", "tersebut", "tadi"})
_GOES_ON = frozenset({"dan", "serta", "untuk"})
_NO_NAME_FOLLOWS = (TAIL - _GOES_ON) | WEEKDAYS
#: The word behind one of these is the person's own name and no place's.
_BEFORE_NAMES = RANKS | (ROLES - VILLAGE_TITLES)
_BEARING = NAMESAKES | PLACE_HEADS | VILLAGE_TITLES
#: A piece that begins so goes on with the title; the name may stand at its end.
_TITLE_GOES_ON = _GOES_ON | ROLES | ORGANISATIONS | PLACE_HEADS
_BODIES_AND_PLACES = ORGANISATIONS | PLACE_HEADS
#: Words that go on within a title: "Wakil Ketua Komisi II dari Fraksi X".
_IN_TITLE = frozenset({"dari", "di", "pada", "untuk", "of"})
#: What "dalam" is part of: "penyakit dalam", "dalam negeri".
_INSIDE = (("penyakit", "dalam"), ("dalam", "negeri"))
_RELATIVES = frozenset("tua istri suami keluarga hukum anak ayah kakak adik sepupu paman kerabat teman".split())
#: Behind one of these stands where somebody is ("seorang dokter |di| Khartoum").
_WHERE = frozenset({"di", "ke", "dari", "asal"})
_OF_ANOTHER = _RELATIVES | _WHERE
_NOUNS = ROLES | NEVER_IN_NAMES
_NO_VERBS = "bernama|berinisial|terpilih|merangkap|menengah|mempelai|menantu"
_VERB = re.compile(rf"(?!{_NO_VERBS})(?:me[nmrlwy]|di|ber|ter)[a-z]{{4}}")
#: Words before a verb that no title holds.
_HELPING = frozenset({"tak", "tidak", "belum", "telah", "bisa", "masih"})
#: Pieces behind the first that are searched for the name.
_MAX_LATER = 5


def role_phrase(phrase: Phrase) -> Mention | None:
    """The mention that a phrase with a title or a noun at its head is."""
    words = phrase.first.words
    if words[0][0].islower() or words[0].lower() in QUANTITIES:
        return _small_phrase(phrase, words)
    cut = cut_at(words, 1, TAIL)
    verb = _verb(words, cut)
    pointing = cut_at(words, 0, DEMONSTRATIVE)
    if pointing < cut and "bernama" not in words and not _acts(words, verb, pointing):
        return _epithet(phrase, pointing)
    cut = verb
    found = _name_in_piece(phrase, cut)
    if found is None and cut < len(words) and words[cut] in _GOES_ON:
        found = _name_in_piece(phrase, cut_at(words, cut + 1, TAIL))
    return found or plain(phrase.body, phrase.first, cut, "title")


def _acts(words: list[str], verb: int, pointing: int) -> bool:
    """A verb stands before a pointing word: "Kades Suyitno |bersyukur| acara itu", not "pria berusia 60 itu"."""
    return verb < pointing and trailing(words[:verb])[0] > 0


def _small_phrase(phrase: Phrase, words: list[str]) -> Mention | None:
    """The mention of a phrase that begins with a noun in small letters ("seorang sopir, |Bu Karti|")."""
    pointing = cut_at(words, 0, DEMONSTRATIVE)
    if pointing < len(words) and "bernama" not in words:
        return _epithet(phrase, pointing)
    cut = _small_cut(words)
    found = _name_inside(phrase, cut, 2) or _name_in_piece(phrase, cut)
    if found or words[0].lower() in NOUN_TAIL:
        return found
    return plain(phrase.body, phrase.first, cut, _small_kind(words[:cut]))


def _small_cut(words: list[str]) -> int:
    """Where a phrase in small letters ends: "warga dari Desa X" goes on, "orator |dari atas mobil|" does not."""
    cut = cut_at(words, 1, NOUN_TAIL)
    for i, following in enumerate(words[2 : cut + 1], start=1):
        if words[i] == "dari" and following.islower():
            return i
    return cut


def _small_kind(words: list[str]) -> Kind:
    """The kind of a phrase in small letters without a name: "wakil bupati", "sang penyanyi", "seorang sopir"."""
    if words[0].lower() == "sang":
        return "epithet"
    return "title" if all(word in ROLES for word in words) else "noun"


def _epithet(phrase: Phrase, pointing: int) -> Mention:
    if pointing == len(phrase.first.words) - 1:
        found = _name_in_later_piece(phrase)
        if found:
            return found
    return plain(phrase.body, phrase.first, pointing + 1, "epithet")


def _name_in_piece(phrase: Phrase, cut: int) -> Mention | None:
    """The name that ends a title, also behind "dari Fraksi X", or in the pieces that follow it."""
    words = phrase.first.words
    run = trailing(words[:cut])
    if run[0] and not _is_of_another(words, run, phrase):
        return _named(phrase, run)
    if cut == len(words):
        return _name_in_later_piece(phrase) or _name_inside(phrase, cut)
    if _goes_on_behind(words, cut):
        return _name_in_piece(phrase, cut_at(words, cut + 1, TAIL))
    later = _name_in_later_piece(phrase) if _ends_in_place(words, cut) else None
    return later or _name_inside(phrase, cut)


def _named(phrase: Phrase, run: Run) -> Mention:
    return named(phrase.body, phrase.first.span(0, 1)[0], phrase.first, *run)


def _goes_on_behind(words: list[str], cut: int) -> bool:
    """Whether a title goes on behind a small word ("Wakil Ketua Komisi II |dari Fraksi X|")."""
    if not words[0][0].isupper() or words[cut] not in _IN_TITLE:
        return False
    return cut + 1 < len(words) and words[cut + 1][0].isupper()


def _name_inside(phrase: Phrase, cut: int, least: int = 1) -> Mention | None:
    """The name in a phrase that a word in small letters ends ("anggota DKPP |Dewi Pitalolo| membacakan").

    It has `least` words or more.
    """
    words = phrase.first.words
    for i in range(2, cut):
        if words[i][0].isupper() or words[i] in JOINING or words[i - 1][0].islower():
            continue
        run = trailing(words[:i])
        if run[0] and run[1] - run[0] >= least and not _is_of_place(words[run[0] - 1].lower(), words, run):
            return _named(phrase, run)
    return None


def _ends_in_place(words: list[str], cut: int) -> bool:
    """Whether a phrase only says where from its tail on ("salah seorang pedagang |di Pasar Masomba|")."""
    if words[cut] not in ("di", "dari"):
        return False
    return all(word[0].isupper() for word in words[cut + 1 :])


def cut_at(words: list[str], start: int, tail: frozenset[str]) -> int:
    """Index of the first word from `start` on that belongs to the sentence's tail and not to the phrase."""
    if tail.isdisjoint(words):
        return len(words)
    for i in range(start, len(words)):
        if words[i] in tail and not _is_inside(words, i):
            return i
    return len(words)


def _is_inside(words: list[str], at: int) -> bool:
    """Whether a word that else ends a phrase goes on in it: "dan Ketua", "penyakit dalam"."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if word in _GOES_ON:
        return following[:1].isupper() or (following in ROLES and word != "untuk")
    if word == "dalam":
        return (words[at - 1].lower(), word) in _INSIDE or (word, following.lower()) in _INSIDE
    return False


def _verb(words: list[str], cut: int) -> int:
    """Index of the first word before `cut` that can only be a verb's: there a title in capitals has ended."""
    for i, word in enumerate(words[:cut]):
        if word in _HELPING or (word[0] in "mdbt" and _VERB.match(word) and word not in _NOUNS):
            return i
    return cut


def _is_of_another(words: list[str], run: Run, phrase: Phrase) -> bool:
    """Whether the name in a title is another's or a place's ("kuasa hukum |Budi|", "dokter di |Khartoum|")."""
    first, last = run
    before = words[first - 1].lower()
    if before in _OF_ANOTHER:
        return True
    alone = last - first == 1
    if alone and before in PLACES and phrase.body.count(f"{words[first - 1]} {words[first]}") > 1:
        return True
    head, end = _next_name(phrase, before)
    if head == end:
        return False
    if head > 0 or end > 1 or before in _BEARING:
        return True
    return alone and before.rstrip(".") not in _BEFORE_NAMES


def _next_name(phrase: Phrase, before: str) -> Run:
    """Indexes of the name in the next piece; behind the word for a place that piece may begin with a body."""
    following = next_words(phrase)
    run = leading(following)
    if run[1] or not following or before not in _BEARING:
        return run
    return trailing(following) if following[0].lower() in ORGANISATIONS else run


def next_words(phrase: Phrase) -> list[str]:
    """The words of the next piece that is no place."""
    for piece in phrase.later[:3]:
        if piece.words and piece.words[0].lower() not in PLACE_HEADS:
            return piece.words
    return []


def _name_in_later_piece(phrase: Phrase) -> Mention | None:
    start = phrase.first.span(0, 1)[0]
    for piece in phrase.later[:_MAX_LATER]:
        words = piece.words
        lower = words[0].lower() if words else ""
        if not words or lower in _NO_NAME_FOLLOWS:
            return None
        goes_on = lower in _TITLE_GOES_ON
        run = trailing(words[: cut_at(words, 1, TAIL)]) if goes_on else leading(words)
        if not goes_on and _is_place(words, run[1]):
            continue
        if run[1] and not _is_of_place(lower, words, run):
            return named(phrase.body, start, piece, *run)
        if words[0][0].islower() and not goes_on:
            return None
    return None


def _is_place(words: list[str], end: int) -> bool:
    """Whether what looks like a name goes on as a place's does ("Brojolan |Barat|")."""
    return end < len(words) and words[end].lower() in PLACES


def _is_of_place(head: str, words: list[str], run: Run) -> bool:
    """Whether what looks like a name behind the word for a body or a place is that body's or place's."""
    if head not in _BODIES_AND_PLACES:
        return False
    first, last = run
    before = words[first - 1].lower().rstrip(".")
    if before in RANKS:
        return False
    return last - first < 2 or before in _BEARING
