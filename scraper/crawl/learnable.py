"""Learnable publishers: those from whose kept pages rules can be learned, and none are known that fit these."""

from __future__ import annotations

from scraper import publishers
from scraper.archive import Archive

#: Articles that are needed to learn from, as in `scrape learn`.
_FEWEST = 5
#: So many of the newest articles of a publisher are looked at; more than half without a template are a redesign.
_NEWEST = 10

_ENOUGH = """
SELECT s.publisher FROM sites s
WHERE (SELECT count(*) FROM (SELECT 1 FROM articles a WHERE a.publisher = s.publisher LIMIT ?)) >= ?
ORDER BY s.publisher
"""
_STRANGE = """
SELECT p.id AS publisher FROM publishers p
WHERE (SELECT count(*) FROM problems x
       WHERE x.kind = 'unknown_layout' AND x.capture IN (
           SELECT c.id FROM captures c WHERE c.publisher = p.id AND c.kind = 'article' ORDER BY c.id DESC LIMIT ?
       )) > ?
ORDER BY p.id
"""


def learnable(archive: Archive) -> list[str]:
    """The ids of sites with articles enough and without rules, and of publishers whose templates fit no newest page."""
    known = publishers.everyone()
    enough = [row["publisher"] for row in archive.rows(_ENOUGH, _FEWEST, _FEWEST)]
    without_rules = [name for name in enough if name not in known or not known[name].templates]
    strange = [row["publisher"] for row in archive.rows(_STRANGE, _NEWEST, _NEWEST // 2)]
    return list(dict.fromkeys([*without_rules, *strange]))
