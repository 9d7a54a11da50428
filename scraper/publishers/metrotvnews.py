"""Metro TV News, a national site; a desktop layout of 2016 and a mobile one, that stood at the same addresses."""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import before, behind, bylines, css, css_all, first, links, paragraphs, photos, popular
from scraper.text import untagged

_DESKTOP = Template(
    when=".detail .info.demo",
    headline=css(".detail h1"),
    published=first(".nate span"),
    section=first(".breadcrumb a:last-child"),
    bylines=bylines(".nate", "reporter", to=before(" - ")),
    photos=photos(".detail .pic", caption=css("h5")),
    body=paragraphs(".info.demo", drop=".insert"),
    links=links(".info.demo .insert a", "read_also") + links(".suplemen li h5 a", "related"),
    popular=popular("#tab1C li", first("a[id=tab1]"), link="h5 a, h4 a, a", views=first(".spiral span", drop="br")),
    required=("bylines",),
)
_MOBILE = Template(
    when=".part.detail .part.article",
    headline=css(".part.lead h1"),
    published=first(".part.lead .red", to=behind(" - ")),
    tags=css_all(".part.lead > .mleft a", to=untagged),
    bylines=bylines(".part.lead .red", "reporter", to=before(" - ")),
    photos=photos(".part.img5", caption=css(".caption2")),
    body=paragraphs(".part.article", drop="ul.related"),
    links=links(".part.article ul.related li:not(:has([href$=brandconnect])) .title a", "read_also")
    + links(".segmen2:has(span:lexbor-contains('kumpulan berita' i)) + ul .title a", "related"),
    popular=popular(
        ".select:has(span:lexbor-contains('most popular' i)) + .accord li",
        first(".select span:lexbor-contains('most popular' i)"),
        ".title a",
    ),
    required=("bylines",),
)

PUBLISHER = Publisher(
    id="metrotvnews",
    name="Metrotvnews.com",
    region=None,
    hosts=("news.metrotvnews.com", "www.metrotvnews.com", "metrotvnews.com"),
    article=r"/(?!topic|video|play|more|tag)(?:read/\d{4}/\d\d/\d\d/(?P<id>\d+)|(?:[\w-]+/){1,2}\w{8})(?:-|/|$)",
    verified=Verified(
        date(2016, 10, 13), "http://news.metrotvnews.com/metro/GKd3veek-sandi-ajak-cagub-cawagub-lain-transparan"
    ),
    templates=(_DESKTOP, _MOBILE),
)
