"""A village's site on the loopback under its own name, with validators; what was asked of it is remembered."""

from __future__ import annotations

import hashlib
from pathlib import Path

import trustme
from click.testing import CliRunner, Result
from loopback import Answer, Loopback, Request, redirect, reply
from newspapers import tls_of
from village import Village

from scraper.cli.app import main
from scraper.crawl.network import Network


class Server(Loopback):
    """Serves one village under its own name; what it serves has validators."""

    def __init__(self, site: Village, folder: Path) -> None:
        authority = trustme.CA()
        super().__init__({}, tls=tls_of(authority, site.host, f"www.{site.host}"))
        self.site = site
        self.ca_file = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.ca_file))

    def answer(self, asked: Request) -> Answer:
        if leads_to := self.site.redirects.get(asked.path):
            return redirect(leads_to)
        page = self.site.pages.get(asked.path) or self._made_up(asked.path)
        if page is None:
            return reply(b"<h1>tidak ada</h1>", 404, content_type="text/html")
        tag = f'"{hashlib.md5(page, usedforsecurity=False).hexdigest()}"'
        if asked.headers.get("if-none-match") == tag:
            return reply(b"", 304, etag=tag)
        return reply(page, content_type="text/html; charset=utf-8", etag=tag)

    def _made_up(self, path: str) -> bytes | None:
        return next((page for start, page in self.site.endless.items() if path.startswith(start)), None)

    @property
    def network(self) -> Network:
        """How a run reaches it."""
        ways = tuple(f"{name}:443:{self.address}" for name in (self.site.host, f"www.{self.site.host}"))
        return Network(pause=0, allow_address=("127.0.0.1",), connect_to=ways, ca_file=str(self.ca_file))

    def scrape(self, *words: str) -> Result:
        host = self.site.host
        ways = [f"--connect-to={name}:443:{self.address}" for name in (host, f"www.{host}")]
        options = ["--ca-file", str(self.ca_file), "--allow-address", "127.0.0.1", "--pause", "0", *ways]
        return CliRunner().invoke(main, [*words, *options])

    def take(self) -> list[str]:
        """What was asked for since the last time."""
        found = self.paths()
        self.requests.clear()
        return found
