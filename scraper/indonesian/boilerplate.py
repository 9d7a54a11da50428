"""Lines in and beside an article's text that are none of it: links, adverts, sharing, copyright, labels, headings.

A line goes only whole, only when it starts with one of these phrases, and only when it is short: a quotation may
hold the same words ("ikuti kami", "baca juga"). Counts are lines in 1,000 detik articles where they were measured;
the other phrases were seen on stored pages.
"""

from __future__ import annotations

import re
from typing import Literal

_APPEARED = (
    r"(?:artikel|berita|tulisan|konten) ini (?:telah |sudah |sebelumnya |pertama kali |juga )*"
    r"(?:tayang|terbit|dimuat|dipublikasikan|diterbitkan)\b"
)
#: Characters. The longest such line seen is Kompas's invitation to Telegram, about 260.
_LONGEST = 320
_PHRASES = (
    # links to other articles
    r"baca (?:juga|pula|selengkapnya|artikel menarik)\b",
    r"baca ?:",
    r"(?:yuk, )?(?:simak|tonton|lihat) juga\b",  # 155, 134 and 37
    r"(?:simak|tonton|saksikan) (?:juga )?video\b",  # 23
    r"(?:(?:baca|simak) berita )?selengkapnya(?: (?:baca )?di sini)?\W*$",
    r"(?:lihat|simak) (?:artikel|berita) (?:lain|selanjutnya)",
    r"artikel (?:terkait|menarik lainnya|rekomendasi)\W*$",
    r"berita (?:terkait|lainnya|rekomendasi)\W*$",
    # adverts and embedded players
    r"advertisement\b",
    r"scroll to (?:continue|resume)\b",  # 985
    r"scroll ke bawah\b",
    r"\[?gambas ?:",
    r"\[[a-z][\w-]* \w+=[^\]]*\]$",  # a plugin's code that nothing replaced
    r"ayo berdonasi\b",
    r"(?:sponsored|promosi|promoted) ?:",
    r"video (?:pilihan|rekomendasi|terkait)\W*$",
    # staying in touch
    r"cek berita dan artikel\b",
    r"silakan baca konten menarik\b",
    r"(?:yuk,? )?(?:ikuti|follow) kami(?: (?:di|lewat|melalui)\b|\W*$)",
    r"(?:yuk,? )?(?:ikuti|follow) (?:akun )?(?:twitter|facebook|instagram|google|media sosial|whatsapp)\b",
    r"(?:yuk,? )?(?:ikuti|follow) (?:saluran|channel|kanal)\b",
    r"(?:ikuti|dapatkan|temukan) (?:berita|update|informasi|artikel)\b.{0,80}\b(?:google|whatsapp|telegram|email)",
    r"(?:ikuti|dapatkan|temukan) (?:berita|update|informasi|artikel)\b.{0,80}\b(?:aplikasi|pilihan|setiap hari)\b",
    r"(?:mari |yuk,? )?(?:gabung|bergabung)(?:lah)?\b.{0,40}\b(?:kompas\.com|telegram|whatsapp)",
    r"(?:kompascom\+|kompas\.com berkomitmen|berkomitmen memberikan fakta)",
    r"berita ini juga dapat dibaca melalui\b",
    r"jangan sampai ketinggalan (?:berita|informasi|update)\b",
    r"(?:sebarkan|bagikan) (?:artikel |berita )?ini\W*$",
    r"(?:bagikan|share|tweet|komentar|loading|perbesar|lihat foto|lanjutkan membaca)\W*$",
    r"(?:mari )?berbagi berita ini\b",
    r"\d+ ?(?:komentar|shares?)\W*$",
    r"komentar menjadi tanggung",
    r"berkomentarlah secara\b",
    r"waktu baca \d+ menit",
    r"(?:laporkan iklan|pilihan editor|pilihan redaksi|rekomendasi untuk (?:anda|kamu))\W*$",
    # pages of the story
    r"\d+ dari \d+ halaman\W*$",
    r"halaman(?: (?:selanjutnya|berikutnya|sebelumnya|\d+))?\W*$",
    r"(?:page|halaman) ?:? ?\d+(?: ?[/|] ?\d+)*$",
    # where it appeared, whose it is
    _APPEARED,
    r"(?:copyright|hak cipta) ?(?:©|@|\(c\)|\d{4})",
    r"© ?(?:copyright|\d{4}|[a-z])",
    r"dilarang keras mengambil konten\b",
    r"dilarang (?:mengutip|menyalin|memperbanyak|menyebarluaskan)\b.{0,80}\b(?:izin|ijin)\b",
)
#: For text in small letters: without IGNORECASE a branch that begins otherwise is passed over at its first letter.
_LINE = re.compile("|".join(_PHRASES))
#: A label and what it names, each a line of its own under the text.
_LABELLED = re.compile(
    r"(?:(?:sumber(?: berita| foto| artikel)?|reporter|pewarta|penulis|editor|redaktur|penyunting|fotografer|uploader"
    r"|kontributor|laporan|tags?|topik|foto|rep|red)(?: ?& ?\w+)? ?:.{0,100}"
    r"|laporan (?:wartawan|kontributor|reporter|jurnalis) .{3,80}"
    r"|penulis|editor|reporter|sumber|tags?)$",
)
#: Bullets, arrows, the marks of subheads and a bracket ("(Baca: ...)", Kompas 2016) before a phrase; an opening
#: quotation mark is none of them.
_LEAD = re.compile(r"(?:[#•·*>»►▶–—|()\-]|\s)+")


def is_boilerplate(paragraph: str) -> bool:
    """Whether a whole line is no part of the article.

    >>> is_boilerplate("Baca juga: Pasar Senen Terbakar"), is_boilerplate("Editor: Budi Santoso")
    (True, True)
    >>> is_boilerplate("“Baca juga aturannya,” kata Budi."), is_boilerplate("Penulis Siti Aminah membaca puisi.")
    (False, False)
    """
    if len(paragraph) > _LONGEST:
        return False
    line = paragraph[match.end() :].lower() if (match := _LEAD.match(paragraph)) else paragraph.lower()
    return _LINE.match(line) is not None or _LABELLED.match(line) is not None


_SITE = r"[\w-]+(?:\.[\w-]+)*(?: [A-Z][\w.]*)?"
_SOURCE = re.compile(rf"(?i:{_APPEARED} (?:(?:di|oleh|pada) )?(?:(?:laman|situs|portal) )?)(?P<site>{_SITE})")
_ADDRESS = re.compile(r"https?://[^\s<>\"”]+")


def original_source(paragraph: str) -> str | None:
    """Where a syndicated article says that it appeared first: the address, else the site as printed.

    >>> original_source("Artikel ini telah tayang di Kompas.com dengan judul X, https://www.kompas.com/read/1.")
    'https://www.kompas.com/read/1'
    >>> original_source("Berita ini telah tayang di Antaranews.com dengan judul: X")
    'Antaranews.com'
    """
    head = paragraph[:1000]
    says_so = "tayang" in head or "terbit" in head or "dimuat" in head or "publikasi" in head
    match = _SOURCE.search(head) if says_so else None
    if not match:
        return None
    address = _ADDRESS.search(paragraph, match.end())
    return address[0].rstrip(".,;)") if address else match["site"].rstrip(".")


#: What a list beside an article holds.
Heading = Literal["related", "popular", "read_also"]

_STORIES = r"(?:berita|artikel|kabar|pos(?:t|ting(?:an)?)?|tulisan|konten)"
_KINDS: dict[Heading, tuple[str, ...]] = {
    "related": (
        rf"(?:{_STORIES} )?terkait(?: lainnya)?|{_STORIES} (?:rekomendasi|lain(?:nya)?|sejenis|serupa)",
        r"(?:(?:anda )?mungkin (?:anda )?(?:juga )?(?:suka|menyukai)|you (?:may|might) (?:also )?like)(?: ini)?",
        r"related(?: (?:news|posts?|articles?|stories))?",
    ),
    "popular": (
        rf"(?:{_STORIES} )?(?:paling |ter)?populer(?: (?:lainnya|saat ini|(?:hari|minggu|pekan|bulan) ini))?",
        rf"(?:{_STORIES} )?(?:paling |ter)?(?:sering|banyak) (?:dibaca|dilihat)",
        r"(?:most )?popular(?: (?:news|posts?|articles?))?|most (?:read|viewed)",
        rf"(?:{_STORIES} )?(?:lagi )?trending(?: (?:now|news|topics?|saat ini|hari ini))?",
    ),
    "read_also": (r"(?:baca|simak|lihat|tonton) (?:juga|pula)",),
}
_WORDS = "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _KINDS.items())
_HEADING = re.compile(rf"\W*(?:{_WORDS})\W*(?:indeks|index|lihat semua|selengkapnya)?\W*", re.IGNORECASE)


def heading_kind(text: str) -> Heading | None:
    """What the list under this heading holds; None where it is neither related, popular nor read-also.

    Lists of topics, photos and videos are none of them.

    >>> heading_kind("BERITA TERPOPULER"), heading_kind("Berita Terkait:"), heading_kind("Topik Populer")
    ('popular', 'related', None)
    """
    match = _HEADING.fullmatch(text) if len(text) <= 60 else None
    return next(kind for kind in _KINDS if match[kind]) if match else None
