"""Attributed statements: what was said and by whom while an article is read, and the quotation that comes of it."""

from __future__ import annotations

from dataclasses import dataclass

from scraper.models import Quote, QuoteKind
from scraper.quotes.entity import Entity
from scraper.quotes.mention import Mention
from scraper.quotes.weights import CONFIDENCE, UNMEASURED


@dataclass(slots=True)
class Spoken:
    """A statement with its speaker as far as the article has told. Offsets count in the body."""

    kind: QuoteKind
    start: int
    end: int
    cue: str | None = None
    mention: Mention | None = None
    speaker: Entity | None = None
    #: How the speaker is told, as in `Quote.attribution`.
    how: str = "none"
    evidence: tuple[int, int] | None = None
    #: The closing mark is missing: the next paragraph may go on.
    open: bool = False

    def told_by(self, speaker: Entity | None, how: str) -> None:
        """Take a speaker whom no mention beside the statement names."""
        self.speaker = speaker
        self.how = how if speaker else "none"
        self.evidence = speaker.seen if speaker else None

    def quote(self, text: str, paragraph: int) -> Quote:
        """The finished value."""
        entity = self.speaker
        mention = self.mention.text if self.mention else None
        if entity is None:
            return Quote(
                text=text,
                speaker=None,
                mention=mention,
                cue=self.cue,
                kind=self.kind,
                paragraph=paragraph,
                start=self.start,
                end=self.end,
                attribution="none",
                confidence=0.0,
            )
        return Quote(
            text=text,
            speaker=entity.name or _label(entity, self.mention),
            mention=mention,
            cue=self.cue,
            kind=self.kind,
            paragraph=paragraph,
            start=self.start,
            end=self.end,
            role=entity.role,
            affiliation=entity.affiliation,
            attribution=self.how,
            confidence=_confidence(entity, self.how),
            evidence=self.evidence,
        )


def _label(entity: Entity, mention: Mention | None) -> str:
    """How somebody never named is called: by the phrase printed beside the quotation."""
    if mention is None or mention.kind == "pronoun":
        return entity.label
    if mention.kind == "epithet" and entity.label.startswith("seorang "):
        return entity.label
    return mention.text


def _confidence(entity: Entity, how: str) -> float:
    """The measured share of right speakers among those told so, apart for those named in full."""
    full = " " in (entity.name or "")
    return CONFIDENCE.get(f"{how}, full name" if full else how, UNMEASURED)
