"""Train the weights of the focus: who is meant by "-nya", "dia" and a quotation without reporting words.

    python tools/train_quotes.py             figures by cross-validation over publishers
    python tools/train_quotes.py --write     the same, then the weights of all articles into the data file

Reads the articles with gold beside the checkout (../shared/quotes/gold, ../shared/pages) and the invented ones of
tests/. For each decision the reader is asked for its choices; those whose right speaker is among them are examples.
The loss is that of a softmax over the choices (the speaker so far scores 0), with L2; gradient descent, no libraries.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scraper.quotes.attribution import Reader, run
from scraper.quotes.focus import Choice, chosen
from scraper.quotes.mention import Mention

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "quotes" / "gold"
PAGES = ROOT.parent / "shared" / "pages" / "gold"
INVENTED = ROOT / "tests" / "quotes" / "articles.txt"
SIBLINGS = INVENTED.with_name("siblings.txt")
FORMS = INVENTED.with_name("forms.txt")
WEIGHTS = ROOT / "scraper" / "quotes" / "data" / "focus_weights.json"
WORD = re.compile(r"\w+")
MARKED = re.compile('["“”]([^"“”]+)["“”]')
L2, ROUNDS, RATE = 0.02, 400, 0.3

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Article:
    """An article with gold."""

    publisher: str
    paragraphs: list[str]
    #: Text of each quotation with the names that are right.
    said: list[tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Decision:
    """A choice of who has the focus."""

    publisher: str
    #: Features of each choice; those of the speaker so far, or of nobody, are empty and come first.
    choices: list[Features]
    right: int


def words(text: str | None) -> list[str]:
    """Words in small letters."""
    return WORD.findall((text or "").lower())


def is_same(name: str | None, right: Iterable[str]) -> bool:
    """Whether a printed name, short or long, is one of those that are right."""
    have = set(words(name))
    return bool(have) and any(have <= set(words(full)) or set(words(full)) <= have for full in right)


def with_gold() -> Iterator[Article]:
    """The real articles beside the checkout."""
    for path in sorted(GOLD.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        said = [(q["text"], [q["speaker"] or "", *q.get("also", [])]) for q in told["quotes"]]
        yield Article(told["publisher"], told["paragraphs"], said)
    for path in sorted(PAGES.glob("*.json")):
        told = json.loads(path.read_text("utf-8"))
        said = [(q["text"], [q["speaker"] or ""]) for q in told.get("quotes") or []]
        yield Article(told["page"].split("/")[0], told["body"], said)


def invented() -> Iterator[Article]:
    """The articles of the tests, by the paper each is like; a quotation's words are the next long stretch in marks."""
    article = Article("invented", [], [])
    stretches: list[str] = []
    for line in (INVENTED.read_text("utf-8") + SIBLINGS.read_text("utf-8")).splitlines():
        if line.startswith("# "):
            yield article
            article = Article(f"invented: {line[2:].split(':')[0]}", [], [])
        elif line.startswith("=> ") and stretches:
            speaker, _, text = line[3:].partition(" | ")
            article.said.append((text or stretches.pop(0), [speaker]))
        elif line:
            article.paragraphs.append(line)
            stretches = [text for text in MARKED.findall(line) if text.count(" ") >= 3]
    yield article


def forms() -> Iterator[Article]:
    """The forms of the tests, each with its quotations' texts."""
    article = Article("invented", [], [])
    for line in FORMS.read_text("utf-8").splitlines():
        if line.startswith("# "):
            yield article
            article = Article("invented", [], [])
        elif line.startswith("=> "):
            speaker, _, _, text = line[3:].split(" | ")
            article.said.append((text, [speaker]))
        elif line and not line.startswith(("-> ", "@ ", " ")):
            article.paragraphs.append(line)
    yield article


class Recorder:
    """Reads an article, notes each decision about the focus, and takes the right choice where gold tells it."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.decisions: list[Decision] = []
        self.reader = Reader(article.paragraphs, self.choose)

    def choose(self, choices: list[Choice]) -> Mention | None:
        """Who takes the focus."""
        right = self._right_at(choices[0].situation.stop) if choices else None
        if right is None:
            return chosen(choices)
        body, focus = self.reader.body, self.reader.focus
        names = [body[slice(*(choice.topic.mention.name or (0, 0)))] for choice in choices]
        fits = [is_same(name, right) for name in names]
        fits.insert(0, is_same(focus.name, right) if focus else not any(fits))
        if not any(fits):
            return chosen(choices)
        best = fits.index(True)
        values = [{}, *(choice.all_features() for choice in choices)]
        self.decisions.append(Decision(self.article.publisher, values, best))
        return choices[best - 1].topic.mention if best else None

    def _right_at(self, stop: int) -> list[str] | None:
        """The right speakers of the quotation that begins at an offset; None when that is no quotation of gold."""
        following = self.reader.body[stop : stop + 80].lstrip("\"“”„'‘’ ")
        for text, names in self.article.said:
            if text and following.startswith(text[:25]):
                return names
        return None


def decisions(articles: Iterable[Article]) -> list[Decision]:
    """Every decision of the articles whose right choice gold tells."""
    found: list[Decision] = []
    for article in articles:
        recorder = Recorder(article)
        run(recorder.reader)
        found += recorder.decisions
    return found


def scores(weights: dict[str, float], decision: Decision) -> list[float]:
    """The score of each choice."""
    return [sum(weights[name] * value for name, value in choice.items()) for choice in decision.choices]


def train(examples: list[Decision]) -> dict[str, float]:
    """The weights that make the right choices likely."""
    weights: dict[str, float] = defaultdict(float)
    for _ in range(ROUNDS):
        slope: dict[str, float] = defaultdict(float)
        for example in examples:
            _add_slope(slope, weights, example)
        for name, value in slope.items():
            weights[name] -= RATE * (4 * value / len(examples) + L2 * weights[name])
    return weights


def _add_slope(slope: dict[str, float], weights: dict[str, float], example: Decision) -> None:
    powers = [math.exp(min(30.0, value)) for value in scores(weights, example)]
    total = sum(powers)
    for i, (power, choice) in enumerate(zip(powers, example.choices, strict=True)):
        error = power / total - (i == example.right)
        for name, value in choice.items():
            slope[name] += error * value


def right_share(weights: dict[str, float], examples: list[Decision]) -> tuple[int, int]:
    """How many decisions are right, and of how many."""
    hits = 0
    for example in examples:
        values = scores(weights, example)
        hits += values.index(max(values)) == example.right
    return hits, len(examples)


def cross_validated(examples: list[Decision], folds: int = 10) -> float:
    """Share of right decisions, each publisher judged by weights learned from the others."""
    publishers = sorted({example.publisher for example in examples} - {"invented"})
    random.Random(1).shuffle(publishers)
    hits = total = 0
    for fold in range(folds):
        held = set(publishers[fold::folds])
        weights = train([example for example in examples if example.publisher not in held])
        right, count = right_share(weights, [example for example in examples if example.publisher in held])
        hits, total = hits + right, total + count
    return hits / total


def main() -> None:
    """Train, print, and write when asked."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--write", action="store_true", help="write the weights of all articles")
    given = arguments.parse_args()
    examples = decisions([*with_gold(), *invented(), *forms()])
    hard = [example for example in examples if len(example.choices) > 1]
    share = cross_validated(hard)
    weights = train(hard)
    right, count = right_share(weights, hard)
    kept = sum(example.right == 0 for example in hard)
    print(f"{len(examples)} decisions, {count} with two choices or more; first choice right {kept / count:.3f}")
    print(f"cross-validated {share:.3f}, all on all {right / count:.3f}")
    for name, weight in sorted(weights.items(), key=lambda pair: -abs(pair[1])):
        print(f"{weight:7.2f}  {name}")
    if given.write:
        told = {
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "data": f"{count} decisions of {len({e.publisher for e in hard})} publishers",
            "cross_validated": round(share, 3),
            "weights": {name: round(weight, 3) for name, weight in sorted(weights.items())},
        }
        WEIGHTS.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
