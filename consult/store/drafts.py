"""What was typed into forms and not sent: one draft a survey and holder."""

from __future__ import annotations

import json
from collections.abc import Mapping

from consult.store.database import Database


def keep(db: Database, survey: str, holder: str, raw: Mapping[str, object], kept_at: str) -> None:
    """Keeps what was typed and not yet sent; `holder` tells whose it is."""
    db.write(
        "INSERT INTO draft (survey, holder, raw, kept_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (survey, holder) DO UPDATE SET raw = excluded.raw, kept_at = excluded.kept_at",
        (survey, holder, json.dumps(raw, ensure_ascii=False), kept_at),
    )


def read(db: Database, survey: str, holder: str) -> dict[str, str | list[str]]:
    """What `holder` typed earlier; empty where there is nothing."""
    row = db.one("SELECT raw FROM draft WHERE survey = ? AND holder = ?", (survey, holder))
    return dict(json.loads(row[0])) if row else {}


def drop(db: Database, survey: str, holder: str) -> None:
    """Forgets what `holder` typed."""
    db.write("DELETE FROM draft WHERE survey = ? AND holder = ?", (survey, holder))
