"""Titles in their short and long forms, and whether one says what another does ("Wabup X", "Wakil Bupati X")."""

from __future__ import annotations

from scraper.quotes.role_nouns import LONG_FORMS

_SHORT_FORMS = {long: short for short, long in LONG_FORMS.items()}


def long_words(title: str) -> list[str]:
    """The words of a title in small letters, short ones written out.

    >>> long_words("Wabup Indramayu")
    ['wakil', 'bupati', 'indramayu']
    """
    words: list[str] = []
    for word in title.lower().split():
        long = LONG_FORMS.get(word, word)
        words += long.split()
    return words


def says_all(title: str, other: str) -> bool:
    """Whether a title holds every word of another, both written out."""
    return set(long_words(title)).issuperset(long_words(other))


def beginnings(title: str) -> list[str]:
    """How a title may begin in print: as it is, written out, and short."""
    words = title.lower().split()
    short_of_two = _SHORT_FORMS.get(" ".join(words[:2]), "")
    forms = [
        title if title[0].isupper() else "",
        title.title() if words[1:2] and title != title.title() else "",
        LONG_FORMS.get(words[0], "").title(),
        short_of_two.capitalize(),
        _SHORT_FORMS.get(words[0], "").capitalize(),
    ]
    return [form for form in forms if form]


def fuller(printed: str | None, introduced: str | None) -> str | None:
    """The longer of two titles of one person when it says all that the other does; otherwise the printed one."""
    if not printed or not introduced:
        return printed or introduced
    return introduced if says_all(introduced, printed) else printed
