"""The article's lead picture with what is printed under it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scraper.credits import caption_and_credit, credit
from scraper.generic.container import container
from scraper.generic.headline import printed_headline
from scraper.generic.sheet import sheet_of
from scraper.models import Photo
from scraper.page import Node, Page, text_of, walk
from scraper.rules import IMAGE
from scraper.rules.strings import read
from scraper.structured import first_url
from scraper.text import fold

#: In the address or the name of an image that is part of the layout.
_LAYOUT = re.compile(
    r"logo|icon|avatar|banner|sprite|pixel|blank|loading|placeholder|gravatar|emoji|/ads?[/_-]|\.gif|\.svg|share|profile|foto-?profil",
    re.IGNORECASE,
)
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)\b|/(?:images?|img|photos?|foto|media|uploads?|crops?)/", re.IGNORECASE)
#: Elements around headline and text in which the picture for those who share the page is looked for.
_WIDER = 3
#: Pixels of the smallest side that is said of an article's picture.
_SMALLEST = 120
#: What a resized copy adds to the name of a picture.
_SIZE = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|ratio-\w+|\d+|scaled|thumb|large|small)$|\?.*")
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
    r"|[^\W\d]/[^\W\d]|\b(?:[\w-]+\.(?:com|co|id|net|org)\b)|(?:photo|foto)\b",
    re.IGNORECASE,
)
_LONGEST = 500
_LEVELS = 5


def shared_photo(page: Page) -> str | None:
    """The address of the picture that the page offers to those who share it."""
    return page.absolute(first_url(page.described.get("image")) or page.meta.get("og:image"))


def lead_photo(page: Page) -> tuple[Photo, ...]:
    """The picture that the page offers to those who share it, without what is printed beside it."""
    url = shared_photo(page)
    return (Photo(url),) if url else ()


def photos(page: Page) -> tuple[Photo, ...]:
    """The lead picture as a reader sees it; the one for those who share the page where none is seen."""
    spine = frozenset(_spine(page))
    shared = shared_photo(page)
    frame = _frame(page)
    free = [each for each in _images(page, frame) if _is_picture(page, *each)]
    for _ in range(_WIDER):
        for node, url in _images(page, frame):
            if shared and _stem(url) == _stem(shared):
                return (Photo(url, *_printed(node, spine)),)
        frame = frame.parent if frame is not None else None
    for node, url in free[:1]:
        return (Photo(url, *_printed(node, spine)),)
    return lead_photo(page)


def _spine(page: Page) -> dict[int, Node]:
    """The elements around the headline and around the text, which hold more than a picture."""
    text, head = page.once(container), page.once(printed_headline)
    tips = [text.node if text else None, page.once(sheet_of).nodes[head[1]].parent if head else None]
    around: dict[int, Node] = {}
    for tip in tips:
        node = tip
        while node is not None:
            around[node.mem_id] = node
            node = node.parent
    return around


def _frame(page: Page) -> Node | None:
    """The innermost element that holds headline and text."""
    text, head = page.once(container), page.once(printed_headline)
    frame = text.node if text else None
    above = page.once(sheet_of).nodes[head[1]] if head else None
    while frame is not None and above is not None and not _holds(frame, above):
        frame = frame.parent
    return frame


def _images(page: Page, frame: Node | None) -> Iterator[tuple[Node, str]]:
    """Every image in an element, with its address."""
    for node in page.select("img, amp-img", frame) if frame is not None else ():
        if url := read(page, node, IMAGE):
            yield node, url


def _holds(element: Node, node: Node) -> bool:
    above = node.parent
    while above is not None and above.mem_id != element.mem_id:
        above = above.parent
    return above is not None


def _is_picture(page: Page, node: Node, url: str) -> bool:
    attributes = node.attributes
    if not _FILE.search(url) or _LAYOUT.search(url) or _LAYOUT.search(attributes.get("class") or ""):
        return False
    sides = (attributes.get("width"), attributes.get("height"))
    if any(side and side.isdigit() and int(side) < _SMALLEST for side in sides):
        return False
    return not _leads_elsewhere(page, node)


def _leads_elsewhere(page: Page, node: Node) -> bool:
    """Whether the picture is the link to another page."""
    above = node.parent
    for _ in range(_LEVELS):
        if above is None:
            break
        if above.tag == "a":
            href = page.absolute(above.attributes.get("href"))
            return (
                href is not None and href != page.url and not re.search(r"\.(?:jpe?g|png|webp)\b", href, re.IGNORECASE)
            )
        above = above.parent
    return False


def _stem(url: str) -> str:
    """The name of a picture's file, whatever its size."""
    name = url.rstrip("/").rpartition("/")[2].partition("?")[0].rpartition(".")[0]
    return _SIZE.sub("", name).lower()


def _printed(node: Node, spine: frozenset[int]) -> tuple[str | None, str | None]:
    """Caption and credit beside a picture."""
    holder = _beside(node, spine)
    if holder is None:
        return None, None
    caption, printed = _divided(holder)
    if not caption and (below := next(filter(_is_caption, _following(holder)), None)) is not None:
        caption = text_of(below)
    return caption, printed


def _divided(holder: Node) -> tuple[str | None, str | None]:
    """What an element says, taken apart into caption and credit: by its elements, else by its words."""
    own = holder.css_first(_CREDIT)
    if own is not None and own.mem_id != holder.mem_id and (printed := text_of(own)):
        caption = _BUTTON.sub("", text_of(holder, frozenset((own.mem_id,))))
        if caption:
            return caption, credit(printed)
    pieces = [text for each, _ in walk(holder) if each.tag == "-text" and (text := fold(each.text_content or ""))]
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
        text = text_of(above)
        if len(text) > _LONGEST:
            return None
        if _BUTTON.sub("", text):
            return above
        node = above
    return None


def _following(node: Node) -> Iterator[Node]:
    """The next two elements with words."""
    found, after = 0, node.next
    while after is not None and found < 2:
        if after.tag and after.tag[0] not in "-!" and text_of(after):
            found += 1
            yield after
        after = after.next


def _is_caption(node: Node) -> bool:
    attributes = node.attributes
    named = _CAPTION.search(f"{node.tag} {attributes.get('class')} {attributes.get('id')}".lower())
    return named is not None and len(text_of(node)) <= _LONGEST
