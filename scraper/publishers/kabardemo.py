"""The newspaper of `scrape demo`: invented news on this machine, in beritajakarta's markup."""

from dataclasses import replace

from scraper.publishers.beritajakarta import PUBLISHER as BERITAJAKARTA

PUBLISHER = replace(
    BERITAJAKARTA,
    id="kabardemo",
    name="Kabar Demo",
    region=None,
    hosts=("demo.localhost",),
    scheme="http",
    indexes=("http://demo.localhost/berita/terkini", "http://demo.localhost/latest-news"),
    most_read=("http://demo.localhost/berita/terpopuler",),
    searches=(),
    on_request=True,
)
