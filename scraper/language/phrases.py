"""Phrases: lines that the lower rooms wrote in English, translated where they are shown.

Those rooms know no language, and what they say is kept in the archive: the reason of a problem, of a pause. So a line
is taken apart again by the templates that it was made from ("{path}: is larger than {limit} bytes"), each of which is a
message of the catalogues; what stands in a placeholder may be a phrase itself.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from scraper.language.catalogue import DEFAULT, gettext, gettext_noop, language, messages_of
from scraper.language.numbers import number

#: What the system says of a file or a connection (strerror of the C library), and OpenSSL of a certificate.
SYSTEM = gettext_noop(
    *("No such file or directory", "Permission denied", "Is a directory", "Not a directory", "File exists"),
    *("Read-only file system", "No space left on device", "Too many levels of symbolic links", "File name too long"),
    *(
        "Directory not empty",
        "Input/output error",
        "Operation not permitted",
        "Too many open files",
        "Disk quota exceeded",
    ),
    *("Address already in use", "Cannot assign requested address", "Connection refused", "Connection reset by peer"),
    *("Connection timed out", "Network is unreachable", "No route to host", "Name or service not known", "Broken pipe"),
    *("certificate has expired", "self-signed certificate", "unable to get local issuer certificate"),
)
#: Words that stand alone in a placeholder.
WORDS = gettext_noop("readings")

_PLACE = re.compile(r"\{(\w+)\}")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
#: Phrases in phrases that are looked for: a place, a key, a reason, and what the system says of it.
_DEEPEST = 6
#: What parts a line: a place and what is wrong there, or one thing and another.
_JOINTS = (": ", "; ")


def translated(line: str) -> str:
    """A line in the language in force, as far as there are phrases in it; what is no phrase stays as it is.

    >>> translated("archive.db: there is no archive here")
    'archive.db: there is no archive here'
    """
    if language() == DEFAULT:
        return line
    return _translated(line, _DEEPEST)


def _translated(line: str, depth: int) -> str:
    if not depth or not line:
        return line
    if _GROUPED.fullmatch(line):
        return number(int(line.replace(",", "")))
    return _whole(line, depth) or _in_parts(line, depth)


def _whole(line: str, depth: int) -> str | None:
    """A line that is a phrase from its start to its end; None for any other."""
    is_phrase = " " in line or line in WORDS  # any other word may be the name of a file
    if is_phrase and (told := gettext(line)) != line:
        return told
    for phrase in _patterns(language()):
        match = phrase.match(line)
        if match is not None:
            values = {name: _translated(value, depth - 1) for name, value in match.groupdict().items()}
            return gettext(phrase.template).format(**values)
    return None


def _in_parts(line: str, depth: int) -> str:
    """A line with a phrase at its end: behind the first joint behind which there is one."""
    for joint in _JOINTS:
        before, found, after = line.partition(joint)
        while found:
            told = _whole(after, depth - 1)
            if told is not None:
                return f"{_translated(before, depth - 1)}{joint}{told}"
            more, found, after = after.partition(joint)
            before = f"{before}{joint}{more}"
    return line


class _Phrase(NamedTuple):
    """A template, the words of it, and the pattern of the lines that it makes."""

    template: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def match(self, line: str) -> re.Match[str] | None:
        """Whether it made a line. Its words are looked for first: few lines have those of two templates."""
        for each in self.words:
            if each not in line:
                return None
        return self.pattern.fullmatch(line)


@cache
def _patterns(name: str) -> list[_Phrase]:
    """The templates that a catalogue translates, those with most words first."""
    templates = [text for text in messages_of(name) if _PLACE.search(text) and "%(" not in text]
    templates.sort(key=lambda text: -len(_PLACE.sub("", text)))
    return list(map(_phrase, templates))


def _phrase(template: str) -> _Phrase:
    words = tuple(each.replace("{{", "{").replace("}}", "}") for each in _PLACE.split(template)[::2])
    names = _PLACE.findall(template)
    places = [f"(?P<{name}>.+?)" if name not in names[:at] else f"(?P={name})" for at, name in enumerate(names)]
    pieces = [re.escape(word) + place for word, place in zip(words, [*places, ""], strict=True)]
    return _Phrase(template, words, re.compile("".join(pieces), re.DOTALL))
