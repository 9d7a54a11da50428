"""Address shape: what the addresses of one kind of page of a site have in common. Pure.

Sites number, date and name their stories in one way: "/read/2026/11/30/4711/nama-panjang-sebuah-kabar" and a thousand
others are of the shape "/read/#/#/#/#/~".
"""

from __future__ import annotations

import re

from scraper import urls

#: Words of a step that names a story; sections have fewer ("jawa-barat", "kabar-desa").
STORY_WORDS = 3
#: A step that is longer and holds digits is an id without words.
_LONGEST_WORD = 20
_ENDING = re.compile(r"(?<=.)\.(?:s?html?|php\d?|aspx?|jsp|amp)$")
_BREAK = re.compile(r"[-_+.,]|%20")
_DIGITS = re.compile(r"\d+")

#: What stands for a number, a name of several words, an id without words, and for any word in a general shape.
NUMBER, NAME, ID, WORD = "#", "~", "*", "w"


def shape(url: str) -> str:
    """The shape of a canonical URL: numbers and names replaced, words as they are.

    >>> shape("https://contoh.id/read/2026/11/30/4711/pasar-lama-dibuka-lagi")
    '/read/#/#/#/#/~'
    >>> shape("https://contoh.id/jawa-barat/d-6453192/panen"), shape("https://contoh.id/?p=12"), shape("https://contoh.id/")
    ('/jawa-barat/d-#/panen', '/?p=#', '/')
    """
    path, _, query = urls.target(url).partition("?")
    steps = "/".join(map(_step, path.lower().split("/")))
    return f"{steps}?{_query(query)}" if query else steps


def general(exact: str) -> str:
    """A shape with its words replaced as well: what the sections of a site have in common.

    >>> general("/jawa-barat/d-#/~"), general("/ekonomi/~.html")
    ('/w/d-#/~', '/w/~.html')
    """
    path, mark, query = exact.partition("?")
    return "/".join(map(_general_step, path.split("/"))) + mark + query


def words(step: str) -> list[str]:
    """The words of a step of a path, without numbers and its ending.

    >>> words("12-pasar-lama-dibuka.html")
    ['pasar', 'lama', 'dibuka']
    """
    named = _BREAK.split(_ENDING.sub("", step))
    return [word for word in named if word and not word.isdecimal()]


def _step(step: str) -> str:
    ending = _ENDING.search(step)
    suffix = ending[0] if ending else ""
    bare = step.removesuffix(suffix) if suffix else step
    return _kind(bare) + suffix


def _kind(bare: str) -> str:
    if bare.isdecimal():
        return NUMBER
    if len(words(bare)) >= STORY_WORDS:
        return NAME
    if any(map(str.isdecimal, bare)) and len(bare) > _LONGEST_WORD:
        return ID
    return _DIGITS.sub(NUMBER, bare)


def _query(query: str) -> str:
    return "&".join(_kind_of_parameter(each) for each in query.split("&"))


def _kind_of_parameter(parameter: str) -> str:
    name, mark, value = parameter.partition("=")
    return f"{name}{mark}{_kind(value.lower())}"


def _general_step(step: str) -> str:
    ending = _ENDING.search(step)
    suffix = ending[0] if ending else ""
    bare = step.removesuffix(suffix) if suffix else step
    is_word = bare and not set(bare) & {NUMBER, NAME, ID}
    return (WORD if is_word else bare) + suffix
