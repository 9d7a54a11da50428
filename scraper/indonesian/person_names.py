"""Whether printed words are a person's name: what is printed in a byline is often a desk, a site or a login."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.indonesian.lexicon import BYLINE_ROLES, FUNCTION_WORDS, is_degree

#: Begin the name of a desk, an office or a site.
_DESK_WORDS = (
    "tim", "team", r"redaksi\w*", r"admin\w*", "newsroom", "desk", "humas", "dinas", r"dis(?:kominfo|dik|hub)\w*",
    "kominfo", r"pem(?:kab|kot|prov|da)", r"pol(?:res|da|sek)\w*", "kodim", "korem", "bpbd", "pt", "cv", "biro",
    "kementerian", "koran", "harian", "majalah", "tabloid", "agregasi", r"detik\w*", r"tribun\w*", r"antara\w*",
    "staf", "staff", "super", "web", "webmaster", "the", "posted", "published", "associated", "kantor", "badan",
    "universitas", "yayasan", "lembaga", "komunitas", "forum", "pusat", "warta", "berita", "kabar", "suara", "radar",
    "jurnal", "liputan", "redaktur", "kontributor", "wartawan", "senior", "guest", "special", "contributing", "our",
)  # fmt: skip
_DESKS = re.compile(rf"(?:{'|'.join(_DESK_WORDS)})\b", re.IGNORECASE)
#: Are part of the name of a medium and of no person's.
_MEDIA = re.compile(
    r"\b(?:news|media|tv|online|times|post|network|radio|foto|indonesia|pers|redaksi|editorial|staff|agency|magazine"
    r"|berita|com|digital|group|editor|reporter|writer|correspondent|desk|team|service|wire"
    r"|chief|officer|deputy|director|president|professor|manager|ceo|cto|redazione|redaktion|vogue|university|institute)\b"
    r"|\.(?:com|co|id|net|org)\b",
    re.IGNORECASE,
)
#: Are a medium, an agency or a word of the layout when they stand alone; within a name they may be a name.
_ALONE = frozenset(
    """
    merdeka kompas tempo republika viva okezone jpnn suara sindonews inews cnn cnbc bbc reuters afp ap xinhua bisnis
    kontan jawapos solopos beritajakarta beritasatu kumparan anonim istimewa komentar beranda home share bagikan
    nasional daerah ekonomi olahraga politik hukum kriminal internasional hiburan teknologi opini dpa epa tass bernama
    credits credit kredit shares tags terkait terpopuler trending populer related share twitter facebook whatsapp
    antara kyodo anadolu unknown none null anonymous guest
    """.split()
    + [label for label in BYLINE_ROLES if " " not in label]
) | {"jawa pos", "pikiran rakyat", "pos kota", "associated press", "agence france-presse"}
_SHAPE = re.compile(r"[^\W\d_](?:[^\W\d_]|['’`.-])*(?:,? (?:[^\W\d_]|['’`.-])+){0,6}")
_VOWEL = re.compile("[aiueoyéèáóíú]", re.IGNORECASE)
#: Small words within names.
#: Letters of the longest word in capitals that is a writer's code.
_CODE = 3
#: Words of a name that is printed in small letters.
_SMALL_NAME = (2, 3)
_PARTICLES = frozenset("bin binti van der den de da von al el ibn del di la le ten ter dos du y".split())


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
        and not _is_medium(name)
    )


def _is_medium(name: str) -> bool:
    """Whether words name a desk, a site, an agency or a part of the page."""
    if name.lower() in _ALONE:
        return True
    desk = _DESKS.match(name)
    medium = _MEDIA.search(name)
    return desk is not None or medium is not None


def _is_spelt_as_name(words: list[str]) -> bool:
    if len(words) == 1 and words[0].isupper():
        return len(words[0]) > _CODE
    names = [word for word in words if word not in _PARTICLES]
    small = list(filter(str.islower, names))
    if not small:
        return True
    in_small_letters = small == words and len(words) in _SMALL_NAME
    return in_small_letters and not FUNCTION_WORDS.intersection(words)


def with_degrees(pieces: Iterable[str]) -> list[str]:
    """The parts of a list of names, degrees put back to their owners.

    >>> with_degrees(["Dr. Siti Aminah", "M.Si", "Budi Santoso"])
    ['Dr. Siti Aminah, M.Si', 'Budi Santoso']
    >>> with_degrees(["Siti Aminah", "M. Ali"])
    ['Siti Aminah', 'M. Ali']
    """
    names: list[str] = []
    for piece in pieces:
        if names and is_degree(piece):
            names[-1] += f", {piece}"
        else:
            names.append(piece)
    return names
