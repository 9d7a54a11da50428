"""Newspapers on the loopback, each under its true host name over TLS, with its own pages and its own faults.

An article is the publisher's fixture, invented news in its true markup, under an address and a headline of its own.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from urllib.parse import urlsplit

import trustme
from loopback import Answer, Loopback, Request, drips, reply, resets

from scraper import publishers, urls
from scraper.template.publisher import Publisher

FIXTURES = Path(__file__).parent / "fixtures"
INDEX = "/indeks"
ROBOTS = b"User-agent: *\nDisallow: /admin\n"
#: How a path is answered in place of its page; None where the page stands.
Fault = Callable[[str], Answer | None]


@dataclass(frozen=True)
class Newspaper:
    """A publisher as the replica prints it: one host, one index page, articles that differ."""

    id: str
    articles: int
    fault: Fault = lambda _: None
    #: Which paths are never answered.
    hangs: Callable[[str], bool] = lambda _: False
    robots: bytes = ROBOTS
    #: Addresses that the index lists behind the articles.
    lures: tuple[str, ...] = ()

    @cached_property
    def _case(self) -> tuple[bytes, str, str]:
        """Page, path and headline of the fixture."""
        for told in sorted((FIXTURES / self.id).glob("*.json")):
            case = json.loads(told.read_text("utf-8"))
            if "headline" in case:
                return told.with_suffix(".html").read_bytes(), case["url"], case["headline"]
        raise LookupError(self.id)

    @property
    def host(self) -> str:
        return urls.authority(self._case[1])

    @property
    def publisher(self) -> Publisher:
        """The publisher with the replica's index as its only source."""
        return replace(
            publishers.named(self.id), indexes=(f"https://{self.host}{INDEX}",), feeds=(), sitemaps=(), most_read=()
        )

    @cached_property
    def paths(self) -> dict[str, int]:
        """Path of each article -> its number."""
        return {self.path(number): number for number in range(1, self.articles + 1)}

    def path(self, number: int) -> str:
        """The fixture's path with the number in its id, or behind its slug where it has no id."""
        path = urlsplit(self._case[1]).path
        match = re.match(self.publisher.article, path)
        assert match, path
        end = match.end("id") if "id" in match.groupdict() else 0
        if digits := list(re.finditer(r"\d{3,}", path[:end]))[-1:]:
            first, last = digits[0].span()
            return f"{path[:first]}{number:0{last - first}d}{path[last:]}"
        end_mark = next((mark for mark in (".html", "/") if path.endswith(mark)), "")
        return f"{path.removesuffix(end_mark)}-{number}{end_mark}"

    def urls(self) -> set[str]:
        """The canonical addresses of all articles."""
        return {self.publisher.canonical(f"https://{self.host}{path}") for path in self.paths}

    def answer(self, path: str) -> Answer:
        """What the host says to a path."""
        if fault := self.fault(path):
            return fault
        if path == "/robots.txt":
            return reply(self.robots, content_type="text/plain")
        if path == INDEX:
            return self._index
        if number := self.paths.get(path):
            return reply(self.page(number, path), content_type="text/html; charset=utf-8")
        return reply(b"<h1>tidak ada</h1>", 404, content_type="text/html")

    @cached_property
    def _index(self) -> bytes:
        links = "".join(f'<li><a href="{path}">x</a>' for path in (*self.paths, *self.lures))
        return reply(f"<ul>{links}</ul>".encode(), content_type="text/html")

    def headline(self, number: int) -> str:
        """The headline of the article of this number."""
        return f"{self._case[2]} ({number})"

    def page(self, number: int, path: str) -> bytes:
        """The fixture as the article of this number."""
        page, url, headline = self._case
        return page.replace(urlsplit(url).path.encode(), path.encode()).replace(
            headline.encode(), self.headline(number).encode()
        )


def tls_of(authority: trustme.CA, *hosts: str) -> ssl.SSLContext:
    """A server's side of TLS under these names."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*hosts).configure_cert(tls)
    return tls


def twenty(articles: int) -> list[Newspaper]:
    """Twenty papers with so many articles each, and the faults that are named above."""
    papers = {name: Newspaper(name, articles) for name in (*WELL, *SLOW, *FAILING, HANGING, TRAP)}
    for name, fault in FAILING.items():
        papers[name] = replace(papers[name], fault=partial(fault, papers[name].paths))
    papers[HANGING] = replace(papers[HANGING], hangs=papers[HANGING].paths.__contains__)
    papers[TRAP] = endless(papers[TRAP])
    return list(papers.values())


def _broken(paths: Mapping[str, int], path: str) -> Answer | None:
    return reply(b"sibuk", 500) if path in paths else None


def _dropped(paths: Mapping[str, int], path: str) -> Answer | None:
    return resets(b"HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n<p>") if path in paths else None


def _overworked(paths: Mapping[str, int], path: str) -> Answer | None:
    return reply(b"sibuk", 503) if paths.get(path, 1) % OVERWORKED == 0 else None


def endless(paper: Newspaper) -> Newspaper:
    """A paper whose index leads on: a calendar, session ids, and stories that are made up as they are asked for."""
    made_up = tuple(paper.path(number) for number in range(paper.articles + 1, paper.articles + 3000))
    calendar = tuple(f"/kalender/{year}/{month:02d}" for year in range(1900, 2200) for month in range(1, 13))

    def fault(path: str) -> Answer | None:
        known = path in paper.paths or path in ("/robots.txt", INDEX)
        return None if known else reply(b"".join(b"<a href='%s'>x</a>" % each.encode() for each in made_up[:200]))

    return replace(paper, fault=fault, lures=(*made_up, *calendar))


WELL = """
balipost bantennews beritajakarta beritamanado beritasatu elshinta islampos jawapos liputan6 mediaindonesia
metrobali viva
""".split()
#: Seconds that an answer takes.
SLOW = {"niagaasia": 0.6, "republika": 0.8, "tribunnews": 1.0}
#: Every article is an error; every article breaks off; now and then one is an error.
FAILING = {"merdeka": _broken, "okezone": _dropped, "detik": _overworked}
#: One of so many. Each costs three tries and longer pauses after it, so a few more would make this host the slowest.
OVERWORKED = 13
HANGING, TRAP = "prokal", "fajar"


class Replica(Loopback):
    """All newspapers on one port of the loopback."""

    def __init__(self, papers: Iterable[Newspaper], folder: Path, slow: Mapping[str, float] | None = None) -> None:
        """`slow` gives hosts that take their time, in real seconds."""
        self.slow = slow or {}
        self.papers = {paper.host: paper for paper in papers}
        authority = trustme.CA()
        super().__init__({}, tls=tls_of(authority, *self.papers))
        self.ca_file = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))
        #: Host and path of the requests that a fault keeps without an answer.
        self.held: set[tuple[str, str]] = set()

    def let_go(self) -> None:
        """Break off what is held."""
        for asked in self.requests:
            if (asked.headers["host"], asked.path) in self.held:
                with suppress(OSError):  # one of an earlier run
                    asked.socket.shutdown(socket.SHUT_RDWR)
        self.held.clear()

    def answer(self, asked: Request) -> Answer:
        paper = self.papers[asked.headers["host"]]
        if paper.hangs(asked.path):
            self.held.add((paper.host, asked.path))
            return drips(b"", b"")
        if takes_s := self.slow.get(paper.host):
            asked.closing.wait(takes_s)
        return paper.answer(asked.path)

    @property
    def detours(self) -> dict[str, str]:
        return {f"{host}:443": self.address for host in self.papers}

    @property
    def options(self) -> list[str]:
        """The words that lead `scrape` here."""
        ways = [word for key, address in self.detours.items() for word in ("--connect-to", f"{key}:{address}")]
        return ["--ca-file", str(self.ca_file), "--allow-address", "127.0.0.1", *ways]
