"""Pages with gold for the training scripts: what stands in their text, by which site, in which fold."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_WORD = re.compile(r"\w+")
#: Words of a shingle: what a line and the gold must share.
_SHINGLE = 3
#: The sets of the world whose gold holds the text of the article, and those of pages that are none.
SETS = ("fundus", "aeb", "naeb", "wcxb", "l3s-gn1", "msv", "readability", "newspaper4k")
OTHER_SETS = ("wcxb-other",)
INDONESIAN = "indonesian"
#: Kinds of Indonesian pages that are no articles.
_LISTS = frozenset("front home index other".split())


def words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.lower())


@dataclass(frozen=True)
class GoldPage:
    """A page, and the article's text as a careful reader has it; None for a page that is no article."""

    set: str
    #: What tells sites apart: pages of one are trained on together or not at all.
    site: str
    url: str
    path: Path
    text: str | None
    #: Text that counts neither way: headline, captions.
    optional: str = ""

    def fold(self, folds: int) -> int:
        """The fold that every page of the site falls into."""
        return int(hashlib.md5(self.site.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def gold_pages(world: Path, indonesian: Path) -> Iterator[GoldPage]:
    """Every page with gold: those of the world, and the Indonesian ones with what is no article among them."""
    for name in (*SETS, *OTHER_SETS):
        for file in sorted((world / "data" / name / "gold").glob("*.json")):
            gold = json.loads(file.read_text("utf-8"))
            text = gold.get("text") or "\n".join(gold.get("paragraphs") or ())
            page = world / "data" / f"{gold['page'].replace('/', '/pages/', 1)}.html"
            if name in OTHER_SETS:
                yield GoldPage(name, domain(gold["url"]), gold["url"], page, None)
            elif text:
                yield GoldPage(name, domain(gold["url"]), gold["url"], page, text, gold.get("optional") or "")
    yield from _indonesian(indonesian)


def _indonesian(folder: Path) -> Iterator[GoldPage]:
    for file in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        page = folder / f"{gold['page']}.html"
        if gold.get("body"):
            headline = gold.get("headline") or ""
            yield GoldPage(INDONESIAN, page.parent.name, gold["url"], page, "\n".join(gold["body"]), headline)
    for line in (folder / "SOURCES.tsv").read_text("utf-8").splitlines()[1:]:
        file, kind, url = line.split("\t")[:3]
        if kind in _LISTS and url and (page := folder / file).suffix == ".html":
            yield GoldPage(INDONESIAN, page.parent.name, url, page, None)


def domain(url: str) -> str:
    """The part of a host that a site's hosts share: "bbc.co.uk", "kompas.com"."""
    labels = urlsplit(url).netloc.lower().partition(":")[0].split(".")
    is_second_level = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if is_second_level else -2 :])


class Gold:
    """The text of an article, against which lines are held."""

    def __init__(self, page: GoldPage) -> None:
        self._joined = f" {' '.join(words(page.text or ''))} "
        self._optional = f" {' '.join(words(page.optional))} "
        self._shingles = shingles(words(page.text or ""))

    def holds(self, line: str) -> bool | None:
        """Whether most of a line stands in the text; None for a line that counts neither way."""
        own = words(line)
        if len(own) < _SHINGLE + 2:
            joined = f" {' '.join(own)} "
            in_text = bool(own) and joined in self._joined
            return True if in_text else None if not own or joined in self._optional else False
        told = shingles(own)
        if 2 * len(told & self._shingles) > len(told):
            return True
        return None if 2 * len(told & shingles(words(self._optional))) > len(told) else False


def shingles(own: list[str]) -> set[tuple[str, ...]]:
    """Every run of three words."""
    return {tuple(own[place : place + _SHINGLE]) for place in range(len(own) - _SHINGLE + 1)}
