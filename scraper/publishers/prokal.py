"""Prokal, the portals of Kaltim Post's group on Kalimantan.

One layout was read on stored pages of 2016. It has no h1, and the heading of its most-read list is an image: what
stands where is told by its place beside the date, and by the group's fonts.
"""

from datetime import date

from scraper.indonesian.time_zones import WIB, WITA
from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import css, first, highest, links, paragraphs, photos, popular

_EDITIONS = editions.hosts("prokal")

PUBLISHER = Publisher(
    id="prokal",
    name="Prokal",
    region="Kalimantan Timur",
    zone=WITA,
    hosts=("www.prokal.co", "prokal.co"),
    editions=_EDITIONS,
    article=r"/read/news/(?P<id>\d+)",
    feeds=("https://kaltim.prokal.co/feed",),
    indexes=tuple(f"https://{host}/indexberita.html" for host in _EDITIONS),
    verified=Verified(date(2016, 4, 30), "http://radarkaltim.prokal.co/read/news/608-elpiji-naik-rakyat-menjerit.html"),
    templates=(
        Template(
            when=".col-subleftmiddle small + div",
            zone=WIB,  # no zone was printed
            headline=css("small + div"),
            kicker=first("small + div + h3"),
            pages=highest("ul.pagination li > a"),
            published=css("small:has(+ div)"),
            section=css(".col-subleftmiddle h4.text-primary"),
            photos=photos(
                ".col-subleftmiddle :has(> small + div)", first("small ~ img", attr="src"), caption=first(".text-muted")
            ),
            body=paragraphs("small + div ~ [style*='nimrod']", breaks=1),
            links=links(".col-leftmiddle-730 .media-body > a", "related"),
            popular=popular(".col-right-320 div:has(> img[src*='terpopuler']) + div > div"),
            required=("section",),
        ),
    ),
)
