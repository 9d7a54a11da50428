"""Visit: one look at an article: its first page, then the further pages that it is split over.

Pages are asked for one after the other, each kept before the next, and each parsed once. The reading belongs to the
capture of the first page: a new one remembers which answers stood at the other addresses, old ones of a 304 among
them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from scraper.archive import Archive
from scraper.archive.captures import Kind, Part
from scraper.crawl.fetching import Fetched, Parsed
from scraper.crawl.ingest import Ingested, answer, finish, refused, store, whole
from scraper.crawl.outcome import Outcome
from scraper.crawl.reading import Refusal, add_page
from scraper.crawl.story_reader import OpenStory
from scraper.errors import FetchError, RobotsForbidden, Stopped
from scraper.extraction.paged import Story
from scraper.html.page import Page
from scraper.models import Capture
from scraper.store.store import Store
from scraper.template.publisher import Publisher

#: Stores what was read, inside a transaction.
StoreReading = Callable[[], Ingested]
#: Asks for a URL and keeps the answer; the last argument says whether "not modified" is an answer as well. Raises
#: errors.FetchError.
Ask = Callable[[str, Kind, bool], Awaitable[Fetched]]


def unchanged() -> Ingested:
    """Nothing is to be stored of an answer that is not modified."""
    return Ingested(Outcome.UNCHANGED, detail="not modified since the last visit")


@dataclass(frozen=True)
class Visit:
    """A visit to an article of one publisher."""

    archive: Archive
    publisher: Publisher
    ask: Ask
    open_story: OpenStory
    #: Whether the run is to stop.
    stopped: Callable[[], bool]

    async def article(self, url: str) -> tuple[Fetched, StoreReading]:
        """Fetch an article by the canonical URL of any of its pages, keep it, read it; gives what stores the reading.

        Raises errors.FetchError where its first page gives no answer; further pages that give none are problems.
        """
        url = self.publisher.first_page(url)
        fetched = await self.ask(url, "article", True)
        if fetched.capture is None:
            return fetched, await self._standing(url, fetched.key)
        return fetched, await self._read(fetched, {})

    async def _standing(self, url: str, key: int) -> StoreReading:
        """The article whose first page is not modified since the capture with this key."""
        unfinished = Store(self.archive).is_unfinished(key)
        former = self.archive.parts(key)
        if not unfinished and not former:
            return unchanged
        story = await self._begin(key, self.archive.capture(key))
        parts = await self._further(story, {})
        if unfinished:
            return self._finish(key, story, parts)
        if _differ(self.archive, former, parts):
            return await self._again(url, parts)
        return unchanged

    async def _again(self, url: str, parts: Mapping[str, Part]) -> StoreReading:
        """Read an article of which a later page changed and the first did not.

        The first page is asked for once more: what is read now needs a capture of its own, beside which the one
        before it stands as it was.
        """
        fetched = await self.ask(url, "article", False)
        if fetched.capture is None:
            return unchanged
        return await self._read(fetched, parts)

    async def _read(self, fetched: Fetched, asked: Mapping[str, Part]) -> StoreReading:
        """Read a new capture of the first page with its further pages; some may have been asked for a moment ago."""
        assert fetched.capture is not None  # noqa: S101 - who calls has looked
        story = await self._begin(fetched.key, fetched.capture, fetched.page)
        return self._finish(fetched.key, story, await self._further(story, asked))

    async def _begin(self, key: int, capture: Capture, page: Parsed = None) -> Story | Refusal:
        """The story that begins on a kept capture, or what stands in its place."""
        if refusal := refused(self.archive, key, capture, page):
            return refusal
        story = await self.open_story(capture, page if isinstance(page, Page) else None)
        return whole(self.archive, key, capture, story)

    def _finish(self, key: int, story: Story | Refusal, parts: Mapping[str, Part]) -> StoreReading:
        if parts:
            self.archive.join(key, parts)
        return partial(store, self.archive, key, finish(self.archive, key, story))

    async def _further(self, story: Story | Refusal, asked: Mapping[str, Part]) -> dict[str, Part]:
        """What stands at the addresses that a first page leads to, as far as they were asked for."""
        parts: dict[str, Part] = {}
        if isinstance(story, Refusal):
            return parts
        while (address := story.wanted()) and not self.stopped():
            try:
                part, page = await self._part(address, asked)
            except Stopped:
                return parts
            except FetchError as err:  # the host is in trouble or wants to be left alone: its other pages wait, too
                parts[address] = Part(None, err.detail)
                story.add(address, None, err.detail)
                return parts
            parts[address] = part
            add_page(story, address, answer(self.archive, part), page)
        return parts

    async def _part(self, address: str, asked: Mapping[str, Part]) -> tuple[Part, Page | None]:
        if address in asked:
            return asked[address], None
        try:
            fetched = await self.ask(address, "part", True)
        except RobotsForbidden as err:  # a rule may be about this form of address alone
            return Part(None, err.detail), None
        return Part(fetched.key), _parsed(fetched)


def _parsed(fetched: Fetched) -> Page | None:
    if isinstance(fetched.page, Page):
        return fetched.page
    return None


def _differ(archive: Archive, former: Mapping[str, Part], now: Mapping[str, Part]) -> bool:
    """Whether a page came that is not the one that stood at its address. One that did not come says nothing."""
    for url, part in now.items():
        digest = _digest(archive, part)
        if digest is not None and digest != _digest(archive, former.get(url)):
            return True
    return False


def _digest(archive: Archive, part: Part | None) -> str | None:
    """The digest of a page; None where no page came."""
    if part is None or not part.capture:
        return None
    found = archive.capture_info(part.capture)
    if found is None or found.status != 200:
        return None
    return found.digest
