"""Pages that a browser saved are kept with the time of saving, wherever they say that they were."""

from __future__ import annotations

import os
import quopri
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from scraper.cli.app import main

UNKNOWN = Path(__file__).parents[1] / "unknown"
LINK = "https://www.kabardesa.example/berita/12/warga-menanam-pohon"
SAVED = datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect("archive.db")) as db:
        return db.execute(sql).fetchall()


def take(*words: str) -> Result:
    return CliRunner().invoke(main, ["import", *words])


def write(name: str, body: bytes) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    os.utime(path, (SAVED.timestamp(), SAVED.timestamp()))


def bare(name: str) -> bytes:
    return (UNKNOWN / f"{name}.html").read_bytes()


def marked(name: str, link: str) -> bytes:
    return f"<!-- saved from url=({len(link):04}){link} -->\n".encode() + bare(name)


def bundle(name: str, link: str) -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {link}\r\nDate: Tue, 5 Mar 2024 06:07:08 -0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="batas"\r\n\r\n'
    )
    part = (
        "--batas\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {link}\r\n\r\n"
    )
    return head.encode() + part.encode() + quopri.encodestring(bare(name)) + b"\r\n--batas--\r\n"


def test_a_folder_of_saved_pages_gets_in_once(tmp_path: Path) -> None:
    write("kliping/2024/satu.html", marked("astra", LINK))
    write("kliping/dua.mhtml", bundle("jnews", f"{LINK}-lagi"))
    write("kliping/gambar.png", b"\x89PNG")
    assert "taken: 2" in take("kliping").output
    assert rows("SELECT url, captured_at FROM captures ORDER BY url") == [
        (LINK, "2024-02-03T04:05:06Z"),
        (f"{LINK}-lagi", "2024-03-05T06:07:08Z"),
    ]
    assert rows("SELECT count(*), min(publisher) FROM articles") == [(2, "kabardesa.example")]
    assert "taken: 0, known already: 2" in take("kliping").output


def test_a_page_without_an_address_needs_one(tmp_path: Path) -> None:
    write("tanpa.html", b"<!doctype html><title>Kabar</title><h1>Kabar</h1><p>Isi.</p>")
    assert "without an address" in take("tanpa.html").output
    write("tanpa.html", bare("astra"))
    assert "taken: 1" in take("tanpa.html", "--url", LINK).output
    assert rows("SELECT url FROM captures") == [(LINK,)]


def test_one_address_for_two_files_is_wrong_use(tmp_path: Path) -> None:
    write("satu.html", bare("astra"))
    write("dua.html", bare("jnews"))
    result = take("satu.html", "dua.html", "--url", LINK)
    assert result.exit_code == 2
    assert not Path("archive.db").exists()
