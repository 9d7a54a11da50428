"""Verdicts of the models on a page, as lines of text."""

from __future__ import annotations

from scraper.extraction.explanation import Explanation, LineVerdict

#: Characters of a line that are shown.
_SHOWN = 60


def text(told: Explanation) -> str:
    """The verdict on the page, then one line for each long line of it: + text, - none, ~ chosen and left out after."""
    doubts = f"; against it: {', '.join(told.doubts)}" if told.doubts else ""
    head = f"an article with probability {told.article_probability:.2f}{doubts}"
    return "\n".join([head, *map(_line, told.lines)])


def _line(verdict: LineVerdict) -> str:
    mark = "+" if verdict.is_kept else "~" if verdict.is_chosen else "-"
    reasons = ", ".join(f"{name} {share:+.2f}" for name, share in verdict.reasons)
    return f"{mark} {verdict.probability:.2f} {verdict.tag:10} {verdict.text[:_SHOWN]:{_SHOWN}} {reasons}"
