"""Kept pages of a publisher in an archive, as samples to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from scraper import urls
from scraper.archive import Archive
from scraper.drafts.learning import FEWEST, Learned, described, learn
from scraper.drafts.samples import Sample, different, sample
from scraper.drafts.support import CHECKED, LostSupport, lost_support
from scraper.errors import ScrapeError, WrongUse
from scraper.template.publisher import Publisher

#: Captures that are looked at, and articles that are read, the newest first: a parsed page takes some megabytes.
_CAPTURES, _ARTICLES = 1_000, 80
#: The newest answer of each address of a publisher that was fetched as an article, the newest first.
_NEWEST = """
SELECT max(id) AS id FROM captures WHERE publisher = ? AND kind = 'article' AND status = 200
GROUP BY url ORDER BY 1 DESC LIMIT ?
"""
#: What was fetched as a list, or turned out to be no article.
_OTHERS = """
SELECT url FROM captures WHERE publisher = ?1 AND kind = 'index'
UNION SELECT c.url FROM captures c JOIN problems p ON p.capture = c.id
WHERE c.publisher = ?1 AND c.kind = 'article' AND p.kind = 'not_article'
"""


def kept_samples(archive: Archive, publisher: str, most: int = _ARTICLES) -> list[Sample]:
    """The newest articles that are kept of a publisher, each once, as read without rules; the newest first."""
    return list(islice(different(_readable(archive, publisher)), most))


def _readable(archive: Archive, publisher: str) -> Iterator[Sample]:
    """The kept pages that are articles to whoever knows no rules."""
    for row in archive.rows(_NEWEST, publisher, _CAPTURES):
        capture = archive.capture(row["id"])
        try:
            address = urls.canonical(capture.final_url)
            yield sample(capture.body, address, capture.captured_at, capture.header("content-type"))
        except ScrapeError:  # no article, no page, no address: nothing to learn from, and kept all the same
            continue


def other_addresses(archive: Archive, publisher: str) -> list[str]:
    """The kept addresses of a publisher that are no articles."""
    return [row["url"] for row in archive.rows(_OTHERS, publisher)]


def learned_from(archive: Archive, publisher: Publisher) -> Learned:
    """What the kept pages of a publisher teach; raises errors.WrongUse where there are too few of them."""
    samples = kept_samples(archive, publisher.id)
    if len(samples) < FEWEST:
        raise WrongUse(f"{publisher.id}: {len(samples)} kept articles are too few to learn from; {FEWEST} are needed")
    whole = publisher if publisher.known else described(publisher, samples, other_addresses(archive, publisher.id))
    return learn(whole, samples)


def lost_from(archive: Archive, publisher: Publisher) -> list[LostSupport] | None:
    """What the rules of a publisher lost on its newest kept pages; None where there are too few to tell."""
    return lost_support(publisher, kept_samples(archive, publisher.id, CHECKED))
