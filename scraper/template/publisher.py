"""A publisher is a value: who it is, which URLs are its articles, and where the fields stand on its pages."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, timezone
from functools import cached_property

from scraper import urls
from scraper.html.page import Page
from scraper.indonesian.time_zones import WIB
from scraper.models import Byline, Link, Photo, PopularEntry
from scraper.template import provinces
from scraper.template.rules import Rule

#: The number of a further page as the last step of a path.
_FURTHER = re.compile(r"(?<=[^/])/(?:[2-9]|[1-9]\d)(/?)$")
#: A last step of several words: it names a story, and what follows it a page of that.
_STORY = re.compile(r"/[^/]*[^/-]-[^/]*[^/-]-[^/]+/?$")

#: Without these a reading is not whole: each one missing is a problem.
REQUIRED = ("headline", "published", "body")


@dataclass(frozen=True, kw_only=True)
class Template:
    """One layout of a publisher's article pages. A field left None is read by the defaults of `parse`.

    The rules of `published`, `modified` and `views` find printed strings; the engine turns them into values.
    """

    #: The layout is this one when this selector matches.
    when: str
    headline: Rule[str] | None = None
    kicker: Rule[str] | None = None
    published: Rule[str] | None = None
    modified: Rule[str] | None = None
    section: Rule[str] | None = None
    tags: Rule[tuple[str, ...]] | None = None
    views: Rule[str] | None = None
    bylines: Rule[tuple[Byline, ...]] | None = None
    photos: Rule[tuple[Photo, ...]] | None = None
    body: Rule[tuple[str, ...]] | None = None
    pull_quotes: Rule[tuple[str, ...]] | None = None
    links: Rule[tuple[Link, ...]] | None = None
    popular: Rule[tuple[PopularEntry, ...]] | None = None
    pages: Rule[str] | None = None
    #: Whether a page of this layout holds all pages of its story: then no further one is asked for.
    all_pages: bool = False
    #: Zone of this layout's printed times that name none; None where it is that of the publisher's place.
    zone: timezone | None = None
    #: Lines that stand on many pages word for word: never a paragraph, a caption or a name.
    furniture: tuple[str, ...] = ()
    #: Names of fields that this layout always has, beyond `REQUIRED`.
    required: tuple[str, ...] = ()
    #: False where only the selectors of public scrapers are known: the fields that they do not find are then read
    #: as on a page of an unknown site.
    verified: bool = True

    def __post_init__(self) -> None:
        named = set(self.required)
        unknown = named.difference(_names_of_fields(self))
        if unknown:
            listed = ", ".join(sorted(unknown))
            raise ValueError(f"required names no field: {listed}")

    @property
    def all_required(self) -> tuple[str, ...]:
        """The names of the fields without which a reading of this layout is not whole."""
        return REQUIRED + self.required


def _names_of_fields(template: Template) -> list[str]:
    """The names that a template may require."""
    found = fields(template)
    return [each.name for each in found]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a host's readers live: the province, None for a national edition, and the zone of its printed times.

    Raises ValueError for a province that `regions` does not know.
    """

    region: str | None
    zone: timezone = WIB

    def __post_init__(self) -> None:
        provinces.require(self.region)


@dataclass(frozen=True, slots=True)
class Verified:
    """That templates were held against a real page: on which day it was captured or told, and where it stood."""

    on: date
    page: str


def nearest(host: str, known: Container[str]) -> str | None:
    """The known host that a host is or stands below, the nearest of several; None for a stranger.

    >>> nearest("us.bola.kabar.test", {"bola.kabar.test", "kabar.test"}), nearest("kabar.test", {"www.kabar.test"})
    ('bola.kabar.test', None)
    """
    while host and host not in known:
        host = host.partition(".")[2]
    return host or None


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """A news site or one of a network's, with all that is known of it."""

    #: Short and stable: it is the key in the archive.
    id: str
    name: str
    #: Province, spelt as in `regions`; None for a national publisher.
    region: str | None
    #: Zone of printed times that name none.
    zone: timezone = WIB
    #: The first is the one of canonical URLs; the others are aliases of it.
    hosts: tuple[str, ...]
    #: A network's editions: hosts of their own, each with its place; never folded into one another.
    editions: Mapping[str, Place] = field(default_factory=dict)
    #: Regional editions that are the first step of the path, not a host ("jateng" of detik), each with its place.
    areas: Mapping[str, Place] = field(default_factory=dict)
    #: Regular expression that the path of an article's URL matches from its start. Two URLs with the same
    #: text in the group `id` are the same article.
    article: str
    #: Pages that list new articles, best first. Their further pages are found by their links.
    indexes: tuple[str, ...] = ()
    #: RSS and Atom feeds, and sitemaps or indexes of them, of new articles.
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    #: Pages whose list of articles is a ranking: looked at in every crawl, and kept as most-read lists.
    most_read: tuple[str, ...] = ()
    #: Lists of the articles of one day: URLs with "{day:%Y/%m/%d}" in the place of the date, as strftime writes it.
    archives: tuple[str, ...] = ()
    #: Pages that list what was searched for: URLs with "{words}" in the place of the query.
    searches: tuple[str, ...] = ()
    templates: tuple[Template, ...] = ()
    #: Why it may be crawled only with permission: the words of its terms. None where they do not forbid it.
    terms: str | None = None
    #: The real page that the templates were last held against; None where only scrapers' selectors are known.
    verified: Verified | None = None
    #: http only where a site has no https.
    scheme: str = "https"
    #: Crawled only when it is named.
    on_request: bool = False
    #: False for a site that nobody wrote a file for: its pages are read without rules, it has no hosts but those
    #: named, the query of an address may name its story, and only a step of several words has further pages.
    known: bool = True

    def __post_init__(self) -> None:
        provinces.require(self.region)

    @property
    def home(self) -> str:
        """URL of the front page."""
        host = self.hosts[0]
        return f"{self.scheme}://{host}/"

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists by which new articles are found."""
        return (*self.feeds, *self.sitemaps, *self.indexes)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What the path of an article's URL matches from its start."""
        return re.compile(self.article)

    @cached_property
    def own_hosts(self) -> frozenset[str]:
        """The hosts of the publisher and of its editions."""
        named = (*self.hosts, *self.editions)
        return frozenset(named)

    def owns(self, url: str) -> bool:
        """Whether a canonical URL is on one of the publisher's hosts, or on one below: networks open new ones.

        A site without rules has only the hosts that are named: below them may be somebody else's.
        """
        host = urls.authority(url)
        if not self.known:
            return host in self.own_hosts
        own = nearest(host, self.own_hosts)
        return own is not None

    def place(self, url: str) -> Place:
        """Whose readers a canonical URL of this publisher is for."""
        return _place(self, url)

    def is_article(self, url: str) -> bool:
        """Whether a canonical URL has the form of this publisher's articles, or of a further page of one."""
        name = _identity(self, url)
        return name is not None

    def first_page(self, url: str) -> str:
        """The canonical URL of an article's first page, where the last step of the path is the number of a page.

        WordPress (`<!--nextpage-->`) and detik write "/slug/2"; parameters such as "?page=2" are no longer there.
        """
        return _first_page(self, url)

    def same_article(self, one: str, other: str) -> bool:
        """Whether two canonical URLs name one article by its id, whatever their slugs say."""
        name = _identity(self, one)
        if name is None:
            return False
        other_name = _identity(self, other)
        return name == other_name

    def canonical(self, url: str) -> str:
        """The one spelling of a canonical URL of this publisher: host aliases, scheme and pages are folded."""
        first = self.first_page(url)
        return _canonical(self, first)

    def template_for(self, page: Page) -> Template | None:
        """The first template whose `when` matches; None for a layout that nobody has described."""
        return _fitting(self.templates, page)


def _fitting(templates: tuple[Template, ...], page: Page) -> Template | None:
    for template in templates:
        found = page.select_first(template.when, page.root)
        if found is not None:
            return template
    return None


def _place(publisher: Publisher, url: str) -> Place:
    """The section that the path names, else the edition of the host, else the publisher itself."""
    own = Place(publisher.region, publisher.zone)
    host = nearest(urls.authority(url), publisher.editions)
    edition = own if host is None else publisher.editions[host]
    if not publisher.areas:
        return edition
    path = urls.path(url)
    area = path.split("/", 2)[1]
    return publisher.areas.get(area, edition)


def _match(publisher: Publisher, url: str) -> re.Match[str] | None:
    address = urls.path(url) if publisher.known else urls.target(url)
    return publisher.pattern.match(address)


def _first_page(publisher: Publisher, url: str) -> str:
    last = url.rstrip("/")[-1]
    if not last.isdecimal():
        return url
    first = _FURTHER.sub(r"\1", url)
    if first == url or not (publisher.known or _STORY.search(first)):
        return url
    match = _match(publisher, first)
    return first if match else url


def _identity(publisher: Publisher, url: str) -> str | None:
    """The id of an article, or its path where the paths of the publisher hold none; None for what is no article."""
    if not publisher.owns(url):
        return None
    first = publisher.first_page(url)
    match = _match(publisher, first)
    if match is None:
        return None
    named = match.groupdict()
    number: str | None = named.get("id")
    if number:
        return number
    return match.string


def _canonical(publisher: Publisher, url: str) -> str:
    host = urls.authority(url)
    if host in publisher.hosts:
        host = publisher.hosts[0]
    path = url[url.index("/", len("https://")) :]
    return f"{publisher.scheme}://{host}{path}"
