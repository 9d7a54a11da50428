"""From a value that was read without rules to the rule that finds it on the page: one way for each kind of field.

A rule counts only when it finds exactly that value. Where none does the field has no rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice
from typing import Any, TypeVar

from scraper.drafts.element_selectors import names, placed, selectors
from scraper.extraction import body as bodies
from scraper.extraction.field_sources import SOURCES
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.text import kept
from scraper.extraction.generic.text_index import around, sheet_of
from scraper.html.page import BLOCKS, Block, Node, Page, blocks, text_of
from scraper.indonesian import dates
from scraper.indonesian.dates import WIB
from scraper.models import Byline, Link, Photo, PopularEntry
from scraper.template.rules import IMAGE, NEVER_TEXT, ListRule, Rule, css, css_all, first, json_ld, meta, paragraphs
from scraper.template.rules import bylines as people
from scraper.template.rules import links as linked
from scraper.template.rules import photos as pictures
from scraper.template.rules import popular as ranked
from scraper.template.rules.strings import read
from scraper.text import number

T = TypeVar("T")

#: Characters of the longest element that may hold a single value.
_LONGEST = 400
#: Elements that are tried for one value, and selectors for one element.
_ELEMENTS, _SELECTORS = 8, 80
#: Elements around a link that may be the entry of a list, or around a picture that may hold its caption.
_LEVELS = 5
#: Where a machine's date may have been read.
_MACHINE: tuple[Rule[str], ...] = (
    json_ld("datePublished"),
    meta("article:published_time"),
    first("[itemprop~=datePublished]", attr=("content", "datetime")),
    first("time[datetime]", attr="datetime"),
    *map(meta, "datepublished pubdate publishdate date content_publisheddate".split()),
)


def _exact(page: Page, rules: Iterable[Rule[T]], fits: Callable[[T], bool]) -> Rule[T] | None:
    """The first rule whose value fits."""
    return next((rule for rule in rules if _finds(page, rule, fits)), None)


def _finds(page: Page, rule: Rule[T], fits: Callable[[T], bool]) -> bool:
    try:
        value = rule.value(page, page.root)
    except ValueError:  # ambiguous, which is an answer: not this rule
        return False
    return value is not None and fits(value)


def _lines(page: Page) -> list[tuple[Node, str]]:
    """Every element with a short text, those nearest to the headline first."""
    sheet, head = page.once(sheet_of), page.once(printed_headline)
    origin = head[1] if head else 0
    found = []
    for node in page.select("body *", page.root):
        if len(node.text()) <= 3 * _LONGEST and 0 < len(text := text_of(node)) <= _LONGEST:
            place = sheet.first_in(node)
            found.append((abs((place or 0) - origin), node, text))
    return [(node, text) for _, node, text in sorted(found, key=lambda each: each[0])]


def _with_text(page: Page, fits: Callable[[str], bool], *, shortest: bool = False) -> list[Node]:
    """The elements whose text fits, those nearest to the headline first, or those that say least beside it."""
    found = [(node, text) for node, text in page.once(_lines) if fits(text)]
    chosen = sorted(found, key=lambda each: len(each[1])) if shortest else found
    return [node for node, _ in chosen[:_ELEMENTS]]


def _selectors(nodes: Iterable[Node]) -> list[str]:
    return list(dict.fromkeys(chain.from_iterable(islice(selectors(node), _SELECTORS) for node in nodes)))


def _single(page: Page, nodes: list[Node]) -> Iterator[Rule[str]]:
    """Rules for one string, of the likeliest place first; elements around one text are one place."""
    places = groupby(nodes, page.once(sheet_of).first_in)
    return chain.from_iterable(_of_place(list(group)) for _, group in places)


def _of_place(nodes: list[Node]) -> Iterator[Rule[str]]:
    """Where the string stands alone, where an icon's word tells it, the first of several, by its place."""
    called = _selectors(nodes)
    yield from map(css, called)
    icons = [icon.text().strip() for node in nodes for icon in node.css(".material-icons")]
    yield from (css(selector, holding=icon) for icon in dict.fromkeys(icons) for selector in called)
    yield from map(first, called)
    yield from map(css, chain.from_iterable(map(placed, nodes)))


def headline(page: Page, wanted: str) -> Rule[str] | None:
    """Where a headline stands."""
    return _string(page, wanted)


def section(page: Page, wanted: str) -> Rule[str] | None:
    """Where the name of a section stands, in the body or in the head."""
    said: list[Rule[str]] = [meta("article:section"), json_ld("articleSection")]
    return _string(page, wanted) or _exact(page, said, lambda text: text == wanted)


def _string(page: Page, wanted: str) -> Rule[str] | None:
    return _exact(page, _single(page, _with_text(page, lambda text: text == wanted)), lambda text: text == wanted)


def published(page: Page, wanted: str) -> Rule[str] | None:
    """Where the line of a date stands, else one that says the same moment; else where a machine reads it."""
    found = _string(page, wanted) or _exact(page, _MACHINE, lambda text: text == wanted)
    moment = dates.printed(wanted, zone=WIB)
    if found or moment is None:
        return found

    def same(text: str) -> bool:
        return any(map(str.isdigit, text)) and len(text) <= 120 and dates.printed(text, zone=WIB) == moment

    return _exact(page, _single(page, _with_text(page, same, shortest=True)), same)


def views(page: Page, wanted: str) -> Rule[str] | None:
    """Where the counter stands."""
    count = number(wanted)

    def same(text: str) -> bool:
        return len(text) <= 80 and number(text) == count

    return _exact(page, _single(page, _with_text(page, lambda text: wanted in text and same(text))), same)


def tags(page: Page, wanted: tuple[str, ...]) -> Rule[tuple[str, ...]] | None:
    """Where the list of tags stands."""
    nodes = _with_text(page, lambda text: text == wanted[0])
    return _exact(page, map(css_all, _selectors(nodes)), lambda found: tuple(dict.fromkeys(found)) == wanted)


def pull_quotes(page: Page, wanted: tuple[str, ...]) -> Rule[tuple[str, ...]] | None:
    """Where boxes with a quotation stand."""
    nodes = [node for node in page.select("blockquote", page.root) if text_of(node) in wanted]
    return _exact(page, map(css_all, _selectors(nodes)), lambda found: found == wanted)


def bylines(page: Page, wanted: tuple[Byline, ...]) -> Rule[tuple[Byline, ...]] | None:
    """Where the people stand: all in one place, or each one apart."""
    if whole := _people(page, wanted):
        return whole
    parts = [_people(page, (person,)) for person in wanted] if len(wanted) > 1 else []
    rules = [part for part in parts if part is not None]
    return _sum(rules) if rules and len(rules) == len(wanted) else None


def _people(page: Page, wanted: tuple[Byline, ...]) -> ListRule[Byline] | None:
    nodes = _with_text(page, lambda text: all(person.name in text for person in wanted), shortest=True)
    called = _selectors(nodes or _with_text(page, lambda text: wanted[0].name in text))
    rules = (people(selector, role) for role in (None, wanted[0].role) for selector in called)
    found = _exact(page, rules, lambda value: value == wanted)
    return found if isinstance(found, ListRule) else None


def _sum(rules: list[ListRule[T]]) -> ListRule[T]:
    total, *others = rules
    for other in others:
        total = total + other
    return total


def photos(page: Page, wanted: tuple[Photo, ...]) -> Rule[tuple[Photo, ...]] | None:
    """Where the lead picture stands, with what is printed beside it."""
    images = [node for node in page.select("img, amp-img", page.root) if read(page, node, IMAGE) == wanted[0].url]
    holders = [holder for image in images for holder in (image, *islice(around(image), _LEVELS))]
    return _exact(page, chain.from_iterable(map(_pictures, holders)), lambda found: found == wanted)


def _pictures(holder: Node) -> Iterator[Rule[tuple[Photo, ...]]]:
    """Rules for the picture below an element: alone, with a caption, with a credit of its own."""
    called = list(islice(selectors(holder), _SELECTORS // 4))
    below = [node for node in holder.css("*") if node.mem_id != holder.mem_id and 0 < len(node.text()) <= 3 * _LONGEST]
    lines = list(dict.fromkeys(name for node in below[: 2 * _ELEMENTS] for name in [*names(node)[:2], str(node.tag)]))
    for selector in called:
        yield pictures(selector)
    for selector in called:
        yield from (pictures(selector, caption=css(line)) for line in lines)
        yield from (pictures(selector, credit=css(line)) for line in lines)
        if len(lines) <= _ELEMENTS:
            yield from (
                pictures(selector, caption=css(one, drop=other), credit=css(other))
                for one in lines
                for other in lines
                if one != other
            )


def body(page: Page, wanted: tuple[str, ...]) -> Rule[tuple[str, ...]] | None:
    """Where the text stands, and what stands inside it and is none of it."""
    found = page.once(container)
    if found is None:
        return None
    text = bodies.clean(wanted).paragraphs
    unwanted = ", ".join(_strangers(page, found.node, wanted))
    called = [each for each in islice(selectors(found.node), _SELECTORS) if len(page.select(each, page.root)) == 1]
    rules = (
        paragraphs(selector, drop=drop, breaks=breaks)
        for drop in dict.fromkeys(("", unwanted))
        for breaks in (2, 1)
        for selector in called
    )
    return _exact(page, rules, lambda lines: bodies.clean(lines).paragraphs == text)


def _strangers(page: Page, top: Node, wanted: tuple[str, ...]) -> Iterator[str]:
    """Names of the elements below the text's that hold none of it."""
    spine = {node.mem_id for block in page.once(kept) for node in (block.node, *around(block.node))}
    own = {line.removeprefix("## ").removeprefix("- ") for line in wanted}
    told: dict[str, None] = {}
    for block in blocks(top, without=NEVER_TEXT):
        if block.text not in own and bodies.clean([block.text]).paragraphs:
            stranger = _holder(block, spine)
            calls = _telling(stranger, top) if stranger is not None else []
            told |= dict.fromkeys(islice((each for each in calls if _is_apart(each, top, spine, own)), 1))
    yield from told


def _holder(block: Block, spine: set[int]) -> Node | None:
    """The outermost element that holds a block and none of the text; below it where the text stands beside it."""
    path = [node for node in (block.node, *around(block.node)) if node.mem_id not in spine]
    if path:
        return path[-1]
    inside = (node for node in block.node.css("*") if node.mem_id not in spine and text_of(node))
    return next((node for node in inside if text_of(node) in block.text), None)


def _telling(node: Node, top: Node) -> list[str]:
    """What may be said to leave an element out: its own names, else where it stands in the text's."""
    return [*names(node), str(node.tag), *(each for each in placed(node) if names(top))]


def _is_apart(name: str, top: Node, spine: set[int], own: set[str]) -> bool:
    """Whether nothing that a name calls holds any of the text, not even a word in bold."""
    text = "\n".join(own)
    return not any(node.mem_id in spine or (node.tag not in BLOCKS and text_of(node) in text) for node in top.css(name))


def links(page: Page, wanted: tuple[Link, ...]) -> Rule[tuple[Link, ...]] | None:
    """Where links to other articles stand, each kind by its own rule."""
    kinds = dict.fromkeys(link.kind for link in wanted)
    parts = [_links(page, tuple(link for link in wanted if link.kind == kind)) for kind in kinds]
    rules = [part for part in parts if part is not None]
    return _sum(rules) if rules and len(rules) == len(parts) else None


def _links(page: Page, wanted: tuple[Link, ...]) -> ListRule[Link] | None:
    rules = (linked(selector, wanted[0].kind) for selector in _selectors(_anchors(page, wanted[0])))
    found = _exact(page, rules, lambda value: tuple(link for link in value if link.url != page.url) == wanted)
    return found if isinstance(found, ListRule) else None


def _anchors(page: Page, entry: Link | PopularEntry) -> list[Node]:
    found = (node for node in page.select("a[href]", page.root) if page.absolute(node.attributes["href"]) == entry.url)
    return [node for node in found if text_of(node) == entry.title][:_ELEMENTS]


def popular(page: Page, wanted: tuple[PopularEntry, ...]) -> Rule[tuple[PopularEntry, ...]] | None:
    """Where the entries of a most-read list stand, and its heading."""
    anchors = _anchors(page, wanted[0])
    boxes = list(_single(page, _with_text(page, lambda text: text == wanted[0].box)))
    box = _exact(page, boxes, lambda text: text == wanted[0].box)
    items = [item for anchor in anchors for item in (anchor, *islice(around(anchor), _LEVELS))]
    rules = (ranked(selector, box=box) for selector in _selectors(items))
    return _exact(page, rules, lambda found: found == wanted)


#: Field of a template -> how its rule is looked for.
SEARCHES: dict[str, Callable[[Page, Any], Rule[Any] | None]] = {
    each.__name__: each
    for each in (headline, published, section, tags, views, bylines, photos, body, pull_quotes, links, popular)
}


def generic_value(page: Page, name: str) -> Any:
    """What is read of a field without rules; None or empty where nothing is."""
    return SOURCES[name].printed.value(page, page.root)
