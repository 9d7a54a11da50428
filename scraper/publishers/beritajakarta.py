"""Berita Jakarta, the news site of the city of Jakarta.

The mobile layout was read on stored pages of 2015 and 2025, captured in 2026; of the desktop layout only the
selectors of public scrapers are known.
"""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, bylines, css, css_all, first, links, paragraphs, photos, popular

PUBLISHER = Publisher(
    id="beritajakarta",
    name="Berita Jakarta",
    region="DKI Jakarta",
    verified=Verified(date(2026, 10, 8), "https://m.beritajakarta.id/read/142433"),
    hosts=("m.beritajakarta.id", "www.beritajakarta.id", "beritajakarta.id"),
    article=r"/(?:en/)?read/(?P<id>\d+)(?:/|$)",
    indexes=(
        "https://m.beritajakarta.id/berita/terkini",
        "https://m.beritajakarta.id/berita/utama",
        "https://m.beritajakarta.id/siaran-pers",
        "https://m.beritajakarta.id/latest-news",
    ),
    most_read=("https://m.beritajakarta.id/berita/terpopuler",),
    searches=("https://m.beritajakarta.id/news/search?q={words}",),
    templates=(
        Template(  # mobile
            when="div.news-read",
            headline=css("div.news-read h1"),
            published=css(".content-info > span", holding="access_time"),
            section=css("ul.breadcrumbs li.active a[href*='/kategori/']"),
            views=css(".content-info > span", holding="remove_red_eye"),
            bylines=bylines(".content-info > span", holding="person"),
            photos=photos(
                "div.news-read", url=first("img.responsive-img", attr=IMAGE), credit=css(".image-info > span")
            ),
            body=paragraphs("div.content-body", drop="blockquote, a.read-also"),
            pull_quotes=css_all("div.content-body blockquote"),
            links=links("div.content-body a.read-also", "read_also")
            + links(".news-list:has(> .list-index) h2 a", "related"),
            popular=popular(
                ".news-grey .slides > li",
                box=css(".news-grey .header > .title"),
                link=".populer-title a",
                views=css("span", holding="remove_red_eye"),
                published=css("span", holding="access_time"),
                author=css("span", holding="person"),
            ),
            required=("section", "views", "bylines", "photos"),
        ),
        Template(  # desktop, unverified: selectors of public scrapers, 2021 to 2026; no page was seen
            when=".news-content",
            headline=first("*:is(.col-7.read, .col-8) h1"),
            published=first(".text-secondary.font-italic"),
            photos=photos("*:is(.col-7.read, .col-8):has(> img, > * > img)", url=first("img", attr=IMAGE)),
            body=paragraphs(".news-content", drop="blockquote, a.read-also"),
            pull_quotes=css_all(".news-content blockquote"),
        ),
    ),
)
