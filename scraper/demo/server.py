"""Kabar Demo on a port of this machine."""

from __future__ import annotations

import gzip
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from scraper.demo.site import Site


class DemoSite(ThreadingHTTPServer):
    """The demo newspaper while the `with` block lasts, on a free port of the loopback.

    `visit` is the state to begin with: 1, or 2 to find it as it is after `advance`; `day` is a day of the newspaper.
    """

    def __init__(self, visit: int = 1, day: int = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.day = day
        self.site = Site(visit, day)
        #: The paths that were asked for, in order.
        self.requests: list[str] = []

    def __enter__(self) -> Self:
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, err: BaseException | None, tb: TracebackType | None) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def address(self) -> str:
        """Where it listens: "127.0.0.1:PORT"."""
        return f"127.0.0.1:{self.server_port}"

    def advance(self) -> None:
        """The second visit: one story is rewritten, one is gone, one is new, and every count has grown.

        The thirty-day newspaper has redesigned its most-read box by then.
        """
        self.site = Site(visit=2, day=self.day)

    def turn_to(self, day: int) -> None:
        """The newspaper on another day, before its stories change."""
        self.day = day
        self.site = Site(day=day)


class _Handler(BaseHTTPRequestHandler):
    """Answers one request a connection, as HTTP/1.0 does, so nothing lingers when the site closes."""

    #: Seconds until a silent client is let go.
    timeout = 5
    server: DemoSite

    def do_GET(self) -> None:
        self.server.requests.append(self.path)
        answer = self.server.site.answer(urlsplit(self.path).path)
        body = answer.body.encode()
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Vary", "Accept-Encoding")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing: `requests` holds them."""
