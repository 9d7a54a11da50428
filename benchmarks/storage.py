"""Storage: bytes a page takes and the time to pack and to read it, over real pages of each publisher.

    python benchmarks/storage.py FOLDER [--looks 3]

FOLDER has a folder of saved pages (`*.html`) for each publisher. Each page is kept once, then looked at again: a look
changes some of its longer numbers, as advertisements and counters do. Printed are the mean of the stored bytes and the
milliseconds, beside gzip.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median

from scraper.archive import Archive, open_archive
from scraper.archive.stored import digest
from scraper.indonesian.time_zones import WIB
from scraper.models import Capture
from scraper.store.store import Store
from scraper.template.publisher import Publisher

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
#: Share of the numbers of three digits and more that another look shows differently.
CHANGING = 0.03
_NUMBER = re.compile(rb"\d{3,}")


@dataclass
class Measured:
    """What keeping and reading came to, a value a page."""

    gzip: list[int] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    packed: list[int] = field(default_factory=list)
    later: list[int] = field(default_factory=list)
    keep_ms: list[float] = field(default_factory=list)
    read_ms: list[float] = field(default_factory=list)


def looked_at_again(page: bytes, chance: random.Random) -> bytes:
    """A page with some of its numbers changed."""

    def other(match: re.Match[bytes]) -> bytes:
        if chance.random() >= CHANGING:
            return match[0]
        return str(chance.randrange(10 ** len(match[0]))).encode()

    return _NUMBER.sub(other, page)


def pages(folder: Path) -> Iterator[tuple[str, list[bytes]]]:
    """Each publisher's name with its pages."""
    for publisher in sorted(path for path in folder.iterdir() if path.is_dir()):
        found = [page.read_bytes() for page in sorted(publisher.glob("*.html"))]
        if found:
            yield publisher.name, found


def keep(archive: Archive, publisher: str, number: int, body: bytes, measured: Measured) -> tuple[int, bool]:
    """Keep a page; gives its stored bytes, and whether it stands whole."""
    url = f"https://{publisher}.example/{number}"
    capture = Capture(url, url, NOON + timedelta(seconds=number), 200, "text/html", None, (), body)
    began = time.process_time()
    key = archive.keep(capture, kind="article", publisher=publisher, run=None)
    kept = time.process_time()
    assert archive.capture(key).body == body
    measured.keep_ms.append(1000 * (kept - began))
    measured.read_ms.append(1000 * (time.process_time() - kept))
    row = archive.rows("SELECT length(body) AS n, base IS NULL AS whole FROM payloads WHERE digest = ?", digest(body))[
        0
    ]
    return row["n"], bool(row["whole"])


def measure(folder: Path, looks: int) -> Measured:
    """Keep every page of every publisher, then look at each again."""
    measured, chance = Measured(), random.Random(1)
    with tempfile.TemporaryDirectory() as place, open_archive(Path(place) / "archive.db") as archive:
        for name, found in pages(folder):
            hosts = (f"{name}.example",)
            Store(archive).publisher(Publisher(id=name, name=name, region=None, zone=WIB, hosts=hosts, article="/"))
            for number, body in enumerate(found):
                size, whole = keep(archive, name, number, body, measured)
                (measured.whole if whole else measured.packed).append(size)
                measured.gzip.append(len(gzip.compress(body, 6)))
            for _ in range(looks):
                for number, body in enumerate(found):
                    measured.later.append(keep(archive, name, number, looked_at_again(body, chance), measured)[0])
        faults = archive.check()
    if faults:
        raise SystemExit(faults[0])
    return measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--looks", type=int, default=3)
    options = parser.parse_args()
    found = measure(options.folder, options.looks)
    print(f"{len(found.gzip)} pages, gzip 6: {mean(found.gzip):,.0f} bytes a page")
    print(f"whole, of a layout not seen before: {len(found.whole)}, {mean(found.whole):,.0f} bytes")
    print(f"packed against an earlier page: {len(found.packed)}, {mean(found.packed):,.0f} bytes, "
          f"median {median(found.packed):,.0f}")  # fmt: skip
    print(f"later looks: {len(found.later)}, {mean(found.later):,.0f} bytes")
    print(f"keep {median(found.keep_ms):.2f} ms, read {median(found.read_ms):.2f} ms of CPU (medians)")


if __name__ == "__main__":
    main()
