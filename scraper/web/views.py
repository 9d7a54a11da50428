"""Our own addresses: each page as HTML, JSON, CSV and Atom; permalinks, comparisons, kept pages, the language."""

from __future__ import annotations

import asyncio
import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from datasette.utils.asgi import Response

from scraper import publishers, urls
from scraper.errors import BadURL
from scraper.language.catalogue import LANGUAGES, gettext, language
from scraper.store.edits import Wording, edit
from scraper.store.timeline import REVISIONS_OF_ARTICLE
from scraper.web.asking import NothingFound, View, answered, archive_of, asking
from scraper.web.feeds import Entry, atom
from scraper.web.kept_pages import capture, capture_bytes, proof
from scraper.web.listings import LISTINGS
from scraper.web.listings.listing import LONGEST, Ask, Listing, Row
from scraper.web.reader import COOKIE

#: Seconds for which a browser remembers the language that a reader chose.
COOKIE_S = 365 * 86400


def listing_view(name: str) -> View:
    """The view of a listing in all its forms."""

    async def view(request: Any, datasette: Any) -> Any:
        archive = await archive_of(datasette)
        form = request.url_vars.get("format") or "html"
        arguments = {key: request.args[key] for key in request.args}
        arguments["_size"] = "50" if form == "html" else str(LONGEST)
        listing = await LISTINGS[name](asking(datasette, archive), arguments)
        if listing is None:
            raise NothingFound(gettext("nothing is known of that"))
        if form != "html":
            return _FORMS[form](listing, request, datasette)
        context = {"listing": listing, "kind": name, "archive": archive, "arguments": arguments, **_forms_of(request)}
        page = await datasette.render_template([f"{name}.html", "listing.html"], context, request=request)
        return Response.html(page)

    return view


def _forms_of(request: Any) -> dict[str, str]:
    """The addresses of the other forms of a page."""
    query = {key: request.args[key] for key in request.args if key != "page"}
    behind = f"?{urlencode(query)}" if query else ""
    return {"query": behind, "query_to_page": f"{behind}&" if behind else "?"}


def _as_json(listing: Listing, request: Any, _: Any) -> Any:
    document = {"title": listing.title, "rows": listing.rows_of(request.args.get("part"))}
    return Response(json.dumps(document, ensure_ascii=False), content_type="application/json; charset=utf-8")


def _as_csv(listing: Listing, request: Any, _: Any) -> Any:
    written, rows = io.StringIO(), listing.rows_of(request.args.get("part"))
    if rows:
        writer = csv.DictWriter(written, list(rows[0]), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return Response(written.getvalue(), content_type="text/csv; charset=utf-8")


def _as_atom(listing: Listing, request: Any, datasette: Any) -> Any:
    entries = [_entry(row, request, datasette) for row in listing.rows if row.get("url")]
    page = request.path.removesuffix(".atom") + _forms_of(request)["query"]
    own = datasette.absolute_url(request, request.path + _forms_of(request)["query"])
    body = atom(
        f"{gettext('Arsip Berita')}: {listing.title}", own, datasette.absolute_url(request, page), entries, language()
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _entry(row: Row, request: Any, datasette: Any) -> Entry:
    address = datasette.absolute_url(request, permalink(datasette, row["url"]))
    mark = row.get("revision") or row.get("quote")
    updated = row.get("seen_at") or row.get("vanished_at") or row.get("published_at") or row.get("last_seen_at")
    title = row.get("text") or row.get("headline") or row.get("title") or row["url"]
    summary = row.get("amount") or (row.get("passage") or "").replace("⟦", "").replace("⟧", "")
    author = row.get("publisher") or gettext("Arsip Berita")
    return Entry(f"{address}#{mark}" if mark else address, title, updated or "1970-01-01T00:00:00Z", author, summary)


_FORMS: dict[str, Callable[[Listing, Any, Any], Any]] = {"json": _as_json, "csv": _as_csv, "atom": _as_atom}


def permalink(datasette: Any, url: str) -> str:
    """Our address of an article for ever: by its URL, because numbers change when an archive is built anew."""
    return f"{datasette.urls.path('/article')}?{urlencode({'url': url})}"


async def _article_id(ask: Ask, url: str) -> Row:
    """The row of an article by any of its URLs; raises NothingFound."""
    try:
        address = publishers.canonical(urls.canonical(url))
    except BadURL:
        address = url
    found = await ask(
        """SELECT id, url, headline, zone FROM articles WHERE url IN (:url, :given)
           OR url = (SELECT alias_of FROM frontier WHERE url = :url)""",
        url=address,
        given=url,
    )
    if not found:
        raise NothingFound(gettext("this article is not in the archive"))
    return found[0]


async def article(request: Any, datasette: Any) -> Any:
    """From a permalink to the page of the article."""
    archive = await archive_of(datasette)
    found = await _article_id(asking(datasette, archive), request.args.get("url") or "")
    return Response.redirect(f"{datasette.urls.table(archive, 'articles')}/{found['id']}")


async def compare(request: Any, datasette: Any) -> Any:
    """Any two wordings of an article side by side."""
    archive = await archive_of(datasette)
    ask = asking(datasette, archive)
    found = await _article_id(ask, request.args.get("url") or "")
    wordings = await ask(REVISIONS_OF_ARTICLE, id=found["id"])
    by_number = {str(row["number"]): row for row in wordings}
    before = by_number.get(request.args.get("from") or "1")
    after = by_number.get(request.args.get("to") or str(len(wordings)))
    if before is None or after is None:
        raise NothingFound(gettext("it has no wording of that number"))
    changes = await asyncio.to_thread(edit, Wording.of(before), Wording.of(after))
    context = {
        "article": found, "archive": archive, "wordings": wordings, "before": before, "after": after,
        "changes": changes,
    }  # fmt: skip
    return Response.html(await datasette.render_template("compare.html", context, request=request))


async def choose_language(request: Any, datasette: Any) -> Any:
    """Remember the language that a reader chose, and go back to where he was."""
    back = request.args.get("back") or "/"
    is_here = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    response = Response.redirect(back if is_here else datasette.urls.instance())
    chosen = request.args.get("to") or ""
    if chosen in LANGUAGES:
        response.set_cookie(
            COOKIE, chosen, max_age=COOKIE_S, path=datasette.setting("base_url"), samesite="lax", httponly=True
        )
    return response


async def robots(datasette: Any) -> Any:
    """Search engines stay out, unless the operator's metadata says that the archive is public."""
    options = datasette.plugin_config("arsip-berita") or {}
    rule = "Disallow:" if options.get("public") else "Disallow: /"
    return Response.text(f"User-agent: *\n{rule}\n")


def routes() -> list[tuple[str, Any]]:
    """Every address of ours with its view."""
    listings = [(rf"/{name}(?:\.(?P<format>atom|json|csv))?$", answered(listing_view(name))) for name in LISTINGS]
    return [
        *listings,
        (r"/article$", answered(article)),
        (r"/compare$", answered(compare)),
        (r"/capture/(?P<id>\d{1,18})$", answered(capture)),
        (r"/capture/(?P<id>\d{1,18})/bytes$", answered(capture_bytes)),
        (r"/proof/(?P<id>\d{1,18})\.zip$", answered(proof)),
        (r"/language$", choose_language),
        (r"/robots\.txt$", robots),
    ]
