"""Fuzz test of the client: mutated replies on loopback sockets, each to a request of its own.

    python benchmarks/fuzz_replies.py [--replies 10000] [--seed 1]

Each reply is a well-made one with some of its bytes flipped, cut, doubled or replaced by what parsers trip over, sent
whole or in pieces, with the connection kept, closed or reset behind it. After it the same client asks the same host for
a page that is known. Exit status 1, with the seeds to repeat, where

- anything but a Capture or one of `scraper.errors` comes out of a request,
- a request takes more than two seconds,
- the known page is not the known page: bytes of one reply became another's answer.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import random
import sys
import time
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import brotli
import zstandard

from scraper.errors import FetchError
from scraper.fetch import Client, Limits, Validators

PAGE = (
    b"<!doctype html><html><body><h1>Pasar dibuka lagi</h1>" + b"<p>Pedagang berjualan lagi." * 40 + b"</body></html>"
)
KNOWN = b"<!doctype html><html><body><h1>Halaman yang dikenal</h1></body></html>"
#: Seconds that a request may take at most: its deadline and what the machine needs besides.
LIMIT_S, DEADLINE_S, SILENCE_S = 2.0, 1.0, 0.25
#: Hosts that are asked side by side: fewer than the connections that a client keeps, or none is used again.
SIDE_BY_SIDE = 20

CODINGS = {
    b"gzip": gzip.compress(PAGE),
    b"br": brotli.compress(PAGE),
    b"deflate": zlib.compress(PAGE),
    b"zstd": zstandard.compress(PAGE),
    b"gzip, br": brotli.compress(gzip.compress(PAGE)),
}
#: What parsers trip over.
TOKENS = [
    *(
        b"\r\n",
        b"\n",
        b"\r",
        b"\r\n\r\n",
        b"\0",
        b":",
        b" ",
        b"\t",
        b",",
        b";",
        b"\x80",
        b"\xff",
        b"-1",
        b"0",
        b"99999999999",
    ),
    *(b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/0.9", b"HTTP/2 ", b"HTTP/1.1 304 X\r\n\r\n"),
    *(
        b"Content-Length: 5\r\n",
        b"Content-Length: 0\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"transfer-encoding: identity\r\n",
    ),
    *(
        b"Content-Encoding: gzip\r\n",
        b"content-encoding: zstd\r\n",
        b"Location: /c\r\n",
        b"Location: //[::1\r\n",
        b"Connection: close\r\n",
    ),
    *(
        b"Retry-After: 9999999999999\r\n",
        b"Set-Cookie: a=b; Max-Age=0\r\n",
        b"Content-Range: bytes 0-1/2\r\n",
        b"Content-Type: \r\n",
    ),
    *(b"ffffffffffffffff\r\n", b"0\r\n\r\n", b"5;a=b\r\n", b"x" * 3000, b"A: b\r\n" * 300),
]
STATUSES = [200] * 10 + [
    204,
    206,
    301,
    302,
    304,
    307,
    401,
    403,
    404,
    408,
    410,
    429,
    500,
    503,
    101,
    103,
    199,
    299,
    600,
    999,
]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server sends for one request."""

    pieces: Sequence[bytes]
    #: Behind it: "keep", "close" or "reset".
    then: str


def reply_of(seed: int) -> Reply:
    """The reply of a seed, the same each time."""
    dice = random.Random(seed)
    sent = _mutated(dice, _well_made(dice))
    cuts = sorted(dice.randrange(len(sent) + 1) for _ in range(dice.choice([0, 0, 1, 3])))
    edges = [0, *cuts, len(sent)]
    pieces = [sent[start:end] for start, end in pairwise(edges)]
    return Reply(pieces, dice.choice(["keep", "keep", "close", "close", "reset"]))


def _well_made(dice: random.Random) -> bytes:
    coding = dice.choice([b"", b"", b"", *CODINGS])
    body: bytes = CODINGS.get(coding, PAGE)
    head = b'HTTP/1.1 %d Words\r\nContent-Type: text/html\r\nServer: x\r\nETag: "1"\r\n' % dice.choice(STATUSES)
    if coding:
        head += b"Content-Encoding: " + coding + b"\r\n"
    framing = dice.choice(["length", "length", "chunks", "none"])
    if framing == "length":
        return head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    if framing == "chunks":
        middle = len(body) // 2
        chunks = [body[:middle], body[middle:], b""]
        return head + b"Transfer-Encoding: chunked\r\n\r\n" + b"".join(b"%x\r\n%b\r\n" % (len(c), c) for c in chunks)
    return head + b"\r\n" + body


def _mutated(dice: random.Random, sent: bytes) -> bytes:
    head_end = sent.find(b"\r\n\r\n") + 4
    for _ in range(dice.choice([0, 1, 1, 2, 3, 8])):
        # most faults that matter are in the head
        at = dice.randrange(head_end if dice.random() < 0.7 else max(len(sent), 1))
        other = dice.randrange(len(sent) + 1)
        token = dice.choice(TOKENS)
        sent = dice.choice([
            sent[:at] + token + sent[at:],
            sent[:at] + token + sent[at + len(token) :],
            sent[:at] + bytes([dice.randrange(256)]) + sent[at + 1 :],
            sent[:at] + sent[at + dice.randrange(1, 40) :],
            sent[:at],
            sent[:at] + sent[min(at, other) : max(at, other)] + sent[at:],
            sent + token + sent,
            sent + _well_made(dice),
        ])  # fmt: skip
        sent = sent[:400_000]
    return sent


async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer the requests of one connection."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ", 2)[1].decode()
            if not path.startswith("/m/"):
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(KNOWN), KNOWN))
                continue
            reply = reply_of(int(path[3:]))
            for piece in reply.pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0)
            if reply.then == "keep":
                continue
            if reply.then == "reset":
                writer.transport.abort()
            return
    except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
        pass  # the client went away, or the run is over
    finally:
        writer.close()


async def ask(client: Client, host: str, seed: int, told: Counter[str]) -> list[str]:
    """Ask for one mutated reply and the known page; gives what is wrong."""
    faults = []
    began = time.monotonic()
    known = Validators('"1"') if seed % 3 == 0 else None
    try:
        capture = await client.get(f"http://{host}/m/{seed}", validators=known)
        told[f"status {capture.status // 100}xx"] += 1
    except FetchError as err:
        told[type(err).__name__] += 1
    except Exception as err:  # noqa: BLE001 - that is what is looked for
        faults.append(f"seed {seed}: {type(err).__name__}: {err}")
    if (took := time.monotonic() - began) > LIMIT_S:
        faults.append(f"seed {seed}: {took:.1f} s")
    try:
        body = (await client.get(f"http://{host}/c")).body
        if body != KNOWN:
            faults.append(f"seed {seed}: the next answer is {body[:60]!r}")
    except FetchError as err:
        faults.append(f"seed {seed}: the known page after it: {err}")
    return faults


async def run(first: int, replies: int) -> list[str]:
    """Ask for all of them, hosts side by side."""
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    hosts = [f"h{n}.example" for n in range(SIDE_BY_SIDE)]
    limits = Limits(deadline_s=DEADLINE_S, silence_s=SILENCE_S, tries=2, max_wait_s=0)
    detours = {f"{host}:80": f"127.0.0.1:{port}" for host in hosts}
    seeds, faults, told = iter(range(first, first + replies)), list[str](), Counter[str]()

    async def at(host: str) -> None:
        for seed in seeds:
            faults.extend(await ask(client, host, seed, told))

    async with Client(
        user_agent="arsip-berita/0", limits=limits, connect_to=detours, sleep=lambda _: asyncio.sleep(0)
    ) as client:
        await asyncio.gather(*map(at, hosts))
    server.close()
    print(", ".join(f"{number:,} {name}" for name, number in told.most_common()))
    return faults


def main() -> int:
    """Run it as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1, help="of the first reply; each has the next one")
    chosen = parser.parse_args()
    began = time.monotonic()
    faults = asyncio.run(run(chosen.seed, chosen.replies))
    print(f"{chosen.replies:,} replies, seeds {chosen.seed} to {chosen.seed + chosen.replies - 1}, in", end=" ")
    print(f"{time.monotonic() - began:.0f} s: {len(faults)} faults")
    print("\n".join(faults[:40]))
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
