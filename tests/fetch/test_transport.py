"""What the transport promises: an answer is the answer of its request, and a careless head costs no page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loopback import Answer, Loopback, Request, ends, redirect, reply

from scraper import errors
from scraper.fetch import Client
from scraper.fetch.lenient_head import MalformedHead, tidy
from scraper.models import Capture

PAGE = b"<!doctype html><p>Pasar dibuka lagi."
FOREIGN = reply(b"<p>Bukan halaman yang diminta.")
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"


async def no_wait(_: float) -> None:
    pass


def client(**options: object) -> Client:
    return Client(user_agent="arsip-berita/0", allowed=["127.0.0.1"], sleep=no_wait, **options)  # type: ignore[arg-type]


def fetched(urls: Sequence[str], between_s: float = 0.0) -> list[Capture]:
    """One client's answers to some URLs, one after the other."""

    async def ask() -> list[Capture]:
        captures = []
        async with client() as asking:
            for url in urls:
                captures.append(await asking.get(url))
                await asyncio.sleep(between_s)
        return captures

    return asyncio.run(ask())


# Whose answer it is


def sends_later(first: bytes, second: bytes) -> Answer:
    """Answers, and sends more a moment later, when the answer is long read."""

    def answer(request: Request) -> bytes:
        request.socket.sendall(first)
        request.closing.wait(0.05)
        return second

    return answer


@pytest.mark.parametrize("foreign", [FOREIGN, reply(b"", 404), b"HTTP/1.1 200 OK\r\n", b"\r\n", b"x"])
@pytest.mark.parametrize("sent", ["together", "later"])
def test_bytes_behind_an_answer_never_become_the_next_one(foreign: bytes, sent: str) -> None:
    first = reply(PAGE) + foreign if sent == "together" else sends_later(reply(PAGE), foreign)
    with Loopback({"/1": first, "/2": reply(b"<p>Dua")}) as server:
        captures = fetched([server.url("/1"), server.url("/2")], between_s=0.15)
        assert [capture.body for capture in captures] == [PAGE, b"<p>Dua"]
        assert [request.connection for request in server.requests] == [1, 2]


def test_bytes_behind_a_chunked_answer_never_become_the_next_one() -> None:
    first = HEAD + b"transfer-encoding: chunked\r\n\r\n24\r\n" + PAGE + b"\r\n0\r\n\r\n" + FOREIGN
    with Loopback({"/1": first, "/2": reply(b"<p>Dua")}) as server:
        assert [each.body for each in fetched([server.url("/1"), server.url("/2")])] == [PAGE, b"<p>Dua"]


def test_bytes_behind_an_answer_that_came_while_the_loop_was_busy_are_seen() -> None:
    async def ask(server: Loopback) -> bytes:
        async with client() as asking:
            await asking.get(server.url("/1"))
            time.sleep(0.2)  # noqa: ASYNC251 - the loop is busy, as with a page that is long to read
            return (await asking.get(server.url("/2"))).body

    with Loopback({"/1": sends_later(reply(PAGE), FOREIGN), "/2": reply(b"<p>Dua")}) as server:
        assert asyncio.run(ask(server)) == b"<p>Dua"


def test_a_body_on_an_answer_that_has_none_never_becomes_the_next_one() -> None:
    sent = b"HTTP/1.1 204 No Content\r\n\r\n" + FOREIGN
    with Loopback({"/1": sent, "/2": reply(b"<p>Dua")}) as server:
        assert [each.body for each in fetched([server.url("/1"), server.url("/2")])] == [b"", b"<p>Dua"]


def test_a_clean_connection_is_kept_also_behind_a_redirect() -> None:
    with Loopback({"/1": redirect("/2"), "/2": reply(PAGE), "/3": reply(PAGE)}) as server:
        fetched([server.url("/1"), server.url("/3")])
        assert [request.connection for request in server.requests] == [1, 1, 1]


def test_a_timeout_of_the_idle_connection_is_no_answer() -> None:
    with Loopback({"/1": reply(PAGE), "/2": [ends(reply(b"", 408)), reply(PAGE)]}) as server:
        assert [each.status for each in fetched([server.url("/1"), server.url("/2")])] == [200, 200]
        assert [request.connection for request in server.requests] == [1, 1, 2]


def test_a_timeout_of_a_new_connection_is_the_answer() -> None:
    with Loopback({"/": ends(reply(b"", 408))}) as server:
        assert fetched([server.url()])[0].status == 408


# Careless heads


LENIENT = {
    "no colon": b"Server nginx\r\n",
    "blank before the colon": b"Server : nginx\r\n",
    "blank in the name": b"Content Type: text/plain\r\n",
    "name that is no token": b"Pengelola(web): x\r\nK\xe9: y\r\n",
    "no name": b": x\r\n",
    "folded": b"X-A: satu\r\n  dua\r\n\tiga\r\n",
    "folded first": b" satu\r\nX-A: b\r\n",
    "control character": b"X-A: a\x01b\x7f\r\n",
    "bare carriage return": b"X-A: a\rb\r\n",
    "two equal lengths": b"content-length: %d\r\n" % len(PAGE),
    "one length twice": b"",
    "empty length": b"Content-Length:\r\n",
    "identity": b"Transfer-Encoding: identity\r\n",
    "a very long line": b"X-A: " + b"a" * 60_000 + b"\r\n",
}


@pytest.mark.parametrize("line", LENIENT.values(), ids=LENIENT)
def test_a_careless_line_costs_no_page(line: bytes) -> None:
    sent = b"HTTP/1.1 200 OK\r\n" + line + b"content-length: %d\r\ncontent-type: text/html\r\n\r\n" % len(PAGE) + PAGE
    with Loopback({"/": sent}) as server:
        (capture,) = fetched([server.url()])
        assert (capture.body, capture.mime) == (PAGE, "text/html")
        assert len(server.requests) == 1


STATUS_LINES = [b"HTTP/1.1 200", b"http/1.1 200 ok", b"HTTP/1.1  200  OK", b"HTTP/1 200 OK", b"\r\nHTTP/1.1 200 \xff"]


@pytest.mark.parametrize("line", STATUS_LINES)
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_careless_status_line_or_line_end_costs_no_page(line: bytes, end: bytes) -> None:
    sent = line + end + b"content-length: %d" % len(PAGE) + end + end + PAGE
    with Loopback({"/": sent}) as server:
        assert fetched([server.url()])[0].body == PAGE


@pytest.mark.parametrize(
    "coding", [b"chunked\r\ntransfer-encoding: chunked", b"chunked, chunked", b"identity, Chunked"]
)
@pytest.mark.parametrize("length", [b"", b"content-length: 3\r\n"])
def test_a_body_in_chunks_is_read_whatever_else_the_head_says_of_its_end(coding: bytes, length: bytes) -> None:
    sent = HEAD + length + b"transfer-encoding: " + coding + b"\r\n\r\n24\r\n" + PAGE + b"\r\n0\r\n\r\n"
    with Loopback({"/1": sent, "/2": reply(b"<p>Dua")}) as server:
        assert [each.body for each in fetched([server.url("/1"), server.url("/2")])] == [PAGE, b"<p>Dua"]
        assert [request.connection for request in server.requests] == [1, 2], "what was mended ends its connection"


SMUGGLING = {
    "two lengths": b"content-length: 1\r\ncontent-length: 2\r\n",
    "two lengths in one": b"content-length: 1, 2\r\n",
    "a signed length": b"content-length: +5\r\n",
    "a length in hexadecimal": b"content-length: 0x5\r\n",
    "a negative length": b"content-length: -1\r\n",
    "an unknown coding": b"transfer-encoding: gzip, chunked\r\n",
    "a coding that is nearly one": b"transfer-encoding: xchunked\r\n",
    "a zero byte": b"x: a\x00b\r\n",
}


@pytest.mark.parametrize("lines", SMUGGLING.values(), ids=SMUGGLING)
def test_a_head_that_could_hide_a_second_answer_is_refused(lines: bytes) -> None:
    with Loopback({"/": ends(HEAD + lines + b"\r\n" + PAGE)}) as server, pytest.raises(errors.Unreachable):
        fetched([server.url()])


def test_a_flood_of_answers_before_the_answer_is_cut_off() -> None:
    with Loopback({"/": ends(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 500)}) as server, pytest.raises(errors.Unreachable):
        fetched([server.url()])


@given(st.binary(max_size=300))
def test_no_head_raises_anything_else(head: bytes) -> None:
    for line in (head, b"HTTP/1.1 200 OK\r\n" + head):
        try:
            found = tidy(line)
        except MalformedHead:
            continue
        again = tidy(found.octets)
        assert (again.octets, again.mended) == (found.octets, False)


# How long the server took


def test_our_own_lag_is_not_the_servers() -> None:
    async def ask(server: Loopback) -> float:
        async with client() as asking:
            answer = asyncio.create_task(asking.get(server.url()))
            await asyncio.to_thread(server.asked.wait, 5)
            time.sleep(0.4)  # noqa: ASYNC251 - the loop is busy while the answer lies in the socket
            return (await answer).elapsed_s

    with Loopback({"/": reply(PAGE)}) as server:
        assert asyncio.run(ask(server)) < 0.2


def test_the_time_of_a_slow_server_is_its_own() -> None:
    def slow(request: Request) -> bytes:
        request.closing.wait(0.3)
        return reply(PAGE)

    with Loopback({"/": slow}) as server:
        assert 0.3 <= fetched([server.url()])[0].elapsed_s < 2
