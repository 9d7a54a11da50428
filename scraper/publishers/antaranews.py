"""ANTARA, the national news agency, with its regional portals.

The layout of www and of a portal was read on stored pages of 2015 to 2017; of the present one only the selectors of
public scrapers are known. Photo and video pages are no articles.
"""

from datetime import date

from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import bylines, css, css_all, first, links, paragraphs, photos, popular

_POPULAR = ".box_header:lexbor-contains('Terpopuler')"

_UNTIL_2017 = Template(
    when="#content_news",
    headline=css("h1.title"),
    published=css("time[itemprop=datePublished]"),
    section=first("#topnav .menu_bg a.active") | first("#topnav > .active > a"),
    views=first(".date:has(> time)", holding="Views"),
    bylines=bylines(".byline, #content_news p:has([itemprop=editor])"),
    photos=photos("#image_news", caption=css("#caption_news")),
    body=paragraphs("#content_news", drop="p.mt10, p.date, blockquote", heads="strong, b"),
    pull_quotes=css_all(".bjbrt blockquote"),
    links=links(".terkait_bottom h3 a", "related"),
    popular=popular(f"{_POPULAR} + .terpopuler li", box=first(_POPULAR), views=css(".date")),
    required=("bylines",),
)
_PRESENT = Template(
    when=".wrap__article-detail-content",
    headline=css(".wrap__article-detail-title h1"),
    photos=photos("figure:has(.fig-caption)", caption=css(".fig-caption")),
    bylines=bylines("p.text-muted.small"),
    body=paragraphs(".wrap__article-detail-content", drop=".baca-juga, p.text-muted, p.alert, blockquote"),
    pull_quotes=css_all("blockquote.block-quote"),
    verified=False,
)

_PORTALS = [host for host in editions.hosts("antaranews") if host.endswith(".antaranews.com")]

PUBLISHER = Publisher(
    id="antaranews",
    name="ANTARA",
    region=None,
    hosts=("www.antaranews.com", "antaranews.com", "m.antaranews.com"),
    editions=editions.hosts("antaranews"),  # a portal was a domain of its own until about 2017
    article=r"/(?:berita|news)/(?P<id>\d+)(?:/|$)",
    feeds=tuple(f"https://{host}/rss/terkini.xml" for host in ("www.antaranews.com", *_PORTALS)),
    indexes=("https://lampung.antaranews.com/lampung-update",),
    terms="its pages forbid crawling for AI without written permission: “Dilarang keras mengambil konten ...”",
    verified=Verified(date(2017, 5, 15), "http://www.antaranews.com/berita/629369"),
    templates=(_UNTIL_2017, _PRESENT),
)
