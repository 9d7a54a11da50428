"""Who wrote an article on a page of any layout: the people named beside a label, then beside a telling name.

The head of a page is asked last: on stored pages JSON-LD names the editor as author (Kompas, Tribun), the channel,
or a third person (Media Indonesia).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.bylines import bylines as names_in
from scraper.generic.container import container
from scraper.generic.headline import printed_headline
from scraper.generic.sheet import BREAK, sheet_of
from scraper.models import Byline, Role
from scraper.page import BLOCKS, Node, Page, text_of
from scraper.structured import names
from scraper.text import fold

_WORD = r"(?:reporter|pewarta|penulis|wartawan|jurnalis|kontributor|author|editor|redaktur|penyunting|laporan|rep|oleh|by)"
_LABEL = re.compile(
    rf"{BREAK}\s*(?:{_WORD}(?: ?(?:&|/|dan) ?{_WORD})?\s*(?::|\||{BREAK})"
    rf"|(?:ditulis |laporan )?oleh\s|laporan (?:wartawan|kontributor|jurnalis|reporter)\s)",
    re.IGNORECASE,
)
#: Names of elements that hold a person, and the role that they give.
_MARKED: dict[str, Role] = {
    "[class*=editor], [id*=editor], [class*=redaktur]": "editor",
    "[itemprop~=author], [rel~=author], [class*=author], [class*=penulis], [id*=penulis], [class*=reporter], "
    "[class*=byline], [class*=pewarta], [class*=wartawan]": "reporter",
}
#: Texts before the headline and behind the article's last paragraph in which a byline may stand.
_BEFORE, _BEHIND = 12, 60
#: A longer line is a sentence.
_LONGEST = 160


def bylines(page: Page) -> tuple[Byline, ...]:
    """The people that the page names as the article's authors and editors."""
    first, last = _title_block(page)
    found = list(dict.fromkeys(_labelled(page, first, last)))
    if not any(each.role == "reporter" for each in found):
        found += [each for each in _marked(page, first, last) if each.name not in {other.name for other in found}]
    return tuple(dict.fromkeys(found)) or _said(page)


def _title_block(page: Page) -> tuple[int, int]:
    head, text = page.once(printed_headline), page.once(container)
    first = head[1] if head else text.first if text else 0
    return max(0, first - _BEFORE), (text.last if text else first) + _BEHIND


def _labelled(page: Page, first: int, last: int) -> Iterator[Byline]:
    sheet = page.once(sheet_of)
    for place, _ in sheet.search(_LABEL, first, min(last, len(sheet.texts))):
        yield from next(filter(None, map(names_in, _lines(sheet.nodes[place]))), ())


def _lines(label: Node) -> Iterator[str]:
    """The line that a label begins or ends: its own text, or that of the elements around it."""
    own = fold(label.text_content or "")
    yield own if len(own) > 14 or ":" in own.rstrip(": ") else ""
    node = label.parent
    while node is not None and node.tag != "body":
        line = text_of(node)
        if len(line) > _LONGEST:
            return
        if len(line) > len(own):
            yield line
        node = node.parent


def _marked(page: Page, first: int, last: int) -> Iterator[Byline]:
    sheet = page.once(sheet_of)
    for selector, role in _MARKED.items():
        for node in page.select(selector, page.root):
            place = sheet.first_in(node)
            if place is not None and first <= place <= last and len(line := text_of(node)) <= _LONGEST:
                yield from names_in(line, role)


def _said(page: Page) -> tuple[Byline, ...]:
    """Whom the head names as author."""
    said = [*names(page.described.get("author")), page.meta.get("author", "")]
    return next(filter(None, (names_in(name, "reporter") for name in said)), ())
