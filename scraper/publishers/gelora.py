"""Gelora News, a site on Blogger; a layout of a stored page of 2020."""

from dataclasses import replace
from datetime import date

from scraper.template.publisher import Publisher
from scraper.template.rules import first, photos
from scraper.template.wordpress import BLOGGER, BLOGGER_ARTICLE, LOCAL

PUBLISHER = Publisher(
    id="gelora",
    name="Gelora News",
    region=None,
    hosts=("www.gelora.co", "gelora.co"),
    article=BLOGGER_ARTICLE,
    feeds=("https://www.gelora.co/feeds/posts/default",),
    verified=date(2020, 10, 9),
    templates=(
        replace(
            BLOGGER,
            when=".post-body .isinya",
            section=first("#bread-crumbs a[href*='/label/']"),
            photos=photos(".coverImage"),
            verified=True,
        ),
        *LOCAL,
    ),
)
