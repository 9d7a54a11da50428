"""The article's lead picture: the one that a reader sees beside headline and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from scraper.extraction.generic.caption import printed_beside
from scraper.extraction.generic.column import frame
from scraper.extraction.generic.text import caption_over_text
from scraper.extraction.generic.text_index import around
from scraper.html.images import other_addresses
from scraper.html.json_ld import first_url
from scraper.html.page import Node, Page
from scraper.indonesian.credits import caption_and_credit
from scraper.models import Photo
from scraper.template.rules import IMAGE
from scraper.template.rules.strings import read

#: In the address or the name of an image that is part of the layout.
_LAYOUT = re.compile(
    r"logo|icon|arrow|button|bullet|avatar|banner|sprite|pixel|blank|loading|placeholder|gravatar|emoji|/ads?[/_-]|\.gif|\.svg|share|profile|foto-?profil",
    re.IGNORECASE,
)
#: In the name of a file that stands for the site where an article has no picture.
_SITES_OWN = re.compile(r"logo|default|placeholder|favicon|no-?image|share\b", re.IGNORECASE)
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif)\b|/(?:images?|img|photos?|foto|media|uploads?|crops?)/", re.IGNORECASE)
#: Elements around headline and text in which the picture for those who share the page is looked for.
_WIDER = 3
#: Those of them in which any picture is the article's.
_CLOSE = 2
#: Pixels of the smallest side that is said of an article's picture.
_SMALLEST = 120
#: What a resized copy adds to the name of a picture.
_SIZE = re.compile(r"[-_](?:\d{2,4}x\d{2,4}|ratio-\w+|\d+|scaled|thumb|large|small)$")
#: Elements around a picture that may make it a link.
_NEAR = 5


def shared_photo(page: Page) -> str | None:
    """The address of the picture that the page offers to those who share it; None for the site's logo."""
    url = page.absolute(first_url(page.described.get("image")) or page.meta.get("og:image"))
    if url is None or _SITES_OWN.search(url.rpartition("/")[2]):
        return None
    return url


def lead_photo(page: Page) -> tuple[Photo, ...]:
    """The picture that the page offers to those who share it, without what is printed beside it."""
    url = shared_photo(page)
    return (Photo(url),) if url else ()


def photos(page: Page) -> tuple[Photo, ...]:
    """The lead picture as a reader sees it; the one for those who share the page where none is seen."""
    both, spine = page.once(frame)
    shared = shared_photo(page)
    node = _lead(page, both[:_WIDER], _stem(shared) if shared else None)
    url = _url(page, node) if node is not None else None
    if node is None or url is None:
        return lead_photo(page)
    caption, credit = _caption_and_credit(page, node, spine)
    return (Photo(url, caption, credit),)


def _caption_and_credit(page: Page, image: Node, spine: frozenset[int]) -> tuple[str | None, str | None]:
    """What is printed beside the picture, else the line that is its title or stands over the text."""
    caption, credit = printed_beside(image, spine)
    if caption is not None or credit is not None:
        return caption, credit
    line = _titled(image) or caption_over_text(page)
    return caption_and_credit(line) if line else (None, None)


def _url(page: Page, image: Node) -> str | None:
    others = map(page.absolute, other_addresses(image))
    return read(page, image, IMAGE) or next(filter(None, others), None)


def _titled(image: Node) -> str | None:
    """The title of an image that a script prints as its caption (Joomla)."""
    attributes = image.attributes
    classes = attributes.get("class") or ""
    return attributes.get("title") if "caption" in classes else None


def _lead(page: Page, frames: list[Node], shared: str | None) -> Node | None:
    """The picture with the shared one's name in these elements, else the first picture in the innermost."""
    named = (node for node in _images(page, frames) if _is_named(node, shared)) if shared else iter(())
    pictures = (node for node in _images(page, frames[:_CLOSE]) if _is_picture(page, node))
    return next(chain(named, pictures), None)


def _images(page: Page, frames: list[Node]) -> Iterator[Node]:
    """The images in these elements, one element after the other."""
    attributes = page.root.attributes
    is_amp = "amp" in attributes or "⚡" in attributes
    image = "amp-img" if is_amp else "img"
    for element in frames:
        yield from page.select(image, element)


def _is_named(node: Node, stem: str) -> bool:
    """Whether the file of an image has this name, whatever its size."""
    address = _address(node)
    return stem in address.lower() and _stem(address) == stem


def _address(node: Node) -> str:
    attributes = node.attributes
    for name in IMAGE:
        address = attributes.get(name)
        if address and not address.startswith("data:"):
            return address
    return next(other_addresses(node), "")


def _is_picture(page: Page, node: Node) -> bool:
    """Whether an image is one of an article: large, a photograph's file, and no link to another page."""
    address = _address(node)
    if not _FILE.search(address) or _is_layout(node, address) or _is_small(node):
        return False
    href = _link(page, node)
    return href is None or href == page.url or _FILE.search(href) is not None


def _is_layout(node: Node, address: str) -> bool:
    classes = node.attributes.get("class") or ""
    return any(map(_LAYOUT.search, (address, classes)))


def _is_small(node: Node) -> bool:
    """Whether a side is said to be too small for an article's picture."""
    attributes = node.attributes
    sides = (attributes.get("width") or "", attributes.get("height") or "")
    said = (int(side) for side in sides if side.isascii() and side.isdecimal() and len(side) < 9)
    return any(side < _SMALLEST for side in said)


def _link(page: Page, image: Node) -> str | None:
    """Where a click on an image leads."""
    for above in islice(around(image), _NEAR):
        if above.tag == "a":
            return page.absolute(above.attributes.get("href"))
    return None


def _stem(url: str) -> str:
    """The name of a picture's file, whatever its size."""
    name = url.rstrip("/").rpartition("/")[2].partition("?")[0].rpartition(".")[0]
    return _SIZE.sub("", name).lower()
