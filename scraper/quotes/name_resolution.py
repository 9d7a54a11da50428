"""Name resolution: whom a printed name means among those met, or whom the article tells of somewhere else."""

from __future__ import annotations

from scraper.quotes import entity_index
from scraper.quotes.aliases import names_of
from scraper.quotes.entity import Entity, is_another
from scraper.quotes.known_entities import KnownEntities, add, grow, labelled, named
from scraper.quotes.mention import Mention
from scraper.quotes.name_words import is_name_word
from scraper.quotes.names import fullest, nickname_of, spans_with, widen
from scraper.quotes.nicknames import explained
from scraper.quotes.occurrences import AGE, Span, begins_sentence, is_ordinary, is_placed, word_before
from scraper.quotes.roles import introduction
from scraper.quotes.title_forms import fuller

#: Honorifics that are part of a one-word name ("Gus Fauzi", "Cak Imin").
_NAME_MAKING = frozenset({"gus", "cak", "kang", "ning", "abah", "aa", "mbah"})


def met(known: KnownEntities, mention: Mention) -> Entity | None:
    """Who of those met bears the name of a mention."""
    if mention.name is None:
        return None
    return next(iter(entity_index.fitting(known.index, known.text(mention.name))), None)


def is_presented(known: KnownEntities, mention: Mention) -> bool:
    """Whether a name is known to be a person's: met before, printed with a title or an age, or fuller."""
    if mention.name is None:
        return False
    if mention.role or met(known, mention):
        return True
    if AGE.match(known.body, mention.name[1]) or introduction(known.body, mention.name):
        return True
    start, end = mention.name
    full = fullest(known.body, known.text(mention.name), mention.start)
    return full is not None and full[1] - full[0] > end - start


def by_printed_name(known: KnownEntities, mention: Mention, name: str) -> Entity | None:
    """Whom a name means; None when two people fit alike. The answer is kept until somebody new is met."""
    if name not in known.resolved or mention.role:
        known.resolved[name] = by_name(known, mention, name)
    return known.resolved[name]


def by_name(known: KnownEntities, mention: Mention, name: str) -> Entity | None:
    """Whom a name means; None when two people fit alike."""
    fitting = entity_index.fitting(known.index, name)
    if len(fitting) > 1:
        return None
    if not fitting:
        return _by_unmet_name(known, mention, name)
    if not is_another(fitting[0], name, mention.role):
        return _of_that_last_name(known, mention, name, fitting[0])
    return _by_new_name(known, mention, name)


def _by_unmet_name(known: KnownEntities, mention: Mention, name: str) -> Entity | None:
    if _is_no_name(known, mention, name):
        return labelled(known, Mention("collective", mention.start, mention.end, name))
    if name in known.nicknamed:
        return known.nicknamed[name]
    called = entity_index.called(known.index, name) if not mention.role else []
    if len(called) == 1 and not is_presented(known, mention):
        return called[0]
    return _by_new_name(known, mention, name)


def _by_new_name(known: KnownEntities, mention: Mention, name: str) -> Entity | None:
    if _is_acronym(known, name):
        return labelled(known, Mention("collective", mention.start, mention.end, name))
    return by_initials(known, mention.text) or by_initials(known, name) or _introduced(known, mention, name)


def _is_no_name(known: KnownEntities, mention: Mention, name: str) -> bool:
    """Whether a lone word that begins a sentence is an ordinary one or a place and nowhere shown to be a name."""
    if mention.role or " " in name:
        return False
    if is_placed(known.body, name):
        return True
    if not begins_sentence(known.body, mention.start) or AGE.match(known.body, mention.end):
        return False
    return is_ordinary(known.body, name, mention.start)


def _of_that_last_name(known: KnownEntities, mention: Mention, name: str, entity: Entity) -> Entity:
    """Who is meant by the name of somebody met: by the last word alone it may be somebody else, printed since."""
    full = entity.name or ""
    if not full.endswith(f" {name}") or " " in name or mention.role:
        return grow(known, entity, name, mention.role)
    for span in reversed(spans_with(known.body, name, 0, mention.start)):
        other = known.text(span)
        if not other.endswith(f" {name}") or other in full or full in other:
            continue
        return add(known, Entity(other, name))
    return entity


def _is_acronym(known: KnownEntities, name: str) -> bool:
    """Whether the text prints the name in brackets behind words that it stands for and that name no person."""
    for printed in {name, name.upper()}:
        at = known.body.find(f"({printed})")
        if at > 0 and not is_name_word(word_before(known.body, at)):
            return True
    return False


def by_initials(known: KnownEntities, text: str) -> Entity | None:
    """Whom initials or a well-known nickname mean."""
    nickname = nickname_of(text)
    if nickname:
        bearers = entity_index.bearing(known.index, nickname)
        if bearers:
            return bearers[0]
        if nickname in known.body:
            return add(known, Entity(nickname, text))
    if not text.isupper():
        return None
    return next(iter(entity_index.initialled(known.index, text)), None) or _by_alias(known, text)


def _introduced(known: KnownEntities, mention: Mention, name: str) -> Entity:
    """Whom the article has not told of yet: the fullest name anywhere in it, with the title printed around."""
    own = mention.name or (mention.start, mention.end)
    span = fullest(known.body, name, mention.start) or own
    if span[0] > own[1] and _is_namesake(known, mention, span):
        span = own
    if " " not in name and known.text(span) == name:
        nicknamed = _by_nickname(known, mention, name)
        if nicknamed:
            return nicknamed
        span = _with_name_making(known.body, span)
    full = known.text(span)
    fitting = entity_index.fitting(known.index, full) if full != name else []
    if len(fitting) == 1 and not is_another(fitting[0], full, mention.role):
        return grow(known, fitting[0], full, mention.role)
    if mention.role and span == own:
        return add(known, Entity(full, name, mention.role))
    return add(known, Entity(full, name, fuller(mention.role, introduction(known.body, span))))


def _is_namesake(known: KnownEntities, mention: Mention, later: Span) -> bool:
    """Whether a fuller name printed later is somebody else's, because both have titles of their own."""
    if not mention.role and not AGE.match(known.body, mention.end):
        return False
    title = introduction(known.body, later)
    return title is not None and title != mention.role


def _by_nickname(known: KnownEntities, mention: Mention, name: str) -> Entity | None:
    """Who is meant by a nickname that the article explains, or that is short for one of its names."""
    bearer = explained(known.body, name)
    if isinstance(bearer, tuple):
        owner: Entity | None = _named_at(known, bearer)
    elif bearer is not None:
        owner = _last_before(known, bearer)
    elif mention.role or AGE.match(known.body, mention.end):
        owner = None
    else:
        owner = _by_alias(known, name)
    if owner:
        known.nicknamed[name] = owner
    return owner


def _by_alias(known: KnownEntities, alias: str) -> Entity | None:
    """The only person of the article for whose name a word is short."""
    names = names_of(known.aliases, alias)
    return _named_at(known, known.persons[names[0]]) if len(names) == 1 else None


def _named_at(known: KnownEntities, span: Span) -> Entity:
    span = widen(known.body, *span)
    full = known.text(span)
    fitting = entity_index.fitting(known.index, full)
    return fitting[0] if fitting else add(known, Entity(full, full, introduction(known.body, span)))


def _last_before(known: KnownEntities, at: int) -> Entity | None:
    """Who was last told of before an offset."""
    before = [entity for entity in named(known) if entity.individual and entity.seen[0] < at]
    return max(before, key=lambda entity: entity.seen, default=None)


def _with_name_making(body: str, span: Span) -> Span:
    """Offsets of a name of one word with the honorific that is part of it."""
    start, end = span
    word = word_before(body, start)
    return (start - len(word) - 1, end) if word.lower() in _NAME_MAKING else span
