"""Plan: machines, hours and bytes of a large archive, computed from measured constants.

    python benchmarks/plan.py

`MEASURED` says where each constant was measured; `ASSUMED` is what depends on your papers, your machines and their
price. The table is the one of docs/scale.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

#: Name -> its value, its unit, and where it was measured (two shared cores, Python 3.11, November 2026).
MEASURED: dict[str, tuple[float, str, str]] = {
    "crawl_ms": (6.3, "ms of CPU a page", "a crawl on loopback with plain SQL and one parse a page, 159 pages/s"),
    "read_ms": (3.1, "ms of CPU a page", "the reading process of a crawl on loopback"),
    "store_ms": (0.8, "ms a reading, in the one process that writes", "`parse --all`, its upper figure"),
    "record_ms": (0.4, "ms of CPU a record of 140 kB", "172 pages as WARC, `records` over them"),
    "language_ms": (0.45, "ms of CPU a page of 140 kB", "172 pages, `is_indonesian`"),
    "page_bytes": (139_602, "bytes of a page as it is read", "172 pages, their mean"),
    "gzip_bytes": (26_711, "bytes of a record in a WARC file", "172 pages as WARC by warcio, their mean"),
    "packed_bytes": (5_600, "bytes of a kept page", "packed against one of its layout, level 3"),
    "again_bytes": (3_000, "bytes of a page that is kept again", "packed against the former look: 900 to 5,000"),
    "capture_bytes": (2_700, "bytes of rows a capture", "an archive of a million articles, by table"),
    "article_bytes": (14_000, "bytes of rows an article", "an archive of a million articles, by table"),
    "looks": (
        6.25,
        "captures an article, by the schedule",
        "a year of 100 papers, 50 articles a day: 11.4 million",
    ),
    "list_looks": (2.1, "captures of lists an article", "the same year: 1.8 to 6 million"),
}
#: Name -> its value and its unit: not measured here.
ASSUMED: dict[str, tuple[float, str]] = {
    "hosts": (3_000, "hosts to crawl"),
    "articles_a_day": (50, "articles of a host a day"),
    "hosts_a_machine": (100, "hosts of a machine: with so many a crawl took 1.1 times what the pauses dictate"),
    "captures": (100e6, "captures to read again, a fifth of them articles seen first"),
    "news_records": (1e9, "records of ten years of CC-NEWS"),
    "news_indonesian": (0.02, "share of them that is Indonesian"),
    "cores": (16, "cores of a machine"),
    "link_bytes": (125e6, "bytes a second to a machine (1 Gbit/s)"),
    "price": (0.04, "dollars a core and hour"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a plan."""

    plan: str
    name: str
    core_hours: float
    #: From the start to the end, with the machines that `machines` says.
    hours: float
    machines: int
    stored: float
    #: What ends first when there is more of it.
    breaks: str


def value(name: str) -> float:
    """A constant by its name."""
    return MEASURED[name][0] if name in MEASURED else ASSUMED[name][0]


def hours_of(count: float, ms: float) -> float:
    """Hours that so many take, each so many milliseconds."""
    return count * ms / 3.6e6


def steps() -> Iterator[Step]:
    """Every step of the three plans."""
    yield crawl_of_a_year()
    yield from read_again("100 M captures", value("captures"), value("captures") / 5)
    yield from news()


def crawl_of_a_year() -> Step:
    """A year of crawling, each machine with its shard."""
    articles = value("hosts") * value("articles_a_day") * 365
    first, again = articles, articles * (value("looks") - 1 + value("list_looks"))
    captures = first + again
    stored = first * (value("packed_bytes") + value("article_bytes")) + again * value("again_bytes")
    machines = round(value("hosts") / value("hosts_a_machine"))
    return Step(
        "3,000 hosts", "crawl of a year", hours_of(captures, value("crawl_ms")), 365 * 24, machines,
        stored + captures * value("capture_bytes"), "pauses: the loop of a machine with more hosts lags",
    )  # fmt: skip


def read_again(plan: str, captures: float, articles: float) -> Iterator[Step]:
    """Reading all of one archive: workers read, one process sends and stores."""
    core_hours = hours_of(captures, value("read_ms") + value("store_ms"))
    storing, sending = (
        hours_of(captures, value("store_ms")),
        captures * value("page_bytes") / value("link_bytes") / 3600,
    )
    rows = captures * value("capture_bytes") + articles * value("article_bytes")
    here = max(storing, core_hours / value("cores"))
    yield Step(plan, "parse --all --jobs, one machine", core_hours, here, 1, rows, "the one process that stores")
    away = max(storing, sending)
    yield Step(plan, "parse --all --scheduler", core_hours, away, 2, rows, "the link of the machine with the archive")


def news() -> Iterator[Step]:
    """Ten years of CC-NEWS, of which Indonesian pages are kept."""
    records = value("news_records")
    kept = records * value("news_indonesian")
    core_hours = hours_of(records, value("record_ms") + value("language_ms"))
    fetched = records * value("gzip_bytes")
    machines = 8
    hours = max(core_hours / value("cores"), fetched / value("link_bytes") / 3600) / machines
    stored = kept * value("packed_bytes")
    yield Step(
        "CC-NEWS", "import --language id, tasks", core_hours, hours, machines, stored, "the links: all is fetched"
    )
    yield from read_again("CC-NEWS", kept, kept)


def table() -> str:
    """The plans as a table of Markdown."""
    lines = [
        "| plan | step | core hours | machines | hours | bytes stored | dollars | breaks first |",
        "|---|---|---:|---:|---:|---:|---:|---|",
    ]
    for step in steps():
        cost = step.core_hours * value("price")
        numbers = (
            f"{step.core_hours:,.0f} | {step.machines} | {step.hours:,.1f} | {step.stored / 1e9:,.0f} GB | {cost:,.0f}"
        )
        lines.append(f"| {step.plan} | {step.name} | {numbers} | {step.breaks} |")
    return "\n".join(lines)


def constants() -> str:
    """The constants as a table of Markdown."""
    lines = ["| constant | value | unit | measured |", "|---|---:|---|---|"]
    for name, (number, unit, where) in MEASURED.items():
        lines.append(f"| `{name}` | {number:,g} | {unit} | {where} |")
    for name, (number, unit) in ASSUMED.items():
        lines.append(f"| `{name}` | {number:,g} | {unit} | assumed |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
    print()
    print(constants())
