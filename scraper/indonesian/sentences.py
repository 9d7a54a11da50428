"""Sentence splitter for Indonesian prose; titles, initials and abbreviations end no sentence."""

from __future__ import annotations

import re

#: Characters; longer sentences are no prose. Keeps the search for a sentence's beginning linear.
MAX_SENTENCE = 1000
#: A full stop that ends a sentence, not an abbreviation; or a new line. One character class first makes it fast.
_EDGE = re.compile(
    r"[.!?\n](?:(?<=\n)\n*(?:- )?"
    r"|(?<!\b[A-Z]\.)"
    r"(?<!\b(?:Jl|Dr|dr|Hj|KH|Ir|Mr|Ms|Ny|No|Rp|Ps|St|Tn)\.)"
    r"(?<!\b(?:Abd|Dra|Drs|Kab|Kec|Kel|Kol|Mgr|Moh|Mrs|Muh|Pdt|Pjs|Plh|Plt|Pol|Ust)\.)"
    r"(?<!\b(?:Jend|Kapt|Moch|Prof)\.)"
    r"[\"“”')]* +(?=[A-Z\"“”]))"
)


def sentences(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Offsets of the sentences of `text[start:stop]`, without their full stops.

    >>> [text[slice(*span)] for text in ["Prof. Budi datang. Ia pulang."] for span in sentences(text, 0, len(text))]
    ['Prof. Budi datang', 'Ia pulang.']
    """
    found = []
    for edge in _EDGE.finditer(text, start, stop):
        found.append((start, edge.start()))
        start = edge.end()
    if start < stop:
        found.append((start, stop))
    return found


def sentence_start(text: str, at: int) -> int:
    """Where the sentence around an offset begins, at most `MAX_SENTENCE` characters back."""
    back = max(0, at - MAX_SENTENCE)
    found = max(back, text.rfind("\n", back, at) + 1)
    for edge in _EDGE.finditer(text, found, at + 1):
        found = edge.end()
    return found


def sentence_end(text: str, at: int, stop: int) -> int:
    """Where the sentence around an offset ends, before its full stop; `stop` when it goes on to there."""
    edge = _EDGE.search(text, at, stop)
    return edge.start() if edge else stop
