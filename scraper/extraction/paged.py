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
        left = (url for url in self._course() if url not in self.came and url not in self.failed)
        return next(left, None) if asked < MOST else None

    def add(self, address: str, answer: Capture | None, reason: str | None = None, page: Page | None = None) -> None:
        """Take in what came from an address that was wanted; without an answer `reason` says why.

        `page` is the answer where it was parsed already.
        """
        if answer is None:
            self.failed[address] = reason or "no answer"
            return
        try:
            self.came[address] = self._read(address, answer, page)
        except ReadError as err:
            self.failed[address] = err.reason

    def article(self) -> Article:
        """The whole article, or what there is of it, with a problem for each page that it lacks."""
        whole = self.linked.whole in self.came
        later = [self.came[url][0] for url in self._course() if url in self.came]
        article = joined(self.first, later, whole=whole) if later else self.first
        if (pages := 1 + len(self._numbered())) > article.pages:
            article = replace(article, pages=pages)
        if not (lacks := self._lacks()):
            return article
        problems = tuple(Problem("paragraphs", INCOMPLETE, detail) for detail in lacks)
        return replace(article, problems=article.problems + problems, pages_read=1 + len(later))

    def _course(self) -> list[str]:
        """The addresses whose pages make the whole article, in order, as far as they are known."""
        if self.linked.whole and self.linked.whole not in self.failed:
            return [self.linked.whole]
        return self._numbered()

    def _numbered(self) -> list[str]:
        """The addresses of the pages from 2 on, with those that only later pages lead to."""
        numbered = dict(self.linked.numbered)
        for _, further in self.came.values():
            numbered = {**further.numbered, **numbered}
        known = self.linked.numbered.values()
        found = (numbered[number] for number in sorted(numbered))
        return [url for url in found if url in known or self.failed.get(url) not in (REPEATED, NOTHING_NEW)]

    def _lacks(self) -> list[str]:
        """What is not in the text and why, one line for each page."""
        course, only = self._course(), self.linked.whole
        if course:
            spent = len(self.came) + len(self.failed) >= MOST
            unasked = f"{UNASKED}: of one story at most {MOST} further pages are" if spent else UNASKED
            return [f"{url}: {self.failed.get(url, unasked)}" for url in course if url not in self.came]
        if only and self.pages == 1:
            return [f"{only}: {self.failed[only]}"] if self.failed[only] != REPEATED else []
        return [f"page 1 of {self.pages}, and no way to the others"] if self.pages > 1 else []

    def _read(self, address: str, answer: Capture, page: Page | None) -> tuple[Article, Parts]:
        """A further page and where it leads. Raises errors.ReadError for what is no further page of the article."""
        if not 200 <= answer.status < 300:
            raise NotAnArticle(answer.final_url, f"status {answer.status}")
        if answer.mime not in PAGES:
            raise NotAnArticle(answer.final_url, f"{answer.mime} is no page")
        found = urls.canonical(answer.final_url)
        if not same_article(publishers.canonical(found), self.first.url):
            raise NotAnArticle(address, f"leads to {answer.final_url}")
        page, part = _opened(answer, page)
        if reason := refusal(self.first, part) or self._idle(address, part):
            raise NotAnArticle(address, reason)
        return part, parts(page, self.address, self.pages)

    def _idle(self, address: str, part: Article) -> str | None:
        """Why a page does not bring the article on: all of it that is not, or a way on that leads round in circles."""
        if address == self.linked.whole:
            return None if holds(part, self.first) else "does not hold the text of the first page"
        if address in self.linked.numbered.values():
            return None
        before = (self.first, *(each for each, _ in self.came.values()))
        return None if adds((each.paragraphs for each in before), part.paragraphs) else NOTHING_NEW


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
    page = page or pages.read(capture.body, urls.canonical(capture.final_url), capture.header("content-type"))
    return page, reading(page, publishers.of(page.url), capture.captured_at)


def _holds_all(page: Page) -> bool:
    """Whether the layout of a page is one that holds all pages of its story."""
    publisher = publishers.of(page.url)
    template = publisher.template_for(page) if publisher else None
    return template is not None and template.all_pages
