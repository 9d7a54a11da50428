"""Klik Bekasi, a site on Bekasi on WordPress. Its front page of 2016 was seen, no story of it."""

from scraper.template.publisher import Place, Publisher
from scraper.template.wordpress import LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="klikbekasi",
        name="Klik Bekasi",
        region="Jawa Barat",
        hosts=("klikbekasi.co", "www.klikbekasi.co"),
        editions={"news.klikbekasi.co": Place("Jawa Barat")},
        article=r"/(?P<id>\d{4}/\d\d/\d\d/[^/]+)(?:/|$)",
        feeds=("https://klikbekasi.co/feed/",),
        templates=LOCAL,
    )
)
