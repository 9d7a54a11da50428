"""Bola.com, a national sports site in the layout of Liputan6, its sister; read on a stored page of 2025."""

from datetime import date

from scraper.publishers.liputan6 import DESKTOP, MOBILE
from scraper.template.publisher import Publisher, Verified

PUBLISHER = Publisher(
    id="bolacom",
    name="Bola.com",
    region=None,
    hosts=("www.bola.com", "bola.com", "m.bola.com"),
    article=r"/(?!photo|video|tag)(?:[\w-]+/)?read/(?P<id>\d+)(?:/|$)",
    indexes=("https://www.bola.com/indeks",),
    archives=("https://www.bola.com/indeks/{day:%Y/%m/%d}",),
    verified=Verified(date(2025, 11, 13), "https://www.bola.com/indonesia/read/6210165"),
    templates=(
        MOBILE,
        DESKTOP,
    ),
)
