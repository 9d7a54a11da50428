"""Resolver of fields: asks a page for each field by the publisher's template and the other sources, in order.

It notes which rule found each value, and a problem wherever a rule failed, was ambiguous or found what cannot be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from scraper import urls
from scraper.extraction.field_sources import SOURCES, UNDESCRIBED
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
        address = urls.archived(self.page.url)
        described = self.publisher.template_for(self.page) if self.publisher else None
        self.is_described = described is not None
        self.template = described or UNDESCRIBED
        self.place = self.publisher.place(address) if self.publisher else Place(None)
        self.zone = self.template.zone or self.place.zone
        self.is_articles_address = self.publisher is not None and self.publisher.is_article(address)
        if self.publisher and not described:
            self.complain("page", "unknown_layout", f"no template of {self.publisher.id} fits; read without rules")

    @property
    def is_strange(self) -> bool:
        """Whether neither the layout nor the address is one of a known publisher's articles."""
        return self.publisher is not None and not self.is_described and not self.is_articles_address

    def take(self, name: str) -> Any:
        """What the template's rule for a field finds, else what its other sources find; None when none does.

        A redesign must show as a problem, not as an empty page.
        """
        own: Rule[Any] | None = getattr(self.template, name)
        if found := own and self._ask(name, own):
            return self._completed(name, own, found.value)
        others = SOURCES[name].after(own, verified=self.template.verified, is_article=self.is_articles_address)
        for other in others:
            if found := self._ask(name, other):
                if own and name in self.template.all_required:
                    self.complain(name, "fallback", f"{own!r} finds nothing; {found.rule!r} does")
                return self._agreed(name, found.value)
        return self._agreed(name, None)

    def moment(self, name: str) -> tuple[str | None, datetime | None]:
        """A time as printed and as a value in the publisher's zone."""
        raw = (self.take(name) or "").strip(" |-–—»·•,")
        if not raw:
            return None, None
        value = self._moment(raw)
        if value is None:
            self.complain(name, "unreadable", f"no date in {raw[:80]!r}")
        elif value.utcoffset() == timedelta(0):  # a machine's time: the reader's day is the publisher's
            value = value.astimezone(self.zone)
        if dates.weekday_fits(raw) is False:
            self.complain(name, "suspect", f"another weekday than that of the date in {raw[:80]!r}")
        return raw, value

    def count(self, name: str) -> int | None:
        """A printed number as a value."""
        raw = self.take(name)
        value = number(raw) if raw else None
        if raw and value is None:
            self.complain(name, "unreadable", f"no number in {raw[:80]!r}")
        return value

    def complain_of_missing(self, found: Any) -> None:
        """Note each field without which a reading of this layout is not whole, where `found` has none."""
        for name in self.template.all_required:
            if not getattr(found, CONTRACT_NAME.get(name, name)):
                rule = getattr(self.template, name) or SOURCES[name].printed
                self.complain(name, "missing", f"{rule!r} finds nothing")

    def complain(self, name: str, kind: str, detail: str) -> None:
        """Add a problem, under the field's name in the output contract."""
        self.problems.append(Problem(CONTRACT_NAME.get(name, name), kind, detail))

    def _agreed(self, name: str, printed: Any) -> Any:
        """What a publisher's rules for other layouts find on one that nobody described, where it agrees with the page.

        `printed` is what the page prints or claims, None where it does neither.
        """
        agreed = SOURCES[name].agreed
        if self.is_described or self.publisher is None or agreed is None:
            return printed
        rules = (getattr(template, name) for template in self.publisher.templates if template.verified)
        for rule in dict.fromkeys(filter(None, rules)):
            found = _quietly(rule, self.page)
            if found and (value := agreed(found.value, printed)):
                self.found_by[CONTRACT_NAME.get(name, name)] = found.rule.code
                return value
        return printed

    def _completed(self, name: str, own: Rule[Any], value: Any) -> Any:
        """A value that the template's rule found, with what it lacks as the page prints it."""
        completion = SOURCES[name].completed
        if completion is None or not SOURCES[name].looks_for(own) or not completion.lacks(value):
            return value
        told = self.found_by[CONTRACT_NAME.get(name, name)]
        found = self._ask(name, completion.rule)
        joined = completion.joined(value, found.value) if found else None
        rules = f"{told} + {completion.rule!r}" if joined else told
        self.found_by[CONTRACT_NAME.get(name, name)] = rules
        return joined or value

    def _ask(self, name: str, rule: Rule[Any]) -> Found[Any] | None:
        """What one rule finds on the page; what it cannot tell or cannot read is a problem."""
        try:
            found = rule.find(self.page, self.page.root)
        except ValueError as err:
            self.complain(name, "ambiguous" if isinstance(err, Ambiguous) else "unreadable", str(err))
            return None
        if found:
            self.found_by[CONTRACT_NAME.get(name, name)] = found.rule.code
        return found

    def _moment(self, raw: str) -> datetime | None:
        if raw[:4].isdecimal() and (machine := dates.iso(raw, zone=self.zone)):
            return machine
        return dates.printed(raw, captured_at=self.captured_at, zone=self.zone) or dates.iso(raw, zone=self.zone)


def _quietly(rule: Rule[Any], page: Page) -> Found[Any] | None:
    """What a rule for another layout finds; what it cannot tell here says nothing of it."""
    try:
        return rule.find(page, page.root)
    except ValueError:
        return None
