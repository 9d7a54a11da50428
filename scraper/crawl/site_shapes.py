"""Shapes of a site's addresses in one run: learned from what the archive read, and from each page of the run."""

from __future__ import annotations

from scraper.archive import Archive
from scraper.crawl.session import Session
from scraper.discovery.learned_shapes import LearnedShapes, learned
from scraper.template.publisher import Publisher

#: The newest answers of a site that tell what its addresses are: an old layout is forgotten.
NEWEST = 2_000

#: What was asked for as a list says nothing: a section with a long name has the shape of a story.
_PAGES = """
SELECT c.url, r.outcome <> 'not_article' AS is_article
FROM captures c JOIN readings r ON r.capture = c.id
WHERE c.publisher = ?1 AND c.kind = 'article' AND r.outcome IN ('article', 'worse', 'not_article')
ORDER BY c.id DESC LIMIT ?2
"""


def archived_shapes(archive: Archive, site: str) -> LearnedShapes:
    """What the archive knows of the addresses of the site with this id."""
    return learned((row["url"], bool(row["is_article"])) for row in archive.rows(_PAGES, site, NEWEST))


def is_list(archive: Archive, url: str) -> bool:
    """Whether a URL was asked for as a list."""
    return bool(archive.rows("SELECT 1 FROM captures WHERE url = ? AND kind = 'index' LIMIT 1", url))


def shapes_of(session: Session, publisher: Publisher) -> LearnedShapes | None:
    """What this run knows of a site's addresses; None for a publisher with rules, which say it."""
    if publisher.known:
        return None
    if publisher.id not in session.shapes:
        session.shapes[publisher.id] = archived_shapes(session.archive, publisher.id)
    return session.shapes[publisher.id]
