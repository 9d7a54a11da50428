"""A crawl of 2,000 real-sized pages on 40 hosts, beside Scrapy doing the same work: CPU, seconds and memory of one run.

    PYTHONPATH=tests python benchmarks/crawl.py [--jobs N] [--scrapy PYTHON] [--against CHECKOUT] [--folder PAGES]

The pages come over TLS from a server in a process of its own, whose CPU is not counted (real_sized.py). No pauses.
`--scrapy` is the Python of a virtual environment with scrapy, trafilatura and zstandard; "new" makes one for this run.
`--against` crawls with another checkout of this project as well, and compares the rows of all tables. Exit status 1
where a goal is missed, a page is not stored, or rows differ.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
#: Times Scrapy's rate; milliseconds of CPU a page; megabytes.
GOALS = {"ratio": 5.0, "cpu_ms": 7.0, "memory_mb": 120.0}
#: Seconds between two looks at the memory of a run.
LOOK_S = 0.1


@dataclass(frozen=True)
class Measured:
    """One run, with all its processes."""

    seconds: float
    cpu_s: float
    memory_mb: float
    pages: int

    def __str__(self) -> str:
        rate, cpu_ms = self.pages / self.seconds, 1000 * self.cpu_s / self.pages
        return (
            f"{self.pages} pages in {self.seconds:.1f} s ({rate:.1f}/s), CPU {cpu_ms:.2f} ms a page, "
            f"{self.memory_mb:.0f} MB"
        )


@contextmanager
def serving(hosts: int, articles: int, folder: Path | None) -> Iterator[dict[str, Any]]:
    """What the server tells of itself."""
    words = [sys.executable, str(HERE / "real_sized.py"), "--hosts", str(hosts), "--articles", str(articles)]
    if folder:
        words += ["--folder", str(folder)]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment(ROOT)
    ) as server:
        assert server.stdin
        assert server.stdout
        try:
            yield json.loads(server.stdout.readline())
        finally:
            server.stdin.close()


def _environment(checkout: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{checkout}{os.pathsep}{ROOT / 'tests'}"}


def measured(words: Sequence[str], told: str, checkout: Path, archive: Path) -> Measured:
    """Run a command to its end."""
    began = time.monotonic()
    with subprocess.Popen(words, stdin=subprocess.PIPE, text=True, env=_environment(checkout)) as process:
        assert process.stdin
        peak = _Peak(process.pid)
        process.stdin.write(told)
        process.stdin.close()
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        memory, children_s = peak.end()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{words} ended with {process.returncode}")
    with closing(sqlite3.connect(archive)) as db:
        pages = db.execute("SELECT count(*) FROM articles").fetchone()[0]
    return Measured(seconds, used.ru_utime + used.ru_stime + children_s, memory, pages)


class _Peak:
    """The most memory that a process and its children held together, each shared page counted once (PSS).

    And the CPU of its children: those of the pool's server are not waited for, so the system does not tell it.
    """

    def __init__(self, pid: int) -> None:
        self._pid, self._kb, self._over = pid, 0, threading.Event()
        self._cpu_s: dict[int, float] = {}
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(LOOK_S):
            family = list(_family(self._pid))
            self._kb = max(self._kb, sum(map(_pss_kb, family)))
            self._cpu_s |= {pid: _cpu_s(pid) or self._cpu_s.get(pid, 0.0) for pid in family[1:]}

    def end(self) -> tuple[float, float]:
        """Megabytes, and seconds of the children's CPU up to the last look."""
        self._over.set()
        self._thread.join()
        return self._kb / 1024, sum(self._cpu_s.values())


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _cpu_s(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0


def _pss_kb(pid: int) -> int:
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0


# The crawl itself, in a process of its own


def crawl(archive: Path, hosts: int, articles: int, jobs: int | None) -> int:
    """Crawl as `scrape crawl` does what the server told of on standard input serves."""
    import real_sized  # noqa: PLC0415 - only in the process that crawls

    from scraper.archive import open_archive  # noqa: PLC0415
    from scraper.crawl import run  # noqa: PLC0415
    from scraper.crawl.network import Network  # noqa: PLC0415

    told = json.load(sys.stdin)
    chosen = real_sized.chosen(real_sized.papers(hosts, articles))
    # checkouts before 2026-12-01 let a slow host make its pause longer whatever is said
    unhurried = {"longest_pause": 0} if "longest_pause" in Network.__dataclass_fields__ else {}
    network = Network(
        pause=0,
        allow_address=("127.0.0.1",),
        connect_to=tuple(f"{host}:443:127.0.0.1:{told['port']}" for host in told["articles"]),
        ca_file=told["ca_file"],
        permitted=tuple(each.id for each in chosen if each.terms),
        **unhurried,  # type: ignore[arg-type]
    )
    options = {} if jobs is None else {"jobs": jobs}
    with open_archive(archive) as opened:
        return run.Run(archive=opened, network=network, command="crawl", **options).crawl(chosen).exit_code  # type: ignore[arg-type]


# Comparing archives

#: Columns that hold a time or a duration, which differ from run to run.
TIMED = re.compile(
    r".*_at|.*_ms|seconds|pause_s|headers|started|folded\w*|lost_after|prev|seal|root|chain.*|digest_of.*"
)
#: Columns that hold the number of a capture.
CAPTURES = {"capture", "first_capture", "last_capture", "part"}
#: Tables of numbers given in the order of keeping, which differ between crawls of several hosts: seals and search.
PASSED_OVER = re.compile(r"headers|seals|log_state|sqlite_.*|.*_fts.*|_.*")


def rows(archive: Path) -> dict[str, list[str]]:
    """Table -> its rows as text, in order, whatever the numbers of captures, articles and times."""
    with closing(sqlite3.connect(archive)) as db:
        db.row_factory = sqlite3.Row
        captures = {
            row["id"]: f"{row['kind']} {row['url']}" for row in db.execute("SELECT id, kind, url FROM captures")
        }
        articles = {row["id"]: row["url"] for row in db.execute("SELECT id, url FROM articles")}
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        wanted = [name for name in tables if not PASSED_OVER.fullmatch(name)]
        return {
            name: sorted(_row(row, name, captures, articles) for row in db.execute(f"SELECT * FROM {name}"))
            for name in wanted
        }


def _row(row: sqlite3.Row, table: str, captures: dict[int, str], articles: dict[int, str]) -> str:
    shown = {}
    for name in row.keys():  # noqa: SIM118 - a sqlite3.Row iterates over values
        if name in ("id", "rowid", "number") or TIMED.fullmatch(name):
            continue
        value = row[name]
        if name in CAPTURES:
            value = captures.get(value, value)
        elif name == "article":
            value = articles.get(value, value)
        shown[name] = value
    return json.dumps([table, shown], default=bytes.hex)


def differences(one: Path, other: Path) -> list[str]:
    """What two archives do not share, a line for each table."""
    ours, theirs = rows(one), rows(other)
    found = []
    for table in sorted({*ours, *theirs}):
        mine, yours = ours.get(table, []), theirs.get(table, [])
        if mine != yours:
            only = sorted({*mine} ^ {*yours})[:2]
            found.append(
                f"{table}: {len(mine)} and {len(yours)} rows, such as {' | '.join(each[:300] for each in only)}"
            )
    return found


def main() -> int:
    """Measure, print, judge."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--hosts", type=int, default=40)
    arguments.add_argument("--articles", type=int, default=50, help="of each host")
    arguments.add_argument("--jobs", type=int, help="processes that read; what a crawl takes by itself by default")
    arguments.add_argument("--folder", type=Path, help="pages to serve in place of invented ones")
    arguments.add_argument("--scrapy", help="Python with scrapy and trafilatura, or 'new'")
    arguments.add_argument("--against", type=Path, help="another checkout, crawled with for comparison")
    arguments.add_argument("--crawl", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.crawl:
        return crawl(given.crawl, given.hosts, given.articles, given.jobs)
    with tempfile.TemporaryDirectory() as name, serving(given.hosts, given.articles, given.folder) as told:
        return _compared(given, Path(name), told)


def _compared(given: argparse.Namespace, folder: Path, told: dict[str, Any]) -> int:
    size = ["--hosts", str(given.hosts), "--articles", str(given.articles)]
    jobs = [] if given.jobs is None else ["--jobs", str(given.jobs)]
    line, command = json.dumps(told), [sys.executable, str(HERE / "crawl.py"), *size, "--crawl"]
    ours = measured([*command, str(folder / "ours.db"), *jobs], line, ROOT, folder / "ours.db")
    print(f"scrape crawl: {ours}", flush=True)
    good = ours.pages == given.hosts * given.articles and 1000 * ours.cpu_s / ours.pages <= GOALS["cpu_ms"]
    good = good and ours.memory_mb <= GOALS["memory_mb"]
    if given.against:
        former = measured([*command, str(folder / "former.db")], line, given.against.resolve(), folder / "former.db")
        found = differences(folder / "ours.db", folder / "former.db")
        print(
            f"{given.against.name}: {former}", *(found or ["all rows of all tables are the same"]), sep="\n", flush=True
        )
        good = good and not found
    if given.scrapy:
        archive = folder / "scrapy.db"
        words = [_python(given.scrapy, folder), str(HERE / "crawl_scrapy.py"), str(archive), str(told["port"])]
        scrapy = measured(words, line, ROOT, archive)
        ratio = ours.pages / ours.seconds / (scrapy.pages / scrapy.seconds)
        print(f"Scrapy: {scrapy}", f"{ratio:.2f} times its rate (goal {GOALS['ratio']:g})", sep="\n")
        good = good and ratio >= GOALS["ratio"]
    return int(not good)


def _python(given: str, folder: Path) -> str:
    """The Python that has Scrapy."""
    if given != "new":
        return given
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    python = str(folder / "venv" / "bin" / "python")
    subprocess.run(
        [python, "-m", "pip", "install", "-q", "scrapy", "trafilatura", "lxml_html_clean", "zstandard"], check=True
    )
    return python


if __name__ == "__main__":
    raise SystemExit(main())
