"""Beliefs: what is taken for the value of a field on each page before there is a rule for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from scraper.drafts.rule_search import generic_value
from scraper.drafts.samples import Sample
from scraper.drafts.section_trail import trail
from scraper.extraction.generic.main_content import container
from scraper.extraction.generic.story_links import stories
from scraper.extraction.generic.text_index import sheet_of
from scraper.html.page import Node, Page
from scraper.models import Link


def believed(name: str, samples: Sequence[Sample]) -> list[Any]:
    """What is believed of a field on each page; None or empty where nothing is."""
    pages = [each.page for each in samples]
    read = [generic_value(page, name) for page in pages]
    if name == "section":
        return _sections(pages, read)
    if name == "links":
        return _links(pages, read)
    return read


def _sections(pages: Sequence[Page], read: list[str | None]) -> list[str | None]:
    """The last steps of the trails before what was read otherwise, where they are no entry of a menu."""
    steps = list(map(_last_step, pages))
    different = set(steps)
    is_menu = len(different) == 1 < len(set(read))
    if is_menu:
        return read
    return [step or value for step, value in zip(steps, read, strict=True)]


def _last_step(page: Page) -> str | None:
    """What the last step of the trail on a page says."""
    found = page.once(trail)
    if found is None:
        return None
    _, text = found
    return text


def _links(pages: Sequence[Page], read: list[tuple[Link, ...]]) -> list[tuple[Link, ...]]:
    """What was read, with the lists that are called related in their markup where no heading says so.

    One that is the same on several pages is no story's own.
    """
    named = [page.once(_list_called_related) for page in pages]
    lists = list(filter(None, named))
    is_menu = len(set(lists)) < len(lists)
    if is_menu:
        return read
    joined = map(_with_list, read, named)
    return list(joined)


def _with_list(read: tuple[Link, ...], named: tuple[Link, ...]) -> tuple[Link, ...]:
    """The links with a list of related ones where they have none."""
    kinds = {link.kind for link in read}
    if "related" in kinds:
        return read
    return read + named


def _list_called_related(page: Page) -> tuple[Link, ...]:
    """The longest list behind the text whose class or id says that it is of related articles; empty without one.

    One that holds nothing but its own page is a list all the same.
    """
    longest: dict[str, str] = {}
    for node in page.select(_CALLED_RELATED, page.root):
        if _is_behind_text(page, node):
            titles = stories(page, node)
            longest = max(longest, titles, key=len)
    found = longest.items()
    return tuple(Link("related", url, title) for url, title in found)


def _is_behind_text(page: Page, node: Node) -> bool:
    text = page.once(container)
    sheet = page.once(sheet_of)
    place = sheet.first_in(node)
    if text is None or place is None:
        return False
    return place > text.last


#: Elements that call themselves a list of related articles.
_CALLED_RELATED = "[id*=related i], [class*=related i], [id*=terkait i], [class*=terkait i]"
