"""Learned rules beside reading without rules, on pages that they were not learned from.

    python benchmarks/learning.py [--only PUBLISHER] [--show] [--json]

Needs the stored pages with gold of ../shared/pages and the scorer beside them. For each layout of a publisher with four
and more pages its rules are forgotten; a template is learned from half of the pages and reads the other half, and the
other way round. Two ways to halve are measured: every second page, and the first half against the second. Layouts are
those that the publishers' own files tell apart; nothing else of these files is used.

For each field the mean over all pages read so, as the scorer counts it (equal, or F1 for lists and texts), without
rules and learned. `--show` prints each page that was read otherwise, and from which pages the rules came.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from scraper import publishers, urls
from scraper.drafts.learning import learned_layout
from scraper.drafts.samples import Sample, sample
from scraper.extraction.article import reading
from scraper.template.publisher import Publisher, Template

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
FIELDS = ("headline", "published", "reporters", "editors", "credit", "section", "related", "popular", "body")
FEWEST = 4


@dataclass(frozen=True)
class Case:
    """A stored page with its gold."""

    name: str
    gold: dict[str, Any]
    sample: Sample


def layouts(scorer: Any, only: str) -> dict[str, list[Case]]:
    """The stored pages by publisher and layout, layouts of few pages left out."""
    found: dict[str, list[Case]] = defaultdict(list)
    for gold, html in scorer.load(only):
        made = sample(html, urls.canonical(gold["url"]))
        publisher = publishers.of(made.page.url)
        template = publisher.template_for(made.page) if publisher else None
        if publisher and template:
            found[f"{publisher.id} {template.when}"].append(Case(gold["page"], gold, made))
    return {layout: cases for layout, cases in found.items() if len(cases) >= FEWEST}


def halves(cases: list[Case]) -> Iterator[tuple[list[Case], list[Case]]]:
    """What is learned from, and what is read then."""
    middle = len(cases) // 2
    for one, other in ((cases[::2], cases[1::2]), (cases[:middle], cases[middle:])):
        yield one, other
        yield other, one


def read(case: Case, template: Template) -> dict[str, Any]:
    """A page as a template reads it that somebody wrote for its host."""
    hosts = (urls.authority(case.sample.page.url),)
    publisher = Publisher(id="learned", name="Learned", region=None, hosts=hosts, article="/", templates=(template,))
    return reading(case.sample.page, publisher).to_dict()


def measure(scorer: Any, only: str, *, show: bool) -> dict[str, dict[str, float]]:
    """For each field the number of readings and the means without rules and learned."""
    without: dict[str, list[float]] = defaultdict(list)
    learned: dict[str, list[float]] = defaultdict(list)
    for cases in layouts(scorer, only).values():
        for one, other in halves(cases):
            template = learned_layout([case.sample for case in one]).template
            for case in other:
                before = scorer.score_page(case.gold, case.sample.plain.to_dict())
                after = scorer.score_page(case.gold, read(case, template))
                for field in FIELDS:
                    without[field] += [before[field]] if field in before else []
                    learned[field] += [after[field]] if field in after else []
                if show:
                    tell(case, before, after, one)
    return {
        field: {
            "n": len(learned[field]),
            "without": statistics.mean(without[field]),
            "learned": statistics.mean(learned[field]),
        }
        for field in FIELDS
        if without[field] and learned[field]
    }


def tell(case: Case, before: dict[str, float], after: dict[str, float], one: list[Case]) -> None:
    """Print the fields of a page that were read otherwise."""
    for field in FIELDS:
        if before.get(field) != after.get(field):
            names = ", ".join(each.name.rpartition("/")[2] for each in one)
            print(f"{case.name} {field} {before.get(field)} -> {after.get(field)}, learned from {names}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="pages of one publisher")
    parser.add_argument("--show", action="store_true", help="each page that was read otherwise")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    options = parser.parse_args()
    sys.path.insert(0, str(SHARED / "score"))
    scorer = import_module("score")
    began = time.perf_counter()
    figures = measure(scorer, options.only, show=options.show)
    if options.json:
        print(json.dumps(figures))
        return
    print(f"{'field':10} {'n':>4} {'without':>8} {'learned':>8}")
    for field, each in figures.items():
        below = "  below" if each["learned"] < each["without"] else ""
        print(f"{field:10} {each['n']:4} {each['without']:8.4f} {each['learned']:8.4f}{below}")
    means = [statistics.mean(each[name] for each in figures.values()) for name in ("without", "learned")]
    print(f"{'mean':15} {means[0]:8.4f} {means[1]:8.4f}   gain {means[1] - means[0]:.4f}")
    print(f"{time.perf_counter() - began:.0f} seconds")


if __name__ == "__main__":
    main()
