"""How to call an element: the selectors that name it, those first that a redesign or another story breaks last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scraper.extraction.generic.text_index import around
from scraper.html.page import Node

#: A name without escapes; one with three digits in a row is of this page alone (post-12345, css-1x90ab).
_PLAIN = re.compile(r"(?!.*\d{3})-?[A-Za-z_][\w-]*", re.ASCII)
#: Looks, grids and states, which many elements share and a script may change.
_LOOKS = re.compile(
    r"(?:[mpdwhg][trblxyse]?|col|order|offset|fs|fw|font|bg|float|pull|btn|flex|justify|items|rounded|animate|is|has|css|sc)-.+"
    r"|text-(?:left|right|center|justify|muted|bold|uppercase|white|dark|light|primary|secondary|danger|sm|lg|xs|xl)"
    r"|row|col|container(?:-fluid)?|(?:no-?)?(?:active|hidden|show|fade|sticky|lazy\w*)|clearfix|clear|first|last|left|right"
    r"|center|align(?:none|center|left|right)|img-(?:fluid|responsive|thumbnail)|size-(?:full|large|medium)|wp-image\S*"
)
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
    props = [word for word in (attributes.get("itemprop") or "").split() if _PLAIN.fullmatch(word)]
    key = attributes.get("id") or ""
    return [
        *(f".{name}" for name in _classes(node) if not _LOOKS.fullmatch(name)),
        *(f"[itemprop~={prop}]" for prop in props),
        *([f"#{key}"] if _PLAIN.fullmatch(key) else []),
        *([node.tag] if node.tag in _TELLING else []),
    ]


def _classes(node: Node) -> list[str]:
    found = [name for name in (node.attributes.get("class") or "").split() if _PLAIN.fullmatch(name)]
    return [name for name in found if not _FILED.fullmatch(name)] if _POST & set(found) else found


def _weak_names(node: Node) -> list[str]:
    """What many elements are called: the tag with a class of looks, the tag alone."""
    looks = (name for name in _classes(node) if _LOOKS.fullmatch(name))
    return [*(f"{node.tag}.{name}" for name in islice(looks, 2)), str(node.tag)]


def selectors(node: Node) -> Iterator[str]:
    """Selectors that match an element, and perhaps others: by its own names, then below what stands around it."""
    own, weak = names(node), _weak_names(node)
    yield from own
    for above in _levels(node):
        for name in names(above)[:2]:
            yield from (f"{name} {each}" for each in own[:2])
            if node.parent is not None and above.mem_id == node.parent.mem_id:
                yield from (f"{name} > {each}" for each in weak)
            yield from (f"{name} {step}" for step in _below(node, above))
            yield from (f"{name} {each}" for each in weak)
    yield from weak[:-1]


def _levels(node: Node) -> Iterator[Node]:
    return (above for above in islice(around(node), _LEVELS) if above.tag not in ("body", "html"))


def _below(node: Node, above: Node) -> list[str]:
    """The element below its parent, where that is not the element named: "h3 a"."""
    parent = node.parent
    if parent is None or parent.mem_id == above.mem_id:
        return []
    return [f"{name} > {node.tag}" for name in [*names(parent)[:1], str(parent.tag)]]


def placed(node: Node) -> Iterator[str]:
    """Selectors that tell an element by its place among its like: the last resort."""
    place = 1 + sum(each.tag == node.tag for each in _beside(node, -1))
    place_names = [":last-child"] if place > 1 and not any(_beside(node, 1)) else []
    place_names.append(f":nth-of-type({place})")
    for above in islice(_levels(node), 3):
        between = " > " if node.parent is not None and above.mem_id == node.parent.mem_id else " "
        yield from (f"{name}{between}{node.tag}{each}" for name in names(above)[:2] for each in place_names)


def _beside(node: Node, step: int) -> Iterator[Node]:
    """The elements before or behind one with the same parent."""
    beside = node.next if step > 0 else node.prev
    while beside is not None:
        if beside.is_element_node:
            yield beside
        beside = beside.next if step > 0 else beside.prev
