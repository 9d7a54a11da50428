"""What the lower rooms say in English is shown in the language in force, whatever values stand in it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from scraper.cli.app import main
from scraper.language.catalogue import gettext, speaking
from scraper.language.phrases import translated

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tools"))
phrases = pytest.importorskip("phrases")
PHRASES = list(dict.fromkeys(phrases.phrases()))
_PLACE = re.compile(r"\{(\w+)\}")


def made(phrase: str) -> tuple[str, dict[str, str]]:
    """A line that a phrase makes, and what stands in it."""
    values = {name: f"Nilai{number}" for number, name in enumerate(dict.fromkeys(_PLACE.findall(phrase)))}
    return phrase.format(**values), values


def test_nearly_everything_that_goes_wrong_has_a_translation_with_its_values() -> None:
    """A phrase that was written last is shown in English; more than one in twenty may not wait."""
    assert len(PHRASES) > 250
    waiting: list[str] = []
    with speaking("id"):
        for phrase in PHRASES:
            line, values = made(phrase)
            told = translated(f"berkas.toml: {line}")
            assert all(value in told for value in values.values()), told
            if gettext(phrase) == phrase and not phrase.startswith(("status {", "stdout: {")):
                waiting.append(phrase)
    assert len(waiting) <= len(PHRASES) / 20, waiting


def test_every_translated_phrase_is_found_again_in_the_line_it_makes() -> None:
    with speaking("id"):
        for phrase in PHRASES:
            line, values = made(phrase)
            local = gettext(phrase)
            if local != phrase:
                assert translated(line) == local.format(**values), phrase


@pytest.mark.parametrize(
    ("line", "local"),
    [
        ("arsip.toml: pause: wants a number, not '5'", "arsip.toml: pause: memerlukan bilangan, bukan '5'"),
        ("x.toml: is larger than 32,768 bytes", "x.toml: lebih besar dari 32.768 bita"),
        ("articles: No such file or directory", "articles: tidak ada berkas atau folder itu"),
        ("articles", "articles"),
        ("kabar sesuatu yang tidak dikenal", "kabar sesuatu yang tidak dikenal"),
        ("", ""),
    ],
)
def test_a_line_is_translated_as_far_as_it_is_known(line: str, local: str) -> None:
    assert translated(line) == line
    with speaking("id"):
        assert translated(line) == local


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("show", "9"), "archive.db: tidak ada arsip di sini"),
        (("--lang", "id", "tidakada"), "Tidak ada perintah 'tidakada'."),
        (("--tidakada",), "Tidak ada opsi '--tidakada'."),
        (("crawl", "--limtt", "3"), "Tidak ada opsi '--limtt'. Maksud Anda '--limit'?"),
        (("url",), "Argumen 'LINK...' belum disebut."),
        (("url", "ftp://x"), "hanya http dan https yang dibaca: 'ftp://x/'"),
        (("crawl", "beritajakarta"), "perayapan menyebut siapa yang bertanggung jawab: --contact ADDRESS"),
        (("crawl", "tidakada"), "tidak ada penerbit bernama 'tidakada'; yang ada: akurat, "),
        (("serve", "--port", "70000"), "Nilai tidak sah untuk '--port': 70000 di luar rentang 0<=x<=65535."),
        (("file", "x.html", "--url", "x"), "Nilai tidak sah untuk 'PAGE.html...': Berkas 'x.html' tidak ada."),
        (("crawl", "antaranews"), "ANTARA ingin dimintai izin dulu: halamannya melarang perayapan untuk AI"),
        (("--config", "x.toml", "status"), "x.toml: tidak dapat dibaca: tidak ada berkas atau folder itu"),
    ],
)
def test_wrong_use_is_told_in_indonesian(
    words: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, words, env={"SCRAPE_LANG": "id", "SCRAPE_CONTACT": None})
    assert result.exit_code in (2, 4)
    assert result.stderr.startswith(f"scrape: {told}")
