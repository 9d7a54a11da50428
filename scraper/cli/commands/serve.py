"""`scrape serve`: the archive in the browser, with Datasette."""

from __future__ import annotations

import signal
import sys
import webbrowser
from contextlib import suppress
from pathlib import Path

import click

from scraper.archive import read_archive
from scraper.archive.opening import fold_left_log
from scraper.cli import console
from scraper.cli.options import database
from scraper.errors import ArchiveError
from scraper.language.catalogue import gettext


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to serve on; the default is this machine only."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
@click.option(
    "--metadata",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="A file of Datasette's metadata (JSON or YAML): titles, queries, plugins' settings.",
)
@click.option(
    "--plugins-dir",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with further plugins of Datasette.",
)
@click.option("--setting", nargs=2, multiple=True, metavar="NAME VALUE", help="A setting of Datasette.")
@click.option("--base-url", metavar="PATH", help="The path under which a proxy serves it, such as /arsip/.")
@database
def command(
    host: str,
    port: int,
    open_browser: bool,
    metadata: Path | None,
    plugins_dir: Path | None,
    setting: tuple[tuple[str, str], ...],
    base_url: str | None,
    db: Path,
) -> int:
    """Open the archive in your browser, with Datasette. A crawl may go on meanwhile."""
    from scraper.web import serve  # noqa: PLC0415 - Datasette takes a while, and --help needs none of it

    read_archive(db).close()
    settings = dict(setting) | ({"base_url": base_url} if base_url else {})
    listener = serve.bound(host, port)
    with listener:
        served = serve.datasette_of(db, serve.Options(metadata, plugins_dir, settings))
        address = f"http://{host}:{listener.getsockname()[1]}{served.setting('base_url')}"
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        console.write_line(
            gettext("%(archive)s: running on %(address)s; Ctrl-C ends it") % {"archive": db, "address": address},
            err=True,
        )
        if open_browser:
            webbrowser.open(address)
        serve.run(served, listener)
    with suppress(ArchiveError):  # it may not be written here, so nothing was
        fold_left_log(db)
    return 0
