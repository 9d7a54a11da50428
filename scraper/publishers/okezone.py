"""Okezone, a national site whose channels are hosts of their own and share the site's layouts.

Two layouts were read on stored pages of 2016 and 2017; of the present one only the selectors of public scrapers are
known. Photo and video pages are no articles.
"""

from dataclasses import replace
from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, bylines, css, css_all, first, highest, links, paragraphs, photos

_BACA_JUGA = "p > strong:lexbor-contains('baca juga' i)"
_READ_ALSO = f".wrap-rekomen a, #baca-juga a, {_BACA_JUGA} a, {_BACA_JUGA} + a"
_NO_TEXT = (
    ".wrap-rekomen, #baca-juga, .detail-tag, [id^=_popIn], #metube_div, [id*=ScriptRoot], .flying_carpet_div, "
    ".dtl_banner, .tbkomentar"
)

_NEWS = Template(  # 2016 and 2017: news, economy
    when=".detail-content #contentx",
    headline=css("*:is(.titles, .news-title) h1"),
    published=css(".meta-post time"),
    section=css(".breadcrumb .bractive"),
    tags=css_all(".meta-bottom-content a[href*='/topic/']"),
    bylines=bylines(".nmreporter > div"),
    photos=photos("#imageCheckWidth", caption=css(".caption-img-ab")),
    body=paragraphs(
        "#contentx, #contentx + strong", drop=_NO_TEXT, heads="p > strong, p > b"
    ),  # initials stand behind the text
    links=links(_READ_ALSO, "read_also") + links(".meta-bottom-content .berita-terkait-wrap a", "related"),
    pages=highest("#paging a"),
)
_CELEBRITY = replace(  # 2017: celebrity
    _NEWS,
    when=".title-detail .ctn-desc",
    headline=css(".title-detail > h1"),
    published=css(".title-detail > span", drop="b"),
    section=first(".navbar-nav > .active > a"),
    bylines=bylines(".title-detail > span > b"),
    photos=photos(":has(> .ctn-images)", first(".ctn-images img", IMAGE), css(".caption-img-ab")),
    body=paragraphs(".ctn-desc", drop=_NO_TEXT, heads="p > strong, p > b"),
)
_PRESENT = Template(  # no page was seen
    when="#contentx.read",
    headline=css(".title h1"),
    photos=photos(".detfoto", first("img", IMAGE), first("figcaption, .caption-img-ab")),
    body=paragraphs("#contentx.read", drop=_NO_TEXT, heads="p > strong, p > b"),
    links=links(_READ_ALSO, "read_also") + links(".berita-Terkait h2 a", "related"),
    verified=False,
)

PUBLISHER = Publisher(
    id="okezone",
    name="Okezone",
    region=None,
    hosts=("www.okezone.com", "okezone.com", "m.okezone.com"),
    article=r"/(?:(?:[\w-]+/)?read/)?\d{4}/\d\d/\d\d/\d+/(?P<id>\d+)(?:/|$)",
    feeds=("https://sindikasi.okezone.com/index.php/rss/0/RSS2.0",),
    indexes=tuple(f"https://{channel}.okezone.com/index" for channel in ("news", "economy", "celebrity")),
    archives=("https://index.okezone.com/bydate/index/{day:%Y/%m/%d}/",),
    verified=Verified(date(2020, 7, 9), "https://economy.okezone.com/read/2020/07/08/320/2243366"),
    templates=(_PRESENT, _NEWS, _CELEBRITY),
)
