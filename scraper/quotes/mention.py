"""Mention: one printed way of naming somebody, with the title beside the name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scraper.quotes.names import own_start, place_here
from scraper.quotes.phrase_parts import Piece
from scraper.quotes.reporting_verbs import COLLECTIVES, DOCUMENTS
from scraper.quotes.role_nouns import CORPS, HONORIFICS, ROLES

Kind = Literal["name", "pronoun", "epithet", "title", "noun", "collective", "document"]

#: What stands between a title and the name.
RANKS = HONORIFICS | CORPS | {"bernama"}


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


def named(body: str, start: int, piece: Piece, first: int, last: int) -> Mention:
    """The mention whose phrase begins at `start` and whose name is `words[first:last]` of a piece."""
    words = piece.words
    if first and last - first > 1 and place_here(body, *words[first - 1 : first + 2]):
        first += 1
    name = piece.span(first, last)
    if first and last - first > 2:
        name = own_start(body, *name), name[1]
    role = _role(body[start : name[0]])
    return Mention("name", start, name[1], body[start : name[1]], name, role)


def _role(before: str) -> str | None:
    """The title in the words before a name, without rank, honorific and final comma; None when there is none."""
    words = title_words(before.rstrip(" ,").split())
    if not words:
        return None
    if len(words) == 1 and words[0].lower() not in ROLES:
        return None
    return " ".join(words).rstrip(" ,")


def title_words(words: list[str]) -> list[str]:
    """The words before a name without the rank or honorific at their end ("Panglima TNI |Marsekal|")."""
    end = len(words)
    while end and words[end - 1].lower().rstrip(".,") in RANKS:
        end -= 1
    while end < len(words) and words[end].lower() in CORPS:
        end += 1
    return words[:end]


def plain(body: str, piece: Piece, count: int, kind: Kind) -> Mention:
    """The mention without a name that the first words of a piece are."""
    start, end = piece.span(0, count)
    text = body[start:end]
    return Mention(kind_of(piece.words[0].lower(), kind, text), start, end, text)


def kind_of(head: str, kind: Kind, text: str) -> Kind:
    """The kind of a phrase without a name, by its first noun; otherwise as supposed."""
    if head in DOCUMENTS:
        return "document"
    if head in COLLECTIVES:
        return "collective"
    if kind == "epithet" and " lain" in text:
        return "noun"
    return kind
