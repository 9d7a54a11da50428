"""Merdeka.com, a national site with regional sections: the first step of the path, or a host of their own.

Layouts were read on stored pages: mobile of 2020 and 2021, desktop of 2020. All parts of a story that is divided
into pages are in its first page. Photo and video pages are no articles.
"""

from dataclasses import replace
from datetime import date

from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, bylines, css, css_all, first, highest, links, meta, paragraphs, photos
from scraper.text import of_pages

_AREAS = editions.areas("merdeka")
_NO_TEXT = ".dont-display, .imageinfo, .detail-body__break, .article-ad"
#: The initials stand behind the text where it is divided into pages.
_TEXT = ".mdk-body-paragraph, .mdk-news-body > p:has(> b:lexbor-contains('(mdk/'))"
#: The label of the list at the end is hidden; its links are seen, in its paragraph or each in one of its own.
_LIST = ".dont-display ~ p > a"
_READ_ALSO = links(f".mdk-body-paragraph .dont-display a, {_LIST}[href$='.html']:only-child", "read_also")


def _local(stamp: str) -> str:
    """A machine's time without its offset: "-07:00" stands behind local times of 2021."""
    return stamp[: len("2021-06-17T19:23:04")]


_MOBILE = Template(  # 2021
    when=".mdk-news-head",
    headline=css(".mdk-news-head h1"),
    published=first(".mdk-date-reporter > span:first-child", drop="a"),
    modified=meta("article:modified_time", to=_local),
    section=first(".mdk-date-reporter > span:first-child > a:last-of-type"),
    bylines=bylines(".mdk-date-reporter > span + span"),
    tags=css_all("#detail_news li > h2 > a"),
    photos=photos(".mdk-news-img", caption=css(".mdk-news-img-copyright")),
    body=paragraphs(_TEXT, drop=_NO_TEXT, heads="p > strong, p > b", beside=_LIST),
    links=_READ_ALSO,
    pages=highest(".detail-body__break small", to=of_pages) | highest(".page-number a"),
    all_pages=True,
    required=("section",),
)
_MOBILE_2020 = replace(
    _MOBILE,
    when="#mdk-news-title",
    headline=css("#mdk-news-title h1"),
    photos=photos(":has(> #mdk-news_img_det)", first("#mdk-news_img_det img", IMAGE), css(".mdk-copyright")),
)
_DESKTOP = replace(
    _MOBILE,
    when=".mdk-dt-headline",
    headline=css(".mdk-dt-headline h1"),
    published=css(".date-post"),
    section=first(".mdk-breadcrumb a:last-child"),
    bylines=bylines(".mdk-dt-headline .reporter"),
    tags=css_all(".mdk-list-terkait li:not(.title-terkait) a"),
    photos=photos(".mdk-dt-img", caption=css(".mdk-dt-copyright")),
    links=_READ_ALSO + links(".mdk-article-crosslink .link-item-crosslink", "related"),
)

PUBLISHER = Publisher(
    id="merdeka",
    name="Merdeka.com",
    region=None,
    hosts=("www.merdeka.com", "merdeka.com", "m.merdeka.com"),
    areas=_AREAS,
    editions=editions.hosts("merdeka"),
    article=r"/(?!foto|video|tag|reporter|company|infeed)(?:[\w-]+/)+(?!index\d*\.)[\w-]+\.html$",
    feeds=("https://www.merdeka.com/feed/",),
    indexes=("https://www.merdeka.com/indeks-berita/", *(f"https://www.merdeka.com/{area}/" for area in _AREAS)),
    verified=Verified(
        date(2021, 6, 17),
        "https://www.merdeka.com/peristiwa/kasus-aktif-covid-19-melonjak-pemkot-bandung-batasi-kegiatan-masyarakat.html",
    ),
    templates=(_MOBILE, _MOBILE_2020, _DESKTOP),
)
