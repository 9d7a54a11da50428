"""Small facts around an article: its section, views, pages, pull quotes."""

from __future__ import annotations

import re
from itertools import chain, islice

from scraper import urls
from scraper.generic.container import container
from scraper.generic.frame import frame
from scraper.generic.headline import printed_headline
from scraper.generic.sheet import Sheet, around, line_of, plain, sheet_of
from scraper.page import Node, Page, text_of
from scraper.structured import types
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
_VIEWS = re.compile(
    r"(?P<number>\d[\d.,]*(?: ?(?:rb|k|jt)\b)?)\s*(?:x |kali )?(?:views?|dibaca|dilihat|pembaca|hits)\b"
    r"|(?:dibaca|dilihat|views?|hits?)\s*:?\s*(?P<behind>\d[\d.,]*(?: ?(?:rb|k|jt)\b)?)",
    re.IGNORECASE,
)
#: A number alone is a count of views where what is around or before it says so: a class, or an icon's name.
_COUNT = re.compile(r"\d[\d.,]*(?: ?(?:rb|k|jt))?", re.IGNORECASE)
_EYE = re.compile(
    r"(?<![a-z])(?:post-?)?views?(?![a-z])|(?<![a-z])eye|dibaca|dilihat|(?<![a-z])hits?(?![a-z])|visibility"
)
_VIEW_HINTS = ("dibaca", "dilihat", "view", "pembaca", "hits")
_TWEETS = re.compile(r"twitter|instagram|tiktok|facebook|fb-|embed|wp-block|summary|ringkasan")
#: Elements between the headline's text and the one that holds its label, too.
_STEPS = 3
_PAGE_OF = re.compile(
    r"(?:halaman|page)\s*:?\s*\d+\s*(?:/|dari|of)\s*(?P<count>\d+)|\d+ dari (?P<all>\d+) halaman", re.IGNORECASE
)
_PAGE_LINK = re.compile(r"[?&](?:page|halaman)=(\d{1,2})(?!\d)")
_NEXT = re.compile(r"(?:halaman )?(?:selanjutnya|berikutnya|next)|show all|semua halaman|tampilkan semua")
#: Texts behind the article's last paragraph in which its pages are told.
_BEHIND = 30
#: Characters of the longest line of views.
_LINE = 80
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
            and _is_name(label)
            and len(label.split()) <= 3
            and _together(sheet.nodes[place], sheet.nodes[head[1]])
        ):
            return label
    return None


def _filed(page: Page) -> str | None:
    """The category that a WordPress theme prints beside the article."""
    column, head, sheet = page.once(frame).both[:_WIDER], page.once(printed_headline), page.once(sheet_of)
    names = map(text_of, page.select(_CATEGORIES, column[-1]) if column else ())
    linked = page.select(_CATEGORY_LINKS, column[0]) if column and head else ()
    near = (text_of(node) for node in linked if head and abs((sheet.first_in(node) or 0) - head[1]) < _NEAR)
    return next(filter(_is_name, chain(names, near)), None)


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
    for block in page.json_ld:
        if "BreadcrumbList" in types(block):
            items = block.get("itemListElement")
            names = [_item_name(item) for item in items] if isinstance(items, list) else []
            if kept := [name for name in names if name and _is_name(name)]:
                return kept[-1]
    said = page.meta.get("article:section") or page.described.get("articleSection")
    said = said[0] if isinstance(said, list) and said else said
    return said if isinstance(said, str) and _is_name(said) else None


def _item_name(item: object) -> str | None:
    name = (
        item.get("name") or (item.get("item") if isinstance(item, dict) else None) if isinstance(item, dict) else None
    )
    name = name.get("name") if isinstance(name, dict) else name
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


def views(page: Page) -> str | None:
    """How often the article was read, as printed beside the headline."""
    head, sheet = page.once(printed_headline), page.once(sheet_of)
    if head is None:
        return None
    for place in sheet.find(_VIEW_HINTS, max(0, head[1] - _NEAR), head[1] + _NEAR):
        holder = sheet.nodes[place].parent
        for line in (sheet.text(place), (line_of(holder, _LINE) if holder is not None else None) or ""):
            if match := _VIEWS.search(line):
                return match["number"] or match["behind"]
    return next((sheet.text(place) for place in sheet.around(head[1], _NEAR, _NEAR) if _is_views(sheet, place)), None)


def _is_views(sheet: Sheet, place: int) -> bool:
    """Whether a text is a number that its elements or the icon before it call a count of views."""
    if not _COUNT.fullmatch(sheet.shorts[place]) or (holder := sheet.nodes[place].parent) is None:
        return False
    icons = (_before(sheet.nodes[place]), _before(holder))
    said = [f"{icon.attributes.get('class')} {icon.text()}" for icon in icons if icon is not None]
    above = [f"{node.attributes.get('class')}" for node in (holder, holder.parent) if node is not None]
    return any(_EYE.search(each) for each in (*said, *above))


def _before(node: Node) -> Node | None:
    """The element right before a node."""
    before = node.prev
    while before is not None and before.tag == "-text":
        if not before.is_empty_text_node:
            return None
        before = before.prev
    return before if before is not None and before.tag != "-comment" else None


def pull_quotes(page: Page) -> tuple[str, ...]:
    """Boxes with a quotation beside the text; embedded posts are none."""
    text = page.once(container)
    holder = text.node.parent if text else None
    if holder is None:
        return ()
    found = (
        node for node in page.select("blockquote", holder) if not _TWEETS.search(f"{node.attributes.get('class')}")
    )
    return tuple(filter(None, map(text_of, found)))


def pages(page: Page) -> str | None:
    """How many pages the article is split over: as printed, else the highest page that is linked beside it."""
    text, sheet = page.once(container), page.once(sheet_of)
    if text is None:
        return None
    for place in sheet.find(("halaman", "page"), text.first, text.last + _BEHIND):
        if match := _PAGE_OF.search(sheet.text(place)):
            return match["count"] or match["all"]
    near = range(text.first, min(len(sheet.nodes), text.last + _BEHIND))
    named = (place for place in near if sheet.shorts[place].isdecimal() or _NEXT.match(sheet.shorts[place]))
    links = (link for place in named for link in islice(around(sheet.nodes[place]), 2) if link.tag == "a")
    return max(filter(None, (_page_of(page, link) for link in links)), key=int, default=None)


def _page_of(page: Page, link: Node) -> str | None:
    """The number of the page of this very article that a link leads to: "?page=2", or "/2/" (WordPress)."""
    href, own = link.attributes.get("href") or "", urls.path(page.url).rstrip("/")
    if match := _PAGE_LINK.search(href):
        return match[1] if href.startswith("?") or own in href else None
    number, step = link.text(strip=True), href.rstrip("/").rpartition("/")
    return number if number.isdecimal() and step[2] == number and step[0].endswith(own) else None
