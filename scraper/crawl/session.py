"""One URL at a time: fetched, kept, read, stored, and planned for again. The only place that catches errors to go on.

Every step is committed before the next begins, so a crawl may end at any moment and the next one goes on from there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, partial

from scraper import urls
from scraper.archive import Archive
from scraper.archive.captures import CaptureInfo, Kind
from scraper.crawl.frontier import Frontier
from scraper.crawl.ingest import Ingested, ingest_list
from scraper.crawl.stats import HOST_CLOSED, UNANSWERED, Stats
from scraper.crawl.visit import Visit
from scraper.discovery import url_limits
from scraper.discovery.feeds_and_sitemaps import Listed
from scraper.discovery.listing import NOTHING, Listing
from scraper.errors import FetchError, Hostile, OptedOut, RobotsForbidden, Stopped
from scraper.fetch import Validators, robots
from scraper.fetch.host_queue import HostQueues
from scraper.html import page as pages
from scraper.models import Capture, Event
from scraper.store.store import Store
from scraper.template.publisher import Publisher


class HostClosed(Exception):
    """A host wants no more of this run: what else was to be asked of it waits for the next one."""


@dataclass(frozen=True, slots=True)
class ListResult:
    """What became of a look at a list."""

    event: Event
    #: What it says; where it is not modified, what it said before. Empty where there was no answer.
    listing: Listing = NOTHING
    #: The address that answered, and its HTTP status; empty and None where none did.
    final_url: str = ""
    status: int | None = None


@dataclass
class Session:
    """One run over an archive: `now` gives UTC; `tell` hears of each page; `stop` ends the run between pages."""

    archive: Archive
    queues: HostQueues
    now: Callable[[], datetime]
    tell: Callable[[Event], None]
    run: int
    #: Ids of publishers who gave a permission that their pages say is needed.
    permitted: Collection[str] = ()
    stats: Stats = field(default_factory=Stats)
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.frontier = Frontier(self.archive)

    def note(self, event: Event) -> None:
        """Count an event and tell of it. A page that was not asked for because the run ends is none."""
        size, elapsed_s = self.stats.answers.pop(event.url, (None, None))
        if event.outcome != UNANSWERED[Stopped]:
            self.stats.outcomes[event.publisher][event.outcome] += 1
            self.tell(replace(event, bytes=size, elapsed_s=elapsed_s))

    # Lists

    async def sight(self, publisher: Publisher, url: str) -> ListResult:
        """Look at a feed, a sitemap or an index page. Raises HostClosed."""
        try:
            capture, key = await self._fetch(publisher, url, "index")
        except FetchError as err:
            return self._seen(ListResult(Event(publisher.id, url, self._word(err), err.detail)))
        if capture is None:
            capture, words = self.archive.capture(key), "not modified"
        elif capture.status == 200:
            words = ""
        else:
            event = Event(publisher.id, url, "failed", f"status {capture.status}")
            return self._seen(ListResult(event, NOTHING, capture.final_url, capture.status))
        listing = ingest_list(self.archive, key, capture, publisher)
        words = words or f"{len(listing.articles) + len(listing.sitemaps)} listed"
        return self._seen(
            ListResult(Event(publisher.id, url, "index", words), listing, capture.final_url, capture.status)
        )

    def _seen(self, sight: ListResult) -> ListResult:
        self.note(sight.event)
        if sight.event.outcome in HOST_CLOSED:
            raise HostClosed
        return sight

    def remember(self, publisher: Publisher, sight: ListResult, found: Iterable[Listed]) -> None:
        """Add what a list names to the frontier, as far as the budgets go."""
        unknown = self.frontier.unknown(each.url for each in found)
        fruitless = cache(partial(self.frontier.is_fruitless, looks=url_limits.FRUITLESS))
        taken, spent = url_limits.admitted(unknown, waiting=self.frontier.unseen_below, is_fruitless=fruitless)
        for words in spent:
            self.note(Event(publisher.id, sight.event.url, "budget", words))
        self.frontier.add(taken, publisher=publisher.id, found_on=sight.event.url, now=self.now())

    # Articles

    def published(self, url: str) -> datetime | None:
        """When an article that is stored under a URL appeared; None where nobody knows."""
        found = self.archive.rows("SELECT published_at FROM articles WHERE url = ?", url)
        return datetime.fromisoformat(found[0]["published_at"]) if found and found[0]["published_at"] else None

    async def look(self, publisher: Publisher, url: str) -> Event:
        """Fetch one article of the frontier, and remember when to look at it again."""
        try:
            ingested = await self.visit(publisher, url)
        except FetchError as err:
            outcome = self._word(err)
            if outcome in ("unreachable", "blocked", "forbidden"):
                self.frontier.failed(url, now=self.now(), reason=err.detail)
            event = Event(publisher.id, url, outcome, err.detail)
        else:
            self._plan(url, ingested)
            event = Event(publisher.id, url, ingested.outcome, ingested.detail)
        self.note(event)
        return event

    def _word(self, err: FetchError) -> str:
        """What a URL without an answer came to. A rule of robots.txt is about one URL, other refusals about a host."""
        if isinstance(err, RobotsForbidden) and self.frontier.host(urls.authority(err.url)).robots is not None:
            return "forbidden"
        return next(word for kind, word in UNANSWERED.items() if isinstance(err, kind))

    def _plan(self, url: str, ingested: Ingested) -> None:
        """When to look again. What is not there counts as gone after a second try; its text stays."""
        if ingested.outcome == "gone" or ingested.outcome == "moved":  # noqa: PLR1714 - mypy follows only this
            if ingested.capture and self.frontier.missed(url) and not self.frontier.revived(url, self.now()):
                # before the frontier hears of it: a run killed in between asks once more
                Store(self.archive).vanished(url, ingested.outcome, ingested.capture)
            self.frontier.gone(url, now=self.now(), reason=ingested.detail)
        elif ingested.outcome in ("failed", "not_article"):  # the latter may be an accident of one day
            self.frontier.failed(url, now=self.now(), reason=ingested.detail)
        elif ingested.lacking:
            self.frontier.failed(url, now=self.now(), reason=ingested.lacking)
        else:
            changed = ingested.outcome in ("new", "changed")
            self.frontier.visited(url, now=self.now(), changed=changed)
            if ingested.article and ingested.article.url != url:
                self.frontier.alias(url, ingested.article.url)

    async def visit(self, publisher: Publisher, url: str) -> Ingested:
        """Fetch one article with all its pages, keep the answers, read it, store it.

        Raises errors.FetchError where its first page gives no answer.
        """
        return await Visit(self.archive, publisher, partial(self._ask, publisher), self.stop.is_set).article(url)

    async def _ask(self, publisher: Publisher, url: str, kind: Kind, conditional: bool) -> tuple[Capture | None, int]:
        """`_fetch` for a visit: what becomes of a further page is told here, of the first one by who visits."""
        try:
            capture, key = await self._fetch(publisher, url, kind, conditional=conditional)
        except FetchError as err:
            if kind == "part":
                self.note(Event(publisher.id, url, self._word(err), err.detail))
            raise
        if kind == "part":
            self.note(_part_event(publisher, url, capture))
        return capture, key

    async def _fetch(
        self, publisher: Publisher, url: str, kind: Kind, *, conditional: bool = True
    ) -> tuple[Capture | None, int]:
        """The answer of a URL and the key under which it was kept; None in place of one that is not modified."""
        kept = self.archive.last_capture(url) if conditional else None
        capture = await self.queues.fetch(url, validators=_validators(kept))
        self.stats.bytes += len(capture.body)
        self.stats.answers[url] = (len(capture.body), capture.elapsed_s)
        if capture.status == 304 and kept:
            self.archive.not_modified(
                kept.id, self.now(), self.run, etag=capture.etag, last_modified=capture.last_modified
            )
            Store(self.archive).seen_again(kept.id)
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
            self.queues.opt_out(urls.authority(capture.final_url), words)
            raise OptedOut(capture.url, words)


def _part_event(publisher: Publisher, url: str, capture: Capture | None) -> Event:
    """What is told of a further page that answered."""
    if capture is None:
        return Event(publisher.id, url, "part", "not modified")
    good = 200 <= capture.status < 300
    return Event(publisher.id, url, "part" if good else "failed", "" if good else f"status {capture.status}")


def _validators(kept: CaptureInfo | None) -> Validators | None:
    return Validators(kept.etag, kept.last_modified, kept.final_url) if kept and kept.status == 200 else None
