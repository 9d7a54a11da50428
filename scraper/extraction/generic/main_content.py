"""Where the text of an article stands, told by where a page says most.

A paragraph speaks with its length for the element around it, and with half of it for the next one; every other
text speaks against the elements that hold it, and what stands between the headline and a text against that text. The
element with the best balance holds the article, together with others of its name (an article over several pages
in one source) and all of what calls itself `articleBody`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.text_index import Sheet, around, block_of, sheet_of
from scraper.html.page import BLOCKS, SUBHEADS, Node, Page

#: Characters from which on a text is taken for a paragraph's.
LONG = 40
#: What no article stands in directly: lists of teasers do.
_LISTS = frozenset("ul ol dl li table tbody tr".split())
#: Elements whose balance is drawn, by what speaks for them.
_HEARD = 12
#: Characters of the shortest story that is told by its element alone.
_STORY = 300
#: The part of all long text that makes a name one of those that hold paragraphs.
_MAIN = 0.12
#: In a line of when a story appeared.
_STAMP = re.compile(r"(?:19|20)\d\d\W.{0,4}\d\d?[:.]\d\d\b")
PARAGRAPHS = frozenset(("p", "li", "dd", "blockquote", "pre", *SUBHEADS))
_HOLDING = BLOCKS - {"ul", "ol", "dl"}
#: Names of elements that hold long texts and never an article's.
_OTHER = re.compile(
    r"caption|photo|foto|galler|galeri|image|[-_]img|related|terkait|share|comment|komentar|footer|copyright"
)


@dataclass(frozen=True)
class Container:
    """The element that holds the article's text."""

    node: Node
    #: Names of the elements in it that hold paragraphs, as `name_around` gives them.
    main: frozenset[str]
    #: Places on the sheet of its first and last long text.
    first: int
    last: int
    #: mem_id of every element in it that holds a good part of the text, and of those that hold most of it.
    holders: frozenset[int]
    core: frozenset[int]
    #: What `name_of` has learnt.
    names: dict[int, str]


class _Long(NamedTuple):
    """A long text that is no link."""

    place: int
    size: int
    block: Node
    #: Of what holds it.
    name: str


@dataclass
class _Claim:
    """An element that may hold the article, and the places of the first and last long text that speak for it."""

    node: Node
    first: int
    last: int
    voice: float = 0.0


def container(page: Page) -> Container | None:
    """Where the article's text stands; None on a page without text."""
    sheet = page.once(sheet_of)
    printed = page.once(printed_headline)
    start = printed[1] + 1 if printed else 0
    names: dict[int, str] = {}
    long = _long_texts(sheet, start, names) or _long_texts(sheet, 0, names)
    if sum(each.size for each in long) < _STORY:
        long = _long_blocks(sheet, start, names) or long
    if not long:
        return None
    if printed:
        long = _of_story(page, sheet, printed[1], long)
    scraps = _scraps(sheet, long)
    best = _best(long, scraps, start)
    region, inside = _region(best, long, scraps)
    shares = _shares(inside)
    enough = _MAIN * shares.total()
    sizes = _sizes(inside, region)
    return Container(
        node=region,
        main=frozenset(name for name, share in shares.items() if share >= enough),
        first=inside[0].place,
        last=inside[-1].place,
        holders=frozenset(key for key, size in sizes.items() if size >= enough),
        core=frozenset(key for key, size in sizes.items() if 2 * size > shares.total()),
        names=names,
    )


def _long_texts(sheet: Sheet, start: int, names: dict[int, str]) -> list[_Long]:
    """Every long text from a place on that is no link and stands in no element of a telling name."""
    long = []
    for place in [place for place, text in enumerate(sheet.texts) if len(text) >= LONG and place >= start]:
        block = block_of(sheet.nodes[place])
        if block is None or (size := len(sheet.text(place))) < LONG:
            continue
        if not _OTHER.search(name := name_of(block, names)):
            long.append(_Long(place, size if block.tag not in ("li", "dd") else size // 2, block, name))
    return long


def _long_blocks(sheet: Sheet, start: int, names: dict[int, str]) -> list[_Long]:
    """The same for the texts of a block element together: of a short story every sentence may have a word in bold."""
    blocks: dict[int, list[int]] = {}
    nodes: dict[int, Node] = {}
    for place in range(start, len(sheet.nodes)):
        if (block := block_of(sheet.nodes[place])) is not None:
            nodes[block.mem_id] = block
            blocks.setdefault(block.mem_id, []).append(place)
    lines = {key: " ".join(map(sheet.text, places)) for key, places in blocks.items()}
    sizes = {key: len(line) for key, line in lines.items() if not _STAMP.search(line)}
    named = ((key, size, name_of(nodes[key], names)) for key, size in sizes.items() if size >= LONG)
    return [_Long(blocks[key][0], size, nodes[key], name) for key, size, name in named if not _OTHER.search(name)]


def _of_story(page: Page, sheet: Sheet, headline: int, long: list[_Long]) -> list[_Long]:
    """The texts in the `<article>` that holds the headline, or those before the next story's h1.

    Behind a story pages print the next one whole, or more comments than it has words.
    """
    article = next((node for node in around(sheet.nodes[headline]) if node.tag == "article"), None)
    if article is not None and _is_story(own := [each for each in long if _is_in(each.block, article)]):
        return own
    for node in page.select("h1", page.root):
        place = sheet.first_in(node) or 0
        if place > headline and _is_story(before := [each for each in long if each.place < place]):
            above = node.parent
            subhead = above is not None and any(_is_in(each.block, above) for each in before)
            return long if subhead else before
    return long


def _is_story(long: list[_Long]) -> bool:
    return len(long) > 1 and sum(each.size for each in long) >= _STORY


def _scraps(sheet: Sheet, long: list[_Long]) -> list[int]:
    """Characters of text that is no paragraph's before each place: links, labels, ranks, dates."""
    sizes = [size if (size := len(text)) < LONG else LONG for text in sheet.shorts]
    for each in long:
        sizes[each.place] = 0
    return list(accumulate(sizes, initial=0))


def _best(long: list[_Long], scraps: list[int], start: int) -> _Claim:
    """The element with the best balance of paragraphs and scraps, those on the way to it included."""
    claims: dict[int, _Claim] = {}
    paths: dict[int, list[_Claim]] = {}
    crowd = Counter(each.block.mem_id for each in long)
    for each in long:
        key = each.block.mem_id
        path = paths.get(key) or paths.setdefault(key, _claims_around(each, claims))
        for claim, share in zip(path, _audience(each, crowd[key]), strict=False):
            claim.voice += share * each.size
            claim.last = each.place
    free = [claim for claim in claims.values() if claim.node.tag not in _LISTS] or list(claims.values())
    loudest = sorted(free, key=lambda claim: -claim.voice)[:_HEARD]
    return max(loudest, key=lambda claim: claim.voice - scraps[claim.last + 1] + scraps[min(start, claim.first)])


def _claims_around(each: _Long, claims: dict[int, _Claim]) -> list[_Claim]:
    """The claims of a text's block element and of the two around it."""
    path: list[_Claim] = []
    node: Node | None = each.block
    while node is not None and len(path) < 3:
        key = node.mem_id
        if key not in claims:
            claims[key] = _Claim(node, each.place, each.place)
        path.append(claims[key])
        node = node.parent
    return path


def _audience(each: _Long, crowd: int) -> tuple[float, ...]:
    """For which part of its length a text speaks for its block element, and for the elements around that.

    A `<div>` with one long text may be a paragraph; with several it holds paragraphs made by `<br>`.
    """
    if each.block.tag in PARAGRAPHS:
        return (0.0, 1.0, 0.5)
    return (1.0, 1.0, 0.5) if crowd == 1 else (1.0, 0.5)


def _region(best: _Claim, long: list[_Long], scraps: list[int]) -> tuple[Node, list[_Long]]:
    """The best element, or the one around it that holds the rest of the article; with its long texts."""
    inside = [each for each in long if best.first <= each.place <= best.last]
    name = _shares(inside).most_common(1)[0][0]
    own = [each for each in long if each.name == name]
    region = best.node if own[0].place >= best.first and own[-1].place <= best.last else _around_both(own[0], own[-1])
    whole = [each for each in long if own[0].place <= each.place <= own[-1].place]
    if region is not best.node:
        more = sum(each.size for each in own if not best.first <= each.place <= best.last)
        between = scraps[own[-1].place] - scraps[own[0].place] - scraps[best.last] + scraps[best.first]
        region, inside = (region, whole) if more > between else (best.node, inside)
    for node in (region, *around(region)):
        if "articleBody" in (node.attributes.get("itemprop") or ""):
            return node, [each for each in long if _is_in(each.block, node)]
    return region, inside


def _around_both(one: _Long, other: _Long) -> Node:
    """The innermost element around two blocks."""
    ancestors = {node.mem_id for node in (other.block, *around(other.block))}
    return next(node for node in (one.block, *around(one.block)) if node.mem_id in ancestors)


def _is_in(block: Node, element: Node) -> bool:
    return any(node.mem_id == element.mem_id for node in (block, *around(block)))


def _sizes(inside: list[_Long], region: Node) -> Counter[int]:
    """Characters of long text by the mem_id of every element as far as the region that holds some."""
    sizes, last, paths = Counter[int](), region.mem_id, dict[int, list[int]]()
    for each in inside:
        own, above = each.block.mem_id, each.block.parent
        sizes[own] += each.size
        if own == last or above is None:
            continue
        key = above.mem_id
        if key not in paths:
            keys = [key, *(node.mem_id for node in around(above))] if key != last else [key]
            paths[key] = keys[: keys.index(last) + 1] if last in keys else keys
        for held in paths[key]:
            sizes[held] += each.size
    return sizes


def _shares(long: list[_Long]) -> Counter[str]:
    """Characters of long text by the name of what holds them."""
    shares = Counter[str]()
    for each in long:
        shares[each.name] += each.size
    return shares


def name_of(block: Node, names: dict[int, str]) -> str:
    """`name_around` a block, learnt once for all paragraphs of an element and once for its bare text."""
    holder = block.parent if block.tag in PARAGRAPHS else block
    key = 0 if holder is None else holder.mem_id if holder is not block else -holder.mem_id
    return names.get(key) or names.setdefault(key, name_around(block))


def name_around(place: Node) -> str:
    """The name of what holds a paragraph: of the element around a `<p>` or a bare `<div>`, or of a named `<div>`.

    An element without class and id is called after what it stands in.
    """
    holder: Node | None = place
    if place.tag in PARAGRAPHS or not _named(place):
        holder = place.parent
    while holder is not None and holder.tag not in _HOLDING:
        holder = holder.parent
    steps = ""
    while holder is not None and len(steps) < 12:
        steps = f"{holder.tag}>{steps}"
        if name := _named(holder):
            return f"{name}>{steps}"
        holder = holder.parent
    return steps


def _named(node: Node) -> str:
    attributes = node.attributes
    names = (attributes.get("class") or attributes.get("id") or "").split()
    return names[0].lower() if names else ""
