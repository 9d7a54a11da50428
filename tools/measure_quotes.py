"""Measure the attribution of quotations on texts never seen: real articles whose persons bear other names.

    python tools/measure_quotes.py             end to end and exact, on four draws of names; confidence against truth
    python tools/measure_quotes.py --write     the same, then the confidence of each way of telling into the data file

The names of the speakers of an article beside the checkout (../shared/quotes/gold, ../shared/pages) are exchanged for
words in the names of other articles' speakers. The rules were written with those articles at hand, but not with these
names, so that what depends on a name's letters shows. Speakers are bodies, too, so that some of the names are none that
a person bears: harder than life, and so the confidence errs to the low side. Articles with a nickname that the exchange
would break are left out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scraper.models import Quote
from scraper.quotes import find
from tools.train_quotes import Article, with_gold, words

DATA = Path(__file__).resolve().parent.parent / "scraper" / "quotes" / "data" / "confidence.json"
DRAWS = 4
#: Ways of telling with fewer quotations are not measured apart.
MIN_COUNT = 8
NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][\w.'’]*){0,3}")
NICKNAMES = ("Gus Ipul", "Jokowi", "HD ", "Mirza", "Sandi ", "Afgan", "I Wayan", "I Gusti", "I Nyoman")


@dataclass(frozen=True, slots=True)
class Judged:
    """A quotation that was found, and whether its speaker is right."""

    quote: Quote
    right: bool
    exact: bool


def speakers(article: Article) -> set[str]:
    """The names of an article's speakers."""
    return {name for _, names in article.said for name in names if NAME.fullmatch(name)}


def renamed(article: Article, pool: list[str], draw: int) -> Article | None:
    """The article with other names; None when it has no name that can be exchanged."""
    chance = random.Random(f"{article.paragraphs[0]} {draw}")
    text = "\n".join(article.paragraphs)
    own = {word for name in speakers(article) for word in name.split() if len(word) > 2 and word.isalpha()}
    own = {word for word in own if not re.search(rf"(?<!\w){word.lower()}(?!\w)", text)}
    free = [word for word in pool if word not in text]
    if not own:
        return None
    exchange = {word: chance.choice(free) for word in sorted(own)}
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, exchange))})\b")

    def swap(printed: str) -> str:
        return pattern.sub(lambda match: exchange[match[0]], printed)

    said = [(swap(text), [swap(name) for name in names]) for text, names in article.said]
    return Article(article.publisher, [swap(line) for line in article.paragraphs], said)


def judged(article: Article) -> list[Judged]:
    """The quotations of an article that gold has too."""
    gold = {" ".join(words(text)): [words(name) for name in names] for text, names in article.said}
    found = []
    for quote in find(article.paragraphs):
        names = gold.get(" ".join(words(quote.text)))
        if quote.kind == "direct" and names is not None:
            have = words(quote.speaker)
            exact = have in names
            near = any(name and f" {' '.join(name)} " in f" {' '.join(have)} " for name in names)
            found.append(Judged(quote, exact or (near and bool(have)), exact))
    return found


def way(quote: Quote) -> str:
    """How the speaker is told, apart for a name of several words."""
    full = " " in (quote.speaker or "") and (quote.speaker or "")[:1].isupper()
    return f"{quote.attribution}, full name" if full else quote.attribution


def shares(all_judged: list[Judged]) -> dict[str, float]:
    """The share of right speakers of each way of telling, one right and one wrong added."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for each in all_judged:
        if each.quote.speaker:
            counts[way(each.quote)].append(each.right)
    return {
        name: round((sum(rights) + 1) / (len(rights) + 2), 3)
        for name, rights in sorted(counts.items())
        if len(rights) >= MIN_COUNT
    }


def main() -> None:
    """Measure, print, and write when asked."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--write", action="store_true", help="write the confidence of each way of telling")
    given = arguments.parse_args()
    articles = [article for article in with_gold() if not any(n in "\n".join(article.paragraphs) for n in NICKNAMES)]
    names = " ".join(name for article in articles for name in speakers(article))
    pool = sorted({word for word in names.split() if len(word) > 2 and word.isalpha()})
    everything: list[Judged] = []
    for draw in range(DRAWS):
        found = [each for article in articles for each in judged(renamed(article, pool, draw) or article)]
        right = sum(each.right for each in found) / len(found)
        exact = sum(each.exact for each in found) / len(found)
        print(f"draw {draw}: {len(found)} quotations, speaker right {right:.3f}, exact {exact:.3f}")
        everything += found
    table(everything)
    if given.write:
        told = {
            "date": f"{datetime.now(UTC):%Y-%m-%d}",
            "data": f"{len(everything)} quotations of {len(articles)} articles with names exchanged, {DRAWS} draws",
            "confidence": shares(everything),
        }
        DATA.write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def table(everything: list[Judged]) -> None:
    """Print, for each tenth of confidence, the share of right speakers."""
    bins: dict[float, list[bool]] = defaultdict(list)
    for each in everything:
        bins[round(each.quote.confidence, 2)].append(each.right)
    for confidence, rights in sorted(bins.items(), reverse=True):
        print(f"confidence {confidence:.2f}: {sum(rights) / len(rights):.3f} right of {len(rights)}")


if __name__ == "__main__":
    main()
