"""One article on a terminal: a card of what a person wants to see first."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from scraper.language.times import weekday_and_time
from scraper.models import Article, Photo, Quote, Role

#: Label, field of the output contract, value.
Row = tuple[str, str, str]

_ROLES: dict[Role, str] = {"reporter": "Reporter", "editor": "Editor", "photographer": "Photographer"}


def card(article: Article, stored: str | None = None, *, rules: bool = False) -> RenderableType:
    """One article in rows with a label; only what there is. `rules` adds the rule that found each field."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for label, field, value in _rows(article, stored):
        if value:
            grid.add_row(label, Text(value))
        if rules and field in article.found_by:
            grid.add_row("", Text(article.found_by[field], style="cyan dim"))
    return Group(Text(article.headline or "(no headline)", style="bold"), grid)


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
        yield "Views", "views", f"{article.views:,}"
    yield "Text", "paragraphs", f"{len(article.paragraphs)} paragraphs, {len(article.body.split()):,} words"
    for quote in article.quotes:
        if quote.kind != "indirect":
            yield _kind(quote), "quotes", _quote(quote)
    yield "Links", "links", _links(article)
    if article.popular:
        yield "Most read", "popular", f"{len(article.popular)} entries in {article.popular[0].box or 'a box'}"


def _photo(photo: Photo) -> str:
    credit = f"credit {photo.credit}" if photo.credit else "no credit"
    return "\n".join(filter(None, (photo.caption, credit, photo.url)))


def _kind(quote: Quote) -> str:
    return "Pull quote" if quote.kind == "pull" else "Quote"


def _quote(quote: Quote) -> str:
    verb = f" ({quote.cue})" if quote.cue else ""
    return f"“{quote.text}”\n— {quote.speaker or 'speaker not told'}{verb}"


def _links(article: Article) -> str:
    kinds = [link.kind for link in article.links]
    counts = {"related": kinds.count("related"), "read-also": kinds.count("read_also")}
    return ", ".join(f"{number} {kind}" for kind, number in counts.items() if number)
