"""Gazetteers as data files: one entry or more a line, behind lines of "#" that tell what they are, source and date."""

from __future__ import annotations

from importlib.resources import files


def _lines(name: str) -> list[str]:
    text = files("scraper.quotes").joinpath("data", f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def word_list(name: str) -> frozenset[str]:
    """The words of a data file, any number of them on a line."""
    return frozenset(" ".join(_lines(name)).split())


def pair_list(name: str) -> list[tuple[str, str]]:
    """The pairs of a data file: what stands before and behind the tab of each line."""
    pairs = [line.partition("\t") for line in _lines(name)]
    return [(first, second) for first, _, second in pairs]
