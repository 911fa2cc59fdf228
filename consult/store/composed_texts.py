"""YAML texts with their trees, so that a text that was read once is read quickly. All of it can be made again."""

from __future__ import annotations

import sqlite3
from contextlib import suppress

from consult.store.database import BUSY, Database

_MOST = 200


def find(db: Database, text: str) -> str:
    """The tree of `text` as it was kept; empty where it was not."""
    row = db.one("SELECT tree FROM composed_text WHERE text = ?", (text,))
    return str(row[0]) if row else ""


def keep(db: Database, text: str, tree: str) -> None:
    """Keeps the `tree` of `text`, and forgets the oldest of many. Does nothing where another program is writing."""
    db.connection.execute("PRAGMA busy_timeout = 0")
    with suppress(sqlite3.OperationalError):
        db.write("INSERT OR IGNORE INTO composed_text (text, tree) VALUES (?, ?)", (text, tree))
        db.write("DELETE FROM composed_text WHERE id <= (SELECT max(id) FROM composed_text) - ?", (_MOST,))
    db.connection.execute(f"PRAGMA busy_timeout = {BUSY}")
