"""Bola.com, a national sports site in the layout of Liputan6, its sister; read on a stored page of 2025."""

from dataclasses import replace
from datetime import date

from scraper.publishers.liputan6 import DESKTOP, HEADS, MOBILE, NO_TEXT
from scraper.template.publisher import Publisher
from scraper.template.rules import css, first, links, paragraphs

PUBLISHER = Publisher(
    id="bolacom",
    name="Bola.com",
    region=None,
    hosts=("www.bola.com", "bola.com", "m.bola.com"),
    article=r"/(?!photo|video|tag)(?:[\w-]+/)?read/(?P<id>\d+)(?:/|$)",
    indexes=("https://www.bola.com/indeks",),
    archives=("https://www.bola.com/indeks/{day:%Y/%m/%d}",),
    verified=date(2025, 11, 13),
    templates=(
        replace(
            MOBILE,
            section=first("#breadcrumb > li:last-child"),
            kicker=css(".article-header__short-description"),
            links=links(".baca-juga-collections a, .baca-juga a", "read_also")
            + links("#related-news a[href*='/read/']", "related"),
            body=paragraphs(".article-content-body", drop=f"{NO_TEXT}, .baca-juga-collections", heads=HEADS),
        ),
        DESKTOP,
    ),
)
