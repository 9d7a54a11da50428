"""A page that can be asked: bytes in; selectors, meta elements, JSON-LD and links out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from selectolax.lexbor import LexborHTMLParser
from selectolax.lexbor import SelectolaxError as SelectorError

from scraper import urls
from scraper.errors import BadURL, NotAnArticle
from scraper.html import encoding, hostile
from scraper.html.dom import BLOCKS, HEADINGS, SILENT, SUBHEADS, Block, Node, blocks, rows_of, source_of, text_of, walk
from scraper.html.encoding import charset
from scraper.html.json_ld import article_block, json_ld_blocks, with_references

__all__ = [
    "BLOCKS", "HEADINGS", "SILENT", "SUBHEADS", "Block", "Node", "Page", "SelectorError", "blocks", "charset",
    "json_ld_blocks", "read", "rows_of", "source_of", "text_of", "walk",
]  # fmt: skip

T = TypeVar("T")


@dataclass
class Page:
    """One captured page. `url` is where it was found; relative links are resolved against its base."""

    url: str
    tree: LexborHTMLParser
    #: The label the bytes were decoded with.
    charset: str
    root: Node = field(init=False)
    _selected: dict[tuple[int, str], list[Node]] = field(init=False, default_factory=dict, repr=False)
    _made: dict[Callable[[Page], Any], Any] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        root = self.tree.root
        if root is None:  # never seen: Lexbor gives every document, even an empty one, an <html>
            raise NotAnArticle(self.url, "no document in these bytes")
        self.root = root

    @cached_property
    def meta(self) -> dict[str, str]:
        """Raw content of each meta element by its name, property or itemprop in lower case; the first wins."""
        return {name: contents[0] for name, contents in self.metas.items()}

    @cached_property
    def metas(self) -> dict[str, list[str]]:
        """Raw contents of the meta elements of one name, property or itemprop in lower case, in document order."""
        return _metas(self.tree)

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """Every JSON-LD object of the page in order; broken ones are read as far as they go."""
        # a media type may have parameters, capitals and spaces around it (WHATWG MIME sniffing, 4.4)
        found: list[dict[str, Any]] = []
        for node in self.root.css("script[type*='application/ld+json' i]"):
            text = node.text()
            found += json_ld_blocks(text)
        return found

    @cached_property
    def described(self) -> dict[str, Any]:
        """The JSON-LD object about this article; empty when there is none."""
        block = article_block(self.json_ld, url=self.url)
        if block is None:
            return {}
        return with_references(block, self.json_ld)

    @cached_property
    def base(self) -> str:
        """What relative links are resolved against: `<base href>`, or the page's own URL."""
        head = self.tree.head
        node = head.css_first("base[href]") if head is not None else None
        if node is None:
            return self.url
        named = _resolved(node.attributes["href"], self.url)
        return named or self.url

    @cached_property
    def canonical(self) -> str | None:
        """The page's own claim of its URL: rel=canonical, else og:url; None when absent or broken."""
        node = self.root.css_first('link[rel="canonical" i][href]')
        if node is not None:
            claim = self.absolute(node.attributes["href"])
            if claim:
                return claim
        shared = self.meta.get("og:url")
        return self.absolute(shared)

    def select(self, selector: str, scope: Node) -> list[Node]:
        """Every element below `scope` that matches, in document order; asked once, however many rules ask.

        Raises SelectorError for what is no selector.
        """
        key = scope.mem_id, selector
        known = self._selected.get(key)
        if known is not None:
            return known
        found = _selected(scope, selector)
        self._selected[key] = found
        return found

    def select_first(self, selector: str, scope: Node) -> Node | None:
        """The first element that `select` would find, without looking for the others."""
        return scope.css_first(selector)

    def once(self, make: Callable[[Page], T]) -> T:
        """What a function makes of this page: made once, however many rules ask for it."""
        if make not in self._made:
            value = make(self)
            self._made[make] = value
        made: T = self._made[make]
        return made

    def absolute(self, href: str | None) -> str | None:
        """The http or https URL that a link leads to in canonical form; None for any other link."""
        return _resolved(href, self.base)

    def links(self) -> list[str]:
        """Where the page leads, each canonical URL once, in document order."""
        found: dict[str, None] = {}
        for node in self.root.css("a[href]"):
            url = self.absolute(node.attributes["href"])
            if url:
                found[url] = None
        return list(found)


def _metas(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.tags("meta"):
        attributes = node.attributes
        names = map(attributes.get, ("property", "name", "itemprop"))
        name = next(filter(None, names), None)
        content = attributes.get("content")
        if name and content:
            key = name.strip().lower()
            contents = found.setdefault(key, [])
            contents.append(content)
    return found


def _selected(scope: Node, selector: str) -> list[Node]:
    """Every element that matches, each once: Lexbor gives one for each part of the list that it matches."""
    found = scope.css(selector)
    if "," not in selector:
        return found
    different = {node.mem_id: node for node in found}
    return list(different.values())


def _resolved(href: str | None, base: str) -> str | None:
    if not href or href.startswith("#"):
        return None
    try:
        return urls.canonical(href, base)
    except BadURL:
        return None


def read(body: bytes, url: str, content_type: str | None = None) -> Page:
    """The page in these bytes, decoded as a browser would; as UTF-8 where a page that was saved anew still says GBK.

    `content_type` is the HTTP header's value. Raises errors.Hostile for a page that would hang the parser.
    """
    label = charset(content_type, body)
    if label != "utf-8" and content_type is None and encoding.is_surely_utf8(body):
        label = "utf-8"
    if label == "utf-8":
        # Lexbor reads UTF-8 bytes itself, three times faster than Python's decoding and its encoding back.
        hostile.check(body)
        marked = body.removeprefix(b"\xef\xbb\xbf")
        tree = LexborHTMLParser(marked)
        return Page(url, tree, label)
    text = encoding.decode(body, label)
    hidden = text.encode("utf-8", "replace")
    hostile.check(hidden)  # tags hidden by UTF-16 or a shifting code are tags here
    tree = LexborHTMLParser(text)
    return Page(url, tree, label)
