"""Okezone, a national site whose channels are hosts of their own and share the site's layouts.

Two layouts were read on stored pages of 2016 and 2017; of the later one only the selectors of public scrapers are
known.
"""

from dataclasses import replace
from datetime import date

from scraper.generic import GENERIC
from scraper.publisher import Place, Publisher, Template
from scraper.rules import IMAGE, bylines, css, css_all, first, links, paragraphs, photos

_CHANNELS = (
    "news economy lifestyle celebrity bola sports techno autos travel haji muslim women ototekno edukasi".split()
)
_NO_TEXT = ".wrap-rekomen, #baca-juga, .dtl_banner, .tbkomentar"
_READ_ALSO = ".wrap-rekomen a, #baca-juga a"

_NEWS = Template(  # 2016 and 2017: news, economy
    when=".detail-content #contentx",
    headline=css(":is(.titles, .news-title) h1"), published=css(".meta-post time"), section=css(".breadcrumb .bractive"),
    tags=css_all(".meta-bottom-content a[href*='/topic/']"), bylines=bylines(".nmreporter > div"),
    photos=photos("#imageCheckWidth", caption=css(".caption-img-ab")),
    body=paragraphs("#contentx, #contentx + strong", drop=_NO_TEXT),
    links=links(_READ_ALSO, "read_also") + links(".meta-bottom-content .berita-terkait-wrap a", "related"),
)  # fmt: skip
_CELEBRITY = replace(  # 2017: celebrity
    _NEWS,
    when=".grid-content .ctn-desc",
    headline=css(".title-detail h1"), published=css(".title-detail > span", drop="b"), bylines=bylines(".title-detail > span > b"),
    section=first(".navbar-nav > li.active > a, .nav > li.active > a"),
    photos=photos(":has(> .ctn-images)", first(".ctn-images img", IMAGE), css(".caption-img-ab")),
    body=paragraphs(".ctn-desc", drop=_NO_TEXT),
)  # fmt: skip
_UNVERIFIED = replace(  # since 2018, unverified: selectors of public scrapers; no page was seen
    GENERIC,
    when="#contentx.read",
    headline=css(".title h1"), published=first(".namerep") | GENERIC.published,
    photos=photos(".detfoto", first("img", IMAGE), first("figcaption, .caption-img-ab")) | GENERIC.photos,
    body=paragraphs("#contentx.read", drop=_NO_TEXT),
)  # fmt: skip

PUBLISHER = Publisher(
    id="okezone", name="Okezone", region=None, hosts=("www.okezone.com", "okezone.com", "m.okezone.com"),
    editions={f"{channel}.okezone.com": Place(None) for channel in _CHANNELS},
    article=r"/(?:amp/)?read/\d{4}/\d\d/\d\d/\d+/(?P<id>\d+)(?:/|$)",
    indexes=tuple(f"https://{channel}.okezone.com/index" for channel in ("news", "economy", "celebrity")),
    verified=date(2017, 2, 17), templates=(_NEWS, _CELEBRITY, _UNVERIFIED),
)  # fmt: skip
