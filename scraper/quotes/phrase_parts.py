"""The words of a phrase, piece by piece between its commas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from scraper.quotes.name_words import GAP
from scraper.quotes.role_nouns import DEGREES

#: Pieces between commas that are read of a phrase: the longest titles have five before the name.
MAX_PIECES = 7
_MARK = re.compile(r"[\"“”'‘’]")
#: A nickname in marks inside a name ("Slamet |“Bejo”| Riyanto").
NICKNAME = re.compile(r"(?<=[a-z] )[\"“”'‘’]([A-Z]\w+(?: [A-Z]\w+)?)[\"“”'‘’](?= [A-Z])")
_PARENTHESES = re.compile(r"\([^()\n]*\)")
DEGREE = re.compile(rf"\s*(?:{DEGREES})\.?(?=\s|$)")


@dataclass(slots=True)
class Piece:
    """The words of a phrase between two of its commas. Offsets are looked for only of what becomes a mention."""

    #: Where `text` begins in the body.
    at: int
    text: str
    words: list[str]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the body of `words[first:last]`."""
        end = 0
        for word in self.words[:first]:
            end = self.text.index(word, end) + len(word)
        start = self.text.index(self.words[first], end)
        for word in self.words[first:last]:
            end = self.text.index(word, end) + len(word)
        return self.at + start, self.at + end


class Phrase:
    """A phrase as its pieces between commas; most phrases are told by the first alone."""

    def __init__(self, body: str, at: int, end: int) -> None:
        self.body = body
        self._at = at
        self._text = blank(body[at:end])
        self._comma = self._text.find(", ")
        self._later: list[Piece] | None = None
        self.first = _piece(self._text, at, 0, self._comma)

    @property
    def later(self) -> list[Piece]:
        """The pieces behind the first, as many as are read."""
        if self._later is None:
            self._later = list(islice(_behind(self._text, self._at, self._comma), MAX_PIECES - 1))
        return self._later


def _behind(text: str, at: int, comma: int) -> Iterator[Piece]:
    """The pieces of a text that begins at `at` in the body, behind the comma that ends the first."""
    while comma >= 0:
        here = comma + 2
        if degree := DEGREE.match(text, here):
            here = degree.end() + (2 if text.startswith(", ", degree.end()) else 0)
        if here >= len(text):
            return
        comma = text.find(", ", here)
        yield _piece(text, at, here, comma)


def _piece(text: str, at: int, start: int, comma: int) -> Piece:
    piece = text[start:comma] if comma >= 0 else text[start:].rstrip(" ,")
    return Piece(at + start, piece, piece.split())


def blank(text: str) -> str:
    """The text with every parenthesis as one mark of its end: offsets stay, commas inside do not divide."""
    if "(" in text:
        text = _PARENTHESES.sub(lambda m: f"{GAP:>{len(m[0])}}", text)
    return NICKNAME.sub(r" \1 ", text) if _MARK.search(text) else text
