"""Lists of a run: a feed, a sitemap or an index page is visited, and what it names goes to the frontier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, partial

from scraper.crawl.events import Event
from scraper.crawl.fetching import Fetched, Fetcher
from scraper.crawl.ingest import ingest_list
from scraper.crawl.outcome import Outcome
from scraper.crawl.session import HostClosed, Session
from scraper.crawl.site_shapes import shapes_of
from scraper.discovery import listing, url_limits
from scraper.discovery.feeds_and_sitemaps import Listed
from scraper.discovery.listing import NOTHING, Listing
from scraper.errors import FetchError
from scraper.html.page import Page
from scraper.template.publisher import Publisher


@dataclass(frozen=True, slots=True)
class ListResult:
    """What became of a visit to a list."""

    event: Event
    #: What it says; where it is not modified, what it said before. Empty where there was no answer.
    listing: Listing = NOTHING
    #: The page that it was read from, where it is one and answered anew.
    page: Page | None = None
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
    #: The pages that were read in this run of each site without rules: address and capture.
    _pages: defaultdict[str, list[tuple[str, int]]] = field(default_factory=lambda: defaultdict(list))

    async def visit(
        self, publisher: Publisher, url: str, *, conditional: bool = True, probe: bool = False
    ) -> ListResult:
        """Fetch a list, keep it and read it. Raises HostClosed.

        To `probe` is to see whether a list is there at all: that there is none is no fault.
        """
        try:
            fetched = await self.fetcher.fetch(publisher, url, "index", conditional=conditional)
        except FetchError as err:
            result = ListResult(Event(publisher.id, url, self.fetcher.outcome(err), err.detail))
        else:
            result = self._result(publisher, url, fetched)
        if probe and result.event.outcome in _NOT_THERE:
            result = ListResult(replace(result.event, outcome=Outcome.ABSENT))
        self.session.note(result.event)
        if result.event.outcome.follows.closes_host:
            raise HostClosed
        return result

    def _result(self, publisher: Publisher, url: str, fetched: Fetched) -> ListResult:
        capture = fetched.capture or self.session.archive.capture(fetched.key)
        event = partial(Event, publisher.id, url, bytes=fetched.bytes, elapsed_s=fetched.elapsed_s)
        if capture.status != 200:
            failed = event(Outcome.FAILED, f"status {capture.status}")
            return ListResult(failed, NOTHING, None, capture.final_url, capture.status)
        shapes = shapes_of(self.session, publisher)
        listed = ingest_list(self.session.archive, fetched.key, capture, publisher, fetched.page, shapes)
        if shapes is not None and listed.kind == "page":
            self._pages[publisher.id].append((url, fetched.key))
        words = "not modified" if fetched.capture is None else _counted(listed)
        page = fetched.page if isinstance(fetched.page, Page) else None
        return ListResult(event(Outcome.INDEX, words), listed, page, capture.final_url, capture.status)

    def read_again(self, publisher: Publisher) -> bool:
        """Read the pages of this run again where more is known now of a site's addresses; whether they named more."""
        pages = self._pages.get(publisher.id)
        if not pages:  # then what the archive knows of the site's addresses need not be looked up
            return False
        shapes = shapes_of(self.session, publisher)
        if shapes is None or not shapes.tell_more():
            return False
        found = False
        for url, key in pages:
            listed = listing.read(publisher, self.session.archive.capture(key), None, shapes)
            found |= self.remember(publisher, url, listed.articles) > 0
        return found

    def remember(self, publisher: Publisher, found_on: str, found: Iterable[Listed]) -> int:
        """Add what a list names to the frontier, as far as the limits of URLs go; gives how many are new there."""
        frontier = self.session.frontier
        unknown = frontier.unknown(each.url for each in found)
        fruitless = cache(partial(frontier.is_fruitless, looks=url_limits.FRUITLESS))
        taken, spent = url_limits.admitted(unknown, waiting=frontier.unseen_below, is_fruitless=fruitless)
        for words in spent:
            self.session.note(Event(publisher.id, found_on, Outcome.URL_LIMIT, words))
        return len(frontier.add(taken, publisher=publisher.id, found_on=found_on, now=self.session.now()))


#: What a probe may come to where no list is.
_NOT_THERE = (Outcome.FAILED, Outcome.FORBIDDEN, Outcome.UNREACHABLE, Outcome.BLOCKED)


def _counted(listed: Listing) -> str:
    return f"{len(listed.articles) + len(listed.sitemaps)} listed"
