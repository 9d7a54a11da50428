"""Page data of the KLY network (liputan6, bola.com, kapanlagi, merdeka): who wrote a page that prints no byline.

Every page of these sites holds a script with `"reporters": "..."` and `"editors": "..."` about the article.
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
    scripts = (node.text() for node in page.select("script:not([src])", page.root))
    named = (match for text in scripts if "reporters" in text for match in _NAMES.finditer(text))
    found = (person for match in named for person in bylines(match[2], _ROLES[match[1]]))
    return tuple(dict.fromkeys(found))
