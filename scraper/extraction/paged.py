"""An article while its pages come together: which page is wanted next, and what all that came say. Pure.

A crawl asks the web for what is wanted, `scrape parse` the archive: the same pages give the same article.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scraper import publishers, urls
from scraper.errors import NotAnArticle, ReadError
from scraper.extraction.article import reading
from scraper.extraction.merge import REPEATED, adds, holds, joined, refusal, same_article
from scraper.extraction.pages import MOST, Parts, parts
from scraper.html import page as pages
from scraper.html.page import Page
from scraper.models import INCOMPLETE, Article, Capture, Problem

#: Media types of pages; a server that names none is taken at its word's absence.
PAGES = frozenset((None, "text/html", "application/xhtml+xml"))

#: Why a page is not there.
UNASKED = "not asked for"
NOTHING_NEW = "prints nothing that the pages before it do not"


@dataclass
class Story:
    """An article of which the first page was read."""

    first: Article
    #: Canonical URL where the first page was found.
    address: str
    #: The further pages that the first one leads to.
    linked: Parts
    #: How many pages there are to be, the first among them.
    pages: int
    #: Address -> a further page as read, with the pages that it leads to.
    came: dict[str, tuple[Article, Parts]] = field(default_factory=dict)
    #: Address -> why there is no page.
    failed: dict[str, str] = field(default_factory=dict)

    def wanted(self) -> str | None:
        """The address of a page that is not there yet; None when nothing is left to ask for."""
        asked = len(self.came) + len(self.failed)
        left = (url for url in _course(self) if url not in self.came and url not in self.failed)
        return next(left, None) if asked < MOST else None

    def add(self, address: str, answer: Capture | None, reason: str | None = None, page: Page | None = None) -> None:
        """Take in what came from an address that was wanted; without an answer `reason` says why.

        `page` is the answer where it was parsed already.
        """
        if answer is None:
            self.failed[address] = reason or "no answer"
            return
        try:
            self.came[address] = _read(self, address, answer, page)
        except ReadError as err:
            self.failed[address] = err.reason

    def article(self) -> Article:
        """The whole article, or what there is of it, with a problem for each page that it lacks."""
        whole = self.linked.whole in self.came
        there = [url for url in _course(self) if url in self.came]
        later = [self.came[url][0] for url in there]
        article = joined(self.first, later, whole=whole) if later else self.first
        found = 1 + len(_numbered(self))
        if found > article.pages:
            article = replace(article, pages=found)
        missing = _missing(self)
        if not missing:
            return article
        problems = tuple(Problem("paragraphs", INCOMPLETE, detail) for detail in missing)
        return replace(article, problems=article.problems + problems, pages_read=1 + len(later))


def _course(story: Story) -> list[str]:
    """The addresses whose pages make the whole article, in order, as far as they are known."""
    whole = story.linked.whole
    if whole and whole not in story.failed:
        return [whole]
    return _numbered(story)


def _numbered(story: Story) -> list[str]:
    """The addresses of the pages from 2 on, with those that only later pages lead to."""
    numbered = dict(story.linked.numbered)
    for _, further in story.came.values():
        numbered = {**further.numbered, **numbered}
    known = set(story.linked.numbered.values())
    in_order = (numbered[number] for number in sorted(numbered))
    return [url for url in in_order if url in known or _brings_on(story, url)]


def _brings_on(story: Story, url: str) -> bool:
    """Whether an address may still hold a page of its own."""
    reason = story.failed.get(url)
    return reason not in (REPEATED, NOTHING_NEW)


def _missing(story: Story) -> list[str]:
    """What is not in the text and why, one line for each page."""
    course = _course(story)
    if course:
        unasked = _unasked(story)
        gone = (url for url in course if url not in story.came)
        reasons = {url: story.failed.get(url, unasked) for url in gone}
        return [f"{url}: {reason}" for url, reason in reasons.items()]
    if story.pages > 1:
        return [f"page 1 of {story.pages}, and no way to the others"]
    return _missing_whole(story)


def _unasked(story: Story) -> str:
    """Why a page was not asked for."""
    asked = len(story.came) + len(story.failed)
    if asked < MOST:
        return UNASKED
    return f"{UNASKED}: of one story at most {MOST} further pages are"


def _missing_whole(story: Story) -> list[str]:
    """That the page with all of a story of one page could not be had, where it would have said more."""
    whole = story.linked.whole
    if not whole:
        return []
    reason = story.failed[whole]
    return [] if reason == REPEATED else [f"{whole}: {reason}"]


def _read(story: Story, address: str, answer: Capture, page: Page | None) -> tuple[Article, Parts]:
    """A further page and where it leads. Raises errors.ReadError for what is no further page of the article."""
    if not 200 <= answer.status < 300:
        raise NotAnArticle(answer.final_url, f"status {answer.status}")
    if answer.mime not in PAGES:
        raise NotAnArticle(answer.final_url, f"{answer.mime} is no page")
    found = urls.canonical(answer.final_url)
    spelt = publishers.canonical(found)
    if not same_article(spelt, story.first.url):
        raise NotAnArticle(address, f"leads to {answer.final_url}")
    page, part = _opened(answer, page)
    reason = refusal(story.first, part) or _idle(story, address, part)
    if reason:
        raise NotAnArticle(address, reason)
    return part, parts(page, story.address, story.pages)


def _idle(story: Story, address: str, part: Article) -> str | None:
    """Why a page does not bring the article on: all of it that is not, or a way on that leads round in circles."""
    if address == story.linked.whole:
        is_whole = holds(part, story.first)
        return None if is_whole else "does not hold the text of the first page"
    if address in story.linked.numbered.values():
        return None
    texts = [story.first.paragraphs]
    for before, _ in story.came.values():
        texts.append(before.paragraphs)
    brings_on = adds(texts, part.paragraphs)
    return None if brings_on else NOTHING_NEW


def opened(capture: Capture, page: Page | None = None) -> Story:
    """The story that begins on a captured page; `page` is that page where it was parsed already.

    Raises errors.NotAnArticle for a page that is none, errors.Hostile for one that would hang the parser.
    """
    page, first = _opened(capture, page)
    linked = parts(page, page.url, first.pages)
    if (first.pages > 1 or linked != Parts()) and _holds_all(page):
        return Story(first, page.url, Parts(), 1)
    return Story(first, page.url, linked, first.pages)


def _opened(capture: Capture, page: Page | None) -> tuple[Page, Article]:
    if page is None:
        url = urls.canonical(capture.final_url)
        content_type = capture.header("content-type")
        page = pages.read(capture.body, url, content_type)
    publisher = publishers.of(page.url)
    return page, reading(page, publisher, capture.captured_at)


def _holds_all(page: Page) -> bool:
    """Whether the layout of a page is one that holds all pages of its story."""
    publisher = publishers.of(page.url)
    if publisher is None:
        return False
    template = publisher.template_for(page)
    return template is not None and template.all_pages
