"""The article's lead picture: the one that a reader sees beside headline and text."""

from __future__ import annotations

import re
from itertools import islice

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
    return url if url and not _SITES_OWN.search(url.rpartition("/")[2]) else None


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
        return (Photo(shared),) if shared else ()
    caption, credit = printed_beside(node, spine)
    if caption is None and credit is None and (line := _titled(node) or caption_over_text(page)):
        caption, credit = caption_and_credit(line)
    return (Photo(url, caption, credit),)


def _url(page: Page, image: Node) -> str | None:
    others = map(page.absolute, other_addresses(image))
    return read(page, image, IMAGE) or next(filter(None, others), None)


def _titled(image: Node) -> str | None:
    """The title of an image that a script prints as its caption (Joomla)."""
    attributes = image.attributes
    return attributes.get("title") if "caption" in (attributes.get("class") or "") else None


def _lead(page: Page, frames: list[Node], shared: str | None) -> Node | None:
    """The picture with the shared one's name in these elements, else the first picture in the innermost."""
    image = "amp-img" if "amp" in page.root.attributes or "⚡" in page.root.attributes else "img"
    for element in frames:
        for node in page.select(image, element):
            if shared and shared in (address := _address(node)).lower() and _stem(address) == shared:
                return node
    images = (node for element in frames[:_CLOSE] for node in page.select(image, element))
    return next((node for node in images if _is_picture(page, node)), None)


def _address(node: Node) -> str:
    attributes = node.attributes
    known = (attributes.get(name) for name in IMAGE)
    told = next((address for address in known if address and not address.startswith("data:")), None)
    return told or next(other_addresses(node), "")


def _is_picture(page: Page, node: Node) -> bool:
    """Whether an image is one of an article: large, a photograph's file, and no link to another page."""
    attributes, address = node.attributes, _address(node)
    if not _FILE.search(address) or _LAYOUT.search(address) or _LAYOUT.search(attributes.get("class") or ""):
        return False
    sides = (attributes.get("width"), attributes.get("height"))
    if any(side and side.isdigit() and int(side) < _SMALLEST for side in sides):
        return False
    link = next((above for above in islice(around(node), _NEAR) if above.tag == "a"), None)
    href = page.absolute(link.attributes.get("href")) if link is not None else None
    return href is None or href == page.url or _FILE.search(href) is not None


def _stem(url: str) -> str:
    """The name of a picture's file, whatever its size."""
    name = url.rstrip("/").rpartition("/")[2].partition("?")[0].rpartition(".")[0]
    return _SIZE.sub("", name).lower()
