"""The database of another consultation, to be read and never changed."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from consult.errors import ConsultationError, Problem
from consult.i18n import _
from consult.store.database import Database
from consult.system_faults import reason


@contextmanager
def attached(db: Database, path: Path) -> Iterator[None]:
    """The database at `path` as `other` of `db`, inside the block: a copy of it, brought to the shape of our version.

    The file itself is not written to. Raises ConsultationError where it is missing, foreign, newer or damaged.
    """
    with tempfile.TemporaryDirectory(prefix="consult-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "other.db"
        _copy(path, copy)
        try:
            with closing(Database(copy)) as other:
                _refuse_damaged(other, path)
        except ConsultationError as error:
            problems = [Problem(str(path), problem.fault, problem.way_out) for problem in error.problems]
            raise ConsultationError(problems=problems) from error
        db.write("ATTACH DATABASE ? AS other", (str(copy),))
        try:
            yield
        finally:
            db.write("DETACH DATABASE other")


def _copy(path: Path, copy: Path) -> None:
    """A whole copy, with what still lies in the write-ahead log."""
    try:
        if not path.stat().st_size:
            raise ConsultationError(_("the database is empty: its content was lost"), place=str(path))
        log = path.with_name(f"{path.name}-wal")
        live = log.is_file() and log.stat().st_size > 0
        try:
            # Without a log nobody writes, and „immutable” leaves no files of its own beside it.
            _back_up(f"{path.resolve().as_uri()}?mode=ro{'' if live else '&immutable=1'}", copy)
        except sqlite3.OperationalError:  # the log cannot be used in a folder that may not be written to
            copy.unlink(missing_ok=True)
            shutil.copyfile(path, copy)
            if live:
                shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))
        copy.chmod(0o600)
    except OSError as error:
        raise ConsultationError(
            _("the file cannot be read ({reason})").format(reason=reason(error)), _("check its name"), place=str(path)
        ) from None
    except sqlite3.Error as error:
        raise ConsultationError(
            _("this is no database that can be read"), _("name the file consult.db"), place=str(path)
        ) from error


def _back_up(uri: str, copy: Path) -> None:
    with closing(sqlite3.connect(uri, uri=True)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)


def _refuse_damaged(other: Database, path: Path) -> None:
    found = other.one("PRAGMA quick_check(1)")
    if found is None or found[0] != "ok":
        raise ConsultationError(_("the database is damaged"), _("restore a backup copy"), place=str(path))
    if not other.one("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'response'"):
        raise ConsultationError(_("this database does not belong to Consult"), _("name the file consult.db"), place=str(path))
