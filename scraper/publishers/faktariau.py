"""Fakta Riau, a site on Riau. Its front page of 2016 was seen, no story of it."""

from scraper.template.publisher import Publisher
from scraper.template.wordpress import LOCAL

PUBLISHER = Publisher(
    id="faktariau",
    name="Fakta Riau",
    region="Riau",
    hosts=("faktariau.com", "www.faktariau.com"),
    article=r"/news/detail/(?P<id>\d+)(?:/|$)",
    indexes=("https://faktariau.com/news/kanal/pekanbaru", "https://faktariau.com/news/kanal/hukrim"),
    most_read=("https://faktariau.com/news/popular",),
    templates=LOCAL,
)
