"""Lists of other articles around an article: related, most read, read-also links, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.regions import link_around
from scraper.extraction.generic.story_links import stories
from scraper.extraction.generic.text_index import around, sheet_of
from scraper.html.page import BLOCKS, SUBHEADS, Node, Page, text_of
from scraper.indonesian.boilerplate import Heading, heading_kind
from scraper.models import Link, PopularEntry
from scraper.text import fold

#: What every heading of a list holds, for finding them; each takes a look at all short texts.
_HINTS = (
    "terkait", "rekomendasi", " lain", "sejenis", "serupa", "related", "popul", "dibaca", "terbaca", "dilihat",
    "trending", "viral",
    "most ", " juga", " pula", "mungkin", "you m",
)  # fmt: skip
#: Characters of the longest heading.
_HEADING = 50
_WORD = re.compile(r"\w")
#: A heading alone; as a link it opens a stream of anything.
_RECOMMENDED = re.compile(r"rekomendasi(?: untuk (?:anda|kamu))?\W*", re.IGNORECASE)
#: Letters that the first class names of one block's parts have in common.
_STEM = 8
#: Elements that end a line.
_LINE_ENDS = BLOCKS | {"br", "script", "ins", "style"}
#: Links that one entry of a list may hold.
_ENTRY = 2
_MOST_PANES = 3
#: Elements around the words of a tab that may be its link.
_TAB = 3
#: Elements around a heading between paragraphs that may be its box.
_BOX = 3
#: A shorter list is a menu, a longer one several lists.
_FEWEST_POPULAR, _MOST_POPULAR = 3, 12
#: Headings whose lists are looked for: a hostile page has thousands.
_MOST_HEADINGS = 16
#: Pictures that head a most-read list.
_PICTURED = "img[src*=populer i], img[alt*=populer i]"
#: Headings of lists that are related whatever they hold; the others must be on the topic.
SAYS_RELATED = re.compile(r"terkait|relat|sejenis|serupa", re.IGNORECASE)
#: Elements above a heading up to which its list is looked for.
_LEVELS = 8


def related(page: Page) -> tuple[Link, ...]:
    """The first list of related articles beside or behind the text, whatever its heading."""
    return _related(page, "related", "read_also")


def called_related(page: Page) -> tuple[Link, ...]:
    """The same by its own name alone, for a page whose lists headed "Baca juga" are read by a rule."""
    return _related(page, "related")


def _related(page: Page, *kinds: Heading) -> tuple[Link, ...]:
    """The first list under a heading of these kinds; a list that is headed as related before one of other articles."""
    sheet = page.once(sheet_of)
    headings = [each for each in _headings(page, *kinds)[:_MOST_HEADINGS] if not _in_text(page, *each)]
    for place, _ in sorted(headings, key=lambda each: SAYS_RELATED.search(sheet.text(each[0])) is None):
        titles = _list_below(page, place)
        if titles:
            return tuple(Link("related", url, title) for url, title in titles.items() if url != page.url)
    return ()


def popular(page: Page) -> tuple[PopularEntry, ...]:
    """The most-read list: by a heading that says so before one of trends, of a usual length, nearest to the text."""
    lists: list[tuple[str | None, dict[str, str]]] = []
    for box, heading in _popular_headings(page):
        titles = _list_behind(page, heading, panes=True)
        if len(titles) >= _FEWEST_POPULAR:
            lists.append((box, titles))
        if lists and not any(_unlikeliness(lists[-1])):  # none behind it is likelier
            break
    box, titles = min(lists, key=_unlikeliness, default=(None, {}))
    return tuple(PopularEntry(box, rank, url, title) for rank, (url, title) in enumerate(titles.items(), 1))


def _popular_headings(page: Page) -> Iterator[tuple[str | None, Node]]:
    """What heads a most-read list: texts with their words, then pictures."""
    sheet = page.once(sheet_of)
    for place, _ in _headings(page, "popular")[:_MOST_HEADINGS]:
        yield sheet.text(place), sheet.nodes[place]
    for image in page.select(_PICTURED, page.root)[:_MOST_HEADINGS]:
        yield None, image


def _unlikeliness(found: tuple[str | None, dict[str, str]]) -> tuple[bool, bool]:
    """Sorts last what is headed as a trend, and what is longer than such lists are."""
    box, titles = found
    return "trend" in (box or "").lower(), len(titles) > _MOST_POPULAR


def boxes_in_text(page: Page) -> list[int]:
    """mem_id of the elements between the paragraphs that hold a list, its heading and its teasers."""
    found: list[int] = []
    text, sheet = page.once(container), page.once(sheet_of)
    for place, kind in page.once(_every_heading) if text else ():
        if text and _in_text(page, place, kind):
            above = (node for node in around(sheet.nodes[place]) if node.tag not in ("a", "span", "b", "strong", "em"))
            box = next((node for node in islice(above, _BOX) if stories(page, node)), None)
            if box is not None and box.mem_id not in text.holders:
                found.append(box.mem_id)
    return found


def _headings(page: Page, *kinds: Heading) -> list[tuple[int, Heading]]:
    """Place and kind of the headings of such lists, those behind the headline first.

    Headline and text are looked for only on a page that has such a heading.
    """
    found = [each for each in page.once(_every_heading) if each[1] in kinds]
    if not found:
        return []
    head = page.once(printed_headline)
    start = head[1] if head else 0
    return sorted(found, key=lambda each: each[0] <= start)


def _every_heading(page: Page) -> list[tuple[int, Heading]]:
    """Place and kind of every heading of a list, in document order."""
    sheet = page.once(sheet_of)
    found: list[tuple[int, Heading]] = []
    for place in sheet.find(_HINTS, longest=_HEADING):
        text = sheet.text(place)
        linked = link_around(sheet.nodes[place], _TAB) is not None
        kind: Heading | None = "related" if not linked and _RECOMMENDED.fullmatch(text) else heading_kind(text)
        if kind and not _in_menu(sheet.nodes[place]):
            found.append((place, kind))
    return found


def _in_menu(heading: Node) -> bool:
    """Whether a heading is an entry of a menu: it leads to another page, where a tab stays on its own."""
    link = link_around(heading, _TAB)
    if link is None or link.parent is None or link.parent.tag != "li":
        return False
    return "#" not in (link.attributes.get("href") or "#")


def _in_text(page: Page, place: int, kind: Heading = "read_also") -> bool:
    """Whether a heading stands between the paragraphs, or one of read-also links at the end of what holds them."""
    text = page.once(container)
    if text is None or place < text.first:
        return False
    if place <= text.last:
        return True
    return kind == "read_also" and _is_within(page.once(sheet_of).nodes[place], text.node)


def _is_within(node: Node | None, element: Node) -> bool:
    while node is not None and node.mem_id != element.mem_id:
        node = node.parent
    return node is not None


def _list_below(page: Page, place: int) -> dict[str, str]:
    """Titles by URL of the list that a heading stands over."""
    return _list_behind(page, page.once(sheet_of).nodes[place])


def _list_behind(page: Page, heading: Node, *, panes: bool = False) -> dict[str, str]:
    """Titles by URL of the list behind a heading; of the first of several `panes` where it is a tab."""
    text = page.once(container)
    panel = _panel(page, heading)
    if panel is not None:
        return stories(page, panel)
    node: Node | None = heading
    for _ in range(_LEVELS):
        if node is None or node.tag == "body" or (text and node.mem_id in text.holders):
            break
        if found := _behind(page, node, panes=panes):
            return found
        node = node.parent
    return {}


def _panel(page: Page, heading: Node) -> Node | None:
    """What a heading that is a tab opens."""
    link = link_around(heading, _TAB)
    href = link.attributes.get("href") if link is not None else None
    if not href or not re.fullmatch(r"#[A-Za-z][\w-]*", href):
        return None
    return page.root.css_first(f'[id="{href[1:]}"]')


def _behind(page: Page, heading: Node, *, panes: bool) -> dict[str, str]:
    """The articles linked behind a heading: in single entries, or in the first list and those that go on with it."""
    found: dict[str, str] = {}
    name: str | None = None
    node = heading.next
    while node is not None and not (found and _is_heading(node)):
        links = _entries(page, node, panes=panes) if node.tag and node.tag[0] not in "-!" else {}
        if links:
            here = f"{node.tag} {node.attributes.get('class')} {node.attributes.get('id')}"
            if (name or len(links) > _ENTRY) and found and not _goes_on(name, here):
                break
            name = here if len(links) > _ENTRY else None
            found |= links
        node = node.next
    return found


def _is_heading(node: Node) -> bool:
    return node.tag in SUBHEADS and not node.css_first("a[href]")


def _goes_on(name: str | None, here: str) -> bool:
    """Whether an element is of the block of the list before it: "relateds--grid" and "relateds--list"."""
    return name is not None and (here == name or here.split()[1][:_STEM] == name.split()[1][:_STEM] != "None")


def _entries(page: Page, node: Node, *, panes: bool) -> dict[str, str]:
    found = stories(page, node)
    if not panes or len(found) < 2 * _FEWEST_POPULAR:
        return found
    children = [(child, stories(page, child)) for child in node.iter()]
    parts = [(child, part) for child, part in children if part]
    if len(parts) == 1:
        return _entries(page, parts[0][0], panes=True)
    sizes = [len(part) for _, part in parts]
    if len(parts) <= _MOST_PANES and min(sizes) >= _FEWEST_POPULAR:
        return parts[0][1]
    return found


def read_also(page: Page) -> tuple[Link, ...]:
    """Links to other articles that stand between the paragraphs, and the list headed "Baca juga" right behind them."""
    text = page.once(container)
    if text is None:
        return ()
    sheet = page.once(sheet_of)
    found: dict[str, str] = {}
    for link in page.select("a[href]", text.node):
        place = sheet.first_in(link)
        if place is not None and text.first < place <= text.last and _stands_alone(link):
            found |= stories(page, link)
    for place, _ in _headings(page, "read_also"):
        if place > text.last and _in_text(page, place):
            found |= _list_below(page, place)
    return tuple(Link("read_also", url, title) for url, title in found.items())


def _stands_alone(link: Node) -> bool:
    """Whether a link is a line of its own, but for a label before it."""
    node = link
    while node.parent is not None and node.parent.tag not in BLOCKS:
        node = node.parent
    return _ends_line(node, -1) and _ends_line(node, 1)


def _ends_line(node: Node, step: int) -> bool:
    beside = _beside(node, step)
    if beside is None or beside.tag in _LINE_ENDS:
        return True
    if step > 0:
        return False
    if beside.tag == "a":
        return True
    text = fold(beside.text_content or "") if beside.tag == "-text" else text_of(beside)
    label = heading_kind(text)
    return label is not None or _WORD.search(text) is None


def _beside(node: Node, step: int) -> Node | None:
    """The next node with words or of another kind, before or behind one."""
    beside = node
    while True:
        following = beside.next if step > 0 else beside.prev
        if following is None:
            return None
        beside = following
        if beside.tag != "-comment" and not beside.is_empty_text_node:
            return beside
