"""`scrape`: the commands. Each one is thin: it opens, asks, prints, and turns errors into one line and a code."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from scraper import demo as tour
from scraper import drafting, publishers, roster, show, urls
from scraper.archive import Archive, open_archive
from scraper.errors import FetchError, ScrapeError, WrongUse
from scraper.intake import reread
from scraper.models import Article
from scraper.options import as_json, database, network
from scraper.parse import parse
from scraper.recall import article_of
from scraper.runs import Network, Run, known
from scraper.store import Store
from scraper.version import __version__
from scraper.web.serve import command as datasette


class Scrape(click.Group):
    """Runs a command and ends with its exit code; what goes wrong on purpose is one line on stderr."""

    def invoke(self, ctx: click.Context) -> None:
        """Run the command named on the line. Ends the process with the exit code of the README's table."""
        try:
            code = super().invoke(ctx)
        except ScrapeError as err:
            code = complain(err)
        except KeyboardInterrupt:
            click.echo("scrape: interrupted; all finished work is kept", err=True)
            code = 130
        except BrokenPipeError:  # whoever read our output has read enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = 0
        ctx.exit(code or 0)


def complain(err: ScrapeError) -> int:
    """Say on stderr what went wrong, in one line; gives the exit code."""
    click.echo(f"scrape: {err}", err=True)
    return err.exit_code


@click.group(cls=Scrape, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="scrape")
def main() -> None:
    """The archive of record for Indonesian regional news.

    Start with `scrape demo`: it needs no network. Then `scrape url LINK` reads one article, `scrape crawl`
    fetches what is new, and `scrape serve` opens the archive in your browser.

    \b
    Exit codes: 0 done, 1 done with problems, 2 wrong use, 3 another run holds the archive,
    4 nothing could be fetched, 5 disk full or archive damaged, 130 interrupted.
    """  # noqa: D301 - click takes the character, not the escape, for "leave these lines alone"


@main.command()
@click.argument("links", nargs=-1, required=True, metavar="LINK...")
@database
@network
@as_json
def url(links: tuple[str, ...], db: Path, as_json: bool, **options: Any) -> int:
    """Fetch articles now, store them and show what was read.

    Obeys robots.txt like a crawl. A link of an unknown publisher, a page that is no article or a dead link is one
    clear line; the other links are fetched all the same.
    """
    codes = [visit(link, db, Network(**options), as_json=as_json) for link in dict.fromkeys(links)]
    return codes[0] if len(set(codes)) == 1 else 1


def visit(link: str, db: Path, network: Network, *, as_json: bool) -> int:
    """Fetch, store and show one article; gives its exit code. What goes wrong is one line on stderr."""
    try:
        address = urls.canonical(link)
        network.respects(known(address))
        with open_archive(db) as archive:
            intake = Run(archive=archive, network=network, command="url").visit(address)
            article, stored = intake.article, f"{db}, article {intake.id} ({intake.outcome})"
            if intake.outcome == "unchanged":
                article, stored = recalled(archive, address)
    except (WrongUse, FetchError) as err:
        return complain(err)
    if article is None:
        click.echo(f"scrape: {intake.detail}", err=True)
        return 1
    tell(article, stored=stored, as_json=as_json)
    return int(bool(article.problems))


def recalled(archive: Archive, which: str) -> tuple[Article, str]:
    """A stored article and where it is, by its number or any URL; raises errors.WrongUse where there is none."""
    store = Store(archive)
    found = store.find(which if which.isdecimal() else publishers.canonical(urls.canonical(which)))
    if found is None:
        raise WrongUse(f"{archive.path}: no article {which}")
    return article_of(store.article(found["id"])), f"{archive.path}, article {found['id']} ({found['state']})"


def tell(article: Article, *, stored: str | None = None, as_json: bool, rules: bool = False) -> None:
    """Print an article as a card, or as one line of JSON."""
    if as_json:
        click.echo(json.dumps(article.to_dict(), ensure_ascii=False))
    else:
        show.emit(show.article(article, stored, rules=rules))


@main.command()
@click.argument("names", nargs=-1, metavar="[PUBLISHER...]")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N articles of each publisher.")
@database
@network
def crawl(names: tuple[str, ...], limit: int | None, db: Path, **options: Any) -> int:
    """Fetch what is new or due again, of the publishers named or of all.

    Looks at each publisher's feeds, sitemaps and index pages first. One request at a time to a host, with a pause; a
    second run fetches only what is new, and what it is time to look at again. Stop it with Ctrl-C: the page in hand
    is finished, and everything before it is kept.
    """
    chosen = publishers.chosen(names)
    access = Network(**options)
    access.answers_for(chosen)
    with open_archive(db) as archive, show.watching() as watch:
        tally = Run(archive=archive, network=access, command="crawl", tell=watch).crawl(chosen, limit)
    show.emit(show.summary(tally.outcomes))
    click.echo(f"{db}: {show.counts(tally.counts())}{'; interrupted' if tally.interrupted else ''}")
    return tally.exit_code


@main.command()
@click.argument("page", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", "link", required=True, metavar="LINK", help="Where the page was found.")
@as_json
def file(page: Path, link: str, as_json: bool) -> int:
    """Read a saved page. No network, and nothing is stored."""
    tell(parse(page.read_bytes(), link), as_json=as_json, rules=True)
    return 0


@main.command("parse")
@click.option("--all", "everything", is_flag=True, help="Every kept page, not only those with problems or unread.")
@database
def parse_again(everything: bool, db: Path) -> int:
    """Read kept pages again, after a rule was mended. No network; done twice it changes nothing."""
    with open_archive(db, create=False) as archive:
        outcomes = reread(archive, everything=everything)
    click.echo(f"read again: {show.counts(outcomes)}")
    return 0


@main.command("show")
@click.argument("which", metavar="URL-OR-ID")
@database
@as_json
def show_article(which: str, db: Path, as_json: bool) -> int:
    """Show an article as stored, each field with the rule that found it."""
    with open_archive(db, create=False) as archive:
        article, stored = recalled(archive, which)
    tell(article, stored=stored, as_json=as_json, rules=True)
    return 0


@main.command()
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to serve on; the default is this machine only."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open a browser.")
@database
def serve(host: str, port: int, open_browser: bool, db: Path) -> int:
    """Open the archive in your browser, with Datasette. A crawl may go on meanwhile."""
    open_archive(db, create=False).close()
    words = datasette(db, host=host, port=port, open_browser=open_browser)
    os.execv(words[0], words)  # noqa: S606 - Datasette takes this process over, signals and all


@main.command()
@click.argument("source", metavar="LINK-OR-FILE")
@click.option("--url", "link", metavar="LINK", help="Where a saved page was found, if it does not say so itself.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="FOLDER",
    help="Where the files go; the current folder by default.",
)
@network
def add(source: str, link: str | None, into: Path, **options: Any) -> int:
    """Draft a publisher's file and its first fixture from one article page.

    Reads the page without rules, looks for the rule that finds each field again, and says which rules something else
    on the page bears out and which are guesses. Overwrites nothing, and touches no archive.
    """
    made = drafting.drafted(source, link, Network(**options))
    drafting.tell(made, drafting.write(made, into))
    return 0


@main.command("publishers")
@click.argument("name", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print everything known of each, one object a line.")
def list_publishers(name: str | None, as_json: bool) -> int:
    """List who can be read: where, how found, whether it may be crawled, when last verified.

    With an id, that publisher in full: its editions, its index pages and feeds, and what tells its layouts apart.
    """
    found = [publishers.named(name)] if name else list(publishers.everyone().values())
    if as_json:
        for each in found:
            click.echo(json.dumps(roster.facts(each), ensure_ascii=False))
    else:
        show.emit(roster.card(found[0]) if name else roster.listed(found))
    return 0


@main.command()
@database
def check(db: Path) -> int:
    """Prove that the archive is whole: every row, every page against its digest, every index."""
    with open_archive(db, create=False) as archive:
        faults = archive.check()
    for fault in faults:
        click.echo(fault)
    click.echo(f"{db}: {len(faults)} faults" if faults else f"{db}: whole")
    return 5 if faults else 0


@main.command()
@database
def demo(db: Path) -> int:
    """A tour that needs no network: a small newspaper on this machine, crawled twice.

    Between the visits one story is rewritten, one is deleted. Refuses an archive that holds anything else.
    """
    return tour.run(db)
