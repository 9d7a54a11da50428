"""Finds the weights of `scraper/extraction/weights/blocks.json` on folders of pages with gold.

    pip install -e '.[tools]'
    python tools/train_blocks.py --world WORLD --pages PAGES [--folds DIR]

`WORLD` holds `data/<set>/{pages,gold}`, `PAGES` the Indonesian pages with `gold/*.json`. Prints the mean F1 of the
words of the text by set, cross-validated: each page is read with weights that saw no page of its site. `--folds`
keeps the weights of each fold for `tools/cross_validated.py`, a reader of whole articles.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from gold import INDONESIAN, Gold, GoldPage, gold_pages, words
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from scraper.extraction.generic import main_content
from scraper.extraction.generic.block_features import SAID, Surroundings, features, said
from scraper.extraction.generic.candidates import Line
from scraper.extraction.generic.linear_model import LinearModel
from scraper.html import page as pages

WEIGHTS = Path(main_content.__file__).parent.parent / "weights" / "blocks.json"
FOLDS = 5
#: How much an Indonesian page counts beside one of the world.
WEIGHT_OF_INDONESIAN = 4.0
#: Inverse strength of the L2 penalty.
PENALTY = 0.3
#: What the words of a page weigh together, and what its lines weigh beside that, whatever their length.
BY_WORDS, BY_LINES = 20.0, 30.0


@dataclass
class Sample:
    """The lines of a page with their features, and which of them are text."""

    page: GoldPage
    lines: list[Line]
    values: NDArray[np.float32]
    #: 1 for text, 0 for none, -1 for what counts neither way.
    labels: NDArray[np.int8]
    weights: NDArray[np.float64]


def vector(at: int, around: Surroundings, names: Sequence[str]) -> list[float]:
    """The features of a line in the order of their names."""
    values, bits = features(around.lines[at], around, at), said(around.lines[at].block)
    own = [float(values.get(name, 0.0)) for name in names[: -len(SAID)]]
    return own + [float(bits >> place & 1) for place in range(len(SAID))]


def sample(page: GoldPage, names: Sequence[str]) -> Sample | None:
    """A page as the model sees it; None where it has no lines."""
    read = pages.read(page.path.read_bytes(), page.url)
    around = read.once(main_content.surroundings)
    if not around.lines:
        return None
    gold = Gold(page)
    told = [gold.holds(line.text) for line in around.lines]
    labels = np.array([-1 if each is None else int(each) for each in told], np.int8)
    values = np.array([vector(at, around, names) for at in range(len(around.lines))], np.float32)
    return Sample(page, around.lines, values, labels, _weights(page, around.lines, labels))


def _weights(page: GoldPage, lines: list[Line], labels: NDArray[np.int8]) -> NDArray[np.float64]:
    """What each line weighs: pages weigh alike, long lines more than short ones, Indonesian pages more than others.

    A page with much text beside the article weighs somewhat more than others, lest a list of teasers drown a story.
    """
    sizes = np.array([line.words + 1 for line in lines], float)
    text = max(20.0, float(sizes[labels == 1].sum()))
    weights = sizes / (text**0.25 * sizes.sum() ** 0.75) * BY_WORDS + BY_LINES / len(lines)
    return weights * (WEIGHT_OF_INDONESIAN if page.set == INDONESIAN else 1.0)


def names_of(page: GoldPage) -> tuple[str, ...]:
    """The names of all features: those of a line that has all of them, and what elements say."""
    around = pages.read(page.path.read_bytes(), page.url).once(main_content.surroundings)
    most = max((features(line, around, at) for at, line in enumerate(around.lines)), key=len)
    return (*most, *SAID)


def train(samples: list[Sample], names: Sequence[str]) -> LinearModel:
    """The model that fits these pages best."""
    values = np.concatenate([each.values[each.labels >= 0] for each in samples])
    labels = np.concatenate([each.labels[each.labels >= 0] for each in samples])
    weights = np.concatenate([each.weights[each.labels >= 0] for each in samples])
    fitted = LogisticRegression(C=PENALTY, max_iter=500).fit(values, labels, sample_weight=weights)
    told = {name: round(float(weight), 3) for name, weight in zip(names, fitted.coef_[0], strict=True)}
    return LinearModel(round(float(fitted.intercept_[0]), 3), {name: each for name, each in told.items() if each})


def score(each: Sample, model: LinearModel) -> float:
    """F1 of the words of the lines that a model takes for text."""
    told = main_content.judged(each.lines, [_probability(model, row) for row in each.values])
    got = Counter(words("\n".join(verdict.line.text for verdict in told if verdict.is_text)))
    want = Counter(words(each.page.text or ""))
    optional = Counter(words(each.page.optional))
    got -= (got - want) & optional
    hit = (got & want).total()
    return 2 * hit / max(1, got.total() + want.total())


def _probability(model: LinearModel, row: NDArray[np.float32]) -> float:
    return model.probability(model.sum(dict(zip(NAMES, map(float, row), strict=True))))


NAMES: tuple[str, ...] = ()


def main() -> None:
    """Train, cross-validate, write."""
    global NAMES  # noqa: PLW0603 - told by the first page
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--world", type=Path, required=True)
    arguments.add_argument("--pages", type=Path, required=True)
    arguments.add_argument("--folds", type=Path)
    given = arguments.parse_args()
    articles = [page for page in gold_pages(given.world, given.pages) if page.text]
    NAMES = names_of(articles[0])
    samples = [made for page in articles if (made := sample(page, NAMES))]
    figures: dict[str, list[float]] = defaultdict(list)
    for fold in range(FOLDS):
        model = train([each for each in samples if each.page.fold(FOLDS) != fold], NAMES)
        for each in samples:
            if each.page.fold(FOLDS) == fold:
                figures[each.page.set].append(score(each, model))
        if given.folds:
            write(given.folds / f"blocks-{fold}.json", model, {}, len(samples))
    means = {name: round(statistics.mean(values), 4) for name, values in figures.items()}
    print(means)
    write(WEIGHTS, train(samples, NAMES), means, len(samples))


def write(path: Path, model: LinearModel, means: dict[str, float], count: int) -> None:
    """The weights, with what they came from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = {
        "date": datetime.now(UTC).date().isoformat(),
        "pages": count,
        "cross_validated_f1": means,
        "bias": model.bias,
        "weights": dict(sorted(model.weights.items())),
    }
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
