"""From the URL that was asked for to the one that answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable

from scraper import urls
from scraper.errors import BadRedirect, BadURL
from scraper.fetch.request import Request
from scraper.models import Capture

#: Statuses by which a server sends a GET elsewhere (RFC 9110 section 15.4); 300 and 305 name no one place.
REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: Asks for one URL with more headers than usual and gives what answers, wherever that points.
Exchange = Callable[[str, dict[str, str]], Awaitable[Capture]]

_WEB = re.compile(r"https?://[^/@]+/")
#: Name and value of a Set-Cookie (RFC 6265 section 4.1.1), and whether it takes the cookie away.
_COOKIE = re.compile(r"\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*([!-:<-~]*)\s*(?:;|$)", re.ASCII)
_EXPIRES = re.compile(r";\s*(?:max-age\s*=\s*(?:0|-)|expires\s*=[^;]*\b1970\b)", re.IGNORECASE)


async def followed(request: Request, exchange: Exchange) -> Capture:
    """The answer at the end of the redirects.

    Cookies go back only to the host that set them, and are forgotten with the answer: some sites send everybody
    to the same place again until a cookie comes back, so only the same place with the same cookies is a circle.

    Raises errors.BadRedirect, and whatever the check of a redirect or an exchange raises.
    """
    url, seen = request.url, set()
    jars: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for _ in range(request.redirects + 1):
        jar = jars[urls.authority(url)]
        cookies = "; ".join(f"{name}={value}" for name, value in jar.items())
        if (url, cookies) in seen:
            raise BadRedirect(request.url, f"redirects in a circle by way of {url}")
        seen.add((url, cookies))
        await request.permit(url)
        capture = await exchange(url, request.headers(url) | ({"Cookie": cookies} if cookies else {}))
        if not is_redirect(capture.status, location := capture.header("location")):
            return capture
        keep_cookies(jar, capture)
        url = target(url, location or "")
    raise BadRedirect(request.url, f"more than {request.redirects} redirects")


def is_redirect(status: int, location: str | None) -> bool:
    """Whether an answer sends us elsewhere."""
    return status in REDIRECTS and location is not None


def target(url: str, location: str) -> str:
    """Where a Location leads, in WHATWG form without its fragment. Raw UTF-8 in it is read as browsers do.

    Raises errors.BadRedirect for what a browser would refuse, for what `web_url` refuses, and for a way from
    https to http: whoever listens there could put anything in place of the page.

    >>> target("https://kabar.example/a/b", "../c?d#e")
    'https://kabar.example/c?d'
    """
    try:
        found = web_url(_as_utf8(location), base=url)
    except BadURL as err:
        raise BadRedirect(url, f"redirects badly: {err}") from err
    if url.startswith("https:") and found.startswith("http:"):
        raise BadRedirect(url, f"redirects from https to {found}")
    return found


def web_url(url: str, base: str | None = None) -> str:
    """A URL that may be asked for, in WHATWG form without its fragment; raises errors.BadURL for any other."""
    href = urls.normalize(url, base).partition("#")[0]
    if len(href) > urls.MAX_LENGTH or not _WEB.match(href):
        shown = href[:200].rpartition("@")[2]
        raise BadURL(f"only http and https, without a user name, up to {urls.MAX_LENGTH} characters: {shown!r}")
    return href


def keep_cookies(jar: dict[str, str], capture: Capture) -> None:
    """Put into the jar of a host what its answer sets, and take out what it ends."""
    for header, value in capture.headers:
        if header == "set-cookie" and (cookie := _COOKIE.match(value)):
            jar[cookie[1]] = cookie[2]
            if _EXPIRES.search(value):
                del jar[cookie[1]]


def _as_utf8(value: str) -> str:
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
