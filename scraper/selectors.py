"""What a selector says of where its matches stand, read from the selector alone."""

from __future__ import annotations

import re
from functools import cache

#: Commas and spaces in brackets divide nothing; innermost brackets first.
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ID_OR_CLASS = r"[\w-]*(?:[.#][\w-]+)+"
_ALTERNATIVE = re.compile(rf"({_ID_OR_CLASS})(?: > | )(?![>+~ ]).+")


@cache
def lead(selector: str) -> str | None:
    """The element, named by id or class, below which everything stands that a selector matches.

    None where a selector names none, or where its alternatives name different ones.

    >>> lead("#article > .red"), lead("#article time, #article h3 a"), lead(".box:has(> p) a"), lead(".a + p")
    ('#article', '#article', None, None)
    """
    bare, found = selector, 1
    while found:
        bare, found = _BRACKETS.subn("", bare)
    matches = [_ALTERNATIVE.fullmatch(each.strip()) for each in bare.split(",")]
    leads = {match[1] if match else None for match in matches}
    lead = leads.pop()
    return lead if not leads and lead and selector.startswith(lead + " ") else None
