"""What stems bring to the search: recall and precision of twenty queries, with the words as written and with stems.

    python benchmarks/search.py

Over the Indonesian articles beside the checkout. A hit is right where the article holds one of the forms that were
judged, by reading them in these articles, to tell of what the query asks for: "tanaman" (a plant) is none of
"penanaman" (planting), "pukul" (o'clock) none of "pemukulan" (beating). Exit status 1 where stems lose a right hit.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import scraper
from scraper.errors import BadURL, NotAnArticle
from scraper.indonesian.stems import stems_of
from scraper.web.search_words import search

SHARED = Path(__file__).parent.parent.parent / "shared"
#: Query -> the forms that tell of the same.
JUDGED = {
    "penanaman": "penanaman menanam ditanam tanam",
    "kebakaran": "kebakaran terbakar membakar dibakar pembakaran",
    "pelatihan": "pelatihan melatih dilatih latihan berlatih latih kepelatihan kepelatihannya",
    "penyaluran": "penyaluran menyalurkan disalurkan salur",
    "pengungsi": "pengungsi mengungsi",
    "melayani": "melayani dilayani layani pelayanan layanan",
    "penilaian": "penilaian menilai dinilai dinilainya",
    "pembangunan": "pembangunan pembangunannya membangun dibangun dibangunnya bangun",
    "penangkapan": "penangkapan menangkap menangkapi menangkapnya ditangkap tertangkap tangkap",
    "pemukulan": "pemukulan memukul dipukul dipukuli",
    "memilih": "memilih dipilih pilih pilihnya terpilih pemilih pemilihan pemilihannya",
    "pertanian": "pertanian petani",
    "pengiriman": "pengiriman pengirim mengirim mengirimkan dikirim dikirimkan kirim kiriman",
    "kerusakan": "kerusakan merusak dirusak perusakan pengrusakan rusak rusaknya",
    "perbaikan": "perbaikan memperbaiki memperbaikinya diperbaiki",
    "penyakit": "penyakit",
    "bantuan": "bantuan bantu membantu dibantu terbantu",
    "penjualan": "penjualan penjual menjual dijual berjualan jual jualan",
    "pendaftaran": "pendaftaran pendaftarannnya pendaftar mendaftar mendaftarkan didaftarkan daftarkan terdaftar",
    "mengajar": "mengajar mengajarkan diajarkan",
}


def texts() -> Iterator[tuple[str, str]]:
    """Headline and text of each article."""
    for line in (SHARED / "pages" / "SOURCES.tsv").read_text("utf-8").splitlines()[1:]:
        file, kind, url, *_ = line.split("\t")
        if kind == "article":
            try:
                article = scraper.parse((SHARED / "pages" / file).read_bytes(), url)
            except (BadURL, NotAnArticle):
                continue
            yield article.headline or "", article.body
    for path in sorted((SHARED / "quotes" / "gold").glob("*.json")):
        yield "", "\n\n".join(json.loads(path.read_text("utf-8"))["paragraphs"])


def main() -> int:
    """Print a line a query and the means; the exit status."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("CREATE VIRTUAL TABLE found USING fts5(text, stems, tokenize='unicode61 remove_diacritics 2')")
        kept: dict[int, set[str]] = {}
        for number, (headline, body) in enumerate(texts(), start=1):
            text = f"{headline}\n\n{body}"
            db.execute("INSERT INTO found (rowid, text, stems) VALUES (?, ?, ?)", [number, text, stems_of(text)])
            kept[number] = set(re.findall(r"[a-z]+", text.lower()))
        print(f"{len(kept)} articles\n{'query':12} right   as written (found, right)   with stems (found, right)")
        totals: list[tuple[float, float, float]] = []
        for query, forms in JUDGED.items():
            right = {number for number, words in kept.items() if words & set(forms.split())}
            written = _hits(db, f'"{query}"')
            stemmed = _hits(db, search(query).match)
            print(f"{query:12} {len(right):5} {len(written):12} {len(written & right):6}", end="")
            print(f" {len(stemmed):18} {len(stemmed & right):6}")
            totals.append(
                (
                    len(written & right) / len(right),
                    len(stemmed & right) / len(right),
                    len(stemmed & right) / len(stemmed),
                )
            )
            if not written <= stemmed:
                return 1
        before, recall, precision = (sum(column) / len(totals) for column in zip(*totals, strict=True))
        print(
            f"mean recall {before:.3f} as written, {recall:.3f} with stems; mean precision {precision:.3f} with stems"
        )
    return 0


def _hits(db: sqlite3.Connection, match: str) -> set[int]:
    return {number for (number,) in db.execute("SELECT rowid FROM found WHERE found MATCH ?", [match])}


if __name__ == "__main__":
    sys.exit(main())
