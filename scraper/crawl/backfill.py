"""Going back in time: the lists of a window of days, newest first, each article looked at as it is found.

It may end at any moment, by a signal, a limit or a kill, and goes on where it was: what is remembered of each list is
written after the articles of its page are in the frontier.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Literal

from scraper import urls
from scraper.crawl.articles import Articles
from scraper.crawl.backfill_progress import Walk, Walks, is_through
from scraper.crawl.events import Event
from scraper.crawl.lists import ListResult, Lists
from scraper.crawl.outcome import Outcome
from scraper.crawl.session import HostClosed
from scraper.discovery import sources
from scraper.discovery.coverage import Covered, failures_of, intervals_of, newest_first, shortfall
from scraper.discovery.feeds_and_sitemaps import Listed
from scraper.discovery.list_days import in_words, may_hold, middle, month_of, stretch
from scraper.discovery.sources import Quota, Way, Window
from scraper.template.publisher import Publisher

#: Pages of the list of one day, and sitemaps within sitemaps, that are followed: more is a trap.
MOST_PAGES, DEEPEST = 200, 3
#: Days in a row without an article after which the lists of days end: before the first story, or another address.
EMPTY_DAYS = 30
A_DAY = timedelta(days=1)
#: Pages in a row whose articles are older than the window, before a numbered list counts as gone through.
BEYOND = 2

PAUSED = "stopped on the way back; the next run goes on there"
#: What is told of a host that was left, where the run was told to stop and where the host wants to be left alone.
STOPPED = (Outcome.PAUSED, PAUSED)
CLOSED = (Outcome.NOT_REACHED, "the host wants no more of it")


class Ended(Exception):
    """The run is to stop, or its limit is reached; never leaves this module."""


@dataclass
class Backfill:
    """One publisher's way back through a window."""

    lists: Lists
    articles: Articles
    publisher: Publisher
    window: Window
    quota: Quota

    def __post_init__(self) -> None:
        self.session = self.lists.session
        self.walks = Walks(self.session.archive)

    async def run(self) -> None:
        """Go back at all hosts side by side, and say how far it came at each."""
        by_host = sources.by_host(sources.backward(self.publisher))
        if not by_host:
            self._tell(self.publisher.home, Outcome.NOT_REACHED, "no list of this publisher goes back")
        await asyncio.gather(*map(self._host, by_host))

    async def _host(self, groups: Iterable[list[Way]]) -> None:
        for ways in groups:
            try:
                await self._back(ways)
            except Ended:
                self._tell(ways[0][0], Outcome.PAUSED, PAUSED)
                return
            except HostClosed:
                stopped = self.session.stop.is_set()
                self._tell(ways[0][0], *(STOPPED if stopped else CLOSED))
                return

    async def _back(self, ways: list[Way]) -> None:
        """Go back by one way after the other, until what they covered together holds the window."""
        failures: list[str] = []
        for way in ways:
            covered = [await self._through(source) for source in way]
            reasons = shortfall(self.window, covered)
            if not reasons:
                self._tell(way[0], Outcome.REACHED, f"back to {self.window.since}")
                return
            failures += reasons
        self._tell(ways[0][0], Outcome.NOT_REACHED, "; ".join(dict.fromkeys(failures)))

    async def _through(self, source: str) -> Covered:
        """Go back by one source; gives how far it came."""
        if source in self.publisher.sitemaps:
            return await self._sitemaps(source)
        in_days = source in self.publisher.archives
        failures = await (self._days(source) if in_days else self._numbered(source))
        whole = () if failures else ((self.window.since, self.window.until),)
        return Covered(source, whole, tuple(failures))

    # Lists of one day

    async def _days(self, form: str) -> list[str]:
        failed: dict[str, list[date]] = {}
        empty, days = 0, self.window.days()
        for day in days:
            walk = await self._day(urls.normalize(form.format(day=day)), day)
            if walk.reason:
                failed.setdefault(walk.reason, []).append(day)
            empty = 0 if walk.oldest_on else empty + 1
            if empty == min(EMPTY_DAYS, len(days)):
                failed[f"no article on {empty} days in a row"] = [day]
                break
        return [f"{form}: {reason} ({in_words(days)})" for reason, days in failed.items()]

    async def _day(self, source: str, day: date) -> Walk:
        """Go through the list of a day, unless that was done after the day had ended."""
        walk = self.walks.of(source, self.publisher.id)
        if is_through(walk, day):
            return walk
        if walk.state != "walking":
            walk = Walk(source, self.publisher.id, next_url=source)
        seen: set[str] = set()
        while walk.next_url:
            result = await self._visit(walk.next_url)
            fresh = _fresh(result, seen)
            if reason := _is_another(result, walk.next_url, day, self._days_of(fresh)):
                return self.walks.save(walk.failed(reason), self.session.now())
            walk = _walked(walk, result, day if fresh else None)
            await self._take(result, walk)
        return walk

    # Sitemaps

    async def _sitemaps(self, source: str, depth: int = 0) -> Covered:
        """Go through a sitemap, or all sitemaps of an index that may name articles of the window."""
        result = await self._visit(source)
        if not result.answered:
            return Covered(source, failures=(f"{source}: {result.event.detail}",))
        if result.listing.sitemaps:
            return await self._index(source, result, depth)
        days = stretch(self._days_of(result.listing.articles))
        oldest = days[0] if days else None
        walk = self.walks.of(source, self.publisher.id)
        await self._take(result, replace(walk, next_url=None, state="done", pages=1, oldest_on=oldest))
        if days is None:
            return Covered(source)
        return Covered(source, (month_of(source) or days,))

    async def _index(self, source: str, result: ListResult, depth: int) -> Covered:
        """Go through the sitemaps of an index, the newest first, and those of the indexes in it."""
        if depth == DEEPEST:
            return Covered(source, failures=(f"{source}: an index in {DEEPEST} others is not followed",))
        within = filter(partial(may_hold, self.window), result.listing.sitemaps)
        others = (each.url for each in newest_first(within) if each.url != source)
        covered = [await self._sitemaps(url, depth + 1) for url in others]
        return Covered(source, intervals_of(covered), failures_of(covered))

    # Numbered lists

    async def _numbered(self, source: str) -> list[str]:
        """Go back page by page; past what is known, from where an earlier walk stopped.

        A list moves on while it is walked: what stood on a page stands on a later one the next time, so going on at
        the page where the walk stopped leaves nothing out.
        """
        before = self.walks.of(source, self.publisher.id)
        walk = Walk(source, self.publisher.id, next_url=source)
        seen: set[str] = set()
        beyond = 0
        while walk.next_url and beyond < BEYOND:
            result = await self._visit(walk.next_url)
            if not result.answered:
                self.walks.save(walk.failed(result.event.detail), self.session.now())
                return [f"{walk.next_url}: {result.event.detail}"]
            fresh = _fresh(result, seen)
            if before.pages and not self.session.frontier.unknown(_urls(fresh)):
                walk, before = before, Walk(source, self.publisher.id)
            else:
                following = result.listing.following if fresh else None
                walk = replace(walk, next_url=following, pages=walk.pages + 1)
            await self._take(result, walk)
            day = middle(self._days_of(fresh))
            walk = self._dated(walk, day)
            beyond = beyond + 1 if day and day < self.window.since else 0
        return _ends_early(walk, self.window.since)

    def _dated(self, walk: Walk, day: date | None) -> Walk:
        """The walk with the day of its last page, which may be told only by the articles that it listed."""
        oldest = min(filter(None, (walk.oldest_on, day)), default=None)
        state: Literal["walking", "done"] = "walking" if walk.next_url else "done"
        return self.walks.save(replace(walk, oldest_on=oldest, state=state), self.session.now())

    # What all of them do

    async def _visit(self, url: str) -> ListResult:
        if self.session.stop.is_set() or self.quota.is_spent:
            raise Ended
        return await self.lists.visit(self.publisher, url)

    async def _take(self, result: ListResult, walk: Walk) -> None:
        """Remember what a page lists and how far the walk has come, then look at those that nobody has seen."""
        within = [each for each in result.listing.articles if self.window.holds(self._day_of(each))]
        self.lists.remember(self.publisher, result.event.url, within)
        self.walks.save(walk, self.session.now())
        for url in self.session.frontier.unvisited(_urls(within)):
            if self.session.stop.is_set() or not self.quota.take():
                raise Ended
            event = await self.articles.visit(self.publisher, url)
            if _closes_host(event, url, result.event.url):
                raise HostClosed

    def _day_of(self, each: Listed) -> date | None:
        """The day of a listed article, by the list, else by the article itself where it is stored."""
        at = each.at or self._published(each.url)
        if at is None:
            return None
        zone = self.publisher.place(each.url).zone
        return at.astimezone(zone).date()

    def _published(self, url: str) -> datetime | None:
        """When an article that is stored under a URL appeared; None where nobody knows."""
        sql = "SELECT published_at FROM articles WHERE url = ? AND published_at IS NOT NULL"
        found = self.session.archive.rows(sql, url)
        return datetime.fromisoformat(found[0]["published_at"]) if found else None

    def _days_of(self, listed: Iterable[Listed]) -> list[date]:
        """The days of listed articles, as far as they are known."""
        return list(filter(None, map(self._day_of, listed)))

    def _tell(self, url: str, outcome: Outcome, detail: str) -> None:
        self.session.note(Event(self.publisher.id, url, outcome, detail))


def _fresh(result: ListResult, seen: set[str]) -> list[Listed]:
    """The articles of a page that no page before it listed; `seen` holds them from now on."""
    fresh = [each for each in result.listing.main if each.url not in seen]
    seen.update(_urls(fresh))
    return fresh


def _walked(walk: Walk, result: ListResult, day: date | None) -> Walk:
    """A walk through the list of a day with one page more, on which `day` had articles; None for a page without."""
    further = result.listing.following if day and walk.pages < MOST_PAGES else None
    return replace(
        walk,
        next_url=further,
        pages=walk.pages + 1,
        state="walking" if further else "done",
        oldest_on=day or walk.oldest_on,
    )


def _is_another(result: ListResult, asked: str, day: date, days: Iterable[date]) -> str | None:
    """Why an answer is not the list of a day: an error, another page, articles of other days.

    WordPress says 404 where a day has no article, so that is an empty list.
    """
    if not result.answered:
        return None if result.status == 404 else result.event.detail
    if _path(result.final_url) != _path(asked):
        return f"leads to {result.final_url}"
    shown = middle(days)
    if shown is None or abs(shown - day) <= A_DAY:
        return None
    return "lists articles of other days"


def _closes_host(event: Event, url: str, source: str) -> bool:
    """Whether an article was answered so that its host is left, and its host is that of the list."""
    if not event.outcome.follows.closes_host:
        return False
    return urls.authority(url) == urls.authority(source)


def _urls(listed: Iterable[Listed]) -> list[str]:
    return [each.url for each in listed]


def _path(url: str) -> str:
    return urls.path(url).rstrip("/")


def _ends_early(walk: Walk, since: date) -> list[str]:
    """What is told of a numbered list that ends before it reaches back to a day; nothing of one that reaches it."""
    if walk.oldest_on and walk.oldest_on <= since:
        return []
    end = walk.oldest_on or "a day that it does not tell"
    return [f"{walk.source}: ends after {walk.pages} pages at {end}"]
