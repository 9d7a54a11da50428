"""Tools that nobody here wrote replay and validate what is exported: pywb, and the validator of WACZ.

They live in an environment of their own, because pywb brings another package under the name of one that we need:
the variable ARSIP_REPLAY_TOOLS names its folder of programs. `.ci/run` makes it, and there its absence is a failure.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from scraper.archive import open_archive
from scraper.exchange import export_captures
from scraper.exchange.selection import Selection

TOOLS = os.environ.get("ARSIP_REPLAY_TOOLS")
pytestmark = pytest.mark.skipif(not TOOLS, reason="needs ARSIP_REPLAY_TOOLS, a folder with pywb and wacz")


def tool(name: str) -> str:
    return str(Path(TOOLS or "") / name)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="module")
def pywb(warc: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Replay of the demo's web archive on the loopback."""
    folder = tmp_path_factory.mktemp("pywb")
    subprocess.run([tool("wb-manager"), "init", "demo"], cwd=folder, check=True, capture_output=True)
    subprocess.run([tool("wb-manager"), "add", "demo", str(warc)], cwd=folder, check=True, capture_output=True)
    port = free_port()
    server = subprocess.Popen(
        [tool("wayback"), "-p", str(port), "-b", "127.0.0.1"],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def test_pywb_replays_ten_pages_with_equal_bytes(pywb: str, demo: Path) -> None:
    with open_archive(demo) as archive:
        rows = archive.rows("SELECT id FROM captures WHERE status = 200 AND kind = 'article' ORDER BY id LIMIT 10")
        captures = [archive.capture(row["id"]) for row in rows]
    assert len(captures) == 10
    for capture in captures:
        moment = f"{capture.captured_at:%Y%m%d%H%M%S}id_"  # the bytes as they are, not rewritten for replay
        with urllib.request.urlopen(f"{pywb}/demo/{moment}/{capture.final_url}", timeout=30) as answer:
            assert answer.read() == capture.body


def test_the_validator_of_wacz_accepts_it(demo: Path, tmp_path: Path) -> None:
    to = tmp_path / "demo.wacz"
    with open_archive(demo) as archive:
        export_captures.export(archive, to, "wacz", Selection())
    said = subprocess.run([tool("wacz"), "validate", "-f", str(to)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "Validation succeeded" in said.stdout
