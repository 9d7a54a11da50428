"""Reading: a kept capture -> what it says. Pure, and everything that goes in or comes out can be pickled.

A crawl, `scrape parse` and whatever reads on other machines share it. What only the archive can tell of a reading
(whether an address showed another story before, whether a page is shorter than the one before it) is left to `ingest`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from scraper import publishers, urls
from scraper.archive.captures import Kind
from scraper.crawl.outcome import Outcome, of_error
from scraper.discovery import listing
from scraper.discovery.listing import Listing
from scraper.errors import ReadError
from scraper.extraction.paged import PAGES, UNASKED, Story, opened
from scraper.html.page import Page
from scraper.models import Article, Capture, PopularEntry, Problem
from scraper.template.publisher import Publisher

T = TypeVar("T")

#: A part of a page, which nobody asks for (RFC 9110, section 15.3.7): it is never the whole.
PARTIAL = 206
#: How a whole page ends.
END = b"</html"


@dataclass(frozen=True, slots=True)
class Answer:
    """What stood at the address of a further page of an article."""

    #: None when there was none.
    capture: Capture | None
    #: Why there was none.
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept capture with all that its reading needs."""

    capture: Capture
    kind: Kind
    #: Address -> what stood there when the capture was made: the further pages of an article.
    parts: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What an answer is in place of an article."""

    outcome: Outcome
    #: One line for a person.
    detail: str


@dataclass(frozen=True, slots=True)
class IndexReading:
    """What is stored of a list."""

    problems: tuple[Problem, ...]
    popular: tuple[PopularEntry, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a kept capture says."""

    said: Article | Refusal | IndexReading
    #: The story to which its address led, where that is not its own.
    leads_to: str | None = None
    #: Bytes of a page of which the end is missing; None for one that has it.
    cut_at: int | None = None


def read(kept: Kept) -> Reading:
    """What a kept capture says. Raises nothing: a page that cannot be read is a `Refusal`."""
    capture, publisher = kept.capture, publishers.of(kept.capture.url)
    if kept.kind == "index" and publisher:
        return Reading(_list(publisher, capture))
    if refusal := not_a_page(capture, publisher):
        return Reading(refusal)
    return _article(kept, leads_to(capture))


def _list(publisher: Publisher, capture: Capture) -> Refusal | IndexReading:
    found = attempt(lambda: listing.read(publisher, capture))
    return found if isinstance(found, Refusal) else of_listing(publisher, capture.url, found)


def of_listing(publisher: Publisher, url: str, found: Listing) -> IndexReading:
    """What is stored of a list. One that names nothing is a problem: it was redesigned, or is no list any more.

    At a site without rules a page that was only tried as a list is none of its lists.
    """
    is_list = publisher.known or url in publisher.lists
    names_any = bool(found.articles or found.sitemaps)
    empty = (Problem("page", "empty", f"{url}: lists no article"),) if is_list and not names_any else ()
    return IndexReading(empty, found.popular)


def _article(kept: Kept, leads_to: str | None) -> Reading:
    story = attempt(lambda: opened(kept.capture))
    if isinstance(story, Refusal):
        return Reading(story, leads_to)
    complete(story, kept.parts)
    return Reading(attempt(story.article), leads_to, cut_at(kept.capture))


def complete(story: Story, answers: Mapping[str, Answer]) -> None:
    """Add the further pages that are not in the story yet; one that was not kept is lacking."""
    while address := story.wanted():
        add_page(story, address, answers.get(address, Answer(None, UNASKED)))


def add_page(story: Story, address: str, answer: Answer, page: Page | None = None) -> None:
    """Add a further page to a story; one that cannot be read is lacking, and the story says why."""
    failure = attempt(lambda: story.add(address, answer.capture, answer.reason, page))
    if isinstance(failure, Refusal):
        story.add(address, None, failure.detail)


def attempt(read: Callable[[], T]) -> T | Refusal:
    """What reading gives, or why it gives nothing: a fault of ours on one page must not end ten years of crawling."""
    try:
        return read()
    except ReadError as err:
        return Refusal(of_error(err), str(err))
    except Exception as err:  # noqa: BLE001 - whatever it is, the page is kept, and a problem row names it
        return Refusal(Outcome.ERROR, f"{type(err).__name__} while reading: {err}")


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


def leads_to(capture: Capture) -> str | None:
    """The canonical address of another story, to which the address of a capture led; None where it led to its own."""
    own, shown = shown_at(capture.url), shown_at(capture.final_url)
    publisher = publishers.of(own)
    if publisher is None or own.rstrip("/") == shown.rstrip("/") or publisher.same_article(own, shown):
        return None
    return shown


def shown_at(url: str) -> str:
    """The canonical URL of the article at an address."""
    return publishers.canonical(urls.canonical(url))


def cut_at(capture: Capture) -> int | None:
    """The bytes of a page that ends without `</html>`; None for one that has it."""
    return None if END in capture.body.lower() else len(capture.body)
