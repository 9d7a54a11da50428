"""VIVA, a national site whose channels are hosts of their own and share one layout.

It was read on stored pages of 2016. Photo and video pages and the forum are no articles.
"""

from datetime import date

from scraper.template.publisher import Place, Publisher, Template
from scraper.template.rules import IMAGE, bylines, css, first, links, paragraphs, photos, popular

#: A picture in the text; its caption is a centred line in italics below it.
_PICTURE = "[itemprop=articleBody] div:has(> img)"
_BACA_JUGA = "[itemprop=articleBody] strong:lexbor-contains('baca juga' i)"

PUBLISHER = Publisher(
    id="viva",
    name="VIVA",
    region=None,
    hosts=("www.viva.co.id", "viva.co.id", "m.viva.co.id"),
    editions={"news.viva.co.id": Place(None), "semarang.viva.co.id": Place("Jawa Tengah")},
    article=r"/(?!read/|foto/|video/|indeks)(?:[\w-]+/){1,3}(?P<id>\d{5,})-",
    feeds=("https://rss.viva.co.id/get/all",),
    indexes=("https://www.viva.co.id/indeks",),
    verified=date(2016, 2, 16),
    templates=(
        Template(
            when=".article-detail [itemprop=articleBody]",
            headline=css(".article-detail > .title h1"),
            kicker=css(".article-detail > .summary"),
            published=css(".smalldesc .date"),
            section=css(".upperdeck-kanal"),
            bylines=bylines(".smalldesc .author"),
            photos=photos(
                ".article-detail:has(> .thumbcontainer)",
                first(".thumbcontainer > img", attr=IMAGE),
                first(".photodesc", drop="b"),
                first(".photodesc > b"),
            )
            + photos(_PICTURE, behind="em"),
            body=paragraphs(
                "[itemprop=articleBody]", drop=f"blockquote, {_PICTURE} ~ div[style*=center]", heads="strong, b"
            ),
            links=links(f"{_BACA_JUGA} a, {_BACA_JUGA} + a", "read_also")
            + links(".artikel-terkait .list a", "related"),
            popular=popular(".hot-topic li", box=css(".hot-topic .titlebar")),
            required=("bylines", "section"),
        ),
    ),
)
