"""Regions of a page that are not the article's: teasers of other stories, comments, captions, page headers.

A name or a date that stands in one of them says nothing of the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scraper.extraction.generic.column import frame
from scraper.extraction.generic.text_index import around
from scraper.html.page import Node, Page

_COMMENTS = re.compile(r"(?<![a-z])(?:comments?|komentar|disqus|respond|replies)(?![a-z])")
_CAPTION = re.compile(r"caption|(?<![a-z])(?:cap|foto|photo)-?(?:text|foto|desc)")
_HEADER = re.compile(r"top-?bar|(?<![a-z])(?:header|masthead|navbar|nav|menu|today|clock|ticker)(?![a-z])|hari-?ini")
#: Characters of the longest teaser, and of the shortest title of a story.
_TEASER, _TITLE = 400, 16
#: Words of the shortest one.
TITLE_WORDS = 3
#: Elements around a text that may hold it and the title of its story.
_LEVELS = 4
#: In addresses of pages that are no stories.
_OF_PEOPLE = "authors?|penulis|reporter|wartawan|jurnalis|editor|profiles?|profil|members?|user"
OWN_PAGES = re.compile(rf"/(?:{_OF_PEOPLE}|tags?|topi[ck]s?)(?:/|$)")


def names_of(element: Node) -> str:
    """The class names and the id of an element in lower case."""
    attributes = element.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()


def link_around(node: Node, levels: int) -> Node | None:
    """The link in which a text stands, at most so many elements around it."""
    for above in islice(around(node), levels):
        if above.tag == "a":
            return above
    return None


def href_of(link: Node) -> str:
    """Where a link leads, as written; empty for one that leads nowhere."""
    return link.attributes.get("href") or ""


def in_comments(node: Node) -> bool:
    """Whether a text stands among the comments of readers."""
    return any(_COMMENTS.search(names_of(above)) for above in _below_body(node))


def in_aside(node: Node) -> bool:
    """Whether a text stands in what is beside the article."""
    return any(above.tag in ("aside", "footer", "nav") for above in _below_body(node))


def in_list(node: Node) -> bool:
    """Whether a text stands in an entry of a list."""
    return any(above.tag == "li" for above in _near(node))


def in_caption(node: Node) -> bool:
    """Whether a text stands beside a picture and tells of that."""
    return any(above.tag in ("figure", "figcaption") or _CAPTION.search(names_of(above)) for above in _near(node))


def in_page_header(node: Node, spine: frozenset[int]) -> bool:
    """Whether a text stands in a header, a menu or a bar that does not hold the headline, whose elements are given."""
    for above in _below_body(node):
        if above.mem_id in spine:
            return False
        if above.tag in ("nav", "header", "footer", "aside") or _HEADER.search(names_of(above)):
            return True
    return False


def in_teaser(page: Page, node: Node, title_words: int = TITLE_WORDS) -> bool:
    """Whether a text stands in a small element with a link to another story, whose title has so many words."""
    spine = page.once(frame).spine
    for above in _near(node):
        if above.mem_id in spine or len(above.text()) > _TEASER:
            return False
        links = [above] if above.tag == "a" else above.css("a[href]")
        if any(_leads_to_story(page, link, title_words) for link in links):
            return True
    return False


def _leads_to_story(page: Page, link: Node, title_words: int) -> bool:
    title, href = link.text(), href_of(link)
    if len(title) < _TITLE or len(title.split()) < title_words:
        return False
    if OWN_PAGES.search(href):
        return False
    url = page.absolute(href)
    own = (None, page.url, page.canonical)
    return url not in own


def _near(node: Node) -> Iterator[Node]:
    return islice(around(node), _LEVELS)


def _below_body(node: Node) -> Iterator[Node]:
    for above in around(node):
        if above.tag == "body":
            return
        yield above
