"""What a request says of its reader: the language that is wanted. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie

from scraper.language.catalogue import LANGUAGES, from_accept_language

#: The cookie that remembers the language that a reader chose.
COOKIE = "arsip_language"


def wanted_language(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The language that the reader chose, else the one that the browser asks for.

    >>> wanted_language([(b"accept-language", b"id"), (b"cookie", b"a=b; arsip_language=en")])
    'en'
    """
    found = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}
    try:
        cookies = SimpleCookie(found.get("cookie", ""))
    except CookieError:
        cookies = SimpleCookie()
    chosen = cookies[COOKIE].value if COOKIE in cookies else ""
    return chosen if chosen in LANGUAGES else from_accept_language(found.get("accept-language", ""))
