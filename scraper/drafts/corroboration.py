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
from scraper.indonesian.dates import WIB
from scraper.models import Article

#: The name of a source, and the value that it states.
Stated = Iterator[tuple[str, Any]]
#: Characters from the head of a text that make it the same one.
_ENOUGH = 60


def sources(page: Page, name: str, article: Article, rule: str) -> tuple[str, ...]:
    """The sources that say the same of a field as the article; one that the rule itself reads is none."""
    if name not in _CORROBORATION:
        return ()
    said, agrees = _CORROBORATION[name]
    return tuple(
        dict.fromkeys(source for source, value in said(page) if not _reads(rule, source) and agrees(article, value))
    )


def _reads(rule: str, source: str) -> bool:
    return rule.startswith(_RULES.get(source, "?"))


#: Source -> how a rule begins that reads it.
_RULES = {"JSON-LD": "json_ld(", "meta": "meta(", "OpenGraph": "meta("}


def _strings(page: Page, key: str, *metas: str) -> Stated:
    value = page.described.get(key)
    yield from (("JSON-LD", each) for each in names(value) if each)
    yield from ((_source(name), page.meta[name]) for name in metas if page.meta.get(name))


def _source(name: str) -> str:
    return "OpenGraph" if name.startswith(("og:", "article:")) else "meta"


def _headlines(page: Page) -> Stated:
    yield from _strings(page, "headline", "og:title", "twitter:title")
    yield from (("title", node.text()) for node in page.select("title", page.root)[:1])


def _same_headline(article: Article, said: str) -> bool:
    return bool(article.headline) and plain(article.headline or "") in plain(said)


def _moments(page: Page) -> Stated:
    metas = "article:published_time datepublished pubdate publishdate date content_publisheddate".split()
    yield from _strings(page, "datePublished", *metas)
    for node in page.select("[itemprop~=datePublished], time[datetime]", page.root):
        yield "microdata", node.attributes.get("content") or node.attributes.get("datetime") or ""


def _same_minute(article: Article, said: str) -> bool:
    """By the instant, or by the clock: the zones of machines are often wrong."""
    moment, at = dates.iso(said, zone=WIB) or dates.printed(said, zone=WIB), article.published_at
    if moment is None or at is None:
        return False
    same_clock = moment.replace(second=0, microsecond=0, tzinfo=None) == at.replace(
        second=0, microsecond=0, tzinfo=None
    )
    return same_clock or abs((at - moment).total_seconds()) < 60


def _sections(page: Page) -> Stated:
    yield from _strings(page, "articleSection", "article:section")
    yield from (("address", step) for step in [urls.authority(page.url).partition(".")[0], *_steps(page.url)])


def _steps(url: str) -> list[str]:
    return urls.path(url).split("/")[1:-1]


def _same_section(article: Article, said: str) -> bool:
    return _slug(article.section or "?") == _slug(said)


def _slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower()).strip("-")


def _keywords(page: Page) -> Stated:
    found = _strings(page, "keywords", "keywords", "news_keywords", "article:tag")
    listed: dict[str, list[str]] = {}
    for source, value in found:
        listed.setdefault(source, []).extend(map(_slug, value.split(",")))
    tags = [node.attributes.get("content") or "" for node in page.select("meta[property='article:tag']", page.root)]
    yield from listed.items()
    yield "OpenGraph", list(map(_slug, tags))


def _same_tags(article: Article, said: list[str]) -> bool:
    return bool(article.tags) and {_slug(tag) for tag in article.tags} <= set(said)


def _authors(page: Page) -> Stated:
    return _strings(page, "author", "author", "content_author", "article:author")


def _names_author(article: Article, said: str) -> bool:
    return any(person.name.lower() in plain(said) for person in article.bylines)


def _pictures(page: Page) -> Stated:
    yield "JSON-LD or OpenGraph", shared_photo(page)


def _same_picture(article: Article, said: str | None) -> bool:
    return bool(said and article.photos) and _file(said or "") == _file(article.photos[0].url)


def _file(url: str) -> str:
    return url.partition("?")[0].rpartition("/")[2]


def _texts(page: Page) -> Stated:
    return _strings(page, "articleBody", "og:description", "description")


def _same_text(article: Article, said: str) -> bool:
    head = plain(said)[:_ENOUGH].rstrip(" .…")
    return len(head.split()) >= 4 and head in plain(article.body)


#: Field of a template -> what others say of it, and whether that is the same.
_CORROBORATION: dict[str, tuple[Callable[[Page], Stated], Callable[[Article, Any], bool]]] = {
    "headline": (_headlines, _same_headline),
    "published": (_moments, _same_minute),
    "section": (_sections, _same_section),
    "tags": (_keywords, _same_tags),
    "bylines": (_authors, _names_author),
    "photos": (_pictures, _same_picture),
    "body": (_texts, _same_text),
}
