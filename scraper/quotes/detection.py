"""Reporting words behind a quotation: which of them report it, and whom they name.

Of long quotations 93 % are `QUOTE, VERB speaker` in one paragraph, quotation first, cue word directly behind the
closing mark; the last character before that mark is a comma in 94 to 99 %. Titles, irony and names of
programmes have neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scraper.quotes.gazetteer import COMMON, FUNCTION
from scraper.quotes.mention import Mention
from scraper.quotes.phrases import speaker_after
from scraper.quotes.quotation_marks import Marked
from scraper.quotes.reporting_clauses import inverted
from scraper.quotes.reporting_verbs import (
    COLLECTIVES,
    CONJUNCTIONS,
    DOCUMENT_ROOTS,
    DOCUMENTS,
    ENGLISH,
    LEADS,
    PASSIVE,
    PLAIN_ROOTS,
    PRONOUNS,
    QUOTED_ROOTS,
    TAIL,
)
from scraper.quotes.role_nouns import ROLES
from scraper.quotes.speech import ends_sentence


@dataclass(slots=True)
class Cue:
    """The reporting words behind a quotation."""

    #: As printed; None where a dash or a bracket stands for it.
    text: str | None
    #: Where they end in the body, speaker included.
    end: int
    #: None for the clitic -nya: the speaker is whoever spoke before.
    mention: Mention | None
    #: The speaker is a text.
    written: bool = False


#: Characters of a speaker and title behind a dash.
MAX_SIGNATURE = 120
_SIGNED = re.compile(r" ?(?:[-–—]{1,2} ?|\()(?=[A-Z])")
_CUE_WORD = re.compile(r"[\s,.–—-]{0,4}?([A-Za-z]+)(?: (nya)\b)?")
#: The clitic, and two slips of it.
_CLITICS = ("nya", "nha", "ya")
_SPEAKER_NEXT = re.compile(r" (?:[A-Z]|(\w[\w-]*)\b)")
#: What follows a cue that is not the subject of more.
_CLAUSE_ENDS = re.compile(r" ?(?:[.,;]|$)| (?:kepada|saat|ketika|usai|sambil|seraya|sembari|dengan|di|dalam|lagi)\b")
_POINTING = re.compile(r" [a-z][\w -]{3,60}? (?:itu|ini|tersebut)\b")
_SPEAKER_NOUNS = frozenset({"dia", "ia", "beliau", "seorang", "salah", "sang", "si"}) | ROLES | COLLECTIVES | DOCUMENTS
_NO_CUES = TAIL | PRONOUNS | _SPEAKER_NOUNS | (FUNCTION - QUOTED_ROOTS)
_LEADS_ON = (
    "oleh",
    "(?<=keterangan )(?:resmi|tertulis)",
    "(?<=pernyataan )(?:resmi|tertulis)",
    "(?<=tertulis )(?:di|dalam|pada)",
)
#: What may stand between a cue and the speaker.
_BETWEEN = re.compile(rf" (?:{'|'.join(_LEADS_ON)}) ")
_REFERRING = frozenset({"hal", "pernyataan", "penegasan", "penjelasan", "ucapan", "ungkapan"})
_REFERS = re.compile(r"\w+ (?:itu|ini|tersebut|senada|serupa) ((?:di)\w+kan)\b")
_CUES = QUOTED_ROOTS | ENGLISH | PASSIVE | DOCUMENT_ROOTS | {"menurut"}
#: Mentions that can be a speaker's where the quotation has no comma.
_SURE = frozenset({"name", "pronoun", "title"})


def _slips() -> frozenset[str]:
    """Usual roots with one letter left out, as they are printed at times ("ujanya")."""
    roots = [root for root in QUOTED_ROOTS if len(root) > 3]
    return frozenset(root[:i] + root[i + 1 :] for root in roots for i in range(1, len(root)))


_SLIPS = _slips()


def cue_after(body: str, mark: Marked, stop: int) -> Cue | None:
    """The reporting words behind the closing mark, in the paragraph that ends at `stop`."""
    signed = _SIGNED.match(body, mark.end, stop)
    if signed:
        return _signed(body, mark, signed.end(), stop)
    word = _CUE_WORD.match(body, mark.end, stop)
    if word is None or word[1].lower() in CONJUNCTIONS:
        return None
    comma = body[mark.inner : mark.inner_end].rstrip()[-1:] == ","
    cue = _cue(body, word, mark.end, stop, comma=comma)
    if cue is None or cue.mention is None:
        return cue
    if comma or ends_sentence(body, mark) or cue.mention.kind in _SURE:
        return cue
    return None


def _cue(body: str, word: re.Match[str], at: int, stop: int, *, comma: bool) -> Cue | None:
    cue = _known(body, word, stop)
    if cue is None and comma:
        cue = _unknown(body, word, stop)
    if cue is None and (comma or word[1][0].islower()):
        clause = inverted(body, at, stop)
        return Cue(clause.cue, clause.end, clause.mention) if clause else None
    return cue


def _signed(body: str, mark: Marked, at: int, stop: int) -> Cue | None:
    """The speaker behind a dash or in brackets, at the end of the paragraph ("...” – |Marwan|, Kepala Desa")."""
    if stop - at > MAX_SIGNATURE or not ends_sentence(body, mark):
        return None
    mention = speaker_after(body, at, stop)
    if mention is None or mention.kind != "name":
        return None
    return None if ". " in body[mention.end : stop] else Cue(None, stop, mention)


def _known(body: str, word: re.Match[str], stop: int) -> Cue | None:
    """A cue by the lists of verbs."""
    text = word[1]
    lower = text.lower()
    if lower in _REFERRING:
        passive = _REFERS.match(body, word.start(1), stop)
        if passive:
            return _with_speaker(body, passive[1], passive.end(), stop)
    if lower in LEADS:
        return _led_to(body, word, stop) or _with_speaker(body, text, word.end(1), stop)
    if lower in QUOTED_ROOTS:
        return _root(body, word, stop)
    if _is_clitic(lower):
        return Cue(text, word.end(1), None)
    return _with_speaker(body, text, word.end(1), stop) if lower in _CUES else None


def _led_to(body: str, word: re.Match[str], stop: int) -> Cue | None:
    """The cue that a word such as "demikian" leads to."""
    following = _CUE_WORD.match(body, word.end(), stop)
    return _known(body, following, stop) if following else None


def _root(body: str, word: re.Match[str], stop: int) -> Cue | None:
    """A cue by a root: of two in a row the second ("lanjut |kata| dia"), and one apart from its clitic ("kata nya")."""
    if word[2]:
        return Cue(word[0].strip(" ,.–—-"), word.end(), None)
    following = _CUE_WORD.match(body, word.end(), stop)
    if following and following[1] in PLAIN_ROOTS:
        return _root(body, following, stop)
    return _with_speaker(body, word[1], word.end(1), stop)


def _is_clitic(lower: str) -> bool:
    """Whether a word is a root with -nya, as printed or with a slip; "hanya" and "sebelumnya" are none."""
    if lower == "menurutnya":
        return True
    for clitic in _CLITICS:
        if lower.endswith(clitic):
            root = lower[: -len(clitic)]
            return root in QUOTED_ROOTS or root in _SLIPS
    return False


def _with_speaker(body: str, text: str, at: int, stop: int) -> Cue | None:
    between = _BETWEEN.match(body, at, stop)
    mention = speaker_after(body, between.end() if between else at + 1, stop)
    lower = text.lower()
    if mention is None:
        return None if lower in LEADS else Cue(text, at, None, lower in DOCUMENT_ROOTS)
    return Cue(text, mention.end, mention, lower in DOCUMENT_ROOTS)


def _unknown(body: str, word: re.Match[str], stop: int) -> Cue | None:
    """A cue that no list has: behind a comma and the closing mark a rare word with -nya, or one before a speaker."""
    text = word[1]
    if not text.islower() or text in _NO_CUES:
        return None
    if text.endswith("nya") and text not in COMMON and _CLAUSE_ENDS.match(body, word.end(1), stop):
        return Cue(text, word.end(1), None)
    following = _SPEAKER_NEXT.match(body, word.end(1), stop)
    if following is None:
        return None
    noun = following[1]
    if noun is None or noun in _SPEAKER_NOUNS or _POINTING.match(body, word.end(1), stop):
        return _with_speaker(body, text, word.end(1), stop)
    return None
