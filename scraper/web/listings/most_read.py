"""The page of a most-read list: its ranks from moment to moment."""

from __future__ import annotations

from scraper.language.catalogue import gettext
from scraper.language.times import local_day
from scraper.web import charts
from scraper.web.charts import Series
from scraper.web.listings.listing import Arguments, Ask, Listing, Row

#: Moments and stories of a chart.
MOMENTS, STORIES = 30, 8


async def most_read(ask: Ask, arguments: Arguments) -> Listing:
    """A most-read list from moment to moment: one row a list and moment, not a row a sighting."""
    boxes = await ask(
        """SELECT c.publisher, p.name, e.box, count(*) AS number FROM captures c
           LEFT JOIN readings r ON r.capture = c.id JOIN publishers p ON p.id = c.publisher
           JOIN popular_entries e ON e.capture = coalesce(r.same_list, c.id)
           WHERE c.id > (SELECT max(id) - 5000 FROM captures)
           GROUP BY c.publisher, e.box ORDER BY number DESC LIMIT 60"""
    )
    if not boxes:
        return Listing(gettext("Most read"), [], {"boxes": [], "moments": [], "chart": ""})
    chosen = next((box for box in boxes if _is_chosen(box, arguments)), boxes[0])
    entries = await ask(
        """SELECT c.captured_at, e.rank, e.url, e.title, e.views, a.id, a.zone FROM (
               SELECT * FROM (SELECT id FROM captures WHERE publisher = :publisher AND kind = 'index'
                              ORDER BY id DESC LIMIT 1000)
               UNION ALL SELECT * FROM (SELECT id FROM captures WHERE publisher = :publisher AND kind = 'article'
                                        ORDER BY id DESC LIMIT 1000)) newest
           CROSS JOIN captures c ON c.id = newest.id LEFT JOIN readings r ON r.capture = c.id
           CROSS JOIN popular_entries e ON e.capture = coalesce(r.same_list, c.id)
           LEFT JOIN articles a ON a.url = e.url
           WHERE e.box IS :box ORDER BY c.id DESC, e.rank LIMIT 5000""",
        publisher=chosen["publisher"],
        box=chosen["box"],
    )
    moments = lists_by_moment(entries)
    series, labels = _bumps(moments)
    title = gettext("Most read: %s") % f"{chosen['name']}, {chosen['box'] or ''}".rstrip(", ")
    parts = {
        "boxes": boxes,
        "chosen": chosen,
        "moments": moments,
        "series": series,
        "chart": charts.bump_chart(series, labels, title),
    }
    rows = [{"seen_at": moment["at"], **entry} for moment in moments for entry in moment["entries"]]
    return Listing(title, rows, parts)


def _is_chosen(box: Row, arguments: Arguments) -> bool:
    of_publisher = box["publisher"] == arguments.get("publisher", box["publisher"])
    return of_publisher and (box["box"] or "") == arguments.get("box", box["box"] or "")


def lists_by_moment(entries: list[Row]) -> list[Row]:
    """The states of a list in time, the newest first: what many pages showed within an hour is one.

    `entries` come with the newest capture first.
    """
    hours: dict[str, dict[int, Row]] = {}
    for entry in entries:
        hour = entry["captured_at"][:13]
        listed = hours.setdefault(hour, {})
        listed.setdefault(entry["rank"], entry)
    moments: list[Row] = []
    for listed in hours.values():
        ranked = [listed[rank] for rank in sorted(listed)]
        order = [entry["url"] for entry in ranked]
        if moments and order == [entry["url"] for entry in moments[-1]["entries"]]:
            moments[-1]["since"] = ranked[0]["captured_at"]
        else:
            at = ranked[0]["captured_at"]
            moments.append({"at": at, "since": at, "entries": ranked})
    return moments


def _bumps(moments: list[Row]) -> tuple[list[Series], list[str]]:
    """The ranks of the stories that led the newest lists, from the oldest moment to the newest."""
    shown = moments[:MOMENTS][::-1]
    titles: dict[str, str] = {}
    for moment in moments[:MOMENTS]:
        for entry in moment["entries"]:
            titles.setdefault(entry["url"], entry["title"])
    stories = list(titles)[:STORIES]
    ranks = [{entry["url"]: entry["rank"] for entry in moment["entries"]} for moment in shown]
    series = [Series(titles[url], [each.get(url) for each in ranks]) for url in stories]
    return series, [local_day(moment["at"][:10]) for moment in shown]


async def leaders(ask: Ask) -> list[Row]:
    """The newest list of the most-read box that is seen most, each story with how far it has moved.

    `moved` is the number of places up, None for a story that was not in the list before.
    """
    listing = await most_read(ask, {})
    moments = listing.parts["moments"]
    if not moments:
        return []
    before = {entry["url"]: entry["rank"] for entry in moments[1]["entries"]} if len(moments) > 1 else {}
    newest: list[Row] = moments[0]["entries"]
    return [{**entry, "moved": _moved(before, entry, bool(before))} for entry in newest]


def _moved(before: dict[str, int], entry: Row, is_known: bool) -> int | None:
    if not is_known:
        return 0
    return before[entry["url"]] - entry["rank"] if entry["url"] in before else None
