"""A server on the loopback whose every byte a test decides, faults included.

    with Loopback({"/": reply(b"<p>Halo"), "/cut": ends(b"HTTP/1.1 2"), "/busy": [reply(status=503), reply()]}):

An answer is bytes (sent as they are, the connection stays open), a function of the request that gives bytes or
None for "close", or a list: one answer after the other, the last for ever.
"""

from __future__ import annotations

import socket
import ssl
import struct
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Event, Thread
from typing import Self


@dataclass(frozen=True)
class Request:
    """A request as it came in."""

    path: str
    #: Names in lower case.
    headers: dict[str, str]
    #: Monotonic seconds.
    at: float
    #: Number of the connection, from 1.
    connection: int
    socket: socket.socket = field(repr=False)
    #: Set when the server closes: what waits, waits for this.
    closing: Event = field(repr=False)


Answer = bytes | Callable[[Request], bytes | None]
Answers = Answer | Sequence[Answer]


def reply(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """A well-made answer; `content_type="text/html"` is a header."""
    named = {"content-length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Words", *(f"{name}: {value}" for name, value in named.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(to: str, status: int = 302, **headers: str) -> bytes:
    return reply(b"", status, location=to, **headers)


def ends(sent: bytes) -> Answer:
    """Sends this and closes."""

    def answer(asked: Request) -> None:
        asked.socket.sendall(sent)

    return answer


def resets(sent: bytes) -> Answer:
    """Sends this and breaks the connection off."""

    def answer(asked: Request) -> None:
        asked.socket.sendall(sent)
        asked.closing.wait(0.05)
        asked.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return answer


def drips(sent: bytes, drop: bytes = b"x", every_s: float = 0.02) -> Answer:
    """Sends this, then a drop for ever."""

    def answer(asked: Request) -> None:
        asked.socket.sendall(sent)
        while not asked.closing.wait(every_s):
            asked.socket.sendall(drop)

    return answer


class Loopback(ThreadingTCPServer):
    """Serves while the `with` block lasts; `requests` holds what was asked, in order."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(
        self, routes: Mapping[str, Answers], *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__((host, 0), _Handler)
        self.routes = dict(routes)
        self.requests: list[Request] = []
        self.connections = 0
        self.closing = Event()
        #: Set by the first request.
        self.asked = Event()
        self.tls = tls

    def __enter__(self) -> Self:
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def address(self) -> str:
        return f"{self.server_address[0]!s}:{self.server_address[1]}"

    def url(self, path: str = "/") -> str:
        return f"http{'s' if self.tls else ''}://{self.address}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.requests]

    def answer(self, asked: Request) -> Answer:
        path = asked.path
        answers = self.routes.get(path, reply(b"not here", 404))
        if isinstance(answers, bytes) or callable(answers):
            return answers
        return answers[min(self.paths().count(path), len(answers)) - 1]


class _Handler(BaseRequestHandler):
    server: Loopback

    def handle(self) -> None:
        self.server.connections += 1
        number = self.server.connections
        try:
            with self._encrypted() as connection:
                while self._serve(connection, number):
                    pass
        except OSError:
            pass  # the client went away, as clients in these tests do

    def _encrypted(self) -> socket.socket:
        connection: socket.socket = self.request
        connection.settimeout(5)
        return self.server.tls.wrap_socket(connection, server_side=True) if self.server.tls else connection

    def _serve(self, connection: socket.socket, number: int) -> bool:
        head = b""
        while b"\r\n\r\n" not in head:
            if not (piece := connection.recv(65536)):
                return False
            head += piece
            if head.startswith(b"\x16"):  # TLS, where none is spoken
                connection.sendall(reply(b"", 400))
                return False
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines if line)}
        path = first.split(" ")[1]
        asked = Request(path, headers, time.monotonic(), number, connection, self.server.closing)
        self.server.requests.append(asked)
        self.server.asked.set()
        answer = self.server.answer(asked)
        sent = answer if isinstance(answer, bytes) else answer(asked)
        if sent is not None:
            connection.sendall(sent)
        return sent is not None
