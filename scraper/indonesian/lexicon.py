"""Lexicon of the words that Indonesian news pages print around an article: labels, jobs, degrees, abbreviations.

One home for each list; names of places are in `places`, months and days in `date_words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from scraper.models import Role

_REPORTERS = "reporter pewarta penulis wartawan jurnalis kontributor koresponden author writer rep".split()
_EDITORS = "editor redaktur penyunting red".split()
_PHOTOGRAPHERS = ("fotografer", "pewarta foto", "photographer", "foto oleh", "foto")
_DONE_BY = tuple(
    f"{done} oleh" for done in "ditulis dikirim diposting diposkan diterbitkan dipublikasikan dilaporkan".split()
)
_DONE_BY_ENGLISH = tuple(f"{done} by" for done in "written posted published submitted reported".split())
_ONLY_BY = ("laporan oleh", "oleh", "by", "laporan", *_DONE_BY, *_DONE_BY_ENGLISH)

#: Label of a byline in lower case -> role; None where it says only that somebody wrote this.
BYLINE_ROLES: dict[str, Role | None] = {
    **dict.fromkeys(_REPORTERS, "reporter"),
    **dict.fromkeys(_EDITORS, "editor"),
    **dict.fromkeys(_PHOTOGRAPHERS, "photographer"),
    **dict.fromkeys(_ONLY_BY, None),
}
#: Labels that begin a byline without a colon; the others stand there as words, too ("Wartawan Tribun Timur").
LEADING_LABELS = (
    *"reporter pewarta penulis author writer editor redaktur penyunting fotografer oleh by".split(),
    "laporan oleh",
    "foto oleh",
    *_DONE_BY,
    *_DONE_BY_ENGLISH,
)
#: Labels of what is no author.
OTHER_LABELS = (
    *"sumber source uploader publisher penerbit penerjemah tags tag topik grafis infografis video desain".split(),
    "sumber berita",
    "sumber foto",
    "sumber artikel",
)
#: How somebody is introduced who works for a paper: "Laporan Wartawan Tribun Timur, X", "Kontributor Lhokseumawe, X".
JOBS = "laporan citizen khusus dari wartawan kontributor koresponden jurnalis reporter biro".split()

#: Academic degrees and certificates behind a name, without full stops and in small letters.
DEGREES = frozenset(
    """
    se sh st sp ss si sn spt ssos spd spdi skom sked skep skes sfarm sag sip siip sik sikom shum spsi sgz shut spi sth
    sfil ssn sstat sds sars sap sei shi skm stp str strkeb sstp sal ssi sst sstpi ssit sm sab sakt amd amdkep amdkeb
    me mh mm mt ma mp msi msc mpd mpdi mkom mkes mked mhum mag mip mikom map mkn mpsi meng mak mba mor mars mfarm mkep
    mth mdiv msn mfil mstat mds msitr mtr mtrip mei mpp mpa mph msos mhi mmed mmt mba mbiomed msa mec mhan mpi llm lc
    dth phd bsc ba beng bcom bba ak ca cpa cma qia apt ners ns cfp crmp wm psikolog sppd spog spa spb spjp spp spot
    """.split()
)
#: Words of the line that tells an article's date, beside date and names, in small letters.
DATE_LABELS = frozenset(
    """
    pada oleh di dan by on at the and dipublikasikan diterbitkan diposting ditulis dirilis dikirim diperbarui terbit
    tayang publikasi tanggal pukul jam pkl published posted wib wita wit menit baca waktu dibaca dilihat kali views view
    viewed hits reading read min minutes jurnalis reporter penulis editor redaktur wartawan kontributor comments comment
    komentar updated update in share bagikan follow ikuti
    """.split()
)
#: Words of sentences, in small letters; no name holds one.
FUNCTION_WORDS = frozenset(
    """
    yang dan atau di ke dari pada dalam untuk dengan karena itu ini tersebut adalah oleh sebagai bahwa para pihak juga
    saat setelah sebelum ketika telah sudah akan tidak bukan lebih masih harus dapat bisa agar supaya serta tentang
    the and of for in on at to a an is was are by with from that this it as be his her
    """.split()
)
#: Words with a full stop that ends no sentence.
ABBREVIATIONS = frozenset(
    """
    prof dr drs dra ir hj kh tgk ust moh muh muhd mochd moch mohd abd st sti ny tn sdr bpk jl jln gg no kec kab kel ds
    rt rw hlm hal vol ed op cit dkk dll dsb dst tsb yth spd ssi msi mm se sh mh mt st ltd inc co pt cv tbk rp rpp us
    jr sr mr mrs ms gen col sgt lt capt brigjen letjen mayjen irjen kombes pol akp akbp kompol iptu ipda aiptu aipda
    bripka brigadir briptu bripda pol jend komjen
    """.split()
)


_BETWEEN_DEGREES = re.compile(r"[, ]+")
_NOT_A_LETTER = re.compile(r"[^a-z]")


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first.

    >>> any_of(["red", "redaktur"])
    'redaktur|red'
    """
    return "|".join(sorted(map(re.escape, dict.fromkeys(words)), key=len, reverse=True))


def is_degree(text: str) -> bool:
    """Whether a part of a list of names is nothing but degrees.

    >>> [is_degree(text) for text in ("M.Si", "S.E., M.M.", "Sp.PD", "M. Ali", "Moh. Iqbal")]
    [True, True, True, False, False]
    """
    words = filter(None, _BETWEEN_DEGREES.split(text))
    parts = [_NOT_A_LETTER.sub("", word.lower()) for word in words]
    if not parts:
        return False
    return DEGREES.issuperset(parts)
