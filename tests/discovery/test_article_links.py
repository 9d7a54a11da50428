"""Links of front pages and lists of unknown sites: which of them lead to articles."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from scraper import urls
from scraper.discovery.article_links import article_links, is_ruled_out, weighed_links
from scraper.discovery.learned_shapes import ENOUGH, LearnedShapes, learned
from scraper.discovery.link_features import linked
from scraper.html import page as pages
from scraper.html.page import Page

REAL = Path(__file__).parents[3] / "shared" / "pages"
GOLD: list[dict[str, Any]] = json.loads((Path(__file__).parent / "linked_articles.json").read_text("utf-8"))
BY_HAND = [each for each in GOLD if "by_hand" in each]
SHOWN = re.compile(r"(?:^|\d )\W*(?:foto|video|infografi[sk]) ?[:|]", re.IGNORECASE)


def is_article(gold: dict[str, Any], url: str, title: str) -> bool:
    address = url.partition("//")[2]
    if SHOWN.search(title) or re.search(gold.get("except", r"(?!)"), address):
        return False
    return re.search(gold["articles"], address) is not None


@pytest.mark.skipif(not REAL.exists(), reason="the real pages are not at hand")
@pytest.mark.parametrize("gold", BY_HAND, ids=[each["page"] for each in BY_HAND])
def test_articles_of_a_real_list_are_told_from_the_rest(gold: dict[str, Any]) -> None:
    page = pages.read((REAL / gold["page"]).read_bytes(), urls.canonical(gold["url"]))
    titles = {url: each.title for url, each in linked(page).items()}
    truth = {url for url, title in titles.items() if is_article(gold, url, title)}
    found = set(article_links(page))
    assert len(truth) >= 10
    assert len(found & truth) >= 0.95 * len(found), found - truth
    assert len(found & truth) >= 0.95 * len(truth), truth - found


def listed(*links: str) -> Page:
    return pages.read(f"<html><body><ul>{''.join(links)}</ul></body></html>".encode(), "https://kabardesa.example/")


def link(path: str, title: str) -> str:
    return f"<li><a href='{path}'>{title}</a></li>"


NUMBERED = [f"https://kabardesa.example/warta/{number}" for number in range(3, 11)]
PAGE = listed(*(link(urls.path(url), "Warga Dusun Membuka Pasar") for url in NUMBERED))


def test_of_a_shape_that_nobody_knows_a_few_are_tried_and_the_others_wait() -> None:
    shapes = LearnedShapes()
    told = weighed_links(PAGE, shapes)
    assert (told.tried, told.left_out) == (NUMBERED[:ENOUGH], NUMBERED[ENOUGH:])
    assert weighed_links(PAGE, shapes) == told
    assert not shapes.tell_more()
    for url in told.tried:
        shapes.add(url, is_article=True)
    assert shapes.tell_more()
    assert article_links(PAGE, shapes) == NUMBERED


def test_what_was_no_article_speaks_against_its_shape_and_against_no_other() -> None:
    shapes = learned((f"https://kabardesa.example/agenda/{day}/acara-warga-desa-kami", False) for day in range(3))
    assert shapes.is_article("https://kabardesa.example/agenda/9/rapat-besar-warga-kampung") is False
    assert shapes.is_article("https://kabardesa.example/warta/9/rapat-besar-warga-kampung") is None
    story = listed(link("/agenda/9/rapat-besar-warga-kampung", "Rapat Besar Warga Kampung Digelar"))
    assert weighed_links(story).tried == ["https://kabardesa.example/agenda/9/rapat-besar-warga-kampung"]
    assert weighed_links(story, shapes) == ([], [], [])


def test_articles_of_one_section_speak_for_those_of_the_next() -> None:
    shapes = learned((f"https://kabardesa.example/tani/{name}", True) for name in ("panen-padi-raya", "a-b-c", "d-e-f"))
    assert shapes.is_article("https://kabardesa.example/laut/nelayan-pulang-pagi") is True


@pytest.mark.parametrize(
    "path",
    ["/", "/foto/panen-raya-di-lereng", "/kode-etik", "/pedoman-media-siber/", "/detiktv/d-1/banjir-mulai-surut"],
)
def test_some_addresses_hold_no_article_whatever_links_to_them(path: str) -> None:
    url = f"https://kabardesa.example{path}"
    assert is_ruled_out(url)
    assert article_links(listed(link(path, "Warga Dusun Membuka Pasar Pagi Bersama"))) == []
