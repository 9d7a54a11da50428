"""How a learned template is read: furniture left out, and what its rules leave to the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from newspage import LINES, URL, newspage, text

from scraper.extraction.article import reading
from scraper.html import page as pages
from scraper.models import Article, Byline
from scraper.template.publisher import Publisher, Template
from scraper.template.publisher_check import first_fault
from scraper.template.rules import bylines, first, links, paragraphs, photos

PROMOTION = "Dukung kabar dari kampung sendiri dengan iuran lima ribu rupiah setiap bulan."
PICTURE = "Gambar suasana kampung dari simpanan redaksi kami"
EDITOR = "<p>Editor: Bimo Nugraha</p>"
OTHER = "/daerah/jembatan-gantung-dusun-hulu-selesai-dibangun"
TEXT = paragraphs(".post-content")
LISTED = f"<h3>Berita Terkait</h3><ul class=deret><li><a href={OTHER}>Jembatan Gantung Selesai Dibangun</a></li></ul>"


def publisher(template: Template) -> Publisher:
    hosts = ("www.kabarlembah.example",)
    return Publisher(id="lembah", name="Lembah", region=None, hosts=hosts, article=r"/daerah/", templates=(template,))


def read(page: bytes, template: Template) -> Article:
    return reading(pages.read(page, URL), publisher(template))


def test_furniture_is_no_paragraph_no_caption_and_no_name() -> None:
    photo = f'<figure class=foto><img src="/f.jpg" width=700><figcaption>{PICTURE}</figcaption></figure>'
    page = newspage(
        info=f"<p class=oleh>Penulis: Ratna Wulandari, Agus Sugianto</p>{photo}",
        body=text((*LINES[:2], PROMOTION.upper(), f"{PROMOTION} Begitu bunyi pengumumannya di balai.", *LINES[2:])),
    )
    rules = Template(
        when="article", photos=photos(".foto", caption=first("figcaption")), bylines=bylines(".oleh"), verified=False
    )
    plain, ours = read(page, rules), read(page, replace(rules, furniture=(PROMOTION, PICTURE, "Agus Sugianto")))
    assert PROMOTION.upper() in plain.paragraphs
    assert plain.photos[0].caption == PICTURE
    assert set(plain.paragraphs) - set(ours.paragraphs) == {PROMOTION.upper()}
    assert ours.photos[0].caption is None
    assert ours.bylines == (Byline("Ratna Wulandari", "reporter"),)


def test_a_rule_for_one_kind_of_links_leaves_the_others_to_the_page() -> None:
    inside = "<p>Baca juga: <a href=/daerah/pasar-lama-dibuka-lagi-pekan-ini>Pasar Lama Dibuka Lagi Pekan Ini</a></p>"
    lines = "".join(f"<p>{line}</p>" for line in LINES[:2]) + inside + "".join(f"<p>{line}</p>" for line in LINES[2:])
    page = newspage(body=f"<div class=post-content>{lines}</div>", behind=LISTED)
    related = links(".deret a", "related")
    assert [link.kind for link in read(page, Template(when="article", links=related, verified=False)).links] == [
        "related",
        "read_also",
    ]
    assert [link.kind for link in read(page, Template(when="article", links=related, body=TEXT)).links] == ["related"]


@pytest.mark.parametrize(("info", "verified", "names"), [
    (f"<p class=oleh>Penulis: Ratna Wulandari</p>{EDITOR}", False, ["Ratna Wulandari", "Bimo Nugraha"]),
    (f"<p class=oleh>Penulis: Ratna Wulandari</p>{EDITOR}", True, ["Ratna Wulandari"]),
    (f"<p class=oleh>Ratna Wulandari</p>{EDITOR}", False, ["Ratna Wulandari"]),
])  # fmt: skip
def test_people_are_completed_where_the_page_names_them_and_others(info: str, verified: bool, names: list[str]) -> None:
    rule = bylines(".oleh") if "Penulis" in info else bylines(".oleh", "reporter")
    article = read(newspage(info=info), Template(when="article", bylines=rule, body=TEXT, verified=verified))
    assert [person.name for person in article.bylines] == names


def test_furniture_that_is_no_list_of_lines_is_told() -> None:
    template = Template(when="article", furniture="Ikuti kami")  # type: ignore[arg-type]
    fault = first_fault(publisher(template))
    assert fault is not None
    assert fault.field == "furniture"


def test_one_related_link_is_no_list_in_the_place_of_one_that_a_rule_looks_for() -> None:
    page = newspage(behind=LISTED)
    looking = Template(when="article", links=links(".terkait a", "related"), verified=False)
    assert read(page, looking).links == ()
    assert [link.kind for link in read(page, replace(looking, links=None)).links] == ["related"]
    second = LISTED.replace(
        "</ul>", "<li><a href=/daerah/pasar-lama-dibuka-lagi>Pasar Lama Dibuka Lagi Besok</a></li></ul>"
    )
    assert len(read(newspage(behind=second), looking).links) == 2
