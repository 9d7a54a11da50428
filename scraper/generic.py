"""Reading a page without rules of its own: what a well-kept page says of itself, and where its text is densest.

`DEFAULTS` fill the fields that a publisher's template leaves silent. Bylines are not among them: on real pages
the JSON-LD author is often the editor or a third person (Kompas, Tribun, Media Indonesia).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from scraper.models import Photo
from scraper.page import Node, Page, blocks
from scraper.publisher import Template
from scraper.rules import MARKS, NEVER_TEXT, by, bylines, css, first, json_ld, meta
from scraper.structured import first_url


def lead_photo(page: Page) -> tuple[Photo, ...]:
    """The picture that the page offers to those who share it."""
    url = page.absolute(first_url(page.described.get("image")) or page.meta.get("og:image"))
    return (Photo(url),) if url else ()


DEFAULTS = Template(
    when="html",
    headline=json_ld("headline") | meta("og:title") | css("h1"),
    published=json_ld("datePublished")
    | meta("article:published_time")
    | first("[itemprop=datePublished]", attr=("content", "datetime"))
    | first("time[datetime]", attr="datetime"),
    modified=json_ld("dateModified") | meta("article:modified_time"),
    section=meta("article:section") | json_ld("articleSection"),
    photos=by(lead_photo),
)


def text_container(page: Page) -> Node | None:
    """The element whose own paragraphs hold the most text that is no link; None on a page without text."""
    weights: Counter[int] = Counter()
    holders: dict[int, Node] = {}
    for paragraph in page.root.css("p"):
        parent = paragraph.parent
        if parent is not None:
            weights[parent.mem_id] += len(paragraph.text()) - sum(len(a.text()) for a in paragraph.css("a"))
            holders[parent.mem_id] = parent
    return holders[weights.most_common(1)[0][0]] if weights else None


def densest(page: Page) -> tuple[str, ...]:
    """The paragraphs of the densest element."""
    top = text_container(page)
    if top is None:
        return ()
    skip = frozenset(node.mem_id for node in top.css(NEVER_TEXT))
    kept = (block for block in blocks(top, skip=skip) if block.linked * 2 < len(block.text))
    return tuple(MARKS[block.kind] + block.text for block in kept)


GENERIC = replace(DEFAULTS, body=by(densest), bylines=bylines("[rel=author], .author, .byline, .reporter, .editor"))
