"""The article's lead picture with what is printed under it."""

from __future__ import annotations

import re

from scraper.credits import caption_and_credit, credit
from scraper.generic.container import container
from scraper.generic.headline import printed_headline
from scraper.generic.sheet import sheet_of
from scraper.models import Photo
from scraper.page import Node, Page, text_of
from scraper.rules import IMAGE
from scraper.rules.strings import read
from scraper.structured import first_url

_NO_PICTURE = re.compile(r"logo|icon|avatar|banner|sprite|pixel|blank|loading|placeholder|/ads?/|\.gif|share|gravatar", re.I)


def shared_photo(page: Page) -> str | None:
    """The address of the picture that the page offers to those who share it."""
    return page.absolute(first_url(page.described.get("image")) or page.meta.get("og:image"))


def lead_photo(page: Page) -> tuple[Photo, ...]:
    """The picture that the page offers to those who share it, without what is printed beside it."""
    url = shared_photo(page)
    return (Photo(url),) if url else ()


def photos(page: Page) -> tuple[Photo, ...]:
    """The lead picture as a reader sees it: the one beside the headline and the first paragraph."""
    return lead_photo(page)
