"""What a selector says of where its matches stand, read from the selector alone."""

from __future__ import annotations

import re
from functools import cache

#: Commas and spaces in brackets divide nothing; innermost brackets first.
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ID_OR_CLASS = r"[\w-]*(?:[.#][\w-]+)+"
_ALTERNATIVE = re.compile(rf"({_ID_OR_CLASS})(?: > | )(?![>+~ ]).+")
_ANY_OF = re.compile(rf"\*:is\(({_ID_OR_CLASS}(?:, {_ID_OR_CLASS})*)\)(?: > | )(?![>+~ ])[^,]+")


@cache
def leads(selector: str) -> str | None:
    """The elements, named by ids or classes, below which everything stands that a selector matches.

    None where one of its alternatives names none.

    >>> leads("#article > .red"), leads("#article time, .head h3 a"), leads(".box:has(> p) a"), leads(".a + p")
    ('#article', '#article, .head', None, None)
    >>> leads("*:is(.head, .top) h1")
    '.head, .top'
    """
    if several := _ANY_OF.fullmatch(selector):
        return several[1]
    bare, found = selector, 1
    while found:
        bare, found = _BRACKETS.subn("", bare)
    matches = [_ALTERNATIVE.fullmatch(each.strip()) for each in bare.split(",")]
    return ", ".join(dict.fromkeys(match[1] for match in matches if match)) if all(matches) else None
