"""What holds for every test: no time limit of an example, and two workers a core, since half of a test is waiting."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

#: Fixtures of all tests.
pytest_plugins = ["devtools"]

settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
settings.load_profile("any machine")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """What `-n auto` means: a test waits for its servers, processes and disk as long as it computes."""
    return 2 * (os.cpu_count() or 1)
