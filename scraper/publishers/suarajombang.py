"""Suara Jombang, a local site on Blogger; a layout of a stored page of 2017."""

from dataclasses import replace
from datetime import date

from scraper.template.publisher import Publisher, Verified
from scraper.template.rules import bylines, first
from scraper.template.wordpress import BLOGGER, BLOGGER_ARTICLE, LOCAL

PUBLISHER = Publisher(
    id="suarajombang",
    name="Suara Jombang",
    region="Jawa Timur",
    hosts=("www.suarajombang.net", "suarajombang.net"),
    article=BLOGGER_ARTICLE,
    feeds=("http://www.suarajombang.net/feeds/posts/default",),
    verified=Verified(date(2017, 1, 6), "http://www.suarajombang.net/2017/01/ajak-ibu-pkk-giat-tanam-pohon.html"),
    scheme="http",
    templates=(
        replace(
            BLOGGER,
            when=".post-info ~ .post-body",
            section=first(".post-info .label-info a"),
            bylines=bylines(".post-info .author-info .fn", "reporter"),
            verified=True,
        ),
        *LOCAL,
    ),
)
