"""An article of the archive, as a command names it: by its number or any of its URLs."""

from __future__ import annotations

import json
from pathlib import Path

from scraper import publishers, urls
from scraper.archive import Archive
from scraper.cli import article_card, console
from scraper.errors import WrongUse
from scraper.language.catalogue import gettext
from scraper.models import Article, Record
from scraper.store.from_rows import article_of
from scraper.store.store import Store

#: Digits of the largest number of a row in SQLite, 2^63 - 1.
_DIGITS = 18


def find(archive: Archive, which: str) -> Record:
    """The row of an article, by its number or any URL; raises errors.WrongUse where there is none."""
    if which.isdecimal():
        key = which.lstrip("0")[: _DIGITS + 1]
        found = Store(archive).find(key) if 0 < len(key) <= _DIGITS else None
    else:
        found = Store(archive).find(publishers.canonical(urls.canonical(which)))
    if found is None:
        raise WrongUse(f"{archive.path}: no article {which}")
    return found


def read(archive: Archive, which: str) -> tuple[Article, str]:
    """A stored article and where it is; raises errors.WrongUse where there is none."""
    found = find(archive, which)
    return article_of(Store(archive).article(found["id"])), where(archive.path, found["id"], found["state"])


def show(article: Article, *, where: str | None = None, as_json: bool, rules: bool = False) -> None:
    """Print an article as a card, or as one line of JSON."""
    if as_json:
        console.write_line(json.dumps(article.to_dict(), ensure_ascii=False))
    else:
        console.write(article_card.card(article, where, rules=rules))


def where(archive: Path, key: int | None, state: str) -> str:
    """Where an article is stored, and what it is there or has become."""
    told = gettext("%(archive)s, article %(number)s (%(state)s)")
    return told % {"archive": archive, "number": key, "state": gettext(state)}
