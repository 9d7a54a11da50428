"""Import of web archives: WARC files of any program, and WACZ, as captures of an archive.

Files are streamed. A record that is damaged is told with its offset, and the rest is taken. An answer that the archive
holds already is not taken twice, so an import that was interrupted is simply made again.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Literal, cast
from zipfile import BadZipFile, ZipFile, is_zipfile

from scraper import publishers, urls
from scraper.archive import Archive, stored
from scraper.archive.captures import Kind, Part
from scraper.crawl.archived_sites import keep_site, know_sites, publisher_of
from scraper.errors import WrongUse
from scraper.exchange import warc_answers
from scraper.exchange.merge_facts import Vanished
from scraper.exchange.wanted import EVERYTHING, Wanted
from scraper.exchange.warc_answers import Answer, Revisit
from scraper.exchange.warc_bytes import Broken
from scraper.exchange.warc_stream import WHOLE, Damage, Span, Unwanted, WarcRecord, everything, records
from scraper.extraction.paged import PAGES
from scraper.indonesian.time_zones import utc_text
from scraper.models import Capture
from scraper.sites.site import site_of
from scraper.store.store import Store
from scraper.store.tombstones import removed_for
from scraper.template.publisher import Publisher

#: Numbers of captures that are remembered by the record that they came from, for the parts that refer to them.
REMEMBERED = 100_000

#: Why an answer was passed over.
NO_PAGE, OTHER_HOST, NO_ARTICLE, REMOVED = "no page", "of no known publisher", "no article", "removed here"
OTHER_LANGUAGE = "in another language"
NO_ANSWER = "without an answer"


@dataclass
class Imported:
    """What became of the records of a file."""

    #: Captures that are new in the archive.
    taken: int = 0
    #: Captures that it had already.
    known: int = 0
    #: Why an answer was passed over -> how many were.
    passed_over: Counter[str] = field(default_factory=Counter)
    #: The file, and the offset and the reason of each damage in it.
    damaged: list[tuple[str, Damage]] = field(default_factory=list)
    #: Articles that were no longer there, as the archive decided that the file is of.
    vanished: list[Vanished] = field(default_factory=list)
    #: What became of those that were read -> how many.
    read: Counter[str] = field(default_factory=Counter)
    #: Files and offsets of records that wait until all answers are held.
    deferred: list[tuple[str, int]] = field(default_factory=list)
    #: Bytes of bodies that were taken.
    size: int = 0


def import_file(
    archive: Archive,
    path: Path,
    run: int,
    imported: Imported,
    advance: Callable[[int], None] = lambda _: None,
    *,
    wanted: Wanted = EVERYTHING,
) -> None:
    """Keep every wanted page of a WARC or WACZ file; `advance` hears of each record. Nothing is read yet.

    Raises errors.WrongUse for a file that cannot be read at all.
    """
    try:
        for name, file in _warcs(path):
            Intake(archive, run, name, imported, wanted).take(file, advance)
    except (OSError, BadZipFile) as err:
        raise WrongUse(f"{path}: {getattr(err, 'strerror', None) or err}") from err


def _warcs(path: Path) -> Iterator[tuple[str, BinaryIO]]:
    """Every WARC in a file, with its name."""
    if not is_zipfile(path):
        with path.open("rb") as file:
            yield str(path), file
        return
    with ZipFile(path) as package:
        for name in sorted(package.namelist()):
            if name.startswith("archive/") and name.endswith((".warc", ".warc.gz")):
                with package.open(name) as file:
                    yield f"{path}: {name}", cast("BinaryIO", file)


class Intake:
    """The answers of one WARC on their way into the archive.

    What this program says of a capture stands in a metadata record behind it, so each answer waits for the next one.
    """

    def __init__(
        self,
        archive: Archive,
        run: int,
        name: str,
        imported: Imported,
        wanted: Wanted = EVERYTHING,
        *,
        defers: bool = False,
    ) -> None:
        """`defers` leaves records that refer to an answer which is not held for later, when all answers are."""
        self._archive = archive
        self._defers = defers
        self._wanted = wanted
        self._run = run
        self._name = name
        self._imported = imported
        self._waiting: Answer | None = None
        #: Record -> the number of its capture.
        self._numbers: OrderedDict[str, int] = OrderedDict()
        #: Numbers of captures with further pages, and those pages.
        self._paged: list[tuple[int, Answer]] = []

    def take(self, file: BinaryIO, advance: Callable[[int], None] = lambda _: None, span: Span = WHOLE) -> None:
        """Take in all records that begin in a part of the file."""
        know_sites(self._archive)
        for record in records(file, span, everything if self._wanted.is_everything() else self._wanted.record):
            advance(1)
            self._take(record)
        self._settle()
        for number, answer in self._paged:
            self._join(number, answer)

    def _take(self, record: WarcRecord | Unwanted | Damage) -> None:
        if isinstance(record, Damage):
            self._tell(record)
        elif isinstance(record, Unwanted):
            self._imported.passed_over[OTHER_HOST] += 1
        else:
            with self._told(record.offset):
                self._record(record)

    @contextmanager
    def _told(self, offset: int) -> Iterator[None]:
        """Tell of what is damaged inside, and go on."""
        try:
            yield
        except Broken as err:
            self._tell(Damage(offset, str(err)))

    def _tell(self, damage: Damage) -> None:
        self._imported.damaged.append((self._name, damage))

    def _record(self, record: WarcRecord) -> None:
        if record.type == "metadata" and self._waiting and self._is_of_waiting(record):
            self._waiting = warc_answers.described(self._waiting, record)
        elif record.type == "response" and record.headers.get("warc-target-uri", "").strip("<").startswith("http"):
            self._settle()
            self._waiting = warc_answers.response(record)
        elif record.type == "revisit":
            self._settle()
            self._revisit(warc_answers.revisit(record))

    def _is_of_waiting(self, record: WarcRecord) -> bool:
        return self._waiting is not None and record.headers.get("warc-concurrent-to") == self._waiting.record

    def _settle(self) -> None:
        """Keep the answer that waits, or pass over it."""
        answer, self._waiting = self._waiting, None
        if answer is None:
            return
        with self._told(answer.offset):
            self._keep(answer)

    def _keep(self, answer: Answer) -> None:
        if removed_for(self._archive, publishers.canonical(urls.canonical(answer.capture.url))):
            self._imported.passed_over[REMOVED] += 1
            return
        publisher = self._publisher(answer.capture.url)
        kind = answer.kind or self._kind(answer.capture, publisher)
        if publisher is None or kind is None:
            return
        if not self._wanted.page(answer.capture.url, answer.capture.body):
            self._imported.passed_over[OTHER_LANGUAGE] += 1
            return
        if (number := self._known(answer)) is not None:
            self._imported.known += 1
        else:
            self._keep_publisher(publisher, answer.capture.url)
            number = self._archive.keep(answer.capture, kind=kind, publisher=publisher.id, run=self._run)
            self._imported.taken += 1
            self._imported.size += len(answer.capture.body)
        self._remember(answer.record, number)
        if answer.parts:
            self._paged.append((number, answer))
        if answer.vanished and answer.vanished[1] in ("gone", "moved"):
            url, state = answer.vanished
            self._imported.vanished.append(Vanished(url, cast("Literal['gone', 'moved']", state), number))

    def _publisher(self, url: str) -> Publisher | None:
        """Whose page an address is: a site's where nobody wrote a file for the host, unless only known ones count."""
        return publisher_of(self._archive, url) or (None if self._wanted.only_known else site_of(url))

    def _keep_publisher(self, publisher: Publisher, url: str) -> None:
        if publisher_of(self._archive, url) is None:
            keep_site(self._archive, publisher)
        else:
            Store(self._archive).publisher(publisher)

    def _kind(self, capture: Capture, publisher: Publisher | None) -> Kind | None:
        """What an answer counts as; None, and counted, where it is passed over."""
        reason = NO_PAGE
        if publisher is None:
            reason = OTHER_HOST
        elif capture.mime in PAGES and (200 <= capture.status < 300 or capture.status in (404, 410)):
            if publisher.is_article(capture.url):
                return "article"
            if capture.url in (*publisher.indexes, *publisher.most_read):
                return "index"
            reason = NO_ARTICLE
        self._imported.passed_over[reason] += 1
        return None

    def _known(self, answer: Answer) -> int | None:
        """The number of a capture that the archive holds already.

        Raises Broken where it holds another answer of the same address and second, and nothing but the file's word
        tells which one is true.
        """
        capture = answer.capture
        held = self._archive.rows(
            "SELECT id, digest FROM captures WHERE url = ? AND captured_at = ?",
            capture.url,
            utc_text(capture.captured_at),
        )
        digest = stored.digest(capture.body)
        for row in held:
            if row["digest"] == digest:
                return int(row["id"])
        if held and answer.kind is None:
            raise Broken(f"another answer of {capture.url} at that second is held already")
        return None

    def _remember(self, record: str, number: int) -> None:
        self._numbers[record] = number
        if len(self._numbers) > REMEMBERED:
            self._numbers.popitem(last=False)

    def _revisit(self, seen: Revisit) -> None:
        if self._publisher(seen.capture.url) is None:
            self._imported.passed_over[OTHER_HOST] += 1
            return
        number = self._referred(seen)
        if number is None and self._defers:
            self._imported.deferred.append((self._name, seen.offset))
            return
        if number is None:
            raise Broken(f"refers to an answer of {seen.capture.url} that is not held")
        if seen.not_modified:
            self._note_304(number, seen.capture)
            return
        body = self._archive.capture(number).body
        self._waiting = Answer(seen.offset, seen.record, replace(seen.capture, body=body))

    def _referred(self, seen: Revisit) -> int | None:
        """The number of the capture that a revisit refers to."""
        if seen.refers_to is None:
            return None
        url, at = seen.refers_to
        found = self._archive.rows(
            "SELECT max(id) AS id FROM captures WHERE ? IN (url, final_url) AND captured_at = ?", url, utc_text(at)
        )
        return cast("int | None", found[0]["id"])

    def _note_304(self, number: int, capture: Capture) -> None:
        self._archive.not_modified(
            number,
            capture.captured_at,
            self._run,
            etag=capture.etag,
            last_modified=capture.last_modified,
        )

    def _join(self, number: int, answer: Answer) -> None:
        """Note the further pages of an article; one whose answer is not held says so."""
        with self._told(answer.offset):
            pages = {str(part["url"]): self._part(part.get("record"), part.get("reason")) for part in answer.parts}
            self._archive.join(number, pages)

    def _part(self, record: str | None, reason: str | None) -> Part:
        number = self._numbers.get(record) if record else None
        return Part(number, None if number else reason or NO_ANSWER)
