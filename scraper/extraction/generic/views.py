"""The view count of an article without rules: as printed beside the headline, or by its icon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.regions import in_list
from scraper.extraction.generic.text_index import Sheet, line_of, sheet_of
from scraper.html.page import Node, Page

#: Texts around the headline in which views are printed, and texts below it in which they are outside a list.
_NEAR, _FAR = 15, 60
#: A printed count, and the words that say what it counts.
_NUMBER = r"\d[\d.,]*(?: ?(?:ribu|rb|juta|jt|miliar|mld|k|m|b)\b)?"
_WORDS = r"(?:views?|viewers?|viewed|reads?|dibaca|dilihat|pembaca|pengunjung|hits?|kunjungan)"
_VIEWS = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?:x |kali )?{_WORDS}\b|{_WORDS}\s*:?\s*(?P<behind>{_NUMBER})", re.IGNORECASE
)
#: A number alone is a count of views where what is around or before it says so: a class, or an icon's name.
_COUNT = re.compile(_NUMBER, re.IGNORECASE)
_EYE = re.compile(
    r"(?<![a-z])(?:post-?)?views?(?![a-z])|(?<![a-z])eye|dibaca|dilihat|(?<![a-z])hits?(?![a-z])|visibility"
)
_VIEW_HINTS = ("dibaca", "dilihat", "view", "read", "pembaca", "pengunjung", "hit", "kunjungan")
#: Characters of the longest line of views.
_LINE = 80


def views(page: Page) -> str | None:
    """How often the article was read, as printed beside the headline."""
    head, sheet = page.once(printed_headline), page.once(sheet_of)
    if head is None:
        return None
    first, last = max(0, head[1] - _NEAR), head[1] + _FAR
    for place in sheet.find(_VIEW_HINTS, first, last):
        far = place > head[1] + _NEAR
        if far and in_list(sheet.nodes[place]):
            continue
        found = next(filter(None, map(_VIEWS.search, _lines(sheet, place))), None)
        if found:
            return found["number"] or found["behind"]
    near = sheet.around(head[1], _NEAR, _NEAR)
    return next((sheet.text(place) for place in near if _is_views(sheet, place)), None)


def _lines(sheet: Sheet, place: int) -> Iterator[str]:
    """A text, and the line of its element."""
    yield sheet.text(place)
    holder = sheet.nodes[place].parent
    if holder is not None:
        yield line_of(holder, _LINE) or ""


def _is_views(sheet: Sheet, place: int) -> bool:
    """Whether a text is a number that its elements or the icon before it call a count of views."""
    node = sheet.nodes[place]
    holder = node.parent
    if holder is None or not _COUNT.fullmatch(sheet.shorts[place]):
        return False
    icons = filter(None, (_before(node), _before(holder)))
    said = [f"{icon.attributes.get('class')} {icon.text()}" for icon in icons]
    above = filter(None, (holder, holder.parent))
    said += [f"{each.attributes.get('class')}" for each in above]
    return any(map(_EYE.search, said))


def _before(node: Node) -> Node | None:
    """The element right before a node."""
    before = node.prev
    while before is not None and before.tag == "-text":
        if not before.is_empty_text_node:
            return None
        before = before.prev
    return before if before is not None and before.tag != "-comment" else None
