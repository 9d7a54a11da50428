"""Finds the weights of `scraper/discovery/weights/article_links.json`, by which a link leads to an article or not.

    python tools/train_links.py --pages PAGES --gold tests/discovery/linked_articles.json

Prints, cross-validated over sites, precision and recall of each list and of all.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from links_gold import GoldList, gold_lists, is_article
from sklearn.linear_model import LogisticRegression
from train_blocks import write

from scraper import urls
from scraper.discovery import article_links
from scraper.discovery.link_features import features, linked
from scraper.extraction.generic.linear_model import LinearModel
from scraper.html import page as pages

WEIGHTS = Path(article_links.__file__).parent / "weights" / "article_links.json"
PENALTY = 1.0


class Sample(NamedTuple):
    """One link of one list."""

    gold: GoldList
    url: str
    title: str
    features: dict[str, float]
    is_article: bool


def samples(gold: GoldList) -> list[Sample]:
    """The links of a list."""
    found = linked(pages.read(gold.path.read_bytes(), urls.canonical(gold.url)))
    told = features(found)
    return [Sample(gold, url, found[url].title, told[url], is_article(gold, url, found[url].title)) for url in found]


def train(given: Sequence[Sample]) -> LinearModel:
    """The model that fits these links best; what is ruled out before is no part of it. A long list weighs its root."""
    weighed = [each for each in given if not article_links.is_ruled_out(each.url, each.title)]
    sizes = Counter(each.gold for each in weighed)
    names = list(weighed[0].features)
    values = np.array([[float(each.features[name]) for name in names] for each in weighed])
    labels = np.array([each.is_article for each in weighed])
    weights = np.array([sizes[each.gold] ** -0.5 for each in weighed])
    fitted = LogisticRegression(C=PENALTY, max_iter=3000).fit(values, labels, sample_weight=weights / weights.mean())
    told = {name: round(float(weight), 3) for name, weight in zip(names, fitted.coef_[0], strict=True)}
    return LinearModel(round(float(fitted.intercept_[0]), 3), told)


def score(model: LinearModel, tested: Sequence[Sample]) -> Counter[str]:
    """Right, false and missed articles."""
    told: Counter[str] = Counter()
    for each in tested:
        ruled_out = article_links.is_ruled_out(each.url, each.title)
        taken = not ruled_out and model.probability(model.sum(each.features)) >= article_links.BAR
        if taken or each.is_article:
            told["right" if taken and each.is_article else "false" if taken else "missed"] += 1
    return told


def figures(told: Counter[str]) -> dict[str, float]:
    """Precision and recall."""
    return {
        "precision": round(told["right"] / max(1, told["right"] + told["false"]), 4),
        "recall": round(told["right"] / max(1, told["right"] + told["missed"]), 4),
    }


def main() -> None:
    """Train, cross-validate, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=Path, required=True)
    arguments.add_argument("--gold", type=Path, required=True)
    given = arguments.parse_args()
    by_list = {gold: samples(gold) for gold in gold_lists(given.pages, given.gold)}
    total: Counter[str] = Counter()
    for site in dict.fromkeys(gold.site for gold in by_list):
        model = train([each for gold, found in by_list.items() if gold.site != site for each in found])
        for gold, found in by_list.items():
            if gold.site == site:
                told = score(model, found)
                print(f"{gold.page:45} {dict(told)} {figures(told)}")
                total += told
    print("all", dict(total), figures(total))
    everything = [each for found in by_list.values() for each in found]
    write(WEIGHTS, train(everything), figures(total), len(everything))


if __name__ == "__main__":
    main()
