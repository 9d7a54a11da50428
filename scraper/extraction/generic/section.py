"""The section of an article without rules: breadcrumbs, the label over its headline, its category, its address."""

from __future__ import annotations

import re
from typing import Any

from scraper import urls
from scraper.extraction.generic.column import frame
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.kicker import TOPIC
from scraper.extraction.generic.regions import href_of, link_around
from scraper.extraction.generic.text_index import plain, sheet_of
from scraper.html.json_ld import types
from scraper.html.page import Node, Page, text_of
from scraper.text import fold

_CRUMBS = ("[class*=crumb]", "[id*=crumb]", "[itemtype*=BreadcrumbList]")
_HOME = re.compile(
    r"(?:home|beranda|depan|halaman (?:depan|utama)|inde[kx]s?|(?:detail )?(?:berita|artikel|articles?)|read)\W*|"
    r"[\W\d]*",
    re.IGNORECASE,
)
_CATEGORIES = "a[rel~=category], .taxonomy-category a, .cat-links a"
_CATEGORY_LINKS = "a[href*='/kategori/'], a[href*='/category/'], a[href*='/rubrik/'], a[href*='/kanal/']"
#: Elements around headline and text in which they are looked for.
_WIDER = 2
_LABELS = frozenset(("a", "h2", "h3", "h4", "h5", "h6", "small"))
_NAMED = re.compile(r"kanal|categor|kategori|section|rubrik|channel|label")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+){0,2}")
#: Characters of the longest name of a section.
_LONGEST = 40
#: Elements between the headline's text and the one that holds its label, too.
_STEPS = 3
#: Elements around a label that may be its link.
_LABEL_LEVELS = 2
#: Texts around the headline in which views are printed.
_NEAR = 15


def section(page: Page) -> str | None:
    """The most specific section that the page prints: in breadcrumbs, over the headline, or as its URL calls it."""
    for rule in (_crumb, _over_headline, _filed, _said, _from_url, _active):
        if found := rule(page):
            return found
    return None


def _crumb(page: Page) -> str | None:
    """The last step of the breadcrumbs that is not the article itself."""
    printed = page.once(printed_headline)
    own = plain(printed[0]) if printed else ""
    for trail in next(filter(None, (page.select(crumbs, page.root) for crumbs in _CRUMBS)), ()):
        steps = [text_of(node).strip(" »›>/|") for node in trail.css("a, li, span")] or [text_of(trail)]
        for step in reversed(steps):
            if _is_name(step) and plain(step) not in own:
                return step
    return None


def _over_headline(page: Page) -> str | None:
    """A link of a word or two directly over the headline."""
    head, sheet = page.once(printed_headline), page.once(sheet_of)
    if head is None:
        return None
    for place in range(head[1] - 1, max(-1, head[1] - 3), -1):
        label, holder = fold(sheet.texts[place]), sheet.nodes[place].parent
        marked = holder is not None and (
            holder.tag in _LABELS
            or (holder.parent is not None and holder.parent.tag == "a")
            or _NAMED.search(f"{holder.attributes.get('class')}")
        )
        if (
            marked
            and not _is_topic(sheet.nodes[place])
            and _is_name(label)
            and len(label.split()) <= 3
            and _together(sheet.nodes[place], sheet.nodes[head[1]])
        ):
            return label
    return None


def _is_topic(label: Node) -> bool:
    """Whether a label leads to what the site has on one topic: it is the headline's kicker."""
    link = link_around(label, _LABEL_LEVELS)
    if link is None:
        return False
    found = TOPIC.search(href_of(link))
    return found is not None


def _filed(page: Page) -> str | None:
    """The category that a WordPress theme prints beside the article."""
    column = page.once(frame).both[:_WIDER]
    if not column:
        return None
    categories = page.select(_CATEGORIES, column[-1])
    names = map(text_of, (*categories, *_near_headline(page, column[0])))
    return next(filter(_is_name, names), None)


def _near_headline(page: Page, element: Node) -> list[Node]:
    """The links to categories that stand near the headline."""
    head, sheet = page.once(printed_headline), page.once(sheet_of)
    if head is None:
        return []
    found: list[Node] = []
    for link in page.select(_CATEGORY_LINKS, element):
        place = sheet.first_in(link) or 0
        if abs(place - head[1]) < _NEAR:
            found.append(link)
    return found


def _together(label: Node, headline: Node) -> bool:
    """Whether a label and the headline stand in one small element and not a menu over the page."""
    near: Node | None = headline
    for _ in range(_STEPS):
        near = near.parent if near is not None else None
    above = label.parent
    while above is not None and above.tag not in ("li", "nav"):
        if near is not None and above.mem_id == near.mem_id:
            return True
        above = above.parent
    return False


def _said(page: Page) -> str | None:
    """What JSON-LD or the head names."""
    trails = (block for block in page.json_ld if "BreadcrumbList" in types(block))
    for trail in trails:
        names = _trail_names(trail)
        if names:
            return names[-1]
    said = page.meta.get("article:section") or page.described.get("articleSection")
    first = said[0] if isinstance(said, list) and said else said
    if not isinstance(first, str):
        return None
    return first if _is_name(first) else None


def _trail_names(trail: dict[str, Any]) -> list[str]:
    """The names of the steps in a trail of breadcrumbs of JSON-LD."""
    items = trail.get("itemListElement")
    if not isinstance(items, list):
        return []
    names = filter(None, map(_item_name, items))
    return list(filter(_is_name, names))


def _item_name(item: object) -> str | None:
    if not isinstance(item, dict):
        return None
    name = item.get("name") or item.get("item")
    if isinstance(name, dict):
        name = name.get("name")
    return name if isinstance(name, str) else None


def _from_url(page: Page) -> str | None:
    """The last step of the path, else the first label of the host, that the page prints as a text of its own."""
    steps = [step for step in urls.path(page.url).split("/")[1:-1] if not any(map(str.isdigit, step))]
    host = urls.authority(page.url).split(".")
    words = [*reversed(steps), *(host[:1] if len(host) > 2 else ())]
    sheet = page.once(sheet_of)
    for word in filter(_WORD.fullmatch, words):
        name = word.replace("-", " ")
        for place in sheet.find((name,), longest=_LONGEST):
            if (text := sheet.text(place)).lower() == name:
                return text
    return None


def _active(page: Page) -> str | None:
    """The entry of the menu that is marked as the reader's place."""
    names = (text_of(node) for node in page.select("a.active, li.active > a, .current-menu-item > a", page.root))
    return next(filter(_is_name, reversed(list(names))), None)


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST and _HOME.fullmatch(text) is None
