"""The focus: of whom "-nya", "dia" and a bare quotation tell, weighed among whoever spoke last and the topics since.

A topic is the named subject of a sentence that reports no speech. It takes the focus when its features weigh more than
nothing; the weights are learned by `tools/train_quotes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scraper.indonesian.sentences import sentences
from scraper.quotes.mention import Mention
from scraper.quotes.name_words import is_name_word
from scraper.quotes.occurrences import AGE, begins_sentence, is_common
from scraper.quotes.phrases import noun_phrase, speaker_after
from scraper.quotes.role_nouns import ROLES
from scraper.quotes.subjects import topic_start
from scraper.quotes.weights import FOCUS

#: Sentences that are searched for topics, the nearest before the quotation.
MAX_SENTENCES = 8
_PASSIVE = re.compile(
    r"(?: \([^()\n]*\))?,?(?: (?:juga|telah|sudah|akan|pun|yang|tewas|meninggal))* ?(?:di|ter)[a-z]{4}"
)
_ACTIVE = re.compile(r"(?: \([^()\n]*\))?,?(?: (?:juga|telah|sudah|akan|pun|sendiri))* ?(?:me[mnl]|ber)[a-z]{3}")
_PRONOUN = re.compile(r"(?:Namun,? |Kini,? |Kemudian,? |Selain itu,? |Sementara,? )?(?:Ia|Dia|Beliau|Dirinya|ia|dia)\b")
_AGENT = re.compile(r" oleh (?=[A-Z])")
_CAPITAL = re.compile(r"[A-Z][\w'’-]*")
_NAMED = re.compile(r"\b(?:bernama|yakni|yaitu|adalah) (?=[A-Z])")
#: Titles of those of whom others tell.
_TOLD_OF = frozenset(
    "korban pelaku tersangka terduga terdakwa terpidana pasien siswa siswi anak bocah pemain jenazah almarhum".split()
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A person of whom a sentence tells, the subject or another."""

    mention: Mention
    #: Offsets of the sentence in the body.
    start: int
    end: int
    #: "subject", "agent" ("oleh X") or "named" ("yakni X").
    part: str
    #: Whether a later sentence begins with a pronoun.
    resumed: bool
    #: Sentences between this one and the quotation.
    distance: int


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known when the focus is asked for."""

    body: str
    #: Offsets of the text since somebody spoke, up to the quotation.
    start: int
    stop: int
    #: Where the paragraph of the quotation begins.
    paragraph: int
    #: How the speaker is told: "nya", "pronoun" or "bare".
    told: str
    has_focus: bool


def topics(situation: Situation) -> Iterator[Topic]:
    """The persons of whom the sentences before a quotation tell, those of the last sentence first."""
    body = situation.body
    resumed = False
    spans = sentences(body, situation.start, situation.stop)[-MAX_SENTENCES:]
    for distance, (here, end) in enumerate(reversed(spans)):
        if _PRONOUN.match(body, here, end):
            resumed = True
            continue
        leads = distance == 0 and body[end - 1] == ":"
        lead = _in_lead(body, here, end) if leads else None
        found = [("lead", lead)] if lead else _persons_in(body, here, end)
        for part, mention in found:
            yield Topic(mention, here, end, part, resumed, distance)


def _in_lead(body: str, start: int, end: int) -> Mention | None:
    """The person named in a line that leads to a quotation ("Berikut pernyataan Bupati Seruni, |Ahmad Fadil|:")."""
    for word in _CAPITAL.finditer(body, start, end):
        lower = word[0].lower()
        if lower in ROLES or (is_name_word(word[0]) and not begins_sentence(body, word.start())):
            mention = speaker_after(body, word.start(), end)
            return mention if mention and mention.kind == "name" else None
    return None


def _persons_in(body: str, start: int, end: int) -> Iterator[tuple[str, Mention]]:
    subject = _subject(body, start, end)
    if subject and subject.kind == "name":
        yield "subject", subject
        return
    for part, lead in (("agent", _AGENT), ("named", _NAMED)):
        found = lead.search(body, start, end)
        mention = speaker_after(body, found.end(), end) if found else None
        if mention and mention.kind == "name":
            yield part, mention


def _subject(body: str, start: int, end: int) -> Mention | None:
    at = topic_start(body, start, end)
    return noun_phrase(body, at, end) if at is not None else None


def features(topic: Topic, situation: Situation, *, met: bool, presented: bool, spoken: bool) -> dict[str, float]:
    """The features of a topic, by name; each is 0 or 1.

    `met` says whether the person was met before, `presented` whether the article shows the name to be a person's,
    `spoken` whether the person has spoken before.
    """
    body, mention = situation.body, topic.mention
    name = body[slice(*(mention.name or (0, 0)))]
    role = (mention.role or "").split(" ", 1)[0].lower()
    gap = body.count("\n\n", topic.end, situation.paragraph) if topic.start < situation.paragraph else 0
    values = {
        "bias": True,
        "same paragraph": topic.start >= situation.paragraph,
        "paragraph before": topic.start < situation.paragraph and gap <= 1,
        "last sentence": topic.distance == 0,
        "four sentences away": topic.distance >= 4,
        "titled": bool(mention.role),
        "aged": bool(AGE.match(body, mention.end)),
        "new": not met,
        "presented": presented,
        "spoken": spoken,
        "passive": bool(_PASSIVE.match(body, mention.end)),
        "active": bool(_ACTIVE.match(body, mention.end)),
        "resumed": topic.resumed,
        "agent": topic.part == "agent",
        "named": topic.part == "named",
        "lead": topic.part == "lead",
        "told of": role in _TOLD_OF,
        "no focus": not situation.has_focus,
        "bare": situation.told == "bare",
        "pronoun": situation.told == "pronoun",
        "new and titled": bool(mention.role) and not met,
        "ordinary word": " " not in name and is_common(body, name),
        "acronym": name.isupper() and "." not in name,
        "several words": " " in name,
    }
    return {name: float(value) for name, value in values.items() if value}


@dataclass(frozen=True, slots=True)
class Choice:
    """A topic that may take the focus."""

    topic: Topic
    situation: Situation
    features: dict[str, float]

    @property
    def score(self) -> float:
        """The log odds that this topic, and not whoever spoke last, is who is meant."""
        return sum(FOCUS.get(name, 0.0) * value for name, value in self.features.items())


def chosen(choices: list[Choice]) -> Mention | None:
    """Who takes the focus; None when whoever has it keeps it."""
    best = max(choices, key=lambda choice: choice.score, default=None)
    return best.topic.mention if best and best.score > 0 else None
