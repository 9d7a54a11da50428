"""Kabar Demo, an invented newspaper in the markup of beritajakarta's mobile site: two visits, one edit between them.

The stories are the files of `articles/`, the pages are Jinja2 templates. Nothing here opens a port: `server` does.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from jinja2 import Environment, PackageLoader

from scraper.demo import bulletins

NAME = "Kabar Demo"
#: Names below "localhost" never leave the machine (RFC 6761 section 6.3).
HOST = "demo.localhost"
ROOT = f"http://{HOST}"
ROBOTS = "User-agent: *\nDisallow: /news/search\n"
#: Lines of the most-read box, as on beritajakarta.
POPULAR = 5
#: The edition in English.
ENGLISH = "/en"
#: Stories of the front page and of the index.
LISTED = 24

_DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
_MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
_STORY_PATH = re.compile(r"/(?:(?:en|banten|jabar)/)?read/(\d{1,9})(?:/|$)", re.ASCII)


def printed(moment: datetime) -> str:
    """A time as beritajakarta prints it.

    >>> printed(datetime(2025, 5, 8, 9, 5))
    'Kamis, 08 Mei 2025 09:05 WIB'
    """
    return f"{_DAYS[moment.weekday()]}, {moment:%d} {_MONTHS[moment.month - 1]} {moment:%Y %H:%M} WIB"


@dataclass(frozen=True, kw_only=True)
class Story:
    """A story as one visit finds it. Its file is named `<id>-<slug>.toml`."""

    id: int
    slug: str
    headline: str
    section: str
    published: datetime
    reporters: list[str]
    editors: list[str]
    #: As printed under the photo.
    credit: str
    #: Readers before the first visit, and before the second.
    views: list[int]
    #: Ids of the list "Berita Terkait".
    related: list[int]
    #: A paragraph a line; "> " begins a pull quote, "@ " names the id of a story to read as well.
    text: str
    #: The photo's alt text, on real pages often the headline before it was cut.
    alt: str = ""
    #: "/en" for the English edition, "/banten" and "/jabar" for those of two provinces.
    edition: str = ""
    #: What beritajakarta's editor left in old pages: "nested" (`<p><p>`) or "markers" (hidden spans).
    oddity: str = ""
    #: The visits that find the story.
    visits: Sequence[int] = (1, 2)
    #: What reads otherwise at the second visit: old words to new ones.
    rewritten: Mapping[str, str] | None = None

    @property
    def url(self) -> str:
        """Absolute URL; a rewritten headline does not change it."""
        return f"{ROOT}{self.edition}/read/{self.id}/{self.slug}"

    @property
    def lines(self) -> list[str]:
        """The text piece by piece."""
        return [line for line in self.text.splitlines() if line]


def _story(file: Traversable, visit: int) -> Story:
    text = file.read_text("utf-8")
    if visit > 1:
        for old, new in tomllib.loads(text).get("rewritten", {}).items():
            text = text.replace(old, new)
    number, _, slug = file.name.removesuffix(".toml").partition("-")
    return Story(id=int(number), slug=slug, **tomllib.loads(text))


class Answer(NamedTuple):
    """What the site says to one request."""

    status: int
    content_type: str
    body: str


class Site:
    """The newspaper at one visit. Every look at a story counts as a reader, so no two pages are alike.

    `day` counts from the first of its thirty days, whose short stories stand beside the written ones up to it; 0 is the
    newspaper of the written ones alone.
    """

    def __init__(self, visit: int = 1, day: int = 0) -> None:
        online = _on_day(visit, day) if day else _written(visit)
        #: Whether the newspaper has redesigned its most-read box, and prints no counts in it any more.
        self.is_redesigned = bool(day) and visit > 1
        online.sort(key=lambda story: story.published, reverse=True)
        self.stories: dict[int, Story] = {}
        self.readers: Counter[int] = Counter()
        for story in online:
            self.stories[story.id] = story
            self.readers[story.id] = story.views[visit - 1]
        self._pages = Environment(loader=PackageLoader("scraper.demo"), autoescape=True)
        self._pages.globals.update(site=self, name=NAME, root=ROOT, printed=printed)

    def popular(self) -> list[Story]:
        """The most-read stories, best first."""
        numbers = dict(self.readers.most_common(POPULAR))
        return list(map(self.stories.__getitem__, numbers))

    def related(self, story: Story) -> list[Story]:
        """What "Berita Terkait" lists: of the story's neighbours those that are there."""
        there = filter(self.stories.__contains__, story.related)
        return list(map(self.stories.__getitem__, there))

    def _local(self) -> list[Story]:
        """The stories of the Indonesian editions, newest first."""
        stories = self.stories.values()
        return [story for story in stories if story.edition != ENGLISH]

    def sections(self) -> dict[str, str]:
        """The Indonesian editions' sections, path to name."""
        paths: dict[str, str] = {}
        names = {story.section for story in self._local()}
        for name in sorted(names):
            slug = name.lower().replace(" ", "-")
            paths[f"/kategori/{slug}"] = name
        return paths

    def listed(self, path: str) -> list[Story] | None:
        """The stories of an index page, newest first; None for the path of none."""
        local = self._local()
        section = self.sections().get(path)
        if path in ("/", "/berita/terkini"):
            return local[:LISTED]
        if path == "/berita/terpopuler":
            return self.popular()
        if path == "/latest-news":
            stories = self.stories.values()
            return [story for story in stories if story.edition == ENGLISH]
        if section is None:
            return None
        return [story for story in local if story.section == section]

    def answer(self, path: str) -> Answer:
        """What is under a path. Any slug leads to a story, its id decides, as on the real site."""
        if path == "/robots.txt":
            return Answer(200, "text/plain; charset=utf-8", ROBOTS)
        match = _STORY_PATH.match(path)
        story = self.stories.get(int(match[1])) if match else None
        if story is not None:
            self.readers[story.id] += 1
            return self._html(200, "article.html", story=story)
        stories = self.listed(path)
        if stories is None:
            return self._html(404, "missing.html")
        return self._html(200, "list.html", stories=stories)

    def _html(self, status: int, template: str, **values: object) -> Answer:
        page = self._pages.get_template(template)
        body = page.render(values)
        return Answer(status, "text/html; charset=UTF-8", body)


def _written(visit: int) -> list[Story]:
    """The stories that were written out, as a visit finds them."""
    folder = files(__package__) / "articles"
    stories: list[Story] = []
    for file in folder.iterdir():
        story = _story(file, visit)
        if visit in story.visits:
            stories.append(story)
    return stories


def _on_day(visit: int, day: int) -> list[Story]:
    """The written and the short stories that stand on a day."""
    end = bulletins.FIRST_DAY + timedelta(days=day)
    written = _written(visit)
    stories = [story for story in written if story.published.date() < end]
    short = bulletins.on_day(day)
    stories.extend(Story(**fields) for fields in short)
    return stories
