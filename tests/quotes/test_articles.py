"""Who says what in whole invented articles, in the habits of the papers that they are named after."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scraper.models import Quote
from scraper.quotes import find


@dataclass
class Article:
    name: str
    paragraphs: list[str] = field(default_factory=list)
    #: Index of the paragraph, speaker, and the words where they do not stand between two marks.
    said: list[tuple[int, str]] = field(default_factory=list)
    words: dict[int, str] = field(default_factory=dict)


def articles(file: str) -> list[Article]:
    found: list[Article] = []
    for line in Path(__file__).with_name(file).read_text("utf-8").splitlines():
        if line.startswith("# "):
            found.append(Article(line[2:]))
        elif found and line.startswith("=> "):
            speaker, _, words = line[3:].partition(" | ")
            found[-1].said.append((len(found[-1].paragraphs) - 1, speaker))
            if words:
                found[-1].words[len(found[-1].said) - 1] = words
        elif found and line:
            found[-1].paragraphs.append(line)
    return found


ARTICLES = [*articles("articles.txt"), *articles("siblings.txt")]


def direct(article: Article) -> list[Quote]:
    return [quote for quote in find(article.paragraphs) if quote.kind == "direct"]


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_every_quotation_has_its_speaker(article: Article) -> None:
    assert [(quote.paragraph, quote.speaker) for quote in direct(article)] == article.said


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.name)
def test_every_quotation_is_what_stands_between_two_marks(article: Article) -> None:
    for i, quote in enumerate(direct(article)):
        line = article.paragraphs[quote.paragraph or 0]
        at = line.index(quote.text)
        around = line[:at].rstrip()[-1:] + line[at + len(quote.text) :].lstrip(" ,")[:1]
        assert quote.text == article.words.get(i, quote.text)
        assert i in article.words or set(around) <= set("\"“”'’")


def test_the_articles_are_many() -> None:
    assert len({article.name for article in ARTICLES}) == len(ARTICLES) >= 48
    assert sum(len(article.said) for article in ARTICLES) >= 180
