"""A kept capture -> what it is -> readings in the archive. No network: a crawl and `scrape parse` share it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from scraper import publishers
from scraper.archive import Archive
from scraper.archive.captures import CaptureInfo, Part
from scraper.discovery import listing
from scraper.discovery.listing import NOTHING, Listing
from scraper.errors import Hostile, NotAnArticle, ReadError
from scraper.extraction.paged import PAGES, UNASKED, opened
from scraper.models import INCOMPLETE, Article, Capture, Problem
from scraper.store.store import Store
from scraper.template.publisher import Publisher

Outcome = Literal[
    "new", "changed", "same", "worse", "unchanged", "gone", "moved", "failed", "not_article", "hostile", "error"
]  # fmt: skip


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


def ingest(archive: Archive, capture_id: int, capture: Capture) -> Ingested:
    """Read a kept capture and store what it says.

    Nothing here is lost by an error: the capture is kept already, and can be read again.
    """
    store = Store(archive)
    publisher = publishers.of(capture.url)
    if refusal := not_a_page(capture, publisher) or cut_short(archive, capture_id, capture):
        return _set_aside(store, capture_id, capture, *refusal)
    try:
        article = whole(archive, capture_id, capture)
    except ReadError as err:
        return _set_aside(store, capture_id, capture, READ_ERRORS[type(err)], str(err))
    except Exception as err:  # noqa: BLE001 - a fault of ours on one page must not end ten years of crawling
        return _set_aside(store, capture_id, capture, "error", f"{type(err).__name__} while reading: {err}")
    saved = store.save(capture_id, article)
    return Ingested(saved.outcome, capture_id, saved.article, article)


def ingest_list(archive: Archive, capture_id: int, capture: Capture, publisher: Publisher) -> Listing:
    """Read the kept answer of a list and store its most-read list; gives all that it says.

    A list that names nothing is a problem: it was redesigned, or is no list any more.
    """
    store = Store(archive)
    try:
        found = listing.read(publisher, capture)
    except Exception as err:  # noqa: BLE001 - as for an article
        _set_aside(store, capture_id, capture, "error", f"{type(err).__name__} while reading: {err}")
        return NOTHING
    empty = () if found.articles or found.sitemaps else (Problem("page", "empty", f"{capture.url}: lists no article"),)
    store.set_aside(capture_id, "index", empty, found.popular)
    return found


def whole(archive: Archive, capture_id: int, capture: Capture) -> Article:
    """The article that begins on a captured page, with the further pages that were kept with it.

    Raises errors.NotAnArticle, errors.Hostile.
    """
    story = opened(capture)
    kept = archive.parts(capture_id) if story.wanted() else {}
    while address := story.wanted():
        part = kept.get(address, Part(None, UNASKED))
        story.add(address, archive.capture(part.capture) if part.capture else None, part.reason)
    return story.article()


READ_ERRORS: dict[type[ReadError], Outcome] = {NotAnArticle: "not_article", Hostile: "hostile"}


def not_a_page(capture: Capture, publisher: Publisher | None) -> tuple[Outcome, str] | None:
    """Outcome and detail of an answer that holds no article of its URL; None for one to be read.

    A dead story often redirects to the front page with 200 (newspaper4k #597): the address that answered must
    still be an article's.
    """
    if capture.status in (404, 410):
        return "gone", f"{capture.url}: status {capture.status}"
    if not 200 <= capture.status < 300:
        return "failed", f"{capture.url}: status {capture.status}"
    if publisher and publisher.is_article(capture.url) and not publisher.is_article(capture.final_url):
        return "moved", f"{capture.url}: leads to {capture.final_url}, which is no article"
    if capture.mime not in PAGES:
        return "not_article", f"{capture.url}: {capture.mime} is no page"
    return None


def cut_short(archive: Archive, capture_id: int, capture: Capture) -> tuple[Outcome, str] | None:
    """Outcome and detail of a page that broke off unnoticed; None for one that is whole as far as anybody can tell.

    Where only the end of the connection ends a body, a broken one looks like a short one: it has no `</html>`, is far
    shorter than the capture before it, and that one had it.
    """
    if any(capture.header(name) for name in ENDED_OTHERWISE) or END in capture.body.lower():
        return None
    sql = "SELECT max(id) AS id FROM captures WHERE url = ? AND id < ? AND status = 200"
    before = archive.rows(sql, capture.url, capture_id)[0]["id"]
    former = archive.capture(before).body if before else b""
    if END not in former.lower() or len(capture.body) > FAR_SHORTER * len(former):
        return None
    return (
        "failed",
        f"{capture.url}: ends after {len(capture.body)} of some {len(former)} bytes, without {END.decode()}",
    )


#: How a whole page ends.
END = b"</html"
#: Headers of a body whose end is told, so that a broken one is noticed when it is fetched.
ENDED_OTHERWISE = ("content-length", "transfer-encoding", "content-encoding")
#: A page of less than this share of the one before it may have lost a part of its text.
FAR_SHORTER = 0.9


def _set_aside(store: Store, capture_id: int, capture: Capture, outcome: Outcome, detail: str) -> Ingested:
    store.set_aside(capture_id, outcome, (Problem("page", outcome, detail),))
    return Ingested(outcome, capture_id, detail=detail)


def reread(archive: Archive, *, everything: bool) -> Counter[str]:
    """Read kept captures again; gives the outcomes. Done twice it leaves the identical database.

    Without `everything` only those that have no reading yet, or one with problems.
    """
    if everything:
        Store(archive).forget_readings()
    return Counter(reread_one(archive, kept) for kept in archive.unread())


def reread_one(archive: Archive, kept: CaptureInfo) -> str:
    """Read one kept capture again; gives the outcome."""
    capture, publisher = archive.capture(kept.id), publishers.of(kept.url)
    if kept.kind == "index" and publisher:
        ingest_list(archive, kept.id, capture, publisher)
        return "index"
    return ingest(archive, kept.id, capture).outcome
