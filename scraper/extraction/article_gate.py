"""Article gate: whether a page is one article, weighed by a linear model over features of the page.

No feature decides: short titles make addresses that look like a section's, lists call themselves articles, and on some
pages the headline is printed as a picture.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import log
from statistics import fmean

from scraper import urls
from scraper.extraction.generic.candidates import lines_of
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.linear_model import model
from scraper.extraction.generic.main_content import Verdict, verdicts
from scraper.html.json_ld import ARTICLE_TYPES, types
from scraper.html.page import Page

#: The probability below which a page is refused.
BAR = 0.59
#: The same for a page that a template of its publisher describes: there its rules found a headline and a text.
BAR_OF_DESCRIBED = 0.2
#: Steps of a path under which lists stand, whatever follows.
LISTS = frozenset(
    "tag tags topik topic topics kategori category categories rubrik indeks index indeks-berita search cari author "
    "penulis terpopuler terkini populer trending feed rss page archive archives".split()
)
_LIST_TYPES = frozenset("CollectionPage ItemList SearchResultsPage ProfilePage WebSite ContactPage AboutPage".split())
_DATE = re.compile(r"/(?:19|20)\d\d[/-]?(?:\d\d?|\w{3})(?:[/-]|$)")
_STORY = re.compile(r"\d{4}|\.s?html?$|/(?:read|article|news|story|berita|artikel)s?/")
_CURRENCIES = ("$", "£", "€", "\0rp")
_SENTENCE = re.compile(r"[.!?…。।][»”\"')\]]*$")


def probability(page: Page, paragraphs: Sequence[str]) -> float:
    """The probability that a page with this text is an article."""
    weights = model("article")
    return weights.probability(weights.sum(features(page, paragraphs)))


def doubts(page: Page, paragraphs: Sequence[str], count: int = 3) -> list[str]:
    """The features that speak most against a page."""
    weights = model("article").weights
    spoken = {name: value * weights.get(name, 0.0) for name, value in features(page, paragraphs).items()}
    return [name for name in sorted(spoken, key=spoken.__getitem__)[:count] if spoken[name] < 0]


def features(page: Page, paragraphs: Sequence[str]) -> dict[str, float]:
    """What a page's address, its head, its text and its links say, by name."""
    return {**_of_address(page), **_of_head(page), **_of_text(paragraphs), **_of_layout(page)}


def _of_address(page: Page) -> Mapping[str, float]:
    path, _, query = page.url[page.url.index("/", 8) :].partition("?")
    steps = [step for step in path.lower().split("/") if step]
    last = re.sub(r"[_.]", "-", steps[-1]) if steps else ""
    return {
        "address_is_front": not steps and not query,
        "address_has_list_step": any(step in LISTS for step in steps),
        "address_has_query": bool(query),
        "address_words": min(1.0, last.count("-") / 6),
        "address_is_word": bool(steps) and "-" not in last and not any(map(str.isdigit, last)),
        "address_has_number": re.search(r"\d{4}", last) is not None,
        "address_has_date": _DATE.search(path) is not None,
        "address_is_storys": _STORY.search(path) is not None,
        "address_steps": min(1.0, len(steps) / 6),
    }


def _of_head(page: Page) -> Mapping[str, float]:
    kind, said = page.meta.get("og:type", "").lower(), {name for block in page.json_ld for name in types(block)}
    canonical = page.canonical
    return {
        "og_article": "article" in kind,
        "og_website": kind in ("website", "blog"),
        "og_other": bool(kind) and "article" not in kind and kind not in ("website", "blog"),
        "ld_article": bool(said & ARTICLE_TYPES),
        "ld_list": bool(said & _LIST_TYPES),
        "said_author": "author" in page.meta or "article:author" in page.meta or "author" in page.described,
        "canonical_is_front": canonical is not None and urls.path(canonical) in ("", "/"),
    }


def _of_text(paragraphs: Sequence[str]) -> Mapping[str, float]:
    size = sum(map(len, paragraphs))
    long = [line for line in paragraphs if len(line) >= 80]
    return {
        "has_text": size > 0,
        "text_size": log(1 + size) / 10,
        "text_is_little": size < 600,
        "text_is_none": size < 150,
        "paragraphs": log(1 + len(paragraphs)) / 5,
        "paragraph_size": min(1.0, size / max(1, len(paragraphs)) / 300),
        "long_share": sum(map(len, long)) / max(1, size),
        "sentences": fmean([_SENTENCE.search(line) is not None for line in paragraphs] or [0.0]),
        "open_ends": fmean([line.endswith(("...", "…", "[…]", "»")) for line in paragraphs] or [0.0]),
    }


def _of_layout(page: Page) -> Mapping[str, float]:
    told, index = page.once(verdicts), page.once(lines_of)
    text = [verdict for verdict in told if verdict.is_text]
    size, titles = sum(verdict.line.words for verdict in text), index.titles
    whole = sum(verdict.line.words for verdict in told)
    return {
        "no_headline": page.once(printed_headline) is None,
        "certainty": fmean([verdict.probability for verdict in text] or [0.0]),
        "text_share": size / max(1, whole),
        "below_titles": fmean([index.is_below_title(verdict.line) for verdict in text] or [0.0]),
        "boxes": _boxes(text),
        "titles": log(1 + titles) / 6,
        "titles_to_text": min(1.0, titles / max(1, size) * 10),
        "scraps_to_text": min(1.0, len(index.sheet.texts) / max(1, size)),
        "prices": min(1.0, sum(map(index.sheet.lines.count, _CURRENCIES)) / 20),
        "headings": min(1.0, len(page.select("h2, h3", page.root)) / 40),
    }


def _boxes(text: list[Verdict]) -> float:
    """How far the lines of a text stand each in an element of its own."""
    return len({verdict.line.holder.key for verdict in text}) / len(text) if text else 0.0
