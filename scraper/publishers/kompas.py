"""Kompas.com, a national site whose regional channels are hosts of their own; layouts of stored pages, 2015 to 2022."""

from dataclasses import replace
from datetime import date

from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import (
    IMAGE,
    before,
    behind,
    bylines,
    css,
    css_all,
    first,
    highest,
    links,
    paragraphs,
    photos,
    popular,
)

_DESKS = [f"https://indeks.kompas.com/?site={desk}" for desk in ("regional", "megapolitan")]
_BOXES = (
    "table, .photo, .nwsLetter-article, .lihatJuga, [class*=banner], [class*=ads-], [class*=rVideo], "
    "[class*=subscribe], [class*=bapps-]"
)
_TOP = "*:is(.kcm-read-top, .kcm-read-content-top)"
_TEXT_2016 = ".kcm-read-text, .kcmread1114"
_READ_ALSO = links(".read__content a[href*='/read/2'], .read__content a[href*='/read/5']", "read_also")
_READ_ALSO_2016 = links(".kcm-read-text a[href*='/read/2'], .kcmread1114 a[href*='/read/2']", "read_also")

_DESKTOP = Template(  # since 2017; the bylines of 2023 and later are unverified
    when=".read__content",
    headline=first(".read__title"),
    kicker=css(".read__subtitle"),
    published=first(".read__time, .read__date"),
    section=first(".breadcrumb__wrap > li:last-child"),
    tags=css_all(".tag__article__link"),
    bylines=bylines(".read__credit__item, .read__credit h6") | bylines("#penulis") + bylines("#editor", "editor"),
    photos=photos(
        ".cover-photo, .photo",
        url=first("img, amp-img", attr=IMAGE),
        credit=first(".photo__author, .author"),
        caption=first(".photo__caption", drop=".photo__author") | css(".photo", drop=".author, .photo__icon"),
    ),
    body=paragraphs(".read__content", drop=_BOXES),
    required=("section",),
    links=_READ_ALSO + links(".related__inline a, .aTerkait__list a, .bacaJuga .list-related", "related", title="h4"),
    popular=popular(".most__list", box=first(".most .title__content"), title=".most__title", views=css(".most__read")),
    pages=highest(".paging__wrap a:not([href*='//indeks.']), .read__paging a"),
)
_MOBILE = replace(  # 2021
    _DESKTOP,
    when=".contentArticle .read__content",
    headline=first(".read__title, .headline > a"),
    published=first(".read__time, .read__date, .headline > h6"),
    pages=highest(".kcm-read-paging a"),
    section=first(".breadcum-new li:last-child"),
    tags=css_all(".mob-tagging__link"),
    popular=popular(".terpopuler-wp li", box=first("h2:has(+ .terpopuler-wp)"), views=css(".most__info")),
)
_AMP = replace(
    _DESKTOP,
    when="html[amp] .read__content",
    bylines=bylines(".credit__item"),
    pages=highest(".paging a"),
    section=first(".crumb__item:last-child"),
    tags=css_all(".tagging li"),
    popular=popular(".list--most > li", box=first(".most > .title"), views=css("span")),
)
_UNTIL_2016 = Template(
    when=_TEXT_2016,
    required=("section", "bylines"),
    headline=first(f"{_TOP} h2"),
    published=first(f"{_TOP} .grey", holding="|"),
    section=first(".kcm-breadcrumb > li:last-child, .breadcrump > a:last-child"),
    bylines=bylines(".kcm-read-copy"),
    photos=photos(".kcm-read .photo", caption=css(".photo", drop=".author"), credit=css(".author")),
    body=paragraphs(_TEXT_2016, drop=f"{_BOXES}, .kcm-read-copy"),
    links=_READ_ALSO_2016 + links(".kcm-read-terkait:has(*:lexbor-contains('terkait' i)) li a", "related"),
    pages=highest(".kcm-read-paging a"),
    popular=popular("#populerwidget li, #populer li", box=first("[href^='#populer']"), views=css(".grey")),
)
_OTOMOTIF_2016 = Template(
    when=".hal-baca .div-read",
    headline=css(".baca-content > h1"),
    published=first(".baca-content .kcm-date"),
    section=first(".bread-c li:last-child"),
    bylines=bylines(".content-text table tr"),
    photos=photos(".big-img-content .photo", caption=css(".photo", drop=".author"), credit=css(".author")),
    body=paragraphs(".hal-baca .div-read", drop=_BOXES),
    links=links(".hal-baca .div-read a[href*='/read/2']", "read_also")
    + links(".berita-terkait-content li a", "related"),
    required=("section", "bylines"),
)


_AROUND_2013 = ".append-social-shared, .editor-artikel, .terkait, [class*=opikPilihan]"

_UNTIL_2014 = Template(
    when=".artikel-detail-alt2",
    headline=css(".artikel-detail-alt2 > h1"),
    published=first(".artikel-detail-penulis li:last-child"),
    section=first("#breadcrumb li:last-child"),
    bylines=bylines(".artikel-detail-penulis .cl-blue", "reporter") + bylines(".editor-artikel"),
    photos=photos(
        ".images-area-alt2",
        caption=first(".images-area-desc-alt2", to=before(" | ")),
        credit=first(".images-area-desc-alt2", to=behind(" | ")),
    )
    + photos(".left-768 .photo", caption=css(".photo", drop=".author"), credit=css(".author")),
    body=paragraphs(".left-768", drop=f"{_BOXES}, {_AROUND_2013}"),
    links=links(".editor-artikel + .terkait li a", "related"),
    popular=popular(".trending-artikel li", first(".trending-artikel h1", drop="span"), link=".trending-title a"),
    required=("section", "bylines"),
)
PUBLISHER = Publisher(
    id="kompas",
    name="Kompas.com",
    region=None,
    templates=(_AMP, _MOBILE, _DESKTOP, _UNTIL_2016, _OTOMOTIF_2016, _UNTIL_2014),
    hosts=("www.kompas.com", "kompas.com", "m.kompas.com", "amp.kompas.com"),
    verified=Verified(date(2023, 11, 2), "https://money.kompas.com/read/2023/11/02/213419026"),
    editions=editions.hosts("kompas"),
    article=r"/(?:[\w-]+/){0,2}read/(?:xml/)?(?P<id>\d{4}/\d\d/\d\d/\d{6,})(?:/|$)",
    indexes=tuple(_DESKS),
    archives=tuple(f"{each}&date={{day:%Y-%m-%d}}" for each in _DESKS),
    most_read=("https://indeks.kompas.com/terpopuler",),
    feeds=("https://surabaya.kompas.com/rss",),
    sitemaps=("https://www.kompas.com/sitemap.xml",),
)
