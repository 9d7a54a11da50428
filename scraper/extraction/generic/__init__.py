"""Reading a page without rules of its own: what a well-kept page says of itself, and where its text is densest.

`DEFAULTS` fill the fields that a publisher's template leaves silent. Bylines are not among them: on real pages
the JSON-LD author is often the editor or a third person (Kompas, Tribun, Media Indonesia).
"""

from __future__ import annotations

from dataclasses import replace

from scraper.extraction.generic.bylines import bylines, printed_bylines
from scraper.extraction.generic.headline import headline, kicker
from scraper.extraction.generic.lead_photo import lead_photo, photos
from scraper.extraction.generic.link_lists import called_related, popular, read_also, related
from scraper.extraction.generic.page_count import pages
from scraper.extraction.generic.published import published
from scraper.extraction.generic.pull_quotes import pull_quotes
from scraper.extraction.generic.section import section
from scraper.extraction.generic.tags import tags
from scraper.extraction.generic.text import body
from scraper.extraction.generic.views import views
from scraper.html.page import Page
from scraper.models import Link
from scraper.template.publisher import Template
from scraper.template.rules import by, css, first, json_ld, meta


def links(page: Page) -> tuple[Link, ...]:
    """Read-also links and the list of related articles."""
    return read_also(page) + related(page)


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

LINKS = by(links)
PHOTOS = by(photos)
GENERIC = replace(
    DEFAULTS,
    headline=by(headline),
    kicker=by(kicker),
    published=by(published),
    bylines=by(bylines),
    photos=PHOTOS,
    body=by(body),
    links=LINKS,
    popular=by(popular),
    tags=by(tags),
    section=by(section),
    views=by(views),
    pages=by(pages),
    pull_quotes=by(pull_quotes),
)

#: The same without what only the page's head says of its people: asked where a template's own rule finds nothing.
PRINTED = replace(GENERIC, bylines=by(printed_bylines))

#: Fields that most pages of a layout have: there a rule that finds nothing is likelier broken than right.
MENDED = frozenset("headline published section bylines photos body tags popular".split())
#: Of links only the related list: many articles have no read-also link.
RELATED = by(called_related)
