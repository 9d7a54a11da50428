"""Lampung Post, a daily of Lampung, on WordPress. Its front page of 2025 was seen, no story of it."""

from scraper.template.publisher import Publisher
from scraper.template.wordpress import ARTICLE, LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="lampost",
        name="Lampung Post",
        region="Lampung",
        hosts=("lampost.co", "www.lampost.co", "m.lampost.co"),
        article=rf"/(?!microsite/|pedoman-)(?=[\w-]+/){ARTICLE[1:]}",
        feeds=("https://lampost.co/feed/",),
        templates=LOCAL,
    )
)
