"""JPNN, the news network of the Jawa Pos group, with regional hosts. Its layout was read on a stored page of 2021."""

from datetime import date

from scraper.indonesian.time_zones import WIB
from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, bylines, css, css_all, first, highest, links, paragraphs, photos, popular

_EDITIONS = editions.hosts("jpnn")

PUBLISHER = Publisher(
    id="jpnn",
    name="JPNN",
    region=None,
    hosts=("www.jpnn.com", "jpnn.com", "m.jpnn.com"),
    editions=_EDITIONS,
    article=r"/(?:(?:news|[\w-]+/\d+)/|berita\.detail-)(?P<id>[\w-]+)",
    feeds=tuple(f"https://{host}/index.php?mib=rss" for host in ("www.jpnn.com", *_EDITIONS)),
    verified=Verified(
        date(2021, 7, 18),
        "https://www.jpnn.com/news/kamrussamad-ppkm-darurat-dihentikan-angka-kematian-berpotensi-tembus-5000-per-hari",
    ),
    templates=(
        Template(
            when="h1.judul",
            zone=WIB,  # as the network's own pages print it
            headline=css("h1.judul"),
            published=first(".date-publish"),
            section=first(".breadcrumb a:nth-last-child(2)"),
            tags=css_all(".tags a:not(.text-tags)"),
            bylines=bylines("p.waktu:not(.text-center)"),
            photos=photos(
                ":has(> h1.judul)", first(":has(> .date-publish) + img", attr=IMAGE), caption=first(".caption")
            ),
            body=paragraphs("[itemprop=articleBody]", drop=".baca-juga"),
            links=links("[itemprop=articleBody] .baca-juga a", "read_also") + links(".terkait li a", "related"),
            popular=popular(".terpopuler ol > li", first(".terpopuler h3"), link="h2 a"),
            pages=highest(".pagination li"),
            required=("section", "bylines"),
        ),
    ),
)
