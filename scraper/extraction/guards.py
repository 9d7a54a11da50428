"""Guards over a reading: what contradicts the page's own metadata, and text that was decoded wrongly.

A reader would find these; nothing of them stays silent. Each is a problem row beside the reading, which stays as read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import timedelta

from scraper.extraction.generic.bylines import stated_bylines
from scraper.extraction.generic.machine_dates import json_ld_date
from scraper.extraction.generic.text_index import Sheet, sheet_of
from scraper.html.page import Page
from scraper.indonesian.boilerplate import is_offer
from scraper.models import Article, Problem

#: Kind of the problem of an article of which only the free part was read.
PAYWALL = "paywall"
_A_DAY = timedelta(days=1)
#: UTF-8 that was read as Windows-1252 or Latin-1: "â€œ", "Ã©", "Â " (WHATWG Encoding, index windows-1252).
_OF_WINDOWS = bytes(range(0x80, 0xA0)).decode("cp1252", "ignore")
_MOJIBAKE = re.compile(rf"[ÃÂ][ \u00a0-\u00bf{re.escape(_OF_WINDOWS)}]|â€|ðŸ|ï¿")
#: One of these is in every garbled text: a look that costs next to nothing.
_SIGNS = ("Ã", "Â", "â€", "ðŸ", "ï¿")
_REPLACED = "\ufffd"
#: Characters of the longest offer, and of the shortest text that is hardly cut by one.
_OFFER, _WHOLE = 160, 2500
#: One of these is in every offer.
_OFFER_WORDS = ("langganan", "pelanggan", "subscri", "premium")
#: Characters of the shortest paragraph that says something twice when it stands twice.
_COPY = 40
#: Characters of a text of several sentences; how many times the words kept, and how many words, are much more.
_PROSE, _MUCH_MORE, _MANY_WORDS = 120, 2.5, 250
#: Characters around a garbled place that a problem shows.
_AROUND = 20


def problems_of(page: Page, article: Article) -> Iterator[Problem]:
    """What looks wrong in a reading of a page."""
    yield from _other_date(page, article)
    yield from _no_author(page, article)
    yield from _garbled(article)
    yield from _offered(page, article)
    yield from _twice(article)
    yield from _more_prose(page, article)


def _other_date(page: Page, article: Article) -> Iterator[Problem]:
    """JSON-LD tells another day than was read."""
    stated = json_ld_date(page)
    read = article.published_at
    if stated and read and abs(read - stated.moment) >= _A_DAY:
        yield Problem("published_at", "suspect", f"JSON-LD says {stated.text[:40]}, {read.isoformat()} was read")


def _no_author(page: Page, article: Article) -> Iterator[Problem]:
    """The head names an author, and nobody was read."""
    if article.bylines:
        return
    names = [person.name for person in stated_bylines(page)]
    if names:
        yield Problem("bylines", "suspect", f"the page's head names {', '.join(names)[:80]}, nobody was read")


def stated_free(page: Page) -> bool | None:
    """Whether JSON-LD says that everybody may read the article (schema.org/isAccessibleForFree); None if nothing."""
    said = str(page.described.get("isAccessibleForFree", "")).lower().removeprefix("http://schema.org/")
    return {"true": True, "false": False}.get(said)


def is_free(page: Page, problems: Iterable[Problem]) -> bool | None:
    """Whether everybody may read all of an article; False where only the free part of it was read."""
    return False if is_teaser(problems) else stated_free(page)


def is_teaser(problems: Iterable[Problem]) -> bool:
    """Whether only the free part of an article was read."""
    return any(problem.kind == PAYWALL for problem in problems)


def _offered(page: Page, article: Article) -> Iterator[Problem]:
    """The page offers a subscription to read on, or says that it is not free, and little was read."""
    if sum(map(len, article.paragraphs)) >= _WHOLE:
        return
    offer = next(filter(is_offer, _hints_of_offers(page.once(sheet_of))), None)
    if offer or stated_free(page) is False:
        said = repr(offer[:80]) if offer else "JSON-LD says that it is not free"
        yield Problem("paragraphs", PAYWALL, f"only the part that is free was read: {said}")


def _hints_of_offers(sheet: Sheet) -> Iterator[str]:
    """The short texts of a page with a word that every offer holds; most pages have none."""
    lower = sheet.joined.lower()
    words = tuple(word for word in _OFFER_WORDS if word in lower)
    if words:
        yield from map(sheet.text, sheet.find(words, longest=_OFFER))


def _twice(article: Article) -> Iterator[Problem]:
    """A paragraph stands twice."""
    counts = Counter(line for line in article.paragraphs if len(line) >= _COPY)
    for line in [line for line, count in counts.items() if count > 1][:1]:
        yield Problem("paragraphs", "suspect", f"a paragraph stands twice: {line[:80]!r}")


def _more_prose(page: Page, article: Article) -> Iterator[Problem]:
    """The page holds much more prose than was kept."""
    kept = sum(len(line.split()) for line in article.paragraphs)
    texts = page.once(sheet_of).texts
    long = sum(len(text.split()) for text in texts if len(text) >= _PROSE and ". " in text)
    if long > _MUCH_MORE * kept and long > _MANY_WORDS:
        yield Problem("paragraphs", "suspect", f"{kept} words were kept, {long} stand in long texts of the page")


def _garbled(article: Article) -> Iterator[Problem]:
    """Characters that a wrong decoding left, the first in each field."""
    texts = list(_texts(article))
    whole = "\n".join(text for _, text in texts)
    if not any(sign in whole for sign in (_REPLACED, *_SIGNS)):
        return
    for field, text in texts:
        place = _garbled_at(text)
        if place is not None:
            shown = text[max(0, place - _AROUND) : place + _AROUND]
            yield Problem(field, "suspect", f"garbled characters in {shown!r}")


def _garbled_at(text: str) -> int | None:
    """Where the first garbled character stands; None in a text without any."""
    if _REPLACED in text:
        return text.index(_REPLACED)
    if not any(sign in text for sign in _SIGNS):
        return None
    match = _MOJIBAKE.search(text)
    return match.start() if match else None


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """The texts of a reading by field."""
    yield "headline", article.headline or ""
    yield "kicker", article.kicker or ""
    yield "paragraphs", article.body
    yield "bylines", "\n".join(person.name for person in article.bylines)
    yield "photos", "\n".join(f"{photo.caption or ''}\n{photo.credit or ''}" for photo in article.photos)
    yield "tags", "\n".join(article.tags)
