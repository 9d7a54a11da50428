"""Everything that a person reads is there in both languages, and a language is chosen as readers expect."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from scraper.cli.app import COMMANDS, main
from scraper.language.catalogue import (
    LANGUAGES,
    from_accept_language,
    from_locale,
    gettext,
    language,
    ngettext,
    speaking,
)
from scraper.language.numbers import counts, number
from scraper.language.times import local_time, weekday_and_time

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / "scraper" / "language" / "catalogues").glob("*.po"))
_PLACES = re.compile(r"%(?:\(\w+\))?s")


def test_every_language_but_english_has_its_catalogue() -> None:
    assert {path.stem for path in CATALOGUES} == set(LANGUAGES) - {"en"}


def test_the_catalogues_translate_all_but_what_was_written_last() -> None:
    """A message that nobody has translated yet is shown in English; more than one in ten may not wait."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "messages.py")], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    waiting = [line for line in done.stdout.splitlines() if line.startswith("id.po: lacks ")]
    with CATALOGUES[0].open("rb") as file:
        known = len(read_po(file, locale="id"))
    assert len(waiting) <= known / 10, "python tools/messages.py --update, then translate what it adds"


def test_every_table_view_and_column_is_described_in_both_languages() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    messages = importlib.import_module("messages")
    described = {message for message in messages.in_archive() if message}
    assert len(described) > 200
    for path in CATALOGUES:
        held = messages.catalogue(path)
        assert [message for message in described if not (held.get(message) and held.get(message).string)] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_has_the_places_of_its_message(path: Path) -> None:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=path.stem)
    wrong = []
    for entry in catalogue:
        if entry.id:
            of_message = entry.id if isinstance(entry.id, str) else entry.id[1]
            texts = [entry.string] if isinstance(entry.string, str) else list(entry.string or ())
            wrong += [text for text in texts if _places(text) != _places(of_message) and "once" not in entry.id[0]]
    assert wrong == []


def _places(text: str) -> list[str]:
    return sorted(_PLACES.findall(text))


def test_words_numbers_and_times_are_in_the_language_in_force() -> None:
    at = datetime(2025, 2, 6, 7, 50, tzinfo=UTC)
    with speaking("id"):
        assert gettext("Search") == "Cari"
        assert ngettext("%s word", "%s words", 2) == "%s kata"
        assert number(1234567) == "1.234.567"
        assert counts({"new": 1200}) == "1.200 baru"
        assert local_time("2026-11-23T08:04:00Z", "+08:00") == "Senin 23 November 2026, 16:04 WITA"
        assert weekday_and_time(at) == "Kamis 2025-02-06 07:50 UTC (+00:00)"
    assert gettext("Search") == "Search"
    assert weekday_and_time(at) == "Thursday 2025-02-06 07:50 UTC (+00:00)"


@pytest.mark.parametrize(
    ("header", "answered"),
    [
        ("id", "id"), ("id-ID,en;q=0.5", "id"), ("en-GB,id;q=0.9", "en"), ("fr,id;q=0.3,en;q=0.2", "id"), ("in", "id"),
        ("ms-MY", "id"), ("*", "en"), ("", "en"), ("id;q=0", "en"), (",,;;q=x", "en"), ("id;q=1.0000", "en"),
        ("id\x00", "en"), ("q=1,id" * 4000, "en"),
    ],
)  # fmt: skip
def test_a_browser_is_answered_in_the_language_that_it_asks_for(header: str, answered: str) -> None:
    assert from_accept_language(header) == answered


def test_the_locale_of_a_terminal_chooses_and_scrape_lang_wins() -> None:
    assert from_locale({"LANG": "id_ID.UTF-8"}) == "id"
    assert from_locale({"LANG": "id_ID.UTF-8", "LC_ALL": "C.UTF-8"}) == "en"
    assert from_locale({"LANG": "C", "SCRAPE_LANG": "id"}) == "id"
    assert from_locale({"LANG": "de_DE@euro"}) == "en"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command_is_indonesian(command: str) -> None:
    shown = CliRunner().invoke(main, ["--lang", "id", command, "--help"])
    assert shown.exit_code == 0, shown.output
    assert shown.output.startswith("Pemakaian: ")
    assert "Opsi:" in shown.output
    assert "Tampilkan pesan ini lalu keluar." in shown.output
    english = CliRunner().invoke(main, [command, "--help"], env={"SCRAPE_LANG": "en"})
    assert english.output.startswith("Usage: ")


def test_a_table_of_the_terminal_is_indonesian() -> None:
    shown = CliRunner().invoke(main, ["publishers"], env={"SCRAPE_LANG": "id"})
    assert "wilayah" in shown.output
    assert "ketentuan" in shown.output
    assert "nasional" in shown.output


def test_the_language_of_a_command_line_is_its_own() -> None:
    assert CliRunner().invoke(main, ["--lang", "id", "--version"]).exit_code == 0
    assert language() == "en"


def test_an_unknown_language_is_one_line() -> None:
    result = CliRunner().invoke(main, ["--lang", "xx", "publishers"])
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_the_wheel_holds_the_catalogues_compiled(tmp_path: Path) -> None:
    build = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "No module named 'hatchling'" in done.stderr:
        pytest.skip("needs hatchling, which only a build installs")
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as built:
        assert built.read("scraper/language/catalogues/id.mo").startswith(b"\xde\x12\x04\x95")
