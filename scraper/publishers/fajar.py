"""Fajar, a daily of Makassar, in a theme with WordPress' standard classes by what public scrapers select.

No page of it was seen.
"""

from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Publisher
from scraper.template.wordpress import ARTICLE, LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="fajar",
        name="Fajar",
        region="Sulawesi Selatan",
        zone=WITA,
        hosts=("fajar.co.id", "www.fajar.co.id"),
        article=ARTICLE,
        feeds=("https://fajar.co.id/feed",),
        templates=LOCAL,
    )
)
