"""Berita Manado, a local paper; its front page of 2020 was in the JNews theme. No page of it was seen."""

from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Publisher
from scraper.template.wordpress import ARTICLE, LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="beritamanado",
        name="Berita Manado",
        region="Sulawesi Utara",
        zone=WITA,
        hosts=("beritamanado.com", "www.beritamanado.com"),
        article=ARTICLE,
        feeds=("https://beritamanado.com/feed",),
        templates=LOCAL,
    )
)
