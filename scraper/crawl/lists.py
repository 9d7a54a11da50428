"""Lists of a run: a feed, a sitemap or an index page is visited, and what it names goes to the frontier."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial

from scraper.crawl.events import Event
from scraper.crawl.fetching import Fetched, Fetcher
from scraper.crawl.ingest import ingest_list
from scraper.crawl.outcome import Outcome
from scraper.crawl.session import HostClosed, Session
from scraper.discovery import url_limits
from scraper.discovery.feeds_and_sitemaps import Listed
from scraper.discovery.listing import NOTHING, Listing
from scraper.errors import FetchError
from scraper.template.publisher import Publisher


@dataclass(frozen=True, slots=True)
class ListResult:
    """What became of a visit to a list."""

    event: Event
    #: What it says; where it is not modified, what it said before. Empty where there was no answer.
    listing: Listing = NOTHING
    #: The address that answered, and its HTTP status; empty and None where none did.
    final_url: str = ""
    status: int | None = None

    @property
    def answered(self) -> bool:
        """Whether it answered as a list."""
        return self.event.outcome is Outcome.INDEX


@dataclass
class Lists:
    """The visits to lists in one run."""

    session: Session
    fetcher: Fetcher

    async def visit(self, publisher: Publisher, url: str) -> ListResult:
        """Fetch a list, keep it and read it. Raises HostClosed."""
        try:
            fetched = await self.fetcher.fetch(publisher, url, "index")
        except FetchError as err:
            result = ListResult(Event(publisher.id, url, self.fetcher.outcome(err), err.detail))
        else:
            result = self._result(publisher, url, fetched)
        self.session.note(result.event)
        if result.event.outcome.follows.closes_host:
            raise HostClosed
        return result

    def _result(self, publisher: Publisher, url: str, fetched: Fetched) -> ListResult:
        capture = fetched.capture or self.session.archive.capture(fetched.key)
        event = partial(Event, publisher.id, url, bytes=fetched.bytes, elapsed_s=fetched.elapsed_s)
        if capture.status != 200:
            failed = event(Outcome.FAILED, f"status {capture.status}")
            return ListResult(failed, NOTHING, capture.final_url, capture.status)
        listing = ingest_list(self.session.archive, fetched.key, capture, publisher, fetched.page)
        words = "not modified" if fetched.capture is None else _counted(listing)
        return ListResult(event(Outcome.INDEX, words), listing, capture.final_url, capture.status)

    def remember(self, publisher: Publisher, found_on: str, found: Iterable[Listed]) -> None:
        """Add what a list names to the frontier, as far as the limits of URLs go."""
        frontier = self.session.frontier
        unknown = frontier.unknown(each.url for each in found)
        fruitless = cache(partial(frontier.is_fruitless, looks=url_limits.FRUITLESS))
        taken, spent = url_limits.admitted(unknown, waiting=frontier.unseen_below, is_fruitless=fruitless)
        for words in spent:
            self.session.note(Event(publisher.id, found_on, Outcome.URL_LIMIT, words))
        frontier.add(taken, publisher=publisher.id, found_on=found_on, now=self.session.now())


def _counted(listing: Listing) -> str:
    return f"{len(listing.articles) + len(listing.sitemaps)} listed"
