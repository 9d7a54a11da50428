"""Ingest: a kept capture -> what it is -> readings in the archive. No network: a crawl and `scrape parse` share it."""

from __future__ import annotations

from dataclasses import dataclass

from scraper import publishers
from scraper.archive import Archive
from scraper.archive.captures import Part
from scraper.crawl.archived_sites import publisher_of
from scraper.crawl.outcome import Outcome, of_error
from scraper.crawl.reading import (
    END,
    Answer,
    IndexReading,
    Kept,
    Reading,
    Refusal,
    attempt,
    complete,
    cut_at,
    leads_to,
    not_a_page,
    of_listing,
    shown_at,
)
from scraper.discovery import listing
from scraper.discovery.learned_shapes import LearnedShapes
from scraper.discovery.listing import NOTHING, Listing
from scraper.errors import ReadError
from scraper.extraction.paged import Story, opened
from scraper.html.page import Page
from scraper.models import INCOMPLETE, Article, Capture, Problem
from scraper.store.removal import purge
from scraper.store.store import Store
from scraper.store.tombstones import removed_for
from scraper.template.publisher import Publisher


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


def ingest(archive: Archive, key: int, capture: Capture) -> Ingested:
    """Read a kept capture, with the further pages that were kept with it, and store what it says.

    Nothing here is lost by an error: the capture is kept already, and can be read again.
    """
    story = refused(archive, key, capture) or whole(archive, key, capture, attempt(lambda: opened(capture)))
    return store(archive, key, finish(archive, key, story))


def refused(archive: Archive, key: int, capture: Capture, page: Page | ReadError | None = None) -> Refusal | None:
    """What a kept answer is in place of a page to be read; None for one to be read.

    `page` is what its bytes were parsed to, or why they could not be; None where nobody has parsed them yet.
    """
    publisher = publisher_of(archive, capture.url)
    if refusal := not_a_page(capture, publisher) or moved(archive, key, capture.url, leads_to(capture)):
        return refusal
    return Refusal(of_error(page), str(page)) if isinstance(page, ReadError) else None


def whole(archive: Archive, key: int, capture: Capture, story: Story | Refusal) -> Story | Refusal:
    """The story that begins on a kept page, unless its page broke off."""
    if isinstance(story, Refusal):
        return story
    return cut_short(archive, key, capture.url, cut_at(capture)) or story


def finish(archive: Archive, key: int, story: Story | Refusal) -> Article | Refusal:
    """What a kept capture says, with the further pages that were kept with it."""
    if isinstance(story, Refusal):
        return story
    complete(story, answers(archive, key) if story.wanted() else {})
    return attempt(story.article)


def store_reading(archive: Archive, key: int, url: str, reading: Reading) -> Ingested:
    """Store what was read of the capture of an address, wherever that was done."""
    said = reading.said
    if isinstance(said, IndexReading):
        Store(archive).set_aside(key, Outcome.INDEX.value, said.problems, said.popular)
        return Ingested(Outcome.INDEX, key)
    refusal = moved(archive, key, url, reading.leads_to) or cut_short(archive, key, url, reading.cut_at)
    return store(archive, key, refusal or said)


def store(archive: Archive, key: int, article: Article | Refusal) -> Ingested:
    """Store what a kept capture says."""
    if isinstance(article, Refusal):
        return _set_aside(archive, key, article)
    if reason := removed_for(archive, article.url):
        return _drop(archive, key, article.url, reason)
    saved = Store(archive).save(key, article)
    return Ingested(Outcome(saved.outcome), key, saved.article, article)


def _drop(archive: Archive, key: int, url: str, reason: str) -> Ingested:
    """Keep nothing of a capture that shows an article under another address than the one that was closed."""
    with archive.transaction():
        purge(archive, [key], url)
    return Ingested(Outcome.REMOVED, detail=f"{url}: removed from this archive: {reason}")


def ingest_list(
    archive: Archive,
    key: int,
    capture: Capture,
    publisher: Publisher,
    page: Page | ReadError | None = None,
    shapes: LearnedShapes | None = None,
) -> Listing:
    """Read the kept answer of a list and store its most-read list; gives all that it says.

    `page` is as in `refused`, `shapes` as in `listing.read`.
    """
    parsed = None if isinstance(page, ReadError) else page
    found = attempt(lambda: listing.read(publisher, capture, parsed, shapes))
    if isinstance(found, Refusal):
        _set_aside(archive, key, found)
        return NOTHING
    stored = of_listing(publisher, capture.url, found)
    Store(archive).set_aside(key, Outcome.INDEX.value, stored.problems, stored.popular)
    return found


def kept(archive: Archive, key: int) -> Kept:
    """A kept capture with all that its reading needs; raises errors.ArchiveDamaged."""
    info = archive.capture_info(key)
    publisher_of(archive, info.url)  # the sites of the archive are known from now on
    return Kept(archive.capture(key), info.kind, answers(archive, key) if info.kind == "article" else {})


def answers(archive: Archive, first: int) -> dict[str, Answer]:
    """What stood at the addresses of the further pages, as it was kept with the capture of a first one."""
    return {address: answer(archive, part) for address, part in archive.parts(first).items()}


def answer(archive: Archive, part: Part) -> Answer:
    """What stood at the address of a further page, with its body."""
    return Answer(archive.capture(part.capture) if part.capture else None, part.reason)


def cut_short(archive: Archive, key: int, url: str, size: int | None) -> Refusal | None:
    """What a page of `size` bytes is that broke off unnoticed; None for one that is whole as far as anybody can tell.

    A server behind a server may lose the end of a page and tell the length of what is left. So a page is suspect that
    has no `</html>` and is far shorter than the last one that was read as this article and had it. `size` is None for
    a page that has it.
    """
    if size is None:
        return None
    found = archive.rows(_LAST_READ, url, key)
    former = archive.capture(found[0]["id"]).body if found else b""
    if END not in former.lower() or size > FAR_SHORTER * len(former):
        return None
    sizes = f"ends after {size} of some {len(former)} bytes"
    return Refusal(Outcome.FAILED, f"{url}: {sizes}, without {END.decode()}")


def moved(archive: Archive, key: int, url: str, shown: str | None) -> Refusal | None:
    """What an answer is that leads to another story `shown`, where its address once showed its own.

    An address that never showed any other story is an alias of that story: sites rename their pages.
    """
    if shown is None:
        return None
    own = shown_at(url)
    publisher = publishers.of(own)
    assert publisher is not None  # noqa: S101 - `leads_to` has looked
    sql = "SELECT DISTINCT final_url FROM captures WHERE url = ? AND id < ? AND status = 200 AND kind = 'article'"
    before = {shown_at(row["final_url"]) for row in archive.rows(sql, url, key)}
    if not any(publisher.same_article(own, each) for each in before):
        return None
    return Refusal(Outcome.MOVED, f"{url}: leads to {shown}, which is another story")


#: The last capture before another that was read as an article.
_LAST_READ = """
SELECT c.id FROM captures c JOIN readings r ON r.capture = c.id
WHERE c.url = ? AND c.id < ? AND c.status = 200 AND r.article IS NOT NULL ORDER BY c.id DESC LIMIT 1
"""
#: A page of less than this share of the one before it may have lost a part of its text.
FAR_SHORTER = 0.9


def _set_aside(archive: Archive, key: int, refusal: Refusal) -> Ingested:
    word = refusal.outcome.value
    Store(archive).set_aside(key, word, (Problem("page", word, refusal.detail),))
    return Ingested(refusal.outcome, key, detail=refusal.detail)
