"""An archive as an older version left it, with all that it holds."""

from __future__ import annotations

from scraper.archive import Archive
from scraper.archive.migrations import STEPS

#: Tables as the first version had them. SQLite cannot drop a last column behind a comment, so they are made anew.
FIRST = {
    "runs": """
        id INTEGER PRIMARY KEY, command TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT,
        fetched INTEGER NOT NULL DEFAULT 0, new INTEGER NOT NULL DEFAULT 0, changed INTEGER NOT NULL DEFAULT 0,
        failed INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0, exit_code INTEGER
    """,
    "readings": """
        capture INTEGER PRIMARY KEY REFERENCES captures(id), article INTEGER REFERENCES articles(id),
        outcome TEXT NOT NULL, digest TEXT, words INTEGER NOT NULL DEFAULT 0, empty TEXT NOT NULL DEFAULT '[]',
        again INTEGER NOT NULL DEFAULT 0
    """,
}
#: The table hosts as all versions before the fifth had it.
HOSTS = """
    host TEXT PRIMARY KEY, robots BLOB, robots_status INTEGER, robots_at TEXT, not_before TEXT, pause_s REAL,
    failures INTEGER NOT NULL DEFAULT 0, opted_out TEXT, opted_out_at TEXT
"""
COLUMNS = {
    "hosts": "host, robots, robots_status, robots_at, not_before, pause_s, failures, opted_out, opted_out_at",
    "runs": "id, command, started_at, ended_at, fetched, new, changed, failed, bytes, exit_code",
    "readings": "capture, article, outcome, digest, words, empty, capture IN (SELECT capture FROM unread)",
}

#: Rows as they were before texts, combinations of rules, header fields and lists stood once.
WHOLE = """
    UPDATE captures SET headers = whole_headers(headers);
    UPDATE articles SET found_by = (SELECT r.found_by FROM rules_of_articles r WHERE r.article = articles.id);
    UPDATE revisions SET body = (SELECT w.body FROM wordings w WHERE w.id = revisions.id);
    INSERT INTO popular_entries (capture, position, box, rank, url, title, views, published_raw, author)
    SELECT l.* FROM popular_lists l JOIN readings r ON r.capture = l.capture WHERE r.same_list IS NOT NULL;
    DROP TRIGGER articles_body; DROP TABLE rule_sets; DROP TABLE headers; DROP TABLE pending_steps;
    PRAGMA writable_schema = ON;
    UPDATE sqlite_master SET sql = replace(sql, 'body          TEXT, ', 'body          TEXT NOT NULL,')
    WHERE type = 'table' AND name = 'revisions';
    PRAGMA writable_schema = RESET;
"""
#: The search as it was before it knew of stems.
WITHOUT_STEMS = """
    DROP TRIGGER articles_ai; DROP TRIGGER articles_ad; DROP TRIGGER articles_au; DROP TABLE articles_fts;
    ALTER TABLE articles DROP COLUMN stems;
    CREATE VIRTUAL TABLE articles_fts USING fts5 (
        headline, body, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
    );
    INSERT INTO articles_fts (articles_fts) VALUES ('rebuild');
    CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
        INSERT INTO articles_fts (rowid, headline, body) VALUES (new.id, new.headline, new.body);
    END;
    CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, headline, body)
        VALUES ('delete', old.id, old.headline, old.body);
    END;
    CREATE TRIGGER articles_au AFTER UPDATE OF headline, body ON articles
    WHEN old.headline IS NOT new.headline OR old.body IS NOT new.body BEGIN
        INSERT INTO articles_fts (articles_fts, rowid, headline, body)
        VALUES ('delete', old.id, old.headline, old.body);
        INSERT INTO articles_fts (rowid, headline, body) VALUES (new.id, new.headline, new.body);
    END;
"""


def without_summaries(archive: Archive) -> None:
    """Take away the summaries and the triggers that keep them."""
    for row in archive.rows("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT GLOB '*_a[iud]'"):
        archive.db.conn.execute(f"DROP TRIGGER {row['name']}")
    for table in ("said", "tags", "persons", "counts", "rates", "stale_rates"):
        archive.db.conn.execute(f"DROP TABLE {table}")


def first_version(archive: Archive) -> None:
    """Take an archive back to the first version; opened again it is the newest."""
    db = archive.db.conn
    db.execute("PRAGMA foreign_keys = OFF")
    db.executescript(WHOLE)
    for view in archive.db.view_names():
        db.execute(f"DROP VIEW {view}")
    without_summaries(archive)
    for table, definition in (FIRST | {"hosts": HOSTS}).items():
        _make_anew(archive, table, definition)
    db.executescript(
        f"DROP TABLE unread; DROP TABLE log_state; {UNPACKED} DROP TABLE walks; DROP TABLE parts;"
        " DROP INDEX frontier_alias; DROP INDEX captures_newest;"
        f"{WITHOUT_STEMS} ALTER TABLE articles DROP COLUMN free; ALTER TABLE articles DROP COLUMN region_by;"
        "ALTER TABLE frontier DROP COLUMN alias_of; PRAGMA user_version = 1;"
    )


def _make_anew(archive: Archive, table: str, definition: str) -> None:
    db = archive.db.conn
    db.execute(f"CREATE TABLE kept AS SELECT {COLUMNS[table]} FROM {table}")
    db.execute(f"DROP TABLE {table}")
    db.execute(f"CREATE TABLE {table} ({definition})")
    db.execute(f"INSERT INTO {table} SELECT * FROM kept")
    db.execute("DROP TABLE kept")


#: Takes away what packs payloads against one another.
UNPACKED = (
    "DROP TABLE bases; DROP INDEX payloads_base; DROP INDEX payloads_beside;"
    "CREATE TABLE kept AS SELECT digest, codec, size, body FROM payloads; DROP TABLE payloads;"
    "CREATE TABLE payloads (digest TEXT PRIMARY KEY, codec TEXT NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL);"
    "INSERT INTO payloads SELECT * FROM kept; DROP TABLE kept;"
)
#: Columns of readings that had another name in the third version: now -> then.
RENAMED = {"pages_read": "held", "empty_fields": "lacking"}
#: A view of the third version over one of them.
LOOKS = "CREATE VIEW looks AS SELECT capture, lacking FROM readings WHERE again = 0"


def third_version(archive: Archive) -> None:
    """Take an archive back to the third version; opened again it is the newest."""
    db = archive.db.conn
    db.execute("PRAGMA foreign_keys = OFF")
    db.executescript(WHOLE)
    for view in archive.db.view_names():
        db.execute(f"DROP VIEW {view}")
    without_summaries(archive)
    for now, then in RENAMED.items():
        db.execute(f"ALTER TABLE readings RENAME COLUMN {now} TO {then}")
    _make_anew(archive, "hosts", HOSTS)
    db.executescript(
        f"{WITHOUT_STEMS} ALTER TABLE articles DROP COLUMN free; ALTER TABLE articles DROP COLUMN region_by;"
        "DROP INDEX readings_same_list; ALTER TABLE readings DROP COLUMN same_list;"
        "ALTER TABLE readings ADD COLUMN again INTEGER NOT NULL DEFAULT 0;"
        "UPDATE readings SET again = 1 WHERE capture IN (SELECT capture FROM unread);"
        f"DROP TABLE unread; DROP TABLE log_state; {UNPACKED} {LOOKS}; PRAGMA user_version = 3;"
    )


def before_rows_stood_once(archive: Archive) -> None:
    """Take an archive back to the version before texts, rules, header fields and lists stood once."""
    db = archive.db.conn
    db.execute("PRAGMA foreign_keys = OFF")
    db.executescript(WHOLE)
    for view in archive.db.view_names():
        db.execute(f"DROP VIEW {view}")
    db.executescript("DROP INDEX readings_same_list; ALTER TABLE readings DROP COLUMN same_list;")
    db.execute(f"PRAGMA user_version = {1 + next(n for n, step in enumerate(STEPS) if 'pending_steps' in step)}")
