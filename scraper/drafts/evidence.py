"""Evidence: what the pages of one layout say of the rules for a field, each rule asked once on each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any

from scraper.drafts.list_search import is_anchored
from scraper.drafts.rule_search import Search
from scraper.html.page import Page
from scraper.template.rules import Rule

#: Rules that are tried on one page, and those that are kept of it.
_TRIED, _KEPT = 400, 24
#: Pages that propose rules, and rules that are likely enough on these to be weighed on all.
_PROPOSING, _LIKELY = 8, 10
#: Likeness of values that count as the same.
SAME = 0.985
#: What a page counts for where a rule finds nothing or nothing is believed, and where the rule is ambiguous.
_OPEN, _AMBIGUOUS = 0.5, 0.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a rule on a page."""

    #: Whether it finds something, whether something is believed as well, and whether that is the same.
    found: bool
    compared: bool
    agreed: bool
    #: How like they are, from 0 to 1; what an open question counts for where there is nothing to compare.
    score: float


@dataclass(frozen=True)
class Weighed:
    """A rule and its outcomes on some pages."""

    rule: Rule[Any]
    outcomes: tuple[Outcome, ...]

    @property
    def score(self) -> float:
        """The sum over the pages."""
        return self._total("score")

    @property
    def found(self) -> int:
        """Pages on which it finds something."""
        total = self._total("found")
        return int(total)

    @property
    def compared(self) -> int:
        """Pages on which it finds something and something is believed."""
        total = self._total("compared")
        return int(total)

    @property
    def agreed(self) -> int:
        """Pages on which it finds what is believed."""
        total = self._total("agreed")
        return int(total)

    def _total(self, name: str) -> float:
        values = map(attrgetter(name), self.outcomes)
        total: float = sum(values)
        return total


@dataclass
class Evidence:
    """The pages of one layout with what is believed of a field, or of a part of it, on each."""

    search: Search
    pages: Sequence[Page]
    #: None or empty where nothing is believed.
    wanted: Sequence[Any]
    _outcomes: dict[tuple[str, int], Outcome] = field(default_factory=dict, repr=False)
    _proposed: dict[int, list[Rule[Any]]] = field(default_factory=dict, repr=False)

    def best(self, places: Sequence[int]) -> Weighed | None:
        """The rule on which most of these pages agree; of equal ones that which more of them propose."""
        pool = self._pool(places)
        some = places[:_PROPOSING]

        def early_rank(rule: Rule[Any]) -> _Rank:
            weighed = self.weigh(rule, some)
            return _rank(weighed, pool)

        def rank(weighed: Weighed) -> _Rank:
            return _rank(weighed, pool)

        likely = sorted(pool, key=early_rank, reverse=True)
        weighed = [self.weigh(rule, places) for rule in likely[:_LIKELY]]
        return max(weighed, key=rank, default=None)

    def weigh(self, rule: Rule[Any], places: Sequence[int]) -> Weighed:
        """A rule with its outcomes on these pages."""
        of_rule = partial(self.outcome, rule)
        outcomes = map(of_rule, places)
        return Weighed(rule, tuple(outcomes))

    def outcome(self, rule: Rule[Any], at: int) -> Outcome:
        """What becomes of a rule on one page."""
        key = rule.code, at
        known = self._outcomes.get(key)
        if known is None:
            page, wanted = self.pages[at], self.wanted[at]
            known = _outcome(self.search, rule, page, wanted)
            self._outcomes[key] = known
        return known

    def _pool(self, places: Sequence[int]) -> dict[Rule[Any], int]:
        """The rules that these pages propose, and how many propose each."""
        believed = filter(self.wanted.__getitem__, places)
        proposing = list(islice(believed, _PROPOSING))
        if self.search.shared is not None:
            return self._shared_pool(self.search.shared, proposing)
        pool: dict[Rule[Any], int] = {}
        for at in proposing:
            for rule in self._of_page(at):
                known = pool.get(rule, 0)
                pool[rule] = known + 1
        return pool

    def _shared_pool(self, shared: Callable[..., Iterator[Rule[Any]]], proposing: list[int]) -> dict[Rule[Any], int]:
        """The rules that these pages propose together."""
        pages = map(self.pages.__getitem__, proposing)
        wanted = map(self.wanted.__getitem__, proposing)
        rules = shared(list(pages), list(wanted))
        return dict.fromkeys(rules, 1)

    def _of_page(self, at: int) -> list[Rule[Any]]:
        """The rules that find on a page what is believed of it."""
        known = self._proposed.get(at)
        if known is None:
            page, wanted = self.pages[at], self.wanted[at]
            tried = islice(self.search.rules(page, wanted), _TRIED)
            finding = (rule for rule in tried if self.outcome(rule, at).agreed)
            known = list(islice(finding, _KEPT))
            self._proposed[at] = known
        return known


#: Sorts rules: by the pages that agree, those first that tell a list by its heading, then by the pages that propose it.
_Rank = tuple[float, bool, int]


def _rank(weighed: Weighed, pool: Mapping[Rule[Any], int]) -> _Rank:
    rule = weighed.rule
    score = round(weighed.score, 2)
    return score, is_anchored(rule), pool[rule]


def _outcome(search: Search, rule: Rule[Any], page: Page, wanted: Any) -> Outcome:
    try:
        value = rule.value(page, page.root)
    except ValueError:  # ambiguous, or nothing that can be read
        return Outcome(found=False, compared=False, agreed=False, score=_AMBIGUOUS)
    found = bool(value)
    if not found or not wanted:
        return Outcome(found, compared=False, agreed=False, score=_OPEN)
    likeness = search.likeness(value, wanted)
    return Outcome(found, compared=True, agreed=likeness >= SAME, score=likeness)
