"""How to call an element: the selectors that name it, those first that a redesign or another story breaks last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scraper.extraction.generic.text_index import around
from scraper.html.page import Node

#: A name without escapes; one with three digits in a row is of this page alone (post-12345, css-1x90ab).
_PLAIN = re.compile(r"(?!.*\d{3})-?[A-Za-z_][\w-]*", re.ASCII)
#: Beginnings of classes of looks, grids and states, which many elements share and a script may change.
_LOOK_PREFIXES = (
    "[mpdwhg][trblxyse]? col order offset fs fw font bg float pull btn flex justify items rounded animate is has css sc"
)
#: Such classes in full: of the grid, of states, of texts, of pictures.
_LOOK_CLASSES = (
    r"row col container(?:-fluid)? clearfix clear first last left right center"
    r" (?:no-?)?(?:active|hidden|show|fade|sticky|lazy\w*)"
    r" text-(?:left|right|center|justify|muted|bold|uppercase|white|dark|light|primary|secondary|danger|sm|lg|xs|xl)"
    r" align(?:none|center|left|right) img-(?:fluid|responsive|thumbnail) size-(?:full|large|medium) wp-image\S*"
    r" [a-z]{1,3}[_-]?\d+ span\d+ f[lr] bold italic (?:bg)?(?:red|gr[ae]y|green|blue|black|white|orange|yellow)"
)
_LOOKS = re.compile(f"(?:{'|'.join(_LOOK_PREFIXES.split())})-.+|{'|'.join(_LOOK_CLASSES.split())}")
#: WordPress writes what a story is filed under beside these into the classes of its element (get_post_class()).
_POST = frozenset(("hentry", "type-post", "status-publish"))
_FILED = re.compile(r"(?:post|tag|category|status|format|type|author|topic)-.*|hentry")
#: Elements whose tag alone says what they hold.
_TELLING = frozenset("h1 h2 article figure figcaption time blockquote main cite address".split())
#: Elements around one that may be part of its name.
_LEVELS = 8


def names(node: Node) -> list[str]:
    """What an element calls itself: itemprop, classes, id, a telling tag."""
    attributes = node.attributes
    found = [f".{name}" for name in _classes(node) if not _LOOKS.fullmatch(name)]
    properties = filter(_PLAIN.fullmatch, (attributes.get("itemprop") or "").split())
    found += [f"[itemprop~={word}]" for word in properties]
    key = attributes.get("id") or ""
    if _PLAIN.fullmatch(key):
        found.append(f"#{key}")
    if node.tag in _TELLING:
        found.append(str(node.tag))
    return found


def _classes(node: Node) -> list[str]:
    words = (node.attributes.get("class") or "").split()
    found = list(filter(_PLAIN.fullmatch, words))
    if _POST & set(found):
        found = [name for name in found if not _FILED.fullmatch(name)]
    return found


def _weak_names(node: Node) -> list[str]:
    """What many elements are called: the tag with a class of looks, the tag alone."""
    tag = str(node.tag)
    looks = filter(_LOOKS.fullmatch, _classes(node))
    return [*(f"{tag}.{name}" for name in islice(looks, 2)), tag]


def selectors(node: Node) -> Iterator[str]:
    """Selectors that match an element, and perhaps others: by its own names, then below what stands around it."""
    own, weak = names(node), _weak_names(node)
    yield from own
    for above in _levels(node):
        is_parent = node.parent is not None and above.mem_id == node.parent.mem_id
        for name in names(above)[:2]:
            yield from _joined(name, " ", own[:2])
            if is_parent:
                yield from _joined(name, " > ", weak)
            else:
                yield from _joined(name, " ", _below(node))
            yield from _joined(name, " ", weak)
    yield from weak[:-1]


def _joined(above: str, combinator: str, below: list[str]) -> Iterator[str]:
    for each in below:
        yield f"{above}{combinator}{each}"


def _levels(node: Node) -> Iterator[Node]:
    for above in islice(around(node), _LEVELS):
        if above.tag not in ("body", "html"):
            yield above


def _below(node: Node) -> list[str]:
    """An element below its parent: "h3 > a"."""
    if node.parent is None:
        return []
    parents = [*names(node.parent)[:1], str(node.parent.tag)]
    return [f"{name} > {node.tag}" for name in parents]


def placed(node: Node) -> Iterator[str]:
    """Selectors that tell an element by its place among its like: the last resort."""
    place = 1 + sum(each.tag == node.tag for each in _beside(node, -1))
    places = [f":nth-of-type({place})"]
    if place > 1 and not any(_beside(node, 1)):
        places.insert(0, ":last-child")
    for above in islice(_levels(node), 3):
        is_parent = node.parent is not None and above.mem_id == node.parent.mem_id
        combinator = " > " if is_parent else " "
        for name in names(above)[:2]:
            yield from _joined(name, combinator, [f"{node.tag}{each}" for each in places])


def _beside(node: Node, step: int) -> Iterator[Node]:
    """The elements before or behind one with the same parent."""
    direction = "next" if step > 0 else "prev"
    beside = getattr(node, direction)
    while beside is not None:
        if beside.is_element_node:
            yield beside
        beside = getattr(beside, direction)
