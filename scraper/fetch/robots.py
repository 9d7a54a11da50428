"""What a host allows: RFC 9309, and the signals by which it says that it does not want to be archived.

Which group of a robots.txt holds and which of its rules wins is decided here; whether a pattern fits a path is
protego's to say. Measured: protego 0.7 by itself obeys a group that names only the beginning of our name or a
word of our contact, ends a group at every line that it does not know, takes U+2028 for the end of a line, and
weighs the three octets of "/*?" as five.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from protego import Protego

#: The product token by which a robots.txt, a header or a page can name us.
AGENT = "arsip-berita"
#: Bytes of a robots.txt that are read: what RFC 9309 section 2.5 asks for at least.
MAX_BYTES = 500 * 1024

#: Fields of RFC 9309 section 2.2 and two that everybody uses -> their spellings, with the slips of the pen
#: that Google's parser and protego forgive.
FIELDS = {
    "user-agent": "user-agent useragent user_agent",
    "disallow": "disallow dissallow dissalow disalow diasllow disallaw",
    "allow": "allow",
    "crawl-delay": "crawl-delay crawldelay crawl_delay",
    "sitemap": "sitemap sitemaps site-map",
}
_FIELD_OF = {spelling: name for name, spellings in FIELDS.items() for spelling in spellings.split()}
#: Field and value, parted by a colon or, as in old files, by white space alone.
_RECORD = re.compile(r"\s*((?:user|crawl) \w+|[\w-]+)(?:\s*:|\s)(.*)", re.IGNORECASE)
#: A byte order mark, whole or cut; after one of UTF-16 the zero bytes go too, and ASCII is left.
_BOM = re.compile(rb"\A(?:\xef(?:\xbb\xbf?)?|\xff\xfe|\xfe\xff)")
_ORIGIN = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})?")

#: What these words forbid is done here: a copy is kept. "noindex", "none" and "nosnippet" speak of search
#: results, "noimageai" of pictures, of which only the address is kept.
OPT_OUT_WORDS = frozenset({"noarchive", "noai"})
#: Directives of X-Robots-Tag that carry a value after a colon, where others have the name of a crawler before
#: it (developers.google.com/search/docs/crawling-indexing/robots-meta-tag).
_VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})
#: The ban on every page of ANTARA and its like: who may not do what by machine, and that leave can be asked.
_BANS = (
    re.compile(r"dilarang keras mengambil konten[^.]{0,120}", re.IGNORECASE),
    re.compile(
        r"dilarang\b[^.]{0,80}\b(?:crawling|scraping|perayapan|pengindeksan otomatis)\b"
        r"[^.]{0,120}\btanpa (?:se)?izin\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:prohibited|forbidden)\b[^.]{0,80}\b(?:crawl(?:ing)?|scrap(?:e|ing)|automatic(?:ally)? index(?:ing)?)\b"
        r"[^.]{0,120}\bwithout (?:\w+ ){0,3}permission\b",
        re.IGNORECASE,
    ),
)


class _Rule(NamedTuple):
    """Sorts by what decides in RFC 9309 section 2.2.2: the octets of the pattern, then allow before disallow."""

    octets: int
    allows: bool
    pattern: str


@dataclass(frozen=True)
class Robots:
    """A robots.txt as read. An `agent` is a product token or a whole User-Agent with a version."""

    #: Field and value of every line that counts, in order.
    records: tuple[tuple[str, str], ...] = ()
    #: URLs of sitemaps as printed.
    sitemaps: tuple[str, ...] = ()
    _rules: dict[str, list[_Rule]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def allows(self, url: str, agent: str) -> bool:
        r"""Whether the agent may fetch a URL in WHATWG form; a path is taken too.

        >>> parse(b"User-agent: *\nDisallow: /cari").allows("https://contoh.id/cari?q=a", "arsip-berita/0.1")
        False
        """
        path = _path(url)
        if path.partition("?")[0] == "/robots.txt":
            return True
        return next((rule.allows for rule in self._rules_for(_token(agent)) if _fits(rule.pattern, path)), True)

    def delay(self, agent: str) -> float | None:
        r"""The seconds that the agent is asked to wait between requests; None when nothing readable is asked.

        The longest where several lines hold. Without a limit: whoever waits sets one.

        >>> parse(b"User-agent: *\nCrawl-delay: 2.5").delay("arsip-berita")
        2.5
        """
        obeyed = _obeyed(self.records, _token(agent))
        delays = [value for name, value in obeyed if name == "crawl-delay" and _SECONDS.fullmatch(value)]
        return max(map(float, delays), default=None)

    def _rules_for(self, token: str) -> list[_Rule]:
        if token not in self._rules:
            rules = (_rule(name, value) for name, value in _obeyed(self.records, token) if name.endswith("allow"))
            self._rules[token] = sorted(rules, reverse=True)
        return self._rules[token]


def parse(body: bytes) -> Robots:
    """Reads a robots.txt; whatever it is, it never raises, and what is none has no rules.

    Lines end with LF, CR or both. After `MAX_BYTES` nothing is read, nor the line that is cut there.
    """
    text = _BOM.sub(b"", _head(body)).replace(b"\0", b"").decode(errors="surrogateescape")
    records = [record for line in re.split(r"[\r\n]+", text) if (record := _record(line))]
    return Robots(
        records=tuple(record for record in records if record[0] != "sitemap"),
        sitemaps=tuple(dict.fromkeys(value for name, value in records if name == "sitemap" and value)),
    )


#: No rules: the host has no robots.txt.
ALLOW_ALL = Robots()
#: Nothing may be fetched: what holds for us could not be learnt.
DISALLOW_ALL = Robots(records=(("user-agent", "*"), ("disallow", "/")))


def policy(status: int | None, body: bytes) -> Robots:
    """What holds after robots.txt was asked for: the `status` is that after redirects, None without an answer.

    RFC 9309 section 2.3.1: what was found is parsed, what is "unavailable" (4xx) means that there are no rules,
    what is "unreachable" (5xx, no answer) means no. So does 429, a request to stay away for a while, and
    anything that is no final answer.
    """
    if status is None or status == 429 or not (200 <= status < 300 or 400 <= status < 500):
        return DISALLOW_ALL
    return parse(body) if status < 300 else ALLOW_ALL


def was_read(status: int | None) -> bool:
    """Whether a look at robots.txt came to an answer, by its HTTP status: there it is, or there is none.

    >>> [was_read(status) for status in (200, 404, 429, 503, None)]
    [True, True, False, False, False]
    """
    return status is not None and status != 429 and (200 <= status < 300 or 400 <= status < 500)


def opt_out(headers: Iterable[tuple[str, str]], metas: Mapping[str, str], text: str, agent: str = AGENT) -> str | None:
    """The words by which an answer says that it must not be archived, None when there are none.

    `headers` are names and values, `metas` the contents of meta elements by name, `text` what is printed.
    Read are X-Robots-Tag, meta robots (both with `OPT_OUT_WORDS`, said to all or to the agent),
    tdm-reservation (W3C TDM Reservation Protocol: 1 reserves the rights to mining) and a printed ban on taking
    pages by machine.

    >>> opt_out([("x-robots-tag", "googlebot: noindex, noarchive")], {"robots": "index, noai"}, "")
    'meta robots: noai'
    """
    token = _token(agent)
    signals = _signals([(name.lower(), value) for name, value in headers], metas, token)
    return next(signals, None) or _printed_ban(text)


def _head(body: bytes) -> bytes:
    if len(body) <= MAX_BYTES:
        return body
    head = body[:MAX_BYTES]
    return head[: max(head.rfind(b"\n"), head.rfind(b"\r")) + 1]


def _record(line: str) -> tuple[str, str] | None:
    found = _RECORD.match(line.partition("#")[0].replace("\ufeff", ""))
    if found is None:
        return None
    name = _FIELD_OF.get(found[1].lower().replace(" ", "-"))
    return (name, found[2].strip()) if name else None


def _obeyed(records: Iterable[tuple[str, str]], token: str) -> Iterator[tuple[str, str]]:
    """The records of all groups that name the token, of those for everybody when none does (section 2.2.1).

    A group is user-agent lines and then rules. A crawl-delay is no rule of the standard, so it ends no group.
    """
    holds = token if any(name == "user-agent" and token in _named(value) for name, value in records) else "*"
    named = in_rules = False
    for name, value in records:
        if name == "user-agent":
            named = (named and not in_rules) or holds in _named(value)
            in_rules = False
        else:
            in_rules = in_rules or name != "crawl-delay"
            if named:
                yield name, value


def _named(value: str) -> set[str]:
    """Whom a user-agent line names: everybody, the token at its head, or the word there (with digits, dots)."""
    word = re.split(r"[\s/]", value.lower(), maxsplit=1)[0]
    if word == "*":
        return {"*"}
    return {word, re.split(r"[^a-z_-]", word, maxsplit=1)[0]} - {""}


def _token(agent: str) -> str:
    """The product token of a User-Agent: RFC 9110 section 10.1.5 ends it at a slash."""
    return re.split(r"[/(]", agent, maxsplit=1)[0].strip().lower()


def _rule(name: str, value: str) -> _Rule:
    pattern = re.sub(r"[^!-~]", lambda found: quote(found[0], errors="surrogateescape"), value)
    return _Rule(len(pattern), name == "allow", _plain_slashes(pattern))


def _path(url: str) -> str:
    path = _ORIGIN.sub("", url).partition("#")[0]
    return _plain_slashes(path if path.startswith("/") else f"/{path}")


def _plain_slashes(path: str) -> str:
    """An escaped slash in the query is a slash, as the table of RFC 9309 section 2.2.2 has it."""
    before, mark, query = path.partition("?")
    return before + mark + re.sub("%2f", "/", query, flags=re.IGNORECASE)


def _fits(pattern: str, path: str) -> bool:
    return not _only(pattern).can_fetch(f"http://host{path}", "*")


@lru_cache(maxsize=4096)
def _only(pattern: str) -> Protego:
    return Protego.parse(f"User-agent: *\nDisallow: {pattern}")


def _signals(headers: list[tuple[str, str]], metas: Mapping[str, str], token: str) -> Iterator[str]:
    for name, value in headers:
        if name == "x-robots-tag":
            yield from (f"X-Robots-Tag: {word}" for word in _addressed(value, token) if word in OPT_OUT_WORDS)
    for name, content in metas.items():
        if name.lower() in ("robots", token):
            words = re.split(r"[\s,]+", content.lower())
            yield from (f"meta {name}: {word}" for word in words if word in OPT_OUT_WORDS)
    reserved = [*headers, *((name.lower(), content) for name, content in metas.items())]
    yield from (f"{name}: 1" for name, value in reserved if name == "tdm-reservation" and value.strip() == "1")


def _addressed(value: str, token: str) -> Iterator[str]:
    """The directives of an X-Robots-Tag that are meant for all or for the token."""
    meant = True
    for part in value.lower().split(","):
        name, colon, words = part.strip().partition(":")
        if colon and name not in _VALUED and re.fullmatch(r"[\w-]+", name):
            meant = name == token
            part = words  # noqa: PLW2901 - the name is read, the directive is left
        if meant:
            yield from part.split()


def _printed_ban(text: str) -> str | None:
    folded = " ".join(text.split())
    found = next((found for ban in _BANS if (found := ban.search(folded))), None)
    return found and found[0].strip()
