"""Jawa Pos and the Radar papers of its group, each on a host of its own.

No page was seen. Addresses are of the form of Promedia's, and so is the layout of some years; since 2026 scrapers
find all text in a script of Next.js, and such pages are read without rules.
"""

from dataclasses import replace

from scraper.publishers import promedia
from scraper.template import editions
from scraper.template.publisher import Publisher, Template

PUBLISHER = Publisher(
    id="jawapos",
    name="Jawa Pos",
    region=None,
    hosts=("www.jawapos.com", "jawapos.com"),
    editions=editions.hosts("jawapos"),
    article=r"/(?:(?:[\w-]+/){1,2}|read/\d{4}/\d\d/\d\d/)(?P<id>\d{5,}|\d\d/\d\d/\d{4}/[\w-]+)(?:/|$)",
    indexes=("https://www.jawapos.com/indeks-berita",),
    templates=(
        Template(when="#__NEXT_DATA__", verified=False),
        *(replace(each, verified=False) for each in promedia.PUBLISHER.templates),
    ),
)
