"""The word diff: it spells both texts, reads as an edit, and its cost is bounded for any text."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.store.diff import Change, changes

TEXTS = st.lists(st.sampled_from(["ya", "tidak", " ", ". ", "\n\n", "ada"]), max_size=30).map("".join)


def spelt(found: list[Change], without: str) -> str:
    return "".join(change.text for change in found if change.kind != without)


@given(TEXTS, TEXTS)
def test_it_spells_both_texts(old: str, new: str) -> None:
    found = changes(old, new)
    assert (spelt(found, "new"), spelt(found, "gone")) == (old, new)


@given(TEXTS)
def test_equal_texts_have_no_change(text: str) -> None:
    assert {change.kind for change in changes(text, text)} <= {"same"}


def test_only_the_word_that_changed_is_told() -> None:
    old = "Pompa disiapkan di dua kampung. Warga menunggu.\n\nHujan turun sejak pagi."
    found = changes(old, old.replace("dua", "tiga"))
    assert [change for change in found if change.kind != "same"] == [Change("gone", "dua"), Change("new", "tiga")]


def test_a_paragraph_that_was_moved_leaves_the_others_alone() -> None:
    found = changes("satu a.\n\ndua b.\n\ntiga c.", "dua b.\n\ntiga c.\n\nsatu a.")
    assert "dua b.\n\ntiga c." in spelt([change for change in found if change.kind == "same"], "")


def shuffled(words: list[str], size: int, between: str = " ") -> str:
    return between.join(random.Random(size).choices(words, k=size))


HOSTILE = {
    "repeated words": ("ya tidak " * 320, "tidak ya ya " * 320),
    "long and repeated": ("ya tidak " * 11_000, "tidak ya ya " * 8_000),
    "shuffled": (shuffled(["ya", "tidak", "ada"], 2000), shuffled(["ya", "tidak", "ada"], 2001)),
    "paragraphs of a word": (shuffled(["a", "b"], 5000, "\n\n"), shuffled(["a", "b"], 5001, "\n\n")),
    "sentences of a word": (shuffled(["a", "b"], 30_000, ". "), shuffled(["a", "b"], 30_001, ". ")),
    "nothing but marks": ("." * 100_000, "," * 100_000),
    "beyond the limit": ("ya " * 100_000, "tidak " * 100_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    old, new = HOSTILE[name]
    began = time.process_time()
    found = changes(old, new)
    assert time.process_time() - began < 2
    assert (spelt(found, "new"), spelt(found, "gone")) == (old, new)
