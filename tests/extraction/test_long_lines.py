"""A line without end costs what its length says: no pattern goes back over what it has read.

Nothing is timed: whatever takes a hundred times longer than it should is ended by the operating system.
"""

from __future__ import annotations

import importlib
import inspect
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

import pytest
from test_structure import IMPURE, IN_ROOMS, ROOT, libraries

import scraper
from scraper.errors import ScrapeError
from scraper.exchange.warc_bytes import Broken

#: Seconds of work, not of the clock on the wall, after which a call is ended. It needs some hundredths of them.
SECONDS = 5.0
#: Characters of a line. What is quadratic needs 2.5 * 10**9 steps for it.
LENGTH = 50_000

#: What a line is made of: what patterns of this project look for, unfinished and again and again.
UNITS = (
    " ", "\n", "a", "A", "1", "<", "(", '"', ",", "-", ".", "/", ":", "“", "[", "{", "\u00a0", "a ", "A. ", "Aa ",
    "a=", "1.", "1 ", "x-", "_a", "(a", "/a ", "//a", "a.b/", "&#1", "\t a", "“a”, ", "di a ", "dan ", "kata a ",
    "Foto: ", "10:00 ", "Jakarta, ", "Dr. ", "5 Mei 2025 ", "“Kami siap,” kata Budi. ",
)  # fmt: skip


#: Functions whose text was written by this project itself: a pattern, a row of its own archive.
OURS = {"html.encoding._next_meta", "store.from_rows._pair"}


#: What a function may say to a line that is nothing to it.
REFUSALS = (ScrapeError, ValueError, LookupError, OSError, Broken)


class TooSlow(BaseException):
    """The operating system ended a call."""


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """End what is inside when it has worked for longer."""

    def end(_: int, frame: FrameType | None) -> None:
        raise TooSlow(frame and f"{frame.f_code.co_filename}:{frame.f_lineno}")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def line_of(unit: str, length: int = LENGTH) -> str:
    return (unit * (length // len(unit) + 1))[:length]


def functions() -> Iterator[tuple[str, Callable[[Any], object], bool]]:
    """Every function that takes one text and nothing else, of modules that touch nothing outside.

    Gives its name, itself, and whether it takes bytes.
    """
    for path in (each for each in IN_ROOMS if not libraries(each) & IMPURE):
        name = ".".join(("scraper", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
        for key, value in vars(importlib.import_module(name)).items():
            if inspect.isfunction(value) and value.__module__ == name:
                first, *others = [*inspect.signature(value).parameters.values(), None]
                if first and first.annotation in ("str", "str | None", "bytes") and not any(map(_is_needed, others)):
                    yield f"{name.removeprefix('scraper.')}.{key}", value, first.annotation == "bytes"


def _is_needed(parameter: inspect.Parameter | None) -> bool:
    return parameter is not None and parameter.default is parameter.empty


FUNCTIONS = {name: (function, takes_bytes) for name, function, takes_bytes in functions() if name not in OURS}


def test_the_functions_that_read_lines_are_found() -> None:
    wanted = """
        text.fold urls.canonical indonesian.dates.iso html.hostile.check fetch.robots.parse fetch.responses.media_type
    """
    assert set(wanted.split()) <= FUNCTIONS.keys()
    assert len(FUNCTIONS) > 100


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_no_function_goes_back_over_a_line(unit: str) -> None:
    line = line_of(unit)
    for name, (function, takes_bytes) in FUNCTIONS.items():
        try:
            with bounded(SECONDS), suppress(*REFUSALS):
                function(line.encode() if takes_bytes else line)
        except TooSlow as err:
            pytest.fail(f"{name} takes too long, at {err}")


STORY = "<p>Warga menanam pohon di tepi sungai itu sejak pagi, lalu makan bersama di balai desa. </p>" * 9
#: Each place of a page in which a line may stand, at most so many characters of it: about 1 MB in all.
PAGE = """<!doctype html><title>{x}</title><meta name=author content="{x}"><meta property="og:title" content="{x}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{x}", "author": "{x}"}}</script>
<div class=news-read><ul class=breadcrumbs><li class=active><a href="/kategori/x">{x}</a></ul><h1>{headline}</h1>
<div class=content-info><span><i>access_time</i>{x}</span><span><i>person</i>{x}</span><span><i>remove_red_eye</i>{x}
</span></div><figure><img class=responsive-img src=/a.jpg><figcaption>{x}</figcaption></figure><div class=image-info>
<span>{x}</span></div><div class=content-body><p>Jakarta - {x}</p>{story}<p>{x}</p><a class=read-also href=/read/2/x>{x}
</a><p>({x})</p></div></div><div class=tags><a href=/tag/a>{x}</a></div><h3>Terpopuler</h3><ol><li><a href=/read/3/x>{x}
</a></ol>"""


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
@pytest.mark.parametrize("generic", [False, True])
def test_no_page_of_long_lines_takes_long(unit: str, generic: bool) -> None:
    escaped = line_of(unit, LENGTH // 2).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    for headline in ("Warga Menanam Pohon", escaped):
        page = PAGE.format(x=escaped, headline=headline, story=STORY)
        with bounded(SECONDS), suppress(ScrapeError):
            scraper.parse(page.encode(), "https://m.beritajakarta.id/read/1/x", generic=generic)


def test_what_goes_back_is_caught() -> None:
    """The bound itself: a pattern that everybody warns of, on such a line."""

    with pytest.raises(TooSlow), bounded(0.2):
        re.search(r"(\w+-?)+\.com", line_of("a-"))
