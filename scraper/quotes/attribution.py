"""Attribution: every quotation of an article with its speaker; marks, reporting clauses and coreference put together.

The text is read once from start to end. Whoever last spoke or was last said to say something has the *focus*;
"-nya", "dia", "ia" and epithets mean whoever has it, unless a topic since then weighs more (see `focus`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from scraper.indonesian.datelines import text_start
from scraper.indonesian.sentences import sentence_end, sentence_start
from scraper.models import PARAGRAPH_BREAK, Person, Quote
from scraper.quotes.coreference import people, resolve
from scraper.quotes.detection import Cue, cue_after
from scraper.quotes.entity import Entity, is_known
from scraper.quotes.focus import Choice, Situation, chosen, features, topics
from scraper.quotes.known_entities import KnownEntities, named
from scraper.quotes.late_speakers import attribute_late
from scraper.quotes.mention import Mention
from scraper.quotes.name_resolution import is_presented, met
from scraper.quotes.quotation_marks import Marked, marked
from scraper.quotes.reporting_clauses import ReportingClause, cues, honoured, reporting_clauses
from scraper.quotes.speech import content, is_title, long_enough, speech_without_cue
from scraper.quotes.spoken import Spoken

#: What is read of a body. No article comes near; looking for every name in all of a longer text takes too long.
MAX_CHARACTERS = 100_000

#: Characters before the first words that mean somebody in which that person is looked for.
MAX_LEAD = 3000

_MARK = re.compile('["“”„«]')
#: Mentions that mean whoever has the focus.
_ANAPHORIC = frozenset({"pronoun", "epithet"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the quotations of an article tell."""

    #: Direct and indirect, in the order of the text.
    quotes: tuple[Quote, ...]
    #: Those who speak and have a name, in the order in which they first do; one word alone that is not quoted
    #: directly and has no title may be a company's and is left out.
    people: tuple[Person, ...]


def read(paragraphs: Sequence[str]) -> Reading:
    """Every quotation of an article and the people who speak.

    `paragraphs` are those of `Article.paragraphs`; offsets count in them joined by `PARAGRAPH_BREAK`.
    """
    reader = Reader(paragraphs)
    run(reader)
    return reading(reader)


class Reader:
    """One pass over one article: its body and what was found so far."""

    def __init__(self, paragraphs: Sequence[str], choose: Callable[[list[Choice]], Mention | None] = chosen) -> None:
        #: Tells who takes the focus.
        self.choose = choose
        self.body = PARAGRAPH_BREAK.join(paragraphs)[:MAX_CHARACTERS]
        self.text_start = text_start(self.body)
        self.cues = cues(self.body, self.text_start)
        self.known = KnownEntities(self.body)
        self.spoken: list[Spoken] = []
        self.focus: Entity | None = None
        #: Those who have had the focus.
        self.speakers: set[Entity] = set()
        self.last_clause: ReportingClause | None = None
        #: Where the words that report the last quotation name its speaker.
        self.broken = 0
        self.starts: list[int] = []
        self.paragraphs: list[tuple[int, int]] = []
        at = 0
        for paragraph in paragraphs:
            self.starts.append(at)
            self.paragraphs.append((at, min(at + len(paragraph), len(self.body))))
            at += len(paragraph) + len(PARAGRAPH_BREAK)


def run(reader: Reader) -> None:
    """Read the body from start to end."""
    here = reader.text_start
    for i, mark in marked(reader.body, reader.paragraphs):
        start, stop = reader.paragraphs[i]
        if long_enough(reader.body, mark):
            _narrate(reader, here, mark.start)
            here = _quote(reader, mark, start, stop) or mark.end
            continue
        cue = cue_after(reader.body, mark, stop)
        if cue:
            _narrate(reader, here, mark.start)
            here = _few_words(reader, cue)
    _narrate(reader, here, len(reader.body))
    attribute_late(reader.spoken, named(reader.known))


def _narrate(reader: Reader, start: int, stop: int) -> None:
    """Read what stands between two quotations."""
    for clause in reporting_clauses(reader.body, reader.cues, start, stop):
        mention = clause.mention
        if mention and mention.kind in _ANAPHORIC:
            _move_focus(reader, _paragraph_start(reader, clause.sentence), clause.sentence, "pronoun")
        reader.last_clause = clause
        speaker = _resolved(reader, mention)
        if clause.content and speaker:
            _add_indirect(reader, clause, speaker)
        _give_focus(reader, speaker)


def _add_indirect(reader: Reader, clause: ReportingClause, speaker: Entity) -> None:
    spoken = Spoken("indirect", *clause.content or (0, 0), clause.cue, clause.mention)
    if clause.mention:
        _tell(spoken, clause.mention, speaker, clause.mention.kind)
    else:
        spoken.told_by(speaker, "nya")
    reader.spoken.append(spoken)


def _resolved(reader: Reader, mention: Mention | None) -> Entity | None:
    return resolve(reader.known, mention, reader.focus) if mention else reader.focus


def _tell(spoken: Spoken, mention: Mention, speaker: Entity | None, how: str) -> None:
    spoken.speaker = speaker
    spoken.how = how if speaker else "none"
    spoken.evidence = (mention.start, mention.end)


def _give_focus(reader: Reader, speaker: Entity | None) -> None:
    """Let somebody have the focus; a body or a document never takes it from a person."""
    if speaker is None:
        return
    if speaker.individual or not (reader.focus and reader.focus.individual):
        reader.focus = speaker
        reader.speakers.add(speaker)


def _quote(reader: Reader, mark: Marked, start: int, stop: int) -> int | None:
    """Take the stretch as speech when it is; give the offset behind its reporting words."""
    cue = cue_after(reader.body, mark, stop)
    if cue and not (cue.mention and is_title(reader.body, mark, start)):
        _add_with_cue(reader, mark, cue, start)
        return _behind(reader.body, cue.end, stop)
    clause = _clause_before(reader, mark)
    if clause:
        _add_behind(reader, mark, clause)
        return mark.end
    if _goes_on(reader, mark) or speech_without_cue(reader.body, mark, start, stop):
        _add_bare(reader, mark, start)
        return mark.end
    return None


def _behind(body: str, at: int, stop: int) -> int:
    """Where to read on behind reporting words: the next sentence, unless this one leads to another quotation."""
    end = sentence_end(body, at, stop)
    leads_on = _MARK.search(body, at, end)
    return at if leads_on else end


def _few_words(reader: Reader, cue: Cue) -> int:
    """Let who says less than counts as a quotation have the focus; give the offset behind the reporting words."""
    if cue.mention:
        _give_focus(reader, _resolved(reader, cue.mention))
        reader.broken = cue.mention.end
    return cue.end


def _clause_before(reader: Reader, mark: Marked) -> ReportingClause | None:
    """The clause whose sentence leads to the mark ("Budi mengatakan, |"), None when it does not."""
    clause = reader.last_clause
    if clause is None or clause.end > mark.start:
        return None
    if clause.start < sentence_start(reader.body, mark.start):
        return None
    between = reader.body[clause.end : mark.start].rstrip()
    if not between or between.endswith((":", ",", "bahwa")):
        return clause
    if not reader.body[mark.inner : mark.inner + 1].islower():
        return None
    return None if is_title(reader.body, mark, clause.sentence) else clause


def _goes_on(reader: Reader, mark: Marked) -> bool:
    """Whether a sentence broken by its cue goes on here ("...," kata Budi, |"...")."""
    said = reader.spoken[-1] if reader.spoken else None
    if said and said.kind == "direct" and said.mention and said.mention.end > said.end:
        reader.broken = max(reader.broken, said.mention.end)
    if not 0 < reader.broken <= mark.start:
        return False
    return not reader.body[reader.broken : mark.start].strip(" ,")


def _add_with_cue(reader: Reader, mark: Marked, cue: Cue, start: int) -> None:
    """Add a quotation with reporting words behind it."""
    spoken = Spoken("direct", *content(reader.body, mark), cue.text, cue.mention)
    if cue.mention is None:
        _move_focus(reader, start, mark.start, "nya")
        spoken.told_by(reader.focus, "nya")
    else:
        if cue.mention.kind in _ANAPHORIC:
            _move_focus(reader, start, mark.start, "pronoun")
        speaker = _resolved(reader, cue.mention)
        _tell(spoken, cue.mention, speaker, _how(cue, speaker))
    _give_focus(reader, spoken.speaker)
    reader.spoken.append(spoken)


def _add_behind(reader: Reader, mark: Marked, clause: ReportingClause) -> None:
    """Add a quotation that its reporting clause leads to."""
    if reader.spoken and reader.spoken[-1].kind == "indirect" and reader.spoken[-1].start >= clause.sentence:
        reader.spoken.pop()
    spoken = Spoken("direct", *content(reader.body, mark), clause.cue, clause.mention)
    if clause.mention:
        _tell(spoken, clause.mention, _resolved(reader, clause.mention), "before")
    else:
        spoken.told_by(reader.focus, "before")
    reader.spoken.append(spoken)


def _add_bare(reader: Reader, mark: Marked, start: int) -> None:
    """Add a quotation without reporting words."""
    spoken = Spoken("direct", *content(reader.body, mark), open=not mark.closed)
    before = reader.spoken[-1] if reader.spoken else None
    if before is None or before.end <= start:
        _move_focus(reader, start, mark.start, "bare")
    elif before.kind == "direct":
        spoken.cue = before.cue
    spoken.told_by(reader.focus, "continued")
    reader.spoken.append(spoken)


def _paragraph_start(reader: Reader, at: int) -> int:
    return reader.starts[bisect_right(reader.starts, at) - 1]


def _since_said(reader: Reader, stop: int) -> int:
    """Where a new topic can stand: since somebody spoke; when nobody has, not too far before."""
    if reader.focus is None:
        return max(reader.text_start, stop - MAX_LEAD)
    clause = reader.last_clause.end if reader.last_clause else reader.text_start
    return max(clause, reader.spoken[-1].end) if reader.spoken else clause


def _move_focus(reader: Reader, paragraph: int, stop: int, told: str) -> None:
    """Let a person have the focus of whom the text told since somebody spoke, when the features weigh enough."""
    start = _since_said(reader, stop)
    found = reader.choose(
        _choices(reader, Situation(reader.body, start, stop, paragraph, told, has_focus=is_known(reader.focus)))
    )
    if found is None and reader.focus is None:
        found = honoured(reader.body, start, stop)
    if found:
        _give_focus(reader, _resolved(reader, found))


def _choices(reader: Reader, situation: Situation) -> list[Choice]:
    """The topics that may take the focus, with their features."""
    choices = []
    for topic in topics(situation):
        before = met(reader.known, topic.mention)
        if before is None or before is not reader.focus:
            values = features(topic, situation, met=before is not None, spoken=before in reader.speakers)
            choices.append(Choice(topic, situation, values, partial(is_presented, reader.known)))
    return choices


def reading(reader: Reader) -> Reading:
    """The finished values."""
    reader.spoken.sort(key=lambda spoken: spoken.start)
    quotes = tuple(
        spoken.quote(
            reader.body[spoken.start : spoken.end],
            bisect_right(reader.starts, spoken.start) - 1,
        )
        for spoken in reader.spoken
    )
    quoted = {spoken.speaker for spoken in reader.spoken if spoken.kind == "direct"}
    return Reading(quotes, people(reader.known, quoted))


def _how(cue: Cue, speaker: Entity | None) -> str:
    """How a mention behind a quotation tells the speaker."""
    kind = cue.mention.kind if cue.mention else "nya"
    if cue.written and kind != "name":
        return "document"
    if kind == "collective" and speaker and speaker.individual:
        return "name"
    return kind
