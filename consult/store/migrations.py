"""The shape of the database, step by step. Steps are only ever added; `VERSION` is the number of the last one."""

from __future__ import annotations

import sqlite3

VERSION = 1

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


def apply(connection: sqlite3.Connection, application_id: int) -> None:
    """Brings the database to `VERSION`, each step in a transaction of its own together with its number."""
    import sqlite_utils

    steps = sqlite_utils.Migrations("consult")

    @steps()
    def m001_surveys_responses_themes(db: sqlite_utils.Database) -> None:
        for statement in _statements(_M001):
            db.conn.execute(statement)
        db.conn.execute(f"PRAGMA application_id = {application_id}")
        db.conn.execute("PRAGMA user_version = 1")

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
