"""Everything at once on one archive: two crawls, url, parse --all, status, check, backup and serve.

    python benchmarks/together.py [--seconds 90]

Each command is begun again as soon as it has ended, against a newspaper on this machine. Exit code 1 where one of them
ends with anything but 0, 1 (problems) or 3 (the other crawl holds the archive), names a lock, or where the archive is
not whole.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from scraper.archive import read_archive
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST

SCRAPE = (sys.executable, "-m", "scraper")
GOOD = (0, 1, 3)


def commands(site: DemoSite, link: str) -> dict[str, list[str]]:
    """Name -> the words of each command."""
    network = ["--connect-to", f"{HOST}:80:{site.address}", "--allow-address", "127.0.0.1", "--pause", "0"]
    crawl = ["crawl", "kabardemo", *network]
    return {
        "crawl": crawl,
        "another crawl": crawl,
        "url": ["url", link, *network],
        "parse": ["parse", "--all"],
        "status": ["status"],
        "check": ["check"],
        "backup": ["backup", "copy.db"],
    }


def begun(folder: Path, words: list[str]) -> subprocess.Popen[str]:
    """A command that runs."""
    return subprocess.Popen([*SCRAPE, *words], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def ended(folder: Path, jobs: dict[str, list[str]], seconds: float) -> Iterator[tuple[str, int, str]]:
    """Name, exit code and output of each command as it ends; each is begun again until the time is over."""
    end = time.monotonic() + seconds
    running = {name: begun(folder, words) for name, words in jobs.items()}
    while running:
        for name, process in list(running.items()):
            if process.poll() is None:
                continue
            output = process.stdout.read() if process.stdout else ""
            yield name, process.returncode, output
            del running[name]
            if time.monotonic() < end:
                running[name] = begun(folder, jobs[name])
        time.sleep(0.05)


def main() -> int:
    """Run them; gives the exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=90)
    seconds = parser.parse_args().seconds
    counted, failures = Counter[tuple[str, int]](), 0
    with tempfile.TemporaryDirectory() as place, DemoSite() as site:
        folder = Path(place)
        begun(folder, commands(site, "")["crawl"]).communicate()
        with read_archive(folder / "archive.db") as archive:
            link = archive.rows("SELECT url FROM articles ORDER BY id LIMIT 1")[0]["url"]
        server = begun(folder, ["serve", "--port", "0"])
        for name, code, output in ended(folder, commands(site, link), seconds):
            counted[name, code] += 1
            if code not in GOOD or "locked" in output or "Traceback" in output:
                failures += 1
                print(f"{name} ended with {code}: {output[-500:]}")
        server.terminate()
        server.communicate()
        with read_archive(folder / "archive.db") as archive:
            faults = archive.check()
        beside = sorted(file.name for file in folder.iterdir())
    print(f"{dict(counted)}; serve ended with {server.returncode}; {len(faults)} faults; files: {beside}")
    return int(bool(failures or faults))


if __name__ == "__main__":
    sys.exit(main())
