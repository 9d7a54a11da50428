"""One article on a terminal: a card of what a person wants to see first."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from scraper.language.catalogue import gettext, gettext_noop, ngettext
from scraper.language.numbers import counts, number
from scraper.language.times import weekday_and_time
from scraper.models import Article, Photo, Quote, Role

#: Label, field of the output contract, value.
Row = tuple[str, str, str]

_ROLES: dict[Role, str] = {"reporter": "Reporter", "editor": "Editor", "photographer": "Photographer"}
#: The labels of rows.
_LABELS = gettext_noop(
    *(
        "Kicker",
        "Published",
        "Printed as",
        "Changed",
        "Section",
        "Reporter",
        "Editor",
        "Photographer",
        "Initials",
        "Photo",
    ),
    *("Tags", "Views", "Text", "Pull quote", "Quote", "Links", "Most read", "Address", "Stored", "Problem"),
)


def card(article: Article, stored: str | None = None, *, rules: bool = False) -> RenderableType:
    """One article in rows with a label; only what there is. `rules` adds the rule that found each field."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, field, value in _rows(article, stored):
        if value:
            grid.add_row(gettext(label), Text(value))
        if rules and field in article.found_by:
            grid.add_row("", Text(article.found_by[field], style="cyan dim"))
    return Group(Text(article.headline or gettext("(no headline)"), style="bold"), grid)


def _rows(article: Article, stored: str | None) -> Iterator[Row]:
    yield "", "headline", ""
    yield from _filled(_title_block(article))
    yield from _filled(_content(article))
    yield from _filled([("Address", "url", article.url), ("Stored", "", stored or "")])
    for problem in article.problems:
        yield "Problem", "", f"{problem.field} {problem.kind}: {problem.detail}"


def _filled(rows: Iterator[Row] | list[Row]) -> Iterator[Row]:
    return (row for row in rows if row[2])


def _title_block(article: Article) -> Iterator[Row]:
    yield "Kicker", "kicker", article.kicker or ""
    yield "Published", "published_at", weekday_and_time(article.published_at)
    yield "Printed as", "published_raw", article.published_raw or ""
    if article.modified_at:
        yield "Changed", "modified_at", weekday_and_time(article.modified_at)
    yield "Section", "section", article.section or ""
    for role, label in _ROLES.items():
        yield label, "bylines", ", ".join(article.names(role))
    yield "Initials", "initials", article.initials or ""


def _content(article: Article) -> Iterator[Row]:
    for photo in article.photos:
        yield "Photo", "photos", _photo(photo)
    yield "Tags", "tags", ", ".join(article.tags)
    if article.views is not None:
        yield "Views", "views", number(article.views)
    yield "Text", "paragraphs", _length(article)
    for quote in article.quotes:
        if quote.kind != "indirect":
            yield _kind(quote), "quotes", _quote(quote)
    yield "Links", "links", _links(article)
    if article.popular:
        box = article.popular[0].box or gettext("a box")
        told = ngettext("%(number)s entry in %(box)s", "%(number)s entries in %(box)s", len(article.popular))
        yield "Most read", "popular", told % {"number": number(len(article.popular)), "box": box}


def _length(article: Article) -> str:
    words = len(article.body.split())
    paragraphs = ngettext("%s paragraph", "%s paragraphs", len(article.paragraphs)) % number(len(article.paragraphs))
    return f"{paragraphs}, {ngettext('%s word', '%s words', words) % number(words)}"


def _photo(photo: Photo) -> str:
    credit = gettext("credit %s") % photo.credit if photo.credit else gettext("no credit")
    return "\n".join(filter(None, (photo.caption, credit, photo.url)))


def _kind(quote: Quote) -> str:
    return "Pull quote" if quote.kind == "pull" else "Quote"


def _quote(quote: Quote) -> str:
    verb = f" ({quote.cue})" if quote.cue else ""
    return f"“{quote.text}”\n— {quote.speaker or gettext('speaker not told')}{verb}"


def _links(article: Article) -> str:
    kinds = [link.kind for link in article.links]
    related, read_also = gettext_noop("related", "read-also")
    found = {related: kinds.count("related"), read_also: kinds.count("read_also")}
    return counts(found) if kinds else ""
