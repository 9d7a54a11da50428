"""The server of `scrape serve`: Datasette with our plugin, in this process, on a socket that is bound before."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils import parse_metadata

from scraper.errors import WrongUse
from scraper.web import plugin
from scraper.web.database import ArchiveDatabase

#: https://docs.datasette.io/en/0.65/settings.html
SETTINGS = {
    "default_page_size": 50,
    "truncate_cells_html": 240,  # characters; whole bodies stand on the article's page
    "sql_time_limit_ms": 1000,  # no page needs more on a million articles (benchmarks/web.py)
    "facet_time_limit_ms": 200,
    "suggest_facets": False,  # the useful ones are chosen in datasette.yaml
    "default_cache_ttl": 0,  # a crawl may be writing meanwhile
}


@dataclass(frozen=True)
class Options:
    """What an operator may say of the server beside its address; each goes on to Datasette."""

    #: A file of Datasette's metadata, JSON or YAML, over ours.
    metadata: Path | None = None
    #: A folder of further plugins.
    plugins_dir: Path | None = None
    #: Settings by name, over ours.
    settings: Mapping[str, str] = field(default_factory=dict)


def command(archive: Path, *, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False) -> list[str]:
    """The command line that serves `archive` on `host` and `port`; 0 takes any free port.

    `-P` keeps a file in the current folder from standing in for a module of the same name.
    """
    return [
        *(sys.executable, "-P", "-m", "scraper", "serve", "--db", str(archive)),
        *("--host", host, "--port", str(port)),
        *(["--open"] if open_browser else []),
    ]


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens on an address; raises errors.WrongUse where it is taken, or is none of this machine's."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as err:
        raise WrongUse(f"{host}: is no address to serve on: {err}") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen()
    except OSError as err:
        listener.close()
        raise WrongUse(f"cannot serve on {host}, port {port}: {err.strerror}; --port takes another one") from None
    listener.set_inheritable(True)
    return listener


def datasette_of(archive: Path, options: Options) -> Any:
    """Datasette over one archive; raises errors.WrongUse for metadata, plugins or settings that it does not take."""
    if not pm.is_registered(plugin):  # an installation that is older than the entry point
        pm.register(plugin, "arsip-berita")
    try:
        metadata = parse_metadata(options.metadata.read_text("utf-8")) if options.metadata else None
        served = Datasette(
            [],
            metadata=metadata,
            plugins_dir=str(options.plugins_dir) if options.plugins_dir else None,
            settings={**SETTINGS, **_settings(options.settings)},
        )
    except Exception as err:
        raise WrongUse(f"Datasette does not take these options: {type(err).__name__}: {err}") from err
    served.add_database(ArchiveDatabase(served, archive, is_mutable=_may_change(archive)), name=archive.stem)
    return served


def _settings(given: Mapping[str, str]) -> dict[str, Any]:
    """Settings as their types are; raises ValueError for one that there is not."""
    known = {name: default for name, default, _ in _known_settings()}
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in known:
            raise ValueError(f"there is no setting {name}")
        found[name] = _SETTING_TYPES[type(known[name])](value)
    return found


def _known_settings() -> Any:
    from datasette.app import SETTINGS as KNOWN  # noqa: PLC0415 - beside ours of the same name

    return KNOWN


def _switch(value: str) -> bool:
    if value.lower() not in ("on", "off", "true", "false", "1", "0"):
        raise ValueError(f"{value!r} is neither on nor off")
    return value.lower() in ("on", "true", "1")


_SETTING_TYPES: dict[type, Any] = {bool: _switch, int: int, str: str}


def _may_change(archive: Path) -> bool:
    """Whether a writer may come: where nobody may write beside the file there is no log to look into."""
    has_log = archive.with_name(f"{archive.name}-wal").exists()
    return has_log or os.access(archive.parent, os.W_OK)


def run(served: Any, listener: socket.socket) -> None:
    """Serve until a signal ends it, then close every connection to the archive.

    Who opens the archive for writing afterwards is the last to close it, and so folds the log into it.
    """
    config = uvicorn.Config(served.app(), log_level="warning", lifespan="on")
    with suppress(KeyboardInterrupt, SystemExit):  # how uvicorn passes on the signal that it has obeyed
        uvicorn.Server(config).run(sockets=[listener])
    for database in served.databases.values():
        database.close()
