"""The words of a reader as a query of SQLite's full-text search, which never fails. Pure."""

from __future__ import annotations

import re

#: A phrase between quotation marks, or a word.
_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
#: A phrase of nothing: FTS5 takes it, and finds nothing.
NOTHING = '""'


def fts_query(words: str) -> str:
    """Every word and every "phrase" must occur; a query of nothing where there is none.

    >>> fts_query('banjir "kali ciliwung"'), fts_query('"'), fts_query('NEAR( *')
    ('"banjir" "kali ciliwung"', '""', '"NEAR(" "*"')
    """
    found = (phrase or word for phrase, word in _TERM.findall(words.replace("\0", " ")))  # 0 ends SQLite's strings
    terms = [f'"{term}"' for term in found if term.strip()]
    return " ".join(terms) or NOTHING
