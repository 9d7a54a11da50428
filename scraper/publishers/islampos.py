"""Islampos, a national site on WordPress. Its own theme's layout was read on a stored page of 2014."""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import bylines, css, first, links, paragraphs, photos, popular
from scraper.template.wordpress import ARTICLE, LOCAL, on_wordpress

PUBLISHER = on_wordpress(
    Publisher(
        id="islampos",
        name="Islampos",
        region=None,
        hosts=("www.islampos.com", "islampos.com"),
        article=ARTICLE,
        feeds=("https://www.islampos.com/feed/",),
        verified=Verified(
            date(2014, 9, 21), "https://www.islampos.com/gila-pria-ini-sewakan-pasangannya-untuk-beli-iphone-6-135377/"
        ),
        templates=(
            Template(
                when="article > header h2 + small",
                headline=css("article > header h2"),
                published=css("article > header h2 + small"),
                section=first("article > header .kategori-satu"),
                bylines=bylines("article small:has(> .author)"),
                photos=photos("article > section p:has(> img[class*=wp-image])"),
                body=paragraphs("article > section > p"),
                links=links("article .yarpp-related li a", "related"),
                popular=popular("#populer dt", first("[href='#populer']")),
            ),
            *LOCAL,
        ),
    )
)
