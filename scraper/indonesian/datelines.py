"""What stands at the edges of an article's text: the dateline before it, the initials after it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.indonesian.bylines import bylines

#: Letters of one writer: "suc", "Cas", "nyc*", "k9", "mag-11", "E013", "*".
_CODE = r"(?:\*?[A-Za-z]{1,4}\d{0,3}\*?|[A-Za-z]{1,4}-\d{1,3}|\*)"
#: In a group the later ones may be whole words: "ds/islampos/upi", "boy/jpnn".
_GROUP = rf"{_CODE}(?:/(?:[a-z]{{5,12}}|{_CODE})){{1,5}}"
#: A signature follows a finished sentence, and no full stop follows it: "... katanya. (suc/up)". A bracket inside a
#: sentence is part of it: "rapat terbatas (ratas).", "Ikatan Dokter Indonesia (IDI)".
_SIGNED = re.compile(
    rf"(?:^(?:## )?|(?<=[.!?…”\"’')\]])) ?(?:\((?P<round>{_GROUP}|{_CODE})\)|\[(?P<square>{_GROUP}|{_CODE})\])$"
)
#: A group in small letters is a signature wherever the full stop is.
_SIGNED_ANYWAY = re.compile(r" ?[(\[](?P<round>[a-z]{2,4}(?:/[a-z]{2,4}){1,3})[)\]]\.?$")
#: Behind stars, dashes or strokes: "... katanya. *cr78" (nusabali), "... katanya. --kd--".
_STARRED = re.compile(
    r"(?:^|(?<=[.!?…”\"’')\]])) ?(?P<open>\*{1,2}|-{2}|/{2})(?P<round>[a-z]{2,5}\d{0,3})(?:(?P=open))?$"
)
#: The writer's whole name behind stars: "(***/Siti Aminah)" (beritamanado).
_STARRED_NAME = re.compile(
    r"(?:^|(?<=[.!?…”\"’')\]])) ?[(\[](?P<round>\*{1,3}/[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*){0,3})[)\]]$"
)
#: A line of nothing but capitals (metrotvnews).
_CAPITALS_ALONE = re.compile(r"(?P<round>[A-Z]{3}(?:/[A-Z]{3}){0,2})")
#: elshinta.com, and whoever signs for the desk: "REDAKSI-MuI".
_DESK = re.compile(r"^redaksi ?- ?(?P<round>[a-z]{2,4})$", re.IGNORECASE)
#: How Pikiran Rakyat and its portals end an article: "... katanya.***".
_END = re.compile(r" ?\*{3,5}$")
#: What stands in such brackets and signs nothing: marks of the desk, agencies, measures, alternatives.
_NO_SIGNATURE = frozenset(
    "red ist rls adv hab bersambung tamat afp ap bbc cnn dpa rtr ratas nobar".split()
    + "km/jam kg/ha mg/dl mg/kg ml/kg m/s dan/atau ya/tdk".split()
)


def initials(paragraph: str) -> tuple[str, str | None]:
    """An article's last paragraph without the initials of its writers, and these without brackets.

    "(*)" and "***", which name nobody, are taken off as well.

    >>> initials('"Sudah selesai," katanya. (suc/up)')
    ('"Sudah selesai," katanya.', 'suc/up')
    >>> initials("Presiden memimpin rapat terbatas (ratas).")
    ('Presiden memimpin rapat terbatas (ratas).', None)
    """
    paragraph = _END.sub("", paragraph) if paragraph.endswith("*") else paragraph
    match = _signature_of(paragraph)
    if match is None:
        return paragraph, None
    groups = match.groupdict()
    code = groups["round"] or groups["square"]
    if code.lower() in _NO_SIGNATURE:
        return paragraph, None
    return paragraph[: len(paragraph) - len(match[0])].rstrip(), code if code.strip("*/") else None


def _signature_of(paragraph: str) -> re.Match[str] | None:
    """The initials at the end of a paragraph."""
    tail = paragraph[-80:]
    if tail.rstrip(".\n").endswith((")", "]")):
        forms = (_SIGNED, _SIGNED_ANYWAY, _STARRED_NAME)
        return next(filter(None, (form.search(tail) for form in forms)), None)
    return _STARRED.search(tail) or _DESK.search(paragraph[:80]) or _CAPITALS_ALONE.fullmatch(paragraph)


#: A group of codes in brackets signs wherever it stands alone; a single code only at the very end.
_GROUP_ALONE = re.compile(rf"(?:## )?[(\[](?P<code>{_GROUP}|[a-z]{{2,4}})[)\]]")
#: Behind a finished sentence, with the text of something else under it.
_GROUP_BEHIND = re.compile(r"(?<=[.!?”\"’]) ?\((?P<code>[a-z]{2,4}(?:/[a-z]{2,4}){0,3})\)$")


def initials_inside(paragraph: str) -> tuple[str, str | None]:
    """A paragraph that is not the last one, without the initials that end a part of the text, and these.

    >>> initials_inside("(suc/up)"), initials_inside("Warga pulang. (kd)"), initials_inside("Warga pulang. (red)")
    (('', 'suc/up'), ('Warga pulang.', 'kd'), ('Warga pulang. (red)', None))
    """
    match = _GROUP_ALONE.fullmatch(paragraph) or _GROUP_BEHIND.search(paragraph[-80:])
    if match is None or match["code"].lower() in _NO_SIGNATURE:
        return paragraph, None
    return paragraph[: len(paragraph) - len(match[0])].rstrip(), match["code"]


#: Nothing but capitals and what stands in and between names.
_CAPITAL_NAMES = re.compile(r"(?:## )?(?P<names>[A-Z][A-Z '’.,|&-]{2,79})")
#: Full names in brackets, alone or behind a finished sentence: "... katanya. (Siti Aminah)".
_FULL_NAME = r"[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]*){1,4}"
_BRACKETED_NAMES = re.compile(
    rf"(?:^|(?<=[.!?…”\"’')\]])) ?[(\[](?P<names>{_FULL_NAME}(?: ?(?:[/,&]|dan) ?{_FULL_NAME})?)[)\]]$"
)


def signature(paragraph: str) -> tuple[str, tuple[str, ...]]:
    """An article's last paragraph without the names that it is signed with, and these.

    It is nothing but names in capitals (tempo), or ends with full names in brackets (small papers).

    >>> signature("## SITI AMINAH | BUDI SANTOSO"), signature("SITI AMINAH membaca puisi.")
    (('', ('SITI AMINAH', 'BUDI SANTOSO')), ('SITI AMINAH membaca puisi.', ()))
    >>> signature("Acara ditutup dengan doa. (Siti Aminah)")
    ('Acara ditutup dengan doa.', ('Siti Aminah',))
    """
    closes = paragraph.endswith((")", "]"))
    match = _BRACKETED_NAMES.search(paragraph) if closes else _CAPITAL_NAMES.fullmatch(paragraph)
    if match is None:
        return paragraph, ()
    printed = (person.name for person in bylines(match["names"]))
    names = tuple(filter(_is_full, printed))
    if not names:
        return paragraph, ()
    unsigned = paragraph[: match.start()].rstrip()
    return unsigned, names


def _is_full(name: str) -> bool:
    """Whether a name has two words: one alone is a code or a word."""
    return " " in name


_WORD = r"(?:[A-Z][\w'’.]*(?:-[A-Z][\w'’.]*)*|[a-z]+(?=\.(?:com|co|id|net)\b)[\w.]*)"
_PLACE = rf"{_WORD}(?: {_WORD}){{0,3}}"
_SITE = r"\w[\w-]*(?:\.\w+){1,2}"
_DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
_DATELINE = re.compile(
    rf"(?P<line>{_PLACE}(?: ?, ?(?:{_SITE}|{_PLACE}|{_DAY})){{0,2}}(?:,? ?\([\w.,/ -]{{2,40}}\))?)"
    r"(?:(?<=\)) ?[-–—]{1,3}| [-–—|]{1,3}|[-–—]{1,3}(?= |$))(?: ?(?=[^a-z ])|$)"
)
#: prokal.co ends it with a full stop: "TANA PASER. Badan Pemeriksa ...". Five letters, so that "PLTU. " is none.
_CAPITALS = re.compile(r"(?P<line>(?:[A-Z]{2,} ){0,2}[A-Z]{5,})\. (?=[A-Z“\"])")
_OUTLET = r"(?:[A-Za-z][\w-]*(?:\.[A-Za-z]{2,4}){1,2}|[A-Z]\w+com|KBRN|RRI|ANTARA|Antara)"
#: A colon ends it only beside the name of an outlet: "Budi Santoso: ..." is a speaker.
_WITH_COLON = re.compile(
    rf"(?P<line>{_OUTLET} ?, ?{_PLACE}|{_PLACE} ?, ?{_OUTLET}|{_PLACE} ?\( ?{_OUTLET} ?\)) ?: ?(?=[^a-z ])"
)
_TWO_DASHES = re.compile(rf"(?P<line>{_OUTLET} ?[-–—] ?{_PLACE}) [-–—] ?(?=[^a-z ])")
#: Cities whose names have two words, by the first.
_TWO_WORDS = r"(?:Bandar|Banda|Tanjung|Pangkal|Palangka|Deli|Labuan|Nusa|Jawa|Raja|Kota|Jakarta(?= [PSTUB]))"
#: Liputan6.com ends it with nothing: "Liputan6.com, Jakarta Ketua ...".
_WITHOUT_END = re.compile(rf"(?P<line>{_OUTLET}, (?:{_TWO_WORDS} )?[A-Z]\w+) (?=[A-Z“\"])")
_FORMS = (_TWO_DASHES, _DATELINE, _CAPITALS, _WITH_COLON)


def _match(paragraph: str, forms: Iterable[re.Pattern[str]]) -> re.Match[str] | None:
    head = paragraph[:120]
    found = (form.match(head) for form in forms)
    return next(filter(None, found), None)


def dateline(paragraph: str) -> str | None:
    """The dateline at the head of an article's first paragraph, without its dash; None when there is none.

    >>> dateline("JAKARTA, KOMPAS.com – Gubernur meresmikan pasar."), dateline("Mataram, NTB (ANTARA) - Warga menanam.")
    ('JAKARTA, KOMPAS.com', 'Mataram, NTB (ANTARA)')
    >>> dateline("Gubernur meresmikan pasar - dan pulang.")
    """
    match = _match(paragraph, _FORMS)
    return match["line"].rstrip(" ,") if match else None


def text_start(paragraph: str) -> int:
    """Where the text of an article's first paragraph begins, in characters: behind its dateline, 0 without one.

    >>> text = "KBRN, Palembang: Wali kota meresmikan pasar."
    >>> text[text_start(text):]
    'Wali kota meresmikan pasar.'
    """
    match = _match(paragraph, (*_FORMS, _WITHOUT_END))
    return match.end() if match else 0
