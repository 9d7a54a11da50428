"""Summary tables: counts, tags and persons, kept by triggers in the transaction that changes what they summarise.

On a million articles a count takes seconds, and a page a tenth of one. Each summary has a query that makes it anew: an
older archive is filled by it, `rebuild` restores by it what somebody changed by hand, and `faults` compares.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scraper.archive import Archive

#: Table -> columns whose values are counted; the rows of each table are counted as well.
COUNTED: Mapping[str, Sequence[str]] = {
    "articles": ("publisher", "region", "section", "state", "published_on"),
    "tags": ("tag",),
    "quotes": ("kind", "attribution"),
    "links": ("kind",),
    "bylines": ("role",),
    "captures": ("publisher", "kind", "status"),
    "readings": ("outcome",),
    "problems": ("field", "kind"),
    "frontier": ("publisher", "state"),
    "payloads": (),
    "revisions": (),
    "photos": (),
    "people": (),
    "popular_entries": (),
    "view_counts": (),
    "not_modified": (),
    "persons": (),
}

#: Joined over articles are equal names of two or more words with the same body, or the same title where it names no
#: body. Whoever else speaks is somebody of one article only.
_PERSON = """lower({0}.speaker) || ' | ' || CASE
    WHEN {0}.speaker LIKE '% %' AND coalesce({0}.affiliation, {0}.role) IS NOT NULL
    THEN lower(coalesce({0}.affiliation, {0}.role)) ELSE 'article ' || {0}.article END"""
_SPEAKS = "{0}.kind != 'pull' AND {0}.speaker IS NOT NULL"
_DAYS = """(SELECT (SELECT min(published_on) FROM said WHERE person = persons.id AND published_on != ''),
                   (SELECT nullif(max(published_on), '') FROM said WHERE person = persons.id))"""

#: Table -> what it holds, made anew; in the order in which they stand on each other.
MADE: Mapping[str, str] = {
    "tags": """
        SELECT DISTINCT t.value AS tag, coalesce(a.published_at, '') AS published_at, a.id AS article
        FROM articles a, json_each(a.tags) t""",
    "persons": f"""
        SELECT NULL AS id, person, speaker, role, affiliation, count(DISTINCT article) AS articles,
               sum(kind = 'direct') AS direct, sum(kind = 'indirect') AS indirect, min(day) AS first, max(day) AS last
        FROM (SELECT {_PERSON.format("q")} AS person, q.id AS quote, q.*, a.published_on AS day
              FROM quotes q JOIN articles a ON a.id = q.article WHERE {_SPEAKS.format("q")} ORDER BY q.id)
        GROUP BY person ORDER BY min(quote)""",
    "said": f"""
        SELECT p.id AS person, coalesce(a.published_on, '') AS published_on, q.article, count(*) AS number
        FROM quotes q JOIN articles a ON a.id = q.article JOIN persons p ON p.person = {_PERSON.format("q")}
        WHERE {_SPEAKS.format("q")} GROUP BY p.id, q.article""",
}  # fmt: skip


def counts() -> str:
    """The query that makes the table counts anew."""
    rows = (
        f"SELECT '{table}' AS relation, '' AS field, '' AS value, count(*) AS number FROM {table}" for table in COUNTED
    )
    values = (
        f"SELECT '{table}', '{field}', {field}, count(*) FROM {table} WHERE {field} IS NOT NULL GROUP BY {field}"
        for table, fields in COUNTED.items()
        for field in fields
    )
    return "\nUNION ALL ".join((*rows, *values))


def made() -> dict[str, str]:
    """Each summary table with the query that makes it anew, in the order in which they are made."""
    return {**MADE, "counts": counts()}


def sql() -> str:
    """What fills the summaries of an older archive, and the triggers that keep them from then on."""
    fills = (
        f"INSERT INTO {table} SELECT * FROM ({query}) WHERE NOT EXISTS (SELECT 1 FROM {table});"
        for table, query in made().items()
    )
    counted = (statement for table, fields in COUNTED.items() for statement in _count_triggers(table, fields))
    stale = "INSERT OR IGNORE INTO stale_rates SELECT id FROM publishers WHERE NOT EXISTS (SELECT 1 FROM rates);"
    return "\n".join((*fills, stale, *counted, *_stale_triggers(), _TAG_TRIGGERS, _person_triggers()))


def _count_triggers(table: str, fields: Sequence[str]) -> Iterator[str]:
    """Triggers that count the rows of a table, and the values of these columns."""
    came = [_more(table, "", "''"), *(_more(table, field, f"new.{field}") for field in fields)]
    went = [_fewer(table, "", "''"), *(_fewer(table, field, f"old.{field}") for field in fields)]
    yield _trigger(f"{table}_counted", f"AFTER INSERT ON {table}", came)
    yield _trigger(f"{table}_discounted", f"AFTER DELETE ON {table}", went)
    for field in fields:
        changed = f"AFTER UPDATE OF {field} ON {table} WHEN old.{field} IS NOT new.{field}"
        steps = [_fewer(table, field, f"old.{field}"), _more(table, field, f"new.{field}")]
        yield _trigger(f"{table}_{field}_recounted", changed, steps)


def _more(table: str, field: str, value: str) -> str:
    return (
        f"INSERT INTO counts SELECT '{table}', '{field}', {value}, 1 WHERE {value} IS NOT NULL"
        " ON CONFLICT (relation, field, value) DO UPDATE SET number = number + 1;"
    )


def _fewer(table: str, field: str, value: str) -> str:
    """One less of a value; of a value that is nowhere any more, no row."""
    where = f"relation = '{table}' AND field = '{field}' AND value = {value}"
    drop = f" DELETE FROM counts WHERE {where} AND number <= 0;" if field else ""
    return f"UPDATE counts SET number = number - 1 WHERE {where};{drop}"


def _trigger(name: str, when: str, steps: Sequence[str]) -> str:
    lines = "\n    ".join(steps)
    return f"CREATE TRIGGER IF NOT EXISTS {name} {when} BEGIN\n    {lines}\nEND;"


#: Whose fill rates an event makes stale: the table and the event -> SQL of the publisher.
_STALE = {
    ("readings", "INSERT", ""): "(SELECT publisher FROM captures WHERE id = new.capture)",
    ("readings", "DELETE", ""): "(SELECT publisher FROM captures WHERE id = old.capture)",
    (
        "readings",
        "UPDATE",
        "OF outcome, article, empty_fields",
    ): "(SELECT publisher FROM captures WHERE id = new.capture)",
    ("problems", "INSERT", ""): "(SELECT publisher FROM captures WHERE id = new.capture AND new.kind = 'empty')",
    ("problems", "DELETE", ""): "(SELECT publisher FROM captures WHERE id = old.capture AND old.kind = 'empty')",
    ("articles", "UPDATE", "OF published_at, published_on"): "new.publisher",
    ("captures", "DELETE", ""): "old.publisher",
}


def _stale_triggers() -> Iterator[str]:
    """Triggers that note whose fill rates are to be counted anew."""
    for (table, event, columns), publisher in _STALE.items():
        note = f"""INSERT INTO stale_rates SELECT p.id FROM publishers p WHERE p.id = {publisher}
        AND NOT EXISTS (SELECT 1 FROM stale_rates s WHERE s.publisher = p.id);"""
        yield _trigger(f"{table}_{event.lower()}_stale", f"AFTER {event} {columns} ON {table}", [note])


_TAGGED = "INSERT INTO tags SELECT DISTINCT value, coalesce(new.published_at, ''), new.id FROM json_each(new.tags);"
_UNTAGGED = """DELETE FROM tags WHERE (tag, published_at, article) IN
        (SELECT value, coalesce(old.published_at, ''), old.id FROM json_each(old.tags));"""
_TAG_TRIGGERS = "\n".join(
    (
        _trigger("articles_tagged", "AFTER INSERT ON articles", [_TAGGED]),
        _trigger("articles_untagged", "AFTER DELETE ON articles", [_UNTAGGED]),
        _trigger(
            "articles_retagged",
            "AFTER UPDATE OF tags, published_at ON articles"
            " WHEN old.tags IS NOT new.tags OR old.published_at IS NOT new.published_at",
            [_UNTAGGED, _TAGGED],
        ),
    )
)


def _person_triggers() -> str:
    """Triggers that keep persons and what they said."""
    quote = "kind, speaker, role, affiliation, article"
    changed = " OR ".join(f"old.{name} IS NOT new.{name}" for name in quote.split(", "))
    quoted = f"""SELECT p.id FROM quotes q JOIN persons p ON p.person = {_PERSON.format("q")}
        WHERE q.article = old.id AND {_SPEAKS.format("q")}"""
    redated = [
        f"""UPDATE said SET published_on = coalesce(new.published_on, '')
        WHERE person IN ({quoted}) AND published_on = coalesce(old.published_on, '') AND article = old.id;""",
        f"UPDATE persons SET (first, last) = {_DAYS} WHERE id IN ({quoted});",
    ]
    return "\n".join(
        (
            _trigger("quotes_said", "AFTER INSERT ON quotes", _said("new")),
            _trigger("quotes_unsaid", "AFTER DELETE ON quotes", _unsaid("old")),
            _trigger(
                "quotes_resaid", f"AFTER UPDATE OF {quote} ON quotes WHEN {changed}", [*_unsaid("old"), *_said("new")]
            ),
            _trigger(
                "articles_redated",
                "AFTER UPDATE OF published_on ON articles WHEN old.published_on IS NOT new.published_on",
                redated,
            ),
        )
    )


def _said(row: str) -> list[str]:
    """What a quotation adds."""
    person, speaks, this = _PERSON.format(row), _SPEAKS.format(row), _this(row)
    return [
        f"""INSERT INTO persons (person, speaker, role, affiliation, articles, direct, indirect)
        SELECT {person}, {row}.speaker, {row}.role, {row}.affiliation, 0, {row}.kind = 'direct', {row}.kind = 'indirect'
        WHERE {speaks} ON CONFLICT (person) DO UPDATE
        SET direct = direct + excluded.direct, indirect = indirect + excluded.indirect;""",
        f"""UPDATE persons SET articles = articles + 1 WHERE person = {person} AND {speaks}
        AND NOT EXISTS (SELECT 1 FROM said WHERE {this});""",
        f"""INSERT INTO said SELECT p.id, coalesce(a.published_on, ''), a.id, 1 FROM persons p, articles a
        WHERE p.person = {person} AND a.id = {row}.article AND {speaks}
        ON CONFLICT (person, published_on, article) DO UPDATE SET number = number + 1;""",
        f"UPDATE persons SET (first, last) = {_DAYS} WHERE person = {person} AND {speaks};",
    ]


def _unsaid(row: str) -> list[str]:
    """What a quotation takes with it."""
    person, speaks, this = _PERSON.format(row), _SPEAKS.format(row), _this(row)
    return [
        f"""UPDATE persons
        SET direct = direct - ({row}.kind = 'direct'), indirect = indirect - ({row}.kind = 'indirect'),
            articles = articles - EXISTS (SELECT 1 FROM said WHERE {this} AND number = 1)
        WHERE person = {person} AND {speaks};""",
        f"UPDATE said SET number = number - 1 WHERE {this};",
        f"DELETE FROM said WHERE {this} AND number <= 0;",
        f"UPDATE persons SET (first, last) = {_DAYS} WHERE person = {person} AND {speaks};",
        f"DELETE FROM persons WHERE person = {person} AND articles <= 0 AND {speaks};",
    ]


def _this(row: str) -> str:
    """Whether a row of `said` is the one of a quotation's person and article."""
    return f"""(person, published_on, article) IN (SELECT p.id, coalesce(a.published_on, ''), a.id
        FROM persons p, articles a
        WHERE p.person = {_PERSON.format(row)} AND a.id = {row}.article AND {_SPEAKS.format(row)})"""


def rebuild(archive: Archive) -> None:
    """Make every summary anew. Inside a transaction."""
    for table in (*reversed([*MADE]), "counts"):
        archive.rows(f"DELETE FROM {table}")
    for table, query in made().items():
        if table == "counts":
            archive.rows("DELETE FROM counts")  # the triggers of the others have written there
        archive.rows(f"INSERT INTO {table} SELECT * FROM ({query})")


#: Columns by which a summary is compared: the number of a person, and how it is spelt, tell of its first quotation.
_COMPARED: Mapping[str, str] = {
    "tags": "tag, published_at, article",
    "persons": "person, articles, direct, indirect, first, last",
    "said": "person, published_on, article, number",
    "counts": "relation, field, value, number",
}


def faults(archive: Archive) -> Iterator[str]:
    """Rows of summaries that differ from what they summarise, a line for each table."""
    for table, query in made().items():
        columns = _COMPARED[table]
        kept, right = f"SELECT {columns} FROM {table}", f"SELECT {columns} FROM ({query})"
        both = f"SELECT * FROM ({right} EXCEPT {kept}) UNION ALL SELECT * FROM ({kept} EXCEPT {right})"
        if differing := archive.rows(f"SELECT count(*) AS n FROM ({both})")[0]["n"]:
            yield f"summary {table}: {differing} rows are not what they summarise (`scrape compact` makes them anew)"
