"""Every form of quotation in Indonesian news, one invented case each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scraper.models import PARAGRAPH_BREAK, Quote
from scraper.quotes import read

Expected = tuple[str | None, ...]


@dataclass
class Form:
    name: str
    paragraphs: list[str] = field(default_factory=list)
    direct: list[Expected] = field(default_factory=list)
    indirect: list[Expected] = field(default_factory=list)
    people: list[Expected] = field(default_factory=list)


def forms() -> list[Form]:
    found: list[Form] = []
    for line in Path(__file__).with_name("forms.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            found.append(Form(line[2:]))
        elif found and (kind := {"=>": "direct", "->": "indirect", "@ ": "people"}.get(line[:2])):
            parts = (part.strip() for part in line[2:].split(" | "))
            getattr(found[-1], kind).append(tuple(None if part == "-" else part for part in parts))
        elif found and line:
            found[-1].paragraphs.append(line)
    return found


FORMS = forms()


def told(quote: Quote) -> Expected:
    return (quote.speaker, quote.cue, quote.attribution, quote.text)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_form(form: Form) -> None:
    reading = read(form.paragraphs)
    assert [told(quote) for quote in reading.quotes if quote.kind == "direct"] == form.direct
    if form.indirect:
        assert [told(quote) for quote in reading.quotes if quote.kind == "indirect"] == form.indirect
    for expected in form.people:
        assert expected in [(person.name, person.role, person.affiliation) for person in reading.people]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_offsets_are_exact(form: Form) -> None:
    body = PARAGRAPH_BREAK.join(form.paragraphs)
    for quote in read(form.paragraphs).quotes:
        assert quote.start is not None
        assert quote.paragraph is not None
        assert body[quote.start : quote.end] == quote.text
        assert quote.text in form.paragraphs[quote.paragraph]


def test_the_table_is_large_and_its_names_are_unique() -> None:
    assert len({form.name for form in FORMS}) == len(FORMS) >= 150
