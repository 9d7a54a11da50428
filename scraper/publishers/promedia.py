"""The Promedia network: Pikiran Rakyat, Suara Merdeka, Ayo Media and the portals below them, in one layout.

Read on a stored page of 2020; hosts and feeds are from public scrapers, which name the same selectors in 2026. Its
guide on AI binds the whole network, and whether an archive falls under it is not ours to say: it is asked first.
"""

from datetime import date

from scraper.indonesian.time_zones import WITA
from scraper.template.publisher import Place, Publisher, Template
from scraper.template.rules import bylines, css, css_all, first, highest, links, paragraphs, photos, popular

_PORTALS = {
    "galamedia": "Jawa Barat", "cirebon": "Jawa Barat", "deskjabar": "Jawa Barat", "jabar": "Jawa Barat",
    "prfmnews": "Jawa Barat", "potensibisnis": "Jawa Barat", "zonajakarta": "DKI Jakarta", "jateng": "Jawa Tengah",
    "sumut": "Sumatera Utara",
}  # fmt: skip
_PAPERS = {
    "suaramerdeka.com": "Jawa Tengah", "ayobandung.com": "Jawa Barat", "ayosemarang.com": "Jawa Tengah",
    "ayobogor.com": "Jawa Barat", "ayotasik.com": "Jawa Barat", "ayocirebon.com": "Jawa Barat",
    "ayopurwakarta.com": "Jawa Barat", "ayobekasi.net": "Jawa Barat", "ayoyogya.com": "DI Yogyakarta",
    "ayojakarta.com": "DKI Jakarta", "ayobatang.com": "Jawa Tengah", "ayotegal.com": "Jawa Tengah",
}  # fmt: skip
_EDITIONS = (
    {f"{portal}.pikiran-rakyat.com": Place(region) for portal, region in _PORTALS.items()}
    | {f"{www}{paper}": Place(region) for paper, region in _PAPERS.items() for www in ("www.", "")}
    | {"indobalinews.pikiran-rakyat.com": Place("Bali", WITA), "surabaya.suaramerdeka.com": Place("Jawa Timur")}
    | {"jakarta.suaramerdeka.com": Place("DKI Jakarta")}
)

PUBLISHER = Publisher(
    id="promedia", name="Promedia", region="Jawa Barat",
    hosts=("www.pikiran-rakyat.com", "pikiran-rakyat.com", "m.pikiran-rakyat.com"),
    editions=_EDITIONS, article=r"/(?:[\w-]+/){1,2}(?P<id>(?:pr-)?\d{6,}|\d{4}/\d\d/\d\d/[^/]+)(?:/|$)",
    feeds=tuple(f"https://{host}/feed" for host in ("www.pikiran-rakyat.com", *_EDITIONS) if "pikiran-rakyat" in host),
    verified=date(2020, 10, 7), terms="its guide on AI content asks for permission, for the whole network",
    templates=(
        Template(
            when=".read__content",
            headline=css(".read__title"),
            published=first(".read__info__date"),
            section=first(".breadcrumb__item:last-child"),
            tags=css_all(".tag__list a"),
            bylines=bylines(".read__info__author", "reporter") + bylines(".read__content ~ p"),
            photos=photos(".photo", caption=first(".photo__caption")),
            body=paragraphs(".read__content", drop=".photo"),
            links=links(".read__content *:is(p, strong):lexbor-contains('baca juga' i) a", "read_also")
            + links(".related__list a", "related"),
            popular=popular(".most:not(:has(.title__pr)) .most__item", box=first(".most > .title")),
            pages=highest(".paging--article a"),
            required=("section",),
        ),
    ),
)  # fmt: skip
