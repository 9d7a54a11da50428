"""What is wrong with a publisher that a person wrote: values of the wrong kind, hosts, addresses, patterns, selectors.

Python checks none of these when a file is read, and each would be met in the middle of a crawl.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, timezone
from typing import Any

from scraper import urls
from scraper.errors import BadURL
from scraper.html import page as pages
from scraper.html.page import Page, SelectorError
from scraper.template.publisher import Place, Publisher, Template, Verified
from scraper.template.rules import Rule

#: The ids of sites are their hosts, so a dot may stand in one.
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_ADDRESSES = ("indexes", "feeds", "sitemaps", "most_read", "archives", "searches")
_BLANK = b"<!doctype html><title>x</title><p>x</p>"
#: Day and words that are put into the places of a list's address, to see whether it is one.
_FILLED = {"day": date(2024, 1, 31), "words": "banjir"}


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A field of a publisher, or of one of its templates, and what is wrong with it."""

    field: str
    what: str

    def __str__(self) -> str:
        return f"{self.field}: {self.what}"


def first_fault(publisher: Publisher) -> FieldFault | None:
    """The first thing that is wrong with a publisher; None where nothing is."""
    return next(faults(publisher), None)


def faults(publisher: Publisher) -> Iterator[FieldFault]:
    """What is wrong with a publisher. Later checks rely on the earlier ones: only the first fault is sure."""
    yield from _kinds(publisher, _KINDS)
    if not _ID.fullmatch(publisher.id):
        yield FieldFault("id", f"small letters, digits, dots and hyphens, not {publisher.id[:80]!r}")
    if not publisher.hosts:
        yield FieldFault("hosts", "names no host")
    yield from _hosts(publisher)
    yield from _pattern(publisher)
    yield from _addresses(publisher)
    for template in publisher.templates:
        yield from _kinds(template, _TEMPLATE_KINDS)
        yield from _selectors(template)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(map(_is_text, value))


def _is_places(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    return all(map(_is_text, value)) and all(isinstance(place, Place) for place in value.values())


def _is_templates(value: Any) -> bool:
    return isinstance(value, tuple | list) and all(isinstance(each, Template) for each in value)


Check = Callable[[Any], bool]


def _one_of(*kinds: type) -> Check:
    return lambda value: isinstance(value, kinds)


#: What a field must be, in words and as a check. A text in the place of a list of texts is the likeliest slip of all:
#: ("www.kabar.example") without a comma.
_TEXT = ("a text", _is_text)
_TEXTS = ('a list of texts, such as ("a", "b") or ("a",)', _is_texts)
_PLACES = ("a table of places", _is_places)
_FLAG = ("True or False", _one_of(bool))
_ZONE = ("a zone: WIB, WITA or WIT", _one_of(timezone))
_RULE = ("a rule or None", _one_of(Rule, type(None)))
Kinds = Mapping[str, tuple[str, Check]]
_KINDS: Kinds = {
    "id": _TEXT,
    "name": _TEXT,
    "zone": _ZONE,
    "hosts": _TEXTS,
    "editions": _PLACES,
    "areas": _PLACES,
    "article": _TEXT,
    **dict.fromkeys(_ADDRESSES, _TEXTS),
    "templates": ("a list of templates, such as (Template(...),)", _is_templates),
    "terms": ("a text or None", _one_of(str, type(None))),
    "verified": ("Verified(...) or None", _one_of(Verified, type(None))),
    "scheme": ('"https" or "http"', ("https", "http").__contains__),
    "on_request": _FLAG,
    "known": _FLAG,
}
_TEMPLATE_KINDS: Kinds = {
    **{each.name: _RULE for each in fields(Template) if str(each.type).startswith("Rule")},
    "when": _TEXT,
    "all_pages": _FLAG,
    "zone": ("a zone or None", _one_of(timezone, type(None))),
    "furniture": _TEXTS,
    "required": _TEXTS,
    "verified": _FLAG,
}


def _kinds(value: Publisher | Template, kinds: Kinds) -> Iterator[FieldFault]:
    """Fields that hold a value of another kind than theirs."""
    for name, (words, is_one) in kinds.items():
        given = getattr(value, name)
        if not is_one(given):
            yield FieldFault(name, f"wants {words}, not {_shown(given)}")


def _shown(value: Any) -> str:
    shown = ascii(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}..."


def _hosts(publisher: Publisher) -> Iterator[FieldFault]:
    for field, hosts in (("hosts", publisher.hosts), ("editions", publisher.editions)):
        for host in hosts:
            if not _is_host(host):
                yield FieldFault(field, f"{_shown(host)} is no host such as www.kabar.example")


def _is_host(text: str) -> bool:
    """Whether a text is a host as it stands in a canonical URL."""
    try:
        host = urls.authority(urls.canonical(f"https://{text}/"))
    except BadURL:
        return False
    return host == text


def _pattern(publisher: Publisher) -> Iterator[FieldFault]:
    try:
        re.compile(publisher.article)
    except re.error as err:
        yield FieldFault("article", f"is no regular expression: {err}")


def _addresses(publisher: Publisher) -> Iterator[FieldFault]:
    """Lists that are no addresses, or on another site's hosts: the crawler never leaves those of the publisher."""
    for field in _ADDRESSES:
        for form in getattr(publisher, field):
            if not _is_own(publisher, form):
                yield FieldFault(field, f"{_shown(form)} is no address on a host of {publisher.id}")


def _is_own(publisher: Publisher, form: str) -> bool:
    try:
        return publisher.owns(urls.canonical(form.format(**_FILLED)))
    except (BadURL, LookupError, ValueError):
        return False


def _selectors(template: Template) -> Iterator[FieldFault]:
    """What is no selector, found by asking a page without anything on it."""
    page = pages.read(_BLANK, "https://kabar.example/")
    asked: dict[str, Callable[[], object]] = {"when": lambda: page.select_first(template.when, page.root)}
    for each in fields(Template):
        rule = getattr(template, each.name)
        if isinstance(rule, Rule):
            asked[each.name] = _asking(rule, page)
    for field, ask in asked.items():
        if not _is_answered(ask):
            yield FieldFault(field, f"is no selector, or holds none: {_shown(getattr(template, field))}")


def _asking(rule: Rule[Any], page: Page) -> Callable[[], object]:
    return lambda: rule.value(page, page.root)


def _is_answered(ask: Callable[[], object]) -> bool:
    """False where a rule holds what is no selector.

    A function of the file's own may want a real page: that is no fault, and a reading says where it raises on one.
    """
    try:
        ask()
    except SelectorError:
        return False
    except Exception:  # noqa: BLE001 - whatever a function of the operator's may raise
        return True
    return True
