"""The subject of a reporting verb, read backwards from the verb."""

from __future__ import annotations

import re

from scraper.quotes.gazetteer import FUNCTION, NEVER_IN_NAMES, PLACE_HEADS
from scraper.quotes.names import GAP, is_name_word, trailing
from scraper.quotes.phrase_parts import Piece, blank
from scraper.quotes.phrases import DEMONSTRATIVE, Mention, kind_of, named, noun_phrase
from scraper.quotes.reporting_verbs import ADVERBS, PRONOUNS
from scraper.quotes.role_nouns import HONORIFICS, ROLES

#: What may stand before the subject without being part of it.
CONNECTIVE = re.compile(
    r"(?:(?:[Ss]ementara(?: itu)?|Namun|Bahkan|[Kk]emudian|[Ll]alu|Selain itu|[Tt]erpisah|Tapi|Tetapi|Adapun|Dan|Kini"
    r"|(?:Hal )?[Ss]enada|Serupa|Salah satunya|Di antaranya|Adalah|Begitu pula|Demikian pula|Di sisi lain"
    r"|Di tempat yang sama|Selanjutnya|Sebelumnya|Akhirnya|Meski demikian|Meski begitu|[Ss]edangkan|[Pp]adahal"
    r"|Saat ini|[Kk]arena|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)\b,?[\s¦]*)+"
)
#: A verb at the head of a sentence begins an adjunct ("Merespons hal itu, ", "Ditemui terpisah, ").
_VERB_HEAD = re.compile(r"(?:Me[nmrlwy]|Di|Ber|Ter)[a-z]{3,}$")
#: First words of what is no subject.
ADJUNCTS = FUNCTION - PRONOUNS - {"para", "sang", "si", "seorang", "salah", "sejumlah", "beberapa", "pihak", "dua"}
_WORD = re.compile(r"\S+")
_AFTER_NAMES = frozenset(ADVERBS) | {"yang", "dan"}
_SKIPPED = frozenset(ADVERBS) | {GAP, ""}


def subject_before(body: str, start: int, verb: int) -> Mention | None:
    """The subject of the verb that begins at `verb`, in a sentence that begins at `start`."""
    text = body[start:verb].rstrip()
    if text.isalpha():
        return _one_word(body, start, start + len(text))
    text = blank(text)
    at = len(text) - len(text.lstrip())
    lead = CONNECTIVE.match(text, at)
    at = lead.end() if lead else at
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
    at = _skip_adjuncts(text, at, end)
    first = _WORD.match(text, at)
    if first is None or first.group().lower() in ADJUNCTS:
        return _right_edge(body, start, text, at, end)
    return noun_phrase(body, start + at, start + end)


def _before_clause(body: str, start: int, text: str, at: int) -> Mention | None:
    """A named subject before its clause ("Bupati Yasin P |yang hadir pada acara itu|")."""
    clause = text.find(" yang ", at)
    mention = noun_phrase(body, start + at, start + clause) if clause > 0 else None
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
    return Mention("collective", start, end, word) if word[:1].isupper() and lower not in FUNCTION else None


def _epithet(body: str, start: int, text: str, at: int, end: int) -> Mention | None:
    piece = _skip_adjuncts(text, at, end)
    span = start + piece, start + end
    head = body[span[0] : span[1]].split(" ", 1)[0].lower()
    if head in ADJUNCTS:
        return None
    return Mention(kind_of(head, "epithet", body[slice(*span)]), *span, body[slice(*span)])


def _skip_adjuncts(text: str, at: int, end: int) -> int:
    """Offset of the first piece between commas that can be a subject ("Saat dihubungi, |Budi")."""
    here, skipped = at, False
    while (comma := text.find(",", here, end)) >= 0:
        piece = text[here:comma].split()
        if not _is_adjunct(piece, skipped) and not (len(piece) == 1 and _begins_subject(text, comma)):
            break
        here, skipped = comma + 1, True
        while here < end and text[here] == " ":
            here += 1
    if here >= end:
        return at
    lead = CONNECTIVE.match(text, here, end)
    return lead.end() if lead and lead.end() < end else here


def _begins_subject(text: str, comma: int) -> bool:
    """Whether a name or pronoun follows a comma, so that the one word before it is an adverb ("Sayang, |Endang")."""
    word = _WORD.match(text, comma + 2)
    return bool(word and (word.group() in PRONOUNS or is_name_word(word.group())))


def _is_adjunct(words: list[str], skipped: bool) -> bool:
    words = [word for word in words if word != GAP]
    if not words:
        return True
    first = words[0].lower()
    if len(words) > 1 and _VERB_HEAD.match(words[0]) and words[1].islower() and words[1] not in _AFTER_NAMES:
        return True
    if first in ADJUNCTS or (first.isdigit() and skipped):
        return True
    return skipped and (first in PLACE_HEADS or all(word.lower() in NEVER_IN_NAMES for word in words))


def _right_edge(body: str, start: int, text: str, at: int, end: int) -> Mention | None:
    """The subject that ends an adjunct without comma ("Pada kesempatan itu Bupati Anas")."""
    piece = Piece(start + at, text[at:end], [word.rstrip(",") for word in text[at:end].split()])
    words = piece.words
    first, last = trailing(words)
    if first < last:
        role = first
        while role > 0 and (words[role - 1].lower() in HONORIFICS or words[role - 1].lower() in ROLES):
            role -= 1
        return named(body, piece.span(role, first)[0], piece, first, last)
    if words[-1].lower() in PRONOUNS or words[-1].lower() in ROLES:
        return _one_word(body, *piece.span(len(words) - 1, len(words)))
    return None
