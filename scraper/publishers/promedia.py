"""The Promedia network: Pikiran Rakyat, Suara Merdeka, Ayo Media and the portals below them, in one layout.

Read on a stored page of 2020; hosts and feeds are from public scrapers, which name the same selectors in 2026. Its
guide on AI binds the whole network, and whether an archive falls under it is not ours to say: it is asked first.
"""

from datetime import date

from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import bylines, css, css_all, first, highest, links, paragraphs, photos, popular

_EDITIONS = editions.hosts("promedia")

PUBLISHER = Publisher(
    id="promedia",
    name="Promedia",
    region="Jawa Barat",
    hosts=("www.pikiran-rakyat.com", "pikiran-rakyat.com", "m.pikiran-rakyat.com"),
    editions=_EDITIONS,
    article=r"/(?:[\w-]+/){1,2}(?P<id>(?:pr-)?\d{6,}|\d{4}/\d\d/\d\d/[^/]+)(?:/|$)",
    feeds=tuple(f"https://{host}/feed" for host in ("www.pikiran-rakyat.com", *_EDITIONS) if "pikiran-rakyat" in host),
    verified=Verified(date(2020, 10, 7), "https://zonajakarta.pikiran-rakyat.com/internasional/pr-18808737"),
    terms="its guide on AI content asks for permission, for the whole network",
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
)
