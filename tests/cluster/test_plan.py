"""The arithmetic of docs/scale.md is that of benchmarks/plan.py."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_tables_of_the_document_are_those_of_the_plan() -> None:
    done = subprocess.run([sys.executable, ROOT / "benchmarks" / "plan.py"], capture_output=True, text=True, check=True)
    document = (ROOT / "docs" / "scale.md").read_text("utf-8")
    results, constants = done.stdout.strip().split("\n\n")
    assert results in document
    assert constants in document
