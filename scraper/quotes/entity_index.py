"""Everybody an article has told of so far, found by what they may be called."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter

from scraper.quotes.entity import Known, fit, fits_title, has_role, is_called, title_words
from scraper.quotes.names import initials

_NUMBER = attrgetter("number")
#: First letters of a word that whoever may be called so has in a name or title.
_BEGINNING = 4


class Roster:
    """The people in the order in which they were met."""

    def __init__(self) -> None:
        self.all: list[Known] = []
        self._by_name: dict[str, list[Known]] = {}
        self._by_word: dict[str, list[Known]] = {}
        #: Everybody when met and again whenever more was told of them.
        self._told: list[Known] = []
        self._labels = _Lookup(self._told, lambda known: [known.label.lower()])
        self._initials = _Lookup(self._told, lambda known: [initials(known.name or "")])
        self._titles = _Lookup(self._told, _title_keys)
        self._first_words = _Lookup(self._told, lambda known: [_first_word(known.name or "")])
        self._beginnings = _Lookup(self._told, _beginnings)

    def add(self, known: Known) -> None:
        """Take in somebody new."""
        known.number = len(self.all)
        self.all.append(known)
        if known.name:
            self.name(known, known.name)
        else:
            self._told.append(known)

    def name(self, known: Known, name: str) -> None:
        """Give somebody a fuller name."""
        known.name = name
        self._told.append(known)
        self._by_name.setdefault(name, []).append(known)
        for word in name.split():
            owners = self._by_word.setdefault(word, [])
            if known not in owners:
                owners.append(known)

    def entitle(self, known: Known, role: str) -> None:
        """Give somebody a title."""
        known.role = role
        self._told.append(known)

    def fitting(self, name: str) -> list[Known]:
        """The people whom a name can mean, only those of the best degree of fit."""
        words = name.split()
        owners = [self._by_word.get(word, ()) for word in words]
        if not any(owners):
            return []
        near = [*min(owners, key=len)]
        for part in _parts(words):
            near += self.bearing(part)
        degrees = {known: fit((known.name or "").split(), words) for known in near}
        best = max(degrees.values(), default=0)
        return [known for known, degree in degrees.items() if degree == best > 0]

    def called(self, name: str) -> list[Known]:
        """Those with a name who may be called so, see `is_called`."""
        _, _, rest = name.partition(" ")
        near = self._first_words.of(_first_word(rest)) if rest else self._beginnings.of(name[:_BEGINNING])
        return [known for known in near if known.name and is_called(known, name, rest)]

    def initialled(self, letters: str) -> list[Known]:
        """Those whose names have such first letters."""
        return [known for known in self._initials.of(letters) if initials(known.name or "") == letters]

    def bearing(self, name: str) -> list[Known]:
        """Those with exactly this name."""
        return [known for known in self._by_name.get(name, ()) if known.name == name]

    def holders(self, word: str) -> list[Known]:
        """Persons in whose title a word stands."""
        return [known for known in self._titles.of(word) if known.individual and has_role(known, word)]

    def labelled(self, label: str) -> Known | None:
        """Who was last met of those first printed so, in small letters."""
        return next(reversed(self._labels.of(label)), None)

    def titled(self, title: str) -> Known | None:
        """Who was last met of those first printed so or whose title holds this one, in small letters."""
        rarest = min((self._titles.of(word) for word in title_words(title)), key=len)
        holder = next((known for known in reversed(rarest) if fits_title(known, title)), None)
        return max(filter(None, (holder, self.labelled(title))), key=_NUMBER, default=None)


def _parts(words: list[str]) -> Iterator[str]:
    """Every shorter run of words: "Arif", "Wicaksana" of "Arif Wicaksana"."""
    return (" ".join(words[i : i + count]) for count in range(1, len(words)) for i in range(len(words) - count + 1))


class _Lookup:
    """People by keys: to ask each of hundreds at every mention takes time that grows with the square of the length.

    Those of whom something was told since the last question are taken in at the next: most articles ask nothing.
    """

    def __init__(self, told: Sequence[Known], keys: Callable[[Known], Iterable[str]]) -> None:
        self._told = told
        self._keys = keys
        self._seen = 0
        self._owners: dict[str, list[Known]] = {}

    def of(self, key: str) -> Sequence[Known]:
        """Those who have a key, or had it once, in the order in which they were met."""
        for known in self._told[self._seen :]:
            for each in self._keys(known):
                owners = self._owners.setdefault(each, [])
                at = bisect_left(owners, known.number, key=_NUMBER)
                if at == len(owners) or owners[at] is not known:
                    owners.insert(at, known)
        self._seen = len(self._told)
        return self._owners.get(key, ())


def _title_keys(known: Known) -> list[str]:
    title = (known.role or known.label).lower()
    return [*title.split(), *title_words(title)]


def _beginnings(known: Known) -> list[str]:
    return [word[:_BEGINNING] for word in [*(known.name or "").split(), _first_word(known.role or "")]]


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0]
