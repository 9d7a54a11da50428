"""Akurat.co, a national site whose channels are hosts of their own; a layout of a stored page of 2017."""

from datetime import date

from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import behind, bylines, css_all, first, links, paragraphs, photos

PUBLISHER = Publisher(
    id="akurat",
    name="Akurat.co",
    region=None,
    hosts=("akurat.co", "www.akurat.co"),
    article=r"/(?:id-(?P<id>\d+)-read-|(?:[\w-]+/)+\d{6,}/)",
    verified=Verified(
        date(2017, 2, 21), "http://health.akurat.co/id-15004-read-dinaskesehatan-papua-upayakan-pengadaan-formalin"
    ),
    templates=(
        Template(
            when=".cs-single-post ~ * #artikel",
            headline=first("h1"),
            published=first(".cs-post-meta:has(+ h1)"),
            section=first("p:has(> a[href*='-kategori-'])", to=behind("/ ")),
            tags=css_all("#tag_detail"),
            views=first("h1 + p", holding="Views", drop="a"),
            bylines=bylines("h1 + p a[href*='penulis-']", "reporter"),
            photos=photos(".cs-single-post-content", caption=first("i")),
            body=paragraphs("#artikel > p", drop="table"),
            links=links("#terkait a", "related"),
            required=("section", "bylines"),
        ),
    ),
)
