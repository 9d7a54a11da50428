"""Articles of a run: one of the frontier is visited, and planned for again by what it came to.

A page costs two commits. The first keeps its bytes, and is on the disk before anybody reads them. The second is all
that follows from them: the reading, the plan for the next visit. It reaches the disk with the next page: where a power
cut takes it away, the page still waits to be read, and its address to be visited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from scraper import urls
from scraper.archive.captures import Kind
from scraper.crawl import revisit
from scraper.crawl.archived_sites import keep_site
from scraper.crawl.events import Event
from scraper.crawl.fetching import Fetched, Fetcher
from scraper.crawl.ingest import Ingested
from scraper.crawl.outcome import Outcome
from scraper.crawl.session import Session
from scraper.crawl.site_shapes import is_list, shapes_of
from scraper.crawl.visit import StoreReading, Visit
from scraper.discovery.address_shape import shape
from scraper.errors import FetchError, Stopped
from scraper.html.page import Page
from scraper.sites.site import name_of
from scraper.store.store import Store
from scraper.template.publisher import Publisher

#: Outcomes without an answer after which a URL waits longer each time; others are about its host, or the run.
_PUT_OFF = (Outcome.UNREACHABLE, Outcome.BLOCKED, Outcome.FORBIDDEN)
_NOT_THERE = (Outcome.GONE, Outcome.MOVED)


@dataclass
class Articles:
    """The visits to articles in one run."""

    session: Session
    fetcher: Fetcher

    def is_doubted(self, publisher: Publisher, url: str) -> bool:
        """Whether an address that was never looked at is a list's, or of their shape; it waits as if asked."""
        shapes = shapes_of(self.session, publisher)
        if shapes is None or not self.session.frontier.unvisited([url]):
            return False
        if is_list(self.session.archive, url):
            reason = "it was asked for as a list"
        elif shapes.is_article(url) is False:
            reason = f"addresses such as this were no articles: {shape(url)}"
        else:
            return False
        self.session.frontier.failed(url, now=self.session.now(), reason=reason, wait=revisit.doubted)
        return True

    async def visit(self, publisher: Publisher, url: str) -> Event:
        """Fetch one article of the frontier, and remember when to ask for it again."""
        event, _ = await self._visit(publisher, url, url)
        return event

    async def visit_by_hand(self, publisher: Publisher, url: str) -> Ingested | FetchError:
        """Fetch an article whose address somebody gave; the frontier remembers it from now on.

        Raises errors.Stopped where the run ends before.
        """
        known_as = publisher.canonical(url)
        self.session.frontier.add([known_as], publisher=publisher.id, found_on=None, now=self.session.now())
        _, result = await self._visit(publisher, url, known_as)
        if isinstance(result, Stopped):
            raise result
        return result

    async def _visit(self, publisher: Publisher, url: str, known_as: str) -> tuple[Event, Ingested | FetchError]:
        """Fetch an article by one of its addresses, and plan for the one that the frontier knows it by."""
        try:
            fetched, store = await self.fetch(publisher, url)
        except FetchError as err:
            outcome = self.fetcher.outcome(err)
            if outcome in _PUT_OFF:
                self.session.frontier.failed(known_as, now=self.session.now(), reason=err.detail)
            event = Event(publisher.id, url, outcome, err.detail)
            self.session.note(event)
            return event, err
        archive = self.session.archive
        with archive.unsynced(), archive.transaction():
            ingested = store()
            self._plan(publisher, known_as, fetched, ingested)
            self._learn_shape(publisher, known_as, ingested)
            self._learn_name(publisher, fetched)
        event = _event(publisher, url, fetched, ingested.outcome, ingested.detail)
        self.session.note(event)
        return event, ingested

    def _learn_shape(self, publisher: Publisher, url: str, ingested: Ingested) -> None:
        """Learn from an answer what addresses of its shape are."""
        shapes = shapes_of(self.session, publisher)
        if shapes is not None and (ingested.id is not None or ingested.outcome is Outcome.NOT_ARTICLE):
            shapes.add(url, is_article=ingested.id is not None)

    def _learn_name(self, publisher: Publisher, fetched: Fetched) -> None:
        """Call a site that nobody wrote a file for as it calls itself."""
        if publisher.known or publisher.name != publisher.id or not isinstance(fetched.page, Page):
            return
        if name := name_of(fetched.page):
            keep_site(self.session.archive, replace(publisher, name=name))

    async def fetch(self, publisher: Publisher, url: str) -> tuple[Fetched, StoreReading]:
        """Fetch one article with all its pages, keep the answers, read it; gives what stores the reading.

        Raises errors.FetchError where its first page gives no answer.
        """
        ask, session = partial(self._ask, publisher), self.session
        return await Visit(session.archive, publisher, ask, session.open_story, session.stop.is_set).article(url)

    async def _ask(self, publisher: Publisher, url: str, kind: Kind, conditional: bool) -> Fetched:
        """Ask for a page of a visit: what becomes of a further one is told here, of the first one by who visits."""
        try:
            fetched = await self.fetcher.fetch(publisher, url, kind, conditional=conditional)
        except FetchError as err:
            if kind == "part":
                self.session.note(Event(publisher.id, url, self.fetcher.outcome(err), err.detail))
            raise
        if kind == "part":
            self.session.note(_event(publisher, url, fetched, *_of_part(fetched)))
        return fetched

    def _plan(self, publisher: Publisher, url: str, fetched: Fetched, ingested: Ingested) -> None:
        frontier, now = self.session.frontier, self.session.now()
        if ingested.outcome is Outcome.REMOVED:
            frontier.refuse(url, reason="removed")
        elif ingested.outcome in _NOT_THERE:
            self._not_there(url, ingested)
            self._follow(publisher, url, fetched)
        elif ingested.outcome is Outcome.NOT_ARTICLE or fetched.is_refusal:
            frontier.failed(url, now=now, reason=ingested.detail, wait=revisit.doubted)
        elif ingested.outcome is Outcome.FAILED:
            frontier.failed(url, now=now, reason=ingested.detail)
        elif ingested.lacking:
            frontier.failed(url, now=now, reason=ingested.lacking)
        else:
            frontier.visited(url, now=now, changed=ingested.outcome in (Outcome.NEW, Outcome.CHANGED))
            if ingested.article and ingested.article.url != url:
                frontier.alias(url, ingested.article.url)

    def _not_there(self, url: str, ingested: Ingested) -> None:
        """What is not there counts as gone after a second try; its text stays."""
        frontier, now = self.session.frontier, self.session.now()
        second = ingested.capture is not None and frontier.missed(url)
        if second and ingested.capture and not frontier.revived(url, now):
            # before the frontier hears of it: a run killed in between asks once more
            Store(self.session.archive).vanished(
                url, "gone" if ingested.outcome is Outcome.GONE else "moved", ingested.capture
            )
        frontier.gone(url, now=now, reason=ingested.detail)

    def _follow(self, publisher: Publisher, url: str, fetched: Fetched) -> None:
        """Remember the story that an address leads to in place of its own."""
        leads_to = urls.canonical(fetched.capture.final_url) if fetched.capture else url
        if leads_to != url and publisher.is_article(leads_to):
            found = [publisher.canonical(leads_to)]
            self.session.frontier.add(found, publisher=publisher.id, found_on=url, now=self.session.now())


def _event(publisher: Publisher, url: str, fetched: Fetched, outcome: Outcome, detail: str) -> Event:
    return Event(publisher.id, url, outcome, detail, fetched.bytes, fetched.elapsed_s)


def _of_part(fetched: Fetched) -> tuple[Outcome, str]:
    """What a further page came to."""
    if fetched.capture is None:
        return Outcome.PART, "not modified"
    if 200 <= fetched.capture.status < 300:
        return Outcome.PART, ""
    return Outcome.FAILED, f"status {fetched.capture.status}"
