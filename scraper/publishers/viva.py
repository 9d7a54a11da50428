"""VIVA, a national site whose channels are hosts of their own and share the site's layouts."""

from datetime import date

from scraper.publisher import Place, Publisher, Template
from scraper.rules import IMAGE, bylines, css, first, links, paragraphs, photos, popular

_CHANNELS = (
    "life bola sport news nasional.news metro.news dunia.news politik.news bisnis.news teknologi.news otomotif.news "
    "fokus.news sorot.news wawancara.news ceritaanda"
).split()

PUBLISHER = Publisher(
    id="viva",
    name="VIVA",
    region=None,
    hosts=("www.viva.co.id", "viva.co.id", "m.viva.co.id"),
    editions={f"{channel}.viva.co.id": Place(None) for channel in _CHANNELS}
    | {"semarang.viva.co.id": Place("Jawa Tengah")},
    article=r"/(?!foto|video)(?:[\w-]+/)*(?:read/)?(?P<id>\d{4,})-",
    indexes=("https://www.viva.co.id/indeks",),
    verified=date(2016, 2, 16),
    templates=(
        Template(
            when="article.article-detail [itemprop=articleBody]",
            headline=css(".article-detail > .title h1"),
            kicker=css(".article-detail > .summary"),
            published=css(".smalldesc .date"),
            section=css(".upperdeck-kanal"),
            bylines=bylines(".smalldesc .author"),
            photos=photos(
                ".article-detail",
                first("img[itemprop=image]", attr=IMAGE),
                first(".photodesc", drop="b"),
                first(".photodesc > b"),
            ),
            body=paragraphs("[itemprop=articleBody]", drop="blockquote, div[style*='center'] > em"),
            links=links(".artikel-terkait .list a", "related"),
            popular=popular(".hot-topic li", box=css(".hot-topic .titlebar")),
        ),
    ),
)
