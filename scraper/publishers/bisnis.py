"""Bisnis.com, a national business paper whose channels are hosts of their own; a layout of a stored page of 2017."""

from datetime import date

from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import before, behind, bylines, css, css_all, first, links, paragraphs, photos, popular

PUBLISHER = Publisher(
    id="bisnis",
    name="Bisnis.com",
    region=None,
    hosts=("www.bisnis.com", "bisnis.com", "m.bisnis.com"),
    editions=editions.hosts("bisnis"),
    article=r"/read/(?P<id>\d{8}/\d+/\d+)(?:/|$)",
    feeds=("https://www.bisnis.com/rss",),
    indexes=("https://www.bisnis.com/index",),
    verified=Verified(date(2017, 2, 21), "http://finansial.bisnis.com/read/20170207/9/626538"),
    templates=(
        Template(
            when=".wrapper-list-news .description",
            headline=css("h1.title"),
            published=css(".wrapper-date"),
            section=first(".title-channel a"),
            tags=css_all(".tags > a"),
            bylines=bylines(".wrapper-list-news .author span", "reporter") + bylines(".tags .editor"),
            photos=photos(
                ".photo-details figure",
                caption=css("figcaption", to=before(" - ")),
                credit=css("figcaption", to=behind(" - ")),
            ),
            body=paragraphs(".description .col-sm-10", drop=".list-news, .tags"),
            links=links(".description .list-news .gallery a", "read_also")
            + links(".wrapper-related-news .row a", "related"),
            popular=popular(".populer li", first(".populer h2")),
            required=("section", "bylines"),
        ),
    ),
)
