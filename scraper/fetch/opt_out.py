"""Opt-outs: the words by which a page or a whole site says that it must not be archived. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from scraper.fetch.robots import AGENT, token
from scraper.html.notices import site_notices
from scraper.html.page import Page

#: What these words forbid is done here: a copy is kept. "noindex", "none" and "nosnippet" speak of search
#: results, "noimageai" of pictures, of which only the address is kept.
OPT_OUT_WORDS = frozenset({"noarchive", "noai"})
#: Directives of X-Robots-Tag that carry a value after a colon, where others have the name of a crawler before
#: it (developers.google.com/search/docs/crawling-indexing/robots-meta-tag).
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})

_TAKING = r"(?:crawling|scraping|perayapan|pengindeksan otomatis)"
_TAKING_ENGLISH = r"(?:crawl(?:ing)?|scrap(?:e|ing)|automatic(?:ally)? index(?:ing)?)"
#: The ban on every page of ANTARA and its like: who may not do what by machine, and that leave can be asked.
_BANS = (
    re.compile(r"dilarang keras mengambil konten[^.]{0,120}", re.IGNORECASE),
    re.compile(rf"dilarang\b[^.]{{0,80}}\b{_TAKING}\b[^.]{{0,120}}\btanpa (?:se)?izin\b", re.IGNORECASE),
    re.compile(
        rf"(?:prohibited|forbidden)\b[^.]{{0,80}}\b{_TAKING_ENGLISH}\b"
        r"[^.]{0,120}\bwithout (?:\w+ ){0,3}permission\b",
        re.IGNORECASE,
    ),
)
#: Without one of these words nothing is banned: most pages need no look at their notices.
_BAN_WORDS = (b"dilarang", b"prohibited", b"forbidden")


def of_page(headers: Iterable[tuple[str, str]], metas: Mapping[str, str], agent: str = AGENT) -> str | None:
    """The words by which one answer says that it must not be archived, None when there are none.

    `headers` are names and values, `metas` the contents of meta elements by name. Read are X-Robots-Tag, meta robots
    (both with `OPT_OUT_WORDS`, said to all or to the agent) and tdm-reservation (W3C TDM Reservation Protocol: 1
    reserves the rights to mining). They speak of this page and of no other.

    >>> of_page([("x-robots-tag", "googlebot: noindex, noarchive")], {"robots": "index, noai"})
    'meta robots: noai'
    """
    named = [(name.lower(), value) for name, value in headers]
    return next(_signals(named, metas, token(agent)), None)


def of_site(page: Page, body: bytes) -> str | None:
    """The words of a printed ban on taking pages by machine, None where the site prints none.

    Heard are the notices of the site, such as its footer, and a page of terms. What stands in an article, a comment
    or a script is told of, not said by the site.
    """
    folded = body.lower()  # a pattern that ignores case takes 2 ms for a page
    if not any(word in folded for word in _BAN_WORDS):
        return None
    return printed_ban(site_notices(page))


def printed_ban(text: str) -> str | None:
    """The words of a ban on taking pages by machine in a text, None when there is none."""
    folded = " ".join(text.split())
    for ban in _BANS:
        if found := ban.search(folded):
            return found[0].strip()
    return None


def _signals(headers: list[tuple[str, str]], metas: Mapping[str, str], agent: str) -> Iterator[str]:
    for name, value in headers:
        if name == "x-robots-tag":
            yield from _opt_outs("X-Robots-Tag", _addressed(value, agent))
    for name, content in metas.items():
        if name.lower() in ("robots", agent):
            yield from _opt_outs(f"meta {name}", re.split(r"[\s,]+", content.lower()))
    named = [(name.lower(), content) for name, content in metas.items()]
    for name, value in headers + named:
        if name == "tdm-reservation" and value.strip() == "1":
            yield "tdm-reservation: 1"


def _opt_outs(where: str, words: Iterable[str]) -> Iterator[str]:
    for word in words:
        if word in OPT_OUT_WORDS:
            yield f"{where}: {word}"


def _addressed(value: str, agent: str) -> Iterator[str]:
    """The directives of an X-Robots-Tag that are meant for all or for the agent."""
    meant = True
    for part in value.lower().split(","):
        name, colon, words = part.strip().partition(":")
        directives = part
        if colon and name not in _VALUED and re.fullmatch(r"[\w-]+", name):
            meant = name == agent
            directives = words
        if meant:
            yield from directives.split()
