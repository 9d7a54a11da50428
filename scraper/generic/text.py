"""The text of an article, found by where a page says most: its container first, then each block of it.

A paragraph speaks for the elements around it with its length; every scrap between two paragraphs (a link, a
label, a rank) speaks against those that hold both. The element with the best balance is the container. Inside
it a block is kept when it stands where the long paragraphs stand: what a site puts between them (read-also
boxes, advertisements, captions) stands in elements of another name.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from scraper.generic.headline import printed_headline
from scraper.generic.lines import is_label
from scraper.generic.sheet import Sheet, block_of, plain, sheet_of
from scraper.page import SUBHEADS, Block, Node, Page, blocks
from scraper.rules import MARKS
from scraper.text import fold

#: Characters from which on a text is taken for a paragraph's.
_LONG = 40
#: What a short text between two paragraphs counts against the element that holds both.
_SCRAP = 20
#: The part of all long text from which on an element's name is the name of a container of the article's text.
_MAIN = 0.12
#: Never an article's words; the last three are boxes that all sites of the corpus name alike.
_ASIDE = (
    "figure, figcaption, ins, aside, form, nav, table, blockquote, footer, "
    "[class*=caption], [class*=related], [class*=terkait], [class*=share], [class*=baca], [class*=comment]"
)
#: The part of the container's balance from which on an element is not left out, whatever it is called.
_HOLDS = 0.3
_PARAGRAPHS = frozenset(("p", "li", "dd", "blockquote", "pre", *SUBHEADS))


@dataclass(frozen=True)
class Container:
    """The element that holds the article's text."""

    node: Node
    #: Names of the elements in it that hold paragraphs directly.
    main: frozenset[str]
    #: Places on the sheet of its first and last long text.
    first: int
    last: int
    #: mem_id of every element that holds a good part of the text.
    holders: frozenset[int]


def body(page: Page) -> tuple[str, ...]:
    """The article's paragraphs; none on a page without text."""
    return tuple(MARKS[block.kind] + block.text for block in page.once(kept))


def kept(page: Page) -> list[Block]:
    """The blocks that are the article's text."""
    found = page.once(container)
    if found is None:
        return []
    skip = frozenset(node.mem_id for node in page.select(_ASIDE, found.node)) - found.holders
    every = blocks(found.node, skip=skip, breaks=_breaks(page, found))
    chosen = [block for block in _below_headline(page, every) if _belongs(block, found)]
    long = [place for place, block in enumerate(chosen) if len(block.text) >= _LONG and block.kind == "p"]
    return chosen if not long else chosen[: _end(chosen, long[-1])]


def _end(chosen: list[Block], last: int) -> int:
    """Subheads and list items behind the last paragraph are the beginning of something else."""
    end = last + 1
    while end < len(chosen) and chosen[end].kind != "h":
        end += 1
    return end


def _below_headline(page: Page, every: list[Block]) -> list[Block]:
    """The blocks behind the headline, where the container holds it too."""
    printed = page.once(printed_headline)
    if printed is None:
        return every
    wanted = plain(printed[0])
    place = next((place for place, block in enumerate(every) if plain(block.text) == wanted), -1)
    return every[place + 1 :]


def _belongs(block: Block, found: Container) -> bool:
    if 2 * block.linked > len(block.text) or is_label(block.text):
        return False
    return _name_around(block.node) in found.main


def _name_around(place: Node) -> str:
    """The name of what holds a paragraph: the element around a `<p>`, or a `<div>` that is one itself."""
    holder = place.parent if place.tag in _PARAGRAPHS else place
    if holder is not None and holder.tag in ("ul", "ol"):
        holder = holder.parent
    return _name(holder) if holder is not None else ""


def _name(node: Node) -> str:
    attributes = node.attributes
    return f"{node.tag}.{attributes.get('class') or attributes.get('id') or ''}"


def container(page: Page) -> Container | None:
    """Where the article's text stands; None on a page without text."""
    sheet = page.once(sheet_of)
    printed = page.once(printed_headline)
    after = printed[1] if printed else -1
    weights, long = _weigh(sheet)
    long = [each for each in long if each[0] > after] or long
    if not long:
        return None
    totals = list(accumulate(weights, initial=0))
    nodes, spans = _spans(long)
    balance = {key: totals[last + 1] - totals[first] for key, (first, last) in spans.items()}
    best = max(balance, key=balance.__getitem__)  # the innermost of equals: it was met first
    first, last = spans[best]
    return Container(
        node=nodes[best],
        main=_main_names([each for each in long if first <= each[0] <= last], weights),
        first=first,
        last=last,
        holders=frozenset(key for key, value in balance.items() if value > _HOLDS * balance[best]),
    )


def _weigh(sheet: Sheet) -> tuple[list[int], list[tuple[int, Node]]]:
    """What each text says for or against the elements around it, and every long one with its block element."""
    weights, long = [], []
    for place, text in enumerate(sheet.texts):
        size = len(fold(text)) if len(text) >= _LONG else 0
        if size < _LONG:
            weights.append(-_SCRAP)
        elif (block := block_of(sheet.nodes[place])) is None:
            weights.append(-size)
        else:
            weights.append(size)
            long.append((place, block))
    return weights, long


def _spans(long: list[tuple[int, Node]]) -> tuple[dict[int, Node], dict[int, tuple[int, int]]]:
    """Each element around a long text, innermost first, and the places of the first and last one in it."""
    nodes: dict[int, Node] = {}
    spans: dict[int, tuple[int, int]] = {}
    paths: dict[int, list[int]] = {}
    for place, block in long:
        key = block.mem_id
        if key not in paths:
            paths[key] = _around(block, nodes)
        for above in paths[key]:
            spans[above] = (spans[above][0] if above in spans else place, place)
    return nodes, spans


def _around(node: Node | None, nodes: dict[int, Node]) -> list[int]:
    """The mem_id of an element and of those around it, up to the body."""
    path = []
    while node is not None and node.tag != "html":
        key = node.mem_id
        nodes[key] = node
        path.append(key)
        node = node.parent
    return path


def _main_names(long: list[tuple[int, Node]], weights: list[int]) -> frozenset[str]:
    shares: Counter[str] = Counter()
    for place, block in long:
        shares[_name_around(block)] += weights[place]
    enough = _MAIN * shares.total()
    return frozenset(name for name, share in shares.items() if share >= enough)


def _breaks(page: Page, found: Container) -> int:
    """Whether single `<br>` divide paragraphs here: 1, else 2."""
    single = double = 0
    for node in page.select("br", found.node):
        after = _next_word(node)
        if after is None:
            continue
        if after.tag == "br":
            double += 1
        elif len(after.text_content or "") >= _LONG and len(_before(node)) >= _LONG:
            single += 1
    return 1 if single > max(double, 2) else 2


def _next_word(node: Node) -> Node | None:
    after = node.next
    while after is not None and after.tag == "-text" and after.is_empty_text_node:
        after = after.next
    return after


def _before(node: Node) -> str:
    before = node.prev
    return (before.text_content or "") if before is not None and before.tag == "-text" else ""
