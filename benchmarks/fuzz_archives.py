"""Fuzz archives: flipped bytes anywhere in the file, and what every reading of it says.

    python benchmarks/fuzz_archives.py [--archives 2000] [--seed 1]

Each archive is a small one with some bytes flipped, a piece cut off, or a piece overwritten. It is opened for writing
and for reading, checked, its captures are read, its articles asked for. Counted are what each came to: whole, or an
error that the project declares. Any other error, and any archive that takes longer than two seconds, ends the run with
exit code 1 and its seed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from scraper.archive import Archive, open_archive, read_archive
from scraper.crawl import reread
from scraper.crawl.status import facts, status
from scraper.demo.site import Site
from scraper.errors import ScrapeError
from scraper.models import Capture
from scraper.publishers import named
from scraper.store.store import Store
from scraper.store.timeline import timeline

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
LONGEST_S = 2.0
STORIES = 5


def made(path: Path) -> bytes:
    """The bytes of a small archive that holds the stories of the demo, each seen twice."""
    publisher = named("kabardemo")
    with open_archive(path) as archive:
        Store(archive).publisher(publisher)
        run = archive.start_run("fuzz", NOON)
        for visit in (1, 2):
            site = Site(visit)
            for story in list(site.stories.values())[:STORIES]:
                body = site.answer(urlsplit(story.url).path).body.encode()
                headers = (("content-type", "text/html; charset=utf-8"), ("etag", f'"{visit}"'))
                at = NOON + timedelta(hours=visit)
                capture = Capture(story.url, story.url, at, 200, "text/html", "utf-8", headers, body)
                key = archive.keep(capture, kind="article", publisher=publisher.id, run=run)
                reread.reread_one(archive, key)
        archive.end_run(run, at=NOON, exit_code=0, columns={"fetched": 1})
    return path.read_bytes()


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The bytes with a few of them flipped, a piece cut off, or a piece overwritten."""
    data = bytearray(whole)
    match chance.randrange(4):
        case 0:
            for _ in range(chance.choice((1, 2, 8, 64))):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 1:
            page = 4096 * chance.randrange(len(data) // 4096)
            for _ in range(chance.choice((1, 4, 16))):
                data[page + chance.randrange(100)] = chance.randrange(256)
        case 2:
            del data[chance.randrange(len(data)) :]
        case _:
            start = chance.randrange(len(data))
            piece = chance.randbytes(chance.choice((1, 16, 512, 4096)))
            data[start : start + len(piece)] = piece
    return bytes(data)


def read(archive: Archive) -> None:
    """Ask for everything that a command asks for."""
    facts(status(archive, NOON))
    store = Store(archive)
    for row in archive.rows("SELECT id FROM articles"):
        store.article(row["id"])
        timeline(archive, row["id"])
    for info in archive.all_captures():
        archive.capture(info.id)


def opened(path: Path, how: Callable[[Path], Archive], work: Callable[[Archive], object]) -> str:
    """What an archive comes to in one way of using it; raises what nobody declared."""
    try:
        with how(path) as archive:
            return "faults" if work(archive) else "whole"
    except ScrapeError as err:
        return type(err).__name__


WAYS: dict[str, Callable[[Path], str]] = {
    "check": lambda path: opened(path, read_archive, Archive.check),
    "read": lambda path: opened(path, read_archive, read),
    "parse": lambda path: opened(path, open_archive, lambda archive: reread.reread(archive, everything=True) and None),
}


def main() -> int:
    """Fuzz; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--archives", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    outcomes, slowest, failures = Counter[str](), 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        whole = made(Path(folder) / "whole.db")
        for number in range(options.seed, options.seed + options.archives):
            data = damaged(whole, random.Random(number))
            for name, use in WAYS.items():
                path = Path(folder) / f"{number}-{name}.db"
                path.write_bytes(data)
                began = time.process_time()
                try:
                    outcomes[f"{name}: {use(path)}"] += 1
                except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
                    failures += 1
                    print(f"seed {number}, {name}:\n{traceback.format_exc()}")
                took = time.process_time() - began
                slowest = max(slowest, took)
                if took > LONGEST_S:
                    failures += 1
                    print(f"seed {number}, {name}: {took:.1f} s")
                for left in path.parent.glob(f"{path.name}*"):
                    left.unlink()
    print(f"{options.archives} archives from seed {options.seed}, {len(whole):,} bytes each: {failures} failures,")
    print(f"slowest {slowest:.2f} s of CPU; {dict(sorted(outcomes.items()))}")
    return int(failures > 0)


if __name__ == "__main__":
    sys.exit(main())
