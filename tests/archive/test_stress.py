"""Eight commands at once on one archive for some seconds; `benchmarks/stress.py` does it for 90."""

from __future__ import annotations

from pathlib import Path

from at_once import COMMANDS, Stress


def test_everything_at_once_locks_nobody_out_and_loses_nothing(tmp_path: Path) -> None:
    stress = Stress(tmp_path)
    stress.run(5)
    assert stress.faults == []
    assert {name for name, _ in stress.ended} == set(COMMANDS)
    assert stress.captures > 10
