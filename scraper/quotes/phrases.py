"""Reading the phrase that names a speaker: pronoun, name, title with name, epithet, body, document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from scraper.quotes.cues import COLLECTIVES, DOCUMENTS, PRONOUNS, TAIL
from scraper.quotes.names import GAP, is_name_word, leading, place_here, trailing
from scraper.quotes.titles import CORPS, DEGREES, HONORIFICS, ROLES, ROLES_AND_NAMES
from scraper.quotes.vocabulary import FUNCTION, NAMESAKES, NEVER_IN_NAMES, ORGANISATIONS, PLACE_HEADS, VILLAGE_TITLES

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


#: Pieces between commas that are read of a phrase: the longest titles have five before the name.
MAX_PIECES = 7
_TAIL = frozenset(TAIL)
_NOUN_TAIL = _TAIL - {"yang", "dan", "serta", "untuk", "dari"}
_GOES_ON = frozenset({"dan", "serta", "untuk"})
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
_WEEKDAYS = frozenset("senin selasa rabu kamis jumat jum'at jum’at sabtu minggu ahad monday".split())
_ABBREVIATIONS = HONORIFICS | CORPS | {"jl", "no", "jend", "moch", "moh", "muh", "plt", "pjs", "pj", "plh", "st"}
WORD = re.compile(r"\S+")
_PARENTHESES = re.compile(r"\([^()\n]*\)")
_DEGREE = re.compile(rf"\s*(?:{DEGREES})\.?(?=\s|$)")
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
    text = blank(body[at:end])
    pieces = list(islice(_pieces(text), MAX_PIECES))
    if not pieces or not pieces[0]:
        return None
    words = pieces[0]
    head = words[0].group()
    lower = head.lower().rstrip(".")
    if lower in DOCUMENTS or lower in COLLECTIVES:
        return _plain(body, at, words, _cut([word.group() for word in words], 1, _NOUN_TAIL), "noun")
    if lower in PRONOUNS:
        return Mention("pronoun", at + words[0].start(), at + words[0].end(), head)
    if lower in ROLES or lower in _QUANTITIES or head[0].islower() or _titled_later(words):
        return _role_phrase(body, at, pieces)
    if (
        len(words) > 1
        and (is_name_word(head) or lower in ROLES_AND_NAMES)
        and _unlisted_title(words[1].group(), pieces)
    ):
        return _role_phrase(body, at, pieces)
    return _capital_phrase(body, at, words)


def _pieces(text: str) -> Iterator[list[re.Match[str]]]:
    here = 0
    while here < len(text):
        comma = text.find(", ", here)
        edge = comma if comma >= 0 else len(text.rstrip(" ,"))
        yield list(WORD.finditer(text, here, edge))
        if comma < 0:
            return
        here = comma + 2
        if degree := _DEGREE.match(text, here):
            here = degree.end() + (2 if text.startswith(", ", degree.end()) else 0)


def _unlisted_title(second: str, pieces: list[list[re.Match[str]]]) -> bool:
    """Whether a phrase is a title that no list has, by what follows its first word.

    A body does ("Kalakhar |BPBD| Kudus"), or a noun and behind a comma a full name ("Kurator |pameran|, Asmudjo I").
    """
    if second.lower() in ORGANISATIONS or (len(second) > 2 and second.isupper() and second.isalpha()):
        return True
    first, last = leading(_next_texts(pieces))
    return second.islower() and second not in _TAIL and last - first > 1


def _titled_later(words: list[re.Match[str]]) -> bool:
    return any(word.group().lower() in _MAKING_TITLES for word in words[1:3])


def _capital_phrase(body: str, at: int, words: list[re.Match[str]]) -> Mention | None:
    texts = [word.group() for word in words]
    first, last = leading(texts)
    if first < last:
        return named(body, at, words[0], words, first, last)
    last = next((i for i, word in enumerate(texts) if word.lower() in _TAIL or word[0].islower()), len(texts))
    if not last or (last == 1 and texts[0].lower() in FUNCTION):
        return None
    return _plain(body, at, words, last, "collective")


def _role_phrase(body: str, at: int, pieces: list[list[re.Match[str]]]) -> Mention | None:
    words = pieces[0]
    texts = [word.group() for word in words]
    lower_head = texts[0][0].islower() or texts[0].lower() in _QUANTITIES
    cut = _cut(texts, 1, _NOUN_TAIL if lower_head else _TAIL)
    pointing = next((i for i, word in enumerate(texts) if word in DEMONSTRATIVE), None)
    if pointing is not None and (lower_head or pointing < cut) and "bernama" not in texts:
        named = _name_in_later_piece(body, at, pieces) if pointing == len(texts) - 1 else None
        return named or _plain(body, at, words, pointing + 1, "epithet")
    if not lower_head:
        cut = min(cut, _verb(texts))
    named = _name_in_piece(body, at, pieces, texts, cut)
    if named:
        return named
    if lower_head and texts[0].lower() in _NOUN_TAIL:
        return None
    return _plain(body, at, words, cut, "noun" if lower_head and (cut > 1 or texts[0] not in ROLES) else "title")


def _name_in_piece(body: str, at: int, pieces: list[list[re.Match[str]]], texts: list[str], cut: int) -> Mention | None:
    """The name that ends a title, also behind "dari Fraksi X", or in the pieces that follow it."""
    first, last = trailing(texts[:cut])
    if 0 < first < last and not _of_another(texts, first, last, pieces):
        return named(body, at, pieces[0][0], pieces[0], first, last)
    if cut == len(texts):
        return _name_in_later_piece(body, at, pieces)
    if texts[0][0].isupper() and texts[cut] in _IN_TITLE and texts[cut + 1 : cut + 2] and texts[cut + 1][0].isupper():
        return _name_in_piece(body, at, pieces, texts, _cut(texts, cut + 1, _TAIL))
    return _name_in_later_piece(body, at, pieces) if _ends_in_place(texts, cut) else None


def _ends_in_place(texts: list[str], cut: int) -> bool:
    """Whether a phrase only says where from its tail on ("salah seorang pedagang |di Pasar Masomba|")."""
    return texts[cut] in ("di", "dari") and all(word[0].isupper() for word in texts[cut + 1 :])


def _cut(texts: list[str], start: int, tail: frozenset[str]) -> int:
    """Index of the first word from `start` on that belongs to the sentence's tail and not to the phrase."""
    for i in range(start, len(texts)):
        word = texts[i]
        if word in tail and not (word in _GOES_ON and texts[i + 1 : i + 2] and _in_title(texts[i + 1])):
            return i
    return len(texts)


def _verb(texts: list[str]) -> int:
    """Index of the first word that can only be a verb: there a title in capitals has ended."""
    verbs = (i for i, word in enumerate(texts) if _VERB.match(word) and word not in _NOUNS)
    return next(verbs, len(texts))


def _in_title(word: str) -> bool:
    return word[0].isupper() or word in ROLES


def _of_another(texts: list[str], first: int, last: int, pieces: list[list[re.Match[str]]]) -> bool:
    """Whether the name in a title is another's ("kuasa hukum |Budi|", "Camat |Gondang|, Retno Y")."""
    before = texts[first - 1].lower()
    if before in _RELATIVES:
        return True
    head, end = leading(_next_texts(pieces))
    if head == end:
        return False
    if head > 0 or end > 1 or before in _BEARING:
        return True
    return last - first == 1 and before.rstrip(".") not in _BEFORE_NAMES


def _next_texts(pieces: list[list[re.Match[str]]]) -> list[str]:
    """The words of the next piece that is no place."""
    for piece in pieces[1:4]:
        texts = [word.group() for word in piece]
        if texts and texts[0].lower() not in PLACE_HEADS:
            return texts
    return []


def _name_in_later_piece(body: str, at: int, pieces: list[list[re.Match[str]]]) -> Mention | None:
    for words in pieces[1:6]:
        texts = [word.group() for word in words]
        lower = texts[0].lower() if texts else "di"
        if lower in _WEEKDAYS or lower in _TAIL - _GOES_ON:
            return None
        ends_role = lower in _GOES_ON or lower in ROLES
        first, last = trailing(texts[: _cut(texts, 1, _TAIL)]) if ends_role else leading(texts)
        if first < last and lower not in PLACE_HEADS:
            return named(body, at, pieces[0][0], words, first, last)
        if texts[0][0].islower() and not ends_role:
            return None
    return None


def named(body: str, at: int, head: re.Match[str], words: list[re.Match[str]], first: int, last: int) -> Mention:
    """The mention whose phrase begins at `head` and whose name is `words[first:last]`."""
    start, end = at + head.start(), at + words[last - 1].end()
    if last - first > 1 and first and place_here(body, *(word.group() for word in words[first - 1 : first + 2])):
        first += 1
    name = at + words[first].start(), end
    role = _role(body[start : name[0]])
    return Mention("name", start, end, body[start:end], name, role)


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


def _plain(body: str, at: int, words: list[re.Match[str]], count: int, kind: Kind) -> Mention:
    start, end = at + words[0].start(), at + words[count - 1].end()
    text = body[start:end]
    return Mention(kind_of(words[0].group().lower(), kind, text), start, end, text)


def kind_of(head: str, kind: Kind, text: str) -> Kind:
    """The kind of a phrase without a name, by its first noun; otherwise as supposed."""
    if head in DOCUMENTS:
        return "document"
    if head in COLLECTIVES:
        return "collective"
    return "noun" if kind == "epithet" and " lain" in text else kind


def blank(text: str) -> str:
    """The text with every parenthesis as one mark of its end: offsets stay, commas inside do not divide."""
    return _PARENTHESES.sub(lambda m: f"{GAP:>{len(m[0])}}", text) if "(" in text else text


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
