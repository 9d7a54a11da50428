"""Source probe: lists that a site may have are asked for, each once, and what they name is remembered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from scraper.crawl.find_new import MOST_PAGES
from scraper.crawl.lists import ListResult, Lists
from scraper.discovery.coverage import newest_first
from scraper.discovery.listing import Listing
from scraper.discovery.site_sources import Kind, Source
from scraper.template.publisher import Publisher


@dataclass
class SourceProbe:
    """The probe of one site in one run."""

    lists: Lists
    site: Publisher
    #: Articles that the run visits at most; None for any number. When so many wait, no further page is asked for.
    limit: int | None = None
    #: The lists that named articles.
    found: list[Source] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    #: Every article that a list named, and those that a feed did.
    _named: set[str] = field(default_factory=set)
    _fed: set[str] = field(default_factory=set)

    async def ask(self, sources: Iterable[Source]) -> None:
        """Ask for these lists one after the other. Raises HostClosed."""
        for source in sources:
            await self._ask(source)

    async def ask_until_found(self, kind: Kind, sources: Iterable[Source]) -> None:
        """Ask for these lists in turn until one of a kind is known. Raises HostClosed."""
        for source in sources:
            if self._has(kind):
                return
            await self._ask(source)

    def _has(self, kind: Kind) -> bool:
        kinds = [found.kind for found in self.found]
        return kind in kinds

    async def _ask(self, source: Source) -> None:
        if source.url in self._asked or self.lists.session.stop.is_set():
            return
        result = await self._visit(source.url)
        await self.take_in(source, result)

    async def _visit(self, url: str) -> ListResult:
        self._asked.add(url)
        return await self.lists.visit(self.site, url, probe=True)

    async def take_in(self, source: Source, result: ListResult) -> None:
        """Remember what an answer names; it is a list of the site if it is what it was taken for and names something.

        A feed that names only what another feed named stands beside it for nothing. Raises HostClosed.
        """
        self._asked.add(source.url)
        kind = result.listing.kind
        is_page = kind == "page"
        is_meant = is_page == (source.kind == "page")
        if not kind or not is_meant:
            return
        named = await self._walk(result)
        says_more = self._says_more(result)
        if named and says_more:
            found = Source(source.url, kind, source.found_by, named)
            self.found.append(found)

    async def _walk(self, result: ListResult) -> int:
        """Remember what a list names, and what is named behind it; gives how many articles that are."""
        behind = self._behind(result)
        named = self._remember(result)
        for _ in range(MOST_PAGES - 1):
            if not behind or self._has_enough():
                break
            url, *others = behind
            result = await self._visit(url)
            behind = [*self._behind(result), *others]
            named += self._remember(result)
        return named

    def _behind(self, result: ListResult) -> list[str]:
        """The sitemaps of an index, the newest first, and the next page of a list that names something new."""
        listing = result.listing
        sitemaps = newest_first(listing.sitemaps)
        found = [each.url for each in sitemaps]
        is_known = _urls(listing) <= self._named and not listing.left_out
        if listing.following is not None and not is_known:
            found.append(listing.following)
        unasked = set(found) - self._asked
        return sorted(unasked, key=found.index)

    def _says_more(self, result: ListResult) -> bool:
        """Whether a list is no feed, or one that names what no feed before named."""
        if result.listing.kind != "feed":
            return True
        fed = _urls(result.listing)
        says_more = not fed <= self._fed
        self._fed |= fed
        return says_more

    def _remember(self, result: ListResult) -> int:
        """Remember the articles that a list names; gives how many it names."""
        named = _urls(result.listing)
        self._named |= named
        self.lists.remember(self.site, result.event.url, result.listing.articles)
        return len(named)

    def _has_enough(self) -> bool:
        """Whether as many articles wait as the run may visit, or it is to stop."""
        session = self.lists.session
        if session.stop.is_set():
            return True
        if self.limit is None:
            return False
        waiting = session.frontier.unseen_below(self.site.home)
        return waiting >= self.limit


def _urls(listing: Listing) -> set[str]:
    """The articles that a list names."""
    return {each.url for each in listing.articles}
