"""Noun phrases: the phrase that names a speaker, be it a pronoun, a name, a title with a name, a body or a document."""

from __future__ import annotations

import re

from scraper.quotes.gazetteer import FUNCTION, ORGANISATIONS
from scraper.quotes.mention import Mention, named, plain
from scraper.quotes.name_words import NAMES_INSIDE, is_before_name, is_name_word, leading
from scraper.quotes.occurrences import begins_sentence, is_ordinary
from scraper.quotes.phrase_parts import NICKNAME, Phrase, Piece
from scraper.quotes.reporting_verbs import COLLECTIVES, DOCUMENTS, PRONOUNS, TAIL
from scraper.quotes.role_nouns import CORPS, HONORIFICS, ROLES, ROLES_AND_NAMES
from scraper.quotes.role_phrases import NOUN_TAIL, QUANTITIES, cut_at, next_words, role_phrase

#: Words that make the phrase before them a title, in its first three words ("Managing Partner", "Perdana Menteri").
_MAKING_TITLES = frozenset("menteri partner director officer president manager editor lead secretary".split())
_ABBREVIATIONS = HONORIFICS | CORPS | {"abd", "jl", "no", "moch", "moh", "muh", "plt", "pjs", "pj", "plh", "st"}
_THINGS = DOCUMENTS | COLLECTIVES
#: Nouns in small letters that go on the name of a body.
_OF_BODIES = ORGANISATIONS | ROLES | {"kabupaten", "kota", "provinsi", "pusat", "daerah", "desa"}
_LED = ROLES | QUANTITIES
_QUICK = re.compile(r"(dia|ia|beliau)\b|([A-Z][a-z]+)(?=([.,;:]|\n|$)| ([a-z]+))")
_STOP = re.compile(r"[.!?;:](?=[\s\"“”]|$)|\n|[\"“”]")
_CALLING = "(?:disapa|dipanggil|dijuluki|berjuluk)(?: akrab)?(?: dengan| sebagai)?"
#: A phrase that ends in how somebody is called ("seorang pengojek yang akrab disapa |“Cak Bejo”|").
_CALLED = re.compile(rf"[^\n.!?\"“”]{{0,80}}\b{_CALLING} [\"“”'‘’]([A-Z]\w+(?: [A-Z]\w+)?)[\"“”'‘’]")


def speaker_after(body: str, at: int, stop: int) -> Mention | None:
    """The speaker that the text names from `at` on (after a cue, after "menurut"), None when it names none.

    >>> speaker_after("kata Kepala Dinas Kesehatan, dr Sri Lestari, Rabu", 5, 49).role
    'Kepala Dinas Kesehatan'
    """
    quick = _QUICK.match(body, at, stop)
    if quick:
        pronoun, word, edge, following = quick.groups()
        if pronoun:
            return Mention("pronoun", quick.start(), quick.end(), pronoun)
        if (edge or following in TAIL) and is_name_word(word) and not (edge == "." and word.lower() in _ABBREVIATIONS):
            return Mention("name", *quick.span(2), word, quick.span(2))
    mention = noun_phrase(body, at, _phrase_end(body, at, stop))
    if mention and mention.kind == "noun":
        return _called(body, at, stop) or mention
    return mention


def _called(body: str, at: int, stop: int) -> Mention | None:
    called = _CALLED.match(body, at, stop)
    if called is None:
        return None
    return Mention("name", at, called.end(), body[at : called.end()], called.span(1))


def noun_phrase(body: str, at: int, end: int) -> Mention | None:
    """The first phrase of `body[at:end]` that names a speaker."""
    phrase = Phrase(body, at, end)
    piece = phrase.first
    words = piece.words
    if not words:
        return None
    head = words[0]
    lower = head.lower().rstrip(".")
    if lower in _THINGS:
        return plain(body, piece, cut_at(words, 1, NOUN_TAIL), "noun")
    if lower in PRONOUNS:
        return Mention("pronoun", *piece.span(0, 1), head)
    if lower.removesuffix("nya") in _LED or head[0].islower() or _is_title(words, phrase):
        return role_phrase(phrase)
    return _capital_phrase(body, piece)


def _is_title(words: list[str], phrase: Phrase) -> bool:
    """Whether a phrase is a title that no list has, by what follows its first word.

    A body does ("Kalakhar |BPBD| Kudus"), or a noun and behind a comma a full name ("Kurator |pameran|, Asmudjo I").
    """
    if any(word.lower() in _MAKING_TITLES for word in words[1:3]):
        return True
    if len(words) < 2:
        return False
    second = words[1]
    small = second.islower() and second not in TAIL
    if is_before_name(words[0]) or not (is_name_word(words[0]) or words[0].lower() in ROLES_AND_NAMES):
        return small and is_before_name(words[0])
    if second.lower() in ORGANISATIONS or (len(second) > 2 and second.isupper() and second.isalpha()):
        return True
    first, last = leading(next_words(phrase)) if small else (0, 0)
    return last - first > 1


def _capital_phrase(body: str, piece: Piece) -> Mention | None:
    words = piece.words
    first, last = leading(words)
    if first < last:
        first = _behind_ordinary_words(body, piece, first, last)
        return named(body, piece.span(0, 1)[0], piece, first, last)
    if words[0].lower() in NAMES_INSIDE and not begins_sentence(body, piece.at):
        _, last = leading(words[1:])
        return named(body, piece.span(0, 1)[0], piece, 0, 1 + last)
    count = _capitals(words)
    if not count or (count == 1 and words[0].lower() in FUNCTION):
        return None
    return plain(body, piece, count, "collective")


def _behind_ordinary_words(body: str, piece: Piece, first: int, last: int) -> int:
    """Where a name begins behind words that a heading or the sentence's beginning has put before it."""
    if last - first == 1 or not begins_sentence(body, piece.at):
        return first
    while last - first > 1 and is_ordinary(body, piece.words[first], piece.span(first, first + 1)[0]):
        first += 1
    return first


def _capitals(words: list[str]) -> int:
    """How many words at the head of a phrase have a capital, or go on the name of a body ("Majelis |hakim|")."""
    body = words[0].lower() in ORGANISATIONS
    for count, word in enumerate(words):
        if word.lower() in TAIL:
            return count
        if word[0].islower() and not (body and word in _OF_BODIES):
            return count
    return len(words)


def _phrase_end(body: str, at: int, stop: int) -> int:
    """Where the sentence ends that a phrase stands in, or marks begin; a nickname in marks ends none."""
    here = at
    while found := _STOP.search(body, here, stop):
        nickname = NICKNAME.match(body, found.start(), stop)
        if nickname:
            here = nickname.end()
        elif found[0] == "." and _is_abbreviation(body, at, found.start()):
            here = found.end()
        else:
            return found.start()
    return stop


def _is_abbreviation(body: str, at: int, dot: int) -> bool:
    word = body[max(at, dot - 8) : dot].rstrip().rsplit(" ", 1)[-1]
    return len(word.rsplit(".", 1)[-1]) == 1 or word.lower() in _ABBREVIATIONS
