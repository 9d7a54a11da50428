"""One look at an article: its first page, then the further pages that it is split over.

Pages are asked for one after the other, each kept before the next. The reading belongs to the capture of the first
page: a new one remembers which answers stood at the other addresses, old ones of a 304 among them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from scraper.archive import Archive
from scraper.archive.captures import Kind, Part
from scraper.crawl.ingest import Ingested, ingest, not_a_page
from scraper.errors import FetchError, RobotsForbidden, Stopped
from scraper.extraction.paged import Story, opened
from scraper.models import Capture
from scraper.store.store import Store
from scraper.template.publisher import Publisher

#: Asks for a URL and keeps the answer: the answer and its key. None in place of one that is not modified since the
#: capture with that key; the last argument says whether that may be asked. Raises errors.FetchError.
Ask = Callable[[str, Kind, bool], Awaitable[tuple[Capture | None, int]]]


@dataclass(frozen=True)
class Visit:
    """A look at an article of one publisher."""

    archive: Archive
    publisher: Publisher
    ask: Ask
    #: Whether the run is to stop.
    stopped: Callable[[], bool]

    async def article(self, url: str) -> Ingested:
        """Fetch an article by the canonical URL of any of its pages, keep it, read it and store it.

        Raises errors.FetchError where its first page gives no answer; further pages that give none are problems.
        """
        url = self.publisher.first_page(url)
        capture, key = await self.ask(url, "article", True)
        if capture is not None:
            return await self._read(key, capture, {})
        unfinished = Store(self.archive).is_unfinished(key)
        former = self.archive.parts(key)
        if not unfinished and not former:
            return UNCHANGED
        standing = self.archive.capture(key)
        parts = await self._parts(standing, {})
        if unfinished:
            return self._take_in(key, standing, parts)
        return await self._again(url, parts) if self._differ(former, parts) else UNCHANGED

    async def _again(self, url: str, parts: Mapping[str, Part]) -> Ingested:
        """Read an article of which a later page changed and the first did not.

        The first page is asked for once more: what is read now needs a capture of its own, beside which the one
        before it stands as it was.
        """
        capture, key = await self.ask(url, "article", False)
        return await self._read(key, capture, parts) if capture is not None else UNCHANGED

    async def _read(self, key: int, first: Capture, asked: Mapping[str, Part]) -> Ingested:
        """Read a new capture of the first page with its further pages; some may have been asked for a moment ago."""
        return self._take_in(key, first, await self._parts(first, asked))

    def _take_in(self, key: int, first: Capture, parts: Mapping[str, Part]) -> Ingested:
        if parts:
            self.archive.join(key, parts)
        return ingest(self.archive, key, first)

    async def _parts(self, first: Capture, asked: Mapping[str, Part]) -> dict[str, Part]:
        """What stands at the addresses that this first page leads to, as far as they were asked for."""
        parts: dict[str, Part] = {}
        story = self._opened(first)
        while story and (address := story.wanted()) and not self.stopped():
            try:
                part = asked.get(address) or await self._part(address)
            except Stopped:
                return parts
            except FetchError as err:  # the host is in trouble or wants to be left alone: its other pages wait, too
                parts[address] = Part(None, err.detail)
                return parts
            parts[address] = part
            story.add(address, self.archive.capture(part.capture) if part.capture else None, part.reason)
        return parts

    async def _part(self, address: str) -> Part:
        try:
            _, key = await self.ask(address, "part", True)
        except RobotsForbidden as err:  # a rule may be about this form of address alone
            return Part(None, err.detail)
        return Part(key)

    def _opened(self, first: Capture) -> Story | None:
        """The story that begins on a page; None where `ingest` will say what it is instead."""
        if not_a_page(first, self.publisher):
            return None
        try:
            return opened(first)
        except Exception:  # noqa: BLE001 - the page is read once more by `ingest`, which notes what went wrong
            return None

    def _differ(self, former: Mapping[str, Part], now: Mapping[str, Part]) -> bool:
        """Whether a page came that is not the one that stood at its address. One that did not come says nothing."""
        return any(self._body(part) not in (None, self._body(former.get(url))) for url, part in now.items())

    def _body(self, part: Part | None) -> str | None:
        """The digest of a page; None where no page came."""
        found = part and part.capture and self.archive.capture_info(part.capture)
        return found.digest if found and found.status == 200 else None


UNCHANGED = Ingested("unchanged", detail="not modified since the last visit")
