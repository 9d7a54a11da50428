"""Learning of a publisher's templates from the pages that an archive keeps of it. Pure: samples in, a publisher out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from itertools import islice
from typing import Any

from scraper import urls
from scraper.drafts import corroboration
from scraper.drafts.draft import article_pattern, feeds_of
from scraper.drafts.element_selectors import selectors
from scraper.drafts.furniture import furniture
from scraper.drafts.induction import Proposal, induce
from scraper.drafts.layouts import Layout, layouts, telling
from scraper.drafts.reader_counts import with_counts
from scraper.drafts.rule_search import joined
from scraper.drafts.samples import Sample
from scraper.drafts.section_trail import trail
from scraper.extraction.article import reading
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text_index import around
from scraper.html.page import Page
from scraper.models import Article
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import Rule

#: The fewest pages of a layout from which anything is learned, and the most that are looked at.
FEWEST, _MOST = 5, 40
#: Kinds of links, each learned by itself, in the order of a template's rule.
_KINDS_OF_LINKS = ("read_also", "related")
#: Patterns of addresses that one site may have: more are none.
_PATTERNS = 4
#: Names that are asked whether they tell a layout, and elements around the text that may have them.
_NAMES, _LEVELS = 40, 4


@dataclass(frozen=True)
class LearnedField:
    """A rule of a template with its support."""

    proposal: Proposal
    #: What else on the pages says the same on most of them: JSON-LD, meta, the address ...
    witnesses: tuple[str, ...]


@dataclass(frozen=True)
class LearnedLayout:
    """One layout of a site, and what was learned of it."""

    template: Template
    fields: tuple[LearnedField, ...]
    pages: int
    #: The time of its oldest and newest page; UTC.
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True)
class Learned:
    """What the kept pages of a site taught."""

    #: With the templates, the newest layout first.
    publisher: Publisher
    layouts: tuple[LearnedLayout, ...]
    #: The number of pages of each layout that has too few.
    too_few: tuple[int, ...]


def learn(publisher: Publisher, samples: Sequence[Sample]) -> Learned:
    """Templates for every layout with pages enough, the newest first; `samples` holds the newest page first."""
    grouped = layouts(samples)
    found = [_told_apart(layout, grouped) for layout in grouped if len(layout.samples) >= FEWEST]
    useful = tuple(layout for layout in found if layout.fields)
    templates = tuple(layout.template for layout in useful)
    too_few = tuple(len(layout.samples) for layout in grouped if len(layout.samples) < FEWEST)
    return Learned(replace(publisher, templates=templates), useful, too_few)


def _told_apart(layout: Layout, known: Sequence[Layout]) -> LearnedLayout:
    """What a layout teaches, with what tells it from the others."""
    others: list[Page] = []
    for other in known:
        others += () if other is layout else _pages(other.samples)
    when = telling(_pages(layout.samples), others, _names_of_layout(layout.samples[0]))
    learned = learned_layout(layout.samples[:_MOST])
    return replace(learned, template=replace(learned.template, when=when), pages=len(layout.samples))


def _pages(samples: Iterable[Sample]) -> list[Page]:
    return [each.page for each in samples]


def _names_of_layout(sample: Sample) -> list[str]:
    """What may tell a layout: names of what holds the text, and of what stands around that."""
    text = sample.page.once(container)
    if text is None:
        return []
    holders = (text.node, *islice(around(text.node), _LEVELS))
    return [name for node in holders for name in islice(selectors(node), _NAMES)]


def learned_layout(samples: Sequence[Sample]) -> LearnedLayout:
    """What the pages of one layout teach; a rule that machines bear out less than reading without rules is left out."""
    lines = furniture(samples)
    proposals = induce(samples, lines)
    if "popular" in proposals:
        best = proposals["popular"]
        proposals["popular"] = replace(best, rule=with_counts(best.rule, _pages(samples)))
    learned = [_learned_field(proposal, samples) for proposal in proposals.values()]
    kept = tuple(each for each in learned if each is not None)
    times = [each.captured_at for each in samples if each.captured_at is not None]
    template = _template([each.proposal for each in kept], lines)
    return LearnedLayout(template, kept, len(samples), min(times, default=None), max(times, default=None))


def _template(proposals: Iterable[Proposal], lines: tuple[str, ...]) -> Template:
    rules: dict[str, Rule[Any]] = {each.name: each.rule for each in proposals}
    lists = [rules.pop(kind) for kind in _KINDS_OF_LINKS if kind in rules]
    if lists:
        rules["links"] = joined(lists)
    in_order = {each.name: rules[each.name] for each in fields(Template) if each.name in rules}
    return Template(when="html", verified=False, furniture=lines, **in_order)  # type: ignore[arg-type]


def _learned_field(proposal: Proposal, samples: Sequence[Sample]) -> LearnedField | None:
    """A proposal with its witnesses; None where they speak rather for reading without rules."""
    name = "links" if proposal.name in _KINDS_OF_LINKS else proposal.name
    trial = Publisher(
        id="trial",
        name="trial",
        region=None,
        hosts=tuple({urls.authority(each.page.url) for each in samples}),
        article="/",
        templates=(_template([proposal], ()),),
    )
    by_rule: list[str] = []
    without = 0
    for each in samples:
        read = reading(each.page, trial, each.captured_at)
        by_rule += _witnesses(each, name, read, proposal)
        without += len(_witnesses(each, name, each.plain, proposal))
    if len(by_rule) < without:
        return None
    usual = {source for source in by_rule if 2 * by_rule.count(source) > len(samples)}
    return LearnedField(proposal, tuple(sorted(usual)))


def _witnesses(sample: Sample, name: str, article: Article, proposal: Proposal) -> tuple[str, ...]:
    """The sources on a page that say the same of a field as a reading of it."""
    found = corroboration.sources(sample.page, name, article, proposal.rule.code)
    last = sample.page.once(trail) if name == "section" else None
    ends_trail = last is not None and last[1] == article.section
    return (*found, "trail") if ends_trail else found


def described(site: Publisher, samples: Sequence[Sample], others: Sequence[str]) -> Publisher:
    """A site that nobody described, with its lists and with what the addresses of its articles look like.

    `others` are addresses of the site that are no articles. Where addresses alone do not tell these apart it stays a
    site, whose pages tell.
    """
    newest = samples[0]
    on = newest.captured_at
    pattern = _pattern(site, samples, others)
    return replace(
        site,
        known=pattern is not None,
        article=pattern or site.article,
        indexes=site.indexes or (site.home,),
        feeds=site.feeds or feeds_of(newest.page),
        verified=Verified(on.date(), newest.page.url) if on else None,
    )


def _pattern(site: Publisher, samples: Sequence[Sample], others: Iterable[str]) -> str | None:
    """What the paths of all articles have and no other path has; None where there is no such thing."""
    addresses = [each.page.url for each in samples]
    patterns = sorted({article_pattern(urls.path(url)) for url in addresses})
    if len(patterns) > _PATTERNS:
        return None
    alike = replace(site, article=_either(patterns))
    tells_apart = all(map(alike.is_article, addresses)) and not any(map(alike.is_article, others))
    return alike.article if tells_apart else None


def _either(patterns: Sequence[str]) -> str:
    """One pattern for several, which cannot all have a group of one name: the path is the article's id then."""
    if len(patterns) == 1:
        return patterns[0]
    nameless = [pattern.replace("(?P<id>", "(?:") for pattern in patterns]
    return "|".join(nameless)
