"""What a list says: the articles it names with their days, where it goes on, and which articles are read most. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Literal

from scraper import urls
from scraper.discovery import feeds_and_sitemaps, pagination
from scraper.discovery.article_links import Weighed, may_be_article, weighed_links
from scraper.discovery.feeds_and_sitemaps import Listed
from scraper.discovery.item_dates import item_dates
from scraper.discovery.learned_shapes import LearnedShapes
from scraper.discovery.link_features import parents
from scraper.discovery.site_sources import may_list
from scraper.errors import BadURL, Hostile
from scraper.extraction.field_sources import SOURCES
from scraper.html import page as pages
from scraper.html.page import Node, Page, text_of
from scraper.models import Capture, PopularEntry
from scraper.template.publisher import Publisher
from scraper.template.rules import Rule

#: The day of an article in its path: kompas.com/read/2024/01/31/..., republika.co.id/berita/.../15/11/05/...
_DAY = re.compile(r"/((?:19|20)?\d\d)/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/")
#: The links by which a page names the next one of its list, and the one before.
_NEXT = "link[rel~=next][href],a[rel~=next][href]"
_RELATED = f"{_NEXT},a[rel~=prev][href]"
#: Elements that tell the shape of a link.
_SHAPE = 4


@dataclass(frozen=True, slots=True)
class Listing:
    """What one answer of a feed, a sitemap or an index page says."""

    #: What it is by its own first words; empty where it could not be read.
    kind: Literal["feed", "sitemap", "page", ""] = ""
    #: Articles of the publisher under their canonical URLs, each once, in order.
    articles: tuple[Listed, ...] = ()
    #: Those of them that are the list itself, without what stands around it on a page.
    main: tuple[Listed, ...] = ()
    #: The sitemaps that an index of sitemaps names.
    sitemaps: tuple[Listed, ...] = ()
    #: The next page of a list that is divided into pages.
    following: str | None = None
    #: The most-read list that is printed on it, and the one that it is, without a heading.
    popular: tuple[PopularEntry, ...] = ()
    #: How many of its links may be articles, on a site without rules, and wait until it is known what such are.
    left_out: int = 0


NOTHING = Listing()


def read(
    publisher: Publisher, capture: Capture, page: Page | None = None, shapes: LearnedShapes | None = None
) -> Listing:
    """What a list of a publisher says; what it is, is told by its own first words.

    `page` is the answer where it was parsed already, `shapes` what is known of the addresses of a site without rules.
    A page that would hang the parser says nothing: errors.Hostile is not raised.
    """
    kind = feeds_and_sitemaps.kind(capture.body)
    if kind == "feed":
        articles = _articles(publisher, feeds_and_sitemaps.dated_feed(capture.body, capture.final_url))
        return Listing("feed", articles, articles)
    if kind == "sitemap":
        found = feeds_and_sitemaps.dated_sitemap(capture.body, capture.final_url)
        if feeds_and_sitemaps.is_sitemap_index(capture.body):
            return Listing("sitemap", sitemaps=tuple(each for each in found if _may_hold(publisher, each.url)))
        articles = _articles(publisher, found if publisher.known else _stories(found, shapes or LearnedShapes()))
        return Listing("sitemap", articles, articles)
    try:
        page = page or pages.read(capture.body, capture.final_url, capture.header("content-type"))
    except Hostile:
        return NOTHING
    return _of_page(publisher, page, capture, shapes)


def _stories(found: Iterable[Listed], shapes: LearnedShapes) -> list[Listed]:
    """What a sitemap of a site without rules names, without what cannot be an article by its address."""
    listed = list(found)
    lists = parents(each.url for each in listed)
    return [each for each in listed if may_be_article(each.url, shapes, lists)]


def _weighed(page: Page, shapes: LearnedShapes | None) -> Weighed:
    """The links of a page of a site without rules; those to its own further pages lead to no articles."""
    own, _ = pagination.numbered(page.url)
    ahead = {page.absolute(link.attributes["href"]) for link in page.root.css(_RELATED)}

    def is_other(url: str) -> bool:
        return url not in ahead and pagination.numbered(url)[0] != own

    told = weighed_links(page, shapes)
    return Weighed(*(list(filter(is_other, links)) for links in told))


def _of_page(publisher: Publisher, page: Page, capture: Capture, shapes: LearnedShapes | None) -> Listing:
    links = list(page.root.css("a[href]"))
    named = [(link, page.absolute(link.attributes["href"])) for link in links]
    weighed = None if publisher.known else _weighed(page, shapes)
    ours = [(link, url) for link, url in named if url and publisher.is_article(url)]
    if weighed is not None:
        stories = {*weighed.articles, *weighed.tried}
        ours = [(link, url) for link, url in ours if url in stories]
    articles = _articles(publisher, _dated(publisher, page, capture, ours, named))
    titles = _main(publisher, ours)
    popular = _popular(publisher, page)
    if capture.url in publisher.most_read:
        popular += tuple(PopularEntry(None, rank, *entry) for rank, entry in enumerate(titles.items(), 1))
    hrefs = feeds_and_sitemaps.links((link.attributes["href"] or "" for link in links), page.base)
    return Listing(
        "page",
        articles,
        tuple(each for each in articles if each.url in titles),
        following=pagination.following(capture.final_url, hrefs) or _next(publisher, page, capture.final_url),
        popular=popular,
        left_out=len(weighed.left_out) if weighed else 0,
    )


def _next(publisher: Publisher, page: Page, own: str) -> str | None:
    """The page after the one at `own` in a list of a site without rules, where the page says so itself (rel=next)."""
    link = None if publisher.known else page.root.css_first(_NEXT)
    hrefs = [] if link is None else [link.attributes["href"] or ""]
    return next(
        (url for url in feeds_and_sitemaps.links(hrefs, page.base) if url != own and _is_ours(publisher, url)), None
    )


def _dated(
    publisher: Publisher,
    page: Page,
    capture: Capture,
    ours: Iterable[tuple[Node, str]],
    named: Iterable[tuple[Node, str | None]],
) -> Iterator[Listed]:
    """The articles that a page links to, each with the date that is printed with it."""
    index = item_dates(page, capture.captured_at, {link.mem_id: url for link, url in named})
    for link, url in ours:
        yield Listed(url, index.of(link, url, publisher.place(url).zone))


def _articles(publisher: Publisher, found: Iterable[Listed]) -> tuple[Listed, ...]:
    """The articles of a publisher among URLs, each once, with the day in its address or the time that is told."""
    told: dict[str, datetime | None] = {}
    for each in found:
        url = _spelt(each.url)
        if url and publisher.is_article(url):
            url = publisher.canonical(url)
            told[url] = told.get(url) or day_in(url, publisher.place(url).zone) or each.at
    return tuple(Listed(url, at) for url, at in told.items())


def _spelt(url: str) -> str | None:
    try:
        return urls.canonical(url)
    except BadURL:
        return None


def _may_hold(publisher: Publisher, sitemap: str) -> bool:
    """Whether a sitemap of an index is the publisher's, and may be one of articles."""
    return _is_ours(publisher, sitemap) and (publisher.known or may_list(sitemap))


def _is_ours(publisher: Publisher, url: str) -> bool:
    spelt = _spelt(url)
    return spelt is not None and publisher.owns(spelt)


def day_in(url: str, zone: timezone) -> datetime | None:
    """Noon of the day that the path of an article's URL names; None where it names none.

    >>> from scraper.indonesian.time_zones import WIB
    >>> str(day_in("https://regional.kompas.com/read/2024/01/31/150000178/x", WIB))
    '2024-01-31 12:00:00+07:00'
    """
    found = _DAY.search(urls.path(url))
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return datetime(year if year > 99 else 2000 + year, month, day, 12, tzinfo=zone)
    except ValueError:  # 31 February
        return None


def _popular(publisher: Publisher, page: Page) -> tuple[PopularEntry, ...]:
    """The most-read list as the publisher's articles print it, else as pages of unknown sites do."""
    own = (template.popular for template in publisher.templates)
    rules = [rule for rule in (*own, SOURCES["popular"].printed) if rule]
    found = next(filter(None, (_found(rule, page) for rule in rules)), ())
    return tuple(
        replace(entry, url=publisher.canonical(entry.url)) if publisher.owns(entry.url) else entry for entry in found
    )


def _found(rule: Rule[tuple[PopularEntry, ...]], page: Page) -> tuple[PopularEntry, ...]:
    try:
        return rule.value(page, page.root) or ()
    except ValueError:  # a list that this layout prints otherwise is for the next rule
        return ()


def _main(publisher: Publisher, links: list[tuple[Node, str]]) -> dict[str, str]:
    """Titles by URL of a page's main list: of the links with a title those of the shape that most articles have."""
    shapes: dict[str, dict[str, str]] = {}
    for link, url in links:
        if title := text_of(link):
            shapes.setdefault(_shape(link), {}).setdefault(publisher.canonical(url), title)
    return max(shapes.values(), key=len, default={})


def _shape(link: Node) -> str:
    """Names and classes of a link and the elements around it, without the numbers that sites give to each."""
    steps: list[str] = []
    node = link
    while node.parent is not None and len(steps) < _SHAPE:
        steps.append(f"{node.tag}.{node.attributes.get('class')}")
        node = node.parent
    return re.sub(r"\d+", "", " ".join(steps))
