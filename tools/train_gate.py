"""Finds the weights of `scraper/extraction/weights/article.json`, by which a page is an article or none.

    python tools/train_gate.py --world WORLD --pages PAGES [--folds DIR]

Run it after `train_blocks.py`, whose weights it reads the pages with; with `--folds` each page with those of its fold.
Prints, cross-validated over sites, the share of articles refused and of lists read as articles, by set.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import fmean

import numpy as np
from gold import INDONESIAN, GoldPage, gold_pages
from sklearn.linear_model import LogisticRegression
from train_blocks import FOLDS, write

from scraper import urls
from scraper.errors import Hostile
from scraper.extraction import article_gate, body
from scraper.extraction.generic import main_content
from scraper.extraction.generic.linear_model import LinearModel, load
from scraper.extraction.generic.text import body as text_of_page
from scraper.html import page as pages

WEIGHTS = Path(article_gate.__file__).parent / "weights" / "article.json"
PENALTY = 1.0
#: What a page that is no article weighs, beside one that is; Indonesian ones weigh more.
WEIGHT_OF_OTHER, WEIGHT_OF_INDONESIAN = 1.5, 3.0


def features(page: GoldPage) -> Mapping[str, float] | None:
    """The features of a page; None where it cannot be read at all."""
    try:
        read = pages.read(page.path.read_bytes(), urls.canonical(page.url))
    except Hostile:
        return None
    return article_gate.features(read, body.clean(text_of_page(read)).paragraphs)


def train(samples: list[tuple[GoldPage, Mapping[str, float]]]) -> LinearModel:
    """The model that fits these pages best."""
    names = list(samples[0][1])
    values = np.array([[float(told[name]) for name in names] for _, told in samples])
    labels = np.array([page.text is not None for page, _ in samples])
    weights = [(1.0 if page.text else WEIGHT_OF_OTHER) * _home(page) for page, _ in samples]
    fitted = LogisticRegression(C=PENALTY, max_iter=1000).fit(values, labels, sample_weight=weights)
    told = {name: round(float(weight), 3) for name, weight in zip(names, fitted.coef_[0], strict=True)}
    return LinearModel(round(float(fitted.intercept_[0]), 3), told)


def _home(page: GoldPage) -> float:
    return WEIGHT_OF_INDONESIAN if page.set == INDONESIAN else 1.0


def main() -> None:
    """Train, cross-validate, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--world", type=Path, required=True)
    arguments.add_argument("--pages", type=Path, required=True)
    arguments.add_argument("--folds", type=Path)
    given = arguments.parse_args()
    samples = []
    for page in gold_pages(given.world, given.pages):
        if given.folds:
            weights = load(given.folds / f"blocks-{page.fold(FOLDS)}.json")
            main_content.model = lambda _, weights=weights: weights  # type: ignore[misc,assignment]
        if told := features(page):
            samples.append((page, told))
    wrong: dict[str, list[float]] = defaultdict(list)
    for fold in range(FOLDS):
        model = train([each for each in samples if each[0].fold(FOLDS) != fold])
        for page, told in samples:
            if page.fold(FOLDS) == fold:
                sure = model.probability(model.sum(told))
                is_article = page.text is not None
                wrong[f"{page.set} {'articles refused' if is_article else 'lists read'}"].append(
                    float((sure >= article_gate.BAR) != is_article)
                )
                if (sure >= article_gate.BAR) != is_article:
                    print(round(sure, 2), page.url)
        if given.folds:
            write(given.folds / f"article-{fold}.json", model, {}, len(samples))
    means = {name: round(fmean(values), 4) for name, values in wrong.items()}
    print(means)
    write(WEIGHTS, train(samples), means, len(samples))


if __name__ == "__main__":
    main()
