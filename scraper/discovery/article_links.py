"""Links to articles: which links of a page of an unknown site lead to its stories, weighed by a linear model. Pure.

Nearly nothing decides alone: sections have long names, stories short ones, and menus repeat both. What a site's own
addresses turned out to be goes before the weights.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from typing import NamedTuple

from scraper import urls
from scraper.discovery.address_shape import STORY_WORDS
from scraper.discovery.learned_shapes import LearnedShapes
from scraper.discovery.link_features import FILES, Linked, about, bare, features, linked, parents
from scraper.extraction.generic.linear_model import LinearModel, load
from scraper.html.page import Page

#: The probability from which on a link is taken for one to an article.
BAR = 0.5
#: Steps of a path, and labels of a host, under which pictures, films and comments stand.
_SHOWN = frozenset(
    "foto fotos photo photos galeri gallery video videos videografis tv live infografis infografik grafis flashgrafis "
    "podcast watch detailvideo readfoto detailfoto album detailalbum comment comments komentar forum".split()
)
#: The same as a part of a step: "foto-news", "fototravel", "oto-galeri", "detiktv".
_PART_SHOWN = re.compile(
    r"(?:foto|photo|video|galeri|gallery)[\w-]{0,15}|[\w-]{0,15}(?:foto|photo|video|galeri|gallery|tv)"
)
_DIGIT = re.compile(r"\d")
#: How titles of pictures and films begin, behind a time that may stand before them.
_SHOWS = re.compile(r"(?:^|\d )\W*(?:foto|video|infografi[sk]) ?[:|]", re.IGNORECASE)


class Weighed(NamedTuple):
    """The links of a page that lead to articles, those that may and are tried, and those that may and wait."""

    articles: list[str]
    tried: list[str]
    left_out: list[str]


def article_links(page: Page, shapes: LearnedShapes | None = None) -> list[str]:
    """The canonical URLs of the articles of its own site that a page links to, each once, in the order of the page.

    `shapes` is what is known of the site's addresses.
    """
    return weighed_links(page, shapes).articles


def weighed_links(page: Page, shapes: LearnedShapes | None = None) -> Weighed:
    """What `article_links` finds, and what else may be articles.

    Of a shape that nobody knows and the model doubts a few are tried: what they are shows when they are asked for. The
    others wait until then.
    """
    shapes = shapes or LearnedShapes()
    found = linked(page)
    sure = probabilities(found)
    lists = parents(found)
    told = Weighed([], [], [])
    for url, each in found.items():
        if _is_sure(each, sure[url], shapes):
            told.articles.append(url)
        elif _is_doubtful(each, shapes, lists):
            chosen = told.tried if shapes.may_try(url) else told.left_out
            chosen.append(url)
    return told


def _is_sure(each: Linked, sure: float, shapes: LearnedShapes) -> bool:
    if is_ruled_out(each.url, each.title):
        return False
    known = shapes.is_article(each.url)
    return sure >= BAR if known is None else known


def _is_doubtful(each: Linked, shapes: LearnedShapes, lists: Collection[str]) -> bool:
    """Whether a link that the model doubts is worth a look: a title of some words, or a number outside of menus."""
    is_numbered = not each.is_navigation and _DIGIT.search(urls.target(each.url)) is not None
    is_titled = len(each.title_words) >= STORY_WORDS
    if not (is_numbered or is_titled):
        return False
    return may_be_article(each.url, shapes, lists)


def probabilities(found: Mapping[str, Linked], weights: LinearModel | None = None) -> dict[str, float]:
    """For each link of a page the probability that it leads to an article; 0 where it certainly does not."""
    weights = weights or model()
    sure: dict[str, float] = {}
    for url, told in features(found).items():
        sure[url] = 0.0 if is_ruled_out(url, found[url].title) else weights.probability(weights.sum(told))
    return sure


@cache
def model() -> LinearModel:
    """The model of links: `weights/article_links.json`."""
    return load(resources.files("scraper.discovery") / "weights" / "article_links.json")


def may_be_article(url: str, shapes: LearnedShapes, lists: Collection[str]) -> bool:
    """Whether an address may be an article's by itself; `lists` are the ones that others stand below."""
    if is_ruled_out(url) or shapes.is_article(url) is False:
        return False
    return bare(url) not in lists and FILES.isdisjoint(urls.path(url).lower().split("/"))


def is_ruled_out(url: str, title: str = "") -> bool:
    """Whether an address, or the title of a link to it, certainly says that there is no article.

    >>> is_ruled_out("https://contoh.id/foto/panen-raya-di-lereng"), is_ruled_out("https://contoh.id/kode-etik")
    (True, True)
    >>> is_ruled_out("https://contoh.id/berita/foto-keluarga-itu-dicari")
    False
    """
    is_front = urls.target(url) == "/"
    is_about_the_site = about(url) == 1
    return is_front or is_about_the_site or _shows_only(url, title)


def _shows_only(url: str, title: str) -> bool:
    """Whether there are pictures, films or comments."""
    if _SHOWS.search(title):
        return True
    *steps, last = urls.path(url).lower().split("/")
    labels = urls.authority(url).split(".")[:-1]
    found = filter(_PART_SHOWN.fullmatch, [*steps, *labels])
    return last in _SHOWN or any(found) or not _SHOWN.isdisjoint([*steps, *labels])
