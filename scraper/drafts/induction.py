"""Induction of a template: for each field the rule under which the pages of one layout agree.

Rules are proposed on single pages, where they find what was read without rules, and weighed on all of them. A place
that is right on most pages is right on the page, too, where reading without rules looked elsewhere. A rule counts only
when those induced from the other pages hold on each page as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scraper.drafts.beliefs import believed
from scraper.drafts.evidence import Evidence, Outcome, Weighed
from scraper.drafts.rule_search import SEARCHES, Search, joined
from scraper.drafts.samples import Sample
from scraper.extraction.furniture import Furniture
from scraper.html.page import Page
from scraper.models import Byline, Link
from scraper.template.rules import Rule

#: Fields that reading without rules hardly ever gets wrong: no page may disagree.
_STRICT = frozenset(("headline", "published", "views"))
#: More than this share of the pages must agree, of those where a rule finds something and something is believed.
_SHARE = 0.5
#: Field -> the fewest pages that must agree: the text of the next page may hold a box that few have.
_FEWEST = {"body": 3}
#: Parts that pages are divided into, each of which is read once by the rules of the others.
_FOLDS = 5


@dataclass(frozen=True)
class Proposal:
    """A rule for a field with its support."""

    #: Field of a template, or kind of links.
    name: str
    rule: Rule[Any]
    #: Pages of the layout; pages where the rule finds something; pages where that is what was read without rules.
    pages: int
    found: int
    agreed: int
    #: Pages on which rules induced from the other pages were tried, and found what is believed.
    tried: int
    proven: int


def induce(samples: Sequence[Sample], furniture: tuple[str, ...] = ()) -> dict[str, Proposal]:
    """The rule of each field of which the pages of one layout bear one out; links by their kinds.

    `furniture` are lines that are no part of any text.
    """
    pages = [each.page for each in samples]
    found = [_best_way(asked, pages) for asked in _questions(samples, Furniture(furniture))]
    return {proposal.name: proposal for proposal in found if proposal is not None}


@dataclass(frozen=True)
class _Question:
    """A field, or a kind of links, whose rule is looked for."""

    title: str
    name: str
    search: Search
    ways: list[_Way]


def _questions(samples: Sequence[Sample], furniture: Furniture) -> Iterator[_Question]:
    for name, search in SEARCHES.items():
        wanted = believed(name, samples)
        if name == "links":
            for kind in ("read_also", "related"):
                of_kind = _of_kind(wanted, kind)
                yield _Question(kind, name, search, [_Way(of_kind, [of_kind])])
        elif name == "body":
            texts = [furniture.out_of_text(text or ()) for text in wanted]
            yield _Question(name, name, _without(search, furniture), [_Way(texts, [texts])])
        else:
            yield _Question(name, name, search, list(_ways(name, wanted)))


def _without(search: Search, furniture: Furniture) -> Search:
    """The search for a text, whatever furniture a rule finds in it."""

    def likeness(value: tuple[str, ...], wanted: tuple[str, ...]) -> float:
        return search.likeness(furniture.out_of_text(value), wanted)

    return replace(search, likeness=likeness)


def _best_way(asked: _Question, pages: Sequence[Page]) -> Proposal | None:
    """The rule of the way to part a field that is proven best; None where nothing is proven."""
    found = [_of_way(asked, way, pages) for way in asked.ways]
    proven = [proposal for proposal in found if proposal is not None]
    return max(proven, key=lambda each: (each.proven, each.agreed), default=None)


@dataclass(frozen=True)
class _Way:
    """A field as a whole, and the parts for which rules are looked for and joined."""

    whole: list[Any]
    parts: list[list[Any]]


def _ways(name: str, wanted: list[Any]) -> Iterator[_Way]:
    yield _Way(wanted, [wanted])
    if name == "bylines":
        roles = sorted({person.role for people in wanted for person in people or ()})
        yield _Way(wanted, [_of_role(wanted, role) for role in roles])


def _of_kind(wanted: list[Any], kind: str) -> list[Any]:
    def of_page(links: tuple[Link, ...] | None) -> tuple[Link, ...]:
        return tuple(link for link in links or () if link.kind == kind)

    return list(map(of_page, wanted))


def _of_role(wanted: list[Any], role: str) -> list[Any]:
    def of_page(people: tuple[Byline, ...] | None) -> tuple[Byline, ...]:
        return tuple(person for person in people or () if person.role == role)

    return list(map(of_page, wanted))


def _of_way(asked: _Question, way: _Way, pages: Sequence[Page]) -> Proposal | None:
    """The joined rule for the parts of a field, where the pages bear it out and rules of other pages hold."""
    whole = Evidence(asked.search, pages, way.whole)
    parts = [Evidence(asked.search, pages, part) for part in way.parts]
    everywhere = range(len(pages))
    rule = _rule(asked.name, parts, everywhere)
    if rule is None:
        return None
    weighed = whole.weigh(rule, everywhere)
    trial = Weighed(rule, tuple(_held_out(asked.name, whole, parts)))
    if not (_is_borne_out(asked.name, weighed) and _is_proven(asked.name, weighed, trial)):
        return None
    return Proposal(asked.title, rule, len(pages), weighed.found, weighed.agreed, trial.compared, trial.agreed)


def _rule(name: str, parts: list[Evidence], places: Sequence[int]) -> Rule[Any] | None:
    """The best rules of the parts as one; None unless each part has one that is borne out."""
    best = [part.best(places) for part in parts]
    sure = [each.rule for each in best if each is not None and _is_borne_out(name, each)]
    return joined(sure) if sure and len(sure) == len(parts) else None


def _held_out(name: str, whole: Evidence, parts: list[Evidence]) -> Iterator[Outcome]:
    """What becomes of each page under the rule that is induced from the pages of the other folds."""
    everywhere = range(len(whole.pages))
    folds = min(_FOLDS, len(everywhere))
    for fold in range(folds):
        others = [at for at in everywhere if at % folds != fold]
        rule = _rule(name, parts, others)
        for at in everywhere[fold::folds]:
            if rule is not None:
                yield whole.outcome(rule, at)


def _is_borne_out(name: str, weighed: Weighed) -> bool:
    """Whether enough of the pages where a rule finds something say the same."""
    if name in _STRICT and weighed.agreed < weighed.compared:
        return False
    extra = weighed.found - weighed.compared
    if weighed.agreed < max(extra, _FEWEST.get(name, 1)):
        return False
    return weighed.agreed > _SHARE * weighed.compared


def _is_proven(name: str, weighed: Weighed, trial: Weighed) -> bool:
    """Whether the rules of other pages hold: on half of the pages where the rule itself is right on all of them."""
    if name in _STRICT or weighed.agreed < weighed.compared:
        return _is_borne_out(name, trial)
    is_half = trial.agreed >= _SHARE * trial.compared
    return is_half and trial.agreed >= _FEWEST.get(name, 1)
