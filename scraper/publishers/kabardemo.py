"""The newspaper of `scrape demo`: invented news on this machine, in beritajakarta's markup."""

from dataclasses import replace

from scraper.indonesian.time_zones import WIB
from scraper.publishers.beritajakarta import PUBLISHER as BERITAJAKARTA
from scraper.template.publisher import Place

PUBLISHER = replace(
    BERITAJAKARTA,
    id="kabardemo",
    name="Kabar Demo",
    region=None,
    hosts=("demo.localhost",),
    areas={"banten": Place("Banten", WIB), "jabar": Place("Jawa Barat", WIB)},
    article=r"/(?:(?:en|banten|jabar)/)?read/(?P<id>\d+)(?:/|$)",
    scheme="http",
    indexes=("http://demo.localhost/berita/terkini", "http://demo.localhost/latest-news"),
    most_read=("http://demo.localhost/berita/terpopuler",),
    searches=(),
    on_request=True,
)
