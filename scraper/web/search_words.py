"""What a reader types into the search box, as a query of full text and conditions. Pure.

Words all occur, in any form that shares a stem with them; "a phrase" stands there as it is written; -word is not there;
banjir OR rob is either; banjir* is a beginning;
speaker:, publisher: and province: narrow to whoever said it, where it stood, where it happened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from scraper.indonesian.stems import MARK, SHORTEST, stems

#: The words before a colon, in both languages -> the condition they mean.
_FILTERS = {
    "speaker": "speaker",
    "narasumber": "speaker",
    "publisher": "publisher",
    "penerbit": "publisher",
    "province": "province",
    "provinsi": "province",
}
_TOKEN = re.compile(
    r'(?P<minus>-)?(?:(?P<filter>[a-z]{4,10}):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))', re.IGNORECASE
)
#: A phrase between quotation marks, or a word.
_PHRASE_OR_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')
#: A phrase of nothing: FTS5 takes it, and finds nothing.
NOTHING = '""'
#: A word that may have stems.
_PLAIN_WORD = re.compile(f"[a-z]{{{SHORTEST},}}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_CONDITIONS = {
    "speaker": """a.id IN (SELECT article FROM quotes
                           WHERE id IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH {}))""",
    "publisher": "(a.publisher = {0} OR p.name LIKE '%' || {0} || '%')",
    "province": "a.region LIKE '%' || {} || '%'",
}


@dataclass
class Search:
    """A search as SQL asks it."""

    #: A query of FTS5; "" where no word must occur.
    match: str = ""
    #: What FTS5 must not match; "" where nothing is excluded.
    without: str = ""
    #: The words that may be there in another form.
    words: list[str] = field(default_factory=list)
    #: Conditions on `a` (articles) and `p` (publishers), with named parameters.
    conditions: list[str] = field(default_factory=list)
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.match or self.without or self.conditions)


def search(text: str, since: str = "", until: str = "") -> Search:
    """The search that a text means; days are dates such as 2026-01-31, anything else is none.

    >>> search('rob "kali ciliwung" jakar*').match
    '"rob" AND "kali ciliwung" AND "jakar" *'
    >>> search("ditanam OR rob").match
    '(("ditanam" OR "tanam" OR "ʼditanam" OR "ʼtanam") OR "rob")'
    >>> search("-banjir publisher:kompas").conditions
    ["(a.publisher = :f0 OR p.name LIKE '%' || :f0 || '%')"]
    """
    found = Search()
    groups: list[list[str]] = []
    excluded: list[str] = []
    joins_next = False
    for token in _TOKEN.finditer(text.replace("\0", " ")):
        term = _term(token)
        name = _FILTERS.get((token["filter"] or "").lower())
        if token["word"] == "OR" and not token["minus"] and groups:
            joins_next = True
        elif name and (token["phrase"] or token["word"] or "").strip():
            _narrow(found, name, token["phrase"] or token["word"] or "")
        elif not term:
            continue
        elif token["minus"]:
            excluded.append(term)
        elif joins_next:
            groups[-1].append(_in_any_form(found, token, term))
            joins_next = False
        else:
            groups.append([_in_any_form(found, token, term)])
    found.match = " AND ".join(f"({' OR '.join(group)})" if len(group) > 1 else group[0] for group in groups)
    found.without = " OR ".join(excluded)
    for name, operator, day in (("since", ">=", since), ("until", "<=", until)):
        if _DAY.fullmatch(day):
            found.conditions.append(f"a.published_on {operator} :{name}")
            found.parameters[name] = day
    return found


def _term(token: re.Match[str]) -> str:
    """A term of FTS5: its words in quotation marks, with a star behind the beginning of a word."""
    filtered = token["filter"] if token["filter"] and token["filter"].lower() not in _FILTERS else ""
    text = " ".join(filter(None, (filtered, token["phrase"] if token["phrase"] is not None else token["word"]))).strip()
    is_beginning = token["phrase"] is None and text.endswith("*")
    text = text.rstrip("*").strip()
    if not re.search(r"\w", text):
        return ""
    return f'"{text}" *' if is_beginning else f'"{text}"'


def _in_any_form(found: Search, token: re.Match[str], term: str) -> str:
    """A term that stands for a bare word, widened to the forms that share a stem with it; any other as it is."""
    word = (token["word"] or "").lower()
    if not _PLAIN_WORD.fullmatch(word) or term != f'"{token["word"]}"':
        return term
    found.words.append(word)
    forms = (word, *stems(word))
    indexed = (f"{MARK}{form}" for form in forms)
    quoted = [f'"{form}"' for form in (*forms, *indexed)]
    return f"({' OR '.join(quoted)})"


def _narrow(found: Search, name: str, value: str) -> None:
    key = f"f{len(found.parameters)}"
    found.conditions.append(_CONDITIONS[name].format(f":{key}"))
    words = " ".join(re.findall(r"\w+", value))
    found.parameters[key] = f'speaker : ("{words}")' if name == "speaker" else value


def fts_query(words: str) -> str:
    """A query of FTS5 that never fails: every word and every "phrase" must occur; of nothing where there is none.

    >>> fts_query('banjir "kali ciliwung"'), fts_query('"'), fts_query('NEAR( *')
    ('"banjir" "kali ciliwung"', '""', '"NEAR(" "*"')
    """
    without_zero = words.replace("\0", " ")  # which ends SQLite's strings
    terms: list[str] = []
    for phrase, word in _PHRASE_OR_WORD.findall(without_zero):
        term = phrase or word
        if term.strip():
            terms.append(f'"{term}"')
    return " ".join(terms) or NOTHING
