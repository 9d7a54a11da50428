"""Main content: which lines of a page are the article's, weighed by a linear model, and where on the page they stand.

Every long line that is no link gets a probability from its features. The page's likeliest lines set the bar for the
others, and lines that are laid out alike share their fate: a list of teasers holds some that read like paragraphs,
an article some that do not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from scraper.extraction.generic.block_features import Surroundings, features, said, said_names
from scraper.extraction.generic.candidates import Line, lines_of
from scraper.extraction.generic.elements import Element
from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.line_types import is_date
from scraper.extraction.generic.linear_model import LinearModel, model
from scraper.html.page import Node, Page

#: Parts of the likeliest lines' probability: of a line that is text wherever it stands, of the mean of lines that are
#: laid out alike where these hold text, and of a line among them.
_SURE, _ALIKE, _PART = 0.88, 0.6, 0.2
#: How many of the likeliest lines set the bar, and the words of the shortest line that may.
_LIKELIEST, _FEWEST = 3, 8
#: The part of all text that makes an element one that holds a good part of it.
_GOOD_PART = 0.12


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the model says of a line."""

    line: Line
    probability: float
    is_text: bool = False


@dataclass(frozen=True)
class Container:
    """Where the article's text stands."""

    #: The innermost element around all of it.
    node: Node
    #: The lines that are the article's, in order; the places on the sheet of their first and last text.
    lines: list[Line]
    first: int
    last: int
    #: mem_id of every element that holds a good part of the text, and of those that hold most of it.
    holders: frozenset[int] = field(repr=False)
    core: frozenset[int] = field(repr=False)


def container(page: Page) -> Container | None:
    """Where the article's text stands; None on a page without text."""
    lines = [verdict.line for verdict in page.once(verdicts) if verdict.is_text]
    if not lines:
        return None
    words: Counter[int] = Counter()
    elements: dict[int, Element] = {}
    for line in lines:
        for each in _outwards(line.block):
            words[each.key] += line.words
            elements[each.key] = each
    total = sum(line.words for line in lines)
    whole = (elements[key] for key, size in words.items() if size == total)
    return Container(
        node=max(whole, key=lambda element: element.depth).node,
        lines=lines,
        first=lines[0].first,
        last=lines[-1].last,
        holders=frozenset(key for key, size in words.items() if size >= _GOOD_PART * total),
        core=frozenset(key for key, size in words.items() if 2 * size > total),
    )


def verdicts(page: Page) -> list[Verdict]:
    """What the model says of every long line that is no link, in order; ask `page.once(verdicts)`."""
    around = page.once(surroundings)
    lines = around.lines
    weights, by_said = model("blocks"), dict[int, float]()
    return judged(lines, [_probability(at, around, weights, by_said) for at in range(len(lines))])


def _outside_story(page: Page, lines: list[Line]) -> tuple[frozenset[int], int]:
    """Places of the lines outside the `<article>` that holds the headline, and the place of the next story's h1.

    Behind a story pages print the next one whole, or more comments than it has words.
    """
    index, head = page.once(lines_of), page.once(printed_headline)
    if head is None:
        return frozenset(), len(index.sheet.texts)
    at = index.elements.around(index.sheet.nodes[head[1]])
    story = next((each for each in _outwards(at) if each.tag == "article"), None)
    outside = [line for line in lines if story is not None and not _is_within(line.block, story)]
    own = [line for line in lines if line not in outside]
    places = (index.sheet.first_in(node) or 0 for node in page.select("h1", page.root))
    next_story = next((place for place in places if place > head[1]), len(index.sheet.texts))
    return frozenset(line.first for line in outside) if _is_story(own) else frozenset(), next_story


def _before_like_story(page: Page, lines: list[Line]) -> list[Line]:
    """The lines before another story that is printed whole, under an h1 laid out like the headline's."""
    index, head = page.once(lines_of), page.once(printed_headline)
    own = index.elements.around(index.sheet.nodes[head[1]]).block if head else None
    if own is None or head is None or own.tag != "h1":
        return lines
    others = [index.elements.of(node) for node in page.select("h1", page.root)]
    alike = [each for each in others if each.key != own.key and (each.own, each.name) == (own.own, own.name)]
    places = [index.sheet.first_in(each.node) or 0 for each in alike if each.above is not own.above]
    first = next((place for place in places if place > head[1]), None)
    before = [line for line in lines if first is None or line.first < first]
    return before if first is not None and _is_story(before) and not _is_subhead(alike, before) else lines


def _is_subhead(headings: list[Element], before: list[Line]) -> bool:
    """Whether what holds these headings holds lines of the text before them, too."""
    above = headings[0].above
    return above is not None and any(_is_within(line.block, above) for line in before)


#: Words of the shortest text that is a story by itself.
_STORY = 40


def _is_story(lines: list[Line]) -> bool:
    return len(lines) > 1 and sum(line.words for line in lines) >= _STORY


def _is_within(block: Element, element: Element) -> bool:
    return any(each is element for each in _outwards(block))


def judged(lines: list[Line], probabilities: list[float]) -> list[Verdict]:
    """Which lines are text, by their probabilities."""
    top = _top(lines, probabilities)
    names = _layouts(lines)
    words: dict[str, int] = defaultdict(int)
    weighed: dict[str, float] = defaultdict(float)
    for line, name, each in zip(lines, names, probabilities, strict=True):
        words[name] += line.words
        weighed[name] += line.words * each
    alike = {name: weighed[name] / size for name, size in words.items()}
    return [
        Verdict(line, each, each >= _SURE * top or (alike[name] >= _ALIKE * top and each >= _PART * top))
        for line, name, each in zip(lines, names, probabilities, strict=True)
    ]


def _layouts(lines: list[Line]) -> list[str]:
    """What the lines that are laid out alike have in common, by line: a name, or where each has its own, a place."""
    counts = Counter(line.holder.name for line in lines)
    return [line.holder.name if counts[line.holder.name] > 1 else f"{_around(line).key}" for line in lines]


def _around(line: Line) -> Element:
    """The innermost element around a line's holder that says something, or that is no wrapper of one."""
    each = line.holder
    while each.above is not None and each.above.name == each.name:
        each = each.above
    return each.above or each


def _probability(at: int, around: Surroundings, weights: LinearModel, by_said: dict[int, float]) -> float:
    line = around.lines[at]
    bits = said(line.block)
    if bits not in by_said:
        by_said[bits] = weights.sum_of(said_names(bits))
    return weights.probability(weights.sum(features(line, around, at)) + by_said[bits])


def surroundings(page: Page) -> Surroundings:
    """What is known of the page when its lines are looked at."""
    lines, head = page.once(lines_of), page.once(printed_headline)
    headline, place = head or ("", -1)
    description = page.meta.get("og:description") or page.meta.get("description") or ""
    seen = [line for line in _seen(lines.long) if not is_date(line.text) and not line.first <= place <= line.last]
    seen = _before_like_story(page, seen)
    outside, next_story = _outside_story(page, seen)
    below = frozenset(line.first for line in seen if lines.is_below_title(line))
    return Surroundings(seen, headline, place, max(1, len(lines.sheet.texts)), description, outside, next_story, below)


def _seen(lines: list[Line]) -> list[Line]:
    """The lines that are not hidden; all of them where most of the page's text is hidden until a script shows it."""
    seen = [line for line in lines if not line.block.hidden]
    few = 3 * sum(line.words for line in seen) < sum(line.words for line in lines)
    return lines if few else seen


def _top(lines: list[Line], probabilities: list[float]) -> float:
    """How likely the page's likeliest lines are."""
    long = [each for line, each in zip(lines, probabilities, strict=True) if line.words > _FEWEST]
    likeliest = sorted(long or probabilities, reverse=True)[:_LIKELIEST]
    return sum(likeliest) / len(likeliest) if likeliest else 1.0


def _outwards(element: Element) -> Iterator[Element]:
    """An element and all around it."""
    each: Element | None = element
    while each is not None:
        yield each
        each = each.above
