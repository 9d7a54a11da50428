"""The focus: of whom "-nya", "dia" and a bare quotation tell, weighed among whoever spoke last and the topics since.

A topic is the named subject of a sentence that reports no speech. It takes the focus when its features weigh more than
nothing; the weights are learned by `tools/train_quotes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scraper.indonesian.sentences import sentences
from scraper.quotes.gazetteer import COMMON
from scraper.quotes.mention import Mention
from scraper.quotes.name_words import is_name_word
from scraper.quotes.occurrences import AGE, begins_sentence, is_common
from scraper.quotes.phrases import noun_phrase, speaker_after
from scraper.quotes.role_nouns import HONORIFICS, ROLES
from scraper.quotes.role_phrases import QUANTITIES
from scraper.quotes.subjects import topic_start
from scraper.quotes.weights import FOCUS

#: Sentences that are searched for topics, the nearest before the quotation.
MAX_SENTENCES = 8
#: Characters of the longest word of the gazetteer, roughly.
MAX_WORD = 24
#: Words in small letters elsewhere that a name follows.
_LED = ROLES | HONORIFICS | QUANTITIES
_PASSIVE = re.compile(
    r"(?: \([^()\n]*\))?,?(?: (?:juga|memang|telah|sudah|akan|pun|yang|tewas|meninggal))* ?(?:di|ter)[a-z]{4}"
)
_ACTIVE = re.compile(
    r"(?: \([^()\n]*\))?,?(?: (?:juga|memang|telah|sudah|akan|pun|sendiri|tak|tidak))* ?(?:me[mnl]|ber)[a-z]{3}"
)
_PRONOUN = re.compile(r"(?:Namun,? |Kini,? |Kemudian,? |Selain itu,? |Sementara,? )?(?:Ia|Dia|Beliau|Dirinya|ia|dia)\b")
_CAPITAL = re.compile(r"[A-Z][\w'’-]*")
#: Begin a sentence that turns to somebody else.
_CONTRAST = re.compile("Sementara|Sedangkan|Adapun|Terpisah|Di sisi lain|Di tempat|Salah s|Seorang|Hal senada|Senada")
#: What leads to a person who is not the subject, by the part that person has in the sentence.
_LEADING_WORDS = (("agent", (" oleh ",)), ("named", (" bernama ", " yakni ", " yaitu ", " adalah ")))
#: Leads to the person whose view a sentence gives ("|Bagi| Siti, batik bukan sekadar dagangan").
_TO_WHOM = "Bagi "
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
    for part, words in _LEADING_WORDS:
        at = _behind_any(body, words, start, end)
        mention = speaker_after(body, at, end) if body[at : at + 1].isupper() else None
        if mention and mention.kind == "name":
            yield part, mention


def _behind_any(body: str, words: tuple[str, ...], start: int, end: int) -> int:
    """The offset behind the first of some words that a stretch of text holds; its end when it holds none."""
    for word in words:
        at = body.find(word, start, end)
        if at >= 0:
            return at + len(word)
    return end


def _subject(body: str, start: int, end: int) -> Mention | None:
    if body.startswith(_TO_WHOM, start):
        return noun_phrase(body, start + len(_TO_WHOM), end)
    at = topic_start(body, start, end)
    if at is None:
        return None
    word = body[at : at + MAX_WORD].split(" ", 1)[0].rstrip(",").lower()
    if word in COMMON and word.removesuffix("nya") not in _LED:
        return None
    return noun_phrase(body, at, end)


def features(topic: Topic, situation: Situation, *, met: bool, spoken: bool) -> dict[str, float]:
    """The features of a topic, by name; each is 0 or 1.

    `met` says whether the person was met before, `spoken` whether the person has spoken. The feature "presented", that
    the article shows the name to be a person's, takes time and is added where it decides.
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
        "spoken": spoken,
        "passive": bool(_PASSIVE.match(body, mention.end)),
        "active": bool(_ACTIVE.match(body, mention.end)),
        "resumed": topic.resumed,
        "agent": topic.part == "agent",
        "named": topic.part == "named",
        "lead": topic.part == "lead",
        "told of": role in _TOLD_OF,
        "contrast": bool(_CONTRAST.match(body, topic.start)),
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
    #: Those that cost little; "presented" is not among them.
    features: dict[str, float]
    #: Whether the article shows the name to be a person's; takes time.
    is_presented: Callable[[Mention], bool]

    def all_features(self) -> dict[str, float]:
        """The features with "presented"."""
        presented = float(self.is_presented(self.topic.mention))
        return {**self.features, "presented": presented}


def score(values: dict[str, float]) -> float:
    """The log odds that a topic with such features, and not whoever spoke last, is who is meant."""
    return sum(FOCUS.get(name, 0.0) * value for name, value in values.items())


def chosen(choices: list[Choice]) -> Mention | None:
    """Who takes the focus; None when whoever has it keeps it."""
    best: Mention | None = None
    best_score = 0.0
    for choice in choices:
        if score(choice.features) + FOCUS["presented"] <= best_score:
            continue
        full = score(choice.all_features())
        if full > best_score:
            best, best_score = choice.topic.mention, full
    return best
