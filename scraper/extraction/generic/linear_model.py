"""Linear model (logistic regression): features times weights, and from their sum a probability.

The weights are data, `weights/*.json`, with the date, the pages and the figures that they came from; `tools/` holds
the scripts that find them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from math import exp
from operator import mul


@dataclass(frozen=True)
class LinearModel:
    """A weight for each feature, and what is added to all."""

    bias: float
    weights: Mapping[str, float]
    _in_order: dict[tuple[str, ...], list[float]] = field(default_factory=dict, repr=False, compare=False)

    def sum(self, values: Mapping[str, float]) -> float:
        """The weighted sum of some features, without the bias; a feature that has no weight counts nothing."""
        names = tuple(values)
        weights = self._in_order.get(names)
        if weights is None:
            weights = self._in_order[names] = [self.weights.get(name, 0.0) for name in names]
        return float(sum(map(mul, values.values(), weights)))

    def sum_of(self, names: Iterable[str]) -> float:
        """The weighted sum of features that are 1."""
        return sum(self.weights.get(name, 0.0) for name in names)

    def probability(self, total: float) -> float:
        """The probability for a sum of all features."""
        return 1 / (1 + exp(-max(-30.0, min(30.0, self.bias + total))))


@cache
def model(name: str) -> LinearModel:
    """The model whose weights stand in `weights/NAME.json`."""
    return load(resources.files("scraper.extraction") / "weights" / f"{name}.json")


def load(file: Traversable) -> LinearModel:
    """The model in a file of weights."""
    told = json.loads(file.read_text("utf-8"))
    return LinearModel(told["bias"], told["weights"])
