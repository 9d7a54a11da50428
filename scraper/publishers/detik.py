"""detik, a national site with regional channels under www.detik.com; all channels share their layouts.

Photo and video pages are no articles. Feeds and channels are from public scrapers, layouts from stored pages.
"""

from datetime import date

from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import before, bylines, css, css_all, first, highest, links, paragraphs, photos, popular

_AREAS = editions.areas("detik")
_READ_ALSO = ".linksisip a, .lihatjg a, .detail_text:lexbor-contains('(baca juga:' i) > a[href*='.detik.com/']"
_NO_TEXT = ".lihatjg, a.embed, strong:has(> #aevp_title), .newstag, [class*=para_], [class*=parallax], .paradetail"


def _unlabelled(caption: str) -> str:
    return caption.removeprefix("Foto: ")


#: The note under a story of another channel, and the line above it.
_ELSEWHERE = "p:has(*:lexbor-contains('Artikel ini telah')), p:has(*:lexbor-contains('-----'))"

_SINCE_2020 = Template(
    when="article.detail .detail__body-text",
    headline=first(".detail__title"),
    kicker=css(".detail__subtitle"),
    published=first(".detail__date"),
    section=first(".page__breadcrumb a:last-child"),
    bylines=bylines(".detail__author", to=before(" - ")),
    photos=photos(".detail__media-image", caption=css(".detail__media-caption", to=_unlabelled)),
    body=paragraphs(".detail__body-text", drop=f"{_NO_TEXT}, .detail__body-tag, [class*=detail__anchor]"),
    tags=css_all(".detail__body-tag a"),
    pages=highest(".detail__anchor-numb"),  # the pages are unverified
    links=links(_READ_ALSO, "read_also") + links(".cb-berita-terkait article a", "related"),
    popular=popular(".cb-mostpop article", box=first(".cb-mostpop .box__title")),
    required=("bylines", "section"),
)
_SINCE_2016 = Template(
    when=".detail_text",
    headline=css(".jdl h1"),
    kicker=css(".jdl h2"),
    published=css(".jdl .date"),
    bylines=bylines(".jdl .author"),
    section=first(".breadcrumb a:nth-of-type(2)"),
    photos=photos(".pic_artikel", caption=css("span")),
    body=paragraphs(".detail_text", drop=_NO_TEXT),
    tags=css_all(".detail_tag a"),
    links=links(_READ_ALSO, "read_also")
    + (links(".berita_terkait a", "related") | links(".bacajuga .list_berita a", "related")),
    popular=popular("#box-pop2 li", title="h2", box=first("[href='#box-pop2']")),
    required=("bylines",),
)
_TRAVEL = Template(  # 2022
    when=".read__head",
    headline=css(".read__head h1"),
    published=css(".read__head .date"),
    section=first(".read__head h4"),
    bylines=bylines(".ugc__block__name a", "reporter"),
    photos=photos(".read__photo figure", caption=css(".read__photo__caption", to=_unlabelled)),
    body=paragraphs("#detikdetailtext", drop=f"{_NO_TEXT}, {_ELSEWHERE}, .detail_tag"),
    tags=css_all(".detail_tag a"),
    links=links(_READ_ALSO, "read_also") + links(".list__terkait h5 a", "related"),
    popular=popular(".populer + .counter dt, .populer ~ .counter dt", box=first(".populer .label__block")),
    required=("section",),
)
_UNTIL_2015 = Template(
    when=".text_detail",
    headline=css(".content_detail h1"),
    published=first(".content_detail .date"),
    bylines=bylines(".content_detail .author"),
    section=css("ul.breadcrumb > li:last-child"),
    photos=photos(".pic_artikel, .pic_artikel_2", caption=css("span")),
    body=paragraphs(".text_detail", drop=_NO_TEXT),
    links=links(_READ_ALSO, "read_also") + links("#bacajugabox > .baca_juga2 a", "related"),
    popular=popular("#pop > li, #popular > li", box=first("[href='#pop'], [href='#popular']")),
    required=("bylines",),
)

PUBLISHER = Publisher(
    id="detik",
    name="detikcom",
    region=None,
    hosts=("www.detik.com", "detik.com", "m.detik.com"),
    editions=editions.hosts("detik"),
    areas=_AREAS,
    article=r"(?!/(?:\w+/)?(?:read)?(?:foto|video))"
    r"/(?:(?:[\w-]+/){1,3}(?:d-)?(?=\d{6})|read/\d{4}/\d\d/\d\d/\d{6}/)(?P<id>\d{3,})(?:/|$)",
    feeds=tuple(f"https://www.detik.com/{area}/rss" for area in ("jateng", "jatim")),
    indexes=(*(f"https://www.detik.com/{area}/indeks" for area in _AREAS), "https://www.detik.com/tag/lampung"),
    archives=tuple(f"https://www.detik.com/{area}/indeks?date={{day:%m/%d/%Y}}" for area in _AREAS),
    verified=Verified(date(2023, 11, 2), "https://health.detik.com/true-story/d-7016153"),
    templates=(_SINCE_2020, _SINCE_2016, _TRAVEL, _UNTIL_2015),
)
