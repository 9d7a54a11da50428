"""Speech or title: whether a stretch between marks is what somebody said, or the name of a film, an event or a word."""

from __future__ import annotations

import re

from scraper.quotes.quotation_marks import Marked

#: Direct speech has at least so many words; shorter stretches are names, titles and irony.
MIN_WORDS = 4
#: Words that lead to the name of something; up to two more may stand between ("film dokumenter terbarunya").
_TITLE_LEADS = frozenset(
    """
    video lagu film buku judul berjudul bertajuk tajuk tema bertema bertemakan program acara album novel slogan
    jargon tulisan bertuliskan istilah sebutan disebut bernama dinamai berjuluk dijuluki lirik drama sinetron
    pantun puisi cerpen kolom rubrik seminar diskusi webinar lomba gerakan kampanye tagar moto motto semboyan
    tagline lukisan karya single serial antologi artikel berita bacaan berbunyi lokakarya talkshow pameran pentas
    festival konser mengusung melantunkan menyanyikan membawakan spanduk poster simak tonton lihat baca
    """.split()
)
_NAMING = frozenset({"dengan", "yaitu", "yakni", "adalah", "ialah"})
_ONE_WORD = re.compile(r"[\w-]+")
_PARTS = re.compile(r"\W+")
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")
_SENTENCE_EDGE = re.compile(r"(?:[.!?][\"“”’')]*|[-–—]|\n)\s*$")
_SENTENCE_ENDS = (".", "!", "?", "…")
_NEW_SENTENCE = re.compile(r"[\s.,]*(?:$|[A-Z\"“”])")
#: Share of the longer words of a title that have a capital.
_TITLE_CASE = 0.7
#: Characters before a mark that hold the words which lead to a title.
_REACH = 60


def long_enough(body: str, mark: Marked) -> bool:
    """Whether a stretch has enough words for speech."""
    spaces = body.count(" ", mark.inner, mark.inner_end)
    if spaces < MIN_WORDS - 1:
        return False
    if spaces >= 2 * MIN_WORDS:
        return True
    return len(_WORD.findall(body, mark.inner, mark.inner_end)) >= MIN_WORDS


def ends_sentence(body: str, mark: Marked) -> bool:
    """Whether a stretch ends in a full stop, a question mark or the like."""
    return _is_sentence(body[mark.inner_end - 2 : mark.inner_end])


def _is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, an inner mark behind it or not."""
    return text.rstrip("\"“”’')").endswith(_SENTENCE_ENDS)


def speech_without_cue(body: str, mark: Marked, start: int, stop: int) -> bool:
    """Whether a stretch without reporting words behind it is speech by itself: a whole sentence or several."""
    first = _WORD.search(body, mark.inner, mark.inner_end)
    if first is None or not first[0][0].isupper() or is_title(body, mark, start):
        return False
    if not _stands_apart(body, mark, start):
        return False
    ended = ends_sentence(body, mark) or body[mark.inner_end - 1] == ","
    if not ended and mark.closed and mark.end != stop:
        return False
    return _NEW_SENTENCE.match(body, mark.end, stop) is not None


def _stands_apart(body: str, mark: Marked, start: int) -> bool:
    """Whether a colon, the end of a sentence or nothing stands before a stretch in its paragraph."""
    if start == mark.start or body[start : mark.start].rstrip().endswith(":"):
        return True
    return _SENTENCE_EDGE.search(body, start, mark.start) is not None


def is_title(body: str, mark: Marked, start: int) -> bool:
    """Whether a stretch is the name of something: a word such as "film" leads to it, or it is in title case."""
    if _leads_to_title(body[max(start, mark.start - _REACH) : mark.start]):
        return True
    text = body[mark.inner : mark.inner_end]
    if text.endswith(",") or _is_sentence(text[-2:]):
        return False
    longer = [word for word in _WORD.findall(text) if len(word) > 3]
    capitals = [word for word in longer if word[0].isupper()]
    return len(capitals) > _TITLE_CASE * len(longer)


def _leads_to_title(before: str) -> bool:
    """Whether one of the last words before a mark is such as "film", with at most two and a "yakni" behind it."""
    words = before.rstrip(" ,:\n").lower().split(" ")
    count = 4 if words[-1] in _NAMING else 3
    for word in reversed(words[-count:]):
        last = word if word.isalpha() else _PARTS.split(word)[-1]
        if last in _TITLE_LEADS:
            return True
        if not _ONE_WORD.fullmatch(word):
            return False
    return False


def content(body: str, mark: Marked) -> tuple[int, int]:
    """Offsets of the words alone: without white space and the comma before the closing mark."""
    start, end = mark.inner, mark.inner_end
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1] in ", \n\t\u00a0":
        end -= 1
    return start, end
