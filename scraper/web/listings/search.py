"""The search page."""

from __future__ import annotations

from scraper.language.catalogue import gettext
from scraper.web.listings.listing import FROM, STORY, Arguments, Ask, Listing, paged, window
from scraper.web.search_words import search as parsed


async def search(ask: Ask, arguments: Arguments) -> Listing:
    """Articles that hold the words, with the passage."""
    text = arguments.get("q", "").strip()[:500]
    found = parsed(text, arguments.get("since", ""), arguments.get("until", ""))
    title = gettext("Search: %s") % text if text else gettext("Search")
    if found.is_empty:
        return Listing(title, [], {"asked": False, "page_number": 1, "has_more": False})
    conditions = [*found.conditions]
    parameters = {**found.parameters, **window(arguments)}
    passage, order, source = "substr(a.body, 1, 200)", "a.published_at DESC, a.id", FROM
    if found.match:
        passage = "snippet(articles_fts, 1, '⟦', '⟧', ' … ', 28)"
        source = f"FROM articles_fts JOIN articles a ON a.id = articles_fts.rowid {FROM.partition(' a ')[2]}"
        conditions.append("articles_fts MATCH :match")
        parameters["match"] = found.match
        order = "articles_fts.rank"
    if found.without:
        conditions.append("a.id NOT IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :without)")
        parameters["without"] = found.without
    orders = {"newest": "a.published_at DESC, a.id", "oldest": "a.published_at, a.id"}
    sql = f"""SELECT {STORY}, {passage} AS passage {source} WHERE {" AND ".join(conditions)}
              ORDER BY {orders.get(arguments.get("sort", ""), order)} LIMIT :limit OFFSET :offset"""
    rows, paging = paged(await ask(sql, **parameters), arguments)
    return Listing(title, rows, {"asked": True, **paging})
