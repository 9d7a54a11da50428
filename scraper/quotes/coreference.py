"""Coreference: every mention of a person of one article leads to one entity."""

from __future__ import annotations

import re
from collections.abc import Collection

from scraper.models import Person
from scraper.quotes import entity_index
from scraper.quotes.entity import Entity, has_role
from scraper.quotes.known_entities import KnownEntities, add, labelled, named
from scraper.quotes.mention import Mention
from scraper.quotes.name_resolution import by_initials, by_name, by_printed_name
from scraper.quotes.occurrences import is_initialled
from scraper.quotes.phrases import noun_phrase
from scraper.quotes.role_nouns import ROLES
from scraper.quotes.title_forms import beginnings, says_all

#: Begin the label of one person who is not named.
_ONE_OF = ("seorang ", "salah ")
#: The account that a person was just said to write on.
_OWN_ACCOUNT = frozenset({"akun tersebut", "akun itu"})
_TITLED = re.compile(r"[A-Z][\w.'’()-]*(?:,? (?:[A-Z(\d][\w.'’()/-]*|dan))*")


def resolve(known: KnownEntities, mention: Mention, focus: Entity | None) -> Entity | None:
    """Who a mention means; None when nobody can be told or two people fit alike."""
    entity = _meant(known, mention, focus)
    if entity is None:
        return None
    entity.seen = (mention.start, mention.end)
    if mention.kind != "pronoun" and mention.text not in entity.mentions:
        entity.mentions.append(mention.text)
    return entity


def _meant(known: KnownEntities, mention: Mention, focus: Entity | None) -> Entity | None:
    if mention.kind == "pronoun":
        return focus
    if mention.kind == "epithet":
        return _by_epithet(known, mention, focus)
    if mention.name is not None:
        return by_printed_name(known, mention, known.text(mention.name))
    if mention.kind == "title":
        return _by_title(known, mention)
    if mention.kind == "collective":
        return _by_capitals(known, mention)
    owner = focus if mention.text in _OWN_ACCOUNT and focus and focus.individual else None
    return owner or labelled(known, mention)


def _by_capitals(known: KnownEntities, mention: Mention) -> Entity | None:
    """Who is meant by capitalised words that are no name: somebody's initials, or a body."""
    if is_initialled(known.body, mention.text):
        return by_printed_name(known, mention, mention.text)
    return by_initials(known, mention.text) or labelled(known, mention)


def people(known: KnownEntities, quoted: Collection[Entity | None]) -> tuple[Person, ...]:
    """The persons among those met: quoted directly, or with a title or a name of several words."""
    found = []
    for entity in named(known):
        told = entity in quoted or entity.role or " " in (entity.name or "")
        if entity.individual and told:
            found.append(entity.person())
    return tuple(found)


def _by_epithet(known: KnownEntities, mention: Mention, focus: Entity | None) -> Entity | None:
    """Who is meant by "politisi itu": whoever has that title, else whoever has the focus."""
    head = mention.text.split(" ", 1)[0].lower()
    if focus and has_role(focus, head):
        return focus
    holders = entity_index.holders(known.index, head)
    if len(holders) == 1 and (holders[0].name or not focus):
        return holders[0]
    nameless = [entity for entity in holders if entity.label.lower().startswith(_ONE_OF)]
    if nameless:
        return nameless[-1]
    if head not in ROLES and mention.text.count(" ") > 1 and not mention.text.endswith(" ini"):
        return labelled(known, mention)
    return focus or labelled(known, mention)


def _by_title(known: KnownEntities, mention: Mention) -> Entity:
    """Who holds a title that stands alone."""
    met = entity_index.titled(known.index, mention.text.lower()) or _holder(known, mention)
    return met or add(known, Entity(None, mention.text, mention.text))


def _holder(known: KnownEntities, mention: Mention) -> Entity | None:
    """Who holds a title, when the article prints it, short or long, with a name somewhere."""
    for beginning in beginnings(mention.text):
        at = known.body.find(beginning)
        while at >= 0:
            found = _titled_at(known, at) if at != mention.start else None
            if found and found.name and says_all(found.role or "", mention.text):
                return by_name(known, found, known.text(found.name))
            at = known.body.find(beginning, at + 1)
    return None


def _titled_at(known: KnownEntities, at: int) -> Mention | None:
    titled = _TITLED.match(known.body, at)
    found = noun_phrase(known.body, at, titled.end()) if titled else None
    return found if found and found.name and found.start == at else None
