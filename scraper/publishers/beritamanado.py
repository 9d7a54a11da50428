"""Berita Manado, a local paper, on a stored page of 2020 in the JNews theme."""

from dataclasses import replace
from datetime import date

from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Publisher, Verified
from scraper.template.rules import first
from scraper.template.wordpress import ARTICLE, JNEWS, LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="beritamanado",
        name="Berita Manado",
        region="Sulawesi Utara",
        zone=WITA,
        hosts=("beritamanado.com", "www.beritamanado.com"),
        article=ARTICLE,
        feeds=("https://beritamanado.com/feed",),
        verified=Verified(
            date(2020, 10, 9),
            "https://beritamanado.com/forkopimda-mitra-koordinasikan-penanganan-covid-19-dan-keamanan-kebun-raya-megawati/",
        ),
        templates=(replace(JNEWS, section=first("#breadcrumbs .breadcrumb_last_link a")), *LOCAL),
    )
)
