"""Features of links: what speaks for and against a link's leading to an article, as numbers by name. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from statistics import fmean

from scraper import urls
from scraper.discovery.address_shape import STORY_WORDS, general, shape, words
from scraper.html.page import HEADINGS, Node, Page, text_of
from scraper.text import fold

#: Steps under which topics, people, products and forms stand.
FILES = frozenset(
    "tag tags topik topic topics kategori category categories rubrik label labels search cari author authors penulis "
    "profile profil user users member login register sso microsite company archive archives arsip feed feeds rss page "
    "wp-content wp-login wp-admin wp-json print share fokus indeksfokus topik-pilihan klasemen jadwal kalender "
    "calendar event events jadwal_skor".split()
)
#: Steps of lists that also are sections of their own.
RANKED = frozenset("terpopuler populer trending terkini terbaru popular latest indeks index indeks-berita news".split())
#: Words of pages about the site itself.
ABOUT = frozenset(
    "pedoman media siber cyber guidelines pemberitaan kode etik jurnalistik redaksi tentang kami about us kontak "
    "contact hubungi privasi privacy policy kebijakan disclaimer iklan info advertise karir career syarat ketentuan "
    "layanan terms conditions sitemap rss feed feeds".split()
)
_NAVIGATION = frozenset("nav footer header menu".split())
_DATE = re.compile(r"/(?:19|20)\d\d[/-]?(?:\d\d?|\w{3})(?:[/-]|$)")
_NUMBER = re.compile(r"\d+")
_FOUR_DIGITS = re.compile(r"\d{4}")
_WORD = re.compile(r"\w+")
#: Elements above a link that are looked at; those that may be its headline; those that tell the shape of its place.
_ABOVE, _NEAR, _PLACE = 12, 3, 4


@dataclass(slots=True)
class Linked:
    """A page that links of another one lead to."""

    url: str
    #: The longest text of its links, and what stands for one where they show none.
    title: str = ""
    hidden_title: str = ""
    #: Whether one of them is or holds a headline, or a picture.
    is_heading: bool = False
    has_picture: bool = False
    #: Whether all of its links stand in menus, in the head or at the foot of the page.
    is_navigation: bool = True
    #: The places that its links stand in, as names and classes of elements.
    places: list[str] = field(default_factory=list)

    @property
    def title_words(self) -> list[str]:
        """The words of the title, in lower case."""
        return [word.lower() for word in _WORD.findall(self.title or self.hidden_title)]


def linked(page: Page) -> dict[str, Linked]:
    """The pages of its own site that a page links to, itself left out, by their URLs in the order of the page."""
    found: dict[str, Linked] = {}
    own = urls.site(page.url)
    for link in page.root.css("a[href]"):
        url = page.absolute(link.attributes["href"])
        if url and url != page.url and urls.site(url) == own:
            _note(found.setdefault(url, Linked(url)), link)
    return found


def _note(each: Linked, link: Node) -> None:
    above = _above(link)
    each.title = max(each.title, fold(text_of(link)), key=len)
    each.hidden_title = each.hidden_title or _hidden_title(link)
    each.is_heading |= any(node.tag in HEADINGS for node in above[:_NEAR]) or bool(link.css_first("h1,h2,h3,h4,h5,h6"))
    each.has_picture |= link.css_first("img,picture,amp-img") is not None
    each.is_navigation &= any(node.tag in _NAVIGATION for node in above)
    each.places.append(_place(above))


def _hidden_title(link: Node) -> str:
    """What a link says of itself to those who do not see it."""
    picture = link.css_first("img[alt]")
    named = (link.attributes.get("title"), picture.attributes.get("alt") if picture is not None else None)
    return fold(next(filter(None, named), ""))


def _above(link: Node) -> list[Node]:
    """A link and the elements around it, the nearest first."""
    found = [link]
    while (parent := found[-1].parent) is not None and len(found) < _ABOVE:
        found.append(parent)
    return found


def _place(above: Iterable[Node]) -> str:
    steps = [f"{node.tag}.{node.attributes.get('class')}" for node in list(above)[:_PLACE]]
    return _NUMBER.sub("", " ".join(steps))


def features(found: Mapping[str, Linked]) -> dict[str, dict[str, float]]:
    """The features of each link of a page, by its URL."""
    shapes = _title_sizes(found.values(), lambda each: [general(shape(each.url))])
    frames = _title_sizes(found.values(), lambda each: [_frame(each.url)])
    places = _title_sizes(found.values(), lambda each: each.places)
    above = parents(found)
    told: dict[str, dict[str, float]] = {}
    for url, each in found.items():
        told[url] = {
            **of_address(url),
            **_of_title(each),
            **_of_company("shape", shapes, [general(shape(url))]),
            **_of_company("frame", frames, [_frame(url)]),
            **_of_company("place", places, each.places),
            "leads_on": bare(url) in above,
        }
    return told


def _title_sizes(found: Iterable[Linked], keys: Callable[[Linked], Iterable[str]]) -> Mapping[str, list[int]]:
    """Words of the titles of links that have a key in common."""
    sizes: defaultdict[str, list[int]] = defaultdict(list)
    for each in found:
        for key in set(keys(each)):
            sizes[key].append(len(each.title_words))
    return sizes


def _of_company(name: str, sizes: Mapping[str, list[int]], keys: Collection[str]) -> dict[str, float]:
    """How many links are of one kind with this one, and how long their titles are."""
    best = max((sizes[key] for key in keys), key=fmean)
    return {f"{name}_size": log(1 + len(best)) / 4, f"{name}_titles": min(1.0, fmean(best) / 10)}


def _frame(url: str) -> str:
    """The general shape of an address without its last step."""
    return general(shape(url)).rstrip("/").rpartition("/")[0]


def bare(url: str) -> str:
    """An address as the ones below it begin.

    >>> bare("https://contoh.id/jabar/index.html"), bare("https://contoh.id/jabar.html?ref=menu")
    ('https://contoh.id/jabar', 'https://contoh.id/jabar')
    """
    return url.partition("?")[0].removesuffix(".html").removesuffix("/index").rstrip("/")


def parents(found: Iterable[str]) -> set[str]:
    """What stands above some URLs: they are lists, or nothing.

    >>> parents(["https://contoh.id/berita/12/panen"]) == {"https://contoh.id/berita/12", "https://contoh.id/berita"}
    True
    """
    above: set[str] = set()
    for url in found:
        parent = bare(url).rpartition("/")[0]
        while parent.count("/") > len("//") and parent not in above:
            above.add(parent)
            parent = parent.rpartition("/")[0]
    return above


def of_address(url: str) -> dict[str, float]:
    """What an address says by itself."""
    path, _, query = urls.target(url).partition("?")
    steps = [step for step in path.lower().split("/") if step]
    last = _name_step(steps)
    named = words(last)
    above = steps[-2] if len(steps) > 1 else ""
    longest = max(map(len, _NUMBER.findall(path)), default=0)
    return {
        "is_front": not steps and not query,
        "is_name": len(named) >= STORY_WORDS,
        "name_words": min(1.0, len(named) / 8),
        "is_word": len(named) in (1, 2) and not any(map(str.isdecimal, last)),
        "is_number": last.isdecimal(),
        "is_below_number": _FOUR_DIGITS.search(above) is not None and not last.isdecimal(),
        "long_number": longest >= 5,
        "short_number": 0 < longest < 5,
        "has_query": bool(query),
        "number_in_query": any(map(str.isdecimal, query)),
        "has_date": _DATE.search(path) is not None,
        "is_filed": any(step in FILES for step in steps),
        "is_ranked": any(step in RANKED for step in steps[:-1]),
        "is_index": bool(steps) and steps[-1].startswith("index"),
        "ends_html": path.endswith((".html", ".htm")),
        "about": about(url),
        "steps": min(1.0, len(steps) / 6),
    }


def about(url: str) -> float:
    """The share of the words of an address that pages about the site itself have in theirs."""
    named = words(_name_step([step for step in urls.path(url).lower().split("/") if step]))
    return sum(word in ABOUT for word in named) / max(1, len(named))


def _name_step(steps: list[str]) -> str:
    """The step of a path that names its page."""
    if len(steps) > 1 and steps[-1].startswith("index."):
        return steps[-2]
    return steps[-1] if steps else ""


def _of_title(each: Linked) -> dict[str, float]:
    title = each.title_words
    named = words(each.url.rstrip("/").rpartition("/")[2].lower())
    told = sum(word in title for word in named) / max(1, len(named))
    return {
        "no_title": not title,
        "title_words": min(1.0, len(title) / 10),
        "title_is_long": len(title) >= 5,
        "title_is_short": 0 < len(title) <= 2,
        "title_is_number": bool(title) and all(map(str.isdecimal, title)),
        "title_names_address": told * min(1.0, len(named) / 4),
        "is_heading": each.is_heading,
        "has_picture": each.has_picture,
        "is_navigation": each.is_navigation,
    }
