"""`scrape host`: what a host asked of us, and the operator's word against an opt-out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from scraper import urls
from scraper.archive import Archive, open_archive, read_archive
from scraper.cli import console
from scraper.cli.options import database
from scraper.crawl.frontier import Frontier
from scraper.errors import WrongUse
from scraper.fetch import utc_now
from scraper.fetch.backoff import Politeness
from scraper.language.catalogue import gettext, gettext_noop
from scraper.language.phrases import translated
from scraper.models import HostState
from scraper.text import fold

COLUMNS = gettext_noop("what", "when", "words")


@click.command("host")
@click.argument("host", metavar="HOST")
@database
@click.option("--allow", is_flag=True, help="Fetch from it in spite of its opt-out; needs --because.")
@click.option("--because", metavar="WORDS", help="Why that is right: a permission, a ban that was misread.")
@click.option("--forbid", is_flag=True, help="Take an earlier --allow back.")
def command(host: str, db: Path, allow: bool, because: str | None, forbid: bool) -> int:
    """Show what a host asked of the crawler: robots.txt, pauses, waits, and an opt-out with its evidence.

    After an opt-out the host is left alone for 30 days, then asked again. `--allow --because "..."` overrules it at
    once; robots.txt is obeyed all the same. HOST is a name, with its port if it has one, or the address of a page.
    """
    name, reason = _host(host), (because or "").strip()
    if allow is not bool(reason) or (allow and forbid):
        raise WrongUse('--allow and --because "..." go together, and without --forbid')
    if allow or forbid:
        with open_archive(db, create=False) as archive:
            _decide(Frontier(archive), name, reason if allow else None)
    with read_archive(db) as archive:
        state = Frontier(archive).host(name)
        if state == HostState(name):
            raise WrongUse(f"{db}: nothing is known of the host {name}")
        console.write(console.table(name, COLUMNS, _facts(archive, state)))
    return 0


def _decide(memory: Frontier, name: str, reason: str | None) -> None:
    """Write down why a host is fetched from in spite of an opt-out, or that it is not any more."""
    at = utc_now() if reason else None
    memory.save_host(replace(memory.host(name), allowed_because=reason, allowed_at=at))


def _host(given: str) -> str:
    """The host that is meant, as URLs have it; raises errors.WrongUse for what is none."""
    try:
        return urls.authority(urls.canonical(given if "://" in given else f"https://{given}/"))
    except ValueError as err:
        raise WrongUse(f"no host: {given!r}") from err


def _facts(archive: Archive, state: HostState) -> Iterator[list[str]]:
    """Rows of what is known, the weightiest first."""
    if state.opted_out and state.opted_out_at:
        ends = state.opted_out_at + Politeness().opt_out_ttl
        yield [gettext("opted out"), f"{state.opted_out_at:%Y-%m-%d} – {ends:%Y-%m-%d}", fold(state.opted_out)]
        yield [gettext("evidence"), "", f"{state.opted_out_url}{_capture(archive, state)}"]
    if state.allowed_because and state.allowed_at:
        yield [gettext("allowed all the same"), f"{state.allowed_at:%Y-%m-%d}", fold(state.allowed_because)]
    if state.not_before:
        failures = translated(f"{state.failures} failures in a row")
        yield [gettext("left alone"), f"{state.not_before:%Y-%m-%d %H:%M} UTC", failures]
    if state.robots_at:
        status = f"status {state.robots_status}" if state.robots_status else gettext("no answer")
        yield ["robots.txt", f"{state.robots_at:%Y-%m-%d %H:%M} UTC", status]
    if state.pause_s is not None:
        yield [gettext("pause"), "", f"{state.pause_s:g} s"]
    if state.last_request_at:
        yield [gettext("last request"), f"{state.last_request_at:%Y-%m-%d %H:%M} UTC", ""]


def _capture(archive: Archive, state: HostState) -> str:
    """Which capture holds the words."""
    kept = archive.last_capture(state.opted_out_url) if state.opted_out_url else None
    return gettext(", capture %s") % kept.id if kept else ""
