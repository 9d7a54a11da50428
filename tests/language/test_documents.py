"""Documents for readers are there in both languages, and say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
#: What operators and readers are sent to; the others are for whoever works on the code.
FOR_READERS = {"keeping", "law", "proof", "quotes", "schedule"}
LOCAL = sorted(DOCS.glob("*.id.md"))


def _english(path: Path) -> Path:
    return path.with_name(path.name.replace(".id.md", ".md"))


def test_every_document_for_readers_is_there_in_both_languages() -> None:
    assert {path.name.removesuffix(".id.md") for path in LOCAL} >= FOR_READERS


@pytest.mark.parametrize("path", LOCAL, ids=lambda path: path.name)
def test_both_have_the_same_chapters_commands_tables_and_figures(path: Path) -> None:
    local, english = path.read_text("utf-8"), _english(path).read_text("utf-8")
    for pattern in (r"^#+ ", r"^\|", r"^[-*] ", r"^\d\. "):
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in (local, english)]
        assert counts[0] == counts[1], pattern
    assert _commands(local) == _commands(english)
    assert _figures(local) == _figures(english)


@pytest.mark.parametrize("path", LOCAL, ids=lambda path: path.name)
def test_each_leads_to_the_other_and_to_what_is_there(path: Path) -> None:
    english = _english(path)
    assert f"[Bahasa Indonesia]({path.name})" in english.read_text("utf-8")
    text = path.read_text("utf-8")
    assert f"[English]({english.name})" in text
    for target in re.findall(r"\]\(([^):#]+\.md)\)", text):
        assert (DOCS / target).exists(), target
        named = target.removesuffix(".md")
        assert target == english.name or named.endswith(".id") or not (DOCS / f"{named}.id.md").exists(), target


def _commands(text: str) -> list[str]:
    """What a shell is told, without its remarks."""
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [re.sub(r"\s+# .*", "", line) for block in blocks for line in block.splitlines()]


def _figures(text: str) -> list[str]:
    """The measured shares, as they are printed."""
    return re.findall(r"(?<![\w.])\.\d+", text)
