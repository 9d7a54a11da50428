"""The pipeline: discover, fetch, keep, read, store. The only place that catches errors to go on.

Hosts are visited side by side, each one page at a time. Every step is committed before the next begins, so a
crawl may end at any moment and the next one goes on from there.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from scraper import discover, robots, urls
from scraper import page as pages
from scraper.archive import Archive
from scraper.captures import Kept, Kind
from scraper.errors import BadURL, FetchError, Forbidden, Hostile, Offline, OptedOut, Postponed, RobotsForbidden
from scraper.fetch import Validators
from scraper.frontier import Frontier
from scraper.intake import Intake, take_in
from scraper.lanes import Lanes
from scraper.models import Capture, Event, Problem
from scraper.publisher import Publisher
from scraper.store import Store

#: What a visit may come to without an answer of the page itself: the error and its word.
UNANSWERED: dict[type[FetchError], str] = {
    Forbidden: "refused",
    Postponed: "postponed",
    Offline: "offline",
    FetchError: "unreachable",
    RobotsForbidden: "forbidden",
}
#: After these no other page of the host is asked for in this run.
HOST_CLOSED = ("refused", "postponed", "offline")
#: The exit code of a run that was told to stop: 128 + SIGINT.
INTERRUPTED = 130
#: Outcomes that make a run one "with problems".
TROUBLED = (*UNANSWERED.values(), "failed", "error", "hostile", "worse")


@dataclass
class Tally:
    """What a run did: outcomes by publisher, and bytes of bodies received."""

    outcomes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    bytes: int = 0
    #: Whether the run was told to stop before it was through.
    interrupted: bool = False

    def total(self, *outcomes: str) -> int:
        """How often these outcomes came, over all publishers; with none named, all of them."""
        pairs = (pair for each in self.outcomes.values() for pair in each.items())
        return sum(number for name, number in pairs if not outcomes or name in outcomes)

    @property
    def exit_code(self) -> int:
        """0 done, 1 done with problems, 4 nothing could be fetched, 130 interrupted."""
        if self.interrupted:
            return INTERRUPTED
        unanswered = self.total(*UNANSWERED.values())
        if unanswered and unanswered == self.total():
            return FetchError.exit_code
        return int(self.total(*TROUBLED) > 0)

    def counts(self) -> dict[str, int]:
        """What the table `runs` keeps of it."""
        return {
            "fetched": self.total() - self.total(*UNANSWERED.values()),
            "new": self.total("new"),
            "changed": self.total("changed"),
            "failed": self.total(*TROUBLED),
            "bytes": self.bytes,
        }


Step = Callable[[Publisher, str], Awaitable[Event]]


@dataclass
class Crawl:
    """One run over an archive. `now` gives UTC; `tell` hears of each page; `stop` ends the run between pages."""

    archive: Archive
    lanes: Lanes
    now: Callable[[], datetime]
    tell: Callable[[Event], None]
    run: int
    #: Ids of publishers who gave a permission that their pages say is needed.
    permitted: Collection[str] = ()
    tally: Tally = field(default_factory=Tally)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.frontier = Frontier(self.archive)

    async def crawl(self, chosen: Iterable[Publisher], limit: int | None) -> None:
        """Look at the indexes of these publishers, then at what is new or due, at most `limit` articles of each."""
        await asyncio.gather(*(self._publisher(publisher, limit) for publisher in chosen))

    async def _publisher(self, publisher: Publisher, limit: int | None) -> None:
        await self._side_by_side(publisher, (*publisher.feeds, *publisher.sitemaps, *publisher.indexes), self.explore)
        await self._side_by_side(publisher, self.frontier.due([publisher.id], self.now(), limit), self.look)

    async def _side_by_side(self, publisher: Publisher, waiting: Iterable[str], step: Step) -> None:
        """Hosts side by side, the pages of each in turn."""
        by_host = defaultdict(list)
        for url in waiting:
            by_host[urls.authority(url)].append(url)
        await asyncio.gather(*(self.in_turn(publisher, pages, step) for pages in by_host.values()))

    async def in_turn(self, publisher: Publisher, waiting: Iterable[str], step: Step) -> None:
        """One page after the other, until the host wants no more of it or the run is to stop."""
        for url in waiting:
            if self.stop.is_set():
                return
            event = await step(publisher, url)
            self.note(event)
            if event.outcome in HOST_CLOSED:
                return

    def note(self, event: Event) -> None:
        """Count an event and tell of it."""
        self.tally.outcomes[event.publisher][event.outcome] += 1
        self.tell(event)

    async def explore(self, publisher: Publisher, url: str) -> Event:
        """Fetch a feed, a sitemap or an index page, and remember the articles that it lists."""
        try:
            capture, key = await self._fetch(publisher, url, "index")
        except FetchError as err:
            return Event(publisher.id, url, self._word(err), err.detail)
        if capture is None:
            return Event(publisher.id, url, "index", "not modified")
        if capture.status != 200:
            return Event(publisher.id, url, "failed", f"status {capture.status}")
        found = _articles(publisher, _listed(publisher, url, capture))
        empty = () if found else (Problem("page", "empty", f"{url}: lists no article"),)
        Store(self.archive).set_aside(key, "index", empty)
        new = self.frontier.add(found, publisher=publisher.id, found_on=url, now=self.now())
        return Event(publisher.id, url, "index", f"{len(found)} articles listed, {len(new)} new")

    async def look(self, publisher: Publisher, url: str) -> Event:
        """Fetch one article of the frontier, and remember when to look at it again."""
        try:
            intake = await self.visit(publisher, url)
        except FetchError as err:
            outcome = self._word(err)
            if outcome in ("unreachable", "forbidden"):
                self.frontier.failed(url, now=self.now(), reason=err.detail)
            return Event(publisher.id, url, outcome, err.detail)
        self._plan(url, intake)
        return Event(publisher.id, url, intake.outcome, intake.detail)

    def _word(self, err: FetchError) -> str:
        """What a URL without an answer came to. A rule of robots.txt is about one URL, other refusals about a host."""
        if isinstance(err, RobotsForbidden) and self.frontier.host(urls.authority(err.url)).robots is not None:
            return "forbidden"
        return next(word for kind, word in UNANSWERED.items() if isinstance(err, kind))

    def _plan(self, url: str, intake: Intake) -> None:
        """When to look again. What is not there counts as gone after a second try; its text stays."""
        if intake.outcome == "gone" or intake.outcome == "moved":  # noqa: PLR1714 - mypy follows only this
            if intake.capture and self.frontier.missed(url):  # first: a run killed in between asks once more
                Store(self.archive).vanished(url, intake.outcome, intake.capture)
            self.frontier.gone(url, now=self.now(), reason=intake.detail)
        elif intake.outcome in ("failed", "not_article"):  # the latter may be an accident of one day
            self.frontier.failed(url, now=self.now(), reason=intake.detail)
        else:
            self.frontier.looked(url, now=self.now(), changed=intake.outcome in ("new", "changed"))

    async def visit(self, publisher: Publisher, url: str) -> Intake:
        """Fetch one article, keep the answer, read it, store it. Raises errors.FetchError where there is no answer."""
        capture, key = await self._fetch(publisher, url, "article")
        if capture is None:
            return Intake("unchanged", detail="not modified since the last visit")
        return take_in(self.archive, key, capture)

    async def _fetch(self, publisher: Publisher, url: str, kind: Kind) -> tuple[Capture | None, int]:
        """The answer of a URL and the key under which it was kept; None in place of one that is not modified."""
        kept = self.archive.last_capture(url)
        capture = await self.lanes.fetch(url, validators=_validators(kept))
        self.tally.bytes += len(capture.body)
        if capture.status == 304 and kept:
            self.archive.not_modified(
                kept.id, self.now(), self.run, etag=capture.etag, last_modified=capture.last_modified
            )
            return None, kept.id
        if publisher.id not in self.permitted:
            self._respect(capture)
        return capture, self.archive.keep(capture, kind=kind, publisher=publisher.id, run=self.run)

    def _respect(self, capture: Capture) -> None:
        """Leave a host alone whose page says that it does not want to be kept. Raises errors.OptedOut."""
        try:
            page = pages.read(capture.body, capture.final_url, capture.header("content-type"))
        except Hostile:
            return
        if words := robots.opt_out(capture.headers, page.meta, page.root.text()):
            self.lanes.opt_out(urls.authority(capture.final_url), words)
            raise OptedOut(capture.url, words)


def _validators(kept: Kept | None) -> Validators | None:
    return Validators(kept.etag, kept.last_modified, kept.final_url) if kept and kept.status == 200 else None


def _listed(publisher: Publisher, url: str, capture: Capture) -> list[str]:
    """The URLs in the answer of a feed, a sitemap or an index page."""
    if url in publisher.feeds:
        return discover.read_feed(capture.body, capture.final_url)
    if url in publisher.sitemaps:
        return discover.read_sitemap(capture.body, capture.final_url)
    try:
        return pages.read(capture.body, capture.final_url, capture.header("content-type")).links()
    except Hostile:
        return []


def _articles(publisher: Publisher, listed: Iterable[str]) -> list[str]:
    """The articles of a publisher among URLs, each once, under their canonical addresses."""
    spelt = filter(None, map(_spelt, listed))
    return list(dict.fromkeys(publisher.canonical(url) for url in spelt if publisher.is_article(url)))


def _spelt(url: str) -> str | None:
    try:
        return urls.canonical(url)
    except BadURL:
        return None
