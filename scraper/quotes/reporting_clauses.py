"""Who speaks outside the marks: every reporting verb of the running text with its subject, in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from scraper.indonesian.sentences import sentence_end, sentence_start
from scraper.quotes.mention import Mention
from scraper.quotes.phrases import speaker_after
from scraper.quotes.reporting_verbs import ACTIVE, DEEDS, PASSIVE, ROOTS
from scraper.quotes.subjects import subject_before


@dataclass(slots=True)
class ReportingClause:
    """A reporting verb. Offsets count in the body."""

    start: int
    #: Where the reporting words end: after the verb, or after the subject when that comes last.
    end: int
    cue: str
    #: None for "-nya" ("menurutnya", "katanya").
    mention: Mention | None
    #: Offsets of what is reported; None when the verb tells a deed.
    content: tuple[int, int] | None
    #: Where its sentence begins.
    sentence: int


#: Characters of the longest subject between a quotation and its verb.
_MAX_SUBJECT = 120
#: A word that can report speech, behind its offset.
Found = tuple[int, str]


def trie(words: Iterable[str]) -> str:
    r"""A regular expression for any of `words` that looks at each letter once.

    >>> trie(["kata", "kata-kata", "ujar"])
    '(?:kata(?:\\-kata)?|ujar)'
    """
    tree: dict[str, dict[str, object]] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})  # type: ignore[assignment]  # a tree has no finite type
        node[""] = {}
    return _branch(tree)


def _branch(tree: dict[str, dict[str, object]]) -> str:
    ends = "" in tree
    branches = [_chain(letter, tree[letter]) for letter in sorted(tree) if letter]
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "")


def _chain(letter: str, tree: dict[str, object]) -> str:
    return re.escape(letter) + _branch(tree)  # type: ignore[arg-type]  # as above


#: Roots with -nya that also stand inside a sentence (", katanya, "); "hanya" and "artinya" are not among them.
_CLITICS = frozenset(f"{root}nya" for root in ("kata", "ujar", "lanjut", "tambah", "ucap", "tutur", "jelas"))
#: Ordinary words too ("kata" is also "word"): cues only behind a comma.
_BEHIND_COMMA = ROOTS | _CLITICS
#: Cues wherever they stand; the speaker follows.
#: Passive verbs with the clitic ("Dikatakannya, ...").
_PASSIVE_CLITICS = frozenset(f"{verb}nya" for verb in PASSIVE)
_LEADING = PASSIVE | _PASSIVE_CLITICS | {"menurut", "menurutnya"}
_OPENING = frozenset(
    word.capitalize() for word in _LEADING | {"kata", "katanya", "lanjut", "ujar", "tambah", "ucap", "tutur", "imbuh"}
)
_INSIDE = re.compile(rf" ({trie(ACTIVE | _LEADING | _OPENING | _BEHIND_COMMA)})\b")
_ANYWHERE = re.compile(rf" ({trie(ACTIVE | _LEADING | _OPENING)})\b")
_AFTER_COMMA = re.compile(rf", ({trie(_BEHIND_COMMA - ACTIVE)})\b")
#: A second clause whose verb comes first ("..., sedangkan |kata| Lina").
_AFTER_CONJUNCTION = re.compile(rf"se(?:dangkan|mentara) ({trie(_BEHIND_COMMA - ACTIVE)})\b")
#: "Masih |kata| Irzan, ..."
_AFTER_STILL = re.compile(rf"Masih ({trie(_BEHIND_COMMA - ACTIVE)})\b")
_NEW_LINE = re.compile(rf"\n({trie(_OPENING)})\b")
_FIRST = re.compile(rf"({trie(_OPENING)})\b")
#: Verbs of denying: behind a negation they say something ("tak menampik bahwa ...").
_DENIALS = frozenset({"menampik", "membantah", "menepis", "menyangkal"})
#: Before a reporting verb: nothing was said.
_NEGATIONS = frozenset({"tak", "tidak", "enggan", "belum", "bukan"})
_HONOURED = re.compile(r"\b(?:Mbah|Pak|Bapak|Bu|Ibu|Mas|Mbak|Kang|Cak|Gus|Kiai|KH|Ustaz|Abah|Aki|Nenek|Kakek) ([A-Z])")


def reporting_clauses(body: str, found: list[Found], start: int, stop: int) -> Iterator[ReportingClause]:
    """The reporting clauses in a part of the body between quotations, in order, at most one a sentence.

    `found` are the `cues` of the whole body.
    """
    done = start
    for at, word in _between(body, found, start, stop):
        if at < done:
            continue
        sentence = max(start, sentence_start(body, at))
        clause = _clause(body, word, at, sentence, stop)
        if clause:
            yield clause
            done = sentence_end(body, clause.end, stop)


def cues(body: str, start: int) -> list[Found]:
    """Every word that can report speech, with its offset. Searching behind what precedes one is fast."""
    places = (_ANYWHERE, _AFTER_COMMA, _AFTER_CONJUNCTION, _AFTER_STILL, _NEW_LINE)
    matches = chain.from_iterable(place.finditer(body, start) for place in places)
    return sorted((match.start(1), match[1]) for match in matches)


def _between(body: str, found: list[Found], start: int, stop: int) -> list[Found]:
    here = found[bisect_left(found, (start, "")) : bisect_left(found, (stop, ""))]
    first = _FIRST.match(body, start, stop)
    if first and here[:1] != [(start, first[1])]:
        here.insert(0, (start, first[1]))
    return here


def inverted(body: str, at: int, stop: int) -> ReportingClause | None:
    """The clause that directly follows a quotation, subject first ("...," Budi menuturkan)."""
    verb = _INSIDE.search(body, at, min(stop, at + _MAX_SUBJECT))
    if verb is None or verb[1] not in ACTIVE:
        return None
    if sentence_end(body, at, stop) < verb.start():
        return None
    return _clause(body, verb[1], verb.start(1), at, stop)


def honoured(body: str, start: int, stop: int) -> Mention | None:
    """The last person of `body[start:stop]` whom an honorific introduces ("Mbah Karni"), None when there is none."""
    found = None
    for match in _HONOURED.finditer(body, start, stop):
        found = speaker_after(body, match.start(1), stop) or found
    return found if found and found.kind == "name" else None


def _clause(body: str, word: str, at: int, sentence: int, stop: int) -> ReportingClause | None:
    if word in ACTIVE:
        return _active(body, word, at, sentence, stop)
    end = at + len(word)
    passive = word.lower() in PASSIVE
    if word.endswith("nya") or (passive and body.startswith((",", " bahwa"), end)):
        return ReportingClause(at, end, word, None, _reported(body, sentence, at, end, stop), sentence)
    by = len(" oleh ") if body.startswith(" oleh ", end) else 1
    mention = speaker_after(body, end + by, stop)
    if mention is None:
        return None
    if mention.kind == "noun" and word.lower() != "menurut":
        return None
    content = None
    if word not in PASSIVE or at == sentence or body.startswith(" bahwa", mention.end):
        content = _reported(body, sentence, at, mention.end, stop)
    return ReportingClause(at, mention.end, word, mention, content, sentence)


def _active(body: str, word: str, at: int, sentence: int, stop: int) -> ReportingClause | None:
    mention = subject_before(body, sentence, at)
    if mention is None:
        return None
    end = at + len(word)
    content = None
    denied = word not in _DENIALS and not _NEGATIONS.isdisjoint(body[mention.end : at].split())
    if not denied and (word not in DEEDS or body.startswith(" bahwa ", end)):
        content = _trimmed(body, end, sentence_end(body, end, stop))
    return ReportingClause(at, end, word, mention, content, sentence)


def _reported(body: str, sentence: int, start: int, end: int, stop: int) -> tuple[int, int] | None:
    """What a "menurut X" or ", kata X," reports: the rest of its sentence, or, at its end, what stands before."""
    after = _trimmed(body, end, sentence_end(body, end, stop))
    return after or _trimmed(body, sentence, start)


_LEAD = re.compile(r"[\s,:]*(?:(?:lagi|juga|pula)\b[\s,]*)?(?:bahwa(?:sanya)? |jika |kalau )?[\s,]*")


def _trimmed(body: str, start: int, end: int) -> tuple[int, int] | None:
    """Offsets of what is reported without what leads to it; None when fewer than four words are left."""
    lead = _LEAD.match(body, start, end)
    start = lead.end() if lead else start
    while end > start and body[end - 1] in " ,.;:\n":
        end -= 1
    if body.count(" ", start, end) < 3:
        return None
    return start, end
