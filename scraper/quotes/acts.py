"""Who speaks outside the marks: every reporting verb of the running text with its subject, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scraper.quotes.cues import ACTIVE, DEEDS, PASSIVE, ROOTS
from scraper.quotes.phrases import Mention, noun_phrase, speaker_after, subject_before


@dataclass(frozen=True, slots=True)
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


_CLITIC = {f"{root}nya" for root in ("kata", "ujar", "menurut", "lanjut", "tambah", "ucap", "tutur", "jelas")}
_PAST_COMMA = ROOTS | _CLITIC | {"menurut"}
_FIRST = {
    word.capitalize() for word in (ROOTS & {"kata", "lanjut", "ujar", "tambah", "ucap", "tutur", "imbuh"}) | PASSIVE
}
_VERB = re.compile(
    rf"(?<![^\s\"“”.])(?:({trie(ACTIVE)})|((?:oleh )?{trie(PASSIVE)}|{trie(_FIRST)}|[Mm]enurut))\b(?!nya\b)(?: oleh)?"
    rf"|, ({trie(_PAST_COMMA)})\b"
    r"|(?<![^\s.])(Menurutnya|Katanya|[Dd]ikatakannya|[Dd]ijelaskannya|[Dd]itambahkannya)\b"
)
_SENTENCE = re.compile(r"[.!?][\"“”')]* +(?=[A-Z\"“”])|\n+(?:- )?")
_DATELINE = re.compile(r"^[^\n]{3,70}?(?: ?[-–—]{1,2} | ?[-–—]+(?=[A-Z][a-z]))")


def acts(body: str, start: int, stop: int) -> Iterator[Act]:
    """The acts of speaking in a part of the body between quotations, in order, at most one a sentence."""
    first = start
    if start == 0 and (dateline := _DATELINE.match(body)):
        first = dateline.end()
    done = first
    for verb in _VERB.finditer(body, max(first - 1, 0), stop):
        if verb.start() < done:
            continue
        act = _act(body, verb, max(first, sentence_start(body, verb.start())), stop)
        if act:
            yield act
            done = sentence_end(body, act.end, stop)


def inverted(body: str, at: int, stop: int) -> Act | None:
    """The act that directly follows a quotation, subject first ("...," Budi menuturkan)."""
    verb = _VERB.search(body, at, min(stop, at + 120))
    if verb is None or not verb[1] or sentence_end(body, at, stop) < verb.start():
        return None
    return _act(body, verb, at, stop)


def topic(body: str, start: int, stop: int) -> Mention | None:
    """The last person who begins a sentence of `body[start:stop]`, None when nobody does."""
    found = None
    here = start
    while here < stop:
        end = sentence_end(body, here, stop)
        mention = noun_phrase(body, here, end) if body[here : here + 1].isupper() else None
        if mention and mention.kind == "name":
            found = mention
        edge = _SENTENCE.match(body, end, stop)
        here = edge.end() if edge else stop
    return found


def _act(body: str, verb: re.Match[str], sentence: int, stop: int) -> Act | None:
    if verb[1]:
        mention = subject_before(body, sentence, verb.start())
        return _active(body, verb, sentence, mention, stop) if mention else None
    cue = verb[2] or verb[3] or verb[4]
    start, end = verb.span(2 if verb[2] else 3 if verb[3] else 4)
    if cue.lower().endswith("nya"):
        return Act(start, end, cue, None, _reported(body, sentence, start, end, stop), sentence)
    if body.startswith((",", " bahwa"), verb.end()):
        impersonal = cue.lower() in PASSIVE
        return Act(start, end, cue, None, _reported(body, sentence, start, end, stop), sentence) if impersonal else None
    after = verb.end() + 1
    mention = speaker_after(body, after, stop) if after < stop else None
    if mention is None or (mention.kind == "noun" and cue.lower() != "menurut"):
        return None
    return Act(start, mention.end, cue, mention, _reported(body, sentence, start, mention.end, stop), sentence)


def _active(body: str, verb: re.Match[str], sentence: int, mention: Mention, stop: int) -> Act:
    start, end = verb.span(1)
    cue = verb[1]
    content = None
    if cue not in DEEDS or body.startswith(" bahwa ", end):
        content = _trimmed(body, end, sentence_end(body, end, stop))
    return Act(start, end, cue, mention, content, sentence)


def _reported(body: str, sentence: int, start: int, end: int, stop: int) -> tuple[int, int] | None:
    """What a "menurut X" or ", kata X," reports: the rest of its sentence, or, at its end, what stands before."""
    after = _trimmed(body, end, sentence_end(body, end, stop))
    return after or _trimmed(body, sentence, start)


_LEAD = re.compile(r"[\s,:]*(?:bahwa(?:sanya)? |jika |kalau )?[\s,]*")


def _trimmed(body: str, start: int, end: int) -> tuple[int, int] | None:
    lead = _LEAD.match(body, start, end)
    start = lead.end() if lead else start
    while end > start and body[end - 1] in " ,.;:\n":
        end -= 1
    return (start, end) if body.count(" ", start, end) >= 3 else None


def sentence_start(body: str, at: int) -> int:
    """Where the sentence around an offset begins."""
    found = body.rfind("\n", 0, at) + 1
    for edge in _SENTENCE.finditer(body, found, at):
        found = edge.end()
    return found


def sentence_end(body: str, at: int, stop: int) -> int:
    """Where the sentence around an offset ends, its full stop included."""
    edge = _SENTENCE.search(body, at, stop)
    return edge.start() if edge else stop
