"""Corroboration of a rule's value by other sources: the page's head, its JSON-LD, its address.

A rule whose value another source states is a sure one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from scraper import urls
from scraper.extraction.generic.lead_photo import shared_photo
from scraper.extraction.generic.text_index import plain
from scraper.html.json_ld import names
from scraper.html.page import Page
from scraper.indonesian import dates
from scraper.indonesian.time_zones import WIB
from scraper.models import Article

#: The name of a source, and the value that it states.
Stated = Iterator[tuple[str, Any]]
#: Characters from the head of a text that make it the same one, and words that are too few to tell.
_ENOUGH, _TOO_FEW = 60, 3
#: Source -> how a rule begins that reads it.
_RULES = {"JSON-LD": "json_ld(", "meta": "meta(", "OpenGraph": "meta("}
#: Names of meta elements that hold a time of publication.
_DATES = "article:published_time datepublished pubdate publishdate date content_publisheddate".split()


def sources(page: Page, name: str, article: Article, rule: str) -> tuple[str, ...]:
    """The sources that say the same of a field as the article; one that the rule itself reads is none."""
    if name not in _CORROBORATION:
        return ()
    stated, agrees = _CORROBORATION[name]
    found: dict[str, None] = {}
    for source, value in stated(page):
        reads_it = source in _RULES and rule.startswith(_RULES[source])
        if not reads_it and agrees(article, value):
            found[source] = None
    return tuple(found)


def _strings(page: Page, key: str, *metas: str) -> Stated:
    """What the JSON-LD says under a key, and what the meta elements of these names say."""
    for each in filter(None, names(page.described.get(key))):
        yield "JSON-LD", each
    for name in filter(page.meta.get, metas):
        is_open_graph = name.startswith(("og:", "article:"))
        yield "OpenGraph" if is_open_graph else "meta", page.meta[name]


def _headlines(page: Page) -> Stated:
    yield from _strings(page, "headline", "og:title", "twitter:title")
    for node in page.select("title", page.root)[:1]:
        yield "title", node.text()


def _same_headline(article: Article, stated: str) -> bool:
    headline = plain(article.headline or "")
    return headline != "" and headline in plain(stated)


def _times(page: Page) -> Stated:
    yield from _strings(page, "datePublished", *_DATES)
    for node in page.select("[itemprop~=datePublished], time[datetime]", page.root):
        yield "microdata", node.attributes.get("content") or node.attributes.get("datetime") or ""


def _same_minute(article: Article, stated: str) -> bool:
    """By the instant, or by the clock: the zones of machines are often wrong."""
    moment = dates.iso(stated, zone=WIB) or dates.printed(stated, zone=WIB)
    at = article.published_at
    if moment is None or at is None:
        return False
    clocks = {f"{each:%Y-%m-%d %H:%M}" for each in (moment, at)}
    return len(clocks) == 1 or abs((at - moment).total_seconds()) < 60


def _sections(page: Page) -> Stated:
    yield from _strings(page, "articleSection", "article:section")
    yield "address", urls.authority(page.url).partition(".")[0]
    for step in urls.path(page.url).split("/")[1:-1]:
        yield "address", step


def _same_section(article: Article, stated: str) -> bool:
    return _slug(article.section or "?") == _slug(stated)


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower()).strip("-")


def _keywords(page: Page) -> Stated:
    lists: dict[str, list[str]] = {}
    for source, value in _strings(page, "keywords", "keywords", "news_keywords", "article:tag"):
        slugs = map(_slug, value.split(","))
        lists.setdefault(source, []).extend(slugs)
    yield from lists.items()
    nodes = page.select("meta[property='article:tag']", page.root)
    yield "OpenGraph", [_slug(node.attributes.get("content") or "") for node in nodes]


def _same_tags(article: Article, stated: list[str]) -> bool:
    tags = set(map(_slug, article.tags))
    return bool(tags) and tags.issubset(stated)


def _authors(page: Page) -> Stated:
    yield from _strings(page, "author", "author", "content_author", "article:author")


def _names_author(article: Article, stated: str) -> bool:
    line = plain(stated)
    return any(person.name.lower() in line for person in article.bylines)


def _pictures(page: Page) -> Stated:
    yield "JSON-LD or OpenGraph", shared_photo(page)


def _same_picture(article: Article, stated: str | None) -> bool:
    if not stated or not article.photos:
        return False
    files = {url.partition("?")[0].rpartition("/")[2] for url in (stated, article.photos[0].url)}
    return len(files) == 1


def _texts(page: Page) -> Stated:
    yield from _strings(page, "articleBody", "og:description", "description")


def _same_text(article: Article, stated: str) -> bool:
    head = plain(stated)[:_ENOUGH].rstrip(" .…")
    return len(head.split()) > _TOO_FEW and head in plain(article.body)


#: Field of a template -> what other sources state of it, and whether that is the same.
_CORROBORATION: dict[str, tuple[Callable[[Page], Stated], Callable[[Article, Any], bool]]] = {
    "headline": (_headlines, _same_headline),
    "published": (_times, _same_minute),
    "section": (_sections, _same_section),
    "tags": (_keywords, _same_tags),
    "bylines": (_authors, _names_author),
    "photos": (_pictures, _same_picture),
    "body": (_texts, _same_text),
}
