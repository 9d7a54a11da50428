"""Late attribution: speakers that only what follows tells, or the whole article."""

from __future__ import annotations

from itertools import pairwise

from scraper.quotes.entity import Entity
from scraper.quotes.spoken import Spoken


def attribute_late(spoken: list[Spoken], named: list[Entity]) -> None:
    """Give quotations without a speaker the one that the following ones tell, or the only one of the article."""
    direct = [each for each in spoken if each.kind == "direct"]
    for following, this in pairwise(reversed(direct)):
        if this.cue is None and (this.open or this.speaker is None):
            _take_over(this, following)
    _before_the_first(direct)
    individuals = [entity for entity in named if entity.individual]
    if len(individuals) != 1:
        return
    for each in direct:
        if each.speaker is None and each.mention is None:
            each.told_by(individuals[0], "only")


def _take_over(this: Spoken, following: Spoken) -> None:
    this.speaker = following.speaker
    this.evidence = following.evidence
    this.how = "continued" if following.speaker else "none"


def _before_the_first(direct: list[Spoken]) -> None:
    """Give quotations before anybody was named to whoever is named first: an extract begins in the middle."""
    first = next((each.speaker for each in direct if each.speaker), None)
    if first is None or not first.individual:
        return
    for each in direct:
        if each.speaker is not None or each.mention is not None:
            return
        each.told_by(first, "only")
