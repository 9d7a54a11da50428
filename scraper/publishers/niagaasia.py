"""Niaga Asia, a local paper of Samarinda, in a theme with WordPress' standard classes by what scrapers select.

No page of it was seen.
"""

from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Publisher
from scraper.template.wordpress import ARTICLE, LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="niagaasia",
        name="Niaga Asia",
        region="Kalimantan Timur",
        zone=WITA,
        hosts=("www.niaga.asia", "niaga.asia"),
        article=ARTICLE,
        feeds=("https://www.niaga.asia/feed",),
        templates=LOCAL,
    )
)
