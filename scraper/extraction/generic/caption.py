"""What is printed beside a picture: its caption, and whose picture it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.extraction.generic.line_types import is_caption
from scraper.extraction.generic.text_index import line_of
from scraper.html.page import Node, text_of, walk
from scraper.indonesian.credits import caption_and_credit, credit
from scraper.text import fold

_CAPTION = re.compile(
    r"caption|\bcap\b|credit|kredit|copyright|photo|foto|desc|image|img|figure|gambar|text-muted|keterangan"
)
_CREDIT = (
    "[class*=credit], [class*=kredit], [class*=author], [class*=copyright], [class*=source], [class*=sumber], cite"
)
#: Words of the buttons on a picture.
_BUTTON = re.compile(r"(?:perbesar|lihat foto|zoom|enlarge|klik untuk memperbesar)\s*", re.IGNORECASE)
#: What a credit holds: an agency, a site, a name divided from one by a stroke.
_SOURCE = re.compile(
    r"^(?:istimewa|ist|dok|antara|reuters|afp|ap|epa|getty|tangkapan layar|screenshot|humas|okezone|instagram)\b"
    r"|[^\W\d]/[^\W\d]|\b(?:[\w-]{1,63}\.(?:com|co|id|net|org)\b)|(?:photo|foto)\b",
    re.IGNORECASE,
)
#: A caption that is only a full stop says nothing (Kompas).
_WORD = re.compile(r"\w")
#: Characters of the longest caption.
_LONGEST = 500
#: Elements around a picture in which its caption is looked for.
_LEVELS = 5


def printed_beside(node: Node, spine: frozenset[int]) -> tuple[str | None, str | None]:
    """Caption and credit of a picture. `spine` holds the mem_id of elements that hold more than the picture."""
    holder = _beside(node, spine)
    if holder is None:
        return None, None
    caption, printed = _divided(holder)
    caption = caption if caption and _WORD.search(caption) else None
    if not caption and (below := next(filter(_is_caption, _following(holder)), None)) is not None:
        caption = text_of(below)
    return caption, printed


def _divided(holder: Node) -> tuple[str | None, str | None]:
    """What an element says, taken apart into caption and credit: by its elements, else by its words."""
    own = holder.css_first(_CREDIT)
    if own is not None and own.mem_id != holder.mem_id and (signed := text_of(own)):
        rest = _BUTTON.sub("", text_of(holder, frozenset((own.mem_id,))))
        if rest:
            return rest, credit(signed)
    pieces = [text for each, tag, _ in walk(holder) if tag == "-text" and (text := fold(each.text_content or ""))]
    pieces = [piece for piece in pieces if not _BUTTON.fullmatch(piece)]
    if len(pieces) > 1 and _is_credit(pieces[0]):
        return " ".join(pieces[1:]), credit(pieces[0])
    caption, printed = caption_and_credit(" ".join(pieces))
    return (None, credit(caption)) if caption and not printed and _is_credit(caption) else (caption, printed)


def _is_credit(text: str) -> bool:
    """Whether a short line names who took the picture and not what it shows."""
    return len(text.split()) <= 8 and _SOURCE.search(text) is not None


def _beside(node: Node, spine: frozenset[int]) -> Node | None:
    """The element around a picture that holds words as well, or the next one that is called a caption."""
    for _ in range(_LEVELS):
        above = node.parent
        if above is None or above.mem_id in spine:
            return next(filter(_is_caption, _following(node)), None)
        text = line_of(above, _LONGEST)
        if text is None:
            return None
        if _BUTTON.sub("", text):
            return above
        node = above
    return None


def _following(node: Node) -> Iterator[Node]:
    """The next two elements with words."""
    found, after = 0, node.next
    while after is not None and found < 2:
        if after.tag and after.tag[0] not in "-!" and line_of(after, _LONGEST) != "":
            found += 1
            yield after
        after = after.next


def _is_caption(node: Node) -> bool:
    attributes = node.attributes
    named = _CAPTION.search(f"{node.tag} {attributes.get('class')} {attributes.get('id')}".lower())
    line = line_of(node, _LONGEST)
    return line is not None and (named is not None or is_caption(line))
