"""Rows of invented stories, as the store would have written them after two looks at each."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from invented_news import Newsroom, Story

from scraper import urls
from scraper.archive import captures
from scraper.archive.stored import Packed, digest, packed, packed_against
from scraper.crawl.revisit import WAITS
from scraper.indonesian.time_zones import utc_text
from scraper.models import Article, Capture, Record
from scraper.store import to_rows
from scraper.store.empty_fields import empty_fields
from scraper.store.wording import quality, words_of
from scraper.store.writing import NO_WORDING

#: From the time of a story to its first capture.
DELAY = timedelta(minutes=10)
#: The newest stories, of which every tenth is looked at once more; all others are done.
NEWEST = 0.02
GONE = b"<!doctype html><html><head><title>404</title></head><body><h1>Tidak ditemukan</h1></body></html>"

#: Table -> rows. The columns `capture`, `first_capture` and `last_capture` count the looks at the story: 1 and 2.
Rows = dict[str, list[Record]]


class Prepared(NamedTuple):
    """The rows of one story: those of its captures, first and second, then what was read of them."""

    first: Rows
    second: Rows
    rows: Rows


def first_look(number: int, room: Newsroom) -> datetime:
    """When a story was captured first."""
    return (room.first + number * room.step + DELAY).astimezone(UTC)


def capture_of(url: str, at: datetime, body: bytes, status: int = 200) -> Capture:
    """An answer with the headers of a news site."""
    headers = (
        ("date", f"{at:%a, %d %b %Y %H:%M:%S GMT}"), ("content-type", "text/html; charset=utf-8"),
        ("transfer-encoding", "chunked"), ("connection", "keep-alive"), ("server", "nginx/1.24.0"),
        ("vary", "Accept-Encoding"), ("cache-control", "max-age=60, public"), ("x-frame-options", "SAMEORIGIN"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"), ("x-cache", "HIT"),
        ("link", f'<{url}>; rel="canonical"'),
    )  # fmt: skip
    return Capture(url, url, at, status, "text/html", "utf-8", headers, body, 0.12)


@dataclass
class Preparer:
    """Makes the rows of stories; one in each process."""

    room: Newsroom
    watched: list[str]

    def prepared(self, number: int) -> Prepared:
        """The rows of one story."""
        story, at = self.room.story(number), first_look(number, self.room)
        again_at = at + self.room.lag * self.room.step
        rows: Rows = {}
        wordings = [words_of(story.first)]
        if story.fate == "edited":
            wordings.append(words_of(story.second))
        self._look(rows, number + 1, 1, story.first, wordings[0])
        second = self._second(story, again_at, rows, wordings[-1])
        self._article(rows, story, (at, again_at), wordings)
        first = _captured(story, capture_of(story.outline.url, at, story.page), self._payload(story, story.page))
        return Prepared(first, second, rows)

    def _second(self, story: Story, at: datetime, rows: Rows, wording: Record) -> Rows:
        """The rows of the second capture, where there is one; what was read of it goes to `rows`."""
        number, url = story.outline.number, story.outline.url
        if story.fate == "not modified":
            seen = {"capture": 1, "seen_at": utc_text(at), "etag": None, "last_modified": None}
            rows["not_modified"] = [seen]
            return {}
        if story.fate == "gone":
            reading = {"capture": 2, "article": number + 1, "outcome": "gone", **NO_WORDING, "empty_fields": None}
            rows["readings"].append(reading)
            problem = {"capture": 2, "position": 1, "field": "page", "kind": "gone", "detail": f"{url}: status 404"}
            rows["problems"].append(problem)
            return _captured(story, capture_of(url, at, GONE, 404), _form(digest(GONE), len(GONE), packed(GONE)))
        self._look(rows, number + 1, 2, story.second, wording)
        payload = self._payload(story, story.second_page, former=story.page)
        return _captured(story, capture_of(url, at, story.second_page), payload)

    def _payload(self, story: Story, page: bytes, former: bytes | None = None) -> Record:
        """A page as the archive packs it: against the former page of its address, or the first of its publisher."""
        base = _first_page(self, story.outline.publisher.id)
        if page == base:  # also where nothing changed: the row is there already
            return _form(digest(page), len(page), packed(page))
        if former is None or former == base:
            return _form(digest(page), len(page), packed_against(page, base), digest(base))
        return _form(digest(page), len(page), packed_against(page, former), digest(base), digest(former))

    def _look(self, rows: Rows, article: int, look: int, read: Article, wording: Record) -> None:
        """The rows of one reading."""
        whole = quality(read)
        reading = {
            "capture": look,
            "article": article,
            "outcome": "article",
            "digest": wording["digest"],
            "words": whole.words,
            "empty": json.dumps(sorted(whole.empty)),
            "pages_read": None,
            "empty_fields": json.dumps(empty_fields(read, self.watched)),
        }
        rows.setdefault("readings", []).append(reading)
        _numbered(rows, "popular_entries", "capture", look, to_rows.of_popular(read.popular))
        _numbered(rows, "problems", "capture", look, to_rows.of_problems(read.problems))
        if read.views is not None:
            rows.setdefault("view_counts", []).append({"capture": look, "article": article, "views": read.views})

    def _article(self, rows: Rows, story: Story, times: tuple[datetime, datetime], wordings: list[Record]) -> None:
        """The rows of an article as its whole history tells it; `times` are those of its two looks."""
        number, looks = story.outline.number, 2 if story.fate in ("edited", "other bytes") else 1
        seen = times[0] if story.fate == "gone" else times[1]
        summary = {
            "id": number + 1,
            "state": "gone" if story.fate == "gone" else "live",
            "first_seen_at": utc_text(times[0]),
            "last_seen_at": utc_text(seen),
            "views": story.second.views,
        }
        rows["articles"] = [to_rows.of_article(story.second, looks) | summary]
        for table, parts in to_rows.of_parts(story.second).items():
            _numbered(rows, table, "article", number + 1, parts)
        shown = [(1, looks)] if len(wordings) == 1 else [(1, 1), (2, 2)]
        revisions = [
            {**wording, "first_capture": first, "last_capture": last}
            for wording, (first, last) in zip(wordings, shown, strict=True)
        ]
        _numbered(rows, "revisions", "article", number + 1, revisions, name="number")
        rows["frontier"] = [self._frontier(story)]

    def _frontier(self, story: Story) -> Record:
        number, url = story.outline.number, story.outline.url
        row: Record = {
            "url": url,
            "publisher": story.outline.publisher.id,
            "host": urls.authority(url),
            "found_at": utc_text(story.outline.at),
            "found_on": story.outline.publisher.home,
            "attempts": 0,
        }
        if story.fate == "gone":
            gone = {"state": "gone", "looks": 1, "step": 0, "missed": 2, "next_at": None}
            return row | gone | {"reason": f"{url}: status 404"}
        if is_due(number, self.room):
            until = self.room.first + (self.room.number + self.room.lag) * self.room.step
            last = len(WAITS) - 1
            due = {"state": "due", "looks": last + 1, "step": last, "missed": 0}
            return row | due | {"next_at": utc_text(until + WAITS[last]), "reason": None}
        done = {"state": "done", "looks": len(WAITS) + 1, "step": None, "missed": 0, "next_at": None}
        return row | done | {"reason": "looked at often enough"}


def is_due(number: int, room: Newsroom) -> bool:
    """Whether a story is to be looked at once more, after the last wait of the schedule."""
    return number >= room.number * (1 - NEWEST) and number % 10 == 0


def _captured(story: Story, capture: Capture, payload: Record) -> Rows:
    """The rows of a capture with those of its payload; one that stands whole is a base."""
    publisher = story.outline.publisher.id
    row = captures.record(capture, payload["digest"], "article", publisher, None)
    base = {"digest": payload["digest"], "publisher": publisher, "kind": "article"}
    return {"payloads": [payload], "bases": [base] if payload["base"] is None else [], "captures": [row]}


def _form(name: str, size: int, form: Packed, base: str | None = None, beside: str | None = None) -> Record:
    return {"digest": name, "codec": form.codec, "size": size, "body": form.form, "base": base, "beside": beside}


def _numbered(
    rows: Rows, table: str, owner: str, key: int, records: Sequence[Record], *, name: str = "position"
) -> None:
    numbered = ({owner: key, name: number, **record} for number, record in enumerate(records, 1))
    rows.setdefault(table, []).extend(numbered)


_first_pages: dict[str, bytes] = {}


def _first_page(preparer: Preparer, publisher: str) -> bytes:
    """The page against which those of a publisher are packed."""
    if publisher not in _first_pages:
        number = [each.id for each in preparer.room.publishers].index(publisher)
        _first_pages[publisher] = preparer.room.story(number).page
    return _first_pages[publisher]


def prepared(preparer: Preparer, jobs: int) -> Iterator[Prepared]:
    """All stories in their order, made in so many processes."""
    numbers, run = range(preparer.room.number), preparer.room.run
    if jobs < 2:
        yield from map(preparer.prepared, numbers)
        return
    batches = deque(numbers[begin : begin + run] for begin in range(0, len(numbers), run))
    with ProcessPoolExecutor(jobs, initializer=_begin, initargs=(preparer,)) as pool:
        working: deque[Future[list[Prepared]]] = deque()
        while batches or working:
            while batches and len(working) < 3 * jobs:
                working.append(pool.submit(_batch, batches.popleft()))
            yield from working.popleft().result()


_preparers: list[Preparer] = []


def _begin(preparer: Preparer) -> None:
    _preparers.append(preparer)


def _batch(numbers: range) -> list[Prepared]:
    return [_preparers[0].prepared(number) for number in numbers]
