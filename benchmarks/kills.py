"""Kill -9 at random moments in the commands that write an archive anew; nothing may be lost.

    python benchmarks/kills.py [--kills 30] [--seed 1]

Each command runs on a copy of the demo's archive and is killed; then the archive must be whole, the command is given
again and must come to its end, and every capture must be there: for `remove` all but those of the article.
"""

from __future__ import annotations

import argparse
import gzip
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from scraper.archive import open_archive

#: What a command says that had come to its end when it was killed.
DONE = ("removed already", "no article", "there already")
Words = Callable[[Path], list[str]]


def scrape(*words: str, after: float | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, or kill it after so many seconds."""
    with subprocess.Popen(
        [sys.executable, "-m", "scraper", *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
            said, _ = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, said)


def captures(db: Path) -> int:
    """How many captures an archive holds."""
    with open_archive(db) as archive:
        return int(archive.rows("SELECT count(*) AS n FROM captures")[0]["n"])


def as_older_versions_packed(db: Path) -> None:
    """Have every body as gzip by itself, so that there is something to compact."""
    with open_archive(db) as archive:
        bodies = [(row["digest"], archive.payloads.body(row["digest"])) for row in archive.rows(_DIGESTS)]
        for digest, body in bodies:
            archive.rows(_AS_GZIP, gzip.compress(body or b"", mtime=0), digest)


_DIGESTS = "SELECT digest FROM payloads"
_AS_GZIP = "UPDATE payloads SET codec = 'gzip', body = ?, base = NULL, beside = NULL WHERE digest = ?"


#: Command -> its words, and the archive that it leaves.
COMMANDS: dict[str, tuple[Words, Callable[[Path], Path]]] = {
    "compact": (lambda folder: ["compact", "--db", f"{folder}/archive.db"], lambda folder: folder / "archive.db"),
    "backup": (
        lambda folder: ["backup", f"{folder}/copy.db", "--db", f"{folder}/archive.db"],
        lambda folder: folder / "copy.db",
    ),
    "merge": (
        lambda folder: ["merge", f"{folder}/archive.db", f"{folder}/archive.db", "--into", f"{folder}/merged.db"],
        lambda folder: folder / "merged.db",
    ),
    "import": (
        lambda folder: ["import", f"{folder}/demo.warc.gz", "--db", f"{folder}/imported.db"],
        lambda folder: folder / "imported.db",
    ),
    "remove": (
        lambda folder: ["remove", "3", "--reason", "uji", "--yes", "--db", f"{folder}/archive.db"],
        lambda folder: folder / "archive.db",
    ),
}


def kill(command: str, source: Path, moment: float) -> str | None:
    """What went wrong after a kill at this share of the command's time; None where nothing did."""
    words, result = COMMANDS[command]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(source, folder, dirs_exist_ok=True)
        began = time.monotonic()
        scrape(*words(folder), after=moment)
        if time.monotonic() - began < moment:
            return None  # it had come to its end
        if (said := scrape("check", "--db", f"{folder}/archive.db")).returncode:
            return f"after the kill: {said.stdout}"
        again = scrape(*words(folder))
        if again.returncode and not any(word in again.stdout for word in DONE):
            return f"given again: {again.stdout}"
        if (said := scrape("check", "--db", str(result(folder)))).returncode:
            return f"at the end: {said.stdout}"
        missing = captures(source / "archive.db") - captures(result(folder))
        return f"{missing} captures are missing" if missing and command != "remove" else None


def main() -> None:
    """Kill each command again and again, and print what was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    moments = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name)
        scrape("demo", "--db", f"{source}/archive.db")
        as_older_versions_packed(source / "archive.db")
        scrape("export", "--to", "warc", "--out", f"{source}/demo.warc.gz", "--db", f"{source}/archive.db")
        for command, (words, _) in COMMANDS.items():
            with tempfile.TemporaryDirectory() as other:
                shutil.copytree(source, other, dirs_exist_ok=True)
                began = time.monotonic()
                scrape(*words(Path(other)))
                seconds = time.monotonic() - began
            faults = [kill(command, source, moments.uniform(0.2, seconds)) for _ in range(asked.kills)]
            found = [fault for fault in faults if fault]
            print(f"{command}: {asked.kills} kills within {seconds:.1f} s, {len(found)} faults", flush=True)
            for fault in found:
                print(f"  {fault}")


if __name__ == "__main__":
    main()
