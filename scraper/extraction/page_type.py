"""What is no article: front pages, lists, galleries, error pages, walls.

Nobody is taken at their word: on stored pages Kompas's index, merdeka's section and beritajakarta's price list all say
`og:type=article`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from scraper import urls
from scraper.extraction import article_gate, page_titles
from scraper.extraction.generic.headline import printed_headline
from scraper.html.page import Page
from scraper.text import fold

#: Characters of the shortest text that needs no headline printed over it. The articles of the corpus have 700 and
#: more; lists that happen to hold a paragraph have less.
_LITTLE = 600
#: Steps of a path under which lists stand, whatever follows.
_LISTS = frozenset(
    "tag tags topik topic topics kategori category rubrik indeks index indeks-berita search cari author penulis "
    "terpopuler terkini populer trending feed rss page".split()
)
#: Steps of a path under which pictures stand.
_PICTURES = re.compile(
    r"(?:read)?foto(?:-\w+)?|fotoinet|photos?|galeri|gallery|inpicture|in-picture|[\w-]+-inpicture|photo-?story|"
    r"(?:read)?videos?|infografi[sk]"
)
#: The root elements of RSS, Atom, RDF and of sitemaps.
_FEEDS = frozenset("rss feed rdf:rdf urlset sitemapindex".split())
#: Characters of the longest text beside pictures and films that is none of its own.
_BESIDE = 300


def refusal(
    page: Page, headline: str | None, paragraphs: Sequence[str], *, known: bool = False, described: bool = False
) -> str | None:
    """Why a page is no article; None for an article.

    `known` says whether its address is one of its publisher's articles, `described` whether a template of its
    publisher fits. What neither is, the gate weighs.
    """
    size = sum(map(len, paragraphs))
    certain = (
        _form_of_none(page, size, known=known)
        or (_kind_of_little(page, headline, size) if size < _LITTLE else None)
        or _missing(headline, paragraphs, size)
    )
    return certain if certain or known else _by_weight(page, paragraphs, size, described=described)


def _form_of_none(page: Page, size: int, *, known: bool) -> str | None:
    if _is_feed(page):
        return "a feed, by its form"
    is_front = urls.path(page.url) == "/" and "?" not in page.url
    return "a front page, by its address" if is_front and size < _LITTLE and not known else None


def _missing(headline: str | None, paragraphs: Sequence[str], size: int) -> str | None:
    """What an article has and this page has not; a text of some length may stand without a headline."""
    if paragraphs and (headline or size >= _LITTLE):
        return None
    return "no article: no text where one should be" if headline else "no article: no headline where one should be"


def _by_weight(page: Page, paragraphs: Sequence[str], size: int, *, described: bool) -> str | None:
    """What the gate says of a page that it takes for none."""
    if not paragraphs:
        return None
    if size < _BESIDE and not described and page.once(printed_headline) is None:
        return "a list or a page of facts: no headline stands over its text"
    sure = article_gate.probability(page, paragraphs)
    if sure >= (article_gate.BAR_OF_DESCRIBED if described else article_gate.BAR):
        return None
    doubts = ", ".join(article_gate.doubts(page, paragraphs))
    return f"a list or a front page rather than an article ({sure:.2f}): {doubts}"


def _is_feed(page: Page) -> bool:
    """Whether the document is one for machines: its first element says so."""
    body = page.tree.body
    first = body.first_child if body is not None else None
    while first is not None and first.tag and first.tag[0] in "-!":
        first = first.next
    return first is not None and first.tag in _FEEDS


def _kind_of_little(page: Page, headline: str | None, size: int) -> str | None:
    """What a page with little text is, by its title, its type and the addresses that it has and claims."""
    names = _names(page, headline)
    addresses = [address for address in (page.url, page.canonical) if address]
    kind = next(page_titles.kinds(names), None)
    if kind is not None:
        return kind
    if _is_gallery(page, names, addresses, size):
        return "a gallery or a film"
    if size < _BESIDE and any(map(is_list, addresses[1:])):
        return "a front page or a list, by what it calls itself"
    return None


def _names(page: Page, headline: str | None) -> list[str]:
    """The headline and the title of a page, as far as it has them."""
    title = page.root.css_first("title")
    titled = fold(title.text()) if title is not None else None
    return [name for name in (headline, titled) if name]


def _is_gallery(page: Page, names: Sequence[str], addresses: Sequence[str], size: int) -> bool:
    """Whether a page with little text shows pictures or a film."""
    if page.meta.get("og:type", "").startswith("video"):
        return True
    if size < _BESIDE and any(map(page_titles.SHOWN.match, names)):
        return True
    return any(map(_is_of_pictures, addresses))


def _is_of_pictures(url: str) -> bool:
    steps = urls.path(url).lower().split("/")
    return any(map(_PICTURES.fullmatch, steps))


def is_list(url: str) -> bool:
    """Whether an address is that of a front page or list: no number in it and no step of three words.

    >>> is_list("https://www.contoh.id/"), is_list("https://www.contoh.id/tag/banjir-di-kota-lama")
    (True, True)
    >>> is_list("https://www.contoh.id/berita/banjir-mulai-surut"), is_list("https://www.contoh.id/?p=12")
    (False, False)
    """
    path, _, query = url[url.index("/", 8) :].partition("?")
    steps = [step for step in path.lower().split("/") if step]
    if query or (steps and steps[-1].count("-") + steps[-1].count("_") + steps[-1].count(".") >= 4):
        return False
    if any(step in _LISTS for step in steps):
        return True
    return not any(step.count("-") >= 2 or step.count(".") >= 2 or re.search(r"\d{2}", step) for step in steps)
