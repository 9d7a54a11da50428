"""An invented page of an unknown newspaper, for the tests of single fields."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import scraper
from scraper.models import Article

URL = "https://www.kabarlembah.example/daerah/posyandu-lereng-wangi-buka-sampai-petang"
TITLE = "Posyandu Lereng Wangi Buka sampai Petang"
LINES = (
    "Pengelola Posyandu Lereng Wangi memperpanjang jam layanan sampai petang supaya ibu yang bekerja dapat datang.",
    "Kader kesehatan berjaga bergiliran dan mencatat berat badan balita di buku yang disimpan di balai dusun.",
    "“Kami ingin tidak ada balita yang terlewat,” kata Ketua Kader Lereng Wangi, Sumiati, di balai dusun itu.",
    "Puskesmas menyediakan timbangan baru dan mengirim seorang bidan setiap dua pekan untuk memeriksa kehamilan.",
    "Warga yang rumahnya jauh dijemput dengan mobil dusun yang bahan bakarnya dibayar dari iuran kelompok tani.",
)


def text(lines: tuple[str, ...] = LINES, extra: str = "") -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return f'<div class="post-content">{paragraphs}{extra}</div>'


def json_ld(**values: Any) -> str:
    block = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **values}
    return f'<script type="application/ld+json">{json.dumps(block)}</script>'


def newspage(
    *, head: str = "", top: str = "", over: str = "", info: str = "", body: str | None = None, behind: str = ""
) -> bytes:
    """A page; `over` and `info` stand above and below the headline, `behind` right behind the text."""
    return (
        f"<!doctype html><html lang=id><head><meta charset=utf-8><title>{TITLE} - Kabar Lembah</title>"
        f'<meta property="og:title" content="{TITLE}"><link rel=canonical href="{URL}">{head}</head>'
        f"<body><header class=top><a href=/>Kabar Lembah</a><nav><a href=/daerah>Daerah</a></nav></header>{top}"
        f"<main><article class=post>{over}<h1>{TITLE}</h1>{info}{text() if body is None else body}{behind}</article>"
        "<aside class=sidebar><h3>Terpopuler</h3><ol><li><a href=/daerah/jembatan-gantung-dusun-hulu-selesai>Jembatan "
        "Gantung Dusun Hulu Selesai</a></li></ol></aside></main><footer><a href=/redaksi>Redaksi</a></footer>"
        "</body></html>"
    ).encode()


def read(page: bytes, *, captured_at: datetime | None = None, url: str = URL) -> Article:
    return scraper.parse(page, url, generic=True, captured_at=captured_at)
