"""Gelora News, a site on Blogger; a layout of a stored page of 2020."""

from dataclasses import replace
from datetime import date

from scraper.template.publisher import Publisher, Verified
from scraper.template.rules import first, photos
from scraper.template.wordpress import BLOGGER, BLOGGER_ARTICLE, LOCAL

PUBLISHER = Publisher(
    id="gelora",
    name="Gelora News",
    region=None,
    hosts=("www.gelora.co", "gelora.co"),
    article=BLOGGER_ARTICLE,
    feeds=("https://www.gelora.co/feeds/posts/default",),
    verified=Verified(date(2020, 10, 9), "https://www.gelora.co/2020/10/sri-mulyani-minta-mk-tolak-uji-materi.html"),
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
