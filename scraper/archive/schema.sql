-- The archive. Facts first (written once), then readings (made again from the facts at any time),
-- then what the crawler remembers. Times that end in _at are UTC, "2026-11-23T08:04:00Z", and sort as text.
-- Every statement may be run again on an archive that has it.

-- Facts -----------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS payloads (       -- bodies as the web sent them, each distinct one once
    digest      TEXT PRIMARY KEY,           -- SHA-256 of the body, hexadecimal
    codec       TEXT NOT NULL,              -- how `body` is stored: zstd, identity, or gzip by older versions
    size        INTEGER NOT NULL,           -- bytes of the body before the codec
    body        BLOB NOT NULL,              -- bytes, as `codec` stores them
    base        TEXT REFERENCES payloads(digest), -- a payload that stands whole, and is the dictionary of this one's zstd
    beside      TEXT REFERENCES payloads(digest) -- the former capture of the address, in place of `base`, on which it stands
);
CREATE INDEX IF NOT EXISTS payloads_base ON payloads(base) WHERE base IS NOT NULL;       -- what stands on a payload
CREATE INDEX IF NOT EXISTS payloads_beside ON payloads(beside) WHERE beside IS NOT NULL; -- the same

CREATE TABLE IF NOT EXISTS bases (          -- whole payloads that those to come may stand on, in the order of keeping
    number      INTEGER PRIMARY KEY,        -- the number of the row
    digest      TEXT NOT NULL UNIQUE REFERENCES payloads(digest), -- the one that stands whole
    publisher   TEXT NOT NULL REFERENCES publishers(id), -- whose page it is
    kind        TEXT NOT NULL               -- article, index, or part
);
CREATE INDEX IF NOT EXISTS bases_newest ON bases(publisher, kind);      -- the newest of a publisher; rows come by number

CREATE TABLE IF NOT EXISTS runs (           -- one row for each command that fetched
    id          INTEGER PRIMARY KEY,        -- the number of the row
    command     TEXT NOT NULL,              -- crawl, url, demo
    started_at  TEXT NOT NULL,              -- UTC
    ended_at    TEXT,                       -- null while it runs, and for ever if it was killed
    fetched     INTEGER NOT NULL DEFAULT 0, -- answers kept
    new         INTEGER NOT NULL DEFAULT 0, -- articles seen for the first time
    changed     INTEGER NOT NULL DEFAULT 0, -- known articles with a new wording
    failed      INTEGER NOT NULL DEFAULT 0, -- URLs without a good answer, or with one that could not be read
    bytes       INTEGER NOT NULL DEFAULT 0, -- of bodies, inflated
    exit_code   INTEGER,                    -- see README, "Exit codes"
    not_modified INTEGER NOT NULL DEFAULT 0, -- answers 304: what is kept still stands
    problems    INTEGER NOT NULL DEFAULT 0, -- rows of the table problems about what it kept
    seconds     REAL,                       -- from start to end by a clock that never jumps
    waiting     INTEGER,                    -- URLs of its publishers that were due still when it ended
    version     TEXT                        -- of this program
);

CREATE TABLE IF NOT EXISTS captures (       -- one answer at one moment, errors such as 404 included
    id            INTEGER PRIMARY KEY,      -- the number of the row
    url           TEXT NOT NULL,            -- asked for, WHATWG form
    final_url     TEXT NOT NULL,            -- answered, after redirects
    captured_at   TEXT NOT NULL,            -- UTC, when the last byte had come
    status        INTEGER NOT NULL,         -- HTTP status of the last answer
    kind          TEXT NOT NULL,            -- what it was fetched as: article, index, part (a further page); notice (evidence of an opt-out)
    publisher     TEXT REFERENCES publishers(id), -- whose address it is; null for a host that nobody here knows
    mime          TEXT,                     -- media type without parameters; null when the server named none
    charset       TEXT,                     -- as the Content-Type header named it
    headers       TEXT NOT NULL,            -- JSON list of [name, value], or of numbers of `headers`: see capture_headers
    etag          TEXT,                     -- validators for the next conditional request
    last_modified TEXT,                     -- the other validator, as the server spelt it
    elapsed_ms    INTEGER NOT NULL,         -- from the request to the last byte
    digest        TEXT NOT NULL REFERENCES payloads(digest), -- of its body
    run           INTEGER REFERENCES runs(id) -- the one that fetched it
);
CREATE INDEX IF NOT EXISTS captures_url ON captures(url);               -- the last capture of a URL
CREATE INDEX IF NOT EXISTS captures_newest ON captures(publisher, kind); -- a publisher's newest; rows come by id
CREATE INDEX IF NOT EXISTS captures_run ON captures(run);               -- what a run kept, for its seal
CREATE INDEX IF NOT EXISTS captures_digest ON captures(digest);         -- which captures had this body

CREATE TABLE IF NOT EXISTS headers (        -- header fields that many answers had, each once
    id            INTEGER PRIMARY KEY,      -- the number of the row
    name          TEXT NOT NULL,            -- lower case
    value         TEXT NOT NULL,            -- as sent
    UNIQUE (name, value)
);

CREATE TABLE IF NOT EXISTS not_modified (   -- 304: the last capture still stands
    capture       INTEGER NOT NULL REFERENCES captures(id), -- the one that stands
    seen_at       TEXT NOT NULL,            -- UTC, when the server said so
    etag          TEXT,                     -- renewed validators; null where the old one stands
    last_modified TEXT,                     -- the other validator, as the server spelt it
    run           INTEGER REFERENCES runs(id), -- the one that fetched it
    PRIMARY KEY (capture, seen_at)
);

CREATE TABLE IF NOT EXISTS parts (          -- further pages of an article, as they stood when its first page was asked for
    capture       INTEGER NOT NULL REFERENCES captures(id), -- of the first page
    url           TEXT NOT NULL,            -- asked for, WHATWG form, with its page parameter
    part          INTEGER REFERENCES captures(id), -- the answer that stood then; null when there was none
    reason        TEXT,                     -- why there was none
    PRIMARY KEY (capture, url)
);
CREATE INDEX IF NOT EXISTS parts_part ON parts(part);                   -- which articles an answer belongs to

CREATE TABLE IF NOT EXISTS seals (          -- a hash chain over the captures of every run
    name          TEXT PRIMARY KEY,         -- SHA-256 of the text of the seal, hexadecimal
    former        TEXT NOT NULL,            -- names of the seals before it, sorted, with blanks between
    run           INTEGER NOT NULL REFERENCES runs(id), -- whose captures it seals
    sealed_at     TEXT NOT NULL,            -- UTC
    captures      INTEGER NOT NULL,         -- how many it seals
    root          TEXT NOT NULL,            -- of the Merkle tree over them, hexadecimal
    leaves        BLOB NOT NULL             -- the leaves of that tree, sorted: 32 bytes each
);
CREATE INDEX IF NOT EXISTS seals_run ON seals(run);                     -- whether a run is sealed

CREATE TABLE IF NOT EXISTS timestamps (     -- tokens of time stamp authorities (RFC 3161) over seals
    seal          TEXT NOT NULL REFERENCES seals(name), -- whose text was stamped
    token         BLOB NOT NULL,            -- the answer of the authority, DER
    stamped_at    TEXT NOT NULL,            -- UTC, as the authority says
    PRIMARY KEY (seal, token)
);

CREATE TABLE IF NOT EXISTS removals (       -- tombstones: what was taken out of the archive, and why
    url           TEXT PRIMARY KEY,         -- canonical address, closed to crawls, imports and merges
    reason        TEXT NOT NULL,            -- in the words of whoever removed it
    removed_at    TEXT NOT NULL,            -- UTC
    captures      INTEGER NOT NULL,         -- how many went
    digest        TEXT NOT NULL             -- SHA-256 over the leaves of the captures that went, hexadecimal
);

CREATE TABLE IF NOT EXISTS removed_captures ( -- what is left of a capture that was removed
    leaf          BLOB PRIMARY KEY,         -- its leaf in the Merkle tree of its run
    url           TEXT NOT NULL REFERENCES removals(url) -- the address that was removed
);

CREATE TABLE IF NOT EXISTS notes (          -- words beside a story: a reply, a correction that its paper did not print
    url           TEXT NOT NULL,            -- canonical address of the article
    noted_at      TEXT NOT NULL,            -- UTC
    text          TEXT NOT NULL,            -- as somebody wrote it for this archive
    PRIMARY KEY (url, noted_at, text)
);

CREATE TABLE IF NOT EXISTS unread (         -- captures that wait to be read: just kept, or to be read again
    capture       INTEGER PRIMARY KEY REFERENCES captures(id) -- of an article or an index, with a status of 2xx
);

CREATE TABLE IF NOT EXISTS rereads (        -- one row while everything is read again: broken off, it goes on where it was
    id            INTEGER PRIMARY KEY CHECK (id = 1), -- 1
    rules         TEXT NOT NULL             -- SHA-256 over the program that reads, hexadecimal: another one begins anew
);

CREATE TABLE IF NOT EXISTS log_state (      -- one row: whether this file is whole without the log beside it
    id            INTEGER PRIMARY KEY CHECK (id = 1), -- 1
    folded        INTEGER NOT NULL,         -- 0 while rows may stand in the write-ahead log alone
    folded_capture INTEGER NOT NULL,        -- the number of the newest capture when the log was folded last
    lost_after    INTEGER                   -- the newest capture of a time when the log was missing; null when it never was
);
INSERT OR IGNORE INTO log_state (id, folded, folded_capture) VALUES (1, 1, 0);

-- Readings --------------------------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS publishers (     -- whose pages are read
    id          TEXT PRIMARY KEY,           -- name of its file of rules
    name        TEXT NOT NULL,              -- as it calls itself
    region      TEXT,                       -- province; null for a national publisher
    zone        TEXT NOT NULL,              -- offset of its printed times, "+07:00"
    home        TEXT NOT NULL               -- URL of its front page
);

CREATE TABLE IF NOT EXISTS sites (          -- publishers that nobody wrote a file of rules for
    publisher   TEXT PRIMARY KEY REFERENCES publishers(id), -- their row there
    home        TEXT NOT NULL               -- URL of the front page, on the host that was asked first
);

CREATE TABLE IF NOT EXISTS site_surveys (   -- when the lists of such a site were looked for
    publisher   TEXT PRIMARY KEY REFERENCES publishers(id), -- whose lists
    surveyed_at TEXT NOT NULL               -- UTC, the last time
);

CREATE TABLE IF NOT EXISTS site_sources (   -- lists by which the articles of such a site are found, as the site has them
    url         TEXT PRIMARY KEY,           -- the list, WHATWG form
    publisher   TEXT NOT NULL REFERENCES publishers(id), -- whose list it is
    kind        TEXT NOT NULL,              -- feed, sitemap, or page
    found_by    TEXT NOT NULL,              -- given, front page, robots.txt, link, form (of its system), or menu
    named       INTEGER NOT NULL,           -- articles that it named when it was found, with what stands behind it
    position    INTEGER NOT NULL            -- in the order of asking
);

CREATE TABLE IF NOT EXISTS rule_sets (      -- which rules found the fields of articles, each combination once
    id            INTEGER PRIMARY KEY,      -- the number of the row
    found_by      TEXT NOT NULL UNIQUE      -- JSON object: field -> the rule that found it
);

CREATE TABLE IF NOT EXISTS articles (       -- an article as its best reading knows it
    id            INTEGER PRIMARY KEY,      -- survives every new reading
    url           TEXT NOT NULL UNIQUE,     -- canonical: www., m. and tracking parameters folded
    publisher     TEXT NOT NULL REFERENCES publishers(id), -- whose page it is
    headline      TEXT,                     -- null when it could not be read
    kicker        TEXT,                     -- small line of the title block
    published_at  TEXT,                     -- UTC; null when it could not be read, never a guess
    published_on  TEXT,                     -- the date as the page's readers lived it, for facets
    published_raw TEXT,                     -- as printed
    zone          TEXT,                     -- the page's own offset, "+07:00"
    modified_at   TEXT,                     -- UTC, as the page says; null when it says nothing
    region        TEXT,                     -- province whose readers the page is for, or that it tells of; null if untold
    free          INTEGER,                  -- 0 where a part is kept for subscribers; null where nobody says
    region_by     TEXT,                     -- what told it: host, dateline, or text (places of the first paragraphs)
    section       TEXT,                     -- the rubric it stands in, as printed
    dateline      TEXT,                     -- place at the head of the text, as printed
    tags          TEXT NOT NULL,            -- JSON array, for facets
    views         INTEGER,                  -- at the newest capture that printed them
    initials      TEXT,                     -- of the people who wrote it, printed at the end of the text
    body          TEXT NOT NULL,            -- paragraphs with an empty line between; offsets of quotes count here
    words         INTEGER NOT NULL,         -- of the body
    pages         INTEGER NOT NULL,         -- how many pages it is split over
    source_url    TEXT,                     -- where it says that it appeared first
    state         TEXT NOT NULL,            -- live, or how it vanished: gone (404, 410), moved (to another page)
    first_seen_at TEXT NOT NULL,            -- its first capture
    last_seen_at  TEXT NOT NULL,            -- its last capture that showed it, or the last 304 that said so
    capture       INTEGER NOT NULL REFERENCES captures(id), -- the one this reading is of
    found_by      TEXT NOT NULL,            -- the number of a row of rule_sets; by older versions what stands there
    stems         TEXT                      -- stems of its words that it does not hold itself, for the search
);
CREATE INDEX IF NOT EXISTS articles_published ON articles(published_at);          -- view latest
CREATE INDEX IF NOT EXISTS articles_region ON articles(region, published_on);     -- what happened in a province
CREATE INDEX IF NOT EXISTS articles_publisher ON articles(publisher, published_on); -- facets
CREATE INDEX IF NOT EXISTS articles_of_region ON articles(region, published_at);  -- the newest of a province
CREATE INDEX IF NOT EXISTS articles_of_publisher ON articles(publisher, published_at); -- the newest of a publisher
CREATE INDEX IF NOT EXISTS articles_on ON articles(published_on, published_at);   -- a day
CREATE INDEX IF NOT EXISTS articles_section ON articles(section, published_at);   -- the newest of a rubric
CREATE INDEX IF NOT EXISTS articles_seen ON articles(publisher, last_seen_at);    -- view last_success
CREATE INDEX IF NOT EXISTS articles_vanished ON articles(last_seen_at) WHERE state != 'live'; -- view vanished

CREATE TABLE IF NOT EXISTS readings (       -- what became of each capture when it was read
    capture     INTEGER PRIMARY KEY REFERENCES captures(id), -- the one that was read
    article     INTEGER REFERENCES articles(id), -- null when it is none
    outcome     TEXT NOT NULL,              -- article, worse (an earlier reading stands), or what it was instead:
                                            -- index, gone, moved, failed, not_article, hostile, error
    digest      TEXT,                       -- SHA-256 of the wording that it adds to the article's history, if any
    words       INTEGER NOT NULL DEFAULT 0, -- of that wording's body
    empty       TEXT NOT NULL DEFAULT '[]', -- JSON array: fields without a value in that wording's reading
    pages_read  INTEGER,                    -- pages of the article that are in that wording; null when all are
    same_list   INTEGER,                    -- the capture that showed the same most-read list; null where it has its own
    empty_fields TEXT                        -- JSON array: fields without a value in the newest reading, a worse one
                                            -- included; null when no article was read, or by an older version
);
CREATE INDEX IF NOT EXISTS readings_same_list ON readings(same_list) WHERE same_list IS NOT NULL; -- who shares a list
CREATE INDEX IF NOT EXISTS readings_article ON readings(article);       -- the history of an article

CREATE TABLE IF NOT EXISTS revisions (      -- each wording an article has had, in time order; see wordings
    id            INTEGER PRIMARY KEY,      -- the number of the row
    article       INTEGER NOT NULL REFERENCES articles(id), -- the one it belongs to
    number        INTEGER NOT NULL,         -- from 1; A, B, A is three
    digest        TEXT NOT NULL,            -- of the wording
    headline      TEXT,                     -- of this wording
    body          TEXT,                     -- of this wording; null where it is articles.body
    bylines       TEXT NOT NULL,            -- JSON list of [role, name]
    credits       TEXT NOT NULL,            -- JSON list of printed photo credits
    first_capture INTEGER NOT NULL REFERENCES captures(id), -- the first that showed it
    last_capture  INTEGER NOT NULL REFERENCES captures(id), -- the last that showed it, before another did
    UNIQUE (article, number)
);
CREATE INDEX IF NOT EXISTS revisions_edits ON revisions(first_capture, article, number) WHERE number > 1; -- the newest edits

CREATE TABLE IF NOT EXISTS bylines (        -- who wrote, edited and photographed
    id          INTEGER PRIMARY KEY,        -- the number of the row
    article     INTEGER NOT NULL REFERENCES articles(id), -- the one it belongs to
    position    INTEGER NOT NULL,           -- printed order, from 1; so in every table below
    role        TEXT NOT NULL,              -- reporter, editor, photographer
    name        TEXT NOT NULL,              -- as printed
    UNIQUE (article, position)
);
CREATE INDEX IF NOT EXISTS bylines_name ON bylines(name, role);         -- everything by one reporter

CREATE TABLE IF NOT EXISTS photos (         -- pictures of an article: where they are, what is printed beside them
    id          INTEGER PRIMARY KEY,        -- the number of the row
    article     INTEGER NOT NULL REFERENCES articles(id), -- the one it belongs to
    position    INTEGER NOT NULL,           -- the lead photo is 1
    url         TEXT NOT NULL,              -- a link: the bytes are not kept
    caption     TEXT,                       -- as printed, without the credit
    credit      TEXT,                       -- as printed
    UNIQUE (article, position)
);

CREATE TABLE IF NOT EXISTS quotes (         -- what somebody is quoted as saying in an article
    id          INTEGER PRIMARY KEY,        -- the number of the row
    article     INTEGER NOT NULL REFERENCES articles(id), -- the one it belongs to
    position    INTEGER NOT NULL,           -- printed order, from 1
    kind        TEXT NOT NULL,              -- direct, indirect, pull (a box that copies one of the others)
    text        TEXT NOT NULL,              -- without its outer marks
    speaker     TEXT,                       -- fullest name in the article; null when nobody can be named
    role        TEXT,                       -- title as first introduced
    affiliation TEXT,                       -- where the speaker belongs
    mention     TEXT,                       -- the speaker as printed beside the quotation
    cue         TEXT,                       -- the reporting word as printed
    attribution TEXT NOT NULL,              -- how the speaker was told
    confidence  REAL NOT NULL,              -- 0 to 1
    evidence    TEXT,                       -- JSON [from, to]: offsets into articles.body of the words that told who
    paragraph   INTEGER,                    -- index from 0; null for a pull quote
    start       INTEGER,                    -- character offsets into articles.body, from 0
    "end"       INTEGER,                    -- one past the last character
    UNIQUE (article, position)
);
DROP INDEX IF EXISTS quotes_speaker;
CREATE INDEX IF NOT EXISTS quotes_of_speaker ON quotes(speaker, article); -- view who_said_what

CREATE TABLE IF NOT EXISTS people (         -- who appears in an article; all forms of one name are one row
    id          INTEGER PRIMARY KEY,        -- the number of the row
    article     INTEGER NOT NULL REFERENCES articles(id), -- the one it belongs to
    position    INTEGER NOT NULL,           -- printed order, from 1
    name        TEXT NOT NULL,              -- fullest form in the article
    role        TEXT,                       -- title as first introduced
    affiliation TEXT,                       -- where the person belongs
    mentions    TEXT NOT NULL,              -- JSON array of printed forms
    UNIQUE (article, position)
);
CREATE INDEX IF NOT EXISTS people_name ON people(name);

CREATE TABLE IF NOT EXISTS links (          -- other articles that an article points at
    id          INTEGER PRIMARY KEY,        -- the number of the row
    article     INTEGER NOT NULL REFERENCES articles(id), -- the one it belongs to
    position    INTEGER NOT NULL,           -- printed order, from 1
    kind        TEXT NOT NULL,              -- read_also (inside the text), related (the list)
    url         TEXT NOT NULL,              -- canonical: joins articles.url
    title       TEXT NOT NULL,              -- as printed
    UNIQUE (article, position)
);
CREATE INDEX IF NOT EXISTS links_url ON links(url);                     -- who links here

CREATE TABLE IF NOT EXISTS popular_entries ( -- most-read lists, each under one capture that showed it; see popular_lists
    id            INTEGER PRIMARY KEY,      -- the number of the row
    capture       INTEGER NOT NULL REFERENCES captures(id), -- the one that showed it
    position      INTEGER NOT NULL,         -- printed order, from 1
    box           TEXT,                     -- heading of the list
    rank          INTEGER NOT NULL,         -- from 1, the most read
    url           TEXT NOT NULL,            -- canonical: joins articles.url
    title         TEXT NOT NULL,            -- as the list prints it
    views         INTEGER,                  -- as the list prints them
    published_raw TEXT,                     -- as the list prints it
    author        TEXT,                     -- as the list prints it
    UNIQUE (capture, position)
);
CREATE INDEX IF NOT EXISTS popular_entries_url ON popular_entries(url); -- view popularity

CREATE TABLE IF NOT EXISTS view_counts (    -- the article's own counter at each capture
    capture     INTEGER PRIMARY KEY REFERENCES captures(id), -- the one that showed it
    article     INTEGER NOT NULL REFERENCES articles(id), -- whose counter it is
    views       INTEGER NOT NULL            -- as printed at that moment
);
CREATE INDEX IF NOT EXISTS view_counts_article ON view_counts(article);

CREATE TABLE IF NOT EXISTS problems (       -- what could not be read, or not be trusted
    id          INTEGER PRIMARY KEY,        -- the number of the row
    capture     INTEGER NOT NULL REFERENCES captures(id), -- the one that was read
    position    INTEGER NOT NULL,           -- in the order of their finding
    field       TEXT NOT NULL,              -- a field of the article, or page
    kind        TEXT NOT NULL,              -- missing, ambiguous, unreadable, suspect ...
    detail      TEXT NOT NULL,              -- what was tried, and what was found
    UNIQUE (capture, position)
);

-- Summaries -------------------------------------------------------------------------------------------------
-- Kept by the triggers of scraper/archive/summaries.py in the transaction that changes what they summarise.

CREATE TABLE IF NOT EXISTS counts (         -- how many rows a table has, and how many with each value of some columns
    relation    TEXT NOT NULL,              -- name of the table
    field       TEXT NOT NULL,              -- name of the column; empty for the rows of the table
    value       NOT NULL,                   -- of the column; empty for the rows of the table
    number      INTEGER NOT NULL,           -- of rows
    PRIMARY KEY (relation, field, value)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counts_most ON counts(relation, field, number); -- the most frequent values

CREATE TABLE IF NOT EXISTS tags (           -- which articles have a tag
    tag          TEXT NOT NULL,             -- as printed
    published_at TEXT NOT NULL,             -- UTC; empty when it could not be read
    article      INTEGER NOT NULL REFERENCES articles(id), -- the one that has it
    PRIMARY KEY (tag, published_at, article)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS persons (        -- who is quoted: equal names with the same body, or the same title, are one person
    id          INTEGER PRIMARY KEY,        -- the number of the row
    person      TEXT NOT NULL UNIQUE,       -- the name and the body or title in lower case, or the number of the only article
    speaker     TEXT NOT NULL,              -- fullest name in the article that quoted the person first
    role        TEXT,                       -- title there
    affiliation TEXT,                       -- where the person belongs, there
    articles    INTEGER NOT NULL,           -- how many quote the person
    direct      INTEGER NOT NULL,           -- quotations word for word
    indirect    INTEGER NOT NULL,           -- others
    first       TEXT,                       -- day of the oldest of these articles
    last        TEXT                        -- day of the newest
);
CREATE INDEX IF NOT EXISTS persons_most ON persons(articles, direct); -- view speakers
CREATE INDEX IF NOT EXISTS persons_named ON persons(speaker);           -- everybody of a name

CREATE TABLE IF NOT EXISTS said (           -- which articles quote a person
    person       INTEGER NOT NULL REFERENCES persons(id), -- who is quoted
    published_on TEXT NOT NULL,             -- day of the article; empty when it could not be read
    article      INTEGER NOT NULL REFERENCES articles(id), -- the one that quotes
    number       INTEGER NOT NULL,          -- of quotations
    PRIMARY KEY (person, published_on, article)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS said_on ON said(published_on, person, number); -- who was quoted most in a time

CREATE TABLE IF NOT EXISTS rates (          -- the view fill_rates as it was counted last
    publisher   TEXT NOT NULL REFERENCES publishers(id), -- whose readings
    field       TEXT NOT NULL,              -- a field of the article, a part of one, page or index
    newest      INTEGER NOT NULL,           -- so many of the newest readings have it
    newest_of   INTEGER NOT NULL,           -- of so many
    before      INTEGER NOT NULL,           -- so many of those before
    before_of   INTEGER NOT NULL,           -- of so many
    fell        INTEGER NOT NULL,           -- 1 when that is far fewer
    PRIMARY KEY (publisher, field)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS stale_rates (    -- publishers of which something was read since their rates were counted
    publisher   TEXT PRIMARY KEY REFERENCES publishers(id) -- whose rates are counted when they are asked for
) WITHOUT ROWID;

-- What the crawler remembers ----------------------------------------------------------------------------------

CREATE TABLE IF NOT EXISTS frontier (       -- every URL ever found, and when to ask for it next
    url         TEXT PRIMARY KEY,           -- canonical
    publisher   TEXT NOT NULL REFERENCES publishers(id), -- whose rules read it
    host        TEXT NOT NULL,              -- for the pauses between requests
    state       TEXT NOT NULL,              -- due, done (no more looks), gone, refused, alias
    found_at    TEXT NOT NULL,              -- UTC, when it was first seen
    found_on    TEXT,                       -- the index that showed it
    looks       INTEGER NOT NULL DEFAULT 0, -- successful fetches
    step        INTEGER,                    -- place on the schedule of looks, from 0; null before the first look
    attempts    INTEGER NOT NULL DEFAULT 0, -- failures since the last success
    missed      INTEGER NOT NULL DEFAULT 0, -- times in a row that it was not there: 404, 410, led to another page
    next_at     TEXT,                       -- not before; null when there is no next time
    reason      TEXT,                       -- why it stands where it stands
    alias_of    TEXT                        -- the URL of the article that this one turned out to show; null otherwise
);
CREATE INDEX IF NOT EXISTS frontier_due ON frontier(publisher, state, next_at);   -- what is due
CREATE INDEX IF NOT EXISTS frontier_unseen ON frontier(url) WHERE looks = 0;      -- the budgets of new URLs
CREATE INDEX IF NOT EXISTS frontier_seen ON frontier(url) WHERE looks > 0;        -- whether a part of a site is fruitless
CREATE INDEX IF NOT EXISTS frontier_found ON frontier(publisher, found_at);       -- when something was found last
CREATE INDEX IF NOT EXISTS frontier_alias ON frontier(alias_of) WHERE alias_of IS NOT NULL; -- what leads to a URL

CREATE TABLE IF NOT EXISTS walks (          -- lists that a backfill goes back through, and how far it has come
    source      TEXT PRIMARY KEY,           -- the list of a day, a sitemap, or the first page of a numbered list
    publisher   TEXT NOT NULL REFERENCES publishers(id), -- whose list it is
    state       TEXT NOT NULL,              -- walking, done (to its end), failed
    next_url    TEXT,                       -- its page to go on with; null when it has none
    pages       INTEGER NOT NULL DEFAULT 0, -- pages looked at
    oldest_on   TEXT,                       -- day of the articles on the last page: the middle one of those told
    walked_at   TEXT NOT NULL,              -- UTC, the last look
    reason      TEXT                        -- what stopped it
);

CREATE TABLE IF NOT EXISTS hosts (          -- manners: what each host asked of us
    host            TEXT PRIMARY KEY,       -- lower case
    robots          BLOB,                   -- the robots.txt that holds; null when none was ever read
    robots_status   INTEGER,                -- of its last fetch; null when there was no answer
    robots_at       TEXT,                   -- UTC, when it was fetched
    not_before      TEXT,                   -- Retry-After and slowing down, kept across runs
    pause_s         REAL,                   -- the present pause between requests
    failures        INTEGER NOT NULL DEFAULT 0, -- in a row
    opted_out       TEXT,                   -- the words of an opt-out; null when there is none
    opted_out_at    TEXT,                   -- UTC, when it was seen
    opted_out_url   TEXT,                   -- the page that said so; its capture is kept
    allowed_because TEXT,                   -- why the operator fetches in spite of an opt-out; null when nobody said so
    allowed_at      TEXT,                   -- UTC, when the operator said so
    last_request_at TEXT                    -- UTC with milliseconds, the start of the last request of any run
);

CREATE TABLE IF NOT EXISTS pending_steps (  -- rewriting of rows that an older version wrote; both forms are read
    step        TEXT PRIMARY KEY,           -- its name in archive/gradual.py
    after       INTEGER NOT NULL            -- rows up to this number are rewritten
);

-- A wording that stands in articles alone is copied before another takes its place.
CREATE TRIGGER IF NOT EXISTS articles_body BEFORE UPDATE OF body ON articles WHEN old.body IS NOT new.body BEGIN
    UPDATE revisions SET body = old.body WHERE article = old.id AND body IS NULL;
END;

-- Search ------------------------------------------------------------------------------------------------------
-- Datasette finds a search table only when its content table stands in double quotes. The index is touched only
-- where its words change, so that reading the archive again leaves it as it was. Stems (indonesian/stems.py) stand in
-- a column of their own, marked, so that no phrase finds them.

CREATE VIRTUAL TABLE IF NOT EXISTS articles_fts USING fts5 (
    headline, body, stems, content="articles", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER IF NOT EXISTS articles_ai AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, headline, body, stems) VALUES (new.id, new.headline, new.body, new.stems);
END;
CREATE TRIGGER IF NOT EXISTS articles_ad AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, body, stems)
    VALUES ('delete', old.id, old.headline, old.body, old.stems);
END;
CREATE TRIGGER IF NOT EXISTS articles_au AFTER UPDATE OF headline, body, stems ON articles
WHEN old.headline IS NOT new.headline OR old.body IS NOT new.body OR old.stems IS NOT new.stems BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, headline, body, stems)
    VALUES ('delete', old.id, old.headline, old.body, old.stems);
    INSERT INTO articles_fts (rowid, headline, body, stems) VALUES (new.id, new.headline, new.body, new.stems);
END;

CREATE VIRTUAL TABLE IF NOT EXISTS quotes_fts USING fts5 (
    text, speaker, content="quotes", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER IF NOT EXISTS quotes_ai AFTER INSERT ON quotes BEGIN
    INSERT INTO quotes_fts (rowid, text, speaker) VALUES (new.id, new.text, new.speaker);
END;
CREATE TRIGGER IF NOT EXISTS quotes_ad AFTER DELETE ON quotes BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text, speaker) VALUES ('delete', old.id, old.text, old.speaker);
END;
CREATE TRIGGER IF NOT EXISTS quotes_au AFTER UPDATE OF text, speaker ON quotes
WHEN old.text IS NOT new.text OR old.speaker IS NOT new.speaker BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, text, speaker) VALUES ('delete', old.id, old.text, old.speaker);
    INSERT INTO quotes_fts (rowid, text, speaker) VALUES (new.id, new.text, new.speaker);
END;

-- Views, named as people ask ------------------------------------------------------------------------------------

DROP VIEW IF EXISTS wordings;
CREATE VIEW wordings AS                     -- every wording of every article, with its text
SELECT r.id, r.article, r.number, r.digest, r.headline, coalesce(r.body, a.body) AS body, r.bylines, r.credits,
       r.first_capture, r.last_capture
FROM revisions r JOIN articles a ON a.id = r.article;

DROP VIEW IF EXISTS rules_of_articles;
CREATE VIEW rules_of_articles AS            -- which rule found which field of every article: a JSON object
SELECT a.id AS article, coalesce(s.found_by, a.found_by) AS found_by
FROM articles a LEFT JOIN rule_sets s ON s.id = a.found_by;

DROP VIEW IF EXISTS popular_lists;
CREATE VIEW popular_lists AS                -- the most-read list of every capture that showed one
SELECT c.id AS capture, e.position, e.box, e.rank, e.url, e.title, e.views, e.published_raw, e.author
FROM captures c LEFT JOIN readings r ON r.capture = c.id
     JOIN popular_entries e ON e.capture = coalesce(r.same_list, c.id);

DROP VIEW IF EXISTS capture_headers;
CREATE VIEW capture_headers AS              -- the header fields of every answer, in their order
SELECT c.id AS capture, e.key + 1 AS position,
       CASE e.type WHEN 'integer' THEN h.name ELSE json_extract(e.value, '$[0]') END AS name,
       CASE e.type WHEN 'integer' THEN h.value ELSE json_extract(e.value, '$[1]') END AS value
FROM captures c JOIN json_each(c.headers) e LEFT JOIN headers h ON e.type = 'integer' AND h.id = e.value;

DROP VIEW IF EXISTS latest;
CREATE VIEW latest AS                       -- newest articles first
SELECT a.id, a.published_at, a.headline, p.name AS publisher, a.section,
       (SELECT group_concat(name, ', ') FROM bylines b WHERE b.article = a.id AND b.role = 'reporter') AS reporters,
       (SELECT group_concat(name, ', ') FROM bylines b WHERE b.article = a.id AND b.role = 'editor') AS editors,
       (SELECT credit FROM photos f WHERE f.article = a.id AND f.position = 1) AS photo_credit,
       a.views, a.state, a.url
FROM articles a LEFT JOIN publishers p ON p.id = a.publisher
ORDER BY a.published_at DESC;

DROP VIEW IF EXISTS who_said_what;
CREATE VIEW who_said_what AS                -- every quotation of the body with its speaker and its article
-- CROSS JOIN and LEFT JOIN keep the order of time, so that the newest rows are had without a look at all others.
SELECT q.id, a.published_on, q.speaker, q.role, q.text, q.cue, q.kind, q.confidence,
       a.headline, p.name AS publisher, a.id AS article, a.url
FROM articles a CROSS JOIN quotes q ON q.article = a.id LEFT JOIN publishers p ON p.id = a.publisher
WHERE q.kind != 'pull'
ORDER BY a.published_at DESC, q.article, q.position;

DROP VIEW IF EXISTS people_said;
CREATE VIEW people_said AS                  -- quotations by the same person over articles
SELECT q.speaker, q.role, q.affiliation, q.text, q.kind, a.published_on, a.headline, p.name AS publisher,
       -- Joined over articles are equal names of two or more words with the same body, or the same title where
       -- it names no body. Whoever else speaks is somebody of this article only.
       lower(q.speaker) || ' | ' || CASE
           WHEN q.speaker LIKE '% %' AND coalesce(q.affiliation, q.role) IS NOT NULL
           THEN lower(coalesce(q.affiliation, q.role))
           ELSE 'article ' || q.article END AS person,
       q.id AS quote, q.article
FROM articles a CROSS JOIN quotes q ON q.article = a.id LEFT JOIN publishers p ON p.id = a.publisher
WHERE q.kind != 'pull' AND q.speaker IS NOT NULL
ORDER BY a.published_at DESC, q.article, q.position;

DROP VIEW IF EXISTS speakers;
CREATE VIEW speakers AS                     -- one line a person: who is quoted in most articles
SELECT speaker, role, affiliation, articles, direct, indirect, first, last, person
FROM persons
ORDER BY articles DESC, direct DESC, speaker;

DROP VIEW IF EXISTS short_forms;
CREATE VIEW short_forms AS                  -- how papers shorten titles and offices; said_by asks for both forms
SELECT column1 AS short, column2 AS long FROM (VALUES
    ('kadishub', 'kepala dinas perhubungan'), ('kadinkes', 'kepala dinas kesehatan'),
    ('kadisdik', 'kepala dinas pendidikan'), ('kadinsos', 'kepala dinas sosial'), ('kadis', 'kepala dinas'),
    ('dishub', 'dinas perhubungan'), ('dinkes', 'dinas kesehatan'), ('disdik', 'dinas pendidikan'),
    ('dinsos', 'dinas sosial'), ('disnaker', 'dinas tenaga kerja'), ('dlh', 'dinas lingkungan hidup'),
    ('bpbd', 'badan penanggulangan bencana daerah'), ('kpu', 'komisi pemilihan umum'),
    ('bawaslu', 'badan pengawas pemilu'), ('kejari', 'kejaksaan negeri'), ('kades', 'kepala desa'),
    ('sekda', 'sekretaris daerah'), ('wabup', 'wakil bupati'), ('wagub', 'wakil gubernur'),
    ('wawali', 'wakil wali kota'), ('kapolres', 'kepala kepolisian resor'), ('dirut', 'direktur utama'));

DROP VIEW IF EXISTS popularity;
CREATE VIEW popularity AS                   -- how a story moved through the most-read lists
SELECT c.captured_at, e.box, e.rank, e.title, e.views, a.id AS article, e.url
FROM captures c LEFT JOIN readings r ON r.capture = c.id
     CROSS JOIN popular_entries e ON e.capture = coalesce(r.same_list, c.id) LEFT JOIN articles a ON a.url = e.url
ORDER BY c.id DESC, e.box, e.rank;

DROP VIEW IF EXISTS rewritten;
CREATE VIEW rewritten AS                    -- articles whose words changed, the last change first
SELECT a.id, a.headline, r.number - 1 AS edits, c.captured_at AS last_edit_seen_at, a.url
FROM revisions r JOIN captures c ON c.id = r.first_capture JOIN articles a ON a.id = r.article
WHERE r.number > 1 AND r.number = (SELECT max(n.number) FROM revisions n WHERE n.article = r.article)
ORDER BY r.first_capture DESC;

DROP VIEW IF EXISTS vanished;
CREATE VIEW vanished AS                     -- articles that are no longer where they were; the text stays here
SELECT a.id, a.headline, a.state, a.last_seen_at, p.name AS publisher, a.url
FROM articles a LEFT JOIN publishers p ON p.id = a.publisher
WHERE a.state != 'live'
ORDER BY a.last_seen_at DESC;

DROP VIEW IF EXISTS watched_fields;
CREATE VIEW watched_fields AS               -- what fill_rates counts: fields of the output contract and parts of them
-- kind: the readings that it is counted over. needed: without it hardly anything was read.
SELECT column1 AS field, column2 AS kind, column3 AS needed FROM (VALUES
    ('index', 'index', 0), ('page', 'page', 1),
    ('headline', 'field', 1), ('published_at', 'field', 1), ('paragraphs', 'field', 1), ('kicker', 'field', 0),
    ('published_raw', 'field', 0), ('modified_at', 'field', 0), ('section', 'field', 0), ('dateline', 'field', 0),
    ('tags', 'field', 0), ('views', 'field', 0), ('initials', 'field', 0), ('photos', 'field', 0),
    ('photos.caption', 'field', 0), ('photos.credit', 'field', 0), ('bylines.reporter', 'field', 0),
    ('bylines.editor', 'field', 0), ('quotes', 'field', 0), ('quotes.speaker', 'field', 0),
    ('links.read_also', 'field', 0), ('links.related', 'field', 0), ('popular', 'field', 0),
    ('popular.views', 'field', 0));

DROP VIEW IF EXISTS newest_captures;
CREATE VIEW newest_captures AS              -- the newest 2,000 articles and as many indexes of each stale publisher, as fetched
-- CROSS JOIN keeps SQLite from reading every capture there is.
SELECT c.* FROM (
    SELECT p.publisher, k.kind, coalesce((SELECT b.id FROM captures b WHERE b.publisher = p.publisher AND b.kind = k.kind
                                          ORDER BY b.id DESC LIMIT 1 OFFSET 1999), 0) AS first
    FROM stale_rates p, (SELECT 'article' AS kind UNION ALL SELECT 'index') k
) f CROSS JOIN captures c ON c.publisher = f.publisher AND c.kind = f.kind AND c.id >= f.first;

DROP VIEW IF EXISTS newest_readings;
CREATE VIEW newest_readings AS              -- what the newest captures of stale publishers lacked, as fill_rates counts it
-- An index lacks itself when it lists no article, a page when no article could be read from it; a page that is gone
-- counts where its article is known. Stories that were over 45 days old when they were fetched are left out: no
-- schedule looks at them, so they came by a backfill, in layouts of long ago; so are indexes looked at but once or
-- twice.
WITH known AS (
    SELECT publisher AS id, coalesce((SELECT max(a.published_on) FROM articles a WHERE a.publisher = p.publisher
                                      AND a.published_on <= date('now', '+1 day')), '9999') AS newest_on
    FROM stale_rates p),
newest AS (
    SELECT c.publisher, c.kind, c.id, c.url, c.status, strftime('%Y-%m-%d', min(c.captured_at, k.newest_on), '-45 days')
           AS fresh_from
    FROM newest_captures c JOIN known k ON k.id = c.publisher),
pages AS (
    SELECT n.publisher, n.id, n.url, r.outcome, r.empty_fields
    FROM newest n JOIN readings r ON r.capture = n.id LEFT JOIN articles a ON a.id = coalesce(
         r.article, (SELECT k.id FROM articles k WHERE k.url = n.url))
    WHERE n.kind = 'article' AND (a.published_at IS NULL OR a.published_at >= n.fresh_from)
      AND (r.outcome NOT IN ('gone', 'moved') OR a.id IS NOT NULL))
SELECT publisher, 'index' AS kind, id AS capture, id AS story,
       CASE WHEN status < 400 AND NOT EXISTS (SELECT 1 FROM problems m WHERE m.capture = i.id AND m.kind = 'empty')
            THEN '[]' ELSE '["index"]' END AS empty_fields
FROM (SELECT *, count(*) OVER (PARTITION BY publisher, url) AS times FROM newest WHERE kind = 'index') i
WHERE times >= 3
UNION ALL
SELECT publisher, 'page', id, url, CASE WHEN outcome IN ('article', 'worse') THEN '[]' ELSE '["page"]' END FROM pages
UNION ALL
SELECT publisher, 'field', id, url, empty_fields FROM pages WHERE outcome IN ('article', 'worse') AND empty_fields IS NOT NULL;

DROP VIEW IF EXISTS counted_rates;
CREATE VIEW counted_rates AS                -- how often each field of stale publishers was found: in the newest readings, in those before
-- newest of newest_of readings have it, before of before_of earlier ones; each story counts once, as it was read
-- last. fell is 1 when that is far fewer: the rule is told in scraper/store/fill_rates.py.
WITH stories AS (
    SELECT publisher, kind, capture, empty_fields,
           row_number() OVER (PARTITION BY publisher, kind, story ORDER BY capture DESC) AS look
    FROM newest_readings),
aged AS (
    SELECT publisher, kind, empty_fields, count(*) OVER (PARTITION BY publisher, kind) AS total,
           row_number() OVER (PARTITION BY publisher, kind ORDER BY capture DESC) AS age
    FROM stories WHERE look = 1),
sized AS (
    SELECT *, CASE WHEN total >= 250 THEN 50 WHEN total >= 50 THEN total / 5 ELSE total END AS size FROM aged),
blocks AS (
    SELECT publisher, kind, empty_fields, size, (age - 1) / size AS block FROM sized WHERE age <= 5 * size),
missed AS (
    SELECT publisher, kind, block, value AS field, count(*) AS number
    FROM blocks, json_each(empty_fields) GROUP BY publisher, kind, block, value),
found AS (
    SELECT b.publisher, f.field, f.needed, b.size, b.block, b.size - coalesce(m.number, 0) AS number
    FROM (SELECT DISTINCT publisher, kind, size, block FROM blocks) b JOIN watched_fields f ON f.kind = b.kind
         LEFT JOIN missed m ON m.publisher = b.publisher AND m.field = f.field AND m.block = b.block),
found_rates AS (
    SELECT publisher, field, needed, sum(number) FILTER (WHERE block = 0) AS newest, size AS newest_of,
           coalesce(sum(number) FILTER (WHERE block > 0), 0) AS before, size * (count(*) - 1) AS before_of,
           min(number) FILTER (WHERE block > 0) AS worst, sum(number) * 1.0 / (size * count(*)) AS whole
    FROM found GROUP BY publisher, field)
SELECT publisher, field, newest, newest_of, before, before_of,
       newest_of >= 10 AND (
           (needed AND 2 * newest < newest_of)
           OR (before_of > 0 AND 5 * (worst - newest) >= newest_of
               AND (before * 1.0 / before_of - newest * 1.0 / newest_of)
                 * (before * 1.0 / before_of - newest * 1.0 / newest_of)
                 >= 25 * whole * (1 - whole) * (1.0 / newest_of + 1.0 / before_of))) AS fell
FROM found_rates;

DROP VIEW IF EXISTS fill_rates;
CREATE VIEW fill_rates AS                   -- how often each field was found: in the newest readings, in those before
SELECT * FROM (SELECT * FROM rates WHERE publisher NOT IN (SELECT publisher FROM stale_rates)
               UNION ALL SELECT * FROM counted_rates)
ORDER BY publisher, fell DESC, field;

DROP VIEW IF EXISTS last_success;
CREATE VIEW last_success AS                 -- when an article of each publisher was last read, or told to stand as it is
SELECT publisher, last_success_at FROM (
    SELECT p.id AS publisher, (SELECT max(a.last_seen_at) FROM articles a WHERE a.publisher = p.id) AS last_success_at
    FROM publishers p)
WHERE last_success_at IS NOT NULL;

DROP VIEW IF EXISTS health;
CREATE VIEW health AS                       -- one line a publisher: is it still read whole?
-- fell names the fields that are found far less often than before. The shares are those of the newest readings.
WITH told AS (
    SELECT publisher, group_concat(field, ', ') FILTER (WHERE fell) AS fell,
           max(CASE WHEN field = 'page' THEN newest_of END) AS readings,
           max(CASE WHEN field = 'page' THEN round(newest * 1.0 / newest_of, 3) END) AS are_articles,
           max(CASE WHEN field = 'headline' THEN round(newest * 1.0 / newest_of, 3) END) AS with_headline,
           max(CASE WHEN field = 'published_at' THEN round(newest * 1.0 / newest_of, 3) END) AS with_time,
           max(CASE WHEN field = 'paragraphs' THEN round(newest * 1.0 / newest_of, 3) END) AS with_body,
           max(CASE WHEN field = 'bylines.reporter' THEN round(newest * 1.0 / newest_of, 3) END) AS with_reporter,
           max(CASE WHEN field = 'photos.credit' THEN round(newest * 1.0 / newest_of, 3) END) AS with_credit
    FROM fill_rates GROUP BY publisher)
SELECT p.id AS publisher, t.fell, s.last_success_at, t.readings, t.are_articles, t.with_headline, t.with_time,
       t.with_body, t.with_reporter, t.with_credit,
       coalesce((SELECT number FROM counts WHERE relation = 'articles' AND field = 'publisher' AND value = p.id), 0)
           AS articles,
       (SELECT count(*) FROM frontier w WHERE w.publisher = p.id AND w.state = 'due') AS waiting
FROM publishers p LEFT JOIN told t ON t.publisher = p.id LEFT JOIN last_success s ON s.publisher = p.id
ORDER BY t.fell IS NULL, p.id;
