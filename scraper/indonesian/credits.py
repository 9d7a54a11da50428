"""Whose picture it is: the credit printed under, or at the end of, a caption."""

from __future__ import annotations

import re

_WORDS = (
    r"(?:sumber|kredit) ?(?:foto|gambar)|foto(?:grafer)?|photo(?:grapher)?|sumber|kredit|credit|gambar|image|ilustrasi"
)
#: What is printed before a credit and is no part of it. "Foto" also without a colon ("Foto Antara Kalteng/X"), and
#: the words of icons and links ("photo", "Lihat Foto"). "ANTARA FOTO/X" begins with the agency and stays whole.
_LABEL = re.compile(
    rf"(?:(?:(?:{_WORDS}|dok) ?:|foto/|lihat foto\b|perbesar\b|(?:foto|photo)(?: oleh| by)?(?: |$)) ?)+", re.IGNORECASE
)
#: A label inside a caption begins the credit: "Pasar Senen. Foto: Getty Images".
_LABEL_INSIDE = re.compile(rf"(?<!\w)(?:{_WORDS}) ?:(?! ?$)", re.IGNORECASE)
#: So do these, mostly after the end of a sentence.
_SENTENCE_END = r"(?<=[.!?)”\"\]] )"
_MARKS_INSIDE = (
    rf"{_SENTENCE_END}(?:[Dd]o[kc]|DO[KC])\b",  # "... perguruan tinggi. Doc. X"
    r"(?<=\S )©",  # "Kawah Ijen. ©2020 X", "Siti Aminah ©instagram.com/siti"
    r"(?<= )/(?=\w)|(?<= )/ (?=[Dd]o[kc]|[Ff]oto\b|[Ii]st)",
    r"(?<=\w)(?<![Ff]oto)\.?/(?=[Ii]st(?:imewa)?\b|[Dd]o[kc]\b)",  # "di Solo/Ist"
    rf"{_SENTENCE_END}(?=[A-Z]{{4,}}(?: [A-Z]{{4,}})?/ ?[A-Z])",  # "... TEMPO/X"
    rf"{_SENTENCE_END}(?=[Ff]oto ?/)",
    r"(?<=[.!?] )[-–—] (?=\S+(?: \S+){0,3}$)",
    r"(?<= [-–—] )(?=[A-Z][\w.]+(?: [A-Z][\w.]+)?/ ?[A-Z])",
    r"(?<=\S )\| (?=[^|]*$)",  # "Pasar Senen. | KOMPAS.COM/X"
)
_MARK_INSIDE = re.compile("|".join(_MARKS_INSIDE))
#: A caption may begin with the word that labels a picture, where the credit is told apart: "Foto: Pasar (Siti/X)".
_PICTURE_LABEL = re.compile(r"(?:foto|photo|gambar|keterangan foto|ket\.? foto|caption) ?: ?", re.IGNORECASE)
#: Buttons behind a caption.
_MORE = re.compile(r"\s*(?:\.\.\.|…)?\s*(?:selengkapnya|baca selengkapnya|perbesar|lihat foto|zoom)$", re.IGNORECASE)
_ROUND = r"\((?P<round>[^()]+(?:\([^()]*\)[^()]*)?)\)"
_BRACKETS = re.compile(rf" ?(?:{_ROUND}|\[(?P<square>[^\[\]]+)\])(?P<stop>\.?)$")
#: Credits in small letters; other brackets in small letters say where somebody stands: "(kedua dari kiri)".
_SMALL = re.compile(r"(?:ist|istimewa|do[kc]|net|int|internet|repro|tangkapan|humas|foto|instagram|facebook|youtube)\b")
#: Say what a picture is, and not whose.
_KINDS_OF_PICTURES = frozenset(("ilustrasi", "foto ilustrasi", "gambar ilustrasi", "foto arsip", "arsip", "foto file"))
_LETTER = re.compile(r"[^\W\d_]")
#: A name and an agency.
_DIVIDED = re.compile(r"[^\W\d_] ?/\W?[^\W\d_]")
#: Words. A longer tail is a sentence.
_LONGEST = 10
#: Characters: a longer text ends in no credit that could be told.
_TAIL = 300


def credit(text: str) -> str | None:
    """A printed credit without label, outer brackets and outer marks; None when nothing is left.

    "Istimewa" (the source is not named) and a copyright sign stay: they are what is printed.

    >>> credit("Foto: Siti Aminah/detikHealth"), credit("(Foto Antara Kalteng/Budi)"), credit("AP Photo/Budi Santoso")
    ('Siti Aminah/detikHealth', 'Antara Kalteng/Budi', 'AP Photo/Budi Santoso')
    """
    bare, before = text, None
    while bare != before:
        before, bare = bare, _without_label(_unbracketed(bare.strip(" /|-–—:")))
    return bare.rstrip(" .") or None


def _without_label(text: str) -> str:
    match = _LABEL.match(text)
    return text[match.end() :] if match else text


def _unbracketed(text: str) -> str:
    match = _BRACKETS.fullmatch(text)
    return (match["round"] or match["square"]) if match else text


def caption_and_credit(text: str) -> tuple[str | None, str | None]:
    """A caption, and the credit that it ends with: in brackets, or behind a label, "©", "Dok." or a slash.

    >>> caption_and_credit("Pasar Senen terbakar. (ANTARA FOTO/Budi Santoso)")
    ('Pasar Senen terbakar.', 'ANTARA FOTO/Budi Santoso')
    >>> caption_and_credit("Wali Kota meninjau pasar, Selasa (16/2/2016)")
    ('Wali Kota meninjau pasar, Selasa (16/2/2016)', None)
    """
    text = _MORE.sub("", text.strip())
    tail = text[-_TAIL:]
    found = _in_brackets(tail) or _behind(_LABEL_INSIDE, tail) or _behind(_MARK_INSIDE, tail)
    if not found:
        return text or None, None
    caption = text[: len(text) - len(tail) + found[0]].rstrip(" :,/|([–—-")
    label = _PICTURE_LABEL.match(caption)
    return (caption[label.end() :] if label else caption) or None, credit(found[1])


def _in_brackets(text: str) -> tuple[int, str] | None:
    """(where the brackets at the end begin, what they hold) when that is a credit."""
    match = _BRACKETS.search(text)
    if not match:
        return None
    held, before = match["round"] or match["square"], text[: match.start()]
    return (match.start(), held) if _is_credit(held, before, ends=not match["stop"]) else None


def _is_credit(held: str, before: str, *, ends: bool) -> bool:
    """Whether brackets at the end of a caption hold a credit, and not a date, a place or an acronym."""
    if held.lower() in _KINDS_OF_PICTURES:
        return False
    if _LABEL.match(held) or _DIVIDED.search(held):
        return True
    if not ends or not _is_short(held):
        return False
    if held.islower():
        return _SMALL.match(held) is not None
    return not _abbreviates(held, before)


def _is_short(held: str) -> bool:
    """Whether text in brackets is short enough for a credit, and has a letter."""
    words = held.split()
    letter = _LETTER.search(held)
    return len(words) <= _LONGEST and letter is not None


def _abbreviates(letters: str, before: str) -> bool:
    """Whether capitals are the initials of the words before them: "Komisi Pemberantasan Korupsi (KPK)"."""
    if not letters.isupper():
        return False
    capitals = (word[0] for word in before.split())
    initials = "".join(filter(str.isupper, capitals))
    return initials.endswith(letters)


def _behind(mark: re.Pattern[str], text: str) -> tuple[int, str] | None:
    """(where the last mark stands, what follows it) when that is short enough for a credit."""
    *_, last = [None, *mark.finditer(text)]
    return (last.start(), text[last.start() :]) if last and len(text[last.end() :].split()) <= _LONGEST else None
