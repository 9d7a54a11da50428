"""`scrape serve`: the archive in the browser, with Datasette."""

from __future__ import annotations

import os
from pathlib import Path

import click

from scraper.archive import open_archive
from scraper.cli.options import database
from scraper.web.serve import command as datasette


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to serve on; the default is this machine only."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
@database
def command(host: str, port: int, open_browser: bool, db: Path) -> int:
    """Open the archive in your browser, with Datasette. A crawl may go on meanwhile."""
    open_archive(db, create=False).close()
    words = datasette(db, host=host, port=port, open_browser=open_browser)
    os.execv(words[0], words)  # noqa: S606 - Datasette takes this process over, signals and all
