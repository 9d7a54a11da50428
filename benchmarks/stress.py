"""Everything at once on one archive: two crawls, `url`, `parse --all`, `status`, `check`, `backup` and `serve`.

    PYTHONPATH=tests python benchmarks/stress.py [SECONDS]

Prints how often each command ended with which exit code; exit status 1 when anything was locked out or lost.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from at_once import Stress


def main(seconds: float = 90) -> int:
    """Run it for so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        stress = Stress(Path(folder))
        stress.run(seconds)
    for (command, code), times in sorted(stress.ended.items()):
        print(f"{command}: exit code {code}, {times} times")
    print(f"{stress.captures:,} captures, {stress.served} pages served, {len(stress.faults)} faults")
    print("\n".join(stress.faults))
    return int(bool(stress.faults))


if __name__ == "__main__":
    raise SystemExit(main(*map(float, sys.argv[1:])))
