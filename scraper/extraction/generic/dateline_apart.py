"""Dateline that stands before an article's text in an element of its own."""

from __future__ import annotations

from itertools import islice

from scraper.extraction.generic.headline import printed_headline
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.regions import names_of
from scraper.extraction.generic.text_index import around, line_of, sheet_of
from scraper.html.json_ld import text_of_value
from scraper.html.page import Page
from scraper.indonesian.datelines import dateline
from scraper.text import fold

#: Characters of the longest dateline, texts before the first paragraph, and elements around one.
_LONGEST, _BEFORE, _LEVELS = 80, 12, 3
#: Characters of the shortest dateline: buttons of letter sizes ("A |") are none.
_SHORTEST = 4
_DASHES = ("-", "–", "—", "|")


def dateline_apart(page: Page) -> str | None:
    """The dateline between headline and text: in an element that is named so, or a line that ends in a dash.

    Else the one that JSON-LD states (schema.org/dateline).
    """
    text, head = page.once(container), page.once(printed_headline)
    if text is not None:
        first = max(head[1] + 1 if head else 0, text.first - _BEFORE)
        for place in range(text.first, first - 1, -1):
            if found := _told_at(page, place):
                return found
    stated = text_of_value(page.described.get("dateline"))
    return fold(stated) if stated and len(stated) <= _LONGEST else None


def _told_at(page: Page, place: int) -> str | None:
    node = page.once(sheet_of).nodes[place]
    for element in islice(around(node), _LEVELS):
        line = line_of(element, _LONGEST)
        if line is None:
            return None
        named = "dateline" in names_of(element) or element.attributes.get("itemprop") == "dateline"
        if named or line.endswith(_DASHES):
            found = dateline(line if line.endswith(_DASHES) else f"{line} -")
            return found if found and len(found) >= _SHORTEST else None
    return None
