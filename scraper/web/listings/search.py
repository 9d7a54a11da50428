"""The search page."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence

from scraper.indonesian.stems import SHORTEST, stems
from scraper.language.catalogue import gettext
from scraper.web.cells import FOUND
from scraper.web.listings.listing import FROM, STORY, Arguments, Ask, Listing, Row, paged, window
from scraper.web.search_words import search as parsed

#: So many articles that match are ranked, the newest; and so many are looked at where filters narrow them.
HITS, FILTERED_HITS = 3000, 20_000
#: Between which numbers the articles of a time stand: day -> a condition on rows of the index.
BOUNDS = {
    "since": "articles_fts.rowid >= (SELECT min(+id) FROM articles WHERE published_on >= :since)",
    "until": "articles_fts.rowid <= (SELECT max(+id) FROM articles WHERE published_on <= :until)",
}
#: Words of a passage, and how many of them stand before the first that was found.
LENGTH, BEFORE = 28, 8
_WORDS = re.compile(r"\S+\s*")
_LETTERS = re.compile(f"[A-Za-z]{{{SHORTEST},}}")


async def search(ask: Ask, arguments: Arguments) -> Listing:
    """Articles that hold the words, with the passage."""
    text = arguments.get("q", "").strip()[:500]
    found = parsed(text, arguments.get("since", ""), arguments.get("until", ""))
    title = gettext("Search: %s") % text if text else gettext("Search")
    if found.is_empty:
        return Listing(title, [], {"asked": False, "page_number": 1, "has_more": False})
    conditions = [*found.conditions]
    parameters = {**found.parameters, **window(arguments)}
    passage, order, source = "substr(a.body, 1, 200)", "a.published_at DESC, a.id DESC", FROM
    if found.without and not found.match:
        conditions.append("a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :without)")
        parameters["without"] = found.without
    orders = {"newest": "a.published_at DESC, a.id DESC", "oldest": "a.published_at, a.id"}
    sort = arguments.get("sort", "")
    if found.match:
        # a snippet of every row that is sorted would take seconds; the rows that are shown get theirs below
        is_sorted = bool(found.words) and (sort in orders or bool(conditions))
        passage = "''" if is_sorted else "snippet(articles_fts, 1, '⟦', '⟧', ' … ', 28)"
        source = f"FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid {FROM.partition(' a ')[2]}"
        match = f"({found.match}) NOT ({found.without})" if found.without else found.match
        parameters |= {"match": match, "hits": FILTERED_HITS if conditions else HITS}
        bounds = [bound for name, bound in BOUNDS.items() if name in parameters]
        conditions = ["articles_fts MATCH :match", *bounds, hits(bounds, sort), *conditions]
        order = "articles_fts.rank"
    sql = f"""SELECT {STORY}, {passage} AS passage {source} WHERE {" AND ".join(conditions)}
              ORDER BY {orders.get(sort, order)} LIMIT :limit OFFSET :offset"""
    rows, paging = paged(await ask(sql, **parameters), arguments)
    await _show_other_forms(ask, rows, found.words)
    return Listing(title, rows, {"asked": True, **paging})


def hits(bounds: Sequence[str], sort: str) -> str:
    """A condition on rows of the index: among the newest that match, or the oldest where these come first.

    So the most frequent word costs no more than so many rows. Numbers of articles are in the order of their finding.
    """
    end, operator, direction = ("max", "<=", "") if sort == "oldest" else ("min", ">=", "DESC")
    where = " AND ".join(["articles_fts MATCH :match", *bounds])
    listed = f"SELECT rowid AS number FROM articles_fts WHERE {where} ORDER BY rowid {direction} LIMIT :hits"  # noqa: S608 - ours
    return f"articles_fts.rowid {operator} (SELECT {end}(number) FROM ({listed}))"  # noqa: S608


async def _show_other_forms(ask: Ask, rows: list[Row], words: Sequence[str]) -> None:
    """Give the passage with the found words to rows that hold another form of them."""
    unmarked = {row["id"]: row for row in rows if FOUND[0] not in row["passage"]}
    if not unmarked or not words:
        return
    numbers = ", ".join(map(str, unmarked))
    bodies = await ask(f"SELECT id, body FROM articles WHERE id IN ({numbers})")  # noqa: S608 - numbers of rows
    for row in bodies:
        unmarked[row["id"]]["passage"] = await asyncio.to_thread(passage, row["body"], words)


def passage(body: str, words: Sequence[str]) -> str:
    """The first stretch of a text with any form of the words, each marked as SQLite's `snippet` marks them.

    >>> passage("Warga Cipelang menanam pohon.", ["penanaman"])
    'Warga Cipelang ⟦menanam⟧ pohon.'
    """
    kin = {form for word in words for form in (word, *stems(word))}
    found = list(_of_kin(body, kin))
    start = _words_before(body, found[0].start()) if found else 0
    end = start + len("".join(_WORDS.findall(body, start)[:LENGTH]))
    pieces, at = [], start
    for match in found:
        if at <= match.start() and match.end() <= end:
            pieces += [body[at : match.start()], FOUND[0], match[0], FOUND[1]]
            at = match.end()
    shown = "".join((*pieces, body[at:end])).strip()
    return f"{'… ' if start else ''}{shown}{' …' if end < len(body.rstrip()) else ''}"


def _of_kin(body: str, kin: set[str]) -> Iterator[re.Match[str]]:
    for match in _LETTERS.finditer(body):
        word = match[0].lower()
        if kin & {word, *stems(word)}:
            yield match


def _words_before(body: str, place: int) -> int:
    """Where the words begin that stand closely before a place."""
    before = _WORDS.findall(body[:place])[-BEFORE:]
    return place - len("".join(before))
