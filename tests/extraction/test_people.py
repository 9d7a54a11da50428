"""Who wrote an article: siblings of what people report of lost and of wrong authors. All news is invented."""

from __future__ import annotations

import pytest
from newspage import LINES, json_ld, newspage, read, text

from scraper.indonesian.bylines import bylines


def people(page: bytes) -> list[tuple[str, str]]:
    return [(byline.name, byline.role) for byline in read(page).bylines]


BOTH = [("Ratna Ayuningsih", "reporter"), ("Galang Wirasaba", "reporter")]
ONE = BOTH[:1]
PERSON = {"@type": "Person", "name": "Ratna Ayuningsih"}
SEVERAL = {
    "persons and the paper": [PERSON, {"@type": "Person", "name": "Galang Wirasaba"}, {"name": "Kabar Lembah"}],
    "strings": ["Ratna Ayuningsih", "Galang Wirasaba"],
    "one string": "Ratna Ayuningsih dan Galang Wirasaba",
    "names in a list": {"@type": "Person", "name": ["Ratna Ayuningsih", "Galang Wirasaba"]},
    "one by its parts": [PERSON, {"givenName": "Galang", "familyName": "Wirasaba"}],
}


@pytest.mark.parametrize("form", SEVERAL)
def test_all_authors_of_json_ld(form: str) -> None:
    assert people(newspage(head=json_ld(author=SEVERAL[form]))) == BOTH


def test_authors_that_json_ld_refers_to() -> None:
    graph = f'<script type="application/ld+json">{{"@graph": [{{"@id": "#p", "name": "{ONE[0][0]}"}}]}}</script>'
    assert people(newspage(head=json_ld(author=[{"@id": "#p"}]) + graph)) == ONE


def test_all_authors_of_meta_elements() -> None:
    head = "".join(f'<meta name="author" content="{name}">' for name, _ in BOTH)
    assert people(newspage(head=head)) == BOTH


@pytest.mark.parametrize("name", ['property="article:author"', 'name="dc.creator"', 'name="parsely-author"'])
def test_authors_of_other_meta_elements(name: str) -> None:
    assert people(newspage(head=f'<meta {name} content="Ratna Ayuningsih">')) == ONE


def test_an_address_is_no_author() -> None:
    head = '<meta property="article:author" content="https://www.facebook.com/kabarlembah">'
    assert people(newspage(head=head)) == []


FORMS = {
    "first and last name": "<div class=byline>Oleh: <span>Ratna</span> <span>Ayuningsih</span></div>",
    "a part underlined": "<p class=author>Penulis: Ratna <u>Ayuningsih</u></p>",
    "a part in bold": "<p>Reporter : <b>Ratna</b> Ayuningsih</p>",
    "glued parts": "<div class=byline>Oleh <i>Ratna</i><i>Ayuningsih</i></div>",
    "a label with a stop": "<p>12 Views / Penulis. <a href=/penulis/ratna>Ratna Ayuningsih</a></p>",
    "a label with a bar": "<p>Penulis | Ratna Ayuningsih</p>",
    "a label with a dash": "<p>Reporter - Ratna Ayuningsih</p>",
    "a label in a line of its own": "<div><p>Penulis</p><p>Ratna Ayuningsih</p></div>",
    "a role behind the name": "<ul><li><span>Ratna Ayuningsih</span> <span>Penulis</span></li></ul>",
    "a plain line with the date": "<span>Ratna Ayuningsih - 13 Oktober 2016 23:11 wib</span>",
    "beside the date": "<div><div>Rabu, 25 September 2013</div><div>Ratna Ayuningsih</div></div>",
    "an element of its own": "<span><author>Ratna Ayuningsih</author> : <time>19 Jun 2015 | 13:06</time></span>",
}


@pytest.mark.parametrize("form", FORMS)
def test_one_person_in_every_printed_form(form: str) -> None:
    assert people(newspage(info=FORMS[form])) == ONE


OTHERS = {
    "teasers in an aside": "<aside class=latest><div><a href=/daerah/festival-perahu-hias>Festival Perahu Hias Digelar "
    "di Muara</a><span class=author>Dwi Lestari</span></div></aside>",
    "labelled teasers": "<section class=related><h3>Berita Terkait</h3><div><a href=/daerah/timbangan-baru>Posyandu "
    "Kuala Dapat Timbangan Baru</a><p>Penulis: Dwi Lestari</p></div></section>",
    "comments": "<div id=comments><h3>1 Komentar</h3><div><span class=comment-author itemprop=author>Dwi Lestari</span>"
    "<p>Terima kasih.</p></div></div>",
}


@pytest.mark.parametrize("where", OTHERS)
def test_the_authors_of_teasers_and_comments_are_none_of_the_articles(where: str) -> None:
    assert people(newspage(behind=OTHERS[where])) == []
    assert people(newspage(info="<p>Penulis: Ratna Ayuningsih</p>", behind=OTHERS[where])) == ONE


def test_unlabelled_names_are_those_that_the_head_confirms() -> None:
    info = "<div class=author>Ratna Ayuningsih</div><div class=author>Kepala Dusun</div>"
    assert people(newspage(head=json_ld(author=PERSON), info=info)) == ONE


def test_the_editor_in_the_head_adds_nobody_to_the_printed() -> None:
    page = newspage(head=json_ld(author="Galang Wirasaba"), info="<p>Penulis: Ratna Ayuningsih</p>")
    assert people(page) == ONE


@pytest.mark.parametrize("words", ["Diterbitkan", "Dilihat", "Daerah", "Kupang", "Maret"])
def test_words_beside_a_date_are_no_persons(words: str) -> None:
    assert people(newspage(info=f"<div>{words} - 13 Oktober 2016</div>")) == []


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Siti Aminah, M. Ali", ["Siti Aminah", "M. Ali"]),
        ("Siti Aminah dan Moh. Iqbal", ["Siti Aminah", "Moh. Iqbal"]),
        ("Penulis: Siti Aminah, Muh. Ridwan, S.Sos., M.Si", ["Siti Aminah", "Muh. Ridwan, S.Sos., M.Si"]),
        ("Kontributor Kupang", []),
        ("Kontributor Kupang, Maria Goreti", ["Maria Goreti"]),
        ("Wartawan Lombok Timur", []),
        ("Siti Aminah - Sepakbola", ["Siti Aminah"]),
        ("Oleh karena itu", []),
        ("Reporter: AZF", []),
        ("Editor: PR Wire", []),
    ],
)
def test_who_is_a_person_in_a_line(line: str, names: list[str]) -> None:
    assert [byline.name for byline in bylines(line)] == names


def test_capitals_sign_a_text_where_they_are_a_full_name() -> None:
    assert people(newspage(body=text((*LINES, "RATNA AYUNINGSIH")))) == [("RATNA AYUNINGSIH", "reporter")]
    assert people(newspage(body=text((*LINES, "AZF")))) == []


@pytest.mark.parametrize(
    ("behind", "code"),
    [
        ("<div>Iklan</div><p><b>(mdk/dem)</b></p>", "mdk/dem"),
        ("<div>Ikuti saluran kami</div><div><div><p>(kpl/irf/sry)</p></div></div>", "kpl/irf/sry"),
        ("<p>REDAKSI-MuI</p>", "MuI"),
        ("<p>(Kabar Lembah)</p>", None),
        ("<p>(2/3)</p>", None),
    ],
)
def test_initials_behind_the_text(behind: str, code: str | None) -> None:
    assert read(newspage(behind=behind)).initials == code


@pytest.mark.parametrize("line", ["... selesai. (kd)", "(Dio/Ysl)", "... selesai. (***/Ratna Ayuningsih)", "YHD"])
def test_initials_in_every_form_are_no_text(line: str) -> None:
    article = read(newspage(body=text((*LINES, line.replace("...", "Layanan itu")))))
    assert article.initials in ("kd", "Dio/Ysl", "***/Ratna Ayuningsih", "YHD")
    assert article.initials not in article.body
