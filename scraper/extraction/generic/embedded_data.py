"""The text of an article as data: on pages that a script draws, or of which it draws only the first part.

Next.js leaves what a page was made of in a script (`__NEXT_DATA__`); JSON-LD may hold the text as `articleBody`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scraper.extraction.generic.headline import titles_of
from scraper.extraction.generic.text_index import plain
from scraper.html.page import Block, Page, blocks, json_ld_blocks, read

#: Characters of the shortest text.
_SHORTEST = 200
#: Bytes of the longest text; a longer one is no article's.
_LONGEST = 500_000
#: Characters of a text that is too short for an article's, and how many times longer one must be to be shown instead.
_LITTLE, _MORE = 400, 1.3


def stated(page: Page, shown: list[Block]) -> list[Block]:
    """The paragraphs of the article in the page's data, where these say much more than what it shows."""
    size = _characters(shown)
    texts = list(_drawn(page))
    if size < _LITTLE:
        texts += _article_body(page)
    longer = next((text for text in texts if len(text) > _MORE * size), None)
    if longer is None:
        return []
    found = _paragraphs(page, longer)
    return found if _characters(found) > _MORE * size else []


def _characters(paragraphs: list[Block]) -> int:
    return sum(len(block.text) for block in paragraphs)


def _article_body(page: Page) -> Iterator[str]:
    """The `articleBody` of the page's JSON-LD."""
    said = page.described.get("articleBody")
    if isinstance(said, str) and _is_text(said):
        yield said


def _drawn(page: Page) -> Iterator[str]:
    """The longest text of the object in a script of the page's that has one of the page's titles."""
    script = page.root.css_first("#__NEXT_DATA__")
    if script is None:
        return
    titles = [plain(title) for title in page.once(titles_of)]
    for thing in _objects(list(json_ld_blocks(script.text()))):
        strings = [value for value in thing.values() if isinstance(value, str)]
        texts = list(filter(_is_text, strings))
        if texts and any(_names(titles, text) for text in strings):
            yield max(texts, key=len)


def _names(titles: list[str], text: str) -> bool:
    """Whether a string is one of the titles; the title of a head may go on with the site's name."""
    if len(text) >= _SHORTEST:
        return False
    name = plain(text)
    return bool(name) and any(title.startswith(name) for title in titles)


def _is_text(value: str) -> bool:
    return _SHORTEST <= len(value) <= _LONGEST


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value. Without recursion, because hostile data nests deeply."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting += reversed(item.values())
        elif isinstance(item, list):
            waiting += reversed(item)


def _paragraphs(page: Page, text: str) -> list[Block]:
    """The paragraphs of a text in HTML, or with line breaks."""
    marked = "<" in text
    html = text if marked else text.replace("\n", "<br>")
    part = read(html.encode("utf-8", "replace"), page.url, "text/html; charset=utf-8")
    return blocks(part.root, breaks=2 if marked else 1)
