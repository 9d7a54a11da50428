"""Support of a template: whether its rules still find on recent pages what they found on earlier ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from scraper.drafts.samples import Sample
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import Rule

#: Recent pages where there are enough of them, and where there are few; the fewest earlier ones.
_RECENT, _FEW_RECENT, _FEWEST_EARLIER = 8, 5, 5
#: The fewest recent pages whose template has a rule for a field.
_FEWEST_RECENT = 4
#: A rule lost its support that found something on so many of the earlier pages, and on so few of the recent ones.
_USUAL, _LOST = 0.8, 0.2
#: Pages that are looked at.
CHECKED = 30
#: The name under which a page that no template fits is counted.
LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class LostSupport:
    """A field of which a publisher's rules find nothing any more."""

    #: Of a template; `LAYOUT` where no template fits the recent pages.
    field: str
    earlier: int
    earlier_of: int
    recent: int
    recent_of: int


def lost_support(publisher: Publisher, samples: Sequence[Sample]) -> list[LostSupport] | None:
    """What the rules of a publisher lost; `samples` holds the newest page first. None where these are too few."""
    recent = _RECENT if len(samples) >= 2 * _RECENT else _FEW_RECENT
    if len(samples) < recent + _FEWEST_EARLIER:
        return None
    findings = [dict(_findings(publisher, each)) for each in samples]
    names = sorted({name for of_page in findings for name in of_page})
    counted = (_counted(name, findings, recent) for name in names)
    return list(filter(_is_lost, counted))


def _counted(name: str, findings: Sequence[dict[str, bool]], recent: int) -> LostSupport:
    """Among the pages whose template has a rule for a field, those on which it finds something."""
    earlier = [of_page[name] for of_page in findings[recent:] if name in of_page]
    newest = [of_page[name] for of_page in findings[:recent] if name in of_page]
    return LostSupport(name, sum(earlier), len(earlier), sum(newest), len(newest))


def _is_lost(counted: LostSupport) -> bool:
    if counted.earlier_of < _FEWEST_EARLIER or counted.recent_of < _FEWEST_RECENT:
        return False
    was_usual = counted.earlier >= _USUAL * counted.earlier_of
    return was_usual and counted.recent <= _LOST * counted.recent_of


def _findings(publisher: Publisher, sample: Sample) -> Iterator[tuple[str, bool]]:
    """Each field for which the template for a page has a rule, and whether that finds something."""
    template = publisher.template_for(sample.page)
    yield LAYOUT, template is not None
    if template is not None:
        for name, rule in _rules(template):
            yield name, _finds(rule, sample)


def _rules(template: Template) -> Iterator[tuple[str, Rule[object]]]:
    for each in fields(template):
        value = getattr(template, each.name)
        if isinstance(value, Rule):
            yield each.name, value


def _finds(rule: Rule[object], sample: Sample) -> bool:
    try:
        return bool(rule.value(sample.page, sample.page.root))
    except ValueError:  # ambiguous: it finds too much, which is no loss
        return True
