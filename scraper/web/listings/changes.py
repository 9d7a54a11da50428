"""The pages of edits and of vanished articles."""

from __future__ import annotations

import asyncio
import re
from datetime import datetime

from scraper.language.catalogue import gettext
from scraper.language.numbers import number
from scraper.store.edits import Edit, Wording, edit, is_changed, words
from scraper.web.listings.listing import FROM, STORY, Arguments, Ask, Listing, Row, paged, window


async def vanished(ask: Ask, arguments: Arguments) -> Listing:
    """Articles that are no longer where they were: since when, and how long they had stood."""
    found = await ask(
        f"""SELECT {STORY}, (SELECT min(c.captured_at) FROM readings r JOIN captures c ON c.id = r.capture
                              WHERE r.article = a.id AND r.outcome = a.state AND c.captured_at >= a.last_seen_at)
                             AS vanished_at
            {FROM} WHERE a.state != 'live' ORDER BY a.last_seen_at DESC, a.id DESC LIMIT :limit OFFSET :offset""",  # noqa: S608
        **window(arguments),
    )
    rows, paging = paged(found, arguments)
    for row in rows:
        row["stood_days"] = days_between(row["published_at"], row["vanished_at"] or row["last_seen_at"])
    return Listing(gettext("Vanished"), rows, paging)


def days_between(first: str | None, last: str | None) -> int | None:
    """Whole days between two stored times; None where one of them is not known.

    >>> days_between("2026-11-20T03:00:00Z", "2026-11-23T02:00:00Z")
    2
    """
    if not first or not last:
        return None
    return max((datetime.fromisoformat(last) - datetime.fromisoformat(first)).days, 0)


async def edits(ask: Ask, arguments: Arguments) -> Listing:
    """Edits, the newest first: how much changed and what kind of thing."""
    found = await ask(
        f"""SELECT r.id AS revision, r.number, c.captured_at AS seen_at, r.headline AS new_headline, r.body, r.bylines,
                   r.credits, b.headline AS old_headline, b.body AS old_body, b.bylines AS old_bylines,
                   b.credits AS old_credits, {STORY}
            FROM wordings r JOIN wordings b ON b.article = r.article AND b.number = r.number - 1
                 JOIN captures c ON c.id = r.first_capture JOIN articles a ON a.id = r.article
                 LEFT JOIN publishers p ON p.id = a.publisher
            WHERE r.number > 1 ORDER BY r.first_capture DESC, r.article DESC LIMIT :limit OFFSET :offset""",  # noqa: S608 - ours
        **window(arguments),
    )
    rows, paging = paged(found, arguments)
    return Listing(gettext("Edits"), await asyncio.to_thread(_described, rows), paging)


def _described(rows: list[Row]) -> list[Row]:
    return [_edit_row(row) for row in rows]


def _edit_row(row: Row) -> Row:
    wordings = ("headline", "body", "bylines", "credits")
    before = {name: row[f"old_{name}"] for name in wordings}
    after = {**row, "headline": row["new_headline"]}
    found = edit(Wording.of(before), Wording.of(after))
    shown = {name: value for name, value in row.items() if name not in wordings and not name.startswith("old_")}
    return {**shown, "headline": row["headline"], "kinds": kinds_of(found), "amount": _amount(found)}


def _amount(found: Edit) -> str:
    """How much of the text changed."""
    came, went = words(found["body"], "new"), words(found["body"], "gone")
    return gettext("+%(came)s −%(went)s words") % {"came": number(came), "went": number(went)} if came or went else ""


def kinds_of(found: Edit) -> list[str]:
    """What an edit changed: its headline, a number, a name, a quotation that went, or the text alone.

    The words are messages, in the language in force.
    """
    kinds = []
    if is_changed(found["headline"]):
        kinds.append(gettext("headline"))
    if is_changed(found["bylines"]) or is_changed(found["credits"]):
        kinds.append(gettext("name"))
    gone = " ".join(change.text for change in found["body"] if change.kind == "gone")
    came = " ".join(change.text for change in found["body"] if change.kind == "new")
    if sorted(re.findall(r"\d[\d.,]*", gone)) != sorted(re.findall(r"\d[\d.,]*", came)):
        kinds.append(gettext("figure"))
    if len(re.findall(r"[“\"]", gone)) > len(re.findall(r"[“\"]", came)):
        kinds.append(gettext("quotation removed"))
    return kinds or [gettext("text")]
