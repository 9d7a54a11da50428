"""A draft's files and what is said of it: where they go, that nothing is overwritten, how sure each rule is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scraper import publishers, urls
from scraper.cli import console, new_files
from scraper.crawl.network import Network
from scraper.drafts import source_text
from scraper.drafts.draft import Draft, address_of, draft_of
from scraper.drafts.fetch_once import fetch_once

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


def show(draft: Draft, files: list[Path]) -> None:
    """Show each field with its rule and how far it may be trusted, then what is left to do."""
    rows = [(each.name, each.rule.code if each.rule else "", each.confidence) for each in draft.findings]
    console.write(console.table(draft.article.headline or draft.article.url, ("field", "rule", "how sure"), rows))
    for line in _advice(draft, files):
        console.write(line)


def _advice(draft: Draft, files: list[Path]) -> Iterator[str]:
    yield f"Written: {', '.join(map(str, files))}"
    if known := publishers.of(draft.article.url):
        yield f"{known.id} knows this host already: its file may want the template, as one more layout."
    elif draft.publisher.id in publishers.everyone():
        yield f"Another publisher is called {draft.publisher.id} already: give this one an id of its own."
    yield "A guess: the pattern of article addresses, told from this one. Not told by any page: region and terms."
    yield "The file belongs into scraper/publishers/, the folder into tests/fixtures/, with invented words in the page."
