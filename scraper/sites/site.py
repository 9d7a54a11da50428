"""A site as a publisher without rules: its id from its host, its name from its pages. Pure."""

from __future__ import annotations

from scraper import urls
from scraper.html.json_ld import names
from scraper.html.page import Page
from scraper.indonesian.time_zones import WIB
from scraper.template import provinces
from scraper.template.publisher import Publisher
from scraper.text import fold

#: Any address but the front page may be an article: what it is, its page says. A query counts where it has a number.
_ARTICLE = r"/(?:[^?]|\?.*\d)"
_WWW = "www."


def site_of(url: str, name: str | None = None, region: str | None = None) -> Publisher:
    """The site of a canonical URL; `name` is what it calls itself, its host where that is not known yet.

    Raises ValueError for a region that is no province.

    >>> site_of("https://www.kabardesa.example/berita/1").id, site_of("https://kabardesa.example/").hosts
    ('kabardesa.example', ('kabardesa.example', 'www.kabardesa.example'))
    """
    host = urls.authority(url)
    bare = host.removeprefix(_WWW)
    return Publisher(
        id=bare,
        name=name or bare,
        region=region,
        zone=provinces.PROVINCES.get(region or "", WIB),
        hosts=(host, bare if host != bare else f"{_WWW}{bare}"),
        article=_ARTICLE,
        scheme=url.partition(":")[0],
        known=False,
    )


def name_of(page: Page) -> str | None:
    """What a site calls itself on one of its pages; None where it does not say."""
    told = (page.meta.get("og:site_name", ""), *names(page.described.get("publisher")))
    return next(filter(None, map(fold, told)), None)
