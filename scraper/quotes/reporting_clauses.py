"""Who speaks outside the marks: every reporting verb of the running text with its subject, in order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.quotes.phrases import Mention, noun_phrase, speaker_after
from scraper.quotes.reporting_verbs import ACTIVE, DEEDS, PASSIVE, ROOTS
from scraper.quotes.subjects import ADJUNCTS, CONNECTIVE, subject_before


@dataclass(slots=True)
class Act:
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


#: A word that can report speech, behind its offset.
Found = tuple[int, str]
#: Characters; longer sentences are no prose. Keeps the search for a sentence's beginning linear.
MAX_SENTENCE = 1000
#: Characters within which the dash behind a dateline stands.
MAX_DATELINE = 75
#: Characters of the longest word of `ADJUNCTS`, roughly.
MAX_ADJUNCT = 20


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
_LEADING = PASSIVE | {"menurut", "menurutnya"}
_OPENING = frozenset(
    word.capitalize() for word in _LEADING | {"kata", "katanya", "lanjut", "ujar", "tambah", "ucap", "tutur", "imbuh"}
)
_INSIDE = re.compile(rf" ({trie(ACTIVE | _LEADING | _OPENING | _BEHIND_COMMA)})\b")
_ANYWHERE = re.compile(rf" ({trie(ACTIVE | _LEADING | _OPENING)})\b")
_AFTER_COMMA = re.compile(rf", ({trie(_BEHIND_COMMA - ACTIVE)})\b")
_NEW_LINE = re.compile(rf"\n({trie(_OPENING)})\b")
_FIRST = re.compile(rf"({trie(_OPENING)})\b")
#: A full stop that ends a sentence, not an abbreviation; or a new line. One character class first makes it fast.
_SENTENCE = re.compile(
    r"[.!?\n](?:(?<=\n)\n*(?:- )?|(?<!\b[A-Z]\.)(?<!\b(?:Jl|Dr|dr|Hj|KH|Ir|Mr|Ms|No|Rp|St)\.)"
    r"(?<!\b(?:Pol|Drs|Pjs|Plt|Plh|Mrs|Moh|Muh|Kab)\.)[\"“”')]* +(?=[A-Z\"“”]))"
)
_HONOURED = re.compile(r"\b(?:Mbah|Pak|Bapak|Bu|Ibu|Mas|Mbak|Kang|Cak|Gus|Kiai|KH|Ustaz|Abah|Aki|Nenek|Kakek) ([A-Z])")
_PASSIVE_NEXT = re.compile(
    r"(?: \([^()\n]*\))?,?(?: (?:juga|telah|sudah|akan|pun|yang|tewas|meninggal))* ?(?:di|ter)[a-z]{4}"
)
_DATELINE = re.compile(r"[^\n]{3,70}?(?: ?[-–—]{1,2} | ?[-–—]+(?=[A-Z][a-z]))")


def acts(body: str, found: list[Found], start: int, stop: int) -> Iterator[Act]:
    """The acts of speaking in a part of the body between quotations, in order, at most one a sentence.

    `found` are the `cues` of the whole body.
    """
    first = _text_start(body) if start == 0 else start
    done = first
    for at, word in _between(body, found, first, stop):
        if at >= done and (act := _act(body, word, at, max(first, sentence_start(body, at)), stop)):
            yield act
            done = sentence_end(body, act.end, stop)


def _text_start(body: str) -> int:
    head = body[:MAX_DATELINE]
    dateline = _DATELINE.match(body) if "-" in head or "–" in head or "—" in head else None
    return dateline.end() if dateline else 0


def cues(body: str) -> list[Found]:
    """Every word that can report speech, with its offset. Searching behind what precedes one is fast."""
    return sorted((m.start(1), m[1]) for place in (_ANYWHERE, _AFTER_COMMA, _NEW_LINE) for m in place.finditer(body))


def _between(body: str, found: list[Found], start: int, stop: int) -> list[Found]:
    here = found[bisect_left(found, (start, "")) : bisect_left(found, (stop, ""))]
    if (first := _FIRST.match(body, start, stop)) and here[:1] != [(start, first[1])]:
        here.insert(0, (start, first[1]))
    return here


def inverted(body: str, at: int, stop: int) -> Act | None:
    """The act that directly follows a quotation, subject first ("...," Budi menuturkan)."""
    verb = _INSIDE.search(body, at, min(stop, at + 120))
    if verb is None or verb[1] not in ACTIVE or sentence_end(body, at, stop) < verb.start():
        return None
    return _act(body, verb[1], verb.start(1), at, stop)


def topics(body: str, start: int, stop: int) -> Iterator[Mention]:
    """Everybody who begins a sentence of `body[start:stop]` by name, the last first."""
    for here, end in reversed(_sentences(body, _text_start(body) if start == 0 else start, stop)):
        mention = _topic(body, here, end) if body[here].isupper() else None
        if mention and mention.kind == "name":
            yield mention


def _sentences(body: str, start: int, stop: int) -> list[tuple[int, int]]:
    found = []
    for edge in _SENTENCE.finditer(body, start, stop):
        found.append((start, edge.start()))
        start = edge.end()
    return [*found, (start, stop)] if start < stop else found


def _topic(body: str, start: int, end: int) -> Mention | None:
    lead = CONNECTIVE.match(body, start, end)
    start = lead.end() if lead else start
    if body[start : start + MAX_ADJUNCT].split(" ", 1)[0].lower() in ADJUNCTS:
        return None
    return noun_phrase(body, start, end)


def honoured(body: str, start: int, stop: int) -> Mention | None:
    """The last person of `body[start:stop]` whom an honorific introduces ("Mbah Karni"), None when there is none."""
    found = None
    for match in _HONOURED.finditer(body, start, stop):
        found = speaker_after(body, match.start(1), stop) or found
    return found if found and found.kind == "name" else None


def is_passive(body: str, mention: Mention) -> bool:
    """Whether something is done to the subject of a sentence, who then is not who speaks ("Budi ditemukan")."""
    return bool(_PASSIVE_NEXT.match(body, mention.end))


def _act(body: str, word: str, at: int, sentence: int, stop: int) -> Act | None:
    if word in ACTIVE:
        return _active(body, word, at, sentence, stop)
    end = at + len(word)
    if word.endswith("nya") or (body.startswith((",", " bahwa"), end) and word.lower() in PASSIVE):
        return Act(at, end, word, None, _reported(body, sentence, at, end, stop), sentence)
    mention = speaker_after(body, end + (6 if body.startswith(" oleh ", end) else 1), stop)
    if mention is None or (mention.kind == "noun" and word.lower() != "menurut"):
        return None
    content = None
    if not (word in PASSIVE and at > sentence) or body.startswith(" bahwa", mention.end):
        content = _reported(body, sentence, at, mention.end, stop)
    return Act(at, mention.end, word, mention, content, sentence)


def _active(body: str, word: str, at: int, sentence: int, stop: int) -> Act | None:
    mention = subject_before(body, sentence, at)
    if mention is None:
        return None
    end = at + len(word)
    content = None
    if word not in DEEDS or body.startswith(" bahwa ", end):
        content = _trimmed(body, end, sentence_end(body, end, stop))
    return Act(at, end, word, mention, content, sentence)


def _reported(body: str, sentence: int, start: int, end: int, stop: int) -> tuple[int, int] | None:
    """What a "menurut X" or ", kata X," reports: the rest of its sentence, or, at its end, what stands before."""
    after = _trimmed(body, end, sentence_end(body, end, stop))
    return after or _trimmed(body, sentence, start)


_LEAD = re.compile(r"[\s,:]*(?:(?:lagi|juga|pula)\b[\s,]*)?(?:bahwa(?:sanya)? |jika |kalau )?[\s,]*")


def _trimmed(body: str, start: int, end: int) -> tuple[int, int] | None:
    lead = _LEAD.match(body, start, end)
    start = lead.end() if lead else start
    while end > start and body[end - 1] in " ,.;:\n":
        end -= 1
    return (start, end) if body.count(" ", start, end) >= 3 else None


def sentence_start(body: str, at: int) -> int:
    """Where the sentence around an offset begins, at most `MAX_SENTENCE` characters back."""
    back = max(0, at - MAX_SENTENCE)
    found = max(back, body.rfind("\n", back, at) + 1)
    for edge in _SENTENCE.finditer(body, found, at + 1):
        found = edge.end()
    return found


def sentence_end(body: str, at: int, stop: int) -> int:
    """Where the sentence around an offset ends, its full stop included."""
    edge = _SENTENCE.search(body, at, stop)
    return edge.start() if edge else stop
