"""VIVA, a national site whose channels are hosts of their own and share one layout.

It was read on stored pages of 2016. Photo and video pages and the forum are no articles.
"""

import re
from datetime import date

from scraper.html.page import Node, Page, text_of
from scraper.models import Photo, PopularEntry
from scraper.template import editions
from scraper.template.publisher import Publisher, Template, Verified
from scraper.template.rules import IMAGE, by, by_all, bylines, css, first, links, paragraphs, photo, photos, popular

#: A picture in the text; its caption is a centred line in italics below it.
_PICTURE = "[itemprop=articleBody] div:has(> img)"
_BACA_JUGA = "[itemprop=articleBody] strong:lexbor-contains('baca juga' i)"


#: "Words (Name)", of which both may hold brackets of their own: "Messi (biru) (Yadi (Bandung))".
_BRACKETED = re.compile(r"(.+) \(((?:[^()]|\([^()]*\))+)\)")


def _words(line: str) -> str:
    found = _BRACKETED.fullmatch(line)
    return found[1] if found else line


def _name(line: str) -> str | None:
    found = _BRACKETED.fullmatch(line)
    return found[2] if found else None


def _most_read(page: Page) -> tuple[PopularEntry, ...]:
    """The first of the channels' lists under the story."""
    boxes = page.select(".kanal.right:has(.kanal-title:lexbor-contains('terpopuler' i))", page.root)
    return _LIST.value(page, boxes[0]) if boxes else ()


def _in_text(page: Page) -> tuple[Photo, ...]:
    """The pictures in the text, each with the caption that is all that the next element with words says."""
    found: list[Photo] = []
    for node in page.select(_PICTURE, page.root):
        url = _IMAGE.value(page, node)
        if url:
            found.append(photo(url, _behind(node)))
    return tuple(found)


def _behind(node: Node) -> str | None:
    after = node.next
    while after is not None and (after.tag in ("-text", "-comment") or not text_of(after)):
        after = after.next
    caption = after.css_first("em") if after is not None else None
    if after is None or caption is None:
        return None
    text = text_of(caption)
    return text if text == text_of(after) else None


_IMAGE = css("img", attr=IMAGE)
_LIST = popular(".link_title", first(".kanal-title"))
_2013 = Template(
    when=".newsdesc ~ .article",
    headline=css("h1.newstitle"),
    kicker=css(".newstitle ~ .summary"),
    published=css(".newsdesc > .left"),
    bylines=bylines(".newsdesc > .right", "reporter"),
    photos=photos(
        ".newsdesc ~ .article",
        first("#att_fotoimg", attr=IMAGE),
        caption=css("#att_fotocaption", to=_words),
        credit=css("#att_fotocaption", to=_name),
    ),
    body=paragraphs(".newsdesc ~ .article", drop=".side, #att_fotocaption, br ~ div:has([class*=share], [id^=gplus])"),
    links=links(".terkait .listberita a", "related"),
    popular=by(_most_read),
    required=("bylines",),
)

PUBLISHER = Publisher(
    id="viva",
    name="VIVA",
    region=None,
    hosts=("www.viva.co.id", "viva.co.id", "m.viva.co.id"),
    editions=editions.hosts("viva"),
    article=r"/(?!read/|foto/|video/|indeks)(?:[\w-]+/){1,3}(?P<id>\d{4,})-",
    feeds=("https://rss.viva.co.id/get/all",),
    indexes=("https://www.viva.co.id/indeks", "https://lampung.viva.co.id/indeks"),
    most_read=("https://lampung.viva.co.id/terpopuler",),
    verified=Verified(date(2016, 2, 16), "http://life.viva.co.id/showbiz/read/736460"),
    templates=(
        _2013,
        Template(
            when=".article-detail [itemprop=articleBody]",
            headline=css(".article-detail > .title h1"),
            kicker=css(".article-detail > .summary"),
            published=css(".smalldesc .date"),
            section=css(".upperdeck-kanal"),
            bylines=bylines(".smalldesc .author"),
            photos=photos(
                ".article-detail:has(> .thumbcontainer)",
                first(".thumbcontainer > img", attr=IMAGE),
                first(".photodesc", drop="b"),
                first(".photodesc > b"),
            )
            + by_all(_in_text),
            body=paragraphs("[itemprop=articleBody]", drop=f"{_PICTURE} ~ div[style*=center]", heads="strong, b"),
            links=links(f"{_BACA_JUGA} a, {_BACA_JUGA} + a", "read_also")
            + links(".artikel-terkait .list a", "related"),
            popular=popular(".hot-topic li", box=css(".hot-topic .titlebar")),
            required=("bylines", "section"),
        ),
    ),
)
