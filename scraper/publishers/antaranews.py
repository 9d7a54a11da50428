"""ANTARA, the national news agency, with its regional portals.

The layout of www and of a regional portal was read on stored pages of 2015 to 2017; of the present one only the
selectors of public scrapers are known.
"""

from datetime import date

from scraper.publisher import Place, Publisher, Template
from scraper.rules import bylines, css, css_all, first, links, paragraphs, photos, popular

PUBLISHER = Publisher(
    id="antaranews",
    name="ANTARA",
    region=None,
    hosts=("www.antaranews.com", "antaranews.com", "m.antaranews.com"),
    editions={
        "kalteng.antaranews.com": Place("Kalimantan Tengah"),
        "www.antarakalteng.com": Place("Kalimantan Tengah"),
    },
    article=r"/(?:berita|en/news|news)/(?P<id>\d+)(?:/|$)",
    terms="Dilarang keras mengambil konten",
    verified=date(2017, 2, 7),
    templates=(
        Template(
            when="#content_news",
            headline=css("h1.title"),
            published=css("time[itemprop=datePublished]"),
            section=first("#topnav .menu_bg a.active") | first("#topnav > .active > a"),
            views=first(".date:has(> time[itemprop=datePublished])", holding="Views"),
            bylines=bylines(".byline, #content_news p:has([itemprop=editor])"),
            photos=photos("#image_news", caption=css("#caption_news")),
            body=paragraphs("#content_news", drop="p.mt10, p.date, blockquote", breaks=1),
            pull_quotes=css_all(".bjbrt > blockquote, #content_news blockquote"),
            links=links(".terkait_bottom a", "related"),
            popular=popular(
                ".box_header:lexbor-contains('Terpopuler') + .terpopuler li",
                box=first(".box_header:lexbor-contains('Terpopuler')"),
                views=css(".date"),
            ),
        ),
    ),
)
