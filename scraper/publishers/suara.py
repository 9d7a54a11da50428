"""Suara.com, a national site. One layout was read on a stored page of 2015."""

from datetime import date

from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, bylines, css, css_all, first, links, paragraphs, photos, popular, signed
from scraper.text import untagged

_TEXT = paragraphs(".contentDetail [itemprop=description], .contentDetail:not(:has([itemprop=description]))")

PUBLISHER = Publisher(
    id="suara",
    name="Suara.com",
    region=None,
    hosts=("www.suara.com", "suara.com", "m.suara.com"),
    editions=editions.hosts("suara"),
    article=r"/(?!foto|video|tag)(?:[\w-]+/){1,3}(?P<id>\d{4}/\d\d/\d\d/\d{6})(?:/|$)",
    feeds=("https://www.suara.com/rss",),
    indexes=("https://www.suara.com/indeks",),
    verified=Verified(date(2015, 6, 19), "http://www.suara.com/news/2015/06/19/130605"),
    templates=(
        Template(
            when=".contentDetail",
            headline=css("h1[itemprop=headline]"),
            kicker=first(".kanal-detail h4"),
            published=css("time[itemprop=datePublished]"),
            section=first(".breadcrumbs-menu li:not(:has(a, img))"),
            tags=css_all(".tagList a", to=untagged),
            bylines=bylines(".dateDetail2 author", "reporter") + signed(_TEXT),
            photos=photos(".kanal-detail :has(> .captionImg)", first("img", attr=IMAGE), css(".captionImg")),
            body=_TEXT,
            links=links("[itemprop=articleBody] a[href*='/read/']", "read_also")
            + links(".boxTitle:has(a:lexbor-contains('berita terkait' i)) + .boxstyle3 li a", "related", title="h4"),
            popular=popular(
                ".boxTitle:has(a:lexbor-contains('terpopuler' i)) + * li",
                first(".boxTitle a:lexbor-contains('terpopuler' i)"),
                title="h4",
            ),
            required=("section", "bylines"),
        ),
    ),
)
