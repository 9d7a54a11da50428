"""A captured page and its publisher's rules -> an Article. Pure: the same bytes give the same reading for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from scraper import publishers, quotes, urls
from scraper.errors import NotAnArticle
from scraper.extraction import body, guards, page_type
from scraper.extraction.furniture import Furniture
from scraper.extraction.generic.dateline_apart import dateline_apart
from scraper.extraction.generic.tail_initials import initials_behind
from scraper.extraction.region import region
from scraper.extraction.resolver import Resolver
from scraper.html import page as pages
from scraper.html.page import Page
from scraper.models import Article, Link, PopularEntry
from scraper.template.publisher import Publisher

E = TypeVar("E", Link, PopularEntry)
A_DAY = timedelta(days=1)
A_MINUTE = timedelta(minutes=1)


def parse(
    html: bytes,
    url: str,
    *,
    captured_at: datetime | None = None,
    generic: bool = False,
    content_type: str | None = None,
) -> Article:
    """Read an article from the bytes of its page.

    `url` is where the page was found, `captured_at` when (needed only for relative dates such as "2 jam lalu"),
    `content_type` the HTTP header if it is known. `generic` reads as if the publisher were unknown.

    Raises errors.NotAnArticle for a page that is none, errors.Hostile for one that would hang the parser,
    errors.BadURL for a URL that no browser takes.
    """
    address = urls.canonical(url)
    page = pages.read(html, address, content_type)
    publisher = None if generic else publishers.of(address)
    return reading(page, publisher, captured_at)


def reading(page: Page, publisher: Publisher | None, captured_at: datetime | None = None) -> Article:
    """The article on a page by the rules of a publisher that need not be among the known ones.

    Raises errors.NotAnArticle for a page that is none.
    """
    if publisher and not publisher.known and not publisher.templates:
        return replace(reading(page, None, captured_at), publisher=publisher.id)
    resolver = Resolver(page, publisher, captured_at)
    article = _assembled(resolver)
    resolver.complain_of_missing(article)
    if captured_at and article.published_at and article.published_at > captured_at + A_DAY:
        resolver.complain("published", "suspect", f"{article.published_at} is after the capture")
    problems = (*resolver.problems, *guards.problems_of(page, article))
    free = guards.is_free(page, problems)
    article = replace(article, problems=problems, free=free) if problems or free is not None else article
    # a teaser holds no page of its story whole, so that it never takes the place of a whole reading
    return replace(article, pages_read=0) if guards.is_teaser(problems) else article


def identity(page: Page, publisher: Publisher | None) -> str:
    """The URL of the article's record.

    The page's own claim counts only where it names this very article: stored pages claim the front page
    (Kompas AMP) or nothing at all (Tempo), and a false claim must never merge two stories. Nor does it count where it
    leaves the edition that the page was found on: of two captures of one Republika page each claims another host.
    """
    claim = page.canonical
    if publisher is None:
        return claim if claim and _plausible(claim, page.url) else page.url
    address = publisher.canonical(page.url)
    if not claim or claim == page.url or not publisher.same_article(claim, address):
        return address
    named = publisher.canonical(claim)
    return named if urls.authority(address) in (publisher.hosts[0], urls.authority(named)) else address


def _plausible(claim: str, address: str) -> bool:
    """Whether a page at `address` may be called `claim`: the same site, and the same last step of the path."""
    return _site_and_step(claim) == _site_and_step(address) and _site_and_step(claim)[1] != ""


def _site_and_step(url: str) -> tuple[str, str]:
    host = urls.authority(url)
    bare = host.partition(".")[2] if host.startswith(("www.", "m.")) else host
    return bare, urls.path(url).rstrip("/").rpartition("/")[2]


def _later(modified: datetime | None, published: datetime | None) -> datetime | None:
    """A time of change only where it is one: sites stamp it at publication, liputan6 even before.

    Printed times have no seconds: a stamp within the minute of publication is none.
    """
    return modified if modified and published and modified - published >= A_MINUTE else None


def _canonical(entry: E) -> E:
    """The same entry under its publisher's spelling of the URL."""
    url = publishers.canonical(entry.url)
    return entry if url == entry.url else replace(entry, url=url)


def _assembled(resolver: Resolver) -> Article:
    """The article that the fields of a page make; raises errors.NotAnArticle."""
    take = resolver.take
    furniture = Furniture(resolver.template.furniture)
    headline, text = take("headline"), body.clean(furniture.out_of_text(take("body") or ()))
    known, described = resolver.is_articles_address, resolver.is_described
    if reason := page_type.refusal(resolver.page, headline, text.paragraphs, known=known, described=described):
        raise NotAnArticle(resolver.page.url, reason)
    if not headline:
        resolver.complain("headline", "missing", "none is printed, and the page's head has none")
    publisher, url = resolver.publisher, identity(resolver.page, resolver.known_publisher)
    published_raw, published_at = resolver.moment("published")
    kicker, section, photos = take("kicker"), take("section"), furniture.out_of_photos(take("photos") or ())
    text = text.without((headline, kicker, *(photo.caption for photo in photos)))
    place = text.dateline or (None if resolver.is_described else dateline_apart(resolver.page))
    province, told_by = region(resolver.place.region, place, text.paragraphs)
    said = quotes.read(text.paragraphs)
    pulled = quotes.pull(take("pull_quotes") or (), said.quotes)
    return Article(
        url=url,
        publisher=publisher.id if publisher else None,
        headline=headline,
        kicker=kicker if kicker != section else None,  # Tribun prints the section there, too
        published_at=published_at,
        published_raw=published_raw,
        modified_at=_later(resolver.moment("modified")[1], published_at),
        region=province,
        region_by=told_by,
        section=section,
        dateline=place,
        tags=tuple(dict.fromkeys(take("tags") or ())),
        views=resolver.count("views"),
        initials=text.initials or initials_behind(resolver.page, text.paragraphs),
        bylines=furniture.out_of_names(take("bylines") or ()),
        photos=photos,
        paragraphs=text.paragraphs,
        quotes=(*said.quotes, *pulled),
        people=tuple(said.people),
        links=_links(take("links") or (), url),
        popular=tuple(map(_canonical, take("popular") or ())),
        pages=resolver.count("pages") or 1,
        source_url=text.source_url,
        found_by=resolver.found_by,
    )


def _links(printed: tuple[Link, ...], own: str) -> tuple[Link, ...]:
    """Links to other articles under their canonical URLs; a page that lists itself is left out."""
    return tuple(link for link in dict.fromkeys(map(_canonical, printed)) if link.url != own)
