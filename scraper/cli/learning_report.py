"""What was learned of a site: each rule with its support, the file that says it, and what rules lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from scraper import publishers
from scraper.archive import Archive
from scraper.cli import console, new_files
from scraper.crawl import publisher_files
from scraper.drafts import source_text
from scraper.drafts.draft import identifier
from scraper.drafts.kept_pages import learned_from
from scraper.drafts.learning import Learned, LearnedField, LearnedLayout
from scraper.drafts.support import LAYOUT, LostSupport
from scraper.errors import WrongUse
from scraper.fetch import utc_now
from scraper.language.catalogue import gettext, gettext_noop
from scraper.template.publisher import Publisher

COLUMNS = gettext_noop("field", "rule", "found", "agrees", "proven", "said by")
#: What is added to the name of a file that is there already: nothing reads the proposal.
_PROPOSED = ".new"


def show(learned: Learned, folder: Path, *, in_force: bool) -> None:
    """Show what was learned, newest layout first, and write it.

    `in_force` says that the folder is the one where the operator's publishers are read from. Raises errors.WrongUse
    where the file is there already, or where the folder takes none.
    """
    for layout in learned.layouts:
        console.write(console.table(_title(layout), COLUMNS, map(_row, layout.fields)))
    for pages in learned.too_few:
        console.write(gettext("A layout of %s pages is too small to be learned.") % pages)
    if not learned.layouts:
        console.write(gettext("No rule is proven: nothing is written."))
        return
    path, content = _file(learned, folder)
    new_files.write({path: content.encode()})
    console.write(gettext("Written: %s") % path)
    for line in _advice(learned, path, in_force=in_force):
        console.write(line)


def show_lost(publisher: Publisher, lost: Sequence[LostSupport] | None) -> None:
    """Show what a publisher's rules lost, a line each; one line where they lost nothing, or where nobody can tell."""
    if lost is None:
        console.write(gettext("%s: too few kept pages to tell.") % publisher.id)
        return
    if not lost:
        console.write(gettext("%s: its rules find what they found before.") % publisher.id)
    layout = [each for each in lost if each.field == LAYOUT]
    for each in layout or lost:  # without its layout a publisher has lost every field
        name = gettext("its layout") if each.field == LAYOUT else each.field
        line = gettext("%s lost support: %s on %s of %s earlier pages, on %s of the newest %s")
        console.write(line % (publisher.id, name, each.earlier, each.earlier_of, each.recent, each.recent_of))


def propose(archive: Archive, publisher: Publisher, folder: Path) -> None:
    """Learn anew and write the proposal; one line where it cannot be."""
    try:
        learned = learned_from(archive, publisher)
        show(learned, folder, in_force=False)
    except WrongUse as err:
        console.write(str(err))


def _title(layout: LearnedLayout) -> str:
    days = (_day(layout.first_at), _day(layout.last_at))
    return gettext("Layout %s: %s pages, %s to %s") % (layout.template.when, layout.pages, *days)


def _day(at: datetime | None) -> str:
    return "?" if at is None else f"{at:%Y-%m-%d}"


def _row(learned: LearnedField) -> list[str]:
    each = learned.proposal
    return [
        each.name,
        each.rule.code,
        gettext("%s of %s") % (each.found, each.pages),
        gettext("on %s") % each.agreed,
        gettext("%s of %s") % (each.proven, each.tried),
        ", ".join(learned.witnesses),
    ]


def _file(learned: Learned, folder: Path) -> tuple[Path, str]:
    """The path of the file and what it says: a whole publisher, or templates put before those that there are."""
    publisher = learned.publisher
    own = publisher_files.file_of(publisher.id)
    notes = [_notes(layout) for layout in learned.layouts]
    why = _why(learned)
    shipped = publisher.id in publishers.shipped()
    if own is None and not shipped:
        return folder / f"{identifier(publisher.hosts[0])}.py", source_text.publisher_text(publisher, why, notes)
    source = own.read_text("utf-8") if own is not None else None
    name = own.name if own is not None else f"{publisher.id}.py"
    content = source_text.with_templates(source, publisher.id, publisher.templates, notes, why)
    return folder / f"{name}{_PROPOSED}", content


def _why(learned: Learned) -> str:
    pages = sum(layout.pages for layout in learned.layouts)
    return f"Learned on {utc_now():%Y-%m-%d} from {pages} kept pages of {learned.publisher.hosts[0]}."


def _notes(layout: LearnedLayout) -> source_text.Notes:
    """What is said of each field in the file; kinds of links are one field there."""
    notes: dict[str, tuple[str, ...]] = {
        "when": (f"{layout.pages} pages, {_day(layout.first_at)} to {_day(layout.last_at)}",)
    }
    for learned in layout.fields:
        each = learned.proposal
        is_list = each.name in {"read_also", "related"}
        name = "links" if is_list else each.name
        notes[name] = (*notes.get(name, ()), f"{each.name}: {_support(learned)}" if is_list else _support(learned))
    return notes


def _support(learned: LearnedField) -> str:
    each = learned.proposal
    told = f"found on {each.found} of {each.pages}, as read without rules on {each.agreed}"
    others = f", proven on {each.proven} of {each.tried} others"
    return told + others + (f"; so say {', '.join(learned.witnesses)}" if learned.witnesses else "")


def _advice(learned: Learned, path: Path, *, in_force: bool) -> Iterator[str]:
    if len(learned.layouts) > 1:
        yield gettext("%s layouts; the newest is the first.") % len(learned.layouts)
    if path.suffix == _PROPOSED:
        yield gettext("A proposal that nothing reads: to use it, give it the name of the file without %s.") % _PROPOSED
    elif in_force:
        yield gettext("Every command reads it from now on; what is kept already: scrape parse --all")
