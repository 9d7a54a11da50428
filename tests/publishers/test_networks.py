"""What the files of single networks say beyond rules: functions of their own, and tables of hosts."""

from __future__ import annotations

import pytest

from scraper import publishers
from scraper.html import page as pages
from scraper.indonesian.time_zones import WIB, WITA
from scraper.models import Byline, Photo
from scraper.publishers import metrobali, tribunnews, viva
from scraper.template import editions
from scraper.template.publisher import Place

STORY = "https://makassar.tribunnews.com/2016/02/08/warga-menanam-pohon"


@pytest.mark.parametrize(
    ("first_line", "under_the_text", "people"),
    [
        ("Laporan Wartawan Tribun Timur, Sari Dewi", "Editor: Budi Santoso", "Budi Santoso, Sari Dewi"),
        ("Laporan Wartawan Tribun Timur, Sari Dewi", "Penulis: Muh. Sari Dewi", "Muh. Sari Dewi"),
        ("Laporan Wartawan Tribun Timur, Sari Dewi", "Penulis: Budi Santoso", "Budi Santoso, Sari Dewi"),
    ],
)
def test_tribuns_people_stand_in_the_first_line_and_under_the_text(
    first_line: str, under_the_text: str, people: str
) -> None:
    html = (
        f"<div class='side-article txt-article'><p><strong>{first_line}</strong></p></div>"
        f"<div class=side-article><div class=grey>{under_the_text}</div></div>"
    )
    page = pages.read(html.encode(), STORY)
    rule = tribunnews.PUBLISHER.templates[-1].bylines
    assert rule is not None
    found: tuple[Byline, ...] = rule.value(page, page.root) or ()
    assert ", ".join(person.name for person in found) == people


def test_a_table_of_hosts_tells_province_and_zone() -> None:
    hosts = editions.hosts("tribunnews")
    assert hosts["bali.tribunnews.com"] == Place("Bali", WITA)
    assert editions.hosts("kompas")["denpasar.kompas.com"] == Place("Bali", WIB)
    assert editions.areas("detik")["jateng"] == Place("Jawa Tengah", WIB)
    assert not any("." in area for area in editions.areas("detik"))


@pytest.mark.parametrize(
    ("url", "publisher"),
    [
        ("https://us.bola.viva.co.id/news/read/446715-warga-menanam-pohon", "viva"),
        ("https://nasional.news.viva.co.id/news/read/446715-x", "viva"),
        ("https://co.id/news/read/446715-x", None),
        ("https://bukanviva.co.id/news/read/446715-x", None),
    ],
)
def test_a_host_far_below_one_of_a_publisher_is_its_own(url: str, publisher: str | None) -> None:
    found = publishers.of(url)
    assert (found.id if found else None) == publisher
    assert found is None or found.owns(url)


VIVA = "https://bola.viva.co.id/news/read/446715-warga-menanam-pohon"


def test_vivas_caption_in_the_text_is_all_that_the_next_element_with_words_says() -> None:
    def found(behind: str) -> tuple[Photo, ...]:
        html = f"<div itemprop=articleBody><div><img src=/a.jpg></div><div><br></div>{behind}</div>"
        page = pages.read(html.encode(), VIVA)
        rule = viva.PUBLISHER.templates[-1].photos
        assert rule is not None
        return rule.value(page, page.root) or ()

    url = "https://bola.viva.co.id/a.jpg"
    assert found("<div><em>Banjir surut. Foto: Istimewa</em></div>") == (Photo(url, "Banjir surut.", "Istimewa"),)
    assert found("<div>Warga <em>pulang</em>.</div><div><em>Bukan ini.</em></div>") == (Photo(url),)


def test_metro_balis_caption_is_a_paragraph_all_in_italics() -> None:
    def caption(first: str) -> str | None:
        html = f"""<div class=type-post><div class=single-image><img src=/a.jpg></div>
            <div class=entry-content-inner>{first}<p>Warga menanam pohon.</p></div></div>"""
        page = pages.read(html.encode(), "https://metrobali.com/warga-menanam-pohon-bakau/")
        rule = metrobali.PUBLISHER.templates[0].photos
        assert rule is not None
        return (rule.value(page, page.root) or ())[0].caption

    assert caption("<p><em>Wali kota di pasar.</em></p>") == "Wali kota di pasar."
    assert caption("<p><em>Kota</em> - Pasar modern dibuka.</p>") is None
