"""Elements of a page and what each says, by its name and by those around it, of the text in it.

An element is looked at once, however many lines stand in it. The words in its class, id and itemprop are sorted into
families; a family weighs in the linear model (`block_features`), and no word of them decides anything alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from scraper.html.dom import is_hidden
from scraper.html.page import BLOCKS, HEADINGS, SILENT, Node

#: Family -> what a class, an id or an itemprop of it holds.
FAMILIES: Mapping[str, str] = {
    "text": r"content|article|story|entry|post(?!-?date)|body|text|detail|isi(?:$|[-_])|konten|paragra|read(?!er)",
    "related": r"related|terkait|rekomen|recommend|baca|lainnya|(?:^|[-_ ])more|popul|trending|latest|terkini|teaser"
    r"|promo|sidebar|side-|widget|rail|also",
    "list": r"list|grid|card|item|carousel|slide|feed|stream|tile",
    "comment": r"comment|komentar|tanggapan|pembaca|disqus|repl(?:y|ies)|respond|discuss",
    "share": r"share|sharing|social|sosmed|bagikan|follow",
    "caption": r"caption|credit|photo|foto|image|img|galler|galeri|figure|thumb|media|video",
    "author": r"author|byline|penulis|bio(?:$|[-_ ])|reporter|editor|writer|contributor",
    "offer": r"newsletter|subscri|langganan|sign-?up|paywall|premium|member|login|donat|register",
    "footer": r"footer|copyright|legal|disclaim|bottom|terms",
    "advertisement": r"(?:^|[-_ ])ads?(?:$|[-_ \d])|advert|sponsor|banner|iklan|dfp|outbrain|taboola",
    "label": r"date|time|tanggal|meta|tags?(?:$|[-_ ])|categor|kategori|label|info|crumb|stamp",
    "covered": r"hidden|sr-only|screen-reader|modal|popup|cookie|consent|gdpr|overlay|tooltip|print|alert",
    "standfirst": r"lead|summary|excerpt|standfirst|intro|deck|dek|sub-?title|sub-?head"
    r"|ringkasan|descri|abstract",
    "navigation": r"nav|menu|header|toolbar|topbar|search",
    "box": r"box|fact|aside|inset|callout|note",
    "embed": r"embed|twitter|instagram|tiktok|facebook|fb-|tweet",
    "quotation": r"quote",
    "column": r"main|primary|single|column|col-",
}
#: Tags that say what they hold.
TAGS = (
    "article main aside nav footer header form figure table ul ol li blockquote section details dl td h1 h2 h3 h4 p "
    "div figcaption dd center pre body"
).split()
_FAMILY_BIT = {re.compile(words): 1 << place for place, words in enumerate(FAMILIES.values())}
TAG_BIT = {name: 1 << place for place, name in enumerate(TAGS)}
#: Elements that are a paragraph: what holds their text is the element around them.
PARAGRAPHS = frozenset(("p", "li", "dd", "dt", "blockquote", "pre", *HEADINGS))
#: Elements whose text is none of the page's; scripts of advertisements fill `<ins>`.
_SILENT = SILENT | {"ins"}
#: Tags that say nothing of a layout: paragraphs stand in as many of them as an editor's program likes.
_PLAIN = frozenset("div p span font center tbody section".split())


@dataclass(slots=True, eq=False)
class Element:
    """An element of the page and what it inherits from those around it."""

    node: Node
    tag: str
    #: Its mem_id.
    key: int
    above: Element | None
    #: Families of its own words, and of those of all elements around it, as bits.
    own: int
    around: int
    #: Tags of it and of all elements around it, as bits.
    tags: int
    #: The class around it with the telling tags down to it from there: equal for elements that are laid out alike.
    name: str
    depth: int
    hidden: bool
    in_link: bool
    #: The innermost block element; None where no reader reads its text.
    block: Element | None

    @property
    def holder(self) -> Element:
        """What holds the text of a block element: the element around a paragraph, or a `<div>` with breaks itself."""
        return self.above if self.tag in PARAGRAPHS and self.above is not None else self


@lru_cache(maxsize=8192)
def families(words: str) -> int:
    """The families that the words of an element belong to, as bits."""
    lower = words.lower()
    return sum(bit for pattern, bit in _FAMILY_BIT.items() if pattern.search(lower))


class Elements:
    """The elements of a page that were looked at."""

    def __init__(self) -> None:
        self._known: dict[int, Element] = {}

    def around(self, text: Node) -> Element:
        """The element that a text stands in."""
        parent = text.parent or text  # every text of a parsed document has one
        return self._known.get(parent.mem_id) or self.of(parent)

    def of(self, node: Node) -> Element:
        """What an element says, asked from the outermost inwards."""
        path: list[Node] = []
        each: Node | None = node
        above: Element | None = None
        while each is not None and (tag := each.tag) and tag[0] not in "-!":
            if above := self._known.get(each.mem_id):
                break
            path.append(each)
            each = each.parent
        found = above or _inside(path.pop(), None)
        self._known[found.key] = found
        for each in reversed(path):
            found = _inside(each, found)
            self._known[found.key] = found
        return found


def _inside(node: Node, above: Element | None) -> Element:
    """An element within another."""
    tag, attributes = node.tag or "", node.attributes
    own, name, hidden = 0, "", False
    if attributes:
        name, hidden = attributes.get("class") or "", is_hidden(attributes)
        own = families(f"{name} {attributes.get('id')} {attributes.get('itemprop')}")
    if above is None:
        root = Element(node, tag, node.mem_id, None, own, 0, TAG_BIT.get(tag, 0), name, 0, False, False, None)
        root.block = root
        return root
    is_read = tag not in _SILENT or (tag == "button" and above.tag in HEADINGS)  # a heading that folds what is below
    element = Element(
        node,
        tag,
        node.mem_id,
        above,
        own,
        above.own | above.around,
        TAG_BIT.get(tag, 0) | above.tags,
        f"{name}>" if name else above.name if tag in _PLAIN else f"{above.name}{tag}>",
        above.depth + 1,
        above.hidden or hidden,
        above.in_link or (tag == "a" and "href" in attributes),
        above.block if is_read else None,
    )
    if element.block is not None and (tag in BLOCKS or tag == "body"):
        element.block = element
    return element
