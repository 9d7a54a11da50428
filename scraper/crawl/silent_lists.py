"""Silent lists: publishers whose lists answer, and have never named an article: wrong addresses, or another form."""

from __future__ import annotations

from scraper.archive import Archive

#: What is told of such a publisher.
SILENT = "its lists answer, and have never named an article"

_SILENT = """
SELECT p.id FROM publishers p
WHERE EXISTS (SELECT 1 FROM captures c WHERE c.publisher = p.id AND c.kind = 'index' AND c.status = 200)
  AND NOT EXISTS (SELECT 1 FROM frontier f WHERE f.publisher = p.id)
ORDER BY p.id
"""


def silent(archive: Archive) -> list[str]:
    """The ids of the publishers whose lists are silent."""
    return [row["id"] for row in archive.rows(_SILENT)]


def is_silent(archive: Archive, publisher: str) -> bool:
    """Whether the lists of a publisher are."""
    return publisher in silent(archive)
