"""The pictures of the README: pages of the demo's archive in a real browser.

`python tools/pictures.py` writes docs/pictures/*.png; it needs Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from click.testing import CliRunner

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from devtools import Chromium  # noqa: E402 - the browser of the tests
from web_archive import serving  # noqa: E402

from scraper.archive import read_archive  # noqa: E402
from scraper.cli.app import main  # noqa: E402
from scraper.web.serve import command  # noqa: E402

#: Name of a picture -> the address of its page; {edited} is the story that was edited last.
PICTURES = {
    "front": "/",
    "edit": "/compare?url={edited}",
    "person": "/person?name=Bayu+Kertajaya",
    "most-read": "/most-read",
}


def draw(folder: Path, language: str = "id") -> None:
    """Draw every picture into a folder."""
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "archive.db"
        made = CliRunner().invoke(main, ["demo", "--db", str(path)])
        assert made.exit_code == 0, made.output
        with read_archive(path) as archive:
            (newest,) = archive.rows("SELECT url AS edited FROM rewritten LIMIT 1")
        with serving(command(path, port=0)) as address, Chromium() as browser:
            for name, page in PICTURES.items():
                browser.open(address + page.format(**newest), width=1000, height=800, language=language)
                browser.picture(folder / f"{name}.png", whole=False)


if __name__ == "__main__":
    pictures = ROOT / "docs" / "pictures"
    pictures.mkdir(exist_ok=True)
    draw(pictures)
