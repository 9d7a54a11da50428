"""The Tribun network: one skeleton on www and on every regional host.

Read on stored pages of 2016, 2017 and 2020; the list of hosts and what is later are from public scrapers.
"""

from dataclasses import replace
from datetime import date

from scraper.indonesian.time_zones import WIB, WIT, WITA
from scraper.template.publisher import Place, Publisher, Template
from scraper.template.rules import (
    IMAGE,
    by_role,
    bylines,
    css,
    css_all,
    first,
    highest,
    links,
    paragraphs,
    photos,
    popular,
)

_HOSTS = {
    WIB: {
        "Aceh": "aceh prohaba", "Sumatera Utara": "medan", "Sumatera Barat": "padang", "Riau": "pekanbaru",
        "Kepulauan Riau": "batam", "Jambi": "jambi", "Sumatera Selatan": "palembang sumsel", "Lampung": "lampung",
        "Kepulauan Bangka Belitung": "bangka belitung babel", "Banten": "banten tangerang", "DI Yogyakarta": "jogja",
        "DKI Jakarta": "jakarta wartakota", "Jawa Barat": "jabar bogor depok bekasi cirebon",
        "Jawa Tengah": "jateng pantura banyumas solo", "Jawa Timur": "jatim mataraman madura surabaya suryamalang",
        "Kalimantan Barat": "pontianak", "Kalimantan Tengah": "kalteng",
    },
    WITA: {
        "Bali": "bali", "Nusa Tenggara Barat": "lombok mataram", "Nusa Tenggara Timur": "kupang flores",
        "Kalimantan Selatan": "banjarmasin", "Kalimantan Timur": "kaltim", "Kalimantan Utara": "kaltara",
        "Sulawesi Selatan": "makassar", "Sulawesi Barat": "sulbar", "Sulawesi Tengah": "palu",
        "Sulawesi Tenggara": "sultra", "Sulawesi Utara": "manado",
    },
    WIT: {"Maluku Utara": "ternate", "Maluku": "ambon", "Papua": "papua", "Papua Barat": "papuabarat"},
}  # fmt: skip
_EDITIONS = {f"{host}.tribunnews.com": Place(region, zone)
    for zone, regions in _HOSTS.items() for region, hosts in regions.items() for host in hosts.split()}  # fmt: skip
_FRAMES = "#artimg:has(> .arial), #artimg :has(> .ar, > .arial)"
_IMAGE = first("img:not([src$=svg])", IMAGE)

_SINCE_2016 = Template(
    when=".txt-article", zone=WIB,  # no zone was printed on regional hosts
    headline=css("#arttitle"), kicker=css("#article > .red.f16"), required=("bylines", "section"),
    section=first("#va > .bsht > *:is(a, h4):last-child, #va > .bsht li:last-child"), pages=highest(".paging a"),
    published=first("#article time, #article > .grey > h3"), tags=css_all(".tagcloud3 a"),
    bylines=by_role(bylines(".side-article > .grey"), bylines(".txt-article strong:lexbor-contains('laporan' i)")),
    photos=photos(_FRAMES, _IMAGE, first(".arial, .ar + div"), first(".ar")) | photos("#artimg", _IMAGE),
    body=paragraphs(".txt-article", drop=".baca, blockquote.summary-article, p:has(> strong:lexbor-contains('•') a)"),
    links=links(".txt-article a[href*='/20']:not([href*='/tag/'])", "read_also")
    + links(".side-article > .mb10 > .f14 a", "related"),
    popular=popular(
        "li.art-list", first(".f300", holding="POPULER"), link=".mr110 a", published=first(".timeago", attr="title")
    ),
)  # fmt: skip
_SINCE_2021 = replace(
    _SINCE_2016, when="#article time[datetime]", zone=None, verified=False,
    bylines=bylines("#penulis", "reporter") + bylines("#editor", "editor"),
)  # fmt: skip

PUBLISHER = Publisher(
    id="tribunnews", name="Tribunnews", region=None, hosts=("www.tribunnews.com", "tribunnews.com", "m.tribunnews.com"),
    editions=_EDITIONS, article=r"/(?:[\w-]+/){0,2}(?P<id>\d{4}/\d\d/\d\d/[^/]+|\d{6,})(?:/|$)",
    sitemaps=tuple(f"https://{host}/news/sitemap-news.xml" for host in ("www.tribunnews.com", *_EDITIONS)),
    archives=tuple(f"https://{host}/index-news?date={{day:%Y-%m-%d}}" for host in _EDITIONS),
    verified=date(2020, 5, 4), templates=(_SINCE_2021, _SINCE_2016),
)  # fmt: skip
