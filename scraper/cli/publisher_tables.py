"""Who can be read: every publisher as a line of a table, one of them in full, or either as plain values."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import fields
from datetime import timezone
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from scraper import publishers
from scraper.cli import console
from scraper.crawl.publisher_files import file_of
from scraper.language.catalogue import gettext, gettext_noop
from scraper.language.phrases import translated
from scraper.language.times import zone_name
from scraper.template.publisher import Place, Publisher, Template
from scraper.template.rules import Rule

COLUMNS = gettext_noop("id", "name", "region", "indexes", "feeds", "sitemaps", "terms", "verified")
TITLE, FILE = gettext_noop("Publishers", "file")
#: The labels of one publisher in full.
_LABELS = gettext_noop(
    *(
        "Region",
        "Zone",
        "Hosts",
        "Editions",
        "Articles",
        "Indexes",
        "Feeds",
        "Sitemaps",
        "Most read",
        "Days",
        "Searches",
    ),
    *("Layouts", "Terms", "Crawled", "Verified", "File"),
)


def listed(chosen: Iterable[Publisher]) -> Table:
    """A line for each publisher: who, where, how its articles are found, whether it may be crawled, how well known.

    Where the operator has files of his own, a column tells whose publishers they say.
    """
    rows = [_line(each) for each in chosen]
    if any(row[-1] for row in rows):
        return console.table(TITLE, (*COLUMNS, FILE), rows)
    return console.table(TITLE, COLUMNS, [row[:-1] for row in rows])


def _line(each: Publisher) -> list[object]:
    counts = len(each.indexes), len(each.feeds), len(each.sitemaps)
    return [each.id, each.name, where(each), *counts, allowed(each), known_since(each), own_file(each)]


def own_file(publisher: Publisher) -> str:
    """The operator's file that says a publisher, and whether it takes the place of ours; "" for ours and for sites."""
    path = file_of(publisher.id)
    if path is None:
        return ""
    return gettext("%s, in place of ours") % path if publisher.id in publishers.shipped() else str(path)


def where(publisher: Publisher) -> str:
    """Its province and what it covers: "national, editions: 9, provinces: 6"."""
    places = [*publisher.editions.values(), *publisher.areas.values()]
    provinces = {place.region for place in places if place.region}
    parts = [publisher.region or gettext("national")]
    if places:
        parts.append(gettext("editions: %s") % len(places))
    if provinces:
        parts.append(gettext("provinces: %s") % len(provinces))
    return ", ".join(parts)


def allowed(publisher: Publisher) -> str:
    """Whether it may be crawled: "ok", or why only with permission."""
    return gettext("needs permission: %s") % translated(publisher.terms) if publisher.terms else gettext("ok")


def known_since(publisher: Publisher) -> str:
    """When its templates were last held against a real page, or "unverified"."""
    return publisher.verified.on.isoformat() if publisher.verified else gettext("unverified")


def card(publisher: Publisher, without: Container[str] = ()) -> RenderableType:
    """One publisher in full: its addresses, its editions, and what tells each of its layouts.

    `without` are labels of what is left out.
    """
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in _rows(publisher):
        if value and label not in without:
            grid.add_row(gettext(label), Text(value))
    return Group(Text(f"{publisher.name} ({publisher.id})", style="bold"), grid)


def _rows(each: Publisher) -> Iterable[tuple[str, str]]:
    return (
        ("Region", where(each)),
        ("Zone", _zone(each.zone)),
        ("Hosts", "\n".join(each.hosts)),
        ("Editions", "\n".join(_places(each.editions) + _places(each.areas, before=f"{each.hosts[0]}/"))),
        ("Articles", each.article),
        ("Indexes", "\n".join(each.indexes)),
        ("Feeds", "\n".join(each.feeds)),
        ("Sitemaps", "\n".join(each.sitemaps)),
        ("Most read", "\n".join(each.most_read)),
        ("Days", "\n".join(each.archives)),
        ("Searches", "\n".join(each.searches)),
        ("Layouts", "\n".join(map(_layout, each.templates))),
        ("Terms", allowed(each)),
        ("Crawled", gettext("only when it is named") if each.on_request or each.terms else gettext("by every crawl")),
        ("Verified", known_since(each)),
        ("File", own_file(each)),
    )


def _places(places: Mapping[str, Place], before: str = "") -> list[str]:
    return [
        f"{before}{name}  {place.region or gettext('national')}, {_zone(place.zone)}" for name, place in places.items()
    ]


def _zone(zone: timezone) -> str:
    return zone_name(zone.utcoffset(None)) or str(zone)


def _layout(template: Template) -> str:
    return f"{template.when}{'' if template.verified else '  (' + gettext('unverified') + ')'}"


def facts(publisher: Publisher) -> dict[str, Any]:
    """Everything that is known of a publisher as plain JSON values."""
    own = file_of(publisher.id)
    return {
        "id": publisher.id,
        "name": publisher.name,
        "region": publisher.region,
        "zone": _zone(publisher.zone),
        "hosts": list(publisher.hosts),
        "editions": [_place(name, place) for name, place in publisher.editions.items()],
        "areas": [_place(name, place) for name, place in publisher.areas.items()],
        "article": publisher.article,
        "indexes": list(publisher.indexes),
        "feeds": list(publisher.feeds),
        "sitemaps": list(publisher.sitemaps),
        "most_read": list(publisher.most_read),
        "archives": list(publisher.archives),
        "searches": list(publisher.searches),
        "layouts": [_facts_of_layout(template) for template in publisher.templates],
        "terms": publisher.terms,
        "on_request": publisher.on_request,
        "verified": publisher.verified.on.isoformat() if publisher.verified else None,
        "verified_page": publisher.verified.page if publisher.verified else None,
        "file": str(own) if own else None,
        "replaces_ours": own is not None and publisher.id in publishers.shipped(),
    }


def _place(name: str, place: Place) -> dict[str, Any]:
    return {"name": name, "region": place.region, "zone": _zone(place.zone)}


def _facts_of_layout(template: Template) -> dict[str, Any]:
    rules = {f.name: getattr(template, f.name) for f in fields(template)}
    return {
        "when": template.when,
        "verified": template.verified,
        "rules": {name: rule.code for name, rule in rules.items() if isinstance(rule, Rule)},
    }
