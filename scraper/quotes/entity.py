"""A person of an article as far as it has told, and whether a printed name or title means them."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.models import Person
from scraper.quotes.role_nouns import LONG_FORMS
from scraper.quotes.roles import affiliation


@dataclass(slots=True, eq=False)
class Known:
    """A person, or whoever else speaks, as far as the article has told by now."""

    #: None as long as nobody has named them.
    name: str | None
    #: How they were printed first.
    label: str
    role: str | None = None
    #: Offsets of the words that last named them.
    seen: tuple[int, int] = (0, 0)
    individual: bool = True
    #: How many had been met before.
    number: int = 0
    mentions: list[str] = field(default_factory=list)

    @property
    def affiliation(self) -> str | None:
        """The body that the title names."""
        return affiliation(self.role) if self.role else None

    def person(self) -> Person:
        """The entry of the `people` reading."""
        name = self.name or self.label
        forms = dict.fromkeys([*self.mentions, name])
        return Person(name, self.role, self.affiliation, tuple(forms))


def fit(have: list[str], words: list[str]) -> int:
    """How well a mention's words fit a name: 3 the same, 2 its first words or the name its part, 1 any words of it."""
    if have == words:
        return 3
    if have[: len(words)] == words or words[: len(have)] == have:
        return 2
    shorter, longer = sorted((have, words), key=len)
    width = len(shorter)
    return int(any(longer[i : i + width] == shorter for i in range(len(longer) - width + 1)))


def is_called(known: Known, name: str, rest: str) -> bool:
    """Whether `name`, with `rest` behind its first word, is how a person is called.

    "Kuwu Dudung" is Dudung Abdullah, "Reje" is whose title begins so, "Miftah" is Miftahul Munawar.
    """
    if rest:
        return (known.name or "").startswith(rest + " ")
    if known.role and known.role.startswith(name + " "):
        return True
    return any(word.startswith(name) for word in (known.name or "").split() if len(word) >= len(name) + 2 >= 6)


def is_another(known: Known, name: str, role: str | None) -> bool:
    """Whether a fuller name with a title is not the person of that short name, who has another."""
    longer = len(name.split()) > len((known.name or "").split())
    return bool(longer and role and known.role and role.split()[0].lower() != known.role.split()[0].lower())


def has_role(known: Known, head: str) -> bool:
    """Whether a word stands in a person's title."""
    return head in (known.role or known.label).lower().split()


def fits_title(known: Known, wanted: str) -> bool:
    """Whether a title in small letters, short or long, is part of a person's."""
    role = (known.role or "").lower()
    if not role:
        return False
    return set(title_words(role)).issuperset(title_words(wanted))


def title_words(title: str) -> list[str]:
    """The words of a title in small letters, short ones written out."""
    return " ".join(LONG_FORMS.get(word, word) for word in title.split()).split()
