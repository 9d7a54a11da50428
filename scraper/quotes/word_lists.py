"""Gazetteers as data files: one entry or more a line, behind lines of "#" that tell what they are, source and date."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def _lines(name: str) -> Iterator[str]:
    file = files("scraper.quotes").joinpath("data", f"{name}.txt")
    for line in file.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line


def word_list(name: str) -> frozenset[str]:
    """The words of a data file, any number of them on a line."""
    text = " ".join(_lines(name))
    return frozenset(text.split())


def pair_list(name: str) -> list[tuple[str, str]]:
    """The pairs of a data file: what stands before and behind the tab of each line."""
    pairs = []
    for line in _lines(name):
        first, _, second = line.partition("\t")
        pairs.append((first, second))
    return pairs
