"""Whether printed words are a person's name: what is printed in a byline is often a desk, a site or a login."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Begin the name of a desk, an office or a site.
_DESKS = re.compile(
    r"(?:tim|team|redaksi\w*|admin\w*|newsroom|desk|humas|dinas|dis(?:kominfo|dik|hub)\w*|kominfo|pem(?:kab|kot|prov|da)"
    r"|pol(?:res|da|sek)\w*|kodim|korem|bpbd|pt|cv|biro|kementerian|koran|harian|majalah|tabloid|agregasi|detik\w*|tribun\w*|antara\w*)\b",
    re.IGNORECASE,
)
#: Are part of the name of a medium and of no person's.
_MEDIA = re.compile(
    r"\b(?:news|media|tv|online|times|post|network|radio|foto|indonesia|pers)\b|\.(?:com|co|id|net|org)\b",
    re.IGNORECASE,
)
#: Are a medium, an agency or a word of the layout when they stand alone; within a name they may be a name.
_ALONE = frozenset(
    "merdeka kompas tempo republika viva okezone jpnn suara sindonews inews cnn cnbc bbc reuters afp ap xinhua bisnis "
    "kontan jawapos solopos beritajakarta beritasatu kumparan anonim istimewa editor penulis reporter author jurnalis "
    "wartawan kontributor pewarta redaktur oleh by komentar".split()
    + "jawa pos, pikiran rakyat, pos kota".split(", ")
)
_SHAPE = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`.-])*(?:,? (?:[^\W\d_]|['’`.-])+){0,6}")
_VOWEL = re.compile("[aiueoyéè]", re.IGNORECASE)
#: Small words within names.
_PARTICLES = frozenset("bin binti van der den de da von al el ibn".split())
_DEGREE = re.compile(
    r"(?:[A-Z][A-Za-z]{0,4}\. ?)+[A-Za-z]{0,5}\.?|S[EHPT]|M[AHMT]|MBA|MSi|MPd|MHum|MKes|SPd|SSos|SIP|SKom|Ph\.?D|Lc"
)


def is_person(name: str) -> bool:
    """Whether this can be a personal name as printed in a byline.

    A single word in small letters is a login, and letters without a vowel are initials.

    >>> [is_person(name) for name in ("Siti Aminah", "eko darmoko", "prwir", "FMB", "Tim Redaksi", "CNN Indonesia")]
    [True, True, False, False, False, False]
    """
    return (
        2 <= len(name) <= 60
        and _SHAPE.fullmatch(name) is not None
        and _VOWEL.search(name) is not None
        and _is_spelt_as_name(name.split())
        and name.lower() not in _ALONE
        and not _DESKS.match(name)
        and not _MEDIA.search(name)
    )


def _is_spelt_as_name(words: list[str]) -> bool:
    small = [word for word in words if word.islower() and word not in _PARTICLES]
    return not small or (small == words and 2 <= len(words) <= 3)


def with_degrees(pieces: Iterable[str]) -> list[str]:
    """The parts of a list of names, degrees put back to their owners.

    >>> with_degrees(["Dr. Siti Aminah", "M.Si", "Budi Santoso"])
    ['Dr. Siti Aminah, M.Si', 'Budi Santoso']
    """
    names: list[str] = []
    for piece in pieces:
        if names and _DEGREE.fullmatch(piece) and not _MEDIA.search(piece):
            names[-1] += f", {piece}"
        else:
            names.append(piece)
    return names
