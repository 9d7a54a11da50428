"""A Chromium that is steered over a pipe (Chrome DevTools Protocol): widths, languages, scripts, its console."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Self
from zipfile import ZipFile

import pytest
from browser import CHROMIUM, FLAGS

#: The package that carries the rules of accessibility that pages are held to (axe-core, MPL 2.0), of all its wheels the
#: one that is fetched without what it asks for: only its script is used.
AXE = "axe-playwright-python==0.1.8"


@cache
def axe_source() -> str:
    """The script of axe-core, by pip; skips the test where pip cannot bring it, but never in a run of CI."""
    folder = Path(tempfile.gettempdir()) / f"{AXE}-{os.getuid()}"
    words = ["download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(folder), AXE]
    if not list(folder.glob("*.whl")):
        done = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"no axe-core: {done.stderr[-300:]}")
    with ZipFile(next(folder.glob("*.whl"))) as wheel:
        return wheel.read("axe_playwright_python/axe.min.js").decode()


def _as_three_and_four(reading: int, writing: int) -> None:
    """The descriptors by which Chromium is spoken to."""
    os.dup2(reading, 3)
    os.dup2(writing, 4)


class Chromium:
    """One tab of a headless browser, for as long as the `with` block lasts."""

    def __enter__(self) -> Self:
        assert CHROMIUM is not None
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self._writing = os.pipe()
        self._reading, to_write = os.pipe()
        high = [fcntl.fcntl(each, fcntl.F_DUPFD, 20) for each in (to_read, to_write)]
        self._process = subprocess.Popen(
            [CHROMIUM, *FLAGS, "--remote-debugging-pipe", f"--user-data-dir={self._profile.name}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(3, 4, *high),
            preexec_fn=lambda: _as_three_and_four(*high),  # noqa: PLW1509 - it calls nothing that locks
        )
        for each in (to_read, to_write, *high):
            os.close(each)
        self._buffer, self._number, self.console = b"", 0, list[str]()
        (target,) = [each for each in self._call("Target.getTargets")["targetInfos"] if each["type"] == "page"]
        attached = self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait()
        os.close(self._writing)
        os.close(self._reading)
        self._profile.cleanup()

    _session: str | None = None

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._writing, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                found: dict[str, Any] = answer["result"]
                return found
            self._note(answer)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            self._buffer += os.read(self._reading, 1 << 16)
        line, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def _note(self, message: dict[str, Any]) -> None:
        if message.get("method") == "Log.entryAdded" and message["params"]["entry"]["level"] == "error":
            self.console.append(message["params"]["entry"]["text"])
        if message.get("method") == "Runtime.exceptionThrown":
            self.console.append(str(message["params"]["exceptionDetails"].get("text")))

    def open(self, url: str, *, width: int = 1280, height: int = 900, language: str = "en", dark: bool = False) -> None:
        """Load a page at a width in CSS pixels, as a browser of this language would ask for it."""
        self.console.clear()
        self.resize(width, height)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", features=[scheme])
        self._call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        self._call("Page.navigate", url=url)
        while True:
            message = self._next()
            self._note(message)
            if message.get("method") == "Page.loadEventFired":
                return

    def resize(self, width: int, height: int = 900) -> None:
        """Show the page at another width, in CSS pixels."""
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )

    def document(self, url: str) -> str:
        """The document of a page after its scripts have run."""
        self.open(url)
        found: str = self.evaluate("document.documentElement.outerHTML")
        return found

    def evaluate(self, script: str) -> Any:
        """The value of a script, awaited."""
        answer = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def accessibility_faults(self) -> list[str]:
        """What axe-core finds that is serious or critical: the rule, and where."""
        if not self.evaluate("'axe' in window"):
            self.evaluate(axe_source())
        run = "axe.run(document, {iframes: false, resultTypes: ['violations']})"
        found = self.evaluate(f"{run}.then(result => JSON.stringify(result.violations))")
        violations = [each for each in json.loads(found) if each["impact"] in ("serious", "critical")]
        return [f"{each['id']}: {node['target']} {node['html'][:160]}" for each in violations for node in each["nodes"]]

    def picture(self, path: Path, *, whole: bool = True) -> None:
        """The page as PNG; `whole`, or what the window shows of it."""
        shot = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(shot["data"]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """A tab of a browser for all tests; who asks for it is marked `needs_browser`."""
    with Chromium() as opened:
        yield opened
