"""A news site on loopback under its own host names: real pages or demo pages, served as the web would.

Pages are given as a table of paths. The site speaks TLS with a certificate of its own authority, so that the
canonical https addresses of a publisher are fetched as they are.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import trustme

Page = bytes | int


@dataclass
class Newsroom:
    """What is served, what was asked for, and the options that lead `scrape` here."""

    pages: dict[str, Page]
    requests: list[str] = field(default_factory=list)
    #: Monotonic seconds at which each of them came in.
    times: list[float] = field(default_factory=list)
    #: Path -> where it leads.
    redirects: dict[str, str] = field(default_factory=dict)
    #: Statuses of the answers, in order.
    answers: list[int] = field(default_factory=list)
    #: Whether pages come with an ETag, and 304 is said to whoever knows it.
    validators: bool = False
    #: Path -> what its answer waits for.
    gates: dict[str, Event] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)


@contextmanager
def newsroom(hosts: Sequence[str], pages: Mapping[str, Page], folder: Path) -> Iterator[Newsroom]:
    """Serve `pages`, path -> body or an HTTP status, for all of `hosts` on one port."""
    room = Newsroom({"/robots.txt": b"User-agent: *\nDisallow: /admin\n", **pages})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            room.requests.append(self.path)
            room.times.append(time.monotonic())
            if self.path in room.gates:
                room.gates[self.path].wait(30)
            page = room.pages.get(self.path, 404)
            body, status = (page, 200) if isinstance(page, bytes) else (b"<h1>tidak ada</h1>", page)
            tag = f'"{len(body)}"' if room.validators else None
            if tag and self.headers.get("If-None-Match") == tag:
                body, status = b"", 304
            if self.path in room.redirects:
                body, status = b"", 302
            room.answers.append(status)
            self.send_response(status)
            if self.path in room.redirects:
                self.send_header("Location", room.redirects[self.path])
            if tag:
                self.send_header("ETag", tag)
            self.send_header("Content-Type", "text/plain" if self.path == "/robots.txt" else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet: `requests` holds them."""

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*hosts).configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    certificates = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(certificates))
    detours = [word for host in hosts for word in ("--connect-to", f"{host}:443:127.0.0.1:{server.server_port}")]
    room.options = ["--ca-file", str(certificates), "--allow-address", "127.0.0.1", "--pause", "0", *detours]
    try:
        yield room
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
