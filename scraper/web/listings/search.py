"""The search page."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence

from scraper.indonesian.stems import SHORTEST, stems
from scraper.language.catalogue import gettext
from scraper.web.cells import FOUND
from scraper.web.listings.listing import FROM, STORY, Arguments, Ask, Listing, Row, paged, window
from scraper.web.search_words import Search
from scraper.web.search_words import search as parsed

#: So many articles that match are ranked, the newest; and so many are looked at where filters narrow them.
HITS, FILTERED_HITS = 3000, 20_000
#: Between which numbers the articles of a time stand: day -> a condition on rows of the index.
BOUNDS = {
    "since": "articles_fts.rowid >= (SELECT min(+id) FROM articles WHERE published_on >= :since)",
    "until": "articles_fts.rowid <= (SELECT max(+id) FROM articles WHERE published_on <= :until)",
}
#: The orders that a reader chooses.
ORDERS = {"newest": "a.published_at DESC, a.id DESC", "oldest": "a.published_at, a.id"}
_JOINED = FROM.partition(" a ")[2]
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
    parameters = {**found.parameters, **window(arguments)}
    if found.match:
        match = f"({found.match}) NOT ({found.without})" if found.without else found.match
        parameters |= {"match": match, "hits": FILTERED_HITS if found.conditions else HITS}
    elif found.without:
        parameters["without"] = found.without
    rows, paging = paged(await ask(_sql(found, arguments.get("sort", "")), **parameters), arguments)
    if found.match and not found.words:
        await _show_passages(ask, rows, parameters["match"])
    await _show_other_forms(ask, rows, found.words)
    return Listing(title, rows, {"asked": True, **paging})


def _sql(found: Search, sort: str) -> str:
    """The query for a page of articles.

    Sorted by time or narrowed, its passages are empty: SQLite would make those of all rows that it sorts.
    """
    conditions, order = [*found.conditions], ORDERS.get(sort, ORDERS["newest"])
    passage, source = "substr(a.body, 1, 200)", FROM
    bounds = [bound for name, bound in BOUNDS.items() if name in found.parameters]
    if found.match and sort in ORDERS:
        passage, source = "''", f"FROM ({hits(bounds, sort)}) f CROSS JOIN articles a ON a.id = f.number {_JOINED}"
    elif found.match:
        passage = "''" if conditions else "snippet(articles_fts, 1, '⟦', '⟧', ' … ', 28)"
        source = f"FROM articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid {_JOINED}"
        lowest = f"articles_fts.rowid >= (SELECT min(number) FROM ({hits(bounds)}))"  # noqa: S608 - ours
        highest = [BOUNDS["until"]] if "until" in found.parameters else []
        conditions, order = ["articles_fts MATCH :match", lowest, *highest, *conditions], "articles_fts.rank"
    elif found.without:
        conditions.append("a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :without)")
    return f"""SELECT {STORY}, {passage} AS passage {source} {"WHERE" if conditions else ""} {" AND ".join(conditions)}
               ORDER BY {order} LIMIT :limit OFFSET :offset"""


def hits(bounds: Sequence[str], sort: str = "") -> str:
    """The query for the numbers of the newest articles that match, or of the oldest where these come first.

    So the most frequent word costs no more than so many rows. Numbers of articles are in the order of their finding.
    """
    where = " AND ".join(["articles_fts MATCH :match", *bounds])
    direction = "" if sort == "oldest" else "DESC"
    return f"SELECT rowid AS number FROM articles_fts WHERE {where} ORDER BY rowid {direction} LIMIT :hits"  # noqa: S608


async def _show_passages(ask: Ask, rows: list[Row], match: str) -> None:
    """Give the passage of SQLite to rows that have none yet."""
    bare = {row["id"]: row for row in rows if not row["passage"]}
    if not bare:
        return
    numbers = ", ".join(map(str, bare))
    # unary plus: by the numbers alone FTS5 would look for the words once for each of them
    found = await ask(
        f"""SELECT rowid AS number, snippet(articles_fts, 1, '⟦', '⟧', ' … ', 28) AS passage FROM articles_fts
            WHERE articles_fts MATCH :match AND rowid BETWEEN :first AND :last AND +rowid IN ({numbers})""",  # noqa: S608
        match=match, first=min(bare), last=max(bare),
    )  # fmt: skip
    for row in found:
        bare[row["number"]]["passage"] = row["passage"]


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
