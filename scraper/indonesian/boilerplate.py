"""Lines in and beside an article's text that are none of it: links, adverts, sharing, copyright, labels, headings.

A line goes only whole, only when it starts with one of these phrases, and only when it is short: a quotation may
hold the same words ("ikuti kami", "baca juga"). Counts are lines in 1,000 detik articles where they were measured;
the other phrases were seen on stored pages.
"""

from __future__ import annotations

import re
from typing import Literal

from scraper.indonesian.lexicon import BYLINE_ROLES, any_of

_APPEARED = (
    r"(?:artikel|berita|tulisan|konten) ini (?:telah |sudah |sebelumnya |pertama kali |juga )*"
    r"(?:tayang|terbit|dimuat|dipublikasikan|diterbitkan)\b"
)
_MEMBER = r"pelanggan|premium|subscribers?|members?|anggota"
#: Offers that end a story which is free in part.
_OFFERS = (
    r"(?:untuk|guna) (?:membaca|melanjutkan|mengakses|menikmati)\b.{0,80}\b(?:(?:ber)?langganan|premium|subscribe)\b",
    rf"(?:berita|artikel|konten|tulisan|laporan) (?:ini )?(?:hanya|khusus|eksklusif)\b.{{0,30}}\b(?:{_MEMBER})\b",
    r"(?:silakan|ayo|segera|mulai)? ?berlangganan\b.{0,80}(?:rp ?\d|sekarang|bulan|membaca|akses|\w plus\b)",
    r"lanjutkan membaca\b.{0,60}\b(?:berlangganan|premium|akun)\b",
    r"sudah (?:berlangganan|punya akun|menjadi pelanggan)\b",
    r"(?:this|the rest of this) (?:article|story|content) is (?:for|available to)\b.{0,20}\b(?:subscrib|member)",
    r"subscribe (?:now|to (?:continue|read))\b",
)
#: Characters. The longest such line seen is Kompas's invitation to Telegram, about 260.
_LONGEST = 320
#: Whole lines, and heads of lines that no story has.
_CERTAIN = (
    # links to other articles
    r"(?:(?:baca|simak) berita )?selengkapnya(?: (?:baca )?di sini)?\W*$",
    r"artikel (?:terkait|menarik lainnya|rekomendasi)\W*$",
    r"berita (?:terkait|lainnya|rekomendasi)\W*$",
    # adverts and embedded players
    r"(?:advertisements?|advertorial|iklan|pariwara|sponsored|promoted|ad|ads)\W*$",
    r"advertisement\b",
    r"(?:lanjutkan|lanjut|terus|gulir|scroll)\b.{0,30}\b(?:membaca|baca|melanjutkan|lanjut)\b.{0,30}$",
    r"(?:artikel|berita) (?:ber)?lanjut(?:kan)? (?:setelah|di bawah) iklan\b",
    r"scroll to (?:continue|resume)\b",  # 985
    r"scroll ke bawah\b",
    r"\[?gambas ?:",
    r"\[[a-z][\w-]* \w+=[^\]]*\]$",  # a plugin's code that nothing replaced
    r"video (?:pilihan|rekomendasi|terkait)\W*$",
    # staying in touch
    r"cek berita dan artikel\b",
    r"silakan baca konten menarik\b",
    r"(?:yuk,? )?(?:ikuti|follow) kami(?: (?:di|lewat|melalui)\b|\W*$)",
    r"(?:kompascom\+|kompas\.com berkomitmen|berkomitmen memberikan fakta)",
    r"berita ini juga dapat dibaca melalui\b",
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
    r"(?:page|pages|halaman|laman|hal) ?:? ?\d+(?:[ /|,·•-]+(?:\d+|semua|all|next|selanjutnya|berikutnya))*\W*$",
    r"(?:\d+[ /|,·•-]+)+(?:semua|all|next|selanjutnya|berikutnya|show all|tampilkan semua)\W*$",
    r"(?:tampilkan|lihat|show) (?:semua|all)(?: halaman)?\W*$",
    # whose it is
    r"(?:copyright|hak cipta) ?(?:©|@|\(c\)|\d{4})",
    r"© ?(?:copyright|\d{4}|[a-z])",
    r"dilarang keras mengambil konten\b",
    r"dilarang (?:mengutip|menyalin|memperbanyak|menyebarluaskan)\b.{0,80}\b(?:izin|ijin)\b",
)
#: Heads of lines with which a sentence of a story may begin, too: a second sign is needed.
_LIKELY = (
    r"baca (?:juga|pula|selengkapnya|artikel menarik)\b",
    r"baca ?:",
    r"(?:yuk, )?(?:simak|tonton|lihat) juga\b",  # 155, 134 and 37
    r"(?:simak|tonton|saksikan) (?:juga )?video\b",  # 23
    r"(?:lihat|simak) (?:artikel|berita) (?:lain|selanjutnya)",
    r"ayo berdonasi\b",
    r"(?:yuk,? )?(?:ikuti|follow) (?:akun )?(?:twitter|facebook|instagram|google|media sosial|whatsapp)\b",
    r"(?:yuk,? )?(?:ikuti|follow) (?:saluran|channel|kanal)\b",
    r"(?:ikuti|dapatkan|temukan) (?:berita|update|informasi|artikel)\b.{0,80}\b(?:google|whatsapp|telegram|email)",
    r"(?:ikuti|dapatkan|temukan) (?:berita|update|informasi|artikel)\b.{0,80}\b(?:aplikasi|pilihan|setiap hari)\b",
    r"(?:mari |yuk,? )?(?:gabung|bergabung)(?:lah)?\b.{0,40}\b(?:kompas\.com|telegram|whatsapp)",
    r"jangan sampai ketinggalan (?:berita|informasi|update)\b",
)
#: A label of adverts, before a headline: a sentence behind it is the story's.
_PROMOTED = re.compile(r"(?:sponsored|promosi|promoted) ?:")
#: For text in small letters: without IGNORECASE a branch that begins otherwise is passed over at its first letter.
_CERTAINLY = re.compile("|".join(_CERTAIN))
_LIKELY_HEAD = re.compile("|".join(_LIKELY))
#: Second signs: the label's colon, no end of a sentence, what only such invitations name, an address.
_COLON = re.compile(r"[^:.!?]{0,30}:")
_SENTENCE_END = re.compile(r"[.?]['’”\")]*$")
_INVITES = re.compile(
    r"\b(?:di sini|klik|link|tautan|telegram|whatsapp|google news|instagram|facebook|twitter|youtube|tiktok|channel"
    r"|saluran|kanal|aplikasi|newsletter|notifikasi|install|instal|unduh|download|bergabung)\b|https?:|www\.|\.(?:com|id)\b"
)
#: A label and what it names, each a line of its own under the text.
_OTHERS = any_of(
    ("sumber", "sumber berita", "sumber foto", "sumber artikel", "uploader", "tag", "tags", "topik", "foto")
)
_PEOPLE = any_of(label for label in BYLINE_ROLES if label not in ("oleh", "by", "foto"))
_LABELLED = re.compile(rf"(?P<label>{_PEOPLE}|{_OTHERS})(?: ?& ?\w+)? ?: ?(?P<named>.{{0,100}})$")
_LABEL_ALONE = re.compile(r"(?:penulis|editor|reporter|sumber|tags?)$")
_INTRODUCED = re.compile(r"laporan (?:wartawan|kontributor|reporter|jurnalis) .{3,80}$")
#: Labels behind which no person stands, and the most words that they name.
_NAMES_THINGS = re.compile(rf"(?:{_OTHERS})$")
_FEW, _SOME, _MANY = 2, 4, 10
_LISTED = re.compile(r"[.,/]")
#: Syndication: the headline under which it appeared, an address, or the name of the site or paper.
_THERE = "laman situs portal harian koran media majalah edisi cetak".split()
_NAMED_THERE = (
    r"(?=.*(?i:\bjudul\b|https?:|\w\.(?:com|co|id|net|org)\b))",
    rf"(?: (?:di|oleh|pada|dari))?(?: (?:{any_of(_THERE)}))* [A-Z][^.]{{0,60}}\.?$",
)
_APPEARED_THERE = re.compile(rf"(?i:{_APPEARED})(?:{'|'.join(_NAMED_THERE)})")
#: Bullets, arrows, the marks of subheads and a bracket ("(Baca: ...)", Kompas 2016) before a phrase; an opening
#: quotation mark is none of them.
_LEAD = re.compile(r"(?:[#•·*>»►▶–—|()\-]|\s)+")


def is_boilerplate(paragraph: str) -> bool:
    """Whether a whole line is no part of the article.

    >>> is_boilerplate("Baca juga: Pasar Senen Terbakar"), is_boilerplate("Editor: Budi Santoso")
    (True, True)
    >>> is_boilerplate("“Baca juga aturannya,” kata Budi."), is_boilerplate("Laporan: banjir mulai surut di tiga desa.")
    (False, False)
    """
    if len(paragraph) > _LONGEST:
        return False
    lead = _LEAD.match(paragraph)
    printed = paragraph[lead.end() :] if lead else paragraph
    line = printed.lower()
    if _CERTAINLY.match(line) or _APPEARED_THERE.match(printed):
        return True
    return _is_link_or_invitation(line) or _is_labelled(printed) or is_offer(paragraph)


def _is_link_or_invitation(line: str) -> bool:
    """Whether a line in small letters begins as one and has a second sign of it."""
    if _PROMOTED.match(line):
        return _SENTENCE_END.search(line) is None
    head = _LIKELY_HEAD.match(line)
    if head is None:
        return False
    behind = line[head.end() :]
    if head[0].endswith(":") or _COLON.match(behind) or _SENTENCE_END.search(line) is None:
        return True
    return _INVITES.search(line) is not None


def _is_labelled(printed: str) -> bool:
    """Whether a line is a label, or a label and the few words or the names that it labels."""
    line = printed.lower()
    if _LABEL_ALONE.fullmatch(line) or _INTRODUCED.match(line):
        return True
    match = _LABELLED.match(line)
    if match is None:
        return False
    named = printed[match.start("named") :].strip()
    if _NAMES_THINGS.match(match["label"]):
        return _names_things(named)
    return _names_people(named.split())


def _names_things(named: str) -> bool:
    """Whether what stands behind "Sumber:" or "Topik:" is a list, a site or a few words."""
    if _LISTED.search(named.rstrip(".")):
        return True
    words = named.split()
    return len(words) <= _SOME and not _is_prose(words)


def _names_people(words: list[str]) -> bool:
    """Whether the words behind "Editor:" are few, or begin with a name and are no sentence."""
    if len(words) <= _FEW:
        return True
    begins_small = words[0].islower()
    return len(words) <= _MANY and not begins_small and not _is_prose(words)


def _is_prose(words: list[str]) -> bool:
    """Whether words are a sentence: more of them in small letters than with a capital."""
    small = sum(map(str.islower, words))
    return 2 * small > len(words)


_OFFER, _LONGEST_OFFER = re.compile("|".join(_OFFERS)), 200


def is_offer(line: str) -> bool:
    """Whether a line offers a subscription to those who want to read on.

    >>> is_offer("Berita ini hanya untuk pelanggan Kabar Plus."), is_offer("Pelanggan pasar naik tahun ini.")
    (True, False)
    """
    return len(line) <= _LONGEST_OFFER and _OFFER.match(line.lower()) is not None


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
        rf"(?:{_STORIES} )?terkait(?: lainnya)?|(?:kumpulan )?{_STORIES} terkait \w.{{0,30}}",
        rf"{_STORIES} (?:rekomendasi|lain(?:nya)?|sejenis|serupa)",
        r"(?:(?:anda )?mungkin (?:anda )?(?:juga )?(?:suka|menyukai)|you (?:may|might) (?:also )?like)(?: ini)?",
        r"related(?: (?:news|posts?|articles?|stories))?",
    ),
    "popular": (
        rf"(?:{_STORIES} )?(?:paling |ter)?populer(?: (?:lainnya|saat ini|(?:hari|minggu|pekan|bulan) ini))?",
        rf"(?:{_STORIES} )?(?:paling |ter)?(?:sering|banyak) (?:dibaca|terbaca|dilihat)|{_STORIES} viral",
        r"(?:most )?popular(?: (?:news|posts?|articles?))?|most (?:read|viewed)",
        rf"(?:{_STORIES} )?(?:lagi )?trending(?: (?:now|news|topics?|saat ini|hari ini))?",
    ),
    "read_also": (r"(?:baca|simak|lihat|tonton) (?:juga|pula)",),
}
_WORDS = "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _KINDS.items())
_HEADING = re.compile(rf"\W*(?:{_WORDS})\W*(?:indeks|index|lihat semua|selengkapnya)?\W*", re.IGNORECASE)


#: Characters of the longest heading of a list.
_LONGEST_HEADING = 60


def heading_kind(text: str) -> Heading | None:
    """What the list under this heading holds; None where it is neither related, popular nor read-also.

    Lists of topics, photos and videos are none of them.

    >>> heading_kind("BERITA TERPOPULER"), heading_kind("Berita Terkait:"), heading_kind("Topik Populer")
    ('popular', 'related', None)
    """
    if len(text) > _LONGEST_HEADING:
        return None
    match = _HEADING.fullmatch(text)
    if match is None:
        return None
    kinds = filter(match.group, _KINDS)
    return next(kinds)
