"""Republika, a national daily.

One layout was read on stored pages of 2016 and 2017. Photo galleries ("In Picture") and videos are no articles.
"""

from datetime import date

from scraper.template.publisher import Publisher, Template
from scraper.template.rules import IMAGE, bylines, css, css_all, first, links, paragraphs, photos, popular

_BACA_JUGA = ".content-detail strong:lexbor-contains('baca juga' i)"

PUBLISHER = Publisher(
    id="republika",
    name="Republika",
    region=None,
    hosts=("www.republika.co.id", "republika.co.id"),
    article=r"/berita/(?!inpicture|video)(?:[\w-]+/){0,2}(?:\d\d/\d\d/\d\d/)?(?P<id>(?=[a-z]*\d)[a-z0-9]{6,})(?:-|/|$)",
    feeds=("https://www.republika.co.id/rss",),
    indexes=("https://www.republika.co.id/kanal/news/nasional",),
    most_read=("https://www.republika.co.id/indeks/populer",),
    archives=("https://www.republika.co.id/index/{day:%Y/%m/%d}",),
    verified=date(2017, 2, 7),
    templates=(
        Template(
            when=".content-detail",
            headline=css(".jdl-detail h2"),
            published=css(".date-detail"),
            section=first(".breadcome a:last-child"),
            tags=css_all(".tagging a[title]", attr="title"),
            bylines=bylines(".wp-reset .red"),
            photos=photos(
                ".wp-conten-detail:has(> .img-detail)",
                first(".img-detail img", attr=IMAGE),
                first(".wp-cap .caption"),
                first(".cap-foto"),
            ),
            body=paragraphs(".content-detail", drop="blockquote", heads="strong, b"),
            links=links(f"{_BACA_JUGA} a, {_BACA_JUGA} + a", "read_also") + links(".detail-terkait-1 li a", "related"),
            popular=popular(
                "#section-linemove-1 .wp-conten-terkini",
                box=first("nav [href='#section-linemove-1']"),
                link="h3 a",
            ),
            required=("section", "bylines", "photos"),
        ),
    ),
)
