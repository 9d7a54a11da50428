"""Resolver of fields: asks a page for each field by the publisher's template and the other sources, in order.

It notes which rule found each value, and a problem wherever a rule failed, was ambiguous or found what cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from scraper import urls
from scraper.extraction.field_sources import SOURCES, UNDESCRIBED, Sources
from scraper.html.page import Page
from scraper.indonesian import dates
from scraper.models import Problem
from scraper.template.publisher import Place, Publisher
from scraper.template.rules import Ambiguous, Found, Rule
from scraper.text import number

#: Names in the output contract of the template fields that are called shorter.
CONTRACT_NAME = {"published": "published_at", "modified": "modified_at", "body": "paragraphs"}


@dataclass
class Resolver:
    """The fields of one page, where each was found, and what went wrong on the way."""

    page: Page
    publisher: Publisher | None
    captured_at: datetime | None = None
    #: Name in the output contract -> the code of the rule that found the value.
    found_by: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        publisher = self.publisher
        address = urls.archived(self.page.url)
        described = publisher.template_for(self.page) if publisher else None
        self.is_described = described is not None
        self.template = described or UNDESCRIBED
        self.place = publisher.place(address) if publisher else Place(None)
        self.zone = self.template.zone or self.place.zone
        known = self.known_publisher
        self.is_articles_address = known is not None and known.is_article(address)
        if publisher and known and not self.is_described:
            self.complain("page", "unknown_layout", f"no template of {publisher.id} fits; read without rules")

    @property
    def known_publisher(self) -> Publisher | None:
        """The publisher, where it is written down which addresses are its articles; None for a site."""
        if self.publisher is None or not self.publisher.known:
            return None
        return self.publisher

    @property
    def is_strange(self) -> bool:
        """Whether neither the layout nor the address is one of a known publisher's articles."""
        if self.publisher is None:
            return False
        return not self.is_described and not self.is_articles_address

    def take(self, name: str) -> Any:
        """What the template's rule for a field finds, else what its other sources find; None when none does.

        A redesign must show as a problem, not as an empty page.
        """
        own: Rule[Any] | None = getattr(self.template, name)
        if own is not None:
            found = self.ask(name, own)
            if found:
                value = _together(self, name, own, found.value)
                return _completed(self, name, own, value)
        printed = _otherwise(self, name, own)
        if self.is_described or self.publisher is None:
            return printed
        return _agreed(self, self.publisher, name, printed)

    def moment(self, name: str) -> tuple[str | None, datetime | None]:
        """A time as printed and as a value in the publisher's zone."""
        printed: str = self.take(name) or ""
        raw = printed.strip(" |-–—»·•,")
        if not raw:
            return None, None
        shown = repr(raw[:80])
        value = _moment(self, raw)
        if value is None:
            self.complain(name, "unreadable", f"no date in {shown}")
        if dates.weekday_fits(raw) is False:
            self.complain(name, "suspect", f"another weekday than that of the date in {shown}")
        return raw, value

    def count(self, name: str) -> int | None:
        """A printed number as a value."""
        raw: str | None = self.take(name)
        if not raw:
            return None
        value = number(raw)
        if value is None:
            shown = repr(raw[:80])
            self.complain(name, "unreadable", f"no number in {shown}")
        return value

    def complain_of_missing(self, found: Any) -> None:
        """Note each field without which a reading of this layout is not whole, where `found` has none."""
        for name in self.template.all_required:
            value = getattr(found, _in_contract(name))
            if not value:
                own: Rule[Any] | None = getattr(self.template, name)
                rule = own or SOURCES[name].printed
                self.complain(name, "missing", f"{rule!r} finds nothing")

    def complain(self, name: str, kind: str, detail: str) -> None:
        """Add a problem, under the field's name in the output contract."""
        field_name = _in_contract(name)
        problem = Problem(field_name, kind, detail)
        self.problems.append(problem)

    def ask(self, name: str, rule: Rule[Any]) -> Found[Any] | None:
        """What one rule finds on the page; what it cannot tell or cannot read is a problem."""
        try:
            found = rule.find(self.page, self.page.root)
        except Ambiguous as err:
            self.complain(name, "ambiguous", str(err))
            return None
        except ValueError as err:
            self.complain(name, "unreadable", str(err))
            return None
        if found:
            self.told(name, found.rule)
        return found

    def told(self, name: str, rule: Rule[Any]) -> None:
        """Note which rule found a field."""
        field_name = _in_contract(name)
        self.found_by[field_name] = rule.code


def _in_contract(name: str) -> str:
    """The name of a template field in the output contract."""
    return CONTRACT_NAME.get(name, name)


def _otherwise(resolver: Resolver, name: str, own: Rule[Any] | None) -> Any:
    """What the other sources of a field find when the template's rule finds nothing."""
    is_required = own is not None and name in resolver.template.all_required
    sources = SOURCES[name]
    others = sources.after(
        own,
        verified=resolver.template.verified,
        is_article=resolver.is_articles_address,
    )
    for other in others:
        found = resolver.ask(name, other)
        if found:
            if is_required:
                resolver.complain(name, "fallback", f"{own!r} finds nothing; {found.rule!r} does")
            return _instead(sources, own, found.value)
    return None


def _instead(sources: Sources, own: Rule[Any] | None, value: Any) -> Any:
    """What counts of a value that stands in the place of what the template's own rule looks for."""
    if sources.instead is None or own is None or not sources.looks_for(own):
        return value
    return sources.instead(value)


def _agreed(resolver: Resolver, publisher: Publisher, name: str, printed: Any) -> Any:
    """What a publisher's rules for other layouts find on one that nobody described, where it agrees with the page.

    `printed` is what the page prints or claims, None where it does neither.
    """
    agreed = SOURCES[name].agreed
    if agreed is None:
        return printed
    for rule in _rules(publisher, name):
        found = _quietly(rule, resolver.page)
        if found is None:
            continue
        value = agreed(found.value, printed)
        if value:
            resolver.told(name, found.rule)
            return value
    return printed


def _rules(publisher: Publisher, name: str) -> list[Rule[Any]]:
    """The rules for a field in all layouts of a publisher that were seen, each once."""
    found: dict[Rule[Any], None] = {}
    for template in publisher.templates:
        rule: Rule[Any] | None = getattr(template, name)
        if template.verified and rule is not None:
            found[rule] = None
    return list(found)


def _quietly(rule: Rule[Any], page: Page) -> Found[Any] | None:
    """What a rule for another layout finds; what it cannot tell here says nothing of it."""
    try:
        return rule.find(page, page.root)
    except ValueError:
        return None


def _together(resolver: Resolver, name: str, own: Rule[Any], value: Any) -> Any:
    """What the rule of a template found, with what an unverified one leaves to the page."""
    together = SOURCES[name].together
    if together is None or resolver.template.verified:
        return value
    return together(own, value, resolver.page)


def _completed(resolver: Resolver, name: str, own: Rule[Any], value: Any) -> Any:
    """A value that the template's rule found, with what it lacks as the page prints it."""
    sources = SOURCES[name]
    completion = sources.completed
    if completion is None or not sources.looks_for(own):
        return value
    if not completion.lacks(value):
        return value
    field_name = _in_contract(name)
    told = resolver.found_by[field_name]
    found = resolver.ask(name, completion.rule)
    joined = completion.joined(value, found.value) if found else None
    resolver.found_by[field_name] = f"{told} + {completion.rule!r}" if joined else told
    return joined or value


def _moment(resolver: Resolver, raw: str) -> datetime | None:
    """A printed time as a value; a machine's time is told in the reader's zone, which is the publisher's."""
    value = _read_time(raw, resolver.zone, resolver.captured_at)
    if value is None:
        return None
    if value.utcoffset() == timedelta(0):
        return value.astimezone(resolver.zone)
    return value


def _read_time(raw: str, zone: timezone, captured_at: datetime | None) -> datetime | None:
    """A time by the machine's form where it begins like one, else by the printed one."""
    if raw[:4].isdecimal():
        machine = dates.iso(raw, zone=zone)
        if machine:
            return machine
    printed = dates.printed(raw, captured_at=captured_at, zone=zone)
    if printed:
        return printed
    return dates.iso(raw, zone=zone)
