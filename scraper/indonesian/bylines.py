"""Who wrote it: the people in a printed byline.

Labels and separators as found on stored pages: "Rep: X/ Red: Y", "Penulis : X Editor : Y", "Redaktur & Reporter : X",
"Laporan Wartawan Tribun Timur, X", "X - detikJateng", "X, Jurnalis-Jum'at, 24 Juli 2026", "XEditor".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scraper.indonesian.date_words import MONTHS, WEEKDAYS
from scraper.indonesian.lexicon import BYLINE_ROLES, JOBS, LEADING_LABELS, OTHER_LABELS, any_of
from scraper.indonesian.person_names import is_person, with_degrees
from scraper.indonesian.places import is_place
from scraper.models import Byline, Role


def _any(labels: Iterable[str]) -> str:
    return f"(?i:{any_of(labels)})"


_ANY_LABEL = _any((*OTHER_LABELS, *BYLINE_ROLES))
#: A label may be glued to the name before it ("Siti AminahEditor:"); two may share one name ("Redaktur & Reporter :").
_GLUED = r"(?:(?<![^\W\d_])|(?<=[a-z])(?=[A-Z]))"
_LABELLED = re.compile(rf"{_GLUED}({_ANY_LABEL}(?: ?(?:&|/|\bdan\b) ?{_ANY_LABEL})?) ?:")
_BETWEEN_LABELS = re.compile(r"&|/|\bdan\b")
#: At the head of a line a full stop, a dash or a bar stands for the colon: "Penulis. Siti Aminah", "Editor | Budi".
_MARKED = re.compile(
    rf"(?:^|(?<=[|•·/,] ))\W*(?P<label>{_any(label for label in BYLINE_ROLES if label not in ('by', 'oleh'))})"
    rf" ?[.|–—-]+ ?(?=[A-Z])(?!(?i:{any_of(WEEKDAYS)})\b)"
)
_LED = re.compile(rf"\W*(?P<label>{_any(LEADING_LABELS)}) (?P<names>.+)")
_TRAILED = re.compile(rf"(?P<names>.+?)(?:[ ,(–-]+|{_GLUED})(?P<label>{_any(BYLINE_ROLES)})\W*")
_WORDS = re.compile(r"\w+")
_LABEL_ENDS = tuple({label.split()[-1] for label in BYLINE_ROLES})
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
#: A single word behind a full name and a dash is a section or a place: "Siti Aminah - Sepakbola".
_AFFILIATION = re.compile(r"(?<=[a-z] )(?<=\w )[-–—] \w+\s*$")
#: How somebody is introduced: "Laporan Wartawan Tribun Timur, X", "Kontributor Lhokseumawe, X".
_JOB = re.compile(rf"(?i:(?:{any_of(JOBS)})\b ?)+")
_SITE_BEFORE = re.compile(r"(?<!\S)\S{1,60}\.(?:com|id|net|org)\b ?")
#: Of a sentence, not of a degree or an initial.
_FULL_STOP = re.compile(r"(?<=[a-z]{4})\.$")
#: Of other languages, before a name.
_FOREIGN_BY = re.compile(r"(?:von|di|por|par|door|av|af) (?=[A-Z])", re.IGNORECASE)
#: Characters before the label of a byline.
_LABEL_STARTS = 3
_AROUND_NAME = " :*•·-–—()[]\"'"
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
    line = _MARKED.sub(r"\g<label>: ", line)
    labelled = ":" in line and _LABELLED.search(line) is not None
    parts = _labelled(line) if labelled else map(_unlabelled, line.split("|"))
    people: dict[Byline, None] = {}
    for labels, printed in parts:
        for name in _names(printed):
            people |= dict.fromkeys(_byline(name, label, role) for label in labels)
    return tuple(people)


def has_label(text: str) -> bool:
    """Whether a line begins with the label of a byline.

    >>> has_label("Penulis: Siti Aminah"), has_label("Penulis muda berkumpul di Solo")
    (True, False)
    """
    match = _LABELLED.search(text) or _MARKED.search(text)
    return match is not None and match.start() <= _LABEL_STARTS


def _byline(name: str, label: str, role: Role | None) -> Byline:
    told = BYLINE_ROLES.get(label)
    default: Role = role or "reporter"
    return Byline(name, told or default)


def _labelled(line: str) -> Iterator[tuple[list[str], str]]:
    """(labels, names) for every label with a colon; what stands before the first is no byline."""
    pieces = _LABELLED.split(line)
    for printed, names in zip(pieces[1::2], pieces[2::2], strict=True):
        labels = [label.strip().lower() for label in _BETWEEN_LABELS.split(printed)]
        yield list(filter(BYLINE_ROLES.__contains__, labels)), names


def _unlabelled(part: str) -> tuple[list[str], str]:
    """([label], names) of a part that has no colon; the label is empty where there is none."""
    part = _without_tail(part)
    match = _LED.fullmatch(part)
    if match is None and _ends_in_label(part):
        match = _TRAILED.fullmatch(part)
    return ([match["label"].lower()], match["names"]) if match else ([""], part)


def _ends_in_label(part: str) -> bool:
    words = _WORDS.findall(part)
    return bool(words) and words[-1].lower().endswith(_LABEL_ENDS)


def _without_tail(text: str) -> str:
    return _TAIL.sub("", text) if _IN_TAIL.search(text) else text


def _names(text: str) -> list[str]:
    """The personal names in a list of names."""
    bare = _RUN_TOGETHER.sub(",", _AFFILIATION.sub("", _without_tail(_BRACKETS.sub(" ", text))))
    pieces = (piece.strip(_AROUND_NAME) for piece in _BETWEEN.split(bare))
    names = with_degrees(_without_jobs(list(filter(None, pieces))))
    return list(filter(is_person, (_bare(name) for name in names)))


def _bare(name: str) -> str:
    by = _FOREIGN_BY.match(name)
    return _FULL_STOP.sub("", name[by.end() :] if by else name)


def _without_jobs(pieces: list[str]) -> list[str]:
    """Without the piece that says where somebody works; alone, it holds the name as well."""
    job = _JOB.match(pieces[0]) if pieces else None
    if job is None:
        return pieces
    behind = pieces[0][job.end() :]
    if job[0].lower() == "laporan " and is_person(behind) and " " in behind:
        return [behind]  # "Laporan Siti Aminah, Malang"
    return pieces[1:] or _without_site(behind)


def _without_site(text: str) -> list[str]:
    """The name behind a job and a site; a place is none: "Kontributor Kupang"."""
    name = _SITE_BEFORE.sub("", text)
    return [] if is_place(name) else [name]
