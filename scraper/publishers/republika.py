"""Republika, a national daily.

One layout was read on stored pages of 2016 and 2017. Photo galleries ("In Picture") and videos are no articles.
"""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, bylines, css, css_all, first, links, paragraphs, photos, popular
from scraper.text import untagged

_BACA_JUGA = ".content-detail strong:lexbor-contains('baca juga' i)"

#: The 2013 layout, and that of the channel on the pilgrimage (ihram.co.id) in 2017.
_POPULAR_2013 = ".kop-content-terpopuler-kanal:lexbor-contains('terpopuler' i)"
_2013 = Template(
    when=".txt-detailberita",
    headline=css("h1.jdl-detail"),
    published=css(".rangka > .date", drop="a"),
    section=first(".breadcome a:last-child"),
    views=first(".konten-fb-1", holding=" reads"),
    bylines=bylines(".rangka .red td"),
    photos=photos(
        ".content-detail-center", first(".img-detailberita img", attr=IMAGE), first(".caption-foto"), first(".def-foto")
    ),
    body=paragraphs(".txt-detailberita", heads="p > strong, p > b"),
    links=links(".jdl-beritaterkait a", "related"),
    popular=popular(f"{_POPULAR_2013} + .content-terpopuler-kanal li", first(_POPULAR_2013)),
    required=("section", "bylines"),
)
_PILGRIMAGE = Template(
    when=".detail-left > .teaser",
    headline=first(".wrap-title .h5, .wrap-title h1, .wrap-title h2"),
    published=css(".date-detail"),
    section=first(".breadcome a:last-child"),
    tags=css_all(".tagging a", to=untagged),
    bylines=bylines(".set-sosmed .red td"),
    photos=photos(".detail-left > .img-detail", first("img", attr=IMAGE), first(".caption"), first(".def")),
    body=paragraphs(".detail-left > .teaser", heads="p > strong, p > b"),
    links=links(".kop-terkait:lexbor-contains('terkait' i) + ul a", "related"),
    popular=popular("*:is(.terpopuler-set-big, .terpopuler-set-a > .terpopuler-set)", link=".jdl-terpupuler-small a"),
    required=("section", "bylines"),
)

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
    verified=Verified(
        date(2017, 2, 17),
        "http://www.republika.co.id/berita/jurnal-haji/berita-jurnal-haji/17/02/17/oli9fp396-jamaah-haji-ikuti-pemeriksaan-kesehatan-haji",
    ),
    templates=(
        _2013,
        _PILGRIMAGE,
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
            body=paragraphs(".content-detail", heads="strong, b"),
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
