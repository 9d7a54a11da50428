"""How an archive of an older version becomes one of this version.

`schema.sql` always describes the newest archive, and an empty file becomes one by it alone. An older archive goes
through the steps that it has not had, then through `schema.sql`, whose every statement may be run again: so a new
table or view needs an empty step, a changed table the SQL that changes it. Steps are never edited once released.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from importlib.resources import files

from scraper.archive import summaries

#: Step n brings an archive of version n + 1 to version n + 2. Each is SQL of any number of statements.
STEPS: tuple[str, ...] = (
    # and the tables walks and parts
    "ALTER TABLE frontier ADD COLUMN alias_of TEXT; ALTER TABLE readings ADD COLUMN held INTEGER;",
    """
    ALTER TABLE runs ADD COLUMN not_modified INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN problems INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE runs ADD COLUMN seconds REAL;
    ALTER TABLE runs ADD COLUMN waiting INTEGER;
    ALTER TABLE runs ADD COLUMN version TEXT;
    ALTER TABLE readings ADD COLUMN lacking TEXT;
    """,
    """
    DROP VIEW IF EXISTS looks;
    ALTER TABLE readings RENAME COLUMN held TO pages_read;
    ALTER TABLE readings RENAME COLUMN lacking TO empty_fields;
    ALTER TABLE readings RENAME COLUMN again TO stale;
    """,
    "",  # the tables seals, timestamps, removals, removed_captures and notes
    # and the table log_state
    """
    CREATE TABLE unread (capture INTEGER PRIMARY KEY REFERENCES captures(id));
    INSERT INTO unread
    SELECT c.id FROM captures c LEFT JOIN readings r ON r.capture = c.id
    WHERE c.kind IN ('article', 'index') AND c.status BETWEEN 200 AND 299 AND (r.capture IS NULL OR r.stale);
    ALTER TABLE readings DROP COLUMN stale;
    """,
    # and the table bases
    """
    ALTER TABLE payloads ADD COLUMN base TEXT REFERENCES payloads(digest);
    ALTER TABLE payloads ADD COLUMN beside TEXT REFERENCES payloads(digest);
    """,
    "ALTER TABLE articles ADD COLUMN region_by TEXT; UPDATE articles SET region_by = 'host' WHERE region IS NOT NULL;",
    """
    ALTER TABLE hosts ADD COLUMN opted_out_url TEXT;
    ALTER TABLE hosts ADD COLUMN allowed_because TEXT;
    ALTER TABLE hosts ADD COLUMN allowed_at TEXT;
    ALTER TABLE hosts ADD COLUMN last_request_at TEXT;
    """,
    "",  # the table sites
    "ALTER TABLE articles ADD COLUMN free INTEGER;",
    "",  # the table rereads
    # the stems come with the next `parse --all`
    """
    ALTER TABLE articles ADD COLUMN stems TEXT;
    DROP TRIGGER IF EXISTS articles_ai;
    DROP TRIGGER IF EXISTS articles_ad;
    DROP TRIGGER IF EXISTS articles_au;
    DROP TABLE IF EXISTS articles_fts;
    CREATE VIRTUAL TABLE articles_fts USING fts5 (
        headline, body, stems, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
    );
    INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
    """,
    "",  # the tables counts, tags, persons and said, which are filled behind the schema
    "",  # the tables site_surveys and site_sources
    "DROP INDEX IF EXISTS persons_speaker;",  # and the tables rates and stale_rates
    # and the tables headers and rule_sets; the rows are rewritten by gradual.py. NOT NULL is taken away as
    # https://sqlite.org/lang_altertable.html, section 7, says, because a copy of the table would be as large again.
    """
    PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET sql = replace(sql, 'body          TEXT NOT NULL', 'body          TEXT')
    WHERE type = 'table' AND name = 'revisions';
    PRAGMA writable_schema = RESET;
    ALTER TABLE readings ADD COLUMN same_list INTEGER;
    CREATE TABLE pending_steps (step TEXT PRIMARY KEY, after INTEGER NOT NULL);
    INSERT INTO pending_steps (step, after) VALUES ('wordings', 0), ('rule_sets', 0), ('headers', 0), ('lists', 0);
    """,
)

#: Stored in the file's header as `PRAGMA application_id`: tells an archive from any other database. "ARSB".
APPLICATION_ID = 0x41525342


def version(steps: tuple[str, ...] = STEPS) -> int:
    """The version of an archive that has had all these steps, kept as `PRAGMA user_version`."""
    return 1 + len(steps)


def script(had: int, steps: tuple[str, ...] = STEPS) -> str:
    """SQL that makes an archive of version `had` the newest one; 0 is an empty file."""
    missing = steps[had - 1 :] if had else ()
    marks = f"PRAGMA application_id = {APPLICATION_ID};\nPRAGMA user_version = {version(steps)};"
    return "\n".join((*missing, schema(), marks))


@cache
def definitions() -> frozenset[str]:
    """What `definitions_of` gives for an archive of this version."""
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(schema())
        return frozenset(definitions_of(made))


def definitions_of(connection: sqlite3.Connection) -> list[str]:
    """Every view and trigger with its SQL, and every column of a table with its name, as an archive has them."""
    views = "SELECT type || ' ' || name || ': ' || sql FROM sqlite_master WHERE type IN ('view', 'trigger')"
    columns = """
    SELECT 'column ' || m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table'
    """
    return [text for (text,) in connection.execute(f"{views} UNION ALL {columns}")]


def schema() -> str:
    """The SQL of `schema.sql`, with that of the summaries before its views, which are made anew each time."""
    written = files("scraper.archive").joinpath("schema.sql").read_text("utf-8")
    tables, heading, views = written.partition("-- Views, named")
    return f"{tables}\n{summaries.sql()}\n{heading}{views}"
