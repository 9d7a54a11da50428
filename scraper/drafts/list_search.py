"""Rules for lists of other articles, by the names of their entries or by the heading that stands over them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from scraper.drafts.element_search import ELEMENTS, exact_string, selectors_of, with_text
from scraper.drafts.element_selectors import names
from scraper.extraction.generic.link_lists import SAYS_RELATED
from scraper.extraction.generic.text_index import around
from scraper.html.page import Node, Page, text_of
from scraper.indonesian.boilerplate import heading_kind
from scraper.models import Link, LinkKind, PopularEntry
from scraper.template import rules
from scraper.template.rules import Rule

#: Elements around a link that may be the entry of a list, and around a heading that may stand before its list.
_LEVELS, _HEADING_LEVELS = 5, 4
#: Characters of the longest heading.
_HEADING = 50
#: Characters of the longest box that holds a list and its heading.
_LONGEST_BOX = 6000
#: What in the address of a picture says that it heads a most-read list.
_PICTURED = re.compile(r"(?:ter)?populer|most-?read|trending", re.IGNORECASE)
#: What is listed -> the kinds of headings that it may stand under: "Baca juga" heads lists of related articles, too.
_HEADED = {"related": ("related", "read_also"), "read_also": ("read_also",), "popular": ("popular",)}
#: How a selector tells a heading by its words.
_HEADED_SO = re.compile(r":lexbor-contains\('[^']*'")
#: Entries of a list below the element that holds it.
_ENTRIES = ("li", "> div", "> article", "> *")


def link_rules(page: Page, wanted: tuple[Link, ...]) -> Iterator[Rule[tuple[Link, ...]]]:
    """Rules for the links of one kind, by what they are called and by the heading of their list."""
    kind = wanted[0].kind
    anchors = _anchors(page, wanted[0])
    for selector in selectors_of(anchors):
        yield rules.links(selector, kind)
    for base in _bases(page, kind, anchors):
        yield _by_heading(base, kind)


def _by_heading(base: str, kind: LinkKind) -> Rule[tuple[Link, ...]]:
    """The rule for the links of a list that stands behind a heading.

    Where that does not say that they are related, a list of the same make that does so goes before it, as in reading
    without rules.
    """
    rule = rules.links(f"{base} a", kind)
    if kind != "related" or SAYS_RELATED.search(base):
        return rule
    surer = _HEADED_SO.sub(":lexbor-contains('terkait'", base)
    return rules.links(f"{surer} a", kind) | rule


def popular_rules(page: Page, wanted: tuple[PopularEntry, ...]) -> Iterator[Rule[tuple[PopularEntry, ...]]]:
    """Rules for the entries of a most-read list with its heading, by what they are called and by that heading."""
    heading = wanted[0].box
    box = exact_string(page, heading) if heading else None
    anchors = _anchors(page, wanted[0])
    items: list[Node] = []
    for anchor in anchors:
        items += (anchor, *islice(around(anchor), _LEVELS))
    for selector in selectors_of(items):
        yield rules.popular(selector, box=box)
    for base in _bases(page, "popular", anchors):
        for entry in _ENTRIES:
            yield rules.popular(f"{base} {entry}", box=box)


def is_anchored(rule: Rule[Any]) -> bool:
    """Whether a rule tells a list by the heading that it stands behind."""
    return ":lexbor-contains" in rule.code or "img[src*=" in rule.code


def _anchors(page: Page, entry: Link | PopularEntry) -> list[Node]:
    """The elements of a link with its title."""
    found = page.select("a[href]", page.root)
    of_url = [node for node in found if page.absolute(node.attributes["href"]) == entry.url]
    of_title = [node for node in of_url if text_of(node) == entry.title]
    return of_title[:ELEMENTS]


def _bases(page: Page, kind: str, anchors: list[Node]) -> Iterator[str]:
    """What a list is called by its heading: "h3:lexbor-contains('Populer') + ul", ".box:lexbor-contains('Terkait')"."""
    held = {node.mem_id for anchor in anchors for node in (anchor, *around(anchor))}
    for heading, words in _headings(page, kind):
        place = heading
        for level in range(_HEADING_LEVELS):
            combinator, following = _next_element(place)
            if following is not None and following.mem_id in held:
                yield f"{_called(place)}{_condition(words, level)} {combinator} {_called(following)}"
                break
            if place.parent is None or place.parent.tag in ("body", "html"):
                break
            place = place.parent
            if place.mem_id in held and names(place) and len(place.text()) < _LONGEST_BOX:
                yield f"{_called(place)}{_condition(words, level + 1)}"


def _headings(page: Page, kind: str) -> Iterator[tuple[Node, str]]:
    """The headings of such lists, with the selector that tells one by its words or by its picture."""
    kinds = _HEADED[kind]

    def heads(text: str) -> bool:
        return len(text) <= _HEADING and heading_kind(text) in kinds

    for node in with_text(page, heads, shortest=True):
        words = re.sub(r"[\"'\\]", "", text_of(node)).strip(" :")
        yield node, f":lexbor-contains('{words}' i)"
    for image in page.select("img[src]", page.root) if kind == "popular" else ():
        found = _PICTURED.search(image.attributes["src"] or "")
        if found:
            yield image, f"[src*='{found[0]}']"


def _condition(told: str, level: int) -> str:
    """How an element is told by a heading so many elements below it."""
    if level == 0 or told.startswith(":"):
        return told
    return f":has(> img{told})" if level == 1 else f":has(img{told})"


def _called(node: Node) -> str:
    return next(iter(names(node)), str(node.tag))


def _next_element(node: Node) -> tuple[str, Node | None]:
    """The next element that a reader sees, and how a selector tells it: "+" right behind, "~" behind empty ones."""
    following, combinator = node.next, "+"
    while following is not None and not (following.is_element_node and text_of(following)):
        combinator = "~" if following.is_element_node else combinator
        following = following.next
    return combinator, following
