"""JSON that is none: what people write into pages by hand, read as far as it makes sense.

One pass over the tokens, whatever the text is: nothing is tried twice, so the time is linear, and nothing is
raised. Left alone are comments and wrappings around the values, commas too many or too few, brackets that do not
match, text before and after. Taken for what they mean are raw line breaks, quotation marks that nobody escaped,
single marks, bare keys and `&quot;`. A string that is cut off by the end is dropped with its key.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

#: Characters that are read; real blocks of JSON-LD have up to some 100,000. A second for the worst of them.
MAX_CHARACTERS = 2**19
#: Containers inside each other that are kept; schema.org needs less than 10.
MAX_DEPTH = 50
#: Containers of the other kind that a closing bracket may close as well.
MAX_CROSSED = 10

_ENTITY_FOR_QUOTE = re.compile(r"[{\[]\s*&(?:quot|apos|#0*3[49]|#x0*2[27]);", re.IGNORECASE)

#: What stands between tokens: white space, comments, and the wrapping of old browsers.
_BLANK = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/|<!--|-->|<!\[CDATA\[|\]\]>|;)*+", re.DOTALL)
#: Python reads no longer whole number (sys.set_int_max_str_digits).
LONGEST_NUMBER = 1000
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?", re.ASCII)
_LITERALS = {"true": True, "false": False}
_WORD = re.compile(r"[^\s,:{}\[\]\"';]+")
_STRING = {mark: re.compile(rf"(?:[^{mark}\\]++|\\.)*+{mark}", re.DOTALL) for mark in "\"'"}
#: What follows a quotation mark that ends a string, rather than standing unescaped inside of one.
_AFTER_VALUE = re.compile(
    r"""\s*(?:\Z|[}\]]|//|/\*|["'][^"']*["']\s*:|,[\s,]*(?:\Z|[}\]]|//|/\*|["'][^"']*["']\s*:|[@\w]+\s*:\s*["'\[{\d]))"""
)
_AFTER_ITEM = re.compile(r"""\s*(?:\Z|[\]}]|["'{\[]|,[\s,]*(?:\Z|["'{\[\]}]|[-\dtfnN]))""")
#: What follows a string in each kind of container.
_AFTER: dict[type[Any], re.Pattern[str]] = {dict: _AFTER_VALUE, list: _AFTER_ITEM}
_ESCAPE = re.compile(r"""\\(?:(["\\/bfnrt]|u[\da-fA-F]{4})|(.?))|(")""", re.DOTALL)


def read(text: str) -> list[Any]:
    """Every object and list at the top of the text, with what could be read of it.

    >>> read('{"a": "Ia bilang "ya", katanya", "b": [1, 2,], c: "cut')
    [{'a': 'Ia bilang "ya", katanya', 'b': [1, 2]}]
    """
    text = text[:MAX_CHARACTERS]
    if _ENTITY_FOR_QUOTE.search(text):
        text = html.unescape(text)
    reader = _Reader(text)
    while reader.step():
        pass
    return reader.found


#: The marks that are no word, the containers that they begin, and those that they end.
_MARKS = frozenset("{}[],:\"'")
_OPENING: dict[str, type[Any]] = {"{": dict, "[": list}
_CLOSING: dict[str, type[Any]] = {"}": dict, "]": list}


class _Reader:
    """Takes one token at a time and puts it where it belongs; what belongs nowhere is passed by."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: list[Any] = []
        #: The containers that are open, the innermost last.
        self.open: list[Any] = []
        #: The key that waits for its value, in the innermost container.
        self.key: str | None = None

    def step(self) -> bool:
        """Take the next token; False at the end."""
        self.at = _end(_BLANK, self.text, self.at)
        mark = self.text[self.at : self.at + 1]
        if not mark:
            return False
        if mark in _STRING and self.open:
            return self._string(mark)
        if mark not in _MARKS:
            return self._word()
        self._cross(mark)
        self.at += 1
        return True

    def _cross(self, mark: str) -> None:
        """Go into a container, out of one, or on to the next value."""
        if mark in _OPENING:
            container = _OPENING[mark]()
            self._enter(container)
        elif mark in _CLOSING:
            kind = _CLOSING[mark]
            self._leave(kind)
        elif mark == ",":
            self.key = None

    def _enter(self, container: Any) -> None:
        self._put(container)
        self.open.append(container)
        self.key = None

    def _leave(self, kind: type) -> None:
        """Close the innermost container of this kind and what is still open in it."""
        nearest = self.open[-MAX_CROSSED:]
        kinds = set(map(type, nearest))
        if kind in kinds:
            while type(self.open.pop()) is not kind:
                pass
        self.key = None

    def _string(self, mark: str) -> bool:
        """Take a string to the mark that ends it; False when none does, because the block was cut off."""
        start = self.at + 1
        is_key = self._expects_key()
        if is_key:
            end = _end(_STRING[mark], self.text, start)
        else:
            follows = _AFTER[type(self.open[-1])]
            end = _end_of_value(self.text, start, mark, follows)
        if end == start:
            return False
        written = self.text[start : end - 1]
        self.at = end
        self._take(_unescaped(written), is_key=is_key)
        return True

    def _word(self) -> bool:
        """Take a number, a literal or a key without quotation marks."""
        end = _end(_WORD, self.text, self.at)
        word = self.text[self.at : end]
        self.at = end
        is_key = self._expects_key()
        value = word if is_key else _literal(word)
        self._take(value, is_key=is_key)
        return True

    def _expects_key(self) -> bool:
        if self.key is not None or not self.open:
            return False
        innermost = self.open[-1]
        return isinstance(innermost, dict)

    def _take(self, value: Any, *, is_key: bool) -> None:
        if is_key:
            self.key = value
        elif self.open:
            self._put(value)

    def _put(self, value: Any) -> None:
        if not self.open:
            self.found.append(value)
        elif len(self.open) <= MAX_DEPTH:
            container = self.open[-1]
            if isinstance(container, list):
                container.append(value)
            elif self.key is not None:
                container[self.key] = value
        self.key = None


def _end_of_value(text: str, start: int, mark: str, follows: re.Pattern[str]) -> int:
    """Where a string ends that may hold its own mark unescaped: at the first one behind which a value can end.

    `start` itself where no mark ends it.
    """
    end = _end(_STRING[mark], text, start)
    while end > start and not follows.match(text, end):
        further = _end(_STRING[mark], text, end)
        if further == end:
            return start
        end = further
    return end


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a match at this place ends; the place itself without one."""
    match = pattern.match(text, at)
    return match.end() if match else at


def _literal(word: str) -> bool | int | float | None:
    """What a bare word means; None for null, NaN and for what means nothing."""
    if not _NUMBER.fullmatch(word):
        return _LITERALS.get(word)
    digits = word.lstrip("-")
    if digits.isdigit() and len(word) < LONGEST_NUMBER:
        return int(word)
    return float(word)


def _unescaped(source: str) -> str:
    """The text of a string as written between its marks; an escape that JSON does not know is its character."""
    text: str = json.loads(f'"{_ESCAPE.sub(_as_json, source)}"', strict=False)
    return text


def _as_json(found: re.Match[str]) -> str:
    known, character, mark = found.groups()
    if known:
        return found[0]
    return r"\"" if mark else character
