"""Reading the phrase that names a speaker: pronoun, name, title with name, epithet, body, document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from scraper.quotes.gazetteer import FUNCTION, NAMESAKES, NEVER_IN_NAMES, ORGANISATIONS, PLACE_HEADS, VILLAGE_TITLES
from scraper.quotes.names import is_name_word, leading, place_here, trailing
from scraper.quotes.phrase_parts import Phrase, Piece
from scraper.quotes.reporting_verbs import COLLECTIVES, DOCUMENTS, PRONOUNS, TAIL
from scraper.quotes.role_nouns import CORPS, HONORIFICS, ROLES, ROLES_AND_NAMES

Kind = Literal["name", "pronoun", "epithet", "title", "noun", "collective", "document"]


@dataclass(slots=True)
class Mention:
    """One printed way of naming somebody. Offsets count in the body."""

    kind: Kind
    #: The whole phrase as printed, title included.
    start: int
    end: int
    text: str
    #: Offsets of the personal name alone; None when the phrase holds none.
    name: tuple[int, int] | None = None
    #: The title beside the name.
    role: str | None = None


_TAIL = frozenset(TAIL)
_NOUN_TAIL = _TAIL - {"yang", "dan", "serta", "untuk", "dari"}
_WEEKDAYS = frozenset("senin selasa rabu kamis jumat jum'at jum’at sabtu minggu ahad monday".split())
_GOES_ON = frozenset({"dan", "serta", "untuk"})
_NO_NAME_FOLLOWS = (_TAIL - _GOES_ON) | _WEEKDAYS
_RANKS = HONORIFICS | CORPS | {"bernama"}
#: The word behind one of these is the person's own name and no place's.
_BEFORE_NAMES = _RANKS | (ROLES - VILLAGE_TITLES)
_BEARING = NAMESAKES | PLACE_HEADS | VILLAGE_TITLES
#: Words that go on within a title: "Wakil Ketua Komisi II dari Fraksi X".
_IN_TITLE = frozenset({"dari", "di", "pada", "untuk", "of"})
#: Words before a noun that say nothing of who it is.
_QUANTITIES = frozenset({"seorang", "salah", "sejumlah", "beberapa", "sang", "si"})
#: Words that make the phrase before them a title, in its first three words ("Managing Partner", "Perdana Menteri").
_MAKING_TITLES = frozenset("menteri partner director officer president manager editor lead".split())
DEMONSTRATIVE = frozenset({"itu", "ini", "tersebut", "tadi"})
_RELATIVES = frozenset("tua istri suami keluarga hukum anak ayah kakak adik sepupu paman kerabat teman".split())
_ABBREVIATIONS = HONORIFICS | CORPS | {"jl", "no", "jend", "moch", "moh", "muh", "plt", "pjs", "pj", "plh", "st"}
_NOUNS = ROLES | NEVER_IN_NAMES
_VERB = re.compile(
    r"(?!bernama|berinisial|terpilih|merangkap|menengah|mempelai|menantu)(?:me[nmrlwy]|di|ber|ter)[a-z]{4}"
)
_QUICK = re.compile(r"(dia|ia|beliau)\b|([A-Z][a-z]+)(?=([.,;:]|\n|$)| ([a-z]+))")
_STOP = re.compile(r"[.!?;:](?=[\s\"“”]|$)|\n|[\"“”]")


def speaker_after(body: str, at: int, stop: int) -> Mention | None:
    """The speaker that the text names from `at` on (after a cue, after "menurut"), None when it names none.

    >>> speaker_after("kata Kepala Dinas Kesehatan, dr Sri Lestari, Rabu", 5, 49).role
    'Kepala Dinas Kesehatan'
    """
    quick = _QUICK.match(body, at, stop)
    if quick:
        if quick[1]:
            return Mention("pronoun", quick.start(), quick.end(), quick[1])
        if (quick[3] or quick[4] in _TAIL) and is_name_word(quick[2]):
            span = quick.span(2)
            return Mention("name", *span, quick[2], span)
    return noun_phrase(body, at, _sentence_end(body, at, stop))


def noun_phrase(body: str, at: int, end: int) -> Mention | None:
    """The first phrase of `body[at:end]` that names a speaker."""
    phrase = Phrase(body, at, end)
    piece = phrase.first
    words = piece.words
    if not words:
        return None
    head = words[0]
    lower = head.lower().rstrip(".")
    if lower in DOCUMENTS or lower in COLLECTIVES:
        return _plain(body, piece, _cut(words, 1, _NOUN_TAIL), "noun")
    if lower in PRONOUNS:
        return Mention("pronoun", *piece.span(0, 1), head)
    if lower in ROLES or lower in _QUANTITIES or head[0].islower() or _titled_later(words):
        return _role_phrase(phrase)
    if len(words) > 1 and (is_name_word(head) or lower in ROLES_AND_NAMES) and _unlisted_title(words[1], phrase):
        return _role_phrase(phrase)
    return _capital_phrase(body, piece)


def _unlisted_title(second: str, phrase: Phrase) -> bool:
    """Whether a phrase is a title that no list has, by what follows its first word.

    A body does ("Kalakhar |BPBD| Kudus"), or a noun and behind a comma a full name ("Kurator |pameran|, Asmudjo I").
    """
    if second.lower() in ORGANISATIONS or (len(second) > 2 and second.isupper() and second.isalpha()):
        return True
    if not second.islower() or second in _TAIL:
        return False
    first, last = leading(_next_words(phrase))
    return last - first > 1


def _titled_later(words: list[str]) -> bool:
    return any(word.lower() in _MAKING_TITLES for word in words[1:3])


def _capital_phrase(body: str, piece: Piece) -> Mention | None:
    words = piece.words
    first, last = leading(words)
    if first < last:
        return named(body, piece.span(0, 1)[0], piece, first, last)
    last = next((i for i, word in enumerate(words) if word.lower() in _TAIL or word[0].islower()), len(words))
    if not last or (last == 1 and words[0].lower() in FUNCTION):
        return None
    return _plain(body, piece, last, "collective")


def _role_phrase(phrase: Phrase) -> Mention | None:
    words = phrase.first.words
    lower_head = words[0][0].islower() or words[0].lower() in _QUANTITIES
    cut = _cut(words, 1, _NOUN_TAIL if lower_head else _TAIL)
    pointing = _cut(words, 0, DEMONSTRATIVE)
    if pointing < (len(words) if lower_head else cut) and "bernama" not in words:
        named = _name_in_later_piece(phrase) if pointing == len(words) - 1 else None
        return named or _plain(phrase.body, phrase.first, pointing + 1, "epithet")
    if not lower_head:
        cut = _verb(words, cut)
    if named := _name_in_piece(phrase, cut):
        return named
    if lower_head and words[0].lower() in _NOUN_TAIL:
        return None
    kind: Kind = "noun" if lower_head and (cut > 1 or words[0] not in ROLES) else "title"
    return _plain(phrase.body, phrase.first, cut, kind)


def _name_in_piece(phrase: Phrase, cut: int) -> Mention | None:
    """The name that ends a title, also behind "dari Fraksi X", or in the pieces that follow it."""
    words = phrase.first.words
    first, last = trailing(words[:cut])
    if 0 < first < last and not _of_another(words, first, last, phrase):
        return named(phrase.body, phrase.first.span(0, 1)[0], phrase.first, first, last)
    if cut == len(words):
        return _name_in_later_piece(phrase)
    if words[0][0].isupper() and words[cut] in _IN_TITLE and words[cut + 1 : cut + 2] and words[cut + 1][0].isupper():
        return _name_in_piece(phrase, _cut(words, cut + 1, _TAIL))
    return _name_in_later_piece(phrase) if _ends_in_place(words, cut) else None


def _ends_in_place(words: list[str], cut: int) -> bool:
    """Whether a phrase only says where from its tail on ("salah seorang pedagang |di Pasar Masomba|")."""
    return words[cut] in ("di", "dari") and all(word[0].isupper() for word in words[cut + 1 :])


def _cut(words: list[str], start: int, tail: frozenset[str]) -> int:
    """Index of the first word from `start` on that belongs to the sentence's tail and not to the phrase."""
    if tail.isdisjoint(words):
        return len(words)
    for i in range(start, len(words)):
        word = words[i]
        if word in tail and not (word in _GOES_ON and words[i + 1 : i + 2] and _in_title(words[i + 1])):
            return i
    return len(words)


def _verb(words: list[str], cut: int) -> int:
    """Index of the first word before `cut` that can only be a verb: there a title in capitals has ended."""
    for i, word in enumerate(words[:cut]):
        if word[0] in "mdbt" and _VERB.match(word) and word not in _NOUNS:
            return i
    return cut


def _in_title(word: str) -> bool:
    return word[0].isupper() or word in ROLES


def _of_another(words: list[str], first: int, last: int, phrase: Phrase) -> bool:
    """Whether the name in a title is another's ("kuasa hukum |Budi|", "Camat |Gondang|, Retno Y")."""
    before = words[first - 1].lower()
    if before in _RELATIVES:
        return True
    head, end = leading(_next_words(phrase))
    if head == end:
        return False
    if head > 0 or end > 1 or before in _BEARING:
        return True
    return last - first == 1 and before.rstrip(".") not in _BEFORE_NAMES


def _next_words(phrase: Phrase) -> list[str]:
    """The words of the next piece that is no place."""
    return next((p.words for p in phrase.later[:3] if p.words and p.words[0].lower() not in PLACE_HEADS), [])


def _name_in_later_piece(phrase: Phrase) -> Mention | None:
    for piece in phrase.later[:5]:
        words = piece.words
        lower = words[0].lower() if words else "di"
        if lower in _NO_NAME_FOLLOWS:
            return None
        ends_role = lower in _GOES_ON or lower in ROLES
        first, last = trailing(words[: _cut(words, 1, _TAIL)]) if ends_role else leading(words)
        if first < last and lower not in PLACE_HEADS:
            return named(phrase.body, phrase.first.span(0, 1)[0], piece, first, last)
        if words[0][0].islower() and not ends_role:
            return None
    return None


def named(body: str, start: int, piece: Piece, first: int, last: int) -> Mention:
    """The mention whose phrase begins at `start` and whose name is `words[first:last]` of a piece."""
    words = piece.words
    if last - first > 1 and first and place_here(body, *words[first - 1 : first + 2]):
        first += 1
    name = piece.span(first, last)
    role = _role(body[start : name[0]])
    return Mention("name", start, name[1], body[start : name[1]], name, role)


def _role(before: str) -> str | None:
    """The title in the words before a name, without rank, honorific and final comma; None when there is none."""
    words = title_words(before.rstrip(" ,").split())
    text = " ".join(words).rstrip(" ,")
    return text if words and (words[0].lower() in ROLES or len(words) > 1) else None


def title_words(words: list[str]) -> list[str]:
    """The words before a name without the rank or honorific at their end ("Panglima TNI |Marsekal|")."""
    end = len(words)
    while end and words[end - 1].lower().rstrip(".,") in _RANKS:
        end -= 1
    while end < len(words) and words[end].lower() in CORPS:
        end += 1
    return words[:end]


def _plain(body: str, piece: Piece, count: int, kind: Kind) -> Mention:
    start, end = piece.span(0, count)
    text = body[start:end]
    return Mention(kind_of(piece.words[0].lower(), kind, text), start, end, text)


def kind_of(head: str, kind: Kind, text: str) -> Kind:
    """The kind of a phrase without a name, by its first noun; otherwise as supposed."""
    if head in DOCUMENTS:
        return "document"
    if head in COLLECTIVES:
        return "collective"
    return "noun" if kind == "epithet" and " lain" in text else kind


def _sentence_end(body: str, at: int, stop: int) -> int:
    here = at
    while found := _STOP.search(body, here, stop):
        if found[0] != "." or not _abbreviated(body, at, found.start()):
            return found.start()
        here = found.end()
    return stop


def _abbreviated(body: str, at: int, dot: int) -> bool:
    word = body[max(at, dot - 8) : dot].rstrip().rsplit(" ", 1)[-1]
    return len(word) == 1 or word.lower() in _ABBREVIATIONS
