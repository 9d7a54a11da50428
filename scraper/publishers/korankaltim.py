"""Koran Kaltim, a daily of East Kalimantan; in February 2017 its theme changed from Sahifa to Newspaper.

Its paragraphs are divided by single breaks in both.
"""

from dataclasses import replace
from datetime import date

from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Publisher, Verified
from scraper.template.rules import first, paragraphs
from scraper.template.wordpress import ARTICLE, LOCAL, NEWSPAPER, PLUGINS, SAHIFA, on_wordpress

_SAHIFA = replace(
    SAHIFA,
    section=first("#crumbs > span:has(> a[href*='/category/']) a"),
    bylines=None,
    body=paragraphs(".post-inner > .entry", drop=f".share-post, .e3lan, {PLUGINS}", breaks=1),
    verified=True,
)

_NEWSPAPER = replace(
    NEWSPAPER,
    section=first(".td-post-header .td-category li a"),
    body=paragraphs(".td-post-content", drop=PLUGINS, breaks=1),
    bylines=None,
    verified=True,
)

PUBLISHER = on_wordpress(
    Publisher(
        id="korankaltim",
        name="Koran Kaltim",
        region="Kalimantan Timur",
        zone=WITA,
        hosts=("www.korankaltim.com", "korankaltim.com"),
        article=ARTICLE,
        feeds=("https://www.korankaltim.com/feed/",),
        verified=Verified(date(2017, 2, 21), "http://www.korankaltim.com/zerosix-park-angkat-nama-kaltim-lewat-musik/"),
        templates=(_SAHIFA, _NEWSPAPER, *LOCAL),
    )
)
