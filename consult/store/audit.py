"""The audit log: who did what and when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from consult.store.database import Database


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log."""

    at: str
    actor: str
    verb: str
    subject: str
    detail: Mapping[str, object]


def add(db: Database, event: Event) -> None:
    """Writes a line; call it inside the transaction that it tells of."""
    db.write(
        "INSERT INTO audit (at, actor, verb, subject, detail) VALUES (?, ?, ?, ?, ?)",
        (event.at, event.actor, event.verb, event.subject, json.dumps(event.detail, ensure_ascii=False, sort_keys=True)),
    )


def newest(db: Database, limit: int) -> list[Event]:
    """The last lines of the log, newest first."""
    rows = db.rows("SELECT at, actor, verb, subject, detail FROM audit ORDER BY id DESC LIMIT ?", (limit,))
    return [Event(at, actor, verb, subject, json.loads(detail)) for at, actor, verb, subject, detail in rows]
