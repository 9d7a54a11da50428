"""What is learned from the pages of one site: rules that agree, furniture, layouts, and what is left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import learning_paper as paper
import pytest
from test_draft import imported

from scraper.drafts import layouts, source_text
from scraper.drafts.furniture import furniture
from scraper.drafts.learning import Learned, described, learn, learned_layout
from scraper.drafts.likeness import of_most_read
from scraper.drafts.samples import Sample, different, sample
from scraper.drafts.support import LAYOUT, lost_support
from scraper.errors import NotAnArticle
from scraper.extraction.article import reading
from scraper.html import page as pages
from scraper.html.page import Page
from scraper.models import Article, PopularEntry
from scraper.sites.site import site_of

SITE = replace(site_of(f"https://{paper.HOST}/"), known=True)


@pytest.fixture(scope="module")
def learned() -> Learned:
    return learn(SITE, paper.samples(range(8)))


def rules(learned: Learned, layout: int = 0) -> dict[str, str]:
    return {each.proposal.name: each.proposal.rule.code for each in learned.layouts[layout].fields}


def read(learned: Learned, number: int) -> Article:
    other = paper.samples([number])[0]
    return reading(other.page, learned.publisher)


def test_each_field_has_the_rule_that_a_person_would_write(learned: Learned) -> None:
    assert rules(learned) == {
        "headline": "css('.judul-berita')",
        "published": "css('.waktu')",
        "section": "css('.jalur > li:last-child')",
        "bylines": "bylines('.keterangan')",
        "photos": "photos('.foto', caption=css('figcaption'))",
        "body": "paragraphs('.isi-berita')",
        "related": "links(\"h4:lexbor-contains('Berita Terkait' i) + .deret a\", kind='related')",
        "popular": (
            "popular(\"h4:lexbor-contains('Terpopuler' i) + .laris li\", box=css('.samping > h4'),"
            " views=css('.hitung'))"
        ),
    }
    assert learned.publisher.templates[0].when == ".isi-berita"


def test_every_rule_is_proven_on_pages_that_it_was_not_induced_from(learned: Learned) -> None:
    for each in learned.layouts[0].fields:
        assert each.proposal.proven == each.proposal.tried == 8, each.proposal.name


def test_a_page_that_nobody_learned_from_is_read_better_than_without_rules(learned: Learned) -> None:
    plain, ours = paper.samples([31])[0].plain, read(learned, 31)
    assert plain.section == paper.SECTIONS[31 % 4]
    assert ours.section == f"{paper.SECTIONS[31 % 4]} Lokal"
    assert paper.PROMOTION in plain.paragraphs
    assert list(ours.paragraphs) == paper.lines(31)
    assert ours.names("reporter") == [paper.reporter(31)]
    assert ours.names("editor") == [paper.editor(31)]
    assert [(entry.rank, entry.views) for entry in ours.popular] == [(1, 900), (2, 800), (3, 700), (4, 600)]
    same = ("headline", "published_at", "bylines", "photos", "links")
    assert [getattr(ours, name) for name in same] == [getattr(plain, name) for name in same]


def test_a_learned_file_reads_as_its_publisher_does(learned: Learned, tmp_path: Path) -> None:
    file = tmp_path / "rimba.py"
    file.write_text(source_text.publisher_text(learned.publisher, "Learned."), "utf-8")
    assert imported(file) == learned.publisher


def test_where_a_page_lacks_what_the_others_have_nothing_is_found_in_its_place(learned: Learned) -> None:
    bare = sample(paper.old_page(40, related=False), f"https://{paper.HOST}{paper.path(40)}")
    assert [link for link in reading(bare.page, learned.publisher).links if link.kind == "related"] == []


def test_a_page_that_is_read_wrongly_without_rules_is_outvoted() -> None:
    odd = paper.old_page(3).replace(b"Berita Terkait", b"Dari Redaksi Kami")
    pages = [sample(odd, f"https://{paper.HOST}{paper.path(3)}"), *paper.samples(range(4, 10))]
    assert not pages[0].plain.links
    assert "related" in rules(learn(SITE, pages))


def test_the_same_story_counts_once_however_often_it_was_kept() -> None:
    edited = paper.old_page(1).replace(b"juta rupiah", b"juta rupiah lebih")
    again = sample(edited, f"https://{paper.HOST}{paper.path(1)}")
    copied = sample(paper.old_page(2), f"https://{paper.HOST}/salinan{paper.path(2)}")
    pages = [again, copied, *paper.samples(range(3))]
    assert len(list(different(pages))) == 3


def test_lines_of_many_pages_are_furniture_and_what_recurs_in_stories_is_none() -> None:
    def with_lines(number: int) -> bytes:
        extra = "<h3>Cara Membuat</h3><p>HULU RAWA -</p>"
        return paper.old_page(number).replace(b"<div class=isi-berita>", f"<div class=isi-berita>{extra}".encode())

    assert furniture(paper.samples(range(6), with_lines)) == (paper.PROMOTION,)
    assert furniture(paper.samples(range(6), paper.new_page)) == ()


def test_stories_that_share_most_of_their_words_have_no_furniture_in_their_text() -> None:
    shared = tuple(f"Harga cabai di pasar desa ke-{number} naik lagi sejak awal pekan ini." for number in range(9))

    def told_by_a_form(number: int) -> Sample:
        found = paper.samples([number])[0]
        return replace(found, plain=replace(found.plain, paragraphs=(f"Pasar ke-{number} buka pagi.", *shared)))

    assert furniture([told_by_a_form(number) for number in range(6)]) == ()


def test_the_only_reporter_of_a_paper_is_no_furniture_and_a_house_name_beside_others_is() -> None:
    def alone(number: int) -> bytes:
        return paper.old_page(number).replace(paper.reporter(number).encode(), b"Wayan Sudarma")

    def beside(number: int) -> bytes:
        name = f"Penulis: {paper.reporter(number)}".encode()
        return paper.old_page(number).replace(name, name + b", Agus Sugianto")

    assert furniture(paper.samples(range(6), alone)) == (paper.PROMOTION,)
    assert "Agus Sugianto" in furniture(paper.samples(range(6), beside))


def test_pages_are_grouped_by_layout_and_the_newest_is_first() -> None:
    pages = [*paper.samples(range(20, 26), paper.new_page), *paper.samples(range(6))]
    learned = learn(SITE, pages)
    assert [layout.pages for layout in learned.layouts] == [6, 6]
    assert [template.when for template in learned.publisher.templates] == [".naskah", ".isi-berita"]
    assert rules(learned)["headline"] == "css('.tajuk')"
    assert rules(learned, 1)["headline"] == "css('.judul-berita')"
    mixed = [page for pair in zip(pages[:6], pages[6:], strict=True) for page in pair]
    assert [len(each.samples) for each in layouts.layouts(mixed)] == [6, 6]


def test_a_layout_of_few_pages_is_left_alone() -> None:
    pages = [*paper.samples(range(20, 23), paper.new_page), *paper.samples(range(6))]
    learned = learn(SITE, pages)
    assert learned.too_few == (3,)
    assert [template.when for template in learned.publisher.templates] == [".isi-berita"]


def test_what_no_two_pages_agree_on_has_no_rule() -> None:
    def shuffled(number: int) -> bytes:
        page = paper.old_page(number).decode()
        for name in ("judul-berita", "waktu", "keterangan", "penulis", "penyunting", "foto", "isi-berita", "kolom"):
            page = page.replace(f"class={name}", f"class={name}{chr(97 + number) * 3}")
        return page.replace("<div class=menu>", "<div>" * number + "<div class=menu>").encode()

    found = {each.proposal.name for each in learned_layout(paper.samples(range(6), shuffled)).fields}
    assert {"published", "bylines", "body"}.isdisjoint(found)


def test_a_redesign_is_lost_support_and_a_quiet_week_is_none() -> None:
    known = learn(SITE, paper.samples(range(8))).publisher
    before, since = paper.samples(range(10)), paper.samples(range(20, 25), paper.new_page)
    assert lost_support(known, before) == []
    assert lost_support(known, before[:9]) is None
    lost = lost_support(known, [*since, *before])
    assert lost is not None
    assert LAYOUT in {each.field for each in lost}
    assert {(each.recent, each.recent_of) for each in lost} == {(0, 5)}
    assert lost_support(known, [*since[:3], *before]) == []


def test_a_field_alone_may_lose_its_rule() -> None:
    known = learn(SITE, paper.samples(range(8))).publisher

    def renamed(number: int) -> bytes:
        return paper.old_page(number).replace(b"class=keterangan", b"class=oleh")

    lost = lost_support(known, [*paper.samples(range(20, 25), renamed), *paper.samples(range(8))])
    assert lost is not None
    assert [(each.field, each.earlier, each.earlier_of) for each in lost] == [("bylines", 8, 8)]


def test_the_first_of_several_lists_that_were_read_as_one_is_the_list() -> None:
    entries = tuple(PopularEntry(None, rank, f"https://{paper.HOST}/{rank}", "x") for rank in range(1, 21))
    assert of_most_read(entries[:10], entries) == 1
    assert of_most_read(entries[1:11], entries) < 1
    assert of_most_read(entries[:5], entries[:10]) < 1


def test_samples_are_read_without_the_rules_of_anybody() -> None:
    made: Sample = paper.samples([1])[0]
    assert made.plain.publisher is None


def test_a_site_whose_addresses_tell_its_articles_gets_their_pattern() -> None:
    lists = [f"https://{paper.HOST}/", f"https://{paper.HOST}/desa", f"https://{paper.HOST}/desa/lokal"]
    told = described(SITE, paper.samples(range(6)), lists)
    assert told.known
    assert told.is_article(f"https://{paper.HOST}{paper.path(77)}")
    assert not any(map(told.is_article, lists))
    assert told.indexes == (f"https://{paper.HOST}/",)


def test_a_site_whose_addresses_tell_nothing_stays_one_and_is_read_by_its_templates(tmp_path: Path) -> None:
    site = site_of(f"https://{paper.HOST}/", region="Sulawesi Selatan")
    a_list = f"https://{paper.HOST}/desa/9/semua-kabar-dari-desa"
    told = learn(described(site, paper.samples(range(6)), [a_list]), paper.samples(range(6))).publisher
    assert not told.known
    file = tmp_path / "rimba.py"
    file.write_text(source_text.publisher_text(told, "Learned."), "utf-8")
    assert imported(file) == told
    article = reading(paper.samples([31])[0].page, told)
    assert (article.section, article.publisher) == (f"{paper.SECTIONS[31 % 4]} Lokal", paper.SITE)
    rows = "".join(f"<li><a href='{path}'>{title}</a></li>" for path, title in paper.linked(1, 0, 12))
    front = sample_page(f"<h1>Desa</h1><div class=isi-berita><ul>{rows}</ul></div>", a_list)
    with pytest.raises(NotAnArticle):
        reading(front, told)
    with pytest.raises(NotAnArticle):
        reading(sample_page(f"<h1>Desa</h1><ul>{rows}</ul>", a_list), told)


def sample_page(body: str, url: str) -> Page:
    return pages.read(f"<!doctype html><meta charset=utf-8><title>Desa</title><body>{body}</body>".encode(), url)


def test_a_list_that_says_that_it_is_related_goes_before_one_of_other_stories() -> None:
    def headed(number: int) -> bytes:
        return paper.old_page(number).replace(b"Berita Terkait", b"Baca Juga")

    def both(number: int) -> bytes:
        rows = "".join(f'<div><a href="{path}">{title}</a></div>' for path, title in paper.linked(number, 40, 4))
        second = (
            f"<div class=kotak><h4>Artikel Terkait</h4><div class=deret>{rows}</div></div></div><div class=samping>"
        )
        return headed(number).replace(b"</div><div class=samping>", second.encode(), 1)

    learned = learn(SITE, paper.samples(range(8), headed))
    plain, other = paper.samples([31], headed)[0], paper.samples([31], both)[0]
    assert reading(plain.page, learned.publisher).links == plain.plain.links
    found = reading(other.page, learned.publisher).links
    assert [link.url for link in found] == [f"https://{paper.HOST}{path}" for path, _ in paper.linked(31, 40, 4)]
