"""Media Indonesia, a national daily. Its layout was read on a stored page of 2025."""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, bylines, css, css_all, first, links, paragraphs, photos
from scraper.text import untagged

PUBLISHER = Publisher(
    id="mediaindonesia",
    name="Media Indonesia",
    region=None,
    hosts=("mediaindonesia.com", "www.mediaindonesia.com", "m.mediaindonesia.com"),
    article=r"/(?!foto|video|tag|author|infografis|galleries)(?:[\w-]+|read/detail)/(?P<id>\d{4,})(?:[/-]|$)",
    indexes=("https://mediaindonesia.com/indeks", "https://mediaindonesia.com/nusantara"),
    verified=Verified(date(2026, 1, 20), "https://mediaindonesia.com/ekonomi/851796"),
    templates=(
        Template(
            when=".detail .post-header",
            headline=css(".post-header h1"),
            published=css(".post-header .datetime"),
            section=first(".mi-breadcrumb li:last-child a"),
            tags=css_all(".related-tags a", to=untagged),
            bylines=bylines(".post-header .author-2", "reporter") + bylines(".article .info-author"),
            photos=photos("figure.main-img", first("img", attr=IMAGE), first("figcaption")),
            body=paragraphs(".detail .article", drop=".flying-carpet, .related-news, .ext-channel, .info-author"),
            links=links(".article .related-news a", "read_also") + links(".is-8 .list-3 h3 a", "related"),
            required=("section", "photos"),
        ),
    ),
)
