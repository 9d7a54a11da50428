"""Explanation of a reading without rules: what the two linear models say of a page, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scraper.extraction import article_gate, body
from scraper.extraction.generic.article_lines import article_lines
from scraper.extraction.generic.block_features import features, said, said_names
from scraper.extraction.generic.linear_model import LinearModel, model
from scraper.extraction.generic.main_content import surroundings, verdicts
from scraper.extraction.generic.text import body as body_of
from scraper.html.page import Page

#: Features that are named for each line.
_STRONGEST = 4


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """What the model says of a line, and what became of it."""

    probability: float
    #: Whether the model takes it for text, and whether it is in the text that was read.
    is_chosen: bool
    is_kept: bool
    tag: str
    text: str
    #: The features that weigh most, strongest first, each with its share in the sum.
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The probability that a page is an article, what speaks most against it, and the verdict on each long line."""

    article_probability: float
    doubts: tuple[str, ...]
    lines: tuple[LineVerdict, ...]


def explanation(page: Page) -> Explanation:
    """Why a page was read as it was, without the rules of its publisher."""
    paragraphs = body.clean(body_of(page)).paragraphs
    probability = article_gate.probability(page, paragraphs)
    return Explanation(probability, tuple(article_gate.doubts(page, paragraphs)), tuple(_lines(page)))


def _lines(page: Page) -> Iterator[LineVerdict]:
    around, weights = page.once(surroundings), model("blocks")
    kept = {line.first for line in page.once(article_lines)}
    for at, verdict in enumerate(page.once(verdicts)):
        line = verdict.line
        named = dict.fromkeys(said_names(said(line.block)), 1.0) | features(line, around, at)
        reasons = _strongest(named, weights)
        yield LineVerdict(
            verdict.probability, verdict.is_text, line.first in kept, line.block.tag, line.text, tuple(reasons)
        )


def _strongest(named: dict[str, float], weights: LinearModel) -> list[tuple[str, float]]:
    """The features that weigh most of these, with what they add to the sum."""
    shares = {name: value * weights.weights.get(name, 0.0) for name, value in named.items()}
    names = sorted(shares, key=lambda name: -abs(shares[name]))[:_STRONGEST]
    return [(name, round(shares[name], 2)) for name in names]
