"""A draft's files and what is said of it: where they go, that nothing is overwritten, how sure each rule is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scraper import publishers, urls
from scraper.cli import console, new_files
from scraper.crawl import publisher_files
from scraper.crawl.network import Network
from scraper.drafts import source_text
from scraper.drafts.draft import Draft, Finding, address_of, draft_of
from scraper.drafts.fetch_once import fetch_once
from scraper.errors import WrongUse
from scraper.language.catalogue import gettext, gettext_noop

COLUMNS = gettext_noop("field", "rule", "how sure")
#: Name of the first fixture, without its ending.
_CASE = "first"


def from_source(source: str, link: str | None, network: Network) -> Draft:
    """The draft of a saved page, or of one that is fetched now.

    Raises errors.BadURL for what is neither, errors.WrongUse where a saved page does not say where it was found, and
    what `fetch_once` and `draft` raise.
    """
    saved = Path(source)
    if saved.is_file():
        html = saved.read_bytes()
        return draft_of(html, link or address_of(html))
    answer = fetch_once(urls.canonical(source), network)
    return draft_of(answer.body, link or answer.final_url, answer.header("content-type"))


def write(draft: Draft, folder: Path) -> list[Path]:
    """Write a publisher's file and its fixture pair.

    Raises errors.WrongUse, and writes nothing where one of them is there already; also where the folder takes none.
    """
    name = draft.publisher.id
    files = {
        folder / f"{name}.py": source_text.text(draft).encode(),
        folder / name / f"{_CASE}.html": draft.html,
        folder / name / f"{_CASE}.json": draft.expected().encode(),
    }
    new_files.write(files)
    return list(files)


def require_unknown(draft: Draft) -> None:
    """Raise errors.WrongUse for a publisher that is known: a file of one layout would take the place of all of its."""
    of_host = publishers.of(draft.article.url)
    for known in (of_host, publishers.everyone().get(draft.publisher.id)):
        if known is not None and known.known:
            place = publisher_files.file_of(known.id) or "scrape"
            raise WrongUse(f"{known.id} is known already, from {place}: --into FOLDER for a draft elsewhere")


def show(draft: Draft, files: list[Path], *, in_force: bool) -> None:
    """Show each field with its rule and how far it may be trusted, then what is left to do.

    `in_force` says that the files are where the operator's publishers are read from.
    """
    rows = [(each.name, each.rule.code if each.rule else "", confidence(each)) for each in draft.findings]
    console.write(console.table(draft.article.headline or draft.article.url, COLUMNS, rows))
    for line in _advice(draft, files, in_force=in_force):
        console.write(line)


def confidence(finding: Finding) -> str:
    """How far a rule may be trusted."""
    if finding.rule is None:
        return gettext("no rule found: read as on an unknown site") if finding.read else gettext("not on this page")
    if not finding.sources:
        return gettext("a guess")
    return gettext("sure: the same in %s") % ", ".join(finding.sources)


def _advice(draft: Draft, files: list[Path], *, in_force: bool) -> Iterator[str]:
    yield gettext("Written: %s") % ", ".join(map(str, files))
    if known := publishers.of(draft.article.url):
        yield gettext("%s knows this host already: its file may want the template, as one more layout.") % known.id
    elif draft.publisher.id in publishers.everyone():
        yield gettext("Another publisher is called %s already: give this one an id of its own.") % draft.publisher.id
    yield gettext("A guess: the pattern of article addresses, from this one. On no page: region and terms.")
    if in_force:
        yield gettext("Every command reads it from now on. Next: scrape publishers %s") % draft.publisher.id
    yield gettext(
        "To give it to others: the file to scraper/publishers/, the folder to tests/fixtures/, with invented words."
    )
