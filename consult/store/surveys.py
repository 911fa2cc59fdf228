"""Published versions of surveys: frozen texts with their hashes."""

from __future__ import annotations

from typing import NamedTuple

from consult.store.database import Database


class Published(NamedTuple):
    """One frozen version: the survey file as text, with its lists written out."""

    survey: str
    version: int
    definition: str
    sha256: str
    published_at: str
    tree: str = ""
    """The tree of the definition where it is known, see `composed_texts`."""


_READ = (
    "SELECT survey, version, definition, sha256, published_at, coalesce(tree, '')"
    " FROM survey_version LEFT JOIN composed_text ON text = definition"
)


def add(db: Database, version: Published) -> None:
    """Freezes a version."""
    db.write(
        "INSERT INTO survey_version (survey, version, definition, sha256, published_at) VALUES (?, ?, ?, ?, ?)",
        (version.survey, version.version, version.definition, version.sha256, version.published_at),
    )


def latest(db: Database, survey: str) -> Published | None:
    """The newest version of a survey, or None where it was never published."""
    row = db.one(
        f"{_READ} WHERE survey = ? ORDER BY version DESC LIMIT 1",
        (survey,),
    )
    return Published(*row) if row else None


def is_there(db: Database, survey: str, version: int) -> bool:
    """Whether this version of a survey was published."""
    return db.one("SELECT 1 FROM survey_version WHERE survey = ? AND version = ?", (survey, version)) is not None


def versions(db: Database, survey: str) -> list[Published]:
    """All versions of a survey, oldest first."""
    rows = db.rows(
        f"{_READ} WHERE survey = ? ORDER BY version",
        (survey,),
    )
    return [Published(*row) for row in rows]


def names(db: Database) -> list[str]:
    """The surveys that were published, in the order of their first version."""
    rows = db.rows("SELECT survey FROM survey_version GROUP BY survey ORDER BY min(published_at), survey")
    return [name for (name,) in rows]
