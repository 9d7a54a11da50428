"""What a page says of itself in JSON-LD, whole or broken.

A well-formed block goes straight through `json.loads`. Broken ones are common on news pages (a raw line break or
quotation mark in a headline, a comma too many, comments, two objects in one script, a cut-off end: extruct issues
84, 109 and 143); `broken_json` takes from them what can be taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from scraper.html import broken_json

Block = dict[str, Any]

#: Types of schema.org that are about the page's own article (schema.org/Article and what is more specific).
ARTICLE_TYPES = frozenset(
    "Article NewsArticle ReportageNewsArticle AnalysisNewsArticle BackgroundNewsArticle OpinionNewsArticle "
    "ReviewNewsArticle AskPublicNewsArticle AdvertiserContentArticle LiveBlogPosting BlogPosting Report "
    "SocialMediaPosting TechArticle ScholarlyArticle".split()
)
#: Control characters are let into strings, and NaN is no number.
_DECODER = json.JSONDecoder(strict=False, parse_constant=lambda _: None)
#: What differs before a host.
_ORIGIN = re.compile(r"^(?:https?:)?//(?:www\.|m\.|amp\.)?", re.IGNORECASE)
#: An escaped backslash, a whole pair of surrogates, or half of one in group 1.
_SURROGATES = re.compile(
    r"\\\\|\\u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(\\u[dD][89a-fA-F][\da-fA-F]{2})"
)


def json_ld_blocks(text: str) -> list[Block]:
    """Every object in the content of one `<script type="application/ld+json">`, in order; never raises.

    A list at the top and an `@graph` are laid flat, a wrapper that holds nothing but its graph is left out. Of
    a broken block the readable part is returned, of one without any object an empty list. No string holds half
    of a surrogate pair.

    >>> json_ld_blocks('<!-- {"@type": "NewsArticle", "headline": "Ia bilang "siap" lagi",} -->')
    [{'@type': 'NewsArticle', 'headline': 'Ia bilang "siap" lagi'}]
    """
    text = _without_surrogates(text)
    try:
        value = _DECODER.decode(text)
    except (ValueError, RecursionError):
        value = broken_json.read(text)
    return list(_objects(value))


def article_block(blocks: Sequence[Block], *, url: str | None = None, headline: str | None = None) -> Block | None:
    """The block about the page's article, None when there is none.

    Of several, the one that names the page's URL, then the one with its headline, then the first: pages carry
    blocks of related articles too.
    """
    candidates = [block for block in map(_main_entity, blocks) if types(block) & ARTICLE_TYPES]

    if len(candidates) < 2:
        return next(iter(candidates), None)

    def fit(block: Block) -> tuple[bool, bool]:
        claims = (first_url(block.get(key)) for key in ("url", "mainEntityOfPage", "@id"))
        titles = names(block.get("headline")) + names(block.get("name"))
        return (
            url is not None and _address(url) in map(_address, filter(None, claims)),
            headline is not None and headline.split() in [title.split() for title in titles],
        )

    return max(candidates, key=fit)


def types(block: Block) -> set[str]:
    """The types of a block without their vocabulary: {"NewsArticle"} for "http://schema.org/NewsArticle"."""
    return {kind.rpartition("/")[2].rpartition(":")[2] for kind in _flat(block.get("@type")) if isinstance(kind, str)}


def names(value: Any) -> list[str]:
    """The names in an author, publisher or keyword: a text, an object with a name, or a list of them.

    >>> names([{"@type": "Person", "name": "Rina Astuti"}, "Budi Santoso", {"name": ["Dewi"]}, None])
    ['Rina Astuti', 'Budi Santoso', 'Dewi']
    """
    found: list[str] = []
    for item in _flat(value):
        inner = _name_of(item) if isinstance(item, dict) else [item]
        found += [name.strip() for name in inner if isinstance(name, str)]
    return list(dict.fromkeys(filter(None, found)))


def _name_of(thing: Block) -> list[Any]:
    """The names of a person or an organisation; of one with a given and a family name alone, both together."""
    if thing.get("name"):
        return list(_flat(thing["name"]))
    parts = [thing.get("givenName"), thing.get("additionalName"), thing.get("familyName")]
    return [" ".join(part.strip() for part in parts if isinstance(part, str))]


def text_of_value(value: Any) -> str | None:
    """A text, a number or a typed value of JSON-LD (`{"@type": "DateTime", "@value": ...}`) as a string; else None.

    >>> text_of_value([{"@type": "DateTime", "@value": "2025-03-18"}]), text_of_value(1742264400), text_of_value({})
    ('2025-03-18', '1742264400', None)
    """
    for item in _flat(value):
        plain = item.get("@value") if isinstance(item, dict) else item
        if isinstance(plain, (str, int)) and not isinstance(plain, bool):
            return str(plain)
    return None


def with_references(block: Block, graph: Sequence[Block]) -> Block:
    """A block whose values that only refer to other blocks of the page (`{"@id": ...}`) are those blocks.

    >>> with_references({"author": {"@id": "#p"}}, [{"@id": "#p", "name": "Rina Astuti"}])["author"]["name"]
    'Rina Astuti'
    """
    known = {key: each for each in graph if isinstance(key := each.get("@id"), str) and len(each) > 1}
    return {name: _referred(value, known) for name, value in block.items()}


def _referred(value: Any, known: dict[str, Block]) -> Any:
    if isinstance(value, list):
        return [_referred(item, known) if isinstance(item, dict) else item for item in value]
    reference = value.get("@id") if isinstance(value, dict) else None
    if not isinstance(reference, str) or set(value) - {"@id", "@type"}:
        return value
    return known.get(reference, value)


def first_url(value: Any) -> str | None:
    """The first URL in an image or a link: a text, an object with `url`, `contentUrl` or `@id`, or a list of them.

    >>> first_url([{"@type": "ImageObject", "url": ["https://img.example/a.jpg"]}, "b.jpg"])
    'https://img.example/a.jpg'
    """
    for item in _flat(value):
        keys = ("url", "contentUrl", "@id") if isinstance(item, dict) else ()
        for url in [item, *(part for key in keys for part in _flat(item.get(key)))]:
            if isinstance(url, str) and url.strip():
                return url.strip()
    return None


def _address(url: str) -> str:
    """A URL without what differs between spellings of one page: scheme, www, m, amp, query and last slash."""
    path = url.strip().partition("#")[0].partition("?")[0].rstrip("/")
    return _ORIGIN.sub("", path)


def _main_entity(block: Block) -> Block:
    """The article of a WebPage; any other block itself."""
    entity = block.get("mainEntity")
    return entity if isinstance(entity, dict) and types(entity) & ARTICLE_TYPES else block


def _flat(value: Any) -> Iterator[Any]:
    """The items of lists within lists in order. Without recursion, because a hostile block nests deeply."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        else:
            yield item


def _objects(value: Any) -> Iterator[Block]:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            graph = item.get("@graph")
            if graph is None or item.keys() - {"@context", "@graph", "@id"}:
                yield item
            waiting.append(graph)


def _without_surrogates(text: str) -> str:
    """The text with U+FFFD for halves of surrogate pairs, escaped or raw: no database takes them."""
    if "\\u" in text:
        text = _SURROGATES.sub(lambda found: r"\ufffd" if found[1] else found[0], text)
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
