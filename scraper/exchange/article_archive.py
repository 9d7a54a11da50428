"""The archive as the Python API gives it: with its articles as typed values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scraper import archive
from scraper.archive import Archive
from scraper.exchange import stored_articles
from scraper.exchange.selection import Selection
from scraper.models import Article


class ArticleArchive(Archive):
    """An open archive that knows its articles."""

    def articles(
        self, *, publisher: str | None = None, since: date | None = None, until: date | None = None
    ) -> Iterator[Article]:
        """Every stored article, of one publisher or all, published between two days (both included) or ever.

        They are streamed in the order in which they were first stored; one that is stored meanwhile comes too.
        """
        for _, article in stored_articles.articles(self, Selection(publisher, since, until)):
            yield article


def open_archive(path: str | Path, *, create: bool = True) -> ArticleArchive:
    """Open an archive; `create` makes it where there is none.

    Raises errors.WrongUse when there is none and none may be made, errors.ArchiveDamaged for anything but a whole
    archive of this version or an older one, errors.ArchiveError where it cannot be read or written.
    """
    opened = archive.open_archive(path, create=create)
    return ArticleArchive(opened.path, opened.db)
