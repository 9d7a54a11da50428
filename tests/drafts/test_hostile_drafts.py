"""The text of a page never runs: whatever it says, a drafted file holds it as strings alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.drafts import source_text
from scraper.drafts.draft import Draft, draft_of
from scraper.errors import ScrapeError
from scraper.models import Article
from scraper.template import rules
from scraper.template.publisher import Publisher, Template
from scraper.template.rules import bylines, css, css_all, json_ld, links, meta, paragraphs, photos, popular

HOST = "www.kabarangin.co.id"
LINK = f"https://{HOST}/berita/daerah/48213/warga-teluk-sagara-menanam-seribu-bakau"
#: Runs when a quotation ends early, whichever quotation mark is used; "spoiled" without a mark is spelt in numbers.
_NAME = "+".join(f"chr({ord(letter)})" for letter in "spoiled")
_OPEN = f"str(open({_NAME},chr(119)))"
HOSTILE = {
    "ends single quotes": f"a'+{_OPEN}+'b",
    "ends double quotes": f'a"+{_OPEN}+"b',
    "ends both": f"a\"'+{_OPEN}+'\"b",
    "ends three": f'a"""+{_OPEN}+"""b',
    "ends three single": f"a'''+{_OPEN}+'''b",
    "a backslash first": f"a\\'+{_OPEN}+\\'b",
    "a backslash last": "a'\\",
    "a new line": f"a'\n{_OPEN}\n#'",
    "a return": f"a'\r{_OPEN}\r#'",
    "a separator of lines": f"a'\u2028{_OPEN}\u2029#'",
    "an f-string": f"{{{_OPEN}}}",
    "a comment": f"a',) #\n{_OPEN}",
    "a bracket": f"a'), {_OPEN}, css('b",
    "a summand": f"a' + {_OPEN} + 'b' + 'c",
    "long": f"'+{_OPEN}+'" * 2,
    "an argument": f"a', caption='x', drop='+{_OPEN}+', credit='",
}
PAGE = """<!doctype html><html lang="id"><head><meta charset="utf-8"><title>Warga Teluk Sagara Menanam Bakau {text}
</title><meta property="og:site_name" content="{text}"><meta property="article:section" content="{text}">
<meta name="keywords" content="{text}"><meta property="og:title" content="Warga Teluk Sagara Menanam Bakau {text}">
<link rel="alternate" type="application/rss+xml" href="/feed/{text}">
<script type="application/ld+json">{{"@type": "NewsArticle", "publisher": {{"name": "Kabar"}},
"datePublished": "2025-03-11T10:36:00+07:00"}}</script></head>
<body><div class="crumbs"><a href="/">Beranda</a><a href="/{text}">{text}</a></div>
<div class="{text}" id="{text}" itemprop="{text}"><h1 class="{text}">Warga Teluk Sagara Menanam Bakau {text}</h1>
<div class="info"><span><i class="material-icons">{text}</i> Selasa, 11 Maret 2025 10:36 WIB</span>
<span><i class="material-icons">{text}x</i> 1.842</span>
<span><i class="material-icons">person {text}</i> Penulis: Ratna Wulandari</span></div>
<figure class="{text}"><img src="/media/{text}.jpg" width="700"><figcaption class="{text}">{text}</figcaption></figure>
<div class="isi {text}"><p>Warga Teluk Sagara menanam seribu bibit bakau di pesisir yang terkikis ombak tahun lalu.</p>
<p>Bibit itu dibeli dari iuran warga selama enam bulan, tanpa bantuan dari pemerintah daerah setempat.</p>
<div class="{text}"><b>Baca juga:</b> <a href="/berita/daerah/48100/nelayan-sagara-menjaga-hutan">{text}</a></div>
<blockquote class="{text}">{text}</blockquote>
<p>"Kami ingin anak cucu masih melihat kepiting di sini," kata Ketua Kelompok Tani Bahari, Suroso, di lokasi.</p>
<p>Penanaman akan diulang setiap bulan sampai seluruh pesisir sepanjang dua kilometer tertutup bakau.</p></div>
<ul class="tags"><li><a href="/tag/{text}">{text}</a></li><li><a href="/tag/bakau">bakau</a></li></ul></div>
<div class="samping"><h3 class="{text}">Terpopuler {text}</h3><ul class="laris">
<li><a href="/berita/daerah/47001/pasar-ikan-sagara-pindah">Pasar Ikan {text}</a></li>
<li><a href="/berita/daerah/47002/jembatan-gantung-dibuka">Jembatan Gantung {text}</a></li>
<li><a href="/berita/daerah/47003/sekolah-terapung-sagara">Sekolah Terapung {text}</a></li></ul></div></body></html>"""


def hostile_page(text: str) -> bytes:
    return PAGE.format(text=escape(text)).encode("utf-8", "replace")


#: Nothing of it is asked for by the text of the file.
ARTICLE = Article(url=LINK, publisher="kabarangin")


def draft_of_values(text: str) -> Draft:
    """A draft whose every value is a hostile text, also where no page was found that leads to it."""
    rule = css(text, holding=text, drop=text)
    template = Template(
        when=text, headline=rule | meta(text), published=json_ld(text), tags=css_all(text),
        body=paragraphs(text, drop=text),
        bylines=bylines(text) + bylines(text), photos=photos(text, caption=rule, credit=css(text)),
        links=links(text, "related") + links(text, "read_also"), popular=popular(text, box=rule), verified=False,
    )  # fmt: skip
    publisher = Publisher(
        id="kabarangin", name=text, region=None, hosts=(text, text), article=r".*", indexes=(text,), feeds=(text, text),
        scheme="http", templates=(template,),
    )  # fmt: skip
    return Draft(publisher, ARTICLE, (), b"")


ALLOWED = {"Publisher", "Template", "IMAGE"} | {name for name in vars(rules) if not name.startswith("_")}


def code_in(source: str) -> list[str]:
    """What in a source is neither a constant nor a rule that is made of constants."""
    tree = ast.parse(source)
    names = [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]
    strange = [name for name in names if name not in ALLOWED | {"PUBLISHER"}]
    kinds = [type(node).__name__ for node in tree.body]
    expected = ["Expr", *["ImportFrom"] * kinds.count("ImportFrom"), "Assign"]
    forbidden = (ast.Attribute, ast.Subscript, ast.Lambda, ast.JoinedStr, ast.comprehension, ast.Starred)
    strange += [type(node).__name__ for node in ast.walk(tree) if isinstance(node, forbidden)]
    return strange if kinds == expected else [*strange, *kinds]


def run_all(sources: list[str], folder: Path) -> None:
    """Import every drafted file in one process of its own; fails where one cannot be imported or runs anything."""
    for number, source in enumerate(sources):
        (folder / f"drafted{number}.py").write_text(source, "utf-8")
    script = f"for number in range({len(sources)}): __import__(f'drafted{{number}}')"
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not list(folder.glob("*spoiled*"))


def test_no_hostile_page_runs_when_its_draft_is_imported(tmp_path: Path) -> None:
    sources = [source_text.text(draft_of(hostile_page(text), LINK)) for text in HOSTILE.values()]
    run_all(sources, tmp_path)
    assert sum("chr(" in source for source in sources) == len(sources) - 1  # one has no more than quotation marks


def test_no_hostile_value_runs_whichever_rule_holds_it(tmp_path: Path) -> None:
    run_all([source_text.text(draft_of_values(text)) for text in HOSTILE.values()], tmp_path)


def test_the_icon_of_a_line_is_held_as_it_is(tmp_path: Path) -> None:
    """The page that let its text run: a rule that is told by an icon's word, which a quotation mark ended."""
    text = HOSTILE["ends single quotes"]
    html = f"""<html><body><h1>Warga Teluk Sagara Menanam Bakau</h1><div class="info">
    <span><i class="material-icons">{text}</i> Selasa, 11 Maret 2025 10:36 WIB</span>
    <span><i class="material-icons">mata</i> 1.842</span></div>
    <div class="isi"><p>Warga Teluk Sagara menanam seribu bibit bakau di pesisir yang terkikis ombak sejak dulu.</p>
    <p>Bibit itu dibeli dari iuran warga selama enam bulan, tanpa bantuan dari pemerintah daerah setempat.</p></div>
    </body></html>"""
    made = source_text.text(draft_of(html.encode(), LINK))
    assert "holding=" in made
    run_all([made], tmp_path)


pieces = st.text("'\"\\\n\r(),#+x {}0\x00\u2028", max_size=40)


@settings(max_examples=60, deadline=None)
@given(pieces)
def test_a_draft_holds_nothing_but_constants_in_rules(text: str) -> None:
    assert code_in(source_text.text(draft_of_values(text))) == []


@settings(max_examples=25, deadline=None)
@given(pieces)
def test_a_drafted_page_holds_nothing_but_constants_in_rules(text: str) -> None:
    try:
        made = draft_of(hostile_page(text), LINK)
    except ScrapeError:  # what cannot be drafted is told, which is an answer
        return
    assert code_in(source_text.text(made)) == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_value_comes_back_as_it_was(text: str) -> None:
    tree = ast.parse(source_text.text(draft_of_values(text)))
    assert text in {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
