"""Elshinta, a national news radio. Its layout was read on stored pages of 2016.

The page signs "REDAKSI-MuI"; who that is stands only in the meta element.
"""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import bylines, css, first, links, paragraphs, photos, popular

PUBLISHER = Publisher(
    id="elshinta",
    name="Elshinta",
    region=None,
    hosts=("elshinta.com", "www.elshinta.com", "m.elshinta.com"),
    article=r"/news/(?P<id>\d+)/\d{4}/\d\d/\d\d/",
    feeds=("https://elshinta.com/feed/all/rss",),
    indexes=("https://elshinta.com/indeks",),
    most_read=("https://elshinta.com/indeks/populer",),
    verified=Verified(date(2016, 2, 11), "http://elshinta.com/news/46890/2016/02/11"),
    templates=(
        Template(
            when="#content > .article",
            headline=css("#content > h1"),
            published=css("#content > h3:not(.mc_title)"),
            section=first(".infotopbar a[href*='/kategori/']"),
            bylines=bylines("meta[name=author]", "reporter", attr="content"),
            photos=photos("#content:has(> #bigimg)", first("#bigimg", attr="src"), caption=first("#caption")),
            body=paragraphs("#content > .article", drop="#sharebar"),
            links=links("#content .textool li a", "related"),
            popular=popular(
                "h3:has(:lexbor-contains('populer' i)) + div + ul.pop > li", first("h3.mc_title", holding="Populer")
            ),
            required=("section",),
        ),
    ),
)
