"""A crawl of two hosts, one of which fails: what it comes to, what it says, and that nothing else is touched.

Both were crawled well before, and are again afterwards. Every fault is made by a real server on the loopback; the
waits that it costs take virtual time (`virtual`).
"""

from __future__ import annotations

import gzip
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
import trustme
from crawling import Desk, Visit
from loopback import Answer, Loopback, Request, ends, redirect, reply, resets
from newspapers import Newspaper, Replica, tls_of

from scraper.archive import open_archive
from scraper.crawl.frontier import Frontier
from scraper.crawl.outcome import Outcome

SOUND, ILL = Newspaper("metrobali", 2), Newspaper("bantennews", 3)
STORY = ILL.path(1)
PAGE = ILL.page(1, STORY)
HTML = b"HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8\r\n"
#: What a server behind the server lost the end of.
CUT = PAGE[: len(PAGE) * 2 // 3]
BOMB = gzip.compress(bytes(12_000_000), 1)
WALL = b"<!doctype html><title>Before you continue</title><h1>Before you continue</h1><button>Setuju</button>"


@dataclass
class Scene(Desk):
    """Two papers that were crawled well once, two hours ago."""

    def ill(self, **changes: Any) -> Newspaper:
        """The ill paper from now on."""
        self.replica.papers[ILL.host] = replace(ILL, **changes)
        return self.replica.papers[ILL.host]

    def visit(self) -> Visit:
        return self.crawl([SOUND, ILL])

    def stored(self) -> list[dict[str, Any]]:
        """What readers see of the stories, and every wording of them."""
        return self.archive.rows(
            "SELECT a.url, a.headline, a.body, a.state, r.number, r.body AS wording"
            " FROM articles a JOIN wordings r ON r.article = a.id ORDER BY a.url, r.number"
        )

    def visit_without(self, *hosts: str, connect_to: str = "", **options: Any) -> Visit:
        """A visit that finds these hosts where a resolver says, or at another address."""
        ways = {f"{host}:443": connect_to for host in hosts if connect_to}
        kept = {key: way for key, way in self.replica.detours.items() if key.partition(":")[0] not in hosts}
        self.options = {"connect_to": kept | ways, **options}
        try:
            return self.visit()
        finally:
            self.options = {}

    def memory(self) -> list[dict[str, Any]]:
        """All that is remembered of hosts and URLs, but for when a host was last asked."""
        rows = [row for table in ("hosts", "frontier") for row in self.archive.rows(f"SELECT * FROM {table}")]
        return [{**row, "last_request_at": None} for row in rows]

    def waiting(self, url: str) -> dict[str, Any]:
        return self.archive.rows("SELECT state, attempts, next_at, reason FROM frontier WHERE url = ?", url)[0]


@pytest.fixture(scope="module")
def replica(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replica]:
    with Replica((SOUND, ILL), tmp_path_factory.mktemp("replica")) as replica:
        yield replica


@pytest.fixture
def scene(replica: Replica, tmp_path: Path) -> Iterator[Scene]:
    with open_archive(tmp_path / "archive.db") as archive:
        scene = Scene(archive, replica)
        scene.ill()
        assert scene.visit().stats.exit_code == 0
        scene.now += timedelta(hours=2)
        yield scene


@pytest.fixture
def first(replica: Replica, tmp_path: Path) -> Iterator[Scene]:
    """Before any visit."""
    with open_archive(tmp_path / "archive.db") as archive:
        scene = Scene(archive, replica)
        scene.ill()
        yield scene


def at(answer: Answer, path: str = STORY) -> Callable[[str], Answer | None]:
    return lambda asked: answer if asked == path else None


def everywhere(answer: Answer) -> Callable[[str], Answer | None]:
    return lambda _: answer


#: What is wrong with one story -> how it is answered, what that comes to, and words that say so.
OF_A_STORY: dict[str, tuple[Answer, str, str]] = {
    "reset in the body": (resets(HTML + b"content-length: 9999\r\n\r\n" + PAGE[:900]), "unreachable", "broke off"),
    "early end": (ends(HTML + b"content-length: 9999\r\n\r\n" + PAGE[:900]), "unreachable", "broke off"),
    "no answer": (ends(b""), "unreachable", "disconnected"),
    "gzip cut": (reply(gzip.compress(PAGE)[:-9], content_encoding="gzip"), "unreachable", "ends before its end"),
    "gzip that is none": (reply(PAGE, content_encoding="gzip"), "unreachable", "gzip"),
    "brotli cut": (reply(brotli.compress(PAGE)[:-9], content_encoding="br"), "unreachable", "ends before its end"),
    "bomb": (reply(BOMB, content_encoding="gzip"), "unreachable", "inflates to more"),
    "body that ends unnoticed": (ends(HTML + b"\r\n" + PAGE[: len(PAGE) * 2 // 3]), "failed", "without </html"),
    "cut upstream, its length told": (reply(CUT, content_type="text/html"), "failed", "without </html"),
    "cut upstream, in chunks": (
        ends(HTML + b"transfer-encoding: chunked\r\n\r\n%x\r\n" % len(CUT) + CUT + b"\r\n0\r\n\r\n"),
        "failed",
        "without </html",
    ),
    "cut upstream, then coded": (
        reply(gzip.compress(CUT), content_encoding="gzip", content_type="text/html"), "failed", "without </html"
    ),
    "a part that nobody asked for": (reply(CUT, 206, content_range="bytes 0-999/9999"), "unreachable", "206"),
    "304 of nobody": (reply(b"", 304), "unreachable", "304"),
    "malformed": (ends(b"HTTP/9.9 abc\r\n\r\n"), "unreachable", ""),
    "redirect loop": (redirect(STORY), "unreachable", "circle"),
    "redirect to a file": (redirect("file:///etc/passwd"), "unreachable", "redirects badly"),
    "redirect to a private address": (redirect("https://10.0.0.1/"), "unreachable", "no known publisher"),
    "redirect to nobody known": (redirect("https://www.example.com/"), "unreachable", "no known publisher"),
    "redirect to the front page": (redirect("/"), "moved", "which is no article"),
    "404": (reply(b"<h1>tidak ada</h1>", 404), "gone", "status 404"),
    "410": (reply(b"<h1>tidak ada</h1>", 410), "gone", "status 410"),
    "500": (reply(b"<h1>Galat</h1>", 500), "failed", "status 500"),
    "challenge": (reply(b"<title>Just a moment</title>", 403, cf_mitigated="challenge"), "blocked", "challenge"),
    "challenge without its header": (reply(b"<script>window._cf_chl_opt={}</script>"), "blocked", "challenge"),
    "soft 404": (reply(b"<title>404 Halaman tidak ditemukan</title><h1>Maaf</h1>"), "not_article", ""),
    "consent wall": (reply(WALL), "not_article", ""),
    "script shell": (reply(b"<title>Kabar</title><div id=app></div><script src=a.js></script>"), "not_article", ""),
    "empty body": (reply(b""), "not_article", ""),
    "not a page": (reply(b"%PDF-1.7", content_type="application/pdf"), "not_article", "application/pdf is no page"),
    "nested without end": (reply(b"<div>" * 40_000), "hostile", "inside each other"),
    "100,000 attributes": (reply(b"<p %b>" % b" ".join(b"a%d" % n for n in range(100_000))), "hostile", "attributes"),
}  # fmt: skip


def test_a_page_that_is_cut_again_and_again_never_becomes_the_current_wording(scene: Scene) -> None:
    before = scene.stored()
    for share in (0.7, 0.68, 0.66):
        scene.ill(fault=at(reply(PAGE[: int(len(PAGE) * share)], content_type="text/html")))
        assert scene.visit().stats.outcomes["bantennews"][Outcome.FAILED] == 1
        scene.now += timedelta(days=2)
    assert scene.stored() == before


def test_a_server_whose_etag_never_changes_is_asked_for_a_whole_answer_now_and_then(scene: Scene) -> None:
    def never_changes(request: Request) -> bytes:
        known = request.headers.get("if-none-match")
        return reply(b"", 304) if known else reply(page, content_type="text/html", etag='"1"')

    page = PAGE
    scene.ill(fault=at(never_changes))
    assert scene.visit().stats.outcomes["bantennews"][Outcome.SAME] == 3
    page = PAGE.replace(b"</p>", b" Warga menyambutnya.</p>", 1)
    for _ in range(3):
        scene.now += timedelta(days=3)
        scene.archive.rows("UPDATE frontier SET state = 'due', next_at = found_at")
        scene.visit()
    found = scene.archive.rows("SELECT count(*) AS n FROM captures WHERE url LIKE ? AND status = 200", f"%{STORY}")
    assert found[0]["n"] == 3


@pytest.mark.parametrize(("answer", "outcome", "words"), OF_A_STORY.values(), ids=OF_A_STORY)
def test_a_story_that_fails_is_told_and_harms_nothing(scene: Scene, answer: Answer, outcome: str, words: str) -> None:
    before = scene.stored()
    scene.ill(fault=at(answer) if outcome != "moved" else {STORY: answer, "/": reply(b"<h1>x")}.get)
    visit = scene.visit()
    assert visit.stats.outcomes["metrobali"] == Counter(index=1, same=2)
    assert visit.stats.outcomes["bantennews"] == Counter({"index": 1, "same": 2, outcome: 1})
    (told,) = [event for event in visit.events if event.outcome == outcome]
    assert (told.publisher, told.url) == ("bantennews", f"https://{ILL.host}{STORY}")
    assert words in told.detail
    assert visit.stats.exit_code == int(outcome not in ("gone", "moved", "not_article"))
    assert outcome in visit.summary
    assert scene.stored() == before
    assert scene.archive.check() == []

    scene.ill()
    scene.now += timedelta(days=2)
    assert scene.visit().stats.outcomes["bantennews"] == Counter(index=1, same=3)
    assert scene.stored() == before


def test_what_answers_badly_is_kept_with_its_problem_and_what_does_not_answer_is_not(scene: Scene) -> None:
    for answer, kept in ((reply(WALL), 1), (resets(HTML), 0)):
        before = scene.archive.rows("SELECT count(*) AS n FROM captures")[0]["n"]
        scene.ill(fault=at(answer))
        visit = scene.visit()
        after = scene.archive.rows("SELECT count(*) AS n FROM captures")[0]["n"]
        assert after - before == visit.stats.total() - 1 + kept
        scene.now += timedelta(days=2)
    problems = scene.archive.rows("SELECT url, p.kind FROM problems p JOIN captures c ON c.id = p.capture")
    assert {"url": f"https://{ILL.host}{STORY}", "kind": "not_article"} in problems


def test_a_missing_story_is_a_tombstone_after_a_second_try_and_keeps_its_text(scene: Scene) -> None:
    before = scene.stored()
    scene.ill(fault=at(reply(b"", 404)))
    scene.visit()
    assert scene.waiting(f"https://{ILL.host}{STORY}")["state"] == "due"
    scene.now += timedelta(hours=1)
    scene.visit()
    assert scene.waiting(f"https://{ILL.host}{STORY}")["state"] == "gone"
    after = scene.stored()
    assert [row["state"] for row in after if row["url"].endswith("-1/") and ILL.host in row["url"]] == ["gone"]
    assert [{**row, "state": "live"} for row in after] == before
    assert len(scene.archive.rows("SELECT * FROM vanished")) == 1


def test_a_304_keeps_the_capture_and_the_reading_and_renews_the_validators(scene: Scene) -> None:
    tags, asked = iter(["a", "b"]), list[str | None]()

    def answer(request: Request) -> bytes:
        known = request.headers.get("if-none-match")
        asked.append(known)
        return reply(b"" if known else PAGE, 304 if known else 200, content_type="text/html", etag=next(tags, "c"))

    scene.ill(fault=at(answer))
    before = scene.stored()
    scene.visit()
    captures = scene.archive.rows("SELECT id FROM captures WHERE url = ?", f"https://{ILL.host}{STORY}")
    for days in (2, 4):
        scene.now += timedelta(days=days)
        assert scene.visit().stats.outcomes["bantennews"] == Counter(index=1, same=2, unchanged=1)
    assert asked == [None, "a", "b"]
    assert scene.archive.rows("SELECT id FROM captures WHERE url = ?", f"https://{ILL.host}{STORY}") == captures
    assert scene.stored() == before


def test_edits_are_wordings_in_order_and_views_are_none(scene: Scene) -> None:
    edited = PAGE.replace(b"</p>", b"</p><p>Warga menambah satu paragraf tentang dermaga itu.</p>", 1)
    assert edited != PAGE
    for days, page in enumerate((edited, edited + b"<!-- iklan -->", PAGE), 2):
        scene.ill(fault=at(reply(page, content_type="text/html; charset=utf-8")))
        scene.now += timedelta(days=days)
        scene.visit()
    wordings = [row["wording"] for row in scene.stored() if row["url"] == f"https://{ILL.host}{STORY}"]
    assert len(wordings) == 3
    assert wordings[0] == wordings[2] != wordings[1]


def test_three_stories_that_claim_one_address_are_three_articles(first: Scene) -> None:
    claim = f'<link rel="canonical" href="https://{ILL.host}{STORY}">'.encode()
    pages = {
        path: reply(claim + ILL.page(number, STORY), content_type="text/html") for path, number in ILL.paths.items()
    }
    first.ill(fault=pages.get)
    assert first.visit().stats.outcomes["bantennews"] == Counter(index=1, new=3)
    stored = {row["url"] for row in first.stored() if ILL.host in row["url"]}
    assert stored == ILL.urls()


# A whole host


def dead(answers: Answer) -> dict[str, Any]:
    return {"fault": everywhere(answers)}


#: What is wrong with a host -> how it answers everything, what that comes to, and words that say so.
OF_A_HOST: dict[str, tuple[dict[str, Any], str, str]] = {
    "drops every connection": (dead(ends(b"")), "unreachable", "disconnected"),
    "breaks off everything": (dead(resets(HTML)), "unreachable", ""),
    "answers 503": (dead(reply(b"", 503)), "failed", "status 503"),
    "asks for an hour": (dead(reply(b"", 503, retry_after="3600")), "postponed", "asks us back"),
    "asks for an age": (dead(reply(b"", 429, retry_after="9" * 40)), "postponed", "asks us back"),
    "challenges everybody": (dead(reply(b"", 403, cf_mitigated="challenge")), "blocked", "challenge"),
    "never answers": ({"hangs": lambda _: True}, "unreachable", "no whole answer in 60 s"),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "outcome", "words"), OF_A_HOST.values(), ids=OF_A_HOST)
def test_a_host_that_fails_costs_little_and_the_other_goes_on(
    scene: Scene, changes: dict[str, Any], outcome: str, words: str
) -> None:
    before = scene.stored()
    scene.ill(**changes)
    visit = scene.visit()
    assert visit.stats.outcomes["metrobali"] == Counter(index=1, same=2)
    told = [event for event in visit.events if event.publisher == "bantennews"]
    assert {event.outcome for event in told} == {outcome}
    assert words in told[0].detail
    assert visit.stats.exit_code == 1
    assert len(visit.by_host()[ILL.host]) <= 12
    assert scene.stored() == before
    assert scene.archive.check() == []
    scene.ill()
    scene.now += timedelta(days=2)
    assert scene.visit().stats.outcomes["bantennews"] == Counter(index=1, same=3)


def test_a_host_that_dies_in_the_middle_is_left_alone_after_a_few_tries(scene: Scene) -> None:
    lively = replace(ILL, articles=40)
    asked = Counter[str]()

    def dies(path: str) -> Answer | None:
        asked[path] += 1
        return ends(b"") if asked.total() > 10 else None

    scene.replica.papers[ILL.host] = replace(lively, fault=dies)
    visit = scene.visit()
    outcomes = visit.stats.outcomes["bantennews"]
    assert outcomes[Outcome.NEW] + outcomes[Outcome.SAME] == 9
    assert (outcomes[Outcome.UNREACHABLE], outcomes[Outcome.POSTPONED]) == (5, 1)
    assert asked.total() == 10 + 5 * scene.limits.tries
    assert visit.stats.outcomes["metrobali"] == Counter(index=1, same=2)
    scene.replica.papers[ILL.host] = lively
    scene.now += timedelta(days=2)
    assert scene.visit().stats.exit_code == 0
    assert scene.archive.rows("SELECT count(*) AS n FROM articles WHERE publisher = 'bantennews'") == [{"n": 40}]


def test_what_a_host_asks_for_is_kept_from_run_to_run(scene: Scene) -> None:
    scene.ill(**dead(reply(b"", 503, retry_after="7200")))
    scene.visit()
    scene.ill()
    scene.now += timedelta(hours=1)
    visit = scene.visit()
    assert ILL.host not in visit.by_host()
    assert visit.stats.outcomes["bantennews"].keys() == {"postponed"}
    scene.now += timedelta(hours=1)
    assert scene.visit().stats.outcomes["bantennews"] == Counter(index=1, same=3)


def test_a_name_that_does_not_resolve_puts_its_host_off(scene: Scene) -> None:
    async def nobody(*_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    visits = [scene.visit_without(ILL.host, resolver=nobody) for _ in range(3)]
    events = [event for visit in visits for event in visit.events if event.publisher == "bantennews"]
    assert [event.outcome for event in events] == ["unreachable"] * 5 + ["postponed"]
    assert f"the name {ILL.host} does not resolve" in events[0].detail
    assert [visit.stats.exit_code for visit in visits] == [1, 1, 1]
    state = Frontier(scene.archive).host(ILL.host)
    assert state.not_before is not None
    assert state.not_before > scene.now
    assert scene.waiting(f"https://{ILL.host}{STORY}")["attempts"] == 1


def test_a_refused_connection_is_tried_a_bounded_number_of_times(scene: Scene) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        visit = scene.visit_without(ILL.host, connect_to=f"127.0.0.1:{nobody.getsockname()[1]}")
    assert "connection refused" in "".join(event.detail for event in visit.events)
    assert len(visit.by_host()[ILL.host]) <= 12


@pytest.mark.parametrize("name", ["lain.example", ILL.host])
def test_a_certificate_that_does_not_hold_is_refused_and_never_done_without(scene: Scene, name: str) -> None:
    stranger = trustme.CA()
    with Loopback({"/": reply(PAGE)}, tls=tls_of(stranger, name)) as server:
        visit = scene.visit_without(ILL.host, connect_to=server.address)
        assert server.requests == []
    assert "certificate" in "".join(event.detail for event in visit.events)
    assert visit.stats.exit_code == 1


@pytest.mark.parametrize("code", [socket.EAI_AGAIN, socket.EAI_NONAME])
def test_without_a_network_a_run_is_offline_and_nothing_is_held_against_anybody(scene: Scene, code: int) -> None:
    async def silent(*_: object) -> list[str]:
        raise socket.gaierror(code, "nobody knows")

    remembered = scene.memory()
    visit = scene.visit_without(ILL.host, SOUND.host, resolver=silent)
    assert {event.outcome for event in visit.events} == {"offline"}
    assert "offline" in visit.summary
    assert visit.stats.exit_code == 4
    assert scene.memory() == remembered
    assert scene.visit().stats.exit_code == 0


# A clock that jumps

DECADE = timedelta(days=3650)
#: What the clock shows beyond the true time, by the seconds of a run.
JUMPS: dict[str, Callable[[float], timedelta]] = {
    "ten years ahead": lambda _: DECADE,
    "ten years back": lambda _: -DECADE,
    "ahead in the middle": lambda seconds: DECADE if seconds > 3 else timedelta(0),
    "back in the middle": lambda seconds: -DECADE if seconds > 3 else timedelta(0),
    "an hour back again and again": lambda seconds: timedelta(hours=int(seconds) % 2),
}


@pytest.mark.parametrize("skew", JUMPS.values(), ids=JUMPS)
def test_a_run_under_a_wrong_clock_loses_nothing_and_puts_nothing_off_for_ever(
    scene: Scene, skew: Callable[[float], timedelta]
) -> None:
    before = scene.stored()
    scene.skew = skew
    lively = replace(ILL, articles=6, fault=at(reply(b"", 503, retry_after="600"), ILL.path(5)))
    scene.replica.papers[ILL.host] = lively
    wrong = scene.visit()
    assert wrong.seconds < 60
    scene.skew = lambda _: timedelta(0)
    scene.replica.papers[ILL.host] = replace(lively, fault=lambda _: None)
    scene.now += timedelta(days=2)
    right = scene.visit()
    assert right.stats.exit_code == 0, right.summary
    assert right.by_host().keys() == {ILL.host, SOUND.host}
    assert scene.archive.rows("SELECT count(*) AS n FROM articles WHERE publisher = 'bantennews'") == [{"n": 6}]
    assert [row for row in scene.stored() if row["url"] in {each["url"] for each in before}] == before
    assert scene.archive.check() == []
    scene.now += timedelta(days=31)
    assert scene.visit().stats.outcomes["bantennews"] == Counter(index=1, same=6)


# robots.txt

AGENT_RULES = b"User-agent: *\nAllow: /\n"
BUSY = (429, 500, 501, 502, 503, 504, 520, 522, 599)

#: How a robots.txt is answered that cannot be read.
UNREADABLE: dict[str, Answer] = {
    **{f"status {status}": reply(AGENT_RULES, status) for status in BUSY},
    "status 300 that names no place": reply(AGENT_RULES, 300),
    "status 304 that nobody asked for": reply(b"", 304),
    "redirect without a place": reply(b"", 302),
    "redirect loop": redirect("/robots.txt"),
    "redirect from https to http": redirect(f"http://{ILL.host}/robots.txt"),
    "redirect to a name that is not there": redirect("https://kabar.invalid/robots.txt"),
    "redirect to a private address": redirect("https://169.254.169.254/robots.txt"),
    "redirect to a file": redirect("file:///etc/passwd"),
    "six redirects": redirect("/hop/1"),
    "503 that asks for a minute": reply(b"", 503, retry_after="60"),
    "429 that asks for a day": reply(b"", 429, retry_after="86400"),
    "no answer": ends(b""),
    "reset": resets(b""),
    "reset in the body": resets(HTML + b"content-length: 99\r\n\r\nUser-agent: *"),
    "cut": ends(HTML + b"content-length: 99\r\n\r\nUser-agent: *"),
    "malformed": ends(b"SIP/2.0 200 OK\r\n\r\n"),
    "gzip cut": reply(gzip.compress(AGENT_RULES)[:-6], content_encoding="gzip"),
    "gzip that is none": reply(AGENT_RULES, content_encoding="gzip"),
    "unknown coding": reply(AGENT_RULES, content_encoding="compress"),
    "challenge": reply(b"", 200, cf_mitigated="challenge"),
    "challenge with 403": reply(b"<script>window._cf_chl_opt={}</script>", 403),
    "challenge of another maker": reply(b"", 405, x_amzn_waf_action="captcha"),
}


def assert_left_alone(scene: Scene, visit: Visit, asked: list[str]) -> None:
    assert {path.partition("?")[0] for path in asked} <= {"/robots.txt", *(f"/hop/{n}" for n in range(9))}
    assert {event.outcome for event in visit.events if event.publisher == "bantennews"} <= {"refused", "postponed"}
    assert visit.stats.outcomes["metrobali"] == Counter(index=1, new=2)
    assert visit.stats.exit_code == 1
    assert "bantennews" in visit.summary


@pytest.mark.parametrize("answer", UNREADABLE.values(), ids=UNREADABLE)
def test_no_request_goes_to_a_host_whose_robots_txt_cannot_be_read(first: Scene, answer: Answer) -> None:
    hops: dict[str, Answer] = {f"/hop/{n}": redirect(f"/hop/{n + 1}") for n in range(1, 9)}
    first.ill(fault=({"/robots.txt": answer} | hops).get)
    seen = len(first.replica.requests)
    visit = first.visit()
    asked = [asked.path for asked in first.replica.requests[seen:] if asked.headers["host"] == ILL.host]
    assert asked
    assert_left_alone(first, visit, asked)

    seen = len(first.replica.requests)
    again = first.visit()
    assert [asked for asked in first.replica.requests[seen:] if asked.headers["host"] == ILL.host] == []
    assert {event.outcome for event in again.events if event.publisher == "bantennews"} <= {"refused", "postponed"}

    first.ill()
    first.now += timedelta(days=2)
    assert first.visit().stats.outcomes["bantennews"] == Counter(index=1, new=3)


def test_no_request_goes_to_a_host_whose_robots_txt_hangs(first: Scene) -> None:
    first.ill(hangs=lambda path: path == "/robots.txt")
    visit = first.visit()
    assert_left_alone(first, visit, [flight.path for flight in visit.by_host()[ILL.host]])
    assert "could not be read: no whole answer in 60 s" in visit.events[-1].detail + visit.events[0].detail


@pytest.mark.parametrize("fault", ["name", "refused", "certificate", "no TLS"])
def test_no_request_goes_to_a_host_that_does_not_let_us_ask_for_its_robots_txt(first: Scene, fault: str) -> None:
    async def nobody(*_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    stranger = None if fault == "no TLS" else tls_of(trustme.CA(), ILL.host)
    with Loopback({}, tls=stranger) as server:
        if fault == "name":
            visit = first.visit_without(ILL.host, resolver=nobody)
        else:
            visit = first.visit_without(ILL.host, connect_to="127.0.0.1:9" if fault == "refused" else server.address)
        assert server.requests == []
    assert_left_alone(first, visit, [flight.path for flight in visit.by_host()[ILL.host]])


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 418, 451])
def test_only_4xx_means_that_there_are_no_rules(first: Scene, status: int) -> None:
    first.ill(fault={"/robots.txt": reply(b"User-agent: *\nDisallow: /", status)}.get)
    assert first.visit().stats.outcomes["bantennews"] == Counter(index=1, new=3)


def test_a_robots_txt_may_have_moved_to_another_host(first: Scene) -> None:
    first.ill(fault={"/robots.txt": redirect(f"https://{SOUND.host}/robots.txt")}.get)
    assert first.visit().stats.outcomes["bantennews"] == Counter(index=1, new=3)
