"""The words of the interface in the reader's language: gettext catalogues, and which of them is in force.

English is what the code is written in; every other language is a catalogue in `catalogues/`. A wheel holds them
compiled; an editable installation compiles them when they are first asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

#: Language -> its own name.
LANGUAGES = {"en": "English", "id": "Bahasa Indonesia"}
DEFAULT = "en"

_current: ContextVar[str] = ContextVar("language", default=DEFAULT)

#: One entry of an Accept-Language header (RFC 9110, section 12.5.4).
_PREFERENCE = re.compile(r"\s*([A-Za-z*]{1,8})(?:-[A-Za-z0-9-]{1,40})?\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?))?\s*")


def language() -> str:
    """The language in force here: a key of LANGUAGES."""
    return _current.get()


def speak(chosen: str | None) -> None:
    """Put a language in force, from here on in this context; English where there is none of that name."""
    _current.set(chosen if chosen in LANGUAGES else DEFAULT)


@contextmanager
def speaking(chosen: str | None) -> Iterator[None]:
    """A language in force inside the `with` block."""
    token = _current.set(chosen if chosen in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _current.reset(token)


def gettext(message: str) -> str:
    """A message in the language in force; the message itself where it has no translation."""
    if not message:  # gettext answers with the head of the catalogue
        return message
    return translations(language()).gettext(message)


def gettext_noop(*messages: str) -> tuple[str, ...]:
    """Messages that are translated where they are shown; here they are only marked for the catalogues."""
    return messages


def ngettext(one: str, many: str, number: int) -> str:
    """A message about a number of things, in the form that the language has for that number."""
    return translations(language()).ngettext(one, many, number)


class Catalogue(GNUTranslations):
    """A catalogue that can be asked which messages it translates."""

    _catalog: dict[str | tuple[str, int], str]

    def messages(self) -> list[str]:
        """The messages, without those about a number of things."""
        return [message for message in self._catalog if isinstance(message, str) and message]


@cache
def translations(name: str) -> NullTranslations:
    """The catalogue of a language; an empty one for English."""
    if name == DEFAULT:
        return NullTranslations()
    folder = files("scraper.language").joinpath("catalogues")
    compiled = folder.joinpath(f"{name}.mo")
    if compiled.is_file():
        return Catalogue(io.BytesIO(compiled.read_bytes()))
    return Catalogue(io.BytesIO(compiled_catalogue(folder.joinpath(f"{name}.po").read_bytes(), name)))


def messages_of(name: str) -> list[str]:
    """The messages that the catalogue of a language translates; none for English."""
    catalogue = translations(name)
    return catalogue.messages() if isinstance(catalogue, Catalogue) else []


def compiled_catalogue(source: bytes, name: str) -> bytes:
    """A catalogue of text (.po) as the binary one (.mo) that gettext reads."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - only where no wheel brought it along
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(source), locale=name))
    return compiled.getvalue()


def from_locale(environment: Mapping[str, str]) -> str:
    """The language that the variables of a terminal ask for (POSIX, section 8.2).

    >>> from_locale({"LANG": "id_ID.UTF-8"}), from_locale({"LANG": "id_ID", "LC_ALL": "C"}), from_locale({})
    ('id', 'en', 'en')
    """
    variables = ("SCRAPE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    named = next(filter(None, map(environment.get, variables)), "")
    return _known([re.split(r"[_.@-]", named.lower())[0]])


def from_accept_language(header: str) -> str:
    """The language that a browser asks for, of those that there are.

    >>> from_accept_language("id-ID,id;q=0.9,en;q=0.8"), from_accept_language("fr, en;q=0.5"), from_accept_language("")
    ('id', 'en', 'en')
    """
    wanted: list[tuple[float, str]] = []
    for entry in header[:500].split(","):
        match = _PREFERENCE.fullmatch(entry)
        if match is not None:
            wanted.append((float(match[2] or 1), match[1].lower()))
    wanted.sort(key=lambda each: -each[0])
    return _known(name for weight, name in wanted if weight > 0)


def _known(names: Iterable[str]) -> str:
    """The first of these languages that there is; Malay readers are nearer to Indonesian, and its old code is "in"."""
    same = {"in": "id", "ms": "id"}
    for name in names:
        known = same.get(name, name)
        if known in LANGUAGES:
            return known
    return DEFAULT
