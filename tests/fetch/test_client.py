"""What fetching promises, with each fault injected by a server on the loopback."""

from __future__ import annotations

import asyncio
import errno
import gzip
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
import trustme
from loopback import Answers, Loopback, Request, drips, ends, redirect, reply, resets

from scraper import errors
from scraper.fetch import Client, Limits, Validators
from scraper.models import Capture

AGENT = "arsip-berita/0 (+mailto:redaksi@kabar.example)"
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
PAGE = b"<!doctype html><title>Pasar dibuka lagi</title>" + b"<p>Pedagang kembali berjualan." * 200
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n"
QUICK = Limits(deadline_s=0.4)


class Waits(list[float]):
    """A sleep that takes no time and remembers."""

    async def __call__(self, seconds: float) -> None:
        self.append(seconds)


async def names(addresses: dict[str, list[str]], host: str, _: int) -> list[str]:
    if host not in addresses:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return addresses[host]


def fetch(url: str, *, waits: Waits | None = None, **options: object) -> Capture:
    """One request by a client of its own that may talk to the loopback."""
    asked = {key: options.pop(key) for key in ("validators", "check", "redirects") if key in options}
    setup = {
        "user_agent": AGENT,
        "allowed": ["127.0.0.1"],
        "clock": lambda: NOON,
        "sleep": Waits() if waits is None else waits,
    }

    async def ask() -> Capture:
        async with Client(**{**setup, **options}) as client:  # type: ignore[arg-type]
            return await client.get(url, **asked)  # type: ignore[arg-type]

    return asyncio.run(ask())


def refused(kind: type[errors.ScrapeError], url: str, **options: object) -> str:
    """What the error says; it is of exactly this kind."""
    with pytest.raises(errors.ScrapeError) as caught:
        fetch(url, **options)  # type: ignore[arg-type]
    assert type(caught.value) is kind, repr(caught.value)
    return str(caught.value)


def serve(answers: Answers, tls: ssl.SSLContext | None = None) -> Loopback:
    return Loopback({"/": answers}, tls=tls)


# A good answer


def test_an_answer_is_kept_byte_for_byte_with_its_head() -> None:
    with serve(reply(PAGE, content_type="Text/HTML; Charset='Windows-1252'", etag='"a\xe9"', x_two="1")) as server:
        capture = fetch(server.url("/#isi"))
    assert capture.url == capture.final_url == server.url("/")
    assert (capture.status, capture.body, capture.captured_at) == (200, PAGE, NOON)
    assert (capture.mime, capture.charset) == ("text/html", "Windows-1252")
    assert capture.headers == (
        ("content-length", str(len(PAGE))),
        ("content-type", "Text/HTML; Charset='Windows-1252'"),
        ("etag", '"a\xe9"'),
        ("x-two", "1"),
    )
    assert 0 < capture.elapsed_s < 5


def test_a_request_says_honestly_who_asks_for_what() -> None:
    with serve(reply(PAGE)) as server:
        fetch(server.url())
        (asked,) = server.requests
    assert asked.headers["user-agent"] == AGENT
    assert asked.headers["accept-encoding"] == "gzip, deflate, br, zstd"
    assert asked.headers["accept-language"] == "id,en;q=0.5"
    assert asked.headers["host"] == server.address
    assert "cookie" not in asked.headers
    assert "if-none-match" not in asked.headers


def test_a_path_is_sent_as_a_browser_sends_it() -> None:
    path = "/berita/a|b[1]'c%20d%2Fe/?q=%C3%A9|{x}"
    with Loopback({path: reply(PAGE)}) as server:
        assert fetch(server.url(path)).status == 200


@pytest.mark.parametrize("contact", ["a\r\nX-Evil: 1", "kontak\xe9", "", " a"])
def test_a_user_agent_that_cannot_be_sent_is_wrong_use(contact: str) -> None:
    with pytest.raises(errors.WrongUse):
        Client(user_agent=contact)


@pytest.mark.parametrize("status", [404, 410, 403, 501])
def test_a_refusal_is_a_fact_and_not_asked_for_twice(status: int) -> None:
    with serve(reply(b"<h1>Tidak ada</h1>", status)) as server:
        capture = fetch(server.url())
        assert (capture.status, capture.body, len(server.requests)) == (status, b"<h1>Tidak ada</h1>", 1)


@pytest.mark.parametrize(
    "url", ["ftp://kabar.example/", "file:///etc/passwd", "http://", "http://a:b@127.0.0.1/", "kabar", "http://[::1"]
)
def test_what_is_no_public_web_address_is_a_bad_url(url: str) -> None:
    assert "b@" not in refused(errors.BadURL, url)


# Validators


def test_a_conditional_request_may_be_answered_with_nothing_new() -> None:
    def conditional(asked: Request) -> bytes:
        same = asked.headers.get("if-none-match") == 'W/"7"' and "if-modified-since" in asked.headers
        return reply(b"", 304, etag='"8"', content_encoding="gzip") if same else reply(PAGE)

    with serve(conditional) as server:
        known = Validators('W/"7"', "Mon, 23 Nov 2026 03:00:00 GMT")
        capture = fetch(server.url(), validators=known)
        assert (capture.status, capture.body, capture.etag) == (304, b"", '"8"')


def test_validators_are_sent_to_the_url_that_gave_them_and_to_no_other() -> None:
    with Loopback({"/": redirect("/baru"), "/baru": reply(PAGE)}) as server:
        fetch(server.url(), validators=Validators('"1"'))
        fetch(server.url(), validators=Validators('"1"', url=server.url("/baru")))
        sent = [(asked.path, "if-none-match" in asked.headers) for asked in server.requests]
    assert sent == [("/", True), ("/baru", False), ("/", False), ("/baru", True)]


def test_validators_that_would_forge_a_header_are_left_out() -> None:
    with serve(reply(PAGE)) as server:
        fetch(server.url(), validators=Validators('"1"\r\nX-Evil: 1', "Mon\0"))
        assert not server.requests[0].headers.keys() & {"x-evil", "if-none-match", "if-modified-since"}


def test_a_304_that_nobody_asked_for_is_no_answer() -> None:
    with serve(reply(b"", 304, etag='"1"')) as server:
        assert "304" in refused(errors.Unreachable, server.url())
    with serve([reply(b"", 304), reply(PAGE)]) as server:
        assert fetch(server.url()).body == PAGE


def test_a_304_behind_a_redirect_away_from_what_was_known_is_no_answer() -> None:
    with Loopback({"/": redirect("/baru"), "/baru": reply(b"", 304)}) as server:
        refused(errors.Unreachable, server.url(), validators=Validators('"1"'))


def test_a_validator_that_no_server_would_take_back_is_left_out() -> None:
    with serve(reply(PAGE)) as server:
        fetch(server.url(), validators=Validators('"' + "a" * 90_000 + '"', "Mon, 23 Nov 2026 03:00:00 GMT"))
        assert "if-none-match" not in server.requests[0].headers
        assert "if-modified-since" in server.requests[0].headers


PARTS = ["bytes 0-99/200", "bytes 100-199/200", "bytes 0-99/*", "bytes */200", "", "bytes 0-9"]


@pytest.mark.parametrize("content_range", PARTS)
def test_a_part_that_nobody_asked_for_is_truncated(content_range: str) -> None:
    with serve([reply(PAGE[:100], 206, content_range=content_range), reply(PAGE)]) as server:
        assert fetch(server.url()).body == PAGE
    with serve(reply(PAGE[:100], 206, content_range=content_range)) as server:
        assert "206" in refused(errors.Truncated, server.url())


def test_a_part_that_is_the_whole_is_the_answer() -> None:
    with serve(reply(PAGE, 206, content_range=f"bytes 0-{len(PAGE) - 1}/{len(PAGE)}")) as server:
        assert fetch(server.url()).body == PAGE


# No answer


def test_a_name_that_does_not_resolve_is_unreachable() -> None:
    async def nobody(host: str, port: int) -> list[str]:
        return await names({}, host, port)

    assert "kabar.example does not resolve" in refused(errors.Unresolved, "https://kabar.example/", resolver=nobody)


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example", ".example"])
def test_a_name_that_cannot_exist_is_unreachable(host: str) -> None:
    assert "does not resolve" in refused(errors.Unresolved, f"https://{host}/")


def test_a_name_without_an_address_is_unreachable() -> None:
    async def empty(*_: object) -> list[str]:
        return []

    refused(errors.Unresolved, "https://kabar.example/", resolver=empty)


def test_without_a_name_service_we_are_offline() -> None:
    async def silent(*_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    assert "no name service" in refused(errors.Offline, "https://kabar.example/", resolver=silent)


def test_without_a_way_out_of_the_machine_we_are_offline() -> None:
    def unplugged(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("") from OSError(errno.ENETUNREACH, "")

    refused(errors.Offline, "https://kabar.example/", transport=httpx.MockTransport(unplugged))


def test_a_name_service_that_hangs_is_unreachable() -> None:
    async def hangs(*_: object) -> list[str]:
        await asyncio.sleep(60)
        return []

    limits = Limits(deadline_s=5, connect_s=0.05)
    assert "silent" in refused(errors.Unresolved, "https://kabar.example/", resolver=hangs, limits=limits)


def test_a_refused_connection_is_tried_a_bounded_number_of_times() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        waits = Waits()
        said = refused(errors.Unreachable, f"http://127.0.0.1:{nobody.getsockname()[1]}/", waits=waits)
    assert said.endswith("connection refused")
    assert len(waits) == 2
    assert 1 <= waits[0] <= 2 <= waits[1] <= 3


def test_a_connection_that_hangs_ends_at_its_limit() -> None:
    with socket.socket() as full, socket.socket() as first, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for filler in (first, second):
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        limits = Limits(deadline_s=5, connect_s=0.1, tries=1)
        said = refused(errors.Unreachable, f"http://127.0.0.1:{full.getsockname()[1]}/", limits=limits)
    assert "silent" in said


@pytest.mark.parametrize(
    "answers",
    [drips(b"", b""), drips(HEAD + b"x-slow: "), drips(HEAD + b"\r\n"), drips(HEAD + b"content-length: 9999\r\n\r\n")],
    ids=["no first byte", "head drips", "body drips", "body of known length drips"],
)
def test_a_dripping_server_meets_the_deadline(answers: Answers) -> None:
    with serve(answers) as server:
        said = refused(errors.DeadlineExceeded, server.url(), limits=QUICK)
        assert said == f"{server.url()}: no whole answer in 0.4 s"
        assert len(server.requests) == 1


def test_endless_informational_answers_meet_the_deadline() -> None:
    with serve(drips(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n")) as server:
        refused(errors.DeadlineExceeded, server.url(), limits=QUICK)


def test_silence_ends_a_try_before_the_deadline() -> None:
    with serve([drips(b"", b""), reply(PAGE)]) as server:
        assert fetch(server.url(), limits=Limits(deadline_s=5, silence_s=0.1)).body == PAGE


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\x00\x01\x02\r\n\r\n",
        b"<html>\r\n\r\n",
        b"HTTP/9.9 abc\r\n\r\n",
        HEAD + b"content-length: -1\r\n\r\n",
        HEAD + b"content-length: 1\r\ncontent-length: 2\r\n\r\n",
        HEAD + b"transfer-encoding: gzip, chunked\r\n\r\n",
        HEAD + b"x: y\r\n" * 60_000,
        HEAD + b"x: " + b"y" * 300_000,
        HEAD + b"x: a\x00b\r\n\r\n",
    ],
    ids="nothing zeros html version negative two-lengths transfer headers long nul".split(),
)
def test_a_malformed_head_is_unreachable(junk: bytes) -> None:
    with serve(ends(junk)) as server:
        refused(errors.Unreachable, server.url())
        assert len(server.requests) == 3


def test_a_kept_connection_that_was_closed_is_asked_again_at_once() -> None:
    def second_time_lucky(asked: Request) -> bytes | None:
        return reply(PAGE) if len(server.requests) != 2 else None

    async def twice() -> list[int]:
        async with Client(user_agent=AGENT, allowed=["127.0.0.1"], sleep=waits) as client:
            return [(await client.get(server.url())).status for _ in range(2)]

    waits = Waits()
    with serve(second_time_lucky) as server:
        assert asyncio.run(twice()) == [200, 200]
        assert [asked.connection for asked in server.requests] == [1, 1, 2]
    assert waits == [0]


def test_no_error_of_a_library_gets_out() -> None:
    kinds = [httpx.ReadError, httpx.PoolTimeout, httpx.LocalProtocolError, httpx.UnsupportedProtocol, httpx.ProxyError]
    for kind in [*kinds, ConnectionResetError, ssl.SSLZeroReturnError]:

        def raises(_: httpx.Request, kind: type[Exception] = kind) -> httpx.Response:
            raise kind("")

        refused(errors.Unreachable, "https://kabar.example/", transport=httpx.MockTransport(raises))


# The body


@pytest.mark.parametrize(
    "answers",
    [
        ends(HEAD + b"content-length: 500\r\n\r\n" + PAGE[:100]),
        ends(HEAD + b"transfer-encoding: chunked\r\n\r\n64\r\n" + PAGE[:100] + b"\r\n"),
        ends(HEAD + b"transfer-encoding: chunked\r\n\r\n64\r\n" + PAGE[:50]),
        ends(HEAD + b"transfer-encoding: chunked\r\n\r\nzz\r\n"),
        resets(HEAD + b"content-length: 500\r\n\r\n" + PAGE[:100]),
        resets(HEAD + b"\r\n" + PAGE[:100]),
        ends(HEAD + b"content-encoding: gzip\r\n\r\n" + gzip.compress(PAGE)[:-1]),
        reply(gzip.compress(PAGE)[:60], content_encoding="gzip"),
        reply(brotli.compress(PAGE)[:60], content_encoding="br"),
        reply(b"", content_encoding="gzip"),
        reply(PAGE, content_encoding="gzip"),
    ],
    ids=[
        "length",
        "chunks",
        "chunk",
        "bad chunk",
        "reset",
        "reset without length",
        "gzip",
        "gzip2",
        "br",
        "none",
        "false",
    ],
)
def test_a_body_that_is_not_whole_is_truncated_and_tried_again(answers: Answers) -> None:
    with serve(answers) as server:
        refused(errors.Truncated, server.url())
        assert len(server.requests) == 3
    with serve([answers, reply(PAGE)]) as server:  # type: ignore[list-item]
        assert fetch(server.url()).body == PAGE


def test_both_members_of_a_gzip_body_are_read() -> None:
    with serve(reply(gzip.compress(PAGE) + gzip.compress(b"<p>tamat"), content_encoding="gzip")) as server:
        assert fetch(server.url()).body == PAGE + b"<p>tamat"


def test_codings_in_two_headers_are_undone_in_order() -> None:
    body = brotli.compress(gzip.compress(PAGE))
    head = b"content-encoding: gzip\r\ncontent-encoding: br\r\ncontent-length: %d\r\n\r\n" % len(body)
    with serve(HEAD + head + body) as server:
        assert fetch(server.url()).body == PAGE


def test_a_bomb_is_too_large_and_not_asked_for_again() -> None:
    with serve(reply(brotli.compress(bytes(50_000_000)), content_encoding="br")) as server:
        refused(errors.TooLarge, server.url(), limits=Limits(body_bytes=1_000_000))
        assert len(server.requests) == 1


@pytest.mark.parametrize("head", [b"", b"content-length: 999999999\r\n", b"content-encoding: gzip\r\n"])
def test_an_endless_body_is_cut_off_on_the_wire(head: bytes) -> None:
    with serve(drips(HEAD + head + b"\r\n", b"x" * 50_000, 0.001)) as server:
        assert "on the wire" in refused(errors.TooLarge, server.url(), limits=Limits(deadline_s=5, wire_bytes=200_000))


def test_a_coding_that_was_not_asked_for_is_named() -> None:
    with serve(reply(PAGE, content_encoding="compress")) as server:
        assert "'compress'" in refused(errors.FetchError, server.url())


# Redirects


def test_redirects_are_followed_to_the_answer() -> None:
    routes = {"/": redirect("/2?a=1#b", 301), "/2?a=1": redirect("3", 307), "/3": redirect("//{}/é", 308)}
    with Loopback(routes) as server:
        server.routes["/3"] = redirect(f"//{server.address}/\u00e9".encode().decode("latin-1"), 308)
        server.routes["/%C3%A9"] = reply(PAGE)
        capture = fetch(server.url())
        assert (capture.url, capture.final_url) == (server.url(), server.url("/%C3%A9"))
        assert capture.body == PAGE


@pytest.mark.parametrize("status", [300, 305])
def test_a_status_that_names_no_one_place_is_an_answer(status: int) -> None:
    with serve(redirect("/lain", status)) as server:
        assert fetch(server.url()).status == status
        assert server.paths() == ["/"]


def test_a_redirect_without_a_place_is_an_answer() -> None:
    with serve(reply(b"", 302)) as server:
        assert fetch(server.url()).status == 302


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("/", errors.BadRedirect), ("", errors.BadRedirect), ("file:///etc/passwd", errors.BadRedirect),
        ("ftp://kabar.example/", errors.BadRedirect), ("javascript:alert(1)", errors.BadRedirect),
        ("http://[::1", errors.BadRedirect), ("http://a b/", errors.BadRedirect), ("http://:0x/", errors.BadRedirect),
        ("http://user:pw@127.0.0.1/", errors.BadRedirect), ("/" + "a" * 9000, errors.BadRedirect),
        ("http://10.0.0.1/", errors.AddressRefused), ("http://169.254.169.254/latest/", errors.AddressRefused),
        ("http://2130706434/", errors.AddressRefused), ("http://0x7f.2/", errors.AddressRefused),
        ("http://[::ffff:10.0.0.1]/", errors.AddressRefused), ("http://0177.0.0.2/", errors.AddressRefused),
    ],
)  # fmt: skip
def test_a_redirect_that_may_not_be_followed_is_refused(location: str, kind: type[errors.FetchError]) -> None:
    with serve(redirect(location)) as server:
        assert "pw@" not in refused(kind, server.url())
        assert server.paths() == ["/"]


def test_redirects_end_after_ten() -> None:
    with Loopback({f"/{n}": redirect(f"/{n + 1}") for n in range(20)}) as server:
        assert "more than 10" in refused(errors.BadRedirect, server.url("/0"))
        assert len(server.requests) == 11
        server.requests.clear()
        refused(errors.BadRedirect, server.url("/0"), redirects=5)
        assert len(server.requests) == 6


def test_a_redirect_to_itself_that_waits_for_a_cookie_is_followed() -> None:
    def gate(asked: Request) -> bytes:
        if asked.headers.get("cookie") == "a=1; b=2":
            return reply(PAGE)
        return HEAD.replace(b"200", b"302") + (
            b"location: /\r\nset-cookie: a=1; Path=/; Domain=kabar.example\r\nset-cookie: b=2\r\n"
            b"set-cookie: c=3; Max-Age=0\r\ncontent-length: 0\r\n\r\n"
        )

    with serve(gate) as server:
        assert fetch(server.url()).body == PAGE
        assert len(server.requests) == 2


def test_a_gate_that_sets_a_new_cookie_each_time_ends_after_ten() -> None:
    with serve(lambda asked: redirect("/", set_cookie=f"n={asked.at}")) as server:
        refused(errors.BadRedirect, server.url())
        assert len(server.requests) == 11


def test_cookies_stay_with_the_host_that_set_them_and_end_with_the_request() -> None:
    with Loopback({}, host="127.0.0.2") as other, Loopback({"/b": reply(PAGE)}) as server:
        server.routes["/"] = redirect(other.url("/a"), set_cookie="rahasia=1; Domain=127.0.0.2; Path=/")
        other.routes["/a"] = redirect(server.url("/b"), set_cookie="lain=2")
        fetch(server.url(), allowed=["127.0.0.0/8"])
        fetch(server.url("/b"))
        assert "cookie" not in other.requests[0].headers
        assert [asked.headers.get("cookie") for asked in server.requests] == [None, "rahasia=1", None]


def test_passwords_and_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login redaksi password rahasia\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with serve(reply(PAGE)) as server:
        assert fetch(server.url()).status == 200
        assert "authorization" not in server.requests[0].headers


def test_each_request_is_checked_before_it_is_made() -> None:
    asked: list[str] = []

    async def check(url: str) -> None:
        asked.append(url)
        if url.endswith("/terlarang"):
            raise errors.RobotsForbidden(url, "no")

    with Loopback({"/": redirect("/2"), "/2": redirect("/terlarang")}) as server:
        refused(errors.RobotsForbidden, server.url(), check=check)
        assert asked == [server.url(path) for path in ("/", "/2", "/terlarang")]
        assert server.paths() == ["/", "/2"]


def test_the_time_of_a_check_does_not_count_against_the_deadline() -> None:
    async def patient(_: str) -> None:
        await asyncio.sleep(0.25)

    with Loopback({"/": redirect("/2"), "/2": redirect("/3"), "/3": reply(PAGE)}) as server:
        assert fetch(server.url(), check=patient, limits=Limits(deadline_s=0.6)).body == PAGE


# TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def tls(authority: trustme.CA, name: str, not_after: datetime | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, not_after=not_after).configure_cert(context)
    return context


@pytest.fixture
def trust(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    return str(tmp_path / "ca.pem")


def secure(server: Loopback, trust: str | None) -> dict[str, Any]:
    return {"connect_to": {"kabar.example:443": server.address}, "ca_file": trust, "allowed": []}


def test_a_certificate_that_holds_is_trusted_at_another_address(authority: trustme.CA, trust: str) -> None:
    with serve(reply(PAGE), tls=tls(authority, "kabar.example")) as server:
        capture = fetch("https://kabar.example/", **secure(server, trust))
        assert (capture.body, server.requests[0].headers["host"]) == (PAGE, "kabar.example")


@pytest.mark.parametrize(
    ("name", "not_after", "trusted", "words"),
    [
        ("lain.example", None, True, "Hostname mismatch"),
        ("kabar.example", datetime(2020, 1, 1, tzinfo=UTC), True, "certificate has expired"),
        ("kabar.example", None, False, "self-signed|local issuer"),
    ],
    ids=["wrong host", "expired", "unknown authority"],
)
def test_a_certificate_that_does_not_hold_is_refused_once_and_for_all(
    authority: trustme.CA, trust: str, name: str, not_after: datetime | None, trusted: bool, words: str
) -> None:
    with serve(reply(PAGE), tls=tls(authority, name, not_after)) as server:
        said = refused(errors.Insecure, "https://kabar.example/", **secure(server, trust if trusted else None))
        assert any(word in said for word in words.split("|")), said
        assert (server.requests, server.connections) == ([], 1)


def test_a_server_without_tls_is_not_asked_without_it(trust: str) -> None:
    with serve(reply(PAGE)) as server:
        refused(errors.Insecure, "https://kabar.example/", **secure(server, trust))
        assert server.paths() == []


def test_a_redirect_from_https_to_http_is_refused(authority: trustme.CA, trust: str) -> None:
    with serve(redirect("http://kabar.example/"), tls=tls(authority, "kabar.example")) as server:
        assert "from https" in refused(errors.BadRedirect, "https://kabar.example/", **secure(server, trust))


def test_a_file_that_holds_no_certificates_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing")
    for name in ("empty.pem", "missing.pem"):
        with pytest.raises(errors.WrongUse, match=name):
            Client(user_agent=AGENT, ca_file=str(tmp_path / name))


# Addresses


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 localhost.example 2130706433 0x7f000001 0177.0.0.1 127.1 [::1] [::ffff:127.0.0.1] ①②⑦.⓪.⓪.①".split(),
)
def test_a_private_address_is_refused_in_every_spelling(host: str) -> None:
    async def loopback(*_: object) -> list[str]:
        return ["127.0.0.1", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"]

    with serve(reply(PAGE)) as server:
        url = f"http://{host}:{server.server_address[1]}/"
        refused(errors.AddressRefused, url, allowed=[], resolver=loopback)
        assert server.connections == 0


def test_a_private_address_is_asked_where_the_operator_named_it() -> None:
    async def loopback(*_: object) -> list[str]:
        return ["10.255.255.1", "127.0.0.1"]

    with serve(reply(PAGE)) as server:
        url = f"http://cermin.lan:{server.server_address[1]}/"
        assert fetch(url, resolver=loopback, allowed=["127.0.0.0/8"]).body == PAGE


def test_a_name_that_changes_its_mind_meets_the_check_at_each_connection() -> None:
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])

    async def flips(*_: object) -> list[str]:
        return next(answers)

    with serve(reply(PAGE, connection="close")) as server:
        url = f"http://kabar.example:{server.server_address[1]}/"

        async def twice() -> None:
            async with Client(user_agent=AGENT, allowed=["127.0.0.1"], resolver=flips) as client:
                assert (await client.get(url)).status == 200
                with pytest.raises(errors.AddressRefused):
                    await client.get(url)

        asyncio.run(twice())
        assert server.connections == 1


def test_the_next_address_is_tried_when_one_does_not_answer() -> None:
    async def two(*_: object) -> list[str]:
        return ["127.0.0.3", "127.0.0.1"]

    with serve(reply(PAGE)) as server:
        url = f"http://kabar.example:{server.server_address[1]}/"
        assert fetch(url, resolver=two, allowed=["127.0.0.0/8"]).body == PAGE


# Busy servers and challenges


@pytest.mark.parametrize("status", [500, 502, 503, 504, 522])
def test_a_busy_server_is_asked_three_times_with_growing_waits(status: int) -> None:
    waits = Waits()
    with serve(reply(b"sibuk", status)) as server:
        capture = fetch(server.url(), waits=waits)
        assert (capture.status, capture.body, len(server.requests)) == (status, b"sibuk", 3)
    assert 1 <= waits[0] <= 2 <= waits[1] <= 3


def test_a_server_that_recovers_gives_its_page() -> None:
    with serve([reply(status=503), ends(b""), reply(PAGE)]) as server:
        assert fetch(server.url()).body == PAGE


def test_too_many_requests_without_a_time_is_not_asked_again() -> None:
    with serve(reply(b"", 429)) as server:
        assert fetch(server.url()).status == 429
        assert len(server.requests) == 1


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("value", ["7", "Mon, 23 Nov 2026 05:00:07 GMT", " 7 "])
def test_a_short_retry_after_is_waited_for(status: int, value: str) -> None:
    waits = Waits()
    with serve([reply(b"", status, retry_after=value), reply(PAGE)]) as server:
        assert fetch(server.url(), waits=waits).body == PAGE
    assert waits == [7]


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("300", timedelta(minutes=5)),
        ("Mon, 23 Nov 2026 09:00:00 GMT", timedelta(hours=4)),
        ("99999999999999999999", timedelta(days=1)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=1)),
    ],
)
def test_a_long_retry_after_is_postponed_and_capped(value: str, wait: timedelta) -> None:
    with serve(reply(b"", 503, retry_after=value)) as server:
        with pytest.raises(errors.Postponed) as caught:
            fetch(server.url())
        assert caught.value.until == NOON + wait
        assert len(server.requests) == 1


@pytest.mark.parametrize("value", ["soon", "-5", "0", "Mon, 23 Nov 2026 04:00:00 GMT", "١٢", "\xe9", "9" * 5000])
def test_a_retry_after_that_says_nothing_changes_nothing(value: str) -> None:
    waits = Waits()
    with serve([reply(b"", 503, retry_after=value.encode().decode("latin-1")), reply(PAGE)]) as server:
        assert fetch(server.url(), waits=waits).body == PAGE
    assert 1 <= waits[0] <= 2


def test_a_wait_beyond_the_deadline_is_postponed() -> None:
    with serve(reply(b"", 503, retry_after="20")) as server:
        refused(errors.Postponed, server.url(), limits=Limits(deadline_s=5))


@pytest.mark.parametrize("status", [403, 503, 429, 200])
@pytest.mark.parametrize(
    "answer",
    [
        lambda status: reply(b"<title>Just a moment...</title>", status, cf_mitigated="challenge"),
        lambda status: reply(b"<script>window._cf_chl_opt={}</script>", status),
        lambda status: reply(b"", status, x_amzn_waf_action="captcha"),
    ],
    ids=["header", "marker", "aws"],
)
def test_a_challenge_page_is_blocked_and_not_bypassed(status: int, answer: Callable[[int], bytes]) -> None:
    with serve(answer(status)) as server:
        assert "challenge" in refused(errors.Blocked, server.url())
        assert len(server.requests) == 1


def test_a_long_article_about_challenges_is_none() -> None:
    with serve(reply(b"<code>_cf_chl_opt</code>" + PAGE * 60)) as server:
        assert fetch(server.url()).status == 200


# Upkeep


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors as Linux shows them")
@pytest.mark.parametrize(
    "answers", [reply(PAGE), reply(PAGE, connection="close"), ends(HEAD + b"content-length: 9\r\n\r\n")]
)
def test_three_hundred_fetches_leave_no_descriptor_open(answers: Answers) -> None:
    async def many() -> tuple[int, int]:
        async with Client(user_agent=AGENT, allowed=["127.0.0.1"], limits=Limits(tries=1)) as client:
            counts = [await once(client) for _ in range(300)]
            return counts[10], max(counts)

    async def once(client: Client) -> int:
        with suppress(errors.Truncated):
            await client.get(server.url())
        return open_descriptors()

    with serve(answers) as server:
        early, most = asyncio.run(many())
    assert most <= early + 5  # the server's own ends close a little later


def test_a_request_that_is_given_up_leaves_nothing_behind() -> None:
    async def give_up(server: Loopback) -> list[Capture]:
        async with Client(user_agent=AGENT, allowed=["127.0.0.1"]) as client:
            task = asyncio.create_task(client.get(server.url("/hangs")))
            await asyncio.to_thread(server.asked.wait, 5)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await asyncio.gather(*(client.get(server.url()) for _ in range(5)))

    with Loopback({"/": reply(PAGE), "/hangs": drips(b"", b"")}) as server:
        assert [capture.status for capture in asyncio.run(give_up(server))] == [200] * 5


def test_one_stuck_server_does_not_slow_another() -> None:
    async def both(stuck: Loopback, well: Loopback) -> int:
        async with Client(user_agent=AGENT, allowed=["127.0.0.1"]) as client:
            hanging = [asyncio.create_task(client.get(stuck.url())) for _ in range(150)]
            statuses = [(await client.get(well.url())).status for _ in range(20)]
            for task in hanging:
                task.cancel()
            await asyncio.gather(*hanging, return_exceptions=True)
            return len(statuses)

    with serve(drips(b"", b"", 0.1)) as stuck, serve(reply(PAGE)) as well:
        assert asyncio.run(asyncio.wait_for(both(stuck, well), 30)) == 20
