"""Fetching for a run: one URL asked for politely, its page parsed once, its answer kept before anybody reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from scraper import urls
from scraper.archive.captures import CaptureInfo, Kind
from scraper.crawl.outcome import Outcome, of_error
from scraper.crawl.session import Session
from scraper.discovery import feeds_and_sitemaps
from scraper.errors import FetchError, OptedOut, PageOptedOut, ReadError, Removed, RobotsForbidden
from scraper.extraction.paged import PAGES
from scraper.fetch import Validators, opt_out
from scraper.fetch.host_queue import HostQueues
from scraper.html import page as pages
from scraper.html.page import Page
from scraper.models import Capture
from scraper.store.store import Store
from scraper.store.tombstones import removed_for
from scraper.template.publisher import Publisher

#: A whole answer is asked for again after this, for the validators of some servers never change: a list that stands
#: still hides all that is new, an article at most an edit.
UNCONDITIONAL_AFTER: dict[Kind, timedelta] = {
    "index": timedelta(days=1),
    "article": timedelta(days=7),
    "part": timedelta(days=7),
    "notice": timedelta(0),
}

#: Statuses of a page that a host does not want to show, and how many of them in a row speak for the whole host: it is
#: left alone for a day.
REFUSALS, REFUSALS_IN_A_ROW = (401, 403, 451), 5
LEFT_ALONE = timedelta(days=1)

#: A page that was parsed, why it could not be, or None for an answer that is no page.
Parsed = Page | ReadError | None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer and where it is kept."""

    #: Of the capture; of the one that stands where it is not modified.
    key: int
    #: None where it is not modified.
    capture: Capture | None
    page: Parsed = None
    #: Of the body, inflated.
    bytes: int = 0
    elapsed_s: float | None = None

    @property
    def is_refusal(self) -> bool:
        """Whether the host says that it does not want to show this to us."""
        return self.capture is not None and self.capture.status in REFUSALS


@dataclass
class Fetcher:
    """Asks for the URLs of one run."""

    session: Session
    queues: HostQueues
    #: Ids of publishers who gave a permission that their pages say is needed.
    permitted: Collection[str] = ()
    #: Refusals in a row, by host.
    _refusals: Counter[str] = field(default_factory=Counter)

    async def fetch(self, publisher: Publisher, url: str, kind: Kind, *, conditional: bool = True) -> Fetched:
        """Ask for a URL and keep the answer.

        Raises errors.FetchError, among them errors.PageOptedOut where the page says that it must not be kept and
        errors.OptedOut where the site does and errors.Removed.
        """
        archive = self.session.archive
        if reason := removed_for(archive, url):
            raise Removed(url, f"removed from this archive: {reason}")
        kept = archive.last_capture(url) if conditional else None
        capture = await self.queues.fetch(url, validators=_validators(kept, self.session.now()))
        size = len(capture.body)
        self.session.stats.bytes += size
        if capture.status == 304 and kept:
            self._still_stands(kept, capture)
            return Fetched(kept.id, None, bytes=size, elapsed_s=capture.elapsed_s)
        page = parsed(capture, kind)
        if isinstance(page, Page) and publisher.id not in self.permitted:
            self._respect_page(capture, page)
        if isinstance(page, Page) and self.queues.may_close(capture.final_url):
            self._respect_site(publisher, capture, page)
        self._count_refusals(capture)
        key = archive.keep(capture, kind=kind, publisher=publisher.id, run=self.session.run)
        return Fetched(key, capture, page, size, capture.elapsed_s)

    def _count_refusals(self, capture: Capture) -> None:
        """Leave a host alone that refuses whatever is asked for."""
        host = urls.authority(capture.final_url)
        if capture.status not in REFUSALS:
            self._refusals[host] = 0
            return
        self._refusals[host] += 1
        if self._refusals[host] >= REFUSALS_IN_A_ROW:
            frontier, until = self.session.frontier, self.session.now() + LEFT_ALONE
            frontier.save_host(replace(frontier.host(host), not_before=until, failures=self._refusals[host]))

    def _still_stands(self, kept: CaptureInfo, capture: Capture) -> None:
        archive = self.session.archive
        validators = {"etag": capture.etag, "last_modified": capture.last_modified}
        with archive.transaction():
            archive.not_modified(kept.id, self.session.now(), self.session.run, **validators)
            Store(archive).seen_again(kept.id)

    def _respect_page(self, capture: Capture, page: Page) -> None:
        """Keep no page that says that it does not want to be kept. Raises errors.PageOptedOut."""
        if words := opt_out.of_page(capture.headers, page.meta):
            raise PageOptedOut(capture.url, f"the page opts out: {words}")

    def _respect_site(self, publisher: Publisher, capture: Capture, page: Page) -> None:
        """Leave a site alone that prints a ban; the page is kept as evidence. Raises errors.OptedOut."""
        if words := opt_out.of_site(page, capture.body):
            self.session.archive.keep(capture, kind="notice", publisher=publisher.id, run=self.session.run)
            self.queues.close(capture.final_url, words)
            raise OptedOut(capture.url, f"the host opts out: {words}")

    def outcome(self, err: FetchError) -> Outcome:
        """What a URL without an answer came to. A rule of robots.txt is about one URL, its absence about a host."""
        if isinstance(err, RobotsForbidden) and self.session.frontier.host(urls.authority(err.url)).robots is None:
            return Outcome.REFUSED
        return of_error(err)


def parsed(capture: Capture, kind: Kind) -> Parsed:
    """The page of an answer, read once for all who ask it."""
    if not 200 <= capture.status < 300 or not _is_page(capture, kind):
        return None
    address = capture.final_url if kind == "index" else urls.canonical(capture.final_url)
    try:
        return pages.read(capture.body, address, capture.header("content-type"))
    except ReadError as err:
        return err


def _is_page(capture: Capture, kind: Kind) -> bool:
    """Whether an answer is HTML. Lists are told by their own words: servers call feeds pages, and pages text."""
    if kind == "index":
        return feeds_and_sitemaps.kind(capture.body) == "page"
    return capture.mime in PAGES


def _validators(kept: CaptureInfo | None, now: datetime) -> Validators | None:
    """What makes the request conditional; nothing where the last whole answer is old or none."""
    if kept is None or kept.status != 200 or now - kept.captured_at >= UNCONDITIONAL_AFTER[kept.kind]:
        return None
    return Validators(kept.etag, kept.last_modified, kept.final_url)
