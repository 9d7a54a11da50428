"""Everything at once on one archive: crawls, single links, re-reading, status, check, backup and the web pages."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from scraper.archive import open_archive
from scraper.demo.server import DemoSite
from scraper.demo.site import HOST

#: Command -> the exit codes that it may end with: 1 is a page with problems, 3 another crawl that runs.
COMMANDS: dict[str, tuple[tuple[str, ...], tuple[int, ...]]] = {
    "crawl": (("crawl", "kabardemo"), (0, 1, 3)),
    "second crawl": (("crawl", "kabardemo"), (0, 1, 3)),
    "url": (("url",), (0, 1)),
    "parse --all": (("parse", "--all"), (0,)),
    "status": (("status",), (0, 1)),
    "check": (("check",), (0,)),
    "backup": (("backup", "copy.db"), (0,)),
}
NETWORK = ("crawl", "second crawl", "url")


@dataclass
class Stress:
    """What a time of it came to."""

    folder: Path
    #: Command and exit code -> how often.
    ended: Counter[tuple[str, int]] = field(default_factory=Counter)
    #: What must not be, a line each.
    faults: list[str] = field(default_factory=list)
    #: Captures that were in the archive at the last look.
    captures: int = 0
    served: int = 0

    def run(self, seconds: float) -> None:
        """Let everything run for so long, then look whether the archive is whole."""
        with DemoSite() as site:
            self._command("crawl", site)
            with self._serving() as address:
                until = time.monotonic() + seconds
                workers = [Thread(target=self._again, args=(name, site, until)) for name in COMMANDS]
                workers.append(Thread(target=self._reading, args=(address, until)))
                for worker in workers:
                    worker.start()
                self._turning(site, until)
                for worker in workers:
                    worker.join()
        self._look_at_all()

    def _turning(self, site: DemoSite, until: float) -> None:
        day = 0
        while time.monotonic() < until:
            time.sleep(1)
            day += 1
            site.turn_to(day)
            with open_archive(self.folder / "archive.db") as archive:
                now = archive.rows("SELECT count(*) AS n FROM captures")[0]["n"]
            if now < self.captures:
                self.faults.append(f"{self.captures} captures became {now}")
            self.captures = now

    def _again(self, name: str, site: DemoSite, until: float) -> None:
        while time.monotonic() < until:
            self._command(name, site)

    def _command(self, name: str, site: DemoSite | None = None) -> None:
        words, allowed = COMMANDS[name]
        if site is not None and name in NETWORK:
            words += ("--pause", "0", "--connect-to", f"{HOST}:80:{site.address}", "--allow-address", "127.0.0.1")
        if name == "url":
            words += self._links()
        asked = [sys.executable, "-m", "scraper", *words]
        done = subprocess.run(asked, cwd=self.folder, capture_output=True, text=True, timeout=120, check=False)
        self.ended[name, done.returncode] += 1
        said = done.stdout + done.stderr
        if done.returncode not in allowed or "Traceback" in said or "locked" in said:
            self.faults.append(f"{name} ended with {done.returncode}: {said.strip()[-300:]}")

    def _links(self) -> tuple[str, ...]:
        with open_archive(self.folder / "archive.db") as archive:
            return tuple(row["url"] for row in archive.rows("SELECT url FROM articles WHERE state = 'live' LIMIT 2"))

    @contextmanager
    def _serving(self) -> Iterator[str]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        asked = [sys.executable, "-m", "scraper", "serve", "--port", str(port)]
        with subprocess.Popen(asked, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            try:
                yield f"http://127.0.0.1:{port}/"
            finally:
                server.terminate()

    def _reading(self, address: str, until: float) -> None:
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(address, timeout=30) as answer:
                    self.served += answer.status == 200
            except OSError as err:
                if self.served:  # before the first page it is still starting
                    self.faults.append(f"serve: {err}")
            time.sleep(0.3)

    def _look_at_all(self) -> None:
        self._command("check")
        with open_archive(self.folder / "archive.db") as archive:
            self.faults += archive.check()
            told = archive.rows("SELECT sum(new) AS new, count(*) - count(ended_at) AS endless FROM runs")[0]
            articles = archive.rows("SELECT count(*) AS n FROM articles")[0]["n"]
        if told != {"new": articles, "endless": 0}:
            self.faults.append(f"runs tell of {told}, and {articles} articles are there")
        with open_archive(self.folder / "copy.db") as copy:
            self.faults += copy.check()
