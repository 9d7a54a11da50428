"""Lingkaran News, a national site; on a stored page of 2016 in tagDiv's Newspaper."""

from dataclasses import replace
from datetime import date

from scraper.template.publisher import Publisher, Verified
from scraper.template.rules import first
from scraper.template.wordpress import ARTICLE, LOCAL, NEWSPAPER, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="lingkarannews",
        name="Lingkaran News",
        region=None,
        hosts=("lingkarannews.com", "www.lingkarannews.com"),
        article=ARTICLE,
        feeds=("http://lingkarannews.com/feed/",),
        verified=Verified(
            date(2016, 2, 18), "http://lingkarannews.com/dunia-dalam-kendali-pemeritahan-super-nasional-commitee-300/"
        ),
        scheme="http",
        templates=(
            replace(NEWSPAPER, section=first(".td-post-header .td-category li a"), bylines=None, verified=True),
            *LOCAL,
        ),
    )
)
