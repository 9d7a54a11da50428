"""Berita Satu, a national site. Its layout was read on a stored page of 2020."""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import before, bylines, css, css_all, first, links, paragraphs, photos, popular

PUBLISHER = Publisher(
    id="beritasatu",
    name="Beritasatu.com",
    region=None,
    hosts=("www.beritasatu.com", "beritasatu.com", "m.beritasatu.com"),
    article=r"/(?!foto|photo|video|tag|indeks|terpopuler)(?:[\w-]+/){1,2}(?P<id>\d{5,})(?:/|$)",
    sitemaps=("https://www.beritasatu.com/sitemap_news.xml",),
    indexes=("https://www.beritasatu.com/indeks",),
    most_read=("https://www.beritasatu.com/terpopuler",),
    verified=Verified(date(2020, 10, 9), "https://www.beritasatu.com/faisal-maliki-baskoro/nasional/685621"),
    templates=(
        Template(
            when="h1 + p.editor",
            headline=css("h1:has(+ p.editor)"),
            published=first("p.editor", to=before(" Oleh")),
            section=first(".bc a:last-child"),
            tags=css_all(".story a[href*='/tag/']:has(.badge)"),
            bylines=bylines("p.editor"),
            photos=photos("#b1Photo .carousel-item", caption=first(".caption-dtp")),
            body=paragraphs(".story:not(.caption-dtp)", drop=".card, .container"),
            links=links(".story .card:has(h6) a", "read_also")
            + links("h6:lexbor-contains('rekomendasi' i) + hr + .container h3 a", "related"),
            popular=popular("tr:has(> .td-populer)", first("h6", holding="TERPOPULER"), link="h3 a"),
            required=("section", "bylines"),
        ),
    ),
)
