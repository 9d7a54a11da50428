"""Kompas.com, a national site whose regional channels are hosts of their own; layouts of stored pages, 2015 to 2022."""

from dataclasses import replace
from datetime import date

from scraper.template.publisher import Place, Publisher, Template
from scraper.template.rules import IMAGE, bylines, css, css_all, first, highest, links, paragraphs, photos, popular

_NATIONAL = """nasional regional news internasional bisniskeuangan ekonomi money tekno sains health edukasi bola
    olahraga entertainment hype otomotif lifestyle properti travel indeks"""
_REGIONAL = {
    "megapolitan": "DKI Jakarta", "bandung": "Jawa Barat", "yogyakarta": "DI Yogyakarta", "surabaya": "Jawa Timur",
    "denpasar": "Bali", "medan": "Sumatera Utara", "makassar": "Sulawesi Selatan",
}  # fmt: skip
_DESKS = [f"https://indeks.kompas.com/?site={desk}" for desk in ("regional", "megapolitan")]
_BOXES = ".photo, .nwsLetter-article, [class*=banner], [class*=ads-], [class*=rVideo], [class*=subscribe]"
_TOP = "*:is(.kcm-read-top, .kcm-read-content-top)"
_READ_ALSO = links("*:is(.read__content, .kcm-read-text, .kcmread1114) a[href*='/read/20']", "read_also")

_DESKTOP = Template(  # since 2017; the bylines of 2023 and later are unverified
    when=".read__content",
    headline=first(".read__title"), kicker=css(".read__subtitle"), published=first(".read__time, .read__date"),
    section=first(".breadcrumb__wrap > li:last-child"), tags=css_all(".tag__article__link"),
    bylines=bylines(".read__credit__item, .read__credit h6") | bylines("#penulis") + bylines("#editor", "editor"),
    photos=photos(
        ".cover-photo, .photo", url=first("img, amp-img", attr=IMAGE), credit=first(".photo__author, .author"),
        caption=first(".photo__caption", drop=".photo__author") | css(".photo", drop=".author, .photo__icon")),
    body=paragraphs(".read__content", drop=_BOXES), required=("section",),
    links=_READ_ALSO + links(".related__inline a, .aTerkait__list a", "related", title="h4"),
    popular=popular(".most__list", box=first(".most .title__content"), title=".most__title", views=css(".most__read")),
    pages=highest(".paging__wrap a:not([href*='//indeks.']), .read__paging a"),
)  # fmt: skip
_MOBILE = replace(  # 2021
    _DESKTOP, when=".contentArticle .read__content", pages=highest(".kcm-read-paging a"),
    section=first(".breadcum-new li:last-child"), tags=css_all(".mob-tagging__link"),
    popular=popular(".terpopuler-wp li", box=first("h2:has(+ .terpopuler-wp)"), views=css(".most__info")),
)  # fmt: skip
_AMP = replace(
    _DESKTOP, when="html[amp] .read__content",
    bylines=bylines(".credit__item"), pages=highest(".paging a"), section=first(".crumb__item:last-child"),
    tags=css_all(".tagging li"), popular=popular(".list--most > li", box=first(".most > .title"), views=css("span")),
)  # fmt: skip
_UNTIL_2016 = Template(
    when=".kcm-read-text, .kcmread1114", required=("section", "bylines"),
    headline=first(f"{_TOP} h2"), published=first(f"{_TOP} .grey", holding="|"),
    section=first(".kcm-breadcrumb > li:last-child, .breadcrump > a:last-child"), bylines=bylines(".kcm-read-copy"),
    photos=photos(".kcm-read .photo", caption=css(".photo", drop=".author"), credit=css(".author")),
    body=paragraphs(".kcm-read-text, .kcmread1114", drop=f"{_BOXES}, .kcm-read-copy"),
    links=_READ_ALSO + links(".kcm-read-terkait:has(*:lexbor-contains('terkait' i)) li a", "related"),
    pages=highest(".kcm-read-paging a"),
    popular=popular("#populerwidget li, #populer li", box=first("[href^='#populer']"), views=css(".grey")),
)  # fmt: skip
PUBLISHER = Publisher(
    id="kompas", name="Kompas.com", region=None, templates=(_AMP, _MOBILE, _DESKTOP, _UNTIL_2016),
    hosts=("www.kompas.com", "kompas.com", "m.kompas.com", "amp.kompas.com"), verified=date(2022, 7, 20),
    editions={f"{channel}.kompas.com": Place(_REGIONAL.get(channel)) for channel in [*_NATIONAL.split(), *_REGIONAL]},
    article=r"/(?:[\w-]+/){0,2}read/(?:xml/)?(?P<id>\d{4}/\d\d/\d\d/\d{6,})(?:/|$)",
    indexes=tuple(_DESKS), archives=tuple(f"{each}&date={{day:%Y-%m-%d}}" for each in _DESKS),
    most_read=("https://indeks.kompas.com/terpopuler",), feeds=("https://surabaya.kompas.com/rss",),
    sitemaps=("https://www.kompas.com/sitemap.xml",),
)  # fmt: skip
