"""Bali Post, a daily of Bali, in tagDiv's Newspaper theme by what public scrapers select. No page of it was seen."""

from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Publisher
from scraper.template.wordpress import ARTICLE, LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="balipost",
        name="Bali Post",
        region="Bali",
        zone=WITA,
        hosts=("www.balipost.com", "balipost.com"),
        article=ARTICLE,
        feeds=("https://www.balipost.com/feed",),
        templates=LOCAL,
    )
)
