"""Ingest: a kept capture -> what it is -> readings in the archive. No network: a crawl and `scrape parse` share it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from scraper import publishers, urls
from scraper.archive import Archive
from scraper.archive.captures import CaptureInfo, Part
from scraper.crawl.archived_sites import publisher_of
from scraper.crawl.outcome import Outcome, of_error
from scraper.discovery import listing
from scraper.discovery.listing import NOTHING, Listing
from scraper.errors import ReadError
from scraper.extraction.paged import PAGES, UNASKED, Story, opened
from scraper.html.page import Page
from scraper.models import INCOMPLETE, Article, Capture, Problem
from scraper.store.removal import purge
from scraper.store.store import Store
from scraper.store.tombstones import removed_for
from scraper.template.publisher import Publisher

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of a capture."""

    #: Of an article read: new, changed, same, or worse than what stands. unchanged: 304. The others show none.
    outcome: Outcome
    #: Key of the capture; None where there was no new one.
    capture: int | None = None
    #: Key of the article's record; None when the capture showed no article.
    id: int | None = None
    article: Article | None = None
    #: One line for a person where there is no article.
    detail: str = ""

    @property
    def lacking(self) -> str | None:
        """The first page that the article lacks, and why; None when it is whole, or is none."""
        problems = self.article.problems if self.article else ()
        return next((problem.detail for problem in problems if problem.kind == INCOMPLETE), None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an answer is in place of an article."""

    outcome: Outcome
    #: One line for a person.
    detail: str


def ingest(archive: Archive, key: int, capture: Capture) -> Ingested:
    """Read a kept capture, with the further pages that were kept with it, and store what it says.

    Nothing here is lost by an error: the capture is kept already, and can be read again.
    """
    return finish(archive, key, begin(archive, key, capture))


def begin(archive: Archive, key: int, capture: Capture, page: Page | ReadError | None = None) -> Story | Refusal:
    """The story that begins on a kept capture, or what stands in its place.

    `page` is what its bytes were parsed to, or why they could not be; None where nobody has parsed them yet.
    """
    publisher = publisher_of(archive, capture.url)
    if refusal := not_a_page(capture, publisher) or moved(archive, key, capture):
        return refusal
    if isinstance(page, ReadError):
        return Refusal(of_error(page), str(page))
    story = attempt(lambda: opened(capture, page))
    return story if isinstance(story, Refusal) else cut_short(archive, key, capture) or story


def finish(archive: Archive, key: int, story: Story | Refusal) -> Ingested:
    """Store what a kept capture says, with the further pages that were kept with it."""
    store = Store(archive)
    if isinstance(story, Story):
        _complete(archive, key, story)
    article = story if isinstance(story, Refusal) else attempt(story.article)
    if isinstance(article, Refusal):
        return _set_aside(store, key, article)
    if reason := removed_for(archive, article.url):
        return _drop(archive, key, article.url, reason)
    saved = store.save(key, article)
    return Ingested(Outcome(saved.outcome), key, saved.article, article)


def _drop(archive: Archive, key: int, url: str, reason: str) -> Ingested:
    """Keep nothing of a capture that shows an article under another address than the one that was closed."""
    with archive.transaction():
        purge(archive, [key], url)
    return Ingested(Outcome.REMOVED, detail=f"{url}: removed from this archive: {reason}")


def attempt(read: Callable[[], T]) -> T | Refusal:
    """What reading gives, or why it gives nothing: a fault of ours on one page must not end ten years of crawling."""
    try:
        return read()
    except ReadError as err:
        return Refusal(of_error(err), str(err))
    except Exception as err:  # noqa: BLE001 - whatever it is, the page is kept, and a problem row names it
        return Refusal(Outcome.ERROR, f"{type(err).__name__} while reading: {err}")


def ingest_list(
    archive: Archive, key: int, capture: Capture, publisher: Publisher, page: Page | ReadError | None = None
) -> Listing:
    """Read the kept answer of a list and store its most-read list; gives all that it says.

    A list that names nothing is a problem: it was redesigned, or is no list any more. `page` is as in `begin`.
    """
    store = Store(archive)
    parsed = None if isinstance(page, ReadError) else page
    found = attempt(lambda: listing.read(publisher, capture, parsed))
    if isinstance(found, Refusal):
        _set_aside(store, key, found)
        return NOTHING
    names_any = found.articles or found.sitemaps
    empty = () if names_any else (Problem("page", "empty", f"{capture.url}: lists no article"),)
    store.set_aside(key, Outcome.INDEX.value, empty, found.popular)
    return found


def _complete(archive: Archive, key: int, story: Story) -> None:
    """Add the further pages that are not in the story yet; one that was not kept is lacking."""
    kept = archive.parts(key) if story.wanted() else {}
    while address := story.wanted():
        add_page(archive, story, address, kept.get(address, Part(None, UNASKED)))


def add_page(archive: Archive, story: Story, address: str, part: Part, page: Page | None = None) -> None:
    """Add a further page to a story; one that cannot be read is lacking, and the story says why."""
    answer = archive.capture(part.capture) if part.capture else None
    failure = attempt(lambda: story.add(address, answer, part.reason, page))
    if isinstance(failure, Refusal):
        story.add(address, None, failure.detail)


def not_a_page(capture: Capture, publisher: Publisher | None) -> Refusal | None:
    """What an answer is that holds no article of its URL; None for one to be read.

    A dead story often redirects to the front page with 200 (newspaper4k #597): the address that answered must
    still be an article's.
    """
    if capture.status in (404, 410):
        return Refusal(Outcome.GONE, f"{capture.url}: status {capture.status}")
    if not 200 <= capture.status < 300 or capture.status == PARTIAL:
        return Refusal(Outcome.FAILED, f"{capture.url}: status {capture.status}")
    if publisher and publisher.is_article(capture.url) and not publisher.is_article(capture.final_url):
        return Refusal(Outcome.MOVED, f"{capture.url}: leads to {capture.final_url}, which is no article")
    if capture.mime not in PAGES:
        return Refusal(Outcome.NOT_ARTICLE, f"{capture.url}: {capture.mime} is no page")
    return None


def cut_short(archive: Archive, key: int, capture: Capture) -> Refusal | None:
    """What a page is that broke off unnoticed; None for one that is whole as far as anybody can tell.

    A server behind a server may lose the end of a page and tell the length of what is left. So a page is suspect that
    has no `</html>` and is far shorter than the last one that was read as this article and had it.
    """
    if END in capture.body.lower():
        return None
    found = archive.rows(_LAST_READ, capture.url, key)
    former = archive.capture(found[0]["id"]).body if found else b""
    if END not in former.lower() or len(capture.body) > FAR_SHORTER * len(former):
        return None
    sizes = f"ends after {len(capture.body)} of some {len(former)} bytes"
    return Refusal(Outcome.FAILED, f"{capture.url}: {sizes}, without {END.decode()}")


def moved(archive: Archive, key: int, capture: Capture) -> Refusal | None:
    """What an answer is that leads to another story, where its address once showed its own.

    An address that never showed any other story is an alias of that story: sites rename their pages.
    """
    own, shown = (publishers.canonical(urls.canonical(url)) for url in (capture.url, capture.final_url))
    publisher = publishers.of(own)
    if publisher is None or own.rstrip("/") == shown.rstrip("/") or publisher.same_article(own, shown):
        return None
    sql = "SELECT DISTINCT final_url FROM captures WHERE url = ? AND id < ? AND status = 200 AND kind = 'article'"
    before = {publishers.canonical(urls.canonical(row["final_url"])) for row in archive.rows(sql, capture.url, key)}
    if not any(publisher.same_article(own, each) for each in before):
        return None
    return Refusal(Outcome.MOVED, f"{capture.url}: leads to {shown}, which is another story")


#: The last capture before another that was read as an article.
_LAST_READ = """
SELECT c.id FROM captures c JOIN readings r ON r.capture = c.id
WHERE c.url = ? AND c.id < ? AND c.status = 200 AND r.article IS NOT NULL ORDER BY c.id DESC LIMIT 1
"""
#: A part of a page, which nobody asks for (RFC 9110, section 15.3.7): it is never the whole.
PARTIAL = 206
#: How a whole page ends.
END = b"</html"
#: A page of less than this share of the one before it may have lost a part of its text.
FAR_SHORTER = 0.9


def _set_aside(store: Store, key: int, refusal: Refusal) -> Ingested:
    word = refusal.outcome.value
    store.set_aside(key, word, (Problem("page", word, refusal.detail),))
    return Ingested(refusal.outcome, key, detail=refusal.detail)


async def read_waiting(archive: Archive, stop: asyncio.Event) -> None:
    """Read what was kept and never read, because its run was killed; the rest waits when a run is to stop."""
    for info in archive.unread():
        if stop.is_set():
            return
        reread_one(archive, info)
        await asyncio.sleep(0)


def reread(archive: Archive, *, everything: bool) -> Counter[str]:
    """Read kept captures again; gives the outcomes. Done twice it leaves the identical database.

    Without `everything` only those that have no reading yet, or one with problems.
    """
    if everything:
        Store(archive).forget_readings()
    return Counter(reread_one(archive, kept).value for kept in archive.unread(problems=True))


def reread_one(archive: Archive, kept: CaptureInfo) -> Outcome:
    """Read one kept capture again; gives the outcome."""
    capture, publisher = archive.capture(kept.id), publisher_of(archive, kept.url)
    if kept.kind == "index" and publisher:
        ingest_list(archive, kept.id, capture, publisher)
        return Outcome.INDEX
    return ingest(archive, kept.id, capture).outcome
