"""Feeds, sitemaps and the links of a page -> URLs that may be news. Pure: the bytes are here already.

Nothing here raises: a broken document gives the URLs of the part that can be read, and a document that declares
entities, as a bomb does and no real feed or sitemap needs to, gives none.

Feeds are read by feedparser, which knows their dialects. Sitemaps are read by searching for <loc>: expat gives
up at the first stray "&", which real ones have, and takes twice the memory.
"""

from __future__ import annotations

import html
import json
import re
from calendar import timegm
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any, Literal, NamedTuple

import feedparser

from scraper import urls
from scraper.discovery.document import HEAD_BYTES, inflated
from scraper.discovery.document import text as text_of
from scraper.errors import BadURL
from scraper.indonesian.dates import iso

#: Limits of one sitemap, as sitemaps.org/protocol.html has them; bytes are counted inflated.
MAX_URLS = 50_000
MAX_SITEMAP_BYTES = 50 * 1024 * 1024
#: Bytes and tags of a feed that are read. Real ones have 4 to 160 KB and up to 1,400 tags; feedparser needs 1 s
#: for an ordinary megabyte, and 40 s for two of nothing but tags.
MAX_FEED_BYTES = 2 * 1024 * 1024
MAX_FEED_TAGS = 20_000
#: Characters of a tag in a feed: 20,000 attributes of one keep feedparser busy for 12 s.
MAX_FEED_TAG = 16_384
#: Characters of xml:base that are obeyed in one feed. Nested ones add up: 300 KB of them keep feedparser busy
#: for minutes.
MAX_BASES = 2048

#: What feedparser lets out on broken elements of its many name spaces; the first three on 1 in 150 of 115,779
#: feeds that were damaged at random.
_FEEDPARSER_BREAKS = (ValueError, TypeError, LookupError, ArithmeticError, AssertionError, AttributeError, RuntimeError)
_BASE = re.compile(r"""\b(?:xml:)?base(?=\s*=\s*["']?([^"'<>]*))""", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|amp|lt|gt|quot|apos);", re.IGNORECASE)
#: A name space of sitemaps with the prefix that it is given; images and videos have others.
_PREFIX = re.compile(
    r"""xmlns:([\w.-]{1,40})\s*=\s*["']https?://(?:www\.)?(?:sitemaps\.org|google\.com)/schemas/sitemap/"""
)
_TAG = re.compile(r"(?:([\w.-]{1,40}):)?([a-z_]{1,40})(?=[\s/>]|$)", re.IGNORECASE)
_INDEX = re.compile(r"<(?:[\w.-]{1,40}:)?sitemapindex[\s>]", re.IGNORECASE)
_SITEMAP = re.compile(r"<(?:[\w.-]{1,40}:)?(?:sitemapindex|urlset)[\s>]", re.IGNORECASE)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
#: Posts as WordPress's API lists them (developer.wordpress.org/rest-api/reference/posts).
_POSTS = re.compile(r"\s*\[\s*\{")
_PAGE = re.compile(r"<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)


class Listed(NamedTuple):
    """A URL that a list names."""

    url: str
    #: When it appeared or last changed, as the list says; None where it does not say.
    at: datetime | None = None


def read_feed(body: bytes, base: str) -> list[str]:
    """The URLs of the entries of an RSS or Atom feed, in order, once each, as `links` spells them.

    An entry's URL is the address before FeedBurner's, else its link, else a guid that is a permalink; xml:base
    is obeyed. `base` is the URL of the feed. Gzip is undone.
    """
    return [entry.url for entry in dated_feed(body, base)]


def dated_feed(body: bytes, base: str) -> list[Listed]:
    """What `read_feed` finds, each URL with the time that its entry names."""
    text = text_of(inflated(body, MAX_FEED_BYTES))
    return [] if "<!ENTITY" in text else _feed_entries(text, base)


def read_sitemap(body: bytes, base: str) -> list[str]:
    """The URLs that a sitemap lists, in order, once each, as `links` spells them: pages, or sitemaps of an index.

    Read are XML (broken too, with any prefix or none, with news and images), gzip of it, a text with a URL in
    each line, posts as WordPress's API lists them, and a feed, all at most to `MAX_URLS` and `MAX_SITEMAP_BYTES`.
    `base` is the URL of the sitemap: an index that lists itself is not followed in a circle.
    """
    return [entry.url for entry in dated_sitemap(body, base)]


def dated_sitemap(body: bytes, base: str) -> list[Listed]:
    """What `read_sitemap` finds, each URL with its time: of publication for news, else of its last change."""
    text = text_of(inflated(body, MAX_SITEMAP_BYTES))
    if "<!ENTITY" in text:
        return []
    if _POSTS.match(text):
        return _listed(_posts(text[:MAX_FEED_BYTES]), base)
    if "<" not in text:
        return _listed(((line, None) for line in islice(_lines(text), MAX_URLS)), base)
    found = _listed(islice(_locations(text), MAX_URLS), base)
    if not found and _FEED.search(text):
        return _feed_entries(text[:MAX_FEED_BYTES], base)
    return [entry for entry in found if entry.url != base] if _INDEX.search(text) else found


def is_sitemap_index(body: bytes) -> bool:
    """Whether the URLs of `read_sitemap` are sitemaps again.

    >>> is_sitemap_index(b"<sitemapindex><sitemap><loc>https://contoh.id/1.xml</loc></sitemap></sitemapindex>")
    True
    """
    return _INDEX.search(text_of(inflated(body, MAX_SITEMAP_BYTES))) is not None


def kind(body: bytes) -> Literal["feed", "sitemap", "page"]:
    """What a list is by its own first words, whatever it was taken for and its server calls it.

    >>> kind(b"<?xml version='1.0'?><rss version='2.0'>"), kind(b"https://contoh.id/1"), kind(b"<!doctype html>")
    ('feed', 'sitemap', 'page')
    """
    head = text_of(inflated(body[:HEAD_BYTES], HEAD_BYTES)).lstrip("\ufeff \t\r\n")
    if _PAGE.match(head):
        return "page"
    if _FEED.search(head):
        return "feed"
    if _POSTS.match(head):
        return "sitemap"
    is_text = "<" not in head and next(_lines(head), None)
    return "sitemap" if _SITEMAP.search(head) or is_text else "page"


def links(hrefs: Iterable[str], base: str) -> list[str]:
    """The http and https URLs among the hrefs in WHATWG form, absolute, without fragments, in order, once each.

    What a browser refuses is left out: pages hold rubbish.

    >>> links(["/read/1#isi", "mailto:a@b.id", "http://[", "read/1", ""], "https://contoh.id/")
    ['https://contoh.id/read/1']
    """
    return [entry.url for entry in _listed(((href, None) for href in hrefs), base)]


def _listed(entries: Iterable[tuple[str, datetime | None]], base: str) -> list[Listed]:
    """Hrefs with their times as `links` spells them; of several times of one URL the first that is told."""
    found: dict[str, datetime | None] = {}
    for href, at in entries:
        try:
            url = urls.normalize(href, base) if href.strip() else ""
        except BadURL:
            continue
        if url.startswith(("http://", "https://")):
            url = url.partition("#")[0]
            found[url] = found.get(url) or at
    return [Listed(url, at) for url, at in found.items()]


def _feed_entries(text: str, base: str) -> list[Listed]:
    entries = ((_entry_link(entry), _entry_time(entry)) for entry in _entries(text, base))
    return _listed(((href, at) for href, at in entries if href), base)


def _entry_time(entry: Any) -> datetime | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(moment), UTC) if moment else None
    except (ValueError, OverflowError):  # a year of five digits
        return None


def _entries(text: str, base: str) -> list[Any]:
    if root := _FEED.search(text):  # warnings of the server may stand before it
        text = text[root.start() :]
    pieces = text.split("<", MAX_FEED_TAGS + 1)[: MAX_FEED_TAGS + 1]
    text = "<".join(piece for piece in pieces if piece.find(">", 0, MAX_FEED_TAG) >= 0 or len(piece) < MAX_FEED_TAG)
    if sum(len(found[1]) for found in _BASE.finditer(text)) > MAX_BASES:
        text = _BASE.sub("ignored", text)
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        parsed = feedparser.parse(
            BytesIO(text.encode()), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except _FEEDPARSER_BREAKS:
        return []
    entries: list[Any] = parsed["entries"]
    return entries


def _entry_link(entry: Any) -> str | None:
    alternates = (link.get("href") for link in entry.get("links", ()) if link.get("rel") == "alternate")
    return entry.get("feedburner_origlink") or entry.get("link") or next(alternates, None)


def _posts(text: str) -> Iterator[tuple[str, datetime | None]]:
    """The links of the posts that WordPress lists as JSON, each with its time."""
    try:
        posts = json.loads(text)
    except (ValueError, RecursionError):
        return
    for post in posts:
        link = post.get("link") if isinstance(post, dict) else None
        if isinstance(link, str):
            printed = post.get("date_gmt")
            yield link, iso(printed, zone=UTC) if isinstance(printed, str) else None


def _lines(text: str) -> Iterator[str]:
    """The lines of a sitemap in plain text, which have to be whole URLs."""
    lines = (line.strip() for line in text.splitlines())
    return (line for line in lines if line.lower().startswith(("http://", "https://")))


def _locations(text: str) -> Iterator[tuple[str, datetime | None]]:
    """The texts of the <loc> elements, each with the time of its <url> or <sitemap>, comments left out.

    sitemaps.org has <loc> before <lastmod>, some write them the other way round; where nothing stands around them, a
    time belongs to the <loc> before it.
    """
    first, *rest = text.split("<!--")
    bare = first + "".join(part.partition("-->")[2] for part in rest)
    prefixes = {"", *_PREFIX.findall(bare)}
    entry: dict[str, str] = {}
    for prefix, name, value in _elements(bare):
        begins = prefix in prefixes and (name in _ENTRIES or (name == "loc" and "loc" in entry))
        if begins:
            yield from _entry(entry)
            entry = {}
        if name in _TIMES or (name == "loc" and prefix in prefixes):
            entry.setdefault(name, value)
    yield from _entry(entry)


#: Elements around the <loc> of one page or sitemap, and the times that may stand beside it, the best first.
_ENTRIES = ("url", "sitemap")
_TIMES = ("publication_date", "lastmod")


def _entry(entry: Mapping[str, str]) -> Iterator[tuple[str, datetime | None]]:
    if location := entry.get("loc"):
        yield location, _when(entry)


def _elements(text: str) -> Iterator[tuple[str, str, str]]:
    """Prefix, name in lower case and text of each element up to its first child or its end; linear."""
    prefix, name, value = "", "", [""]
    for piece in text.split("<")[1:]:
        if piece.startswith(_CDATA):
            literal, _, after = piece.removeprefix(_CDATA).partition("]]>")
            value += literal, _unescaped(after)
            continue
        if name:
            yield prefix, name, "".join(value).strip()
        found = _TAG.match(piece)
        prefix, name = (found[1] or "", found[2].lower()) if found else ("", "")
        value = [_unescaped(piece.partition(">")[2])] if ">" in piece else [""]


#: How a section of literal text begins, behind its "<".
_CDATA = "![CDATA["


def _unescaped(text: str) -> str:
    """Text with its references resolved, and without the end of a section that was closed twice."""
    return _REFERENCE.sub(_referred, text).replace("]]>", "")


def _when(times: Mapping[str, str]) -> datetime | None:
    printed = next((times[name] for name in _TIMES if times.get(name)), None)
    return iso(printed, zone=UTC) if printed else None


def _referred(reference: re.Match[str]) -> str:
    return html.unescape(reference[0])
