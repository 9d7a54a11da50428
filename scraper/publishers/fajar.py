"""Fajar, a daily of Makassar, in a theme with WordPress' standard classes by what public scrapers select.

No page of it was seen.
"""

from scraper.dates import WITA
from scraper.publisher import Publisher
from scraper.themes import ARTICLE, LOCAL, on_wordpress

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
