"""Learned shapes: what the addresses of each shape of a site came to when they were asked for. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from scraper.discovery.address_shape import general, shape

#: Pages of a shape that tell what the others are; of one that nobody knows so many are tried.
ENOUGH = 3
#: The share of articles from which on a shape is one of articles: of an exact shape, and of a general one.
HALF, NEARLY_ALL = 0.5, 0.8


class Tally(NamedTuple):
    """How many pages of one shape were articles, and how many were none."""

    shape: str
    articles: int
    others: int


@dataclass
class LearnedShapes:
    """The shapes of one site's addresses, with what their pages were. Keys: a shape, and whether it was an article."""

    _exact: Counter[tuple[str, bool]] = field(default_factory=Counter)
    _general: Counter[tuple[str, bool]] = field(default_factory=Counter)
    _tried: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: Of shapes that were tried often enough, one address each that was left out.
    _left_out: dict[str, str] = field(default_factory=dict)

    def add(self, url: str, *, is_article: bool) -> None:
        """Take in what a page turned out to be."""
        exact = shape(url)
        self._exact[exact, is_article] += 1
        self._general[general(exact), is_article] += 1

    def is_article(self, url: str) -> bool | None:
        """Whether addresses of this shape are articles; None where nobody knows yet.

        A section says nothing against its neighbours, so a general shape only speaks for an address.
        """
        exact = shape(url)
        known = _verdict(self._exact, exact, HALF)
        if known is None and _verdict(self._general, general(exact), NEARLY_ALL):
            return True
        return known

    def may_try(self, url: str) -> bool:
        """Whether an address of a shape that nobody knows is, or may be, among the few that are tried."""
        name = shape(url)
        tried = self._tried[name]
        if len(tried) < ENOUGH:
            tried.add(url)
        if url in tried:
            return True
        self._left_out[name] = url
        return False

    def tell_more(self) -> bool:
        """Whether addresses that were left out are of shapes that are known as articles' now; forgets those."""
        told = [name for name, url in self._left_out.items() if self.is_article(url)]
        for name in told:
            del self._left_out[name]
        return bool(told)

    def tallies(self) -> list[Tally]:
        """What is known of each shape, those with most pages first."""
        sizes: Counter[str] = Counter()
        for (name, _), pages in self._exact.items():
            sizes[name] += pages
        return [Tally(name, self._exact[name, True], self._exact[name, False]) for name, _ in sizes.most_common()]


def learned(pages: Iterable[tuple[str, bool]]) -> LearnedShapes:
    """What pages teach: of each its address, and whether it was an article."""
    shapes = LearnedShapes()
    for url, is_article in pages:
        shapes.add(url, is_article=is_article)
    return shapes


def _verdict(counted: Counter[tuple[str, bool]], name: str, bar: float) -> bool | None:
    articles, others = counted[name, True], counted[name, False]
    if articles + others < ENOUGH:
        return None
    if articles >= bar * (articles + others):
        return True
    return None if articles else False
