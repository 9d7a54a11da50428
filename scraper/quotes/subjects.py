"""Subjects: who or what a sentence tells of, read backwards from its verb or forwards from its beginning."""

from __future__ import annotations

import re

from scraper.quotes.gazetteer import FUNCTION, NEVER_IN_NAMES, PLACE_HEADS
from scraper.quotes.mention import Mention, kind_of, named
from scraper.quotes.name_words import GAP, is_name_word, trailing
from scraper.quotes.phrase_parts import DEGREE, Piece, blank
from scraper.quotes.phrases import noun_phrase
from scraper.quotes.reporting_verbs import ADVERBS, CONJUNCTIONS, PRONOUNS
from scraper.quotes.role_nouns import HONORIFICS, ROLES
from scraper.quotes.role_phrases import DEMONSTRATIVE

_LINKS = (
    "[Ss]ementara(?: itu)?|Namun|Bahkan|[Kk]emudian|[Ll]alu|Selain itu|[Tt]erpisah|Tapi|Tetapi|Adapun|Dan|Kini",
    "(?:Hal )?[Ss]enada|Serupa|Salah satunya|Kendati(?: demikian| begitu)?|Di antaranya|Adalah|Begitu pula",
    "Demikian pula|Di sisi lain|Di tempat yang sama|Selanjutnya|Sebelumnya|Akhirnya|Meski demikian|Meski begitu",
    "[Ss]edangkan|[Pp]adahal|Saat ini|[Kk]arena|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu",
)
#: What may stand before the subject without being part of it.
_CONNECTIVE = re.compile(rf"(?:(?:{'|'.join(_LINKS)})\b,?[\s¦]*)+")
#: A verb at the head of a sentence begins an adjunct ("Merespons hal itu, ", "Ditemui terpisah, ").
_VERB_HEAD = re.compile(r"(?:Me[nmrlwy]|Di|Ber|Ter)[a-z]{3,}$")
#: First words of what is no subject.
_ADJUNCTS = FUNCTION - PRONOUNS - {"para", "sang", "si", "seorang", "salah", "sejumlah", "beberapa", "pihak", "dua"}
#: Characters of the longest word of `_ADJUNCTS`, roughly.
_MAX_ADJUNCT = 20
_WORD = re.compile(r"\S+")
_AFTER_NAMES = ADVERBS | {"yang", "dan"}
_SKIPPED = ADVERBS | {GAP, ""}
_LED_TO_NAMES = HONORIFICS | ROLES
_SMALL_SUBJECTS = ROLES | PRONOUNS


def subject_before(body: str, start: int, verb: int) -> Mention | None:
    """The subject of the verb that begins at `verb`, in a sentence that begins at `start`."""
    text = body[start:verb].rstrip()
    if text.isalpha():
        return _one_word(body, start, start + len(text))
    text = blank(text)
    at = _behind_connectives(text, len(text) - len(text.lstrip(" ,")))
    words = text[at:].split()
    while words and words[-1].strip(",").lower() in _SKIPPED:
        text = text[: -len(words.pop())].rstrip()
    if not words:
        return None
    end = len(text.rstrip(","))
    if len(words) == 1:
        return _one_word(body, start + end - len(words[0].rstrip(",")), start + end)
    if words[-1].strip(",") in DEMONSTRATIVE:
        return _before_clause(body, start, text, at) or _epithet(body, start, text, at, end)
    return _phrase(body, start, text, at, end)


def _behind_connectives(text: str, at: int) -> int:
    lead = _CONNECTIVE.match(text, at)
    return lead.end() if lead else at


def _phrase(body: str, start: int, text: str, at: int, end: int) -> Mention | None:
    """The subject of several words in `text[at:end]`, which stands `start` characters into the body."""
    at = _skip_adjuncts(text, at, end)
    first = _WORD.match(text, at)
    if first is None or first.group().lower() in _ADJUNCTS:
        return _right_edge(body, start, text, at, end)
    subject = noun_phrase(body, start + at, start + end)
    if subject and subject.end < start + end:
        return _after_boundary(body, start, text, end) or subject
    return subject


def _after_boundary(body: str, start: int, text: str, end: int) -> Mention | None:
    """The name or pronoun between a comma or conjunction and the verb ("Homestay di Ciwaru, |Yudi| melanjutkan")."""
    words = text[:end].split()
    first = len(words)
    while first and _can_be_subject(words[first - 1]):
        first -= 1
    if not 0 < first < len(words):
        return None
    before = words[first - 1]
    if before[-1] != "," and before.lower() not in CONJUNCTIONS:
        return None
    printed = " ".join(words[first:])
    if DEGREE.fullmatch(printed):
        return None
    found = noun_phrase(body, start + end - len(printed), start + end)
    if found is None or found.kind not in ("name", "pronoun"):
        return None
    return found if found.end == start + end else None


def _can_be_subject(word: str) -> bool:
    if word[-1] == ",":
        return False
    return word[0].isupper() or word.lower() in _SMALL_SUBJECTS


def topic_start(body: str, start: int, end: int) -> int | None:
    """Where the subject of a sentence can begin, behind connectives and adjuncts; None when nothing can."""
    if not body[start : start + 1].isupper():
        return None
    lead = _CONNECTIVE.match(body, start, end)
    at = lead.end() if lead else start
    text = blank(body[at:end])
    at += _skip_adjuncts(text, 0, len(text))
    word = body[at : at + _MAX_ADJUNCT].split(" ", 1)[0]
    return None if word.lower() in _ADJUNCTS else at


def _before_clause(body: str, start: int, text: str, at: int) -> Mention | None:
    """A named subject before its clause ("Bupati Yasin P |yang hadir|", "Kasi Haji Burhan N |saat acara tersebut|")."""
    clause = text.find(" yang ", at)
    end = clause if clause >= 0 else len(text)
    mention = noun_phrase(body, start + _skip_adjuncts(text, at, end), start + end)
    return mention if mention and mention.kind == "name" else None


def _one_word(body: str, start: int, end: int) -> Mention | None:
    word = body[start:end]
    lower = word.lower()
    if lower in PRONOUNS:
        return Mention("pronoun", start, end, word)
    if lower in ROLES:
        return Mention("title", start, end, word)
    if is_name_word(word):
        return Mention("name", start, end, word, (start, end))
    if not word[:1].isupper() or lower in FUNCTION:
        return None
    return Mention("collective", start, end, word)


def _epithet(body: str, start: int, text: str, at: int, end: int) -> Mention | None:
    first = start + _skip_adjuncts(text, at, end)
    last = start + end
    printed = body[first:last]
    head = printed.split(" ", 1)[0].lower()
    if head in _ADJUNCTS:
        return None
    return Mention(kind_of(head, "epithet", printed), first, last, printed)


def _skip_adjuncts(text: str, at: int, end: int) -> int:
    """Offset of the first piece between commas that can be a subject ("Saat dihubungi, |Budi")."""
    here = at
    comma = text.find(",", here, end)
    while comma >= 0:
        piece = text[here:comma].split()
        if not _is_adjunct(piece, here > at) and not _is_adverb(piece, text, comma):
            break
        here = comma + 1
        while here < end and text[here] == " ":
            here += 1
        comma = text.find(",", here, end)
    if here >= end:
        return at
    behind = _behind_connectives(text, here)
    return behind if behind < end else here


def _is_adverb(piece: list[str], text: str, comma: int) -> bool:
    """Whether one word before a comma is an adverb, because a name or pronoun follows ("Sayang, |Endang")."""
    if len(piece) != 1:
        return False
    word = _WORD.match(text, comma + 2)
    if word is None:
        return False
    return word.group() in PRONOUNS or is_name_word(word.group())


def _is_adjunct(piece: list[str], skipped: bool) -> bool:
    """Whether a piece before a comma is no subject; behind one that is none places are none either."""
    words = [word for word in piece if word != GAP]
    if not words:
        return True
    first = words[0].lower()
    if first in _ADJUNCTS or _is_verb_phrase(words):
        return True
    if not skipped:
        return False
    if first.isdigit() or first in PLACE_HEADS:
        return True
    return all(word.lower() in NEVER_IN_NAMES for word in words)


def _is_verb_phrase(words: list[str]) -> bool:
    if len(words) == 1 or not _VERB_HEAD.match(words[0]):
        return False
    return words[1].islower() and words[1] not in _AFTER_NAMES


def _right_edge(body: str, start: int, text: str, at: int, end: int) -> Mention | None:
    """The subject that ends an adjunct without comma ("Pada kesempatan itu Bupati Anas")."""
    words = [word.rstrip(",") for word in text[at:end].split()]
    piece = Piece(start + at, text[at:end], words)
    first, last = trailing(words)
    if first < last:
        role = first
        while role > 0 and words[role - 1].lower() in _LED_TO_NAMES:
            role -= 1
        return named(body, piece.span(role, first)[0], piece, first, last)
    if words[-1].lower() in _SMALL_SUBJECTS:
        return _one_word(body, *piece.span(len(words) - 1, len(words)))
    return None
