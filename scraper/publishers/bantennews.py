"""Banten News, a local paper, in tagDiv's Newspaper theme by what public scrapers select. No page of it was seen."""

from scraper import themes
from scraper.publisher import Publisher

PUBLISHER = Publisher(
    id="bantennews",
    name="Banten News",
    region="Banten",
    hosts=("www.bantennews.co.id", "bantennews.co.id"),
    article=themes.ARTICLE,
    feeds=("https://www.bantennews.co.id/feed",),
    templates=themes.LOCAL,
)
