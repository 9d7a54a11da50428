"""The last line of defence of the web pages: what a browser, and a spreadsheet, may run.

Datasette and our templates escape everything that comes from a page. Should one ever fail to, the policy
here keeps the injected script from running.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping, Sequence
from types import MappingProxyType
from typing import Any

from datasette.version import __version__

from scraper.language.catalogue import speaking
from scraper.web.reader import wanted_language

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

#: The values that Datasette's templates put into an inline script and that are known beforehand (table.html, and
#: base.html of 1.0), and what each may be.
_VALUES = {"{{ datasette_allow_facet }}": ("true", "false"), "{{ datasette_version }}": (__version__,)}

#: A source of a policy that cannot end it.
_SOURCE = re.compile(r"[^\s;,]+")
#: The page that shows a kept one, and the kept one.
_FRAMING_PAGE, _KEPT_PAGE = re.compile(r"/capture/\d+$"), re.compile(r"/capture/\d+/bytes$")
#: What a kept page may do: nothing, and load nothing. It has no origin, so it can read no other page.
_KEPT_PAGE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

#: Excel and LibreOffice take a cell that starts so for a formula (OWASP, "CSV Injection"); the wide forms are
#: the same keys of an East Asian keyboard.
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]\d[\d., ]*")

#: A cell of CSV (RFC 4180, section 2) that is not empty. The csv module would refuse one of over 128 KiB.
_CELL = re.compile(r'"(?:[^"]+|"")*"|[^",\r\n]+')


def inline_scripts(templates: Iterable[str]) -> list[str]:
    """The inline scripts that Datasette's own templates (their texts) write, each once, in order.

    >>> inline_scripts(["<script>A = {{ datasette_allow_facet }};</script>", "<script src=x></script>"])
    ['A = true;', 'A = false;']
    """
    found = [script for text in templates for script in _INLINE_SCRIPT.findall(text)]
    for blank, values in _VALUES.items():
        found = [script.replace(blank, value) for script in found for value in values]
    return [script for script in dict.fromkeys(found) if "{{" not in script]


def policy(scripts: Iterable[str], wider: Mapping[str, Iterable[str]] = MappingProxyType({})) -> str:
    """The Content-Security-Policy (W3C, CSP Level 3) under which only these inline scripts run.

    Styles may be inline, because Datasette writes column names and colours so. Nothing is loaded from
    elsewhere: opening an article tells its publisher nothing. `wider` adds sources to directives.
    """
    hashes = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *(f"'sha256-{digest}'" for digest in hashes)],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    for directive, sources in wider.items():
        allowed = [source for source in rules.get(directive, []) if source != "'none'"]
        rules[directive] = [*allowed, *filter(_SOURCE.fullmatch, sources)]
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in rules.items())


def policies(scripts: Sequence[str], wider: Mapping[str, Iterable[str]]) -> Callable[[Scope], str]:
    """The policy of each request: a kept page stands in a frame of our own, a photo is loaded where a reader asks."""
    framing = policy(scripts, {**wider, "frame-src": ["'self'"]})
    photo = policy(scripts, {**wider, "img-src": [*wider.get("img-src", ()), "https:", "http:"]})
    usual = policy(scripts, wider)

    def of(scope: Scope) -> str:
        path = str(scope["path"])
        if _KEPT_PAGE.search(path):
            return _KEPT_PAGE_POLICY
        if _FRAMING_PAGE.search(path):
            return framing
        return photo if b"photo=1" in scope.get("query_string", b"").split(b"&") else usual

    return of


def harmless(cell: str) -> str:
    """The cell of a CSV export, with an apostrophe before what a spreadsheet would run as a formula.

    >>> harmless("=HYPERLINK(0)"), harmless("-6,2"), harmless("Banjir")
    ("'=HYPERLINK(0)", '-6,2', 'Banjir')
    """
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def harmless_csv(rows: str) -> str:
    """Whole rows of CSV with every cell made harmless.

    >>> print(harmless_csv('1,=A1,"+a,b"'))
    1,'=A1,"'+a,b"
    """
    return _CELL.sub(lambda cell: _harmless_written(cell[0]), rows)


def _harmless_written(cell: str) -> str:
    return f'"{harmless(cell[1:-1])}"' if cell.startswith('"') else harmless(cell)


def guarded(app: App, policy_of: Callable[[Scope], str]) -> App:
    """The ASGI application with our headers on every answer, harmless CSV, and in its reader's language.

    Datasette sends each row of an export as one message, so that a message holds whole rows. An answer that brings a
    policy of its own keeps it.
    """
    headers = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]

    async def guard(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        is_csv = False

        async def send_guarded(message: Message) -> None:
            nonlocal is_csv
            if message["type"] == "http.response.start":
                is_csv = str(scope["path"]).endswith(".csv") and message["status"] == 200
                own = {name.lower() for name, _ in message["headers"]}
                content_policy = (b"content-security-policy", policy_of(scope).encode())
                added = headers if content_policy[0] in own else [*headers, content_policy]
                message["headers"] = [*message["headers"], *added, (b"vary", b"Accept-Language, Cookie")]
            elif is_csv:
                message["body"] = harmless_csv(message.get("body", b"").decode()).encode()
            await send(message)

        with speaking(wanted_language(scope["headers"])):
            await app(scope, receive, send_guarded)

    return guard
