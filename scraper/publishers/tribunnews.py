"""The Tribun network: one skeleton on www and on every regional host.

Read on stored pages of 2016, 2017 and 2020; the list of hosts and what is later are from public scrapers.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scraper.html.page import Page
from scraper.indonesian.time_zones import WIB
from scraper.models import Byline
from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import (
    IMAGE,
    by,
    bylines,
    css,
    css_all,
    first,
    highest,
    links,
    paragraphs,
    photos,
    popular,
)

_EDITIONS = editions.hosts("tribunnews")
_FRAMES = "#artimg:has(> .arial), #artimg :has(> .ar, > .arial)"
_IMAGE = first("img:not([src$=svg])", IMAGE)

_PRINTED, _REPORT = bylines(".side-article > .grey"), bylines(".txt-article strong:lexbor-contains('laporan' i)")


def _people(page: Page) -> tuple[Byline, ...]:
    """Who is named under the text and in its first line ("Laporan Wartawan ..."): in the fuller form where in both."""
    named = dict.fromkeys(_PRINTED.value(page, page.root) + _REPORT.value(page, page.root))
    words = {person: set(person.name.split()) for person in named}
    return tuple(person for person in named if not _is_shorter(words[person], words.values()))


def _is_shorter(words: set[str], others: Iterable[set[str]]) -> bool:
    """Whether a name is part of another."""
    return any(words < fuller for fuller in others)


_SINCE_2016 = Template(
    when=".txt-article",
    zone=WIB,  # no zone was printed on regional hosts
    headline=css("#arttitle"),
    kicker=css("#article > .red.f16"),
    required=("bylines", "section"),
    section=first("#va > .bsht > *:is(a, h4):last-child, #va > .bsht li:last-child"),
    pages=highest(".paging a"),
    published=first("#article time, #article > .grey > h3"),
    tags=css_all(".tagcloud3 a"),
    bylines=by(_people),
    photos=photos(_FRAMES, _IMAGE, first(".arial, .ar + div"), first(".ar"))
    | photos("#artimg", _IMAGE, first("img + div")),
    body=paragraphs(".txt-article", drop=".baca, blockquote.summary-article, p:has(> strong:lexbor-contains('•') a)"),
    links=links(".txt-article a[href*='/20']:not([href*='/tag/'])", "read_also")
    + links(".side-article > .mb10 > .f14 a", "related"),
    popular=popular(
        "li.art-list", first(".f300", holding="POPULER"), link=".mr110 a", published=first(".timeago", attr="title")
    ),
)
_SINCE_2021 = replace(
    _SINCE_2016,
    when="#article time[datetime]",
    zone=None,
    verified=False,
    bylines=bylines("#penulis", "reporter") + bylines("#editor", "editor"),
)

PUBLISHER = Publisher(
    id="tribunnews",
    name="Tribunnews",
    region=None,
    hosts=("www.tribunnews.com", "tribunnews.com", "m.tribunnews.com"),
    editions=_EDITIONS,
    article=r"/(?:[\w-]+/){0,2}(?P<id>\d{4}/\d\d/\d\d/[^/]+|\d{6,})(?:/|$)",
    sitemaps=tuple(f"https://{host}/news/sitemap-news.xml" for host in ("www.tribunnews.com", *_EDITIONS)),
    archives=tuple(f"https://{host}/index-news?date={{day:%Y-%m-%d}}" for host in _EDITIONS),
    verified=Verified(
        date(2020, 10, 9),
        "https://solo.tribunnews.com/2020/10/09/protokol-kesehatan-3m-adalah-vaksin-terbaik-cegah-covid-19-simak-penjelasan-dokter",
    ),
    templates=(_SINCE_2021, _SINCE_2016),
)
