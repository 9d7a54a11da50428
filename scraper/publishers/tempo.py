"""Tempo, a national magazine and site whose channels are hosts of their own.

One layout was read on a stored page of 2015, which names its writer only in bold capitals under the text; pages of
other layouts are read without rules. Its guide on AI (/pedoman_penggunaan_konten_ai, 20 June 2024) forbids data
analysis and reproduction without a licence; whether an archive falls under it is not ours to say: it is asked first.
"""

from datetime import date

from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, css, css_all, first, links, paragraphs, photos, popular, signed
from scraper.text import untagged

_TEXT = paragraphs(".artikel > p", breaks=1, heads="strong")

PUBLISHER = Publisher(
    id="tempo",
    name="Tempo",
    region=None,
    hosts=("www.tempo.co", "tempo.co", "m.tempo.co"),
    editions=editions.hosts("tempo"),
    article=r"/(?:(?:read/(?:[a-z]+/)?(?:\d{4}/\d\d/\d\d/)?)?|(?!foto|video)[\w-]+/[\w-]+-)(?P<id>\d{6,})(?:/|$)",
    feeds=("https://rss.tempo.co/nasional",),
    indexes=("https://www.tempo.co/indeks",),
    verified=Verified(date(2016, 2, 10), "https://www.tempo.co/inforial/read/news/2016/02/09/140743516"),
    terms="its guide on AI content forbids data analysis and reproduction without a written licence",
    templates=(
        Template(
            when=".artikel .block-tanggal",
            headline=css(".artikel > h1"),
            published=css(".block-tanggal"),
            section=first(".block-kanal-map li:last-child"),
            tags=css_all(".topik-terkait a", to=untagged),
            photos=photos(
                ".artikel .block-display", first(".single-img > img", attr=IMAGE), caption=first(".deskripsi")
            ),
            bylines=signed(_TEXT),
            body=_TEXT,
            links=links(".artikel > p strong:lexbor-contains('baca' i) a", "read_also")
            + links(".title:lexbor-contains('berita terkait' i) + ul a", "related"),
            popular=popular(
                ".title:lexbor-contains('terpopuler' i) ~ #tops-1 h3", first("h2.title", holding="Terpopuler")
            ),
            required=("section",),
        ),
    ),
)
