"""Who wrote it: the people in a printed byline.

Labels and separators as found on stored pages: "Rep: X/ Red: Y", "Penulis : X Editor : Y", "Redaktur & Reporter : X",
"Laporan Wartawan Tribun Timur, X", "X - detikJateng", "X, Jurnalis-Jum'at, 24 Juli 2026", "XEditor".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scraper.indonesian.date_words import MONTHS, WEEKDAYS, any_of
from scraper.indonesian.person_names import is_person, with_degrees
from scraper.models import Byline, Role

#: Label in lower case -> role; None where it says only that somebody wrote this.
_ROLES: dict[str, Role | None] = {
    **dict.fromkeys(
        "reporter pewarta penulis wartawan jurnalis kontributor koresponden author rep".split(), "reporter"
    ),
    **dict.fromkeys("editor redaktur penyunting red".split(), "editor"),
    **dict.fromkeys("fotografer, pewarta foto, photographer, foto oleh, foto".split(", "), "photographer"),
    **dict.fromkeys("laporan oleh, oleh, by, laporan".split(", ")),
    **dict.fromkeys(f"{done} oleh" for done in "ditulis dikirim diposting diposkan diterbitkan dipublikasikan".split()),
    **dict.fromkeys(f"{done} by" for done in "written posted published submitted".split()),
}
#: What follows these is no author.
_OTHERS = frozenset("sumber source uploader publisher penerbit penerjemah tags tag topik".split())
#: These need no colon at the start of a part; the others stand there as words, too ("Wartawan Tribun Timur").
_LEADING = frozenset(
    "reporter pewarta penulis author editor redaktur penyunting fotografer oleh by".split()
    + "laporan oleh, foto oleh".split(", ")
    + [label for label in _ROLES if label.endswith((" oleh", " by"))]
)


def _any(labels: Iterable[str]) -> str:
    return f"(?i:{any_of(dict.fromkeys(labels))})"


_ANY_LABEL = _any(_OTHERS | _ROLES.keys())
#: A label may be glued to the name before it ("Siti AminahEditor:"); two may share one name ("Redaktur & Reporter :").
_GLUED = r"(?:(?<![^\W\d_])|(?<=[a-z])(?=[A-Z]))"
_LABELLED = re.compile(rf"{_GLUED}({_ANY_LABEL}(?: ?(?:&|/|\bdan\b) ?{_ANY_LABEL})?) ?:")
_BETWEEN_LABELS = re.compile(r"&|/|\bdan\b")
_LED = re.compile(rf"\W*(?P<label>{_any(_LEADING)}) (?P<names>.+)")
_TRAILED = re.compile(rf"(?P<names>.+?)(?:[ ,(–-]+|{_GLUED})(?P<label>{_any(_ROLES)})\W*")
_WORDS = re.compile(r"\w+")
_LABEL_ENDS = tuple({label.split()[-1] for label in _ROLES})
_WEEKDAY = rf"\b(?i:{any_of(WEEKDAYS)})\b".replace("'", "['’‘`]")
#: Everything from the first date, number or copyright on: " pada 23 Jan 2021", "-Jum'at, 24 Juli", "17 Shares".
_MONTH = rf"\b(?i:{any_of(MONTHS)})\.? "
_TAIL = re.compile(
    rf"(?: (?:pada|on) )?(?:{_WEEKDAY}[ ,(]*)?(?:{_MONTH})?\d+(?=[ /:.,-]*(?: |\d|$)).*|(?i:copyright|hak cipta|©).*"
)
#: What no tail is without: a look for it costs next to nothing.
_IN_TAIL = re.compile(r"\d|©|[Cc][Oo][Pp][Yy]|[Cc][Ii][Pp][Tt][Aa]")
_BRACKETS = re.compile(r"\([^()]*\)")
#: Between names; a hyphen without spaces is part of one.
_BETWEEN = re.compile(r"[,;/&+|]| [-–—] |\b(?:dan|and|serta)\b")
#: Two full names run together: "Siti AminahBudi Santoso".
_RUN_TOGETHER = re.compile(r"(?<=[a-z]{2})(?=[A-Z][a-z]+ [A-Z])")
#: How somebody is introduced: "Laporan Wartawan Tribun Timur, X", "Kontributor Lhokseumawe, X".
_JOB = re.compile(r"(?i:(?:laporan|citizen|khusus|dari|wartawan|kontributor|koresponden|jurnalis|reporter)\b ?)+")
_SITE_BEFORE = re.compile(r"\S+\.(?:com|id|net|org)\b ?")
#: Of a sentence, not of a degree or an initial.
_FULL_STOP = re.compile(r"(?<=[a-z]{4})\.$")
#: A longer line is no byline.
_LONGEST = 600


def bylines(text: str, role: Role | None = None) -> tuple[Byline, ...]:
    """The people named in a printed byline, in printed order, names as printed.

    A label decides the role; `role` is that of names without one, a reporter where it is None. Only personal names
    count: a desk, a site, an agency or a login is nobody.

    >>> [(each.name, each.role) for each in bylines("Rep: Siti Aminah/ Red: Budi Santoso")]
    [('Siti Aminah', 'reporter'), ('Budi Santoso', 'editor')]
    >>> [each.name for each in bylines("Dr. Siti Aminah, M.Si dan Budi Santoso - detikJateng")]
    ['Dr. Siti Aminah, M.Si', 'Budi Santoso']
    >>> bylines("Tim detikBali - detikBali")
    ()
    """
    line = " | ".join(" ".join(each.split()) for each in text[:_LONGEST].splitlines())
    parts = _labelled(line) if ":" in line and _LABELLED.search(line) else map(_unlabelled, line.split("|"))
    people = (
        Byline(name, _ROLES.get(label) or role or "reporter")
        for labels, names in parts
        for name in _names(names)
        for label in labels
    )
    return tuple(dict.fromkeys(people))


def _labelled(line: str) -> Iterator[tuple[list[str], str]]:
    """(labels, names) for every label with a colon; what stands before the first is no byline."""
    pieces = _LABELLED.split(line)
    for printed, names in zip(pieces[1::2], pieces[2::2], strict=True):
        labels = [label.strip().lower() for label in _BETWEEN_LABELS.split(printed)]
        yield [label for label in labels if label in _ROLES], names


def _unlabelled(part: str) -> tuple[list[str], str]:
    """([label], names) of a part that has no colon; the label is empty where there is none."""
    part = _without_tail(part)
    match = _LED.fullmatch(part) or (_ends_in_label(part) and _TRAILED.fullmatch(part))
    return ([match["label"].lower()], match["names"]) if match else ([""], part)


def _ends_in_label(part: str) -> bool:
    words = _WORDS.findall(part)
    return bool(words) and words[-1].lower().endswith(_LABEL_ENDS)


def _without_tail(text: str) -> str:
    return _TAIL.sub("", text) if _IN_TAIL.search(text) else text


def _names(text: str) -> list[str]:
    """The personal names in a list of names."""
    bare = _RUN_TOGETHER.sub(",", _without_tail(_BRACKETS.sub(" ", text)))
    pieces = [piece for each in _BETWEEN.split(bare) if (piece := each.strip(" :*•·-–—()[]\"'"))]
    names = (_FULL_STOP.sub("", name) for name in with_degrees(_without_jobs(pieces)))
    return [name for name in names if is_person(name)]


def _without_jobs(pieces: list[str]) -> list[str]:
    """Without the piece that says where somebody works; alone, it holds the name as well."""
    if not pieces or not (job := _JOB.match(pieces[0])):
        return pieces
    if job[0].lower() == "laporan " and is_person(named := pieces[0][job.end() :]) and " " in named:
        return [named]  # "Laporan Siti Aminah, Malang"
    return pieces[1:] or [_SITE_BEFORE.sub("", pieces[0][job.end() :])]
