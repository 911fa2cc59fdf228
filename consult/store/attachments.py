"""Attached files, kept under their hash."""

from __future__ import annotations

from collections.abc import Iterable

from consult.store.database import Database


def add(db: Database, sha256: str, content: bytes) -> None:
    """Keeps a file; the same content is kept once."""
    db.write("INSERT INTO attachment (sha256, content) VALUES (?, ?) ON CONFLICT DO NOTHING", (sha256, content))


def is_there(db: Database, sha256: str) -> bool:
    """Whether the file with this hash is kept here."""
    return db.one("SELECT 1 FROM attachment WHERE sha256 = ?", (sha256,)) is not None


def drop_unused(db: Database, hashes: Iterable[str]) -> int:
    """Deletes those of the files that no answer and no draft speaks of; returns how many."""
    return sum(
        db.write(
            "DELETE FROM attachment WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM answer WHERE code = ?1)"
            " AND NOT EXISTS (SELECT 1 FROM draft WHERE instr(raw, ?1) > 0)",
            (sha256,),
        )
        for sha256 in sorted(set(hashes))
    )


def content(db: Database, sha256: str) -> bytes | None:
    """The file with this hash, or None."""
    row = db.one("SELECT content FROM attachment WHERE sha256 = ?", (sha256,))
    return bytes(row[0]) if row else None
