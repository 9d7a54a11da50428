"""What is printed beside a picture: its caption, and whose picture it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scraper.extraction.generic.line_types import is_caption
from scraper.extraction.generic.regions import names_of
from scraper.extraction.generic.text_index import around, line_of
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
_BUTTON = re.compile(
    r"(?:perbesar|lihat foto|zoom|enlarge|klik untuk memperbesar|\.\.\. selengkapnya)\s*", re.IGNORECASE
)
#: Attributes in which scripts find the caption that they show over a picture.
_SAID = ("data-caption", "data-description", "data-sub-html", "data-glightbox")
_GLIGHTBOX = re.compile(r"(?:^|;)\s*(?:title|description)\s*:\s*(?P<caption>[^;]+)")
#: Elements around a picture, and before it, that are called after a caption or a credit.
_NAMED_CAPTION = "[class*=caption], [class*=cap-foto], [class*=keterangan], [id*=caption]"
_NAMED_CREDIT = re.compile(r"credit|kredit|copyright|def-?foto|photographer|fotografer|sumber")
#: What a credit holds: an agency, a site, a name divided from one by a stroke.
_SOURCE = re.compile(
    r"^(?:istimewa|ist|dok|antara|reuters|afp|ap|epa|getty|tangkapan layar|screenshot|humas|okezone|instagram)\b"
    r"|[^\W\d] ?/ ?[^\W\d]|\b(?:[\w-]{1,63}\.(?:com|co|id|net|org)\b)|(?:photo|foto)\b",
    re.IGNORECASE,
)
#: A caption that is only a full stop says nothing (Kompas).
_WORD = re.compile(r"\w")
#: Characters of the longest caption.
_LONGEST = 500
#: Elements around a picture whose attributes may say its caption, and words of the shortest such caption.
_SAID_AROUND, _FEWEST = 3, 3
_TAG = re.compile(r"<[^<>]*>")
#: Elements around a picture in which its caption is looked for.
_LEVELS = 5


def printed_beside(node: Node, spine: frozenset[int]) -> tuple[str | None, str | None]:
    """Caption and credit of a picture. `spine` holds the mem_id of elements that hold more than the picture."""
    holder = _beside(node, spine)
    if holder is None:
        return _said(node)
    caption, printed = _divided(holder)
    if not caption or not _WORD.search(caption):
        below = next(filter(None, map(_captioned, _following(holder))), None)
        caption = text_of(below) if below is not None else None
    return caption, printed or _credit_before(node, spine)


def _said(image: Node) -> tuple[str | None, str | None]:
    """Caption and credit in the attributes of a picture, or of the elements right around it."""
    for element in (image, *islice(around(image), _SAID_AROUND)):
        values = filter(None, map(element.attributes.get, _SAID))
        for value in values:
            marked = _GLIGHTBOX.search(value)
            line = fold(_TAG.sub(" ", marked["caption"] if marked else value))
            if len(line.split()) >= _FEWEST:
                return caption_and_credit(line)
    return None, None


def _credit_before(image: Node, spine: frozenset[int]) -> str | None:
    """The credit in an element before a picture that is named so (republika)."""
    node: Node | None = image
    for _ in range(_LEVELS):
        if node is None or node.mem_id in spine:
            return None
        before = node.prev
        while before is not None and (not before.tag or before.tag[0] in "-!"):
            before = before.prev
        if before is not None and _NAMED_CREDIT.search(names_of(before)):
            return credit(line_of(before, _LONGEST) or "")
        node = node.parent
    return None


def _captioned(element: Node) -> Node | None:
    """An element that is a caption, or the one in it that is called so."""
    if _is_caption(element):
        return element
    return element.css_first(_NAMED_CAPTION)


def _divided(holder: Node) -> tuple[str | None, str | None]:
    """What an element says, taken apart into caption and credit: by its elements, else by its words."""
    own = holder.css_first(_CREDIT)
    if own is not None and own.mem_id != holder.mem_id:
        signed = text_of(own)
        rest = _BUTTON.sub("", text_of(holder, frozenset((own.mem_id,))))
        if signed and rest:
            return rest, credit(signed)
    pieces = _pieces(holder)
    if len(pieces) > 1 and _is_credit(pieces[0]):
        return " ".join(pieces[1:]), credit(pieces[0])
    caption, printed = caption_and_credit(" ".join(pieces))
    if caption and not printed and _is_credit(caption):
        return None, credit(caption)
    return caption, printed


def _pieces(holder: Node) -> list[str]:
    """The texts of an element without the words of buttons."""
    pieces: list[str] = []
    for each, tag, _ in walk(holder):
        if tag != "-text":
            continue
        text = fold(each.text_content or "")
        if text and not _BUTTON.fullmatch(text):
            pieces.append(text)
    return pieces


def _is_credit(text: str) -> bool:
    """Whether a short line names who took the picture and not what it shows."""
    return len(text.split()) <= 8 and _SOURCE.search(text) is not None


def _beside(node: Node, spine: frozenset[int]) -> Node | None:
    """The element around a picture that holds words as well, or the next one that is called a caption."""
    for _ in range(_LEVELS):
        above = node.parent
        text = line_of(above, _LONGEST) if above is not None and above.mem_id not in spine else None
        if above is None or text is None:
            return next(filter(None, map(_captioned, _following(node))), None)
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
