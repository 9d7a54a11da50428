"""Sources of an unknown site: where its articles may be listed, by what its front page and robots.txt say. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from scraper import urls
from scraper.discovery import feeds_and_sitemaps
from scraper.discovery.article_links import BAR, is_ruled_out, probabilities
from scraper.discovery.link_features import FILES, Linked, bare, linked, parents
from scraper.html.page import Page
from scraper.template.publisher import Publisher

Kind = Literal["feed", "sitemap", "page"]
#: The kinds of lists, the cheapest first.
KINDS: tuple[Kind, ...] = ("feed", "sitemap", "page")
FoundBy = Literal["given", "front page", "robots.txt", "link", "form", "menu"]
#: What a site is made with, as far as that tells where its lists are.
System = Literal["wordpress", "blogger"]

#: Sections of a site that are looked at.
MOST_SECTIONS = 60
#: What a system leaves on its pages, where they do not say its name.
_MARKS: dict[System, str] = {
    "blogger": 'link[href*="/feeds/posts/default"]',
    "wordpress": 'link[rel="https://api.w.org/"],link[href*="/wp-content/"],script[src*="/wp-content/"]',
}
#: Where a system has its lists: codex.wordpress.org/WordPress_Feeds and make.wordpress.org/core (sitemaps since 5.5);
#: Blogger's feeds lead to another host unless they are told not to (support.google.com/blogger/answer/97933).
FORMS: dict[System, dict[Kind, str]] = {
    "wordpress": {"feed": "/feed/", "sitemap": "/wp-sitemap.xml"},
    "blogger": {"feed": "/feeds/posts/default?redirect=false&max-results=150", "sitemap": "/sitemap.xml"},
}
#: The posts of WordPress's API, below its root.
POSTS = "wp/v2/posts?per_page=100&_fields=link,date_gmt"
#: Where many sites have theirs, the most usual first; asked for in turn where nothing else is known.
USUAL: dict[Kind, tuple[str, ...]] = {
    "feed": ("/feed/", "/rss", "/rss.xml", "/feed.xml", "/atom.xml"),
    "sitemap": ("/sitemap.xml", "/sitemap_index.xml", "/sitemap-news.xml", "/news-sitemap.xml"),
}
_FEEDS = frozenset("application/rss+xml application/atom+xml application/rdf+xml".split())
#: Feeds of something else than articles.
_NO_FEED = re.compile(r"/comments?(?:/|$)|/komentar|oembed|/wp-json/|[?&]format=json")
#: Sitemaps of something else.
_NO_SITEMAP = re.compile(
    r"taxonom|categor|kategori|[-_/](?:post_)?tag|author|users?-\d|posts-page|pages?-?sitemap|image|video|photo"
)
#: Steps that list everything, and steps under which sections stand.
_INDEX = frozenset(
    "indeks index indeks-berita index-berita berita-terbaru berita-terkini terbaru terkini arsip".split()
)
_SECTIONS = frozenset("category categories kategori rubrik kanal".split())
_NO_PAGE = re.compile(r"\.(?:pdf|jpe?g|png|zip|xml|rss)$")
#: Links of the smallest menu, and words of the longest name of a section.
_MENU = 3
_LONGEST_NAME = 5


@dataclass(frozen=True, slots=True)
class Source:
    """A list of a site that may name its articles."""

    url: str
    kind: Kind
    found_by: FoundBy
    #: Articles that it named when it was found, with what stands behind it.
    named: int = 0


def system_of(page: Page) -> System | None:
    """What a site is made with, by its front page."""
    generator = page.meta.get("generator", "").lower()
    for system, mark in _MARKS.items():
        if system in generator:
            return system
        if page.root.css_first(mark) is not None:
            return system
    return None


def of_robots(publisher: Publisher, sitemaps: Iterable[str]) -> list[Source]:
    """The sitemaps that robots.txt names."""
    found = feeds_and_sitemaps.links(sitemaps, publisher.home)
    own = filter(publisher.owns, found)
    listing = filter(may_list, own)
    return [Source(url, "sitemap", "robots.txt") for url in listing]


def may_list(sitemap: str) -> bool:
    """Whether a sitemap may be one of articles, by its address.

    >>> may_list("https://contoh.id/wp-sitemap-posts-post-1.xml"), may_list("https://contoh.id/category-sitemap.xml")
    (True, False)
    """
    return _NO_SITEMAP.search(urls.path(sitemap).lower()) is None


def of_links(publisher: Publisher, page: Page) -> list[Source]:
    """The feeds that a page says are its own, as browsers find them: `<link rel=alternate>`."""
    hrefs: list[str] = []
    for link in page.root.css('link[rel~="alternate" i][href]'):
        media_type = link.attributes.get("type") or ""
        if media_type.strip().lower() in _FEEDS:
            hrefs.append(link.attributes["href"] or "")
    found = feeds_and_sitemaps.links(hrefs, page.base)
    own = filter(publisher.owns, found)
    return [Source(url, "feed", "link") for url in own if not _NO_FEED.search(url)]


def of_system(publisher: Publisher, system: System | None, kind: Kind) -> list[Source]:
    """The list of a kind that all sites of a system have; none where the system is not known."""
    path = FORMS[system].get(kind) if system else None
    return [Source(urls.normalize(path, publisher.home), kind, "form")] if path else []


def of_api(publisher: Publisher, page: Page) -> list[Source]:
    """The newest posts as the API of WordPress lists them, where a page links to it."""
    link = page.root.css_first('link[rel="https://api.w.org/"][href]')
    hrefs = [] if link is None else [link.attributes["href"] or ""]
    found = feeds_and_sitemaps.links(hrefs, page.base)
    own = filter(publisher.owns, found)
    return [Source(f"{url.rstrip('/')}/{POSTS}", "sitemap", "link") for url in own if "?" not in url]


def usual(publisher: Publisher, kind: Kind) -> list[Source]:
    """Where many sites have a list of a kind."""
    return [Source(urls.normalize(path, publisher.home), kind, "form") for path in USUAL[kind]]


def of_menu(publisher: Publisher, page: Page) -> list[Source]:
    """The sections that a front page links to, those first that list everything."""
    found = linked(page)
    above = parents(found)
    others = _others(found)
    menus = _menus(others.values())
    sections = [each for each in others.values() if _is_section(publisher, each, above, menus)]
    sections.sort(key=lambda each: _rank(each.url, above))
    return [Source(each.url, "page", "menu") for each in sections[:MOST_SECTIONS]]


def _others(found: Mapping[str, Linked]) -> dict[str, Linked]:
    """The links that are none to articles."""
    sure = probabilities(found)
    return {url: each for url, each in found.items() if sure[url] < BAR}


def _menus(others: Iterable[Linked]) -> set[str]:
    """The places where links with short titles stand side by side."""
    sizes: defaultdict[str, list[int]] = defaultdict(list)
    for each in others:
        for place in set(each.places):
            sizes[place].append(len(each.title_words))
    return {place for place, words in sizes.items() if len(words) >= _MENU and max(words) <= _LONGEST_NAME}


def _is_section(publisher: Publisher, each: Linked, above: set[str], menus: set[str]) -> bool:
    """Whether a link may lead to a section: it is in a menu, or something stands below it; its name is short."""
    if is_ruled_out(each.url, each.title) or _is_file(each.url):
        return False
    named = " ".join(each.title_words)
    if not publisher.owns(each.url) or len(each.title_words) > _LONGEST_NAME or named.isdecimal():
        return False
    is_in_menu = each.is_navigation or not menus.isdisjoint(each.places)
    return is_in_menu or _rank(each.url, above) < _LEAST


def _is_file(url: str) -> bool:
    """Whether a topic, a person or a form stands at an address, or what is no page."""
    steps = set(urls.path(url).lower().split("/"))
    filed = steps & FILES
    if filed - _SECTIONS - _INDEX:
        return True
    return _NO_PAGE.search(url) is not None


#: The rank of a link that only its place speaks for.
_LEAST = 3


def _rank(url: str, above: set[str]) -> int:
    """How much an address looks like a list, 0 most: one of everything, one with pages below it, a category."""
    address = bare(url)
    if address.rpartition("/")[2] in _INDEX:
        return 0
    if address in above:
        return 1
    steps = set(urls.path(url).lower().split("/"))
    return 2 if steps & _SECTIONS else _LEAST


def with_sources(site: Publisher, sources: Sequence[Source]) -> Publisher:
    """A site with the lists that its articles are found by."""
    urls_of: defaultdict[Kind, list[str]] = defaultdict(list)
    for source in sources:
        urls_of[source.kind].append(source.url)
    feeds, sitemaps, indexes = (tuple(urls_of[kind]) for kind in KINDS)
    return replace(site, feeds=feeds, sitemaps=sitemaps, indexes=indexes)
