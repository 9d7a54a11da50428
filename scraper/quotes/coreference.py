"""The people of one article: every mention of a person leads to one entry."""

from __future__ import annotations

import re
from functools import cached_property

from scraper.quotes.entity import Known, has_role, is_another
from scraper.quotes.entity_index import Roster
from scraper.quotes.names import fullest, is_name_word, nickname_of, widen
from scraper.quotes.phrases import Mention, noun_phrase
from scraper.quotes.role_nouns import ROLES
from scraper.quotes.roles import introduction

#: Characters in brackets that can be a name.
MAX_BRACKETED = 80
_ALIAS = re.compile(
    r"(?:disapa|dipanggil|panggilan|alias|atau|sapaan|julukan|dikenal)"
    r"(?: akrab(?:nya)?)?(?: dengan| sebagai)?(?: nama)? [\"'“”‘’]?"
    r"(?:(?:Gus|Cak|Kang|Mas|Mbak|Bang|Pak|Bu|Ning|Mbah) )?$"
)
_ALIAS_LEAD = re.compile(r"(?: ?\(\d\d?\)|,? yang\b| (?:akrab|biasa|kerap|lebih|sering|karib)\b|[\s,(\"“”])+$")
#: Behind a nickname ("Adam, sapaan akrabnya", "Moel, panggilan akrab Moeldiono").
_CALLED = re.compile(r" ?, (?:sapaan|panggilan)(?: akrab)?(?: ([A-Z]\w+))?")
_AGE = re.compile(r" \( ?\d\d? ?\)| ?, \d\d? ?,")
_TITLED = re.compile(r"[A-Z][\w.'’()-]*(?:,? (?:[A-Z(][\w.'’()-]*|dan))*")
#: Honorifics that are part of a one-word name ("Gus Fauzi", "Cak Imin").
_NAME_MAKING = frozenset({"gus", "cak", "kang", "ning", "abah", "aa", "mbah"})


class People:
    """Resolves mentions in the order of the text."""

    def __init__(self, body: str) -> None:
        self.body = body
        self.roster = Roster()
        self._aliases: dict[str, Known] = {}
        #: Answers of `_by_name` until somebody new may fit them too.
        self._told: dict[str, Known | None] = {}

    @cached_property
    def _bracketed(self) -> dict[str, int]:
        """Short texts in brackets, with the offset of their first bracket."""
        found: dict[str, int] = {}
        at = self.body.find("(")
        while at >= 0:
            end = self.body.find(")", at, at + MAX_BRACKETED)
            if end > 0:
                found.setdefault(self.body[at + 1 : end], at)
            at = self.body.find("(", at + 1)
        return found

    def resolve(self, mention: Mention, current: Known | None) -> Known | None:
        """Who a mention means; None when nobody can be told or two people fit alike."""
        match mention.kind:
            case "pronoun":
                known = current
            case "epithet":
                known = self._by_epithet(mention, current)
            case "name":
                name = self.body[slice(*(mention.name or (0, 0)))]
                if name not in self._told or mention.role:
                    self._told[name] = self._by_name(mention, name)
                known = self._told[name]
            case "collective":
                known = self._by_initials(mention) or self._by_label(mention)
            case _:
                known = self._by_label(mention)
        if known:
            known.seen = (mention.start, mention.end)
            if mention.kind != "pronoun" and mention.text not in known.mentions:
                known.mentions.append(mention.text)
        return known

    def named(self) -> list[Known]:
        """Everybody who has a name."""
        return [known for known in self.roster.all if known.name]

    def knows(self, mention: Mention) -> bool:
        """Whether somebody of that name has been met."""
        return bool(mention.name and self.roster.fitting(self.body[slice(*mention.name)]))

    def presented(self, mention: Mention) -> bool:
        """Whether a name is known to be a person's: met before, printed with a title or an age, or fuller."""
        if mention.role or self.knows(mention):
            return True
        if mention.name is None:
            return False
        if _AGE.match(self.body, mention.name[1]) or introduction(self.body, mention.name):
            return True
        full = fullest(self.body, self.body[slice(*mention.name)], mention.start)
        return full is not None and full[1] - full[0] > mention.name[1] - mention.name[0]

    def _add(self, known: Known) -> Known:
        self.roster.add(known)
        if known.name:
            self._told.clear()
        return known

    def _grown(self, known: Known, name: str, role: str | None) -> Known:
        if known.name and len(name.split()) > len(known.name.split()):
            self.roster.name(known, name)
            self._told.clear()
        if role and not known.role:
            self.roster.entitle(known, role)
        return known

    def _by_epithet(self, mention: Mention, current: Known | None) -> Known | None:
        head = mention.text.split(" ", 1)[0].lower()
        if head in ROLES and not (current and has_role(current, head)):
            fitting = self.roster.holders(head)
            if len(fitting) == 1:
                return fitting[0]
        return current or self._by_label(mention)

    def _by_label(self, mention: Mention) -> Known:
        individual = mention.kind in ("title", "noun", "epithet")
        wanted = mention.text.lower()
        met = self.roster.titled(wanted) if mention.kind == "title" else self.roster.labelled(wanted)
        if met:
            return met
        if mention.kind == "title" and (holder := self._holder(mention)):
            return holder
        proper = mention.text if not individual and mention.text[0].isupper() else None
        return self._add(
            Known(proper, mention.text, mention.text if mention.kind == "title" else None, individual=individual)
        )

    def _holder(self, mention: Mention) -> Known | None:
        """Who holds a title that stands alone, when the article prints it with a name somewhere."""
        at = self.body.find(mention.text)
        while at >= 0:
            titled = _TITLED.match(self.body, at)
            found = noun_phrase(self.body, at, titled.end()) if titled and at != mention.start else None
            if found and found.kind == "name" and found.start == at:
                return self._by_name(found, self.body[slice(*(found.name or (at, at)))])
            at = self.body.find(mention.text, at + 1)
        return None

    def _by_initials(self, mention: Mention) -> Known | None:
        nickname = nickname_of(mention.text)
        if not nickname and not mention.text.isupper():
            return None
        met = self.roster.bearing(nickname) if nickname else []
        if mention.text.isupper():
            met += self.roster.initialled(mention.text)
        if met:
            return min(met, key=lambda known: known.number)
        if nickname and nickname in self.body:
            return self._add(Known(nickname, mention.text))
        return None

    def _by_name(self, mention: Mention, name: str) -> Known | None:
        fitting = self.roster.fitting(name)
        if not fitting and name in self._aliases:
            return self._aliases[name]
        if len(fitting) > 1:
            return None
        if not fitting and (called := self._by_unlisted_title(mention, name)):
            return called
        if fitting and not is_another(fitting[0], name, mention.role):
            return self._grown(fitting[0], name, mention.role)
        if self._is_acronym(name):
            return self._by_label(Mention("collective", mention.start, mention.end, name))
        return self._by_initials(mention) or self._introduced(mention, name)

    def _by_unlisted_title(self, mention: Mention, name: str) -> Known | None:
        """Who is meant by a title that no list has, before a first name or alone, or by a shortened name."""
        if mention.role:
            return None
        met = self.roster.called(name)
        return met[0] if len(met) == 1 and not self.presented(mention) else None

    def _is_acronym(self, name: str) -> bool:
        """Whether the text prints the name in brackets behind words that it stands for and that name no person."""
        at = max(self._bracketed.get(name, -1), self._bracketed.get(name.upper(), -1))
        return at > 0 and not is_name_word(self.body[max(0, at - 30) : at].rstrip().rsplit(" ", 1)[-1])

    def _introduced(self, mention: Mention, name: str) -> Known:
        own = mention.name or (mention.start, mention.end)
        span = fullest(self.body, name, mention.start) or own
        if span[0] > own[1] and self._is_namesake(mention, span):
            span = own
        full = self.body[slice(*span)]
        if " " not in name and full == name:
            if owner := self._alias(name):
                self._aliases[name] = owner
                return owner
            span = _with_name_making(self.body, span)
            full = self.body[slice(*span)]
        fitting = self.roster.fitting(full) if full != name else []
        if len(fitting) == 1 and not is_another(fitting[0], full, mention.role):
            return self._grown(fitting[0], full, mention.role)
        role = mention.role or introduction(self.body, span)
        return self._add(Known(full, name, role))

    def _is_namesake(self, mention: Mention, later: tuple[int, int]) -> bool:
        """Whether a fuller name printed later is somebody else's, because both have titles of their own."""
        if not mention.role and not _AGE.match(self.body, mention.end):
            return False
        title = introduction(self.body, later)
        return title is not None and title != mention.role

    def _alias(self, name: str) -> Known | None:
        """Whom the text says to be called `name` ("Muhammad B, ... yang akrab disapa Dani")."""
        at = self.body.find(name)
        while at >= 0:
            alias = _ALIAS.search(self.body, max(0, at - 50), at)
            called = _CALLED.match(self.body, at + len(name))
            if called and called[1]:
                return self._named_at(called.start(1), called.end(1))
            if alias or called:
                return self._named_before(alias.start() if alias else at)
            at = self.body.find(name, at + 1)
        return None

    def _named_at(self, start: int, end: int) -> Known:
        span = widen(self.body, start, end)
        full = self.body[slice(*span)]
        fitting = self.roster.fitting(full)
        return fitting[0] if fitting else self._add(Known(full, full, introduction(self.body, span)))

    def _named_before(self, at: int) -> Known | None:
        lead = _ALIAS_LEAD.search(self.body, max(0, at - 30), at)
        end = lead.start() if lead else at
        word = self.body[max(0, end - 30) : end].rsplit(" ", 1)[-1]
        if is_name_word(word):
            return self._named_at(end - len(word), end)
        before = [known for known in self.named() if known.seen[0] < at and known.individual]
        return max(before, key=lambda known: known.seen) if before else None


def _with_name_making(body: str, span: tuple[int, int]) -> tuple[int, int]:
    word = body[max(0, span[0] - 8) : span[0]].rstrip().rsplit(" ", 1)[-1]
    return (span[0] - len(word) - 1, span[1]) if word.lower() in _NAME_MAKING else span
