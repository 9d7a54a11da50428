"""Lists with gold: which links of a front page or a list lead to articles, as a careful reader has it.

The gold is a rule for each page over host, path and query of its links, checked by hand, since addresses of one
newspaper follow its own forms.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

#: How the title of a link to pictures or to a film begins, under whatever address.
_SHOWN = re.compile(r"(?:^|\d )\W*(?:foto|video|infografi[sk]) ?[:|]", re.IGNORECASE)
#: A rule that fits no address.
_NEVER = r"(?!)"


class GoldList(NamedTuple):
    """One list, and the rule for its articles."""

    page: str
    path: Path
    url: str
    articles: str
    but_not: str

    @property
    def site(self) -> str:
        """What tells sites apart: lists of one are trained on together or not at all."""
        return self.page.partition("/")[0]


def gold_lists(pages: Path, gold: Path) -> list[GoldList]:
    """Every list of a file of gold."""
    told = json.loads(gold.read_text("utf-8"))
    return [
        GoldList(each["page"], pages / each["page"], each["url"], each["articles"], each.get("except", _NEVER))
        for each in told
    ]


def is_article(gold: GoldList, url: str, title: str) -> bool:
    """Whether a link leads to an article."""
    address = url.partition("//")[2]
    if _SHOWN.search(title) or re.search(gold.but_not, address):
        return False
    return re.search(gold.articles, address) is not None
