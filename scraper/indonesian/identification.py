"""Language identification: whether a page is Indonesian, told from its bytes before anything parses it.

Words between blanks decide, not what a page declares: themes of Indonesian papers often say `lang="en-US"`.
"""

from __future__ import annotations


def _words(listed: str) -> frozenset[bytes]:
    return frozenset(listed.encode().split())


#: Words that hardly an article of some length is without; Malay shares most of them.
COMMON = _words("yang dan di untuk dengan ini dari pada dalam tidak akan juga oleh itu karena sudah atau")
#: Words that tell the two apart: of an Indonesian page, of a Malay one.
INDONESIAN = _words("karena bahwa bisa tahun saat warga tersebut telah hingga")
MALAY = _words("kerana bahawa ialah kerajaan manakala iaitu sahaja beliau")
_TELLING = COMMON | INDONESIAN | MALAY
#: Different common words of an Indonesian page. Of 172 pages of 46 Indonesian sites all but an empty one and a front
#: page have 5 or more; of the Declaration of Human Rights in 530 languages those have more than 2 that are Malay or
#: spoken in Indonesia.
ENOUGH = 4


def is_indonesian(body: bytes) -> bool:
    """Whether a page is Indonesian, by the words that stand between blanks.

    >>> is_indonesian(b"Warga yang tinggal di hulu dan di hilir tidak akan pindah, kata lurah itu .")
    True
    >>> is_indonesian(b"Penduduk yang tinggal di hulu dan di hilir tidak akan pindah kerana banjir , bahawa ialah .")
    False
    """
    found = _TELLING.intersection(body.split())
    if len(found & COMMON) < ENOUGH:
        return False
    malay = len(found & MALAY)
    return malay < 2 or malay <= len(found & INDONESIAN)
