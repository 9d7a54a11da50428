"""Entity: a person of an article as far as it has told, and whether a printed name means them."""

from __future__ import annotations

from dataclasses import dataclass, field

from scraper.models import Person
from scraper.quotes.roles import affiliation

#: Letters of the shortest word by which somebody can be called who bears a longer one.
_MIN_SHORT = 4
#: Heads of nouns whose name the text may give next.
_SOMEBODY = ("seorang ", "salah ")


@dataclass(slots=True, eq=False)
class Entity:
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

    @property
    def title(self) -> str:
        """The title, or how somebody without one was printed first."""
        return self.role or self.label

    def person(self) -> Person:
        """The entry of the `people` reading."""
        name = self.name or self.label
        forms = dict.fromkeys([*self.mentions, name])
        return Person(name, self.role, self.affiliation, tuple(forms))


def is_known(entity: Entity | None) -> bool:
    """Whether the article has told who somebody is; of "seorang dokter" it tells when a name follows."""
    if entity is None:
        return False
    if entity.name is not None:
        return True
    label = entity.label.lower()
    return not label.startswith(_SOMEBODY)


def fit(have: list[str], words: list[str]) -> int:
    """How well a mention's words fit a name: 3 the same, 2 its first words or the name its part, 1 any words of it."""
    if have == words:
        return 3
    shorter, longer = sorted((have, words), key=len)
    width = len(shorter)
    if longer[:width] == shorter:
        return 2
    for i in range(1, len(longer) - width + 1):
        if longer[i : i + width] == shorter:
            return 1
    return 0


def is_called(entity: Entity, name: str, rest: str) -> bool:
    """Whether `name`, with `rest` behind its first word, is how a person is called.

    "Kuwu Dudung" is Dudung Abdullah, "Reje" is whose title begins so, "Miftah" is Miftahul Munawar.
    """
    full = entity.name or ""
    if rest:
        return full.startswith(f"{rest} ")
    if entity.role and entity.role.startswith(f"{name} "):
        return True
    if len(name) < _MIN_SHORT:
        return False
    return any(word.startswith(name) for word in full.split() if len(word) >= len(name) + 2)


def is_another(entity: Entity, name: str, role: str | None) -> bool:
    """Whether a fuller name with a title is not the person of that short name, who has another."""
    if not role or not entity.role:
        return False
    if name.count(" ") <= (entity.name or "").count(" "):
        return False
    return role.split()[0].lower() != entity.role.split()[0].lower()


def has_role(entity: Entity, head: str) -> bool:
    """Whether a word stands in a person's title."""
    return head in entity.title.lower().split()
