"""Pull quotes of a page without rules: boxes with a quotation beside the text."""

from __future__ import annotations

import re

from scraper.extraction.generic.main_content import container
from scraper.html.page import Page, text_of

_TWEETS = re.compile(r"twitter|instagram|tiktok|facebook|fb-|embed|wp-block|summary|ringkasan")


def pull_quotes(page: Page) -> tuple[str, ...]:
    """Boxes with a quotation beside the text; embedded posts are none."""
    text = page.once(container)
    holder = text.node.parent if text else None
    if holder is None:
        return ()
    found = (
        node for node in page.select("blockquote", holder) if not _TWEETS.search(f"{node.attributes.get('class')}")
    )
    return tuple(filter(None, map(text_of, found)))
