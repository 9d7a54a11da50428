"""Jawa Pos and the Radar papers of its group, each on a host of its own.

No page was seen. Addresses are of the form of Promedia's, and so is the layout of some years; since 2026 scrapers
find all text in a script of Next.js, and such pages are read without rules.
"""

from dataclasses import replace

from scraper.indonesian.time_zones import WITA
from scraper.publishers import promedia
from scraper.template.publisher import Place, Publisher, Template

_JAVA = {
    "Jawa Tengah": "radarsolo radarsemarang",
    "Jawa Timur": "radarsurabaya radarkediri radarsitubondo radarbanyuwangi radartulungagung radarjombang "
    "radarbojonegoro radarmadiun radarmadura",
}

PUBLISHER = Publisher(
    id="jawapos",
    name="Jawa Pos",
    region=None,
    hosts=("www.jawapos.com", "jawapos.com"),
    editions={f"{host}.jawapos.com": Place(region) for region, hosts in _JAVA.items() for host in hosts.split()}
    | {
        "radarbali.jawapos.com": Place("Bali", WITA),
        "kaltimpost.jawapos.com": Place("Kalimantan Timur", WITA),
        "balikpapantv.jawapos.com": Place("Kalimantan Timur", WITA),
        "sumutpos.jawapos.com": Place("Sumatera Utara"),
    },
    article=r"/(?:(?:[\w-]+/){1,2}|read/\d{4}/\d\d/\d\d/)(?P<id>\d{5,}|\d\d/\d\d/\d{4}/[\w-]+)(?:/|$)",
    indexes=("https://www.jawapos.com/indeks-berita",),
    templates=(
        Template(when="#__NEXT_DATA__", verified=False),
        *(replace(each, verified=False) for each in promedia.PUBLISHER.templates),
    ),
)
