"""Learned weights and measured confidence, from data files with their date, their data and their figures."""

from __future__ import annotations

import json
from importlib.resources import files


def _read(name: str, key: str) -> dict[str, float]:
    told = json.loads(files("scraper.quotes").joinpath("data", name).read_text("utf-8"))
    values: dict[str, float] = told[key]
    return values


#: Feature of a topic -> weight in favour of its taking the focus; see `focus.features`.
FOCUS = _read("focus_weights.json", "weights")
#: Way of telling the speaker -> share of right speakers; see `docs/quotes.md`.
CONFIDENCE = _read("confidence.json", "confidence")
#: Confidence in a way of telling that was too rare to be measured.
UNMEASURED = 0.5
