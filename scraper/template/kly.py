"""Page data of the KLY network (liputan6, bola.com, kapanlagi, merdeka): who wrote a page that prints no byline.

Every page of these sites since 2020 holds a script with `"reporters": "..."` and `"editors": "..."` about the article;
on the stored pages of liputan6, bola.com and kapanlagi it names who is printed. Merdeka's names editors that nobody
prints.
"""

from __future__ import annotations

import re

from scraper.html.page import Page
from scraper.indonesian.bylines import bylines
from scraper.models import Byline, Role

_NAMES = re.compile(r"""["']?\b(reporters|editors)["']?\s*:\s*"([^"\\]{3,80})\"""")
_ROLES: dict[str, Role] = {"reporters": "reporter", "editors": "editor"}


def people(page: Page) -> tuple[Byline, ...]:
    """The reporters and editors in the page's data; nothing where it names none."""
    found: list[Byline] = []
    for script in page.select("script:not([src])", page.root):
        text = script.text()
        if "reporters" in text:
            found += _named(text)
    return tuple(dict.fromkeys(found))


def _named(text: str) -> list[Byline]:
    """The people that a script names, in their roles."""
    found: list[Byline] = []
    for match in _NAMES.finditer(text):
        key, names = match.groups()
        role = _ROLES[key]
        found += bylines(names, role)
    return found
