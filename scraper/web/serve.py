"""The command that `scrape serve` turns into."""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = Path(__file__).parent

#: https://docs.datasette.io/en/0.65/settings.html
SETTINGS = {
    "default_page_size": 50,
    "truncate_cells_html": 240,  # characters; whole bodies stand on the article's page
    "sql_time_limit_ms": 5000,  # one person asks, often over ten years of articles
    "facet_time_limit_ms": 1000,
    "suggest_facets": "off",  # the useful ones are chosen in datasette.yaml
    "default_cache_ttl": 0,  # a crawl may be writing meanwhile
}


def command(archive: Path, *, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False) -> list[str]:
    """The command line that serves `archive` on `host` and `port`; 0 takes any free port.

    Never with `-i`: that promises Datasette that nobody writes, and a crawl may. `-P` keeps a file in the
    current folder from standing in for a module of the same name.
    """
    settings = [word for name, value in SETTINGS.items() for word in ("--setting", name, str(value))]
    return [
        *(sys.executable, "-P", "-m", "datasette", "serve"),
        *("--host", host, "--port", str(port)),
        *("--template-dir", str(_HERE / "templates"), "--plugins-dir", str(_HERE / "plugins")),
        *("--static", f"arsip:{_HERE / 'static'}"),
        *settings,
        *(["--open"] if open_browser else []),
        *("--", str(archive)),
    ]
