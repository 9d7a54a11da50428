"""Layouts: pages of a site grouped by what their elements are called.

Pages of one layout share most classes and ids whatever they tell; a redesign, a mobile edition or AMP shares few.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scraper.drafts.element_selectors import names
from scraper.drafts.samples import Sample
from scraper.html.page import Page

#: The least likeness of a page to a layout: Jaccard index of its names and those that most pages of the layout have.
#: Measured on 18 publishers: pages of one layout have .5 and more, of different ones .4 and less.
_ALIKE = 0.45


@dataclass
class Layout:
    """Pages that are built alike."""

    samples: list[Sample] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter, repr=False)

    def add(self, sample: Sample, called: frozenset[str]) -> None:
        """Add a page whose elements are called so."""
        self.samples.append(sample)
        self._counts.update(called)

    def likeness(self, called: frozenset[str]) -> float:
        """How like a page is to these, from 0 to 1."""
        half = len(self.samples) / 2
        counted = self._counts.items()
        common = {name for name, pages in counted if pages >= half}
        union = common | called
        shared = common & called
        if not union:
            return 1.0
        return len(shared) / len(union)


def layouts(samples: Iterable[Sample]) -> list[Layout]:
    """The pages by their layouts; that of the newest page first, where the newest pages come first."""
    found: list[Layout] = []
    for each in samples:
        called = each.page.once(names_of)
        best = _most_like(found, called)
        if best is None:
            best = Layout()
            found.append(best)
        best.add(each, called)
    return found


def _most_like(known: Iterable[Layout], called: frozenset[str]) -> Layout | None:
    """The layout that a page is most like; None where it is like none of them."""
    alike = [layout for layout in known if layout.likeness(called) >= _ALIKE]
    return max(alike, key=lambda layout: layout.likeness(called), default=None)


def names_of(page: Page) -> frozenset[str]:
    """What the elements of a page call themselves."""
    found: set[str] = set()
    for node in page.select("body *", page.root):
        called = names(node)
        found.update(called)
    return frozenset(found)


def telling(layout: Sequence[Page], others: Sequence[Page], proposed: Iterable[str]) -> str:
    """The first selector that matches on all pages of a layout, and on the fewest others."""
    everywhere = [selector for selector in proposed if _matches(selector, layout) == len(layout)]
    return min(everywhere, key=lambda selector: _matches(selector, others), default="html")


def _matches(selector: str, pages: Iterable[Page]) -> int:
    """The number of pages on which a selector matches."""
    found = (page.select_first(selector, page.root) for page in pages)
    return sum(node is not None for node in found)
