"""What the titles of pages that are no articles say: error pages, walls, lists.

A title is held against the whole of what such a page says, since headlines begin alike: "Maaf Bupati Tidak Cukup",
"Halaman Kantor Tidak Ada Pohon", "Jembatan Sedang Dalam Perbaikan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

#: What an error page says is all it says: behind it a title ends or goes on with the site's name.
_END = r"\W*(?:$|\s[-–—|:»]|[.!,])"
_PAGE = r"(?:halaman|page|artikel|berita|konten|content|tautan|link|url)"
_WHICH = r"(?: (?:that|this|the|you|requested|yang|itu|ini|anda|kamu|cari|tuju|minta|tersebut|dimaksud|diminta))*"
_GONE = (
    rf"(?: (?:is|was|could|can))? ?(?:tidak (?:(?:dapat |bisa )?(?:ditemukan|tersedia|diakses)|ada(?={_END}))"
    r"|not (?:be )?(?:found|available)|can.?t be found|(?:telah |sudah )?dihapus)"
)
_ERROR = re.compile(
    r"(?:error |kesalahan )?(?:40[0-9]|410|429|50[0-9])(?: (?:error|not|bad|forbidden|gone|halaman|page|service"
    rf"|internal|gateway|unauthorized|access|too)\b|{_END})|"
    rf"(?:(?:oops|ups|maaf|sorry)\b\W*)?(?:that |this |the )?{_PAGE}{_WHICH}{_GONE}\b|"
    r"not found\b|bad gateway|service (?:temporarily )?unavailable|access denied|forbidden\b|internal server error|"
    r"(?:situs|website|web|laman|server|site|portal)\b.{0,30}\b"
    r"(?:under maintenance|sedang dalam (?:perbaikan|pemeliharaan))",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"just a moment|attention required|checking your browser|verif(?:y|ying|ikasi).{0,30}\b(?:human|manusia|browser)|"
    r"(?:ddos|security) (?:protection|check)|are you (?:a )?(?:human|robot)|captcha|pardon our interruption",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"(?:before you continue|sebelum (?:anda )?melanjutkan)\b|(?:we value|kami menghargai) .{0,20}(?:privacy|privasi)|"
    r"(?:cookie|privacy|privasi)\b.{0,20}\b(?:consent|settings|preferences|choices|persetujuan|pengaturan)|"
    r"persetujuan (?:cookie|privasi)",
    re.IGNORECASE,
)
_LIST_TITLE = re.compile(
    r"(?:(?:kumpulan )?berita .{2,60} (?:terbaru|terkini|terlengkap)(?: dan ter\w+)?(?: hari ini)?|hari ini berita.*"
    r"|(?:hasil (?:pencarian|penelusuran)|search results?|you searched)\b.*|(?:indeks|index|arsip|kumpulan) berita\b.*"
    r"|(?:kategori|category|tag|label|topik|arsip|archives?|penulis|author)\s*:.*)(?:\s[-–—|:»].*)?$",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"(?:masuk|login|log in|sign in|daftar)(?: (?:ke )?akun.*)?(?:\s[-–—|:»].*)?$", re.IGNORECASE)
#: The title of a page of pictures or of a film.
SHOWN = re.compile(r"(?:foto|video|galeri foto|infografi[sk]|live streaming)\s*[:|]", re.IGNORECASE)
_SIGNS = (
    ("a challenge for browsers", _CHALLENGE),
    ("a consent wall", _CONSENT),
    ("an error page", _ERROR),
    ("a list, by its title", _LIST_TITLE),
    ("a page to log in", _LOGIN),
)


def kinds(names: Sequence[str]) -> Iterator[str]:
    """What a page is that is called so, likeliest first; nothing for what may be an article.

    >>> list(kinds(["Halaman tidak ditemukan - Kabar"])), list(kinds(["Halaman Kantor Bupati Tidak Ada Pohon"]))
    (['an error page'], [])
    """
    return (kind for kind, sign in _SIGNS if any(map(sign.match, names)))
