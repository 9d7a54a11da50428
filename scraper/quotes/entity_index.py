"""Entity index: everybody an article has told of so far, found by what they may be called."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter

from scraper.quotes.entity import Entity, fit, has_role, is_called
from scraper.quotes.names import initials
from scraper.quotes.title_forms import long_words, says_all

_NUMBER = attrgetter("number")
#: First letters of a word that whoever may be called so has in a name or title.
_BEGINNING = 4


class _Lookup:
    """Entities by keys: to ask each of hundreds at every mention takes time that grows with the square of the length.

    Those of whom something was told since the last question are taken in at the next: most articles ask nothing.
    """

    def __init__(self, changed: Sequence[Entity], keys: Callable[[Entity], Iterable[str]]) -> None:
        self.changed = changed
        self.keys = keys
        self.seen = 0
        self.owners: dict[str, list[Entity]] = {}


class EntityIndex:
    """The entities in the order in which they were met."""

    def __init__(self) -> None:
        self.all: list[Entity] = []
        self.by_name: dict[str, list[Entity]] = {}
        self.by_word: dict[str, list[Entity]] = {}
        #: Every entity when met and again whenever more was told of it.
        changed: list[Entity] = []
        self.changed = changed
        self.labels = _Lookup(changed, _label_keys)
        self.initials = _Lookup(changed, _initial_keys)
        self.titles = _Lookup(changed, _title_keys)
        self.first_words = _Lookup(changed, _first_word_keys)
        self.beginnings = _Lookup(changed, _beginning_keys)


def add(index: EntityIndex, entity: Entity) -> None:
    """Take in somebody new."""
    entity.number = len(index.all)
    index.all.append(entity)
    if entity.name:
        name(index, entity, entity.name)
    else:
        index.changed.append(entity)


def name(index: EntityIndex, entity: Entity, name: str) -> None:
    """Give somebody a fuller name."""
    entity.name = name
    index.changed.append(entity)
    index.by_name.setdefault(name, []).append(entity)
    for word in name.split():
        owners = index.by_word.setdefault(word, [])
        if entity not in owners:
            owners.append(entity)


def entitle(index: EntityIndex, entity: Entity, role: str) -> None:
    """Give somebody a title."""
    entity.role = role
    index.changed.append(entity)


def fitting(index: EntityIndex, name: str) -> list[Entity]:
    """The entities whom a name can mean, only those of the best degree of fit."""
    words = name.split()
    owners = [index.by_word.get(word, ()) for word in words]
    if not any(owners):
        return []
    near = [*min(owners, key=len)]
    for part in _parts(words):
        near += bearing(index, part)
    degrees = {entity: fit((entity.name or "").split(), words) for entity in near}
    best = max(degrees.values(), default=0)
    return [entity for entity, degree in degrees.items() if degree == best > 0]


def called(index: EntityIndex, name: str) -> list[Entity]:
    """Those with a name who may be called so, see `is_called`."""
    _, _, rest = name.partition(" ")
    near = _of(index.first_words, _first_word(rest)) if rest else _of(index.beginnings, name[:_BEGINNING])
    return [entity for entity in near if entity.name and is_called(entity, name, rest)]


def initialled(index: EntityIndex, letters: str) -> list[Entity]:
    """Those whose names have such first letters."""
    return [entity for entity in _of(index.initials, letters) if initials(entity.name or "") == letters]


def bearing(index: EntityIndex, name: str) -> list[Entity]:
    """Those with exactly this name."""
    return [entity for entity in index.by_name.get(name, ()) if entity.name == name]


def holders(index: EntityIndex, word: str) -> list[Entity]:
    """Persons in whose title a word stands."""
    return [entity for entity in _of(index.titles, word) if entity.individual and has_role(entity, word)]


def labelled(index: EntityIndex, label: str) -> Entity | None:
    """Who was last met of those first printed so, in small letters."""
    return next(reversed(_of(index.labels, label)), None)


def titled(index: EntityIndex, title: str) -> Entity | None:
    """Who was last met of those first printed so or whose title says all that this one does."""
    found = [labelled(index, title)]
    rarest = min((_of(index.titles, word) for word in long_words(title)), key=len)
    for entity in reversed(rarest):
        if says_all(entity.role or "", title):
            found.append(entity)
            break
    return max(filter(None, found), key=_NUMBER, default=None)


def _parts(words: list[str]) -> Iterator[str]:
    """Every shorter run of words: "Arif", "Wicaksana" of "Arif Wicaksana"."""
    for count in range(1, len(words)):
        for i in range(len(words) - count + 1):
            yield " ".join(words[i : i + count])


def _of(lookup: _Lookup, key: str) -> Sequence[Entity]:
    """Those who have a key, or had it once, in the order in which they were met."""
    for entity in lookup.changed[lookup.seen :]:
        for each in lookup.keys(entity):
            owners = lookup.owners.setdefault(each, [])
            at = bisect_left(owners, entity.number, key=_NUMBER)
            if at == len(owners) or owners[at] is not entity:
                owners.insert(at, entity)
    lookup.seen = len(lookup.changed)
    return lookup.owners.get(key, ())


def _label_keys(entity: Entity) -> list[str]:
    return [entity.label.lower()]


def _initial_keys(entity: Entity) -> list[str]:
    return [initials(entity.name or "")]


def _title_keys(entity: Entity) -> list[str]:
    title = entity.title.lower()
    return [*title.split(), *long_words(title)]


def _first_word_keys(entity: Entity) -> list[str]:
    return [_first_word(entity.name or "")]


def _beginning_keys(entity: Entity) -> list[str]:
    words = [*(entity.name or "").split(), _first_word(entity.role or "")]
    return [word[:_BEGINNING] for word in words]


def _first_word(text: str) -> str:
    return text.split(" ", 1)[0]
