"""Sources of each field: which rules are asked when the template's own finds nothing, and in which order.

A field is looked for in four places: its own rule in the template, what the page prints, what its head claims, and
what mends a rule that finds nothing. `SOURCES` is the one table that says so.

Bylines are never claimed: on real pages the JSON-LD author is often the editor or a third person (Kompas, Tribun,
Media Indonesia).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from scraper.extraction.generic.bylines import bylines, printed_bylines
from scraper.extraction.generic.headline import headline
from scraper.extraction.generic.kicker import kicker
from scraper.extraction.generic.lead_photo import lead_photo, photos
from scraper.extraction.generic.link_lists import called_related, popular, read_also, related
from scraper.extraction.generic.page_count import pages
from scraper.extraction.generic.published import published
from scraper.extraction.generic.pull_quotes import pull_quotes
from scraper.extraction.generic.section import section
from scraper.extraction.generic.tags import tags
from scraper.extraction.generic.text import body
from scraper.extraction.generic.views import views
from scraper.html.page import Page
from scraper.models import Byline, Link, Photo
from scraper.template.publisher import Template
from scraper.template.rules import Rule, by, css, json_ld, meta

T = TypeVar("T")


@dataclass(frozen=True)
class Completion:
    """What is added to a value that the template's own rule found and that lacks something."""

    #: Whether a value lacks what `rule` may find.
    lacks: Callable[[Any], bool]
    rule: Rule[Any]
    #: The value with what was found; None where the two do not belong together.
    joined: Callable[[Any, Any], Any | None]


@dataclass(frozen=True)
class Sources:
    """The rules for one field beside the template's own."""

    #: What a page prints: asked where no real page of the layout was seen.
    printed: Rule[Any]
    #: What a page says of itself in its head: asked last, and alone where a layout that was seen has no rule.
    claimed: Rule[Any] | None = None
    #: Asked before those where the template has a rule that finds nothing. Only for fields that most pages of a layout
    #: have: there a rule that finds nothing is likelier broken than right.
    mended: Rule[Any] | None = None
    #: Whether the template's rule looks for what `mended` and `completed` find: a layout may print no such thing.
    looks_for: Callable[[Rule[Any]], bool] = bool
    #: Whether a broken rule is mended at addresses of articles alone: a gallery has no text to find.
    mended_in_articles_only: bool = False
    completed: Completion | None = None
    #: What counts of that which others find where the template's rule looks for it and finds nothing.
    instead: Callable[[Any], Any] | None = None
    #: What the rule of an unverified template found, together with what the page prints besides: a rule that was
    #: learned for one kind, or in one place, says nothing of others.
    together: Callable[[Rule[Any], Any, Page], Any] | None = None
    #: What is to be taken of that which a publisher's rule for another layout finds, and of what the page prints, which
    #: may be None; None for nothing of the first. Without it no such rule is asked.
    agreed: Callable[[Any, Any], Any | None] | None = None

    def after(self, own: Rule[Any] | None, *, verified: bool, is_article: bool) -> list[Rule[Any]]:
        """The rules in the order to ask them when `own`, the template's, finds nothing."""
        rules: list[Rule[Any]] = []
        if self.mended and _is_broken(self, own, is_article=is_article):
            rules.append(self.mended)
        if not verified:
            rules.append(self.printed)
        if self.claimed:
            rules.append(self.claimed)
        different = {id(rule): rule for rule in rules}  # a rule's hash is that of all rules in it
        return [rule for rule in different.values() if rule is not own]


def _is_broken(sources: Sources, own: Rule[Any] | None, *, is_article: bool) -> bool:
    """Whether a rule of the template that finds nothing is likelier broken than right."""
    if own is None or not sources.looks_for(own):
        return False
    return is_article or not sources.mended_in_articles_only


def links(page: Page) -> tuple[Link, ...]:
    """Read-also links and the list of related articles."""
    beside = related(page)
    inside = read_also(page)
    return inside + beside


def _looks_for_related(rule: Rule[Any]) -> bool:
    return "'related'" in rule.code


def _lacks_related(found: tuple[Link, ...]) -> bool:
    lists = _of_kind(found, "related")
    return not lists


def _with_related(found: tuple[Link, ...], more: tuple[Link, ...]) -> tuple[Link, ...]:
    read_also = {link.url for link in found}
    return found + tuple(link for link in more if link.url not in read_also)


def _without_lone_related(found: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links without a related one that stands alone: in the place of a layout's list it is an advertisement."""
    lists = _of_kind(found, "related")
    return found if len(lists) > 1 else _of_kind(found, "read_also")


def _with_other_kinds(own: Rule[Any], found: tuple[Link, ...], page: Page) -> tuple[Link, ...]:
    """The links with what the page prints of a kind that the rule does not look for."""
    inside = () if "'read_also'" in own.code else read_also(page)
    beside = () if _looks_for_related(own) else related(page)
    return (*found, *inside, *beside)


def _with_everybody(_: Rule[Any], found: tuple[Byline, ...], page: Page) -> tuple[Byline, ...]:
    """The people that the page prints where these are among them, and others are, too."""
    printed = printed_bylines(page)
    more = set(printed) > set(found)
    return printed if more else found


def _lacks_words(found: tuple[Photo, ...]) -> bool:
    lead = found[0]
    words = lead.caption or lead.credit
    return not words


def _with_words(found: tuple[Photo, ...], printed: tuple[Photo, ...]) -> tuple[Photo, ...] | None:
    lead = printed[0]
    if lead.url != found[0].url or _lacks_words(printed):
        return None
    others = found[1:]
    return (lead, *others)


def _where_none_is_printed(own: T, printed: T | None) -> T | None:
    if printed:
        return None
    return own


def _anyway(own: T, _: T | None) -> T:
    return own


def _where_they_share(own: tuple[Any, ...], printed: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
    """The publisher's list where it has something in common with the printed one."""
    if not printed:
        return own
    common = _identities(own) & _identities(printed)
    return own if common else None


def _identities(values: tuple[Any, ...]) -> set[Any]:
    """What tells the values of a list: an address, a person's name, or a text itself."""
    return set(map(_identity, values))


def _identity(value: Any) -> Any:
    named = getattr(value, "name", value)
    return getattr(value, "url", named)


def _by_kind(own: tuple[Link, ...], printed: tuple[Link, ...] | None) -> tuple[Link, ...]:
    """The publisher's read-also links, and its list of related articles where that agrees with the printed one."""
    beside = printed or ()
    inside = _of_kind(own, "read_also") or _of_kind(beside, "read_also")
    printed_lists = _of_kind(beside, "related")
    lists = _where_they_share(_of_kind(own, "related"), printed_lists)
    return inside + (lists or printed_lists)


def _of_kind(found: tuple[Link, ...], kind: str) -> tuple[Link, ...]:
    return tuple(link for link in found if link.kind == kind)


_CHANGED = json_ld("dateModified") | meta("article:modified_time")
_HEADLINE, _PUBLISHED, _SECTION, _TAGS = by(headline), by(published), by(section), by(tags)
_VIEWS, _PAGES = by(views), by(pages)
_PHOTOS, _BODY, _POPULAR, _LINKS = by(photos), by(body), by(popular), by(links)

#: Template field -> its sources.
SOURCES: Mapping[str, Sources] = {
    "headline": Sources(_HEADLINE, json_ld("headline") | meta("og:title") | css("h1"), _HEADLINE),
    "kicker": Sources(by(kicker), agreed=_where_none_is_printed),
    "published": Sources(_PUBLISHED, _PUBLISHED, _PUBLISHED),
    "modified": Sources(_CHANGED, _CHANGED),
    "section": Sources(_SECTION, meta("article:section") | json_ld("articleSection"), _SECTION, agreed=_anyway),
    "tags": Sources(_TAGS, mended=_TAGS, agreed=_where_they_share),
    "views": Sources(_VIEWS, agreed=_where_none_is_printed),
    "bylines": Sources(by(bylines), mended=by(printed_bylines), together=_with_everybody, agreed=_where_they_share),
    "photos": Sources(_PHOTOS, by(lead_photo), _PHOTOS, completed=Completion(_lacks_words, _PHOTOS, _with_words)),
    "body": Sources(_BODY, mended=_BODY, mended_in_articles_only=True, agreed=_where_they_share),
    "pull_quotes": Sources(by(pull_quotes), agreed=_where_none_is_printed),
    # many articles have no read-also link: that none is found says nothing of the rule, that no list is found does
    "links": Sources(
        _LINKS,
        mended=_LINKS,
        looks_for=_looks_for_related,
        instead=_without_lone_related,
        together=_with_other_kinds,
        completed=Completion(_lacks_related, by(called_related), _with_related),
        agreed=_by_kind,
    ),
    "popular": Sources(_POPULAR, mended=_POPULAR, agreed=_anyway),
    "pages": Sources(_PAGES, agreed=_where_none_is_printed),
}

#: The template of a layout that nobody described: every field is read as printed.
UNDESCRIBED = Template(when="html", verified=False)
