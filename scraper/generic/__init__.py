"""Reading a page without rules of its own: what a well-kept page says of itself, and where its text is densest.

`DEFAULTS` fill the fields that a publisher's template leaves silent. Bylines are not among them: on real pages
the JSON-LD author is often the editor or a third person (Kompas, Tribun, Media Indonesia).
"""

from __future__ import annotations

from dataclasses import replace

from scraper.generic.headline import headline
from scraper.generic.text import body
from scraper.models import Photo
from scraper.page import Page
from scraper.publisher import Template
from scraper.rules import by, bylines, css, first, json_ld, meta
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

GENERIC = replace(DEFAULTS, headline=by(headline), body=by(body), bylines=bylines("[rel=author], .author, .byline, .reporter, .editor"))
