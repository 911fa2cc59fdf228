"""The shape of the database, step by step. Steps are only ever added; `VERSION` is the number of the last one."""

from __future__ import annotations

import sqlite3

VERSION = 4

_M001 = """
CREATE TABLE survey_version (
    survey TEXT NOT NULL, version INTEGER NOT NULL CHECK (version > 0), definition TEXT NOT NULL, sha256 TEXT NOT NULL,
    published_at TEXT NOT NULL, PRIMARY KEY (survey, version)
) STRICT;
CREATE TABLE table_import (
    id TEXT PRIMARY KEY, survey TEXT NOT NULL, version INTEGER NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL, mapping TEXT NOT NULL, imported_at TEXT NOT NULL,
    FOREIGN KEY (survey, version) REFERENCES survey_version
) STRICT;
CREATE TABLE response (
    id TEXT PRIMARY KEY, survey TEXT NOT NULL, version INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('terminal', 'web', 'paper', 'hands', 'import')),
    submitted_at TEXT, received_at TEXT NOT NULL, receipt TEXT UNIQUE,
    table_import TEXT REFERENCES table_import, source_key TEXT,
    UNIQUE (survey, source_key), FOREIGN KEY (survey, version) REFERENCES survey_version
) STRICT;
CREATE TABLE answer (
    response TEXT NOT NULL REFERENCES response, question TEXT NOT NULL, row TEXT NOT NULL DEFAULT '',
    code TEXT NOT NULL DEFAULT '', number REAL, text TEXT,
    missing TEXT CHECK (missing IN ('blank', 'not_reached', 'not_known', 'not_applicable', 'refused')),
    PRIMARY KEY (response, question, row, code),
    CHECK ((code <> '') + (number IS NOT NULL) + (text IS NOT NULL AND code = '') + (missing IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
CREATE INDEX response_of_survey ON response (survey, submitted_at);
CREATE TABLE draft (
    survey TEXT NOT NULL, holder TEXT NOT NULL, raw TEXT NOT NULL, kept_at TEXT NOT NULL, PRIMARY KEY (survey, holder)
) STRICT;
CREATE TABLE theme_run (
    survey TEXT NOT NULL, question TEXT NOT NULL, parameters TEXT NOT NULL, stability REAL, made_at TEXT NOT NULL,
    PRIMARY KEY (survey, question)
) STRICT;
CREATE TABLE theme (
    id TEXT PRIMARY KEY, survey TEXT NOT NULL, question TEXT NOT NULL, position INTEGER NOT NULL, label TEXT NOT NULL,
    keywords TEXT NOT NULL, quotes TEXT NOT NULL, FOREIGN KEY (survey, question) REFERENCES theme_run
) STRICT;
CREATE TABLE theme_match (
    response TEXT NOT NULL REFERENCES response, question TEXT NOT NULL, theme TEXT NOT NULL REFERENCES theme,
    made_by TEXT NOT NULL CHECK (made_by IN ('machine', 'analyst')), confidence REAL NOT NULL,
    PRIMARY KEY (response, question, theme)
) STRICT, WITHOUT ROWID;
CREATE INDEX theme_match_of_theme ON theme_match (theme);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER answer_is_kept BEFORE UPDATE ON answer BEGIN SELECT RAISE(ABORT, 'answers are never changed'); END;
CREATE TRIGGER response_is_kept BEFORE UPDATE ON response BEGIN SELECT RAISE(ABORT, 'responses are never changed'); END;
CREATE TRIGGER version_is_kept BEFORE UPDATE ON survey_version
BEGIN SELECT RAISE(ABORT, 'published versions are never changed'); END;
CREATE TRIGGER audit_is_kept BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
"""

_M002 = """
CREATE TABLE response_1 AS SELECT * FROM response;
CREATE TABLE answer_1 AS SELECT * FROM answer;
CREATE TABLE theme_match_1 AS SELECT * FROM theme_match;
DROP TABLE theme_match;
DROP TABLE answer;
DROP TABLE response;
CREATE TABLE response (
    nr INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, survey TEXT NOT NULL, version INTEGER NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('terminal', 'web', 'paper', 'hands', 'import')),
    submitted_at TEXT, received_at TEXT NOT NULL, receipt TEXT UNIQUE,
    table_import TEXT REFERENCES table_import, source_key TEXT,
    wave TEXT NOT NULL DEFAULT '', respondent TEXT REFERENCES person, seconds INTEGER,
    UNIQUE (survey, source_key), UNIQUE (survey, wave, respondent), FOREIGN KEY (survey, version) REFERENCES survey_version
) STRICT;
CREATE TABLE revision (
    response INTEGER NOT NULL REFERENCES response, number INTEGER NOT NULL CHECK (number > 0), at TEXT NOT NULL,
    actor TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (response, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE answer (
    response INTEGER NOT NULL REFERENCES response, revision INTEGER NOT NULL DEFAULT 0, question TEXT NOT NULL,
    row TEXT NOT NULL DEFAULT '', col TEXT NOT NULL DEFAULT '', instance INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '', number REAL, text TEXT,
    missing TEXT CHECK (missing IN ('blank', 'not_reached', 'not_known', 'not_applicable', 'refused')),
    PRIMARY KEY (response, revision, question, row, col, instance, code),
    CHECK ((code <> '') + (number IS NOT NULL) + (text IS NOT NULL AND code = '') + (missing IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
CREATE TABLE review (
    id INTEGER PRIMARY KEY, response INTEGER NOT NULL REFERENCES response, at TEXT NOT NULL, actor TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('received', 'edited', 'has_issues', 'approved', 'excluded')), reason TEXT NOT NULL
) STRICT;
CREATE INDEX review_of_response ON review (response, id);
CREATE TABLE attachment (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE person (
    code TEXT PRIMARY KEY, organisation TEXT NOT NULL DEFAULT '', name TEXT NOT NULL DEFAULT '',
    stakeholder_group TEXT NOT NULL DEFAULT '', area TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE contact (
    person TEXT PRIMARY KEY REFERENCES person ON DELETE CASCADE, email TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE invitation (
    token_hash TEXT PRIMARY KEY, survey TEXT NOT NULL, wave TEXT NOT NULL DEFAULT '', person TEXT NOT NULL REFERENCES person,
    used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1)), UNIQUE (survey, wave, person)
) STRICT, WITHOUT ROWID;
INSERT INTO response (id, survey, version, channel, submitted_at, received_at, receipt, table_import, source_key)
SELECT id, survey, version, channel, submitted_at, received_at, receipt, table_import, source_key FROM response_1 ORDER BY id;
INSERT INTO answer (response, question, row, code, number, text, missing)
SELECT r.nr, a.question, a.row, a.code, a.number, a.text, a.missing FROM answer_1 a JOIN response r ON r.id = a.response;
CREATE TABLE theme_match (
    response TEXT NOT NULL REFERENCES response (id), question TEXT NOT NULL, instance INTEGER NOT NULL DEFAULT 0,
    theme TEXT NOT NULL REFERENCES theme, made_by TEXT NOT NULL CHECK (made_by IN ('machine', 'analyst')),
    confidence REAL NOT NULL, PRIMARY KEY (response, question, instance, theme)
) STRICT, WITHOUT ROWID;
INSERT INTO theme_match (response, question, theme, made_by, confidence)
SELECT response, question, theme, made_by, confidence FROM theme_match_1;
DROP TABLE theme_match_1;
DROP TABLE answer_1;
DROP TABLE response_1;
CREATE INDEX theme_match_of_theme ON theme_match (theme);
CREATE INDEX response_of_survey ON response (survey, submitted_at);
CREATE TRIGGER answer_is_kept BEFORE UPDATE ON answer BEGIN SELECT RAISE(ABORT, 'answers are never changed'); END;
CREATE TRIGGER response_is_kept BEFORE UPDATE ON response BEGIN SELECT RAISE(ABORT, 'responses are never changed'); END;
CREATE TRIGGER revision_is_kept BEFORE UPDATE ON revision BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;
CREATE TRIGGER review_is_kept BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'reviews are never changed'); END;
"""

_M003 = """
CREATE TABLE paper_form (
    survey TEXT NOT NULL, batch TEXT NOT NULL, number TEXT NOT NULL CHECK (number <> ''),
    response TEXT NOT NULL UNIQUE REFERENCES response (id), typed_by TEXT NOT NULL,
    PRIMARY KEY (survey, batch, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE paper_note (
    response TEXT NOT NULL REFERENCES response (id), revision INTEGER NOT NULL, field TEXT NOT NULL, note TEXT NOT NULL,
    PRIMARY KEY (response, revision, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE second_entry (
    id TEXT PRIMARY KEY, response TEXT NOT NULL UNIQUE REFERENCES response (id), revision INTEGER NOT NULL,
    version INTEGER NOT NULL, typed_by TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE second_answer (
    entry TEXT NOT NULL REFERENCES second_entry, question TEXT NOT NULL,
    row TEXT NOT NULL DEFAULT '', col TEXT NOT NULL DEFAULT '', instance INTEGER NOT NULL DEFAULT 0,
    code TEXT NOT NULL DEFAULT '', number REAL, text TEXT,
    missing TEXT CHECK (missing IN ('blank', 'not_reached', 'not_known', 'not_applicable', 'refused')),
    PRIMARY KEY (entry, question, row, col, instance, code),
    CHECK ((code <> '') + (number IS NOT NULL) + (text IS NOT NULL AND code = '') + (missing IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;
CREATE TABLE second_note (
    entry TEXT NOT NULL REFERENCES second_entry, field TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (entry, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE resolution (
    id INTEGER PRIMARY KEY, entry TEXT NOT NULL REFERENCES second_entry, field TEXT NOT NULL, at TEXT NOT NULL,
    actor TEXT NOT NULL, taken TEXT NOT NULL CHECK (taken IN ('first', 'second', 'other', '')), value TEXT NOT NULL
) STRICT;
CREATE INDEX resolution_of_entry ON resolution (entry, field);
CREATE TRIGGER paper_form_is_kept BEFORE UPDATE ON paper_form
BEGIN SELECT RAISE(ABORT, 'the facts of paper are never changed'); END;
CREATE TRIGGER second_entry_is_kept BEFORE UPDATE ON second_entry
BEGIN SELECT RAISE(ABORT, 'second entries are never changed'); END;
CREATE TRIGGER second_answer_is_kept BEFORE UPDATE ON second_answer
BEGIN SELECT RAISE(ABORT, 'second entries are never changed'); END;
CREATE TRIGGER resolution_is_kept BEFORE UPDATE ON resolution
BEGIN SELECT RAISE(ABORT, 'resolutions are never changed'); END;
"""

_M004 = """
CREATE TABLE composed_text (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL UNIQUE, tree TEXT NOT NULL) STRICT;
"""


def apply(connection: sqlite3.Connection, application_id: int) -> None:
    """Brings the database to `VERSION`: all steps, or none. Waits for another program that is at it, and then does nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            _take_steps(connection, application_id)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _take_steps(connection: sqlite3.Connection, application_id: int) -> None:
    """The steps that are missing, each with its number."""
    import sqlite_utils

    steps = sqlite_utils.Migrations("consult")

    @steps()
    def m001_surveys_responses_themes(db: sqlite_utils.Database) -> None:
        for statement in _statements(_M001):
            db.conn.execute(statement)
        db.conn.execute(f"PRAGMA application_id = {application_id}")
        db.conn.execute("PRAGMA user_version = 1")

    @steps()
    def m002_revisions_reviews_people(db: sqlite_utils.Database) -> None:
        for statement in _statements(_M002):
            db.conn.execute(statement)
        db.conn.execute("PRAGMA user_version = 2")

    @steps()
    def m003_paper_forms_second_entries(db: sqlite_utils.Database) -> None:
        for statement in _statements(_M003):
            db.conn.execute(statement)
        db.conn.execute("PRAGMA user_version = 3")

    @steps()
    def m004_composed_texts(db: sqlite_utils.Database) -> None:
        for statement in _statements(_M004):
            db.conn.execute(statement)
        db.conn.execute("PRAGMA user_version = 4")

    steps.apply(sqlite_utils.Database(connection))


def _statements(script: str) -> list[str]:
    """The statements of a script; `executescript` would commit the transaction it runs in."""
    found, statement = [], ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            found.append(statement)
            statement = ""
    return found
