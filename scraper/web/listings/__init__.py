"""What the pages of people, publishers, provinces, topics, most-read lists, edits and searches show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from scraper.language.catalogue import gettext
from scraper.web.listings.changes import edits, vanished
from scraper.web.listings.curves import curves
from scraper.web.listings.listing import Arguments, Ask, Listing
from scraper.web.listings.most_read import most_read
from scraper.web.listings.person import people, person
from scraper.web.listings.places import days, province, provinces, publisher, topic, topics
from scraper.web.listings.search import search


async def glossary(_: Ask, __: Arguments) -> Listing:
    """The words of these pages."""
    return Listing(gettext("Glossary"), [])


#: Name in the address -> what lists it.
LISTINGS: dict[str, Callable[[Ask, Arguments], Awaitable[Listing | None]]] = {
    "search": search,
    "people": people,
    "person": person,
    "publisher": publisher,
    "provinces": provinces,
    "province": province,
    "topics": topics,
    "topic": topic,
    "most-read": most_read,
    "edits": edits,
    "vanished": vanished,
    "days": days,
    "curves": curves,
    "glossary": glossary,
}
