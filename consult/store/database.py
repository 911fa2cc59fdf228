"""One SQLite file: opening it, its settings, its transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from consult.errors import ConsultationError
from consult.i18n import _
from consult.store.files import taken, unwritable

T = TypeVar("T")

APPLICATION_ID = 0x434F4E53  # „CONS”: tells `file` and us whose database this is
BUSY = 5000
"""Milliseconds for which another writer is waited for."""

_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: what was acknowledged survives a power cut; NORMAL may lose the last commits
    "foreign_keys": 1,
    "busy_timeout": BUSY,
    "secure_delete": 1,
    "trusted_schema": 0,
    "cache_size": -64000,  # KiB; a large import would write half of its pages twice with the usual two megabytes
}


class Database:
    """The open database of a consultation. All SQL of the project goes through it."""

    def __init__(self, path: Path, *, create: bool = False):
        """Opens the file at `path`; raises ConsultationError where it is missing, foreign, newer or cannot be written."""
        self.path = path
        if create:
            _touch(path)
        elif not path.exists():
            raise ConsultationError(
                _("there is no database"),
                _("restore a backup copy, or make an empty one with “consult init {folder}”").format(folder=path.parent),
                place=str(path),
            )
        elif not path.stat().st_size:
            raise ConsultationError(_("the database is empty: its content was lost"), _("restore a backup copy"), place=str(path))
        try:
            self.connection = sqlite3.connect(path, timeout=5, isolation_level=None)
            self._settle()
        except sqlite3.DatabaseError as error:
            raise _explained(error, path) from error

    def _settle(self) -> None:
        from consult.store import migrations

        self._refuse_foreign()
        for name, value in _PRAGMAS.items():
            self.connection.execute(f"PRAGMA {name} = {value}")
            found = self.connection.execute(f"PRAGMA {name}").fetchone()[0]
            if found != value:
                raise ConsultationError(
                    _("the database cannot be used safely here ({setting} is {found})").format(setting=name, found=found),
                    _("move the folder to a local disk"),
                    place=str(self.path),
                )
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version > migrations.VERSION:
            raise ConsultationError(
                _("the database was written by a newer version of Consult"), _("update Consult"), place=str(self.path)
            )
        if version < migrations.VERSION:
            migrations.apply(self.connection, APPLICATION_ID)

    def _refuse_foreign(self) -> None:
        owner = self.connection.execute("PRAGMA application_id").fetchone()[0]
        tables = self.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if owner != APPLICATION_ID and tables:
            raise ConsultationError(
                _("this database does not belong to Consult"), _("move it away or choose another folder"), place=str(self.path)
            )

    def close(self) -> None:
        """Closes the file."""
        self.connection.close()

    @contextmanager
    def atomic(self) -> Iterator[None]:
        """All writes inside become one: they are all kept, or none. Waits up to five seconds for another writer."""
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self.connection.rollback()
                raise
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            if self.connection.in_transaction:
                self.connection.rollback()
            raise _explained(error, self.path) from error

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows that `sql` finds, read as they are asked for."""
        try:
            # Not „yield from”: a reader that stops half-way would close the cursor, perhaps after the database.
            for row in self.connection.execute(sql, values):  # noqa: UP028
                yield row
        except sqlite3.DatabaseError as error:
            raise _explained(error, self.path) from error

    def one(self, sql: str, values: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row that `sql` finds, or None."""
        try:
            row: tuple[Any, ...] | None = self.connection.execute(sql, values).fetchone()
        except sqlite3.DatabaseError as error:
            raise _explained(error, self.path) from error
        return row

    def write(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Runs one writing statement; returns how many rows it changed."""
        return self.connection.execute(sql, values).rowcount

    def write_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one writing statement for each of `rows`."""
        self.connection.executemany(sql, rows)

    def copy_to(self, path: Path) -> None:
        """A whole, consistent copy at `path`, also while others write."""
        _touch(path)
        target = sqlite3.connect(path)
        try:
            self.connection.backup(target)
        except sqlite3.Error as error:
            target.close()
            path.unlink(missing_ok=True)
            raise _explained(error, path) from error
        target.close()


def batches(things: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """`things` in lists of at most `size`: as many as one statement may name, and one writing is worth while."""
    rest = iter(things)
    while batch := list(islice(rest, size)):
        yield batch


def _touch(path: Path) -> None:
    """Makes an empty file that only its owner may read, before any answer is in it."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        raise unwritable(path, error, _("check the rights of the folder")) from None


def _explained(error: sqlite3.Error, path: Path) -> ConsultationError:
    said = str(error).lower()
    if "locked" in said or "busy" in said:
        fault, way_out = _("another program has been writing to the database for over five seconds"), _("try again")
    elif "readonly" in said or "read-only" in said or "unable to open" in said:
        fault, way_out = _("the database cannot be written"), _("check the rights of the folder")
    elif "full" in said:
        fault, way_out = _("the disk is full; nothing was changed"), _("make room and try again")
    elif "i/o error" in said:
        fault, way_out = _("the disk is full or does not work; nothing was changed"), _("make room and try again")
    elif "not a database" in said or "malformed" in said:
        fault, way_out = _("this is not a sound database"), _("restore a backup copy")
    else:
        fault, way_out = _("the database says: {reason}").format(reason=error), _("nothing was changed")
    return ConsultationError(fault, way_out, place=str(path))
