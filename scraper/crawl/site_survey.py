"""Site survey: the lists of a site that nobody wrote a file for are looked for, and all that they name is remembered.

One request after the other: the front page, what it and robots.txt say of feeds and sitemaps, the forms of the system
that the site is made with, the usual places where nothing was said, and the sections of its menu.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from scraper import publishers, urls
from scraper.crawl.archived_sites import keep_site, keep_sources, sources_of, surveyed_at
from scraper.crawl.find_new import ListDiscovery
from scraper.crawl.lists import Lists
from scraper.crawl.session import HostClosed, Session
from scraper.crawl.source_probe import SourceProbe
from scraper.discovery import site_sources
from scraper.discovery.site_sources import Source
from scraper.fetch import robots
from scraper.html.page import Page
from scraper.sites.site import site_of
from scraper.template.publisher import Publisher

#: After so long the lists of a site are looked for again; and after so long without a new article.
LASTS, QUIET = timedelta(days=30), timedelta(days=7)


async def find_at_site(lists: Lists, site: Publisher, limit: int | None) -> Publisher:
    """Remember what is new at a site that nobody wrote a file for; gives the site with the lists that it has now.

    Its lists are looked for when nobody did so before or lately, when nothing new came for long, and when those that
    it had name nothing any more or one of them is gone. `limit` is how many articles the run visits at most.
    """
    survey = SiteSurvey(lists, site, limit)
    if is_due(lists.session, site):
        return await survey.run()
    discovery = ListDiscovery(lists, site)
    await discovery.discover()
    still_holds = discovery.named > 0 and discovery.lost == 0
    if still_holds or lists.session.stop.is_set():
        return site
    return await survey.run()


def is_due(session: Session, site: Publisher) -> bool:
    """Whether the lists of a site are to be looked for."""
    at, now = surveyed_at(session.archive, site.id), session.now()
    if at is None or now - at >= LASTS:
        return True
    newest = session.frontier.last_found(site.id) or at
    return now - max(newest, at) >= QUIET


@dataclass
class SiteSurvey:
    """The survey of one site in one run."""

    lists: Lists
    site: Publisher
    #: Articles that the run visits at most; None for any number.
    limit: int | None = None

    async def run(self) -> Publisher:
        """Look for the lists of the site and keep them; gives the site with them.

        Nothing is kept of a survey that could not come to its end: the next run makes another.
        """
        session = self.lists.session
        with suppress(HostClosed):
            probe = await self._probe()
            if probe is not None and not session.stop.is_set():
                return keep_sources(session.archive, self.site, probe.found, session.now())
        return self.site

    async def _probe(self) -> SourceProbe | None:
        """Ask for all lists that may be there; None where no front page answers. Raises HostClosed."""
        result = await self.lists.visit(self.site, self.site.home, conditional=False)
        if result.page is not None and self._move_to(result.final_url):
            result = await self.lists.visit(self.site, self.site.home, conditional=False)
        if result.page is None:
            return None
        probe = SourceProbe(self.lists, self.site, self.limit)
        await probe.take_in(Source(self.site.home, "page", "front page"), result)
        await probe.ask(self._given())
        await self._feeds_and_sitemaps(probe, result.page)
        await probe.ask(site_sources.of_menu(self.site, result.page))
        return probe

    async def _feeds_and_sitemaps(self, probe: SourceProbe, front: Page) -> None:
        """What is said goes before what all sites of a system have, that before what many sites have."""
        system = site_sources.system_of(front)
        await probe.ask(site_sources.of_links(self.site, front))
        await probe.ask(site_sources.of_system(self.site, system, "feed"))
        await probe.ask_until_found("feed", site_sources.usual(self.site, "feed"))
        await probe.ask(self._sitemaps())
        await probe.ask(site_sources.of_system(self.site, system, "sitemap"))
        await probe.ask_until_found("sitemap", site_sources.of_api(self.site, front))
        await probe.ask_until_found("sitemap", site_sources.usual(self.site, "sitemap"))

    def _move_to(self, final_url: str) -> bool:
        """Know the site by the host and the scheme that answer for it, unless addresses of it are known already."""
        session = self.lists.session
        moved = site_of(urls.canonical(final_url), self.site.name, self.site.region)
        is_same = moved.home == self.site.home or moved.id != self.site.id
        if is_same or session.frontier.last_found(self.site.id) is not None:
            return False
        keep_site(session.archive, moved)
        self.site = publishers.named(moved.id)
        return True

    def _given(self) -> list[Source]:
        """The lists that the operator named."""
        kept = sources_of(self.lists.session.archive, self.site.id)
        return [source for source in kept if source.found_by == "given"]

    def _sitemaps(self) -> list[Source]:
        """The sitemaps that the robots.txt of the site's host names."""
        state = self.lists.session.frontier.host(urls.authority(self.site.home))
        return site_sources.of_robots(self.site, robots.of_host(state).sitemaps)
