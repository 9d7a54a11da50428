"""One page fetched with a crawl's manners and kept nowhere: for a look at a site that nobody here knows yet."""

from __future__ import annotations

import asyncio

from scraper import publishers, urls
from scraper.crawl.network import Network
from scraper.drafts.draft import identifier
from scraper.errors import NotAnArticle, OptedOut, PageOptedOut
from scraper.fetch import opt_out, robots
from scraper.fetch.backoff import Politeness
from scraper.fetch.host_memory import HostsInMemory
from scraper.fetch.host_queue import HostQueues
from scraper.html import page as pages
from scraper.html.page import Page
from scraper.models import Capture


def fetch_once(url: str, network: Network) -> Capture:
    """Fetch the page at a canonical URL; redirects are followed within its site.

    Raises errors.FetchError, errors.OptedOut where the page says that it must not be kept, errors.NotAnArticle for an
    answer that is no page, errors.WrongUse where a publisher wants to be asked first.
    """
    if publisher := publishers.of(url):
        network.respects(publisher)
    capture = asyncio.run(_fetch(url, network))
    if capture.status != 200:
        raise NotAnArticle(url, f"status {capture.status}")
    page = pages.read(capture.body, capture.final_url, capture.header("content-type"))
    if not (publisher and publisher.id in network.permitted):
        _respect(capture, page)
    return capture


def _respect(capture: Capture, page: Page) -> None:
    if words := opt_out.of_page(capture.headers, page.meta):
        raise PageOptedOut(capture.url, f"the page opts out: {words}")
    if words := opt_out.of_site(page, capture.body):
        raise OptedOut(capture.url, f"the host opts out: {words}")


async def _fetch(url: str, network: Network) -> Capture:
    def of_its_site(other: str) -> bool:
        return identifier(urls.host(other)) == identifier(urls.host(url))

    async with network.client() as client:
        politeness = Politeness(min_pause_s=network.pause)
        queues = HostQueues(client, HostsInMemory(), agent=robots.AGENT, politeness=politeness, known=of_its_site)
        return await queues.fetch(url)
