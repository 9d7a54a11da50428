"""RMOL Lampung, a site of the RMOL network in Lampung. A list of 2025 was seen, no story of it."""

from scraper.template.publisher import Publisher
from scraper.template.wordpress import LOCAL

PUBLISHER = Publisher(
    id="rmollampung",
    name="RMOL Lampung",
    region="Lampung",
    hosts=("www.rmollampung.id", "rmollampung.id"),
    article=r"/(?!pedoman-|kode-etik|tentang-|index-|rss-)(?P<id>(?:\w+-){3,}\w+)/?$",
    indexes=(
        "https://www.rmollampung.id/category/daerah",
        "https://www.rmollampung.id/category/hukum",
        "https://www.rmollampung.id/index-berita",
    ),
    templates=LOCAL,
)
