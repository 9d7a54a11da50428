"""A reader of whole articles whose weights never saw the page's site: for scorers that take `module:function`.

    FOLDS=DIR python score_world.py run --readers tools.cross_validated:read

`DIR` is what `train_blocks.py --folds` and `train_gate.py --folds` wrote.
"""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from typing import Any

import scraper
from scraper.extraction import article_gate
from scraper.extraction.generic import main_content
from scraper.extraction.generic.linear_model import LinearModel, load
from tools.gold import domain

FOLDS = 5


@cache
def _model(name: str, fold: int) -> LinearModel:
    return load(Path(os.environ["FOLDS"]) / f"{name}-{fold}.json")


def read(html: bytes, url: str) -> dict[str, Any]:
    """The fields of an article, by the weights of the fold that its site was left out of."""
    fold = int(hashlib.md5(domain(url).encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS
    chosen = lambda name: _model(name, fold)  # noqa: E731 - in place of the model of all pages
    main_content.model = article_gate.model = chosen  # type: ignore[attr-defined]
    article = scraper.parse(html, url, generic=True)
    return {
        "body": "\n".join(article.paragraphs),
        "headline": article.headline,
        "authors": [person.name for person in article.bylines if person.role == "reporter"],
        "date": article.published_at and article.published_at.isoformat(),
        "image": article.photos[0].url if article.photos else None,
    }
