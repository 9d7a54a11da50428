"""Known entities: whom an article has told of so far, and what it prints anywhere as evidence of who they are."""

from __future__ import annotations

from functools import cached_property

from scraper.quotes import entity_index
from scraper.quotes.aliases import AliasIndex, alias_index
from scraper.quotes.entity import Entity
from scraper.quotes.entity_index import EntityIndex
from scraper.quotes.mention import Mention
from scraper.quotes.occurrences import Span
from scraper.quotes.persons import persons


class KnownEntities:
    """The body of an article and the entities met in it, in order."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.index = EntityIndex()
        #: Whom a printed name means, until somebody new may be meant too.
        self.resolved: dict[str, Entity | None] = {}
        self.nicknamed: dict[str, Entity] = {}

    def text(self, span: Span) -> str:
        """What is printed between two offsets."""
        return self.body[slice(*span)]

    @cached_property
    def persons(self) -> dict[str, Span]:
        """The names that two words, a title or an age show to be a person's, with their first place."""
        return {self.text(span): span for span in persons(self.body)}

    @cached_property
    def aliases(self) -> AliasIndex:
        """Those names, found by what is short for them."""
        return alias_index(self.persons)


def add(known: KnownEntities, entity: Entity) -> Entity:
    """Take in somebody new."""
    entity_index.add(known.index, entity)
    if entity.name:
        known.resolved.clear()
    return entity


def grow(known: KnownEntities, entity: Entity, name: str, role: str | None) -> Entity:
    """Take a fuller name or a first title of somebody met."""
    if entity.name and name.count(" ") > entity.name.count(" "):
        entity_index.name(known.index, entity, name)
        known.resolved.clear()
    if role and not entity.role:
        entity_index.entitle(known.index, entity, role)
    return entity


def named(known: KnownEntities) -> list[Entity]:
    """Everybody who has a name."""
    return [entity for entity in known.index.all if entity.name]


def labelled(known: KnownEntities, mention: Mention) -> Entity:
    """Who was printed so before, or somebody new without a name; a body's name is its own."""
    met = entity_index.labelled(known.index, mention.text.lower())
    if met:
        return met
    if mention.kind in ("noun", "epithet"):
        return add(known, Entity(None, mention.text))
    name = mention.text if mention.text[0].isupper() else None
    return add(known, Entity(name, mention.text, individual=False))
