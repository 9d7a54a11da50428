"""Printed text: the one cleaning gate for every string of a page, and printed counts."""

from __future__ import annotations

import re
from itertools import islice
from unicodedata import is_normalized, normalize

#: Terminal escape sequences: CSI, OSC with its end, two-character ones (ECMA-48, sections 5.3 to 5.6 and 8.3).
_ESCAPES = re.compile(
    "\x1b\\[[0-?]*[ -/]*[@-~]?|\x9b[0-?]*[ -/]*[@-~]?|\x1b\\][^\x07\x1b]{0,256}(?:\x07|\x1b\\\\)|\x1b[ -/]*[0-~]?"
)
#: What no reader sees: controls, soft hyphens, zero-width and direction marks, tag characters, lone surrogates,
#: noncharacters, and the private-use characters that icon fonts draw their pictures on. A table, because Python's
#: own idea of what can be printed changes with its version.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001-\U000e007f\U000f0000-\U0010ffff]"
)


def fold(text: str) -> str:
    r"""The text on one line as a reader sees it: every string of a page passes here and nowhere else.

    White space of any kind becomes single spaces; what is not seen goes; letters are composed (Unicode NFC), so
    that two spellings of the same letters are no edit. NFKC would go too far: it turns "m²" into "m2".
    Entities are decoded before.

    >>> fold(" Rp\u00a016.800\u200b \r\n per kilo\u00adgram ")
    'Rp 16.800 per kilogram'
    """
    if text.isprintable() and "  " not in text:  # then all white space in it is single spaces
        line = text.strip(" ")
    elif not (line := " ".join(text.split())).isprintable():
        line = " ".join(_UNSEEN.sub("", _ESCAPES.sub("", line)).split())
    return line if line.isascii() or is_normalized("NFC", line) else normalize("NFC", line)


_DIGITS = r"\d{1,3}(?:[.,]\d{3}){1,4}|\d{1,15}(?:[.,]\d{1,2})?"
_COUNT = (
    rf"(?<![\d.,:/-])(?P<digits>{_DIGITS})(?![\d:/]|[.,-]\d) ?(?P<unit>(?:ribu|rb|juta|jt|miliar|milyar|mld|k|m|b)\b)?"
)
_COUNTS = re.compile(_COUNT, re.IGNORECASE | re.ASCII)
#: A count is the one that is said to be: "14:56 WIB | 1.229 Views", "telah dibaca 2.7k kali".
_SAID = re.compile(
    rf"(?:dibaca|dilihat|views?|hits?|pembaca) ?:? ?{_COUNT}|{_COUNT.replace('?P<', '?P<said_')}[ +]{{0,2}}"
    r"(?:kali|x\b|views?|reads?|hits?|pembaca|pengunjung|dibaca)",
    re.IGNORECASE | re.ASCII,
)
_THOUSAND, _MILLION, _BILLION = 1_000, 1_000_000, 1_000_000_000
#: "M" is no unit here: it is a million in English and a milliard (miliar) in Indonesian.
_UNITS = {
    **dict.fromkeys(("rb", "ribu", "k"), _THOUSAND),
    **dict.fromkeys(("jt", "juta"), _MILLION),
    **dict.fromkeys(("miliar", "milyar", "mld", "b"), _BILLION),
}


def number(text: str) -> int | None:
    """A printed count; None when there is none, or more than one and no word that says which.

    Three digits after a dot or a comma are thousands, one or two are a fraction and need a unit (rb, ribu, k, jt,
    juta, miliar). A count in "M" is unknown: a million in English, a milliard in Indonesian.

    >>> number("2.619"), number("dibaca 9,397 kali"), number("1,2 rb"), number("1.3k Views"), number("1,2 M views")
    (2619, 9397, 1200, 1300, None)
    """
    line = fold(text)
    if match := _SAID.search(line):
        return _count(match["digits"] or match["said_digits"], match["unit"] or match["said_unit"])
    found = list(islice(_COUNTS.finditer(line), 2))
    return _count(found[0]["digits"], found[0]["unit"]) if len(found) == 1 else None


def _count(digits: str, unit: str | None) -> int | None:
    whole, _, tail = digits.replace(",", ".").rpartition(".")
    factor = _UNITS.get(unit.lower()) if unit else 1
    if factor is None:
        return None
    if not whole or len(tail) == _GROUP:
        return int(digits.replace(",", "").replace(".", "")) * factor
    return int(whole) * factor + int(tail) * factor // 10 ** len(tail) if unit else None


#: Digits of a group of thousands.
_GROUP = 3
_OF_PAGES = re.compile(r"\d+ (?:dari|of|/) (?P<total>\d+)(?: (?:halaman|pages))?", re.IGNORECASE | re.ASCII)


def of_pages(text: str) -> str | None:
    """The number of pages in a line between two of them (liputan6, merdeka).

    >>> of_pages("2 dari 5 halaman"), of_pages("2 dari 5 korban selamat")
    ('5', None)
    """
    match = _OF_PAGES.fullmatch(text)
    return match["total"] if match else None


def untagged(text: str) -> str | None:
    """A topic without the sign that a site prints before it (tempo, mediaindonesia); None where no topic follows.

    >>> untagged("# Info Kesehatan"), untagged("#")
    ('Info Kesehatan', None)
    """
    return text.lstrip("# ") or None


#: Shapes of one mark: a site that changes its editor changes them, and nobody edited the story.
_SHAPES = str.maketrans(
    {
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff"),
        "…": "...",
    }
)


def folded(text: str) -> str:
    r"""A text without what no reader would call a change: white space, invisible marks, shapes of marks.

    >>> folded("“Kami siap”,\u00a0kata\n\nBudi…")
    '"Kami siap", kata Budi...'
    """
    return " ".join(text.translate(_SHAPES).split())
