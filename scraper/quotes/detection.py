"""Which stretches between marks are speech, and which words after them say whose.

Of long quotations 93 % are `QUOTE, VERB speaker` in one paragraph, quotation first, cue word directly behind the
closing mark; the last character before that mark is a comma in 94 to 99 %. Titles, irony and names of
programmes have neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.quotes.phrases import Mention, speaker_after
from scraper.quotes.quotation_marks import Marked
from scraper.quotes.reporting_clauses import inverted
from scraper.quotes.reporting_verbs import DOCUMENT_ROOTS, ENGLISH, LEADS, PASSIVE, PRONOUNS, ROOTS, TAIL

#: Direct speech has at least so many words; shorter stretches are names, titles and irony.
MIN_WORDS = 4


@dataclass(slots=True)
class Cue:
    """The reporting words behind a quotation."""

    #: As printed.
    text: str
    #: Where they end in the body, speaker included.
    end: int
    #: None for the clitic -nya: the speaker is whoever spoke before.
    mention: Mention | None
    #: The speaker is a text.
    written: bool = False


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
_CUE_WORD = re.compile(r"[\s,.–—-]{0,4}?([A-Za-z]+)(?: (nya)\b)?")
_SENTENCE_EDGE = re.compile(r"(?:[.!?][\"“”’')]*|[-–—]|\n)\s*$")
_ENDS_SENTENCE = re.compile(r"[.!?…][\"“”’')]?$")
_NEW_SENTENCE = re.compile(r"[\s.,]*(?:$|[A-Z\"“”])")
_SPEAKER_NEXT = re.compile(r" (?:[A-Z]|(?:dia|ia|beliau|seorang|salah|para|pria|wanita|perempuan|warga|sang|si)\b)")
_BETWEEN = re.compile(r" (?:oleh|(?<=tertulis )(?:di|dalam|pada)) ")
_REFERRING = frozenset({"hal", "pernyataan", "penegasan", "penjelasan", "ucapan", "ungkapan"})
_REFERS = re.compile(r"\w+ (?:itu|ini|tersebut|senada|serupa) ((?:di)\w+kan)\b")
_TAIL = frozenset(TAIL)
_CUES = ROOTS | ENGLISH | PASSIVE | DOCUMENT_ROOTS | {"menurut"}


def long_enough(body: str, mark: Marked) -> bool:
    """Whether a stretch has enough words for speech."""
    spaces = body.count(" ", mark.inner, mark.inner_end)
    if spaces >= 2 * MIN_WORDS or spaces < MIN_WORDS - 1:
        return spaces >= MIN_WORDS
    return len(_WORD.findall(body, mark.inner, mark.inner_end)) >= MIN_WORDS


def cue_after(body: str, mark: Marked, stop: int) -> Cue | None:
    """The reporting words behind the closing mark, in the paragraph that ends at `stop`."""
    word = _CUE_WORD.match(body, mark.end, stop)
    if word is None:
        return None
    comma = body[mark.inner : mark.inner_end].rstrip()[-1:] == ","
    cue = _known(body, word, stop) or (_unknown(body, word, stop) if comma else None)
    if cue is None and (comma or body[word.start(1)].islower()):
        act = inverted(body, mark.end, stop)
        cue = Cue(act.cue, act.end, act.mention) if act else None
    if cue is None or comma or cue.mention is None or _ENDS_SENTENCE.search(body, mark.inner, mark.inner_end):
        return cue
    return cue if cue.mention.kind in ("name", "pronoun", "title") else None


def _known(body: str, word: re.Match[str], stop: int) -> Cue | None:
    text = word[1]
    lower = text.lower()
    if lower in _REFERRING and (passive := _REFERS.match(body, word.start(1), stop)):
        return _with_speaker(body, passive[1], passive.end(), stop)
    if lower in LEADS:
        following = _CUE_WORD.match(body, word.end(), stop)
        return (following and _known(body, following, stop)) or _with_speaker(body, text, word.end(1), stop)
    if word[2] and lower in ROOTS:
        return Cue(word[0].strip(" ,.–—-"), word.end(), None)
    if lower.endswith("nya") and (lower[:-3] in ROOTS or lower == "menurutnya"):
        return Cue(text, word.end(1), None)
    if lower in _CUES:
        return _with_speaker(body, text, word.end(1), stop)
    return None


def _with_speaker(body: str, text: str, at: int, stop: int) -> Cue | None:
    between = _BETWEEN.match(body, at, stop)
    mention = speaker_after(body, between.end() if between else at + 1, stop)
    written = text.lower() in DOCUMENT_ROOTS
    if mention is None:
        return Cue(text, at, None, written) if text.lower() not in LEADS else None
    if written and text.lower() == "pernyataan":
        return Cue(text, mention.end, mention, written)
    return Cue(text, mention.end, mention, written)


def _unknown(body: str, word: re.Match[str], stop: int) -> Cue | None:
    """A cue that no list has: behind a comma and the closing mark, "-nya" or a word before a speaker."""
    text = word[1]
    if not text.islower() or text in _TAIL or text in PRONOUNS:
        return None
    if text.endswith(("nya", "nha", "ya")) and len(text) > 4:
        return Cue(text, word.end(1), None)
    if _SPEAKER_NEXT.match(body, word.end(1), stop):
        return _with_speaker(body, text, word.end(1), stop)
    return None


def speech_without_cue(body: str, mark: Marked, start: int, stop: int) -> bool:
    """Whether a stretch without reporting words behind it is speech by itself: a whole sentence or several."""
    first = _WORD.search(body, mark.inner, mark.inner_end)
    if first is None or not first[0][0].isupper() or is_title(body, mark, start):
        return False
    introduced = body[start : mark.start].rstrip().endswith(":")
    if not introduced and start < mark.start and not _SENTENCE_EDGE.search(body, start, mark.start):
        return False
    ended = _ENDS_SENTENCE.search(body, mark.inner, mark.inner_end) or body[mark.inner_end - 1] == ","
    return bool((ended or not mark.closed or mark.end == stop) and _NEW_SENTENCE.match(body, mark.end, stop))


def is_title(body: str, mark: Marked, start: int) -> bool:
    """Whether a stretch is the name of something: a word such as "film" leads to it, or it is in title case."""
    if _leads_to_title(body[max(start, mark.start - 60) : mark.start]):
        return True
    text = body[mark.inner : mark.inner_end]
    if _ENDS_SENTENCE.search(text) or text.endswith(","):
        return False
    longer = [word for word in _WORD.findall(text) if len(word) > 3]
    return bool(longer) and sum(word[0].isupper() for word in longer) > 0.7 * len(longer)


def _leads_to_title(before: str) -> bool:
    """Whether one of the last words before a mark is such as "film", with at most two and a "yakni" behind it."""
    words = before.rstrip(" ,:\n").lower().split(" ")
    for word in reversed(words[-4 if words[-1] in _NAMING else -3 :]):
        if (word if word.isalpha() else _PARTS.split(word)[-1]) in _TITLE_LEADS:
            return True
        if not _ONE_WORD.fullmatch(word):
            return False
    return False


def content(body: str, mark: Marked) -> tuple[int, int]:
    """Offsets of the words alone: without white space, the comma before the closing mark, and single outer marks."""
    start, end = mark.inner, mark.inner_end
    while start < end and body[start].isspace():
        start += 1
    while end > start and (body[end - 1].isspace() or body[end - 1] == ","):
        end -= 1
    return start, end
