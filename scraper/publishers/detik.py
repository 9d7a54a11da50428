"""detik, a national site with regional channels under www.detik.com; all channels share their layouts.

Photo and video pages are no articles. Feeds and channels are from public scrapers, layouts from stored pages.
"""

from datetime import date

from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Place, Publisher, Template
from scraper.template.rules import bylines, css, css_all, first, highest, links, paragraphs, photos, popular

_CHANNELS = "news finance inet hot sport oto travel food health wolipop".split()
_AREAS = {
    "jabar": Place("Jawa Barat"), "jateng": Place("Jawa Tengah"), "jatim": Place("Jawa Timur"),
    "jogja": Place("DI Yogyakarta"), "bali": Place("Bali", WITA), "sumut": Place("Sumatera Utara"),
    "sulsel": Place("Sulawesi Selatan", WITA), "sumbagsel": Place(None), "kalimantan": Place(None),
}  # fmt: skip
_READ_ALSO = ".linksisip a, .lihatjg a"
_NO_TEXT = ".lihatjg, a.embed, strong:has(> #aevp_title), .newstag, [class*=para_], [class*=parallax], .paradetail"

_SINCE_2020 = Template(
    when="article.detail .detail__body-text",
    headline=first(".detail__title"), kicker=css(".detail__subtitle"), published=first(".detail__date"),
    section=first(".page__breadcrumb a:last-child"), bylines=bylines(".detail__author"),
    photos=photos(".detail__media-image", caption=css(".detail__media-caption")),
    body=paragraphs(".detail__body-text", drop=f"{_NO_TEXT}, .detail__body-tag, [class*=detail__anchor]"),
    tags=css_all(".detail__body-tag a"), pages=highest(".detail__anchor-numb"),  # the pages are unverified
    links=links(_READ_ALSO, "read_also") + links(".cb-berita-terkait article a", "related"),
    popular=popular(".cb-mostpop article", box=first(".cb-mostpop .box__title")), required=("bylines", "section"),
)  # fmt: skip
_SINCE_2016 = Template(
    when=".detail_text",
    headline=css(".jdl h1"), kicker=css(".jdl h2"), published=css(".jdl .date"), bylines=bylines(".jdl .author"),
    section=first(".breadcrumb a:nth-of-type(2)"), photos=photos(".pic_artikel", caption=css("span")),
    body=paragraphs(".detail_text", drop=_NO_TEXT), tags=css_all(".detail_tag a"),
    links=links(_READ_ALSO, "read_also") + links(".bacajuga .list_berita a", "related"),
    popular=popular("#box-pop2 li", title="h2", box=first("[href='#box-pop2']")), required=("bylines",),
)  # fmt: skip
_UNTIL_2015 = Template(
    when=".text_detail",
    headline=css(".content_detail h1"), published=first(".content_detail .date"),
    bylines=bylines(".content_detail .author"), section=css("ul.breadcrumb > li:last-child"),
    photos=photos(".pic_artikel, .pic_artikel_2", caption=css("span")),
    body=paragraphs(".text_detail", drop=_NO_TEXT),
    links=links(_READ_ALSO, "read_also") + links("#bacajugabox > .baca_juga2 a", "related"),
    popular=popular("#pop > li, #popular > li", box=first("[href='#pop'], [href='#popular']")), required=("bylines",),
)  # fmt: skip

PUBLISHER = Publisher(
    id="detik", name="detikcom", region=None, hosts=("www.detik.com", "detik.com", "m.detik.com"),
    editions={f"{channel}.detik.com": Place(None) for channel in _CHANNELS}, areas=_AREAS,
    article=r"(?!/(?:\w+/)?(?:read)?(?:foto|video))"
    r"/(?:(?:[\w-]+/){1,3}(?:d-)?(?=\d{6})|read/\d{4}/\d\d/\d\d/\d{6}/)(?P<id>\d{3,})(?:/|$)",
    feeds=tuple(f"https://www.detik.com/{area}/rss" for area in ("jateng", "jatim")),
    indexes=tuple(f"https://www.detik.com/{area}/indeks" for area in _AREAS),
    archives=tuple(f"https://www.detik.com/{area}/indeks?date={{day:%m/%d/%Y}}" for area in _AREAS),
    verified=date(2023, 11, 2), templates=(_SINCE_2020, _SINCE_2016, _UNTIL_2015),
)  # fmt: skip
