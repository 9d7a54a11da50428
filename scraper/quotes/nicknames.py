"""Nicknames that an article explains: "yang akrab disapa Dani", "Moel, panggilan akrab Moeldiono"."""

from __future__ import annotations

import re

from scraper.quotes.name_words import is_name_word
from scraper.quotes.occurrences import Span

_CALLING = "(?:disapa|dipanggil|panggilan|alias|atau|sapaan|julukan|dikenal)"
_MANNER = "(?: akrab(?:nya)?)?(?: dengan| sebagai)?(?: nama)?"
_HONORIFIC = "(?:(?:Gus|Cak|Kang|Mas|Mbak|Bang|Pak|Bu|Ning|Mbah) )?"
_BEFORE = re.compile(rf"{_CALLING}{_MANNER} [\"'“”‘’]?{_HONORIFIC}$")
_LEAD = re.compile(r"(?: ?\(\d\d?\)|,? yang\b| (?:akrab|biasa|kerap|lebih|sering|karib)\b|[\s,(\"“”])+$")
#: Behind a nickname ("Adam, sapaan akrabnya", "Moel, panggilan akrab Moeldiono").
_BEHIND = re.compile(r" ?, (?:sapaan|panggilan)(?: akrab)?(?: ([A-Z]\w+))?")
#: Characters before a nickname that hold the words that explain it.
_REACH = 50


def explained(body: str, nickname: str) -> Span | int | None:
    """Whose nickname a word is: offsets of a word of the name, or the offset before which the bearer was told of.

    None when the article does not explain it.
    """
    at = body.find(nickname)
    while at >= 0:
        end = at + len(nickname)
        behind = _BEHIND.match(body, end)
        if behind and behind[1]:
            return behind.span(1)
        before = _BEFORE.search(body, max(0, at - _REACH), at)
        if before:
            return _bearer_before(body, before.start())
        if behind:
            return _bearer_before(body, at)
        at = body.find(nickname, end)
    return None


def _bearer_before(body: str, at: int) -> Span | int:
    lead = _LEAD.search(body, max(0, at - _REACH), at)
    end = lead.start() if lead else at
    word = body[max(0, end - _REACH) : end].rsplit(" ", 1)[-1]
    return (end - len(word), end) if is_name_word(word) else at
