"""Banten News, a local paper, in tagDiv's Newspaper theme by what public scrapers select. No page of it was seen."""

from scraper.template.publisher import Publisher
from scraper.template.wordpress import ARTICLE, LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="bantennews",
        name="Banten News",
        region="Banten",
        hosts=("www.bantennews.co.id", "bantennews.co.id"),
        article=ARTICLE,
        feeds=("https://www.bantennews.co.id/feed",),
        templates=LOCAL,
    )
)
