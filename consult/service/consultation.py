"""A consultation's folder: making it, finding it, opening it, copying its database."""

from __future__ import annotations

import getpass
import os
import random
import shutil
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from consult.errors import ConsultationError
from consult.formats.encoding import decode
from consult.i18n import _
from consult.service.composed_texts import composed
from consult.store.database import Database
from consult.system_faults import reason

if TYPE_CHECKING:
    from consult.model.consultation import Settings

__all__ = [
    "Consultation", "actor", "backup", "create", "create_whole", "find_folder", "log", "moved", "new_id", "now_here",
    "now_utc", "now_with_zone", "open_consultation", "random_id", "renew", "today",
]  # fmt: skip

SETTINGS, DATABASE = "consultation.yaml", "consult.db"
FOLDERS = ("surveys", "lists", "mappings", "documents", "reports")
_IGNORED = "# What people said stays out of version control.\nconsult.db*\ninvitations/\n"


@dataclass(frozen=True, eq=False, repr=False)
class Consultation:
    """An open consultation. Use it as a context manager, or close it."""

    folder: Path
    database: Database

    @cached_property
    def settings(self) -> Settings:
        """What consultation.yaml said when it was first asked for; raises ConsultationError where it cannot be read."""
        from consult.formats import consultation_yaml

        try:
            text, _encoding = decode((self.folder / SETTINGS).read_bytes(), SETTINGS)
        except OSError as error:
            raise ConsultationError(
                _("the file cannot be read ({reason})").format(reason=reason(error)), place=str(self.folder / SETTINGS)
            ) from None
        return consultation_yaml.read(composed(self.database, text), SETTINGS)

    def close(self) -> None:
        """Closes the database."""
        self.database.close()

    def __enter__(self) -> Consultation:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def create(folder: Path, settings: Settings) -> Consultation:
    """Makes the folder of a new consultation and opens it; raises ConsultationError where one is there already."""
    if (folder / SETTINGS).exists() or (folder / DATABASE).exists():
        raise ConsultationError(
            _("there is a consultation in this folder already"), _("choose another folder"), place=str(folder)
        )
    from consult.formats import consultation_yaml

    try:
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / SETTINGS).write_text(text := consultation_yaml.write(settings), "utf-8")
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text(_IGNORED, "utf-8")
    except OSError as error:
        raise _unwritable(folder, error, _("choose a folder that you may write to")) from None
    consultation = Consultation(folder, Database(folder / DATABASE, create=True))
    with consultation.database.atomic():
        log(consultation, "create", "consultation", {"title": dict(settings.title)})
    composed(consultation.database, text)
    return consultation


def renew(folder: Path) -> bool:
    """Makes an empty database for a consultation whose files are there without one, as they come out of version control.

    Returns whether there was such a consultation. Raises ConsultationError where the database cannot be written.
    """
    if not (folder / SETTINGS).is_file() or (folder / DATABASE).exists():
        return False
    Database(folder / DATABASE, create=True).close()
    with open_consultation(folder) as consultation, consultation.database.atomic():
        log(consultation, "create", "database")
    return True


@contextmanager
def create_whole(folder: Path, settings: Settings) -> Iterator[Consultation]:
    """A new consultation that appears in `folder` only when the block ends well: a fault or Ctrl-C leaves nothing behind.

    Inside the block it lies elsewhere; `moved` tells where a file of it will be. Raises ConsultationError where the folder
    is in use or cannot be written.
    """
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConsultationError(_("the folder is there already and not empty"), _("choose another one"), place=str(folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-{os.getpid()}-", dir=folder.parent))
    except OSError as error:
        raise _unwritable(folder.parent, error, _("choose a folder that you may write to")) from None
    try:
        with create(making / folder.name, settings) as consultation:
            yield consultation
        _put_in_place(making / folder.name, folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _put_in_place(made: Path, folder: Path) -> None:
    try:
        if folder.is_dir():
            folder.rmdir()
        made.rename(folder)
    except OSError as error:
        raise _unwritable(folder, error, _("choose another one")) from None


def _unwritable(folder: Path, error: OSError, way_out: str) -> ConsultationError:
    fault = _("the folder cannot be written ({reason})").format(reason=reason(error))
    return ConsultationError(fault, way_out, place=str(folder))


def _sweep(folder: Path) -> None:
    """Removes what a program that was killed left behind while it made `folder`."""
    import glob

    for left in folder.parent.glob(f".{glob.escape(folder.name)}-*-*"):
        number = left.name.removeprefix(f".{folder.name}-").partition("-")[0]
        if number.isdigit() and os.name == "posix" and not _runs(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def moved(path: Path, consultation: Consultation, folder: Path) -> Path:
    """Where `path` of a consultation that is being made in `folder` will be."""
    return folder / path.relative_to(consultation.folder)


def find_folder(start: Path | None = None) -> Path:
    """The consultation's folder: CONSULT_DIR, or the nearest folder upward from `start` that has a consultation.yaml.

    Raises ConsultationError where there is none.
    """
    if start is None and os.environ.get("CONSULT_DIR"):
        start = Path(os.environ["CONSULT_DIR"])
    if start is not None and not start.is_dir():
        raise ConsultationError(_("there is no such folder"), _("check its name"), place=str(start))
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise ConsultationError(
        _("there is no consultation in this folder or above it"),
        _("go to its folder, name it with --dir, or make one with “consult init DIR”"),
        place=str(start),
    )


def open_consultation(start: Path | None = None, *, settings_later: bool = False) -> Consultation:
    """Opens the consultation found by `find_folder`; raises ConsultationError, also for faults in its settings.

    With `settings_later` these are read when they are first asked for: who only fills a form need not wait for them.
    """
    folder = find_folder(start)
    consultation = Consultation(folder, Database(folder / DATABASE))
    try:
        if not settings_later:
            consultation.settings  # noqa: B018
    except BaseException:
        consultation.close()
        raise
    return consultation


def backup(consultation: Consultation, path: Path) -> None:
    """Writes a whole, consistent copy of the database to `path`, which must not be there yet."""
    consultation.database.copy_to(path)


def log(consultation: Consultation, verb: str, subject: str, detail: dict[str, object] | None = None) -> None:
    """Writes a line of the audit log, inside the transaction that it tells of."""
    from consult.store import audit

    audit.add(consultation.database, audit.Event(now_utc(), actor(), verb, subject, detail or {}))


def actor() -> str:
    """The account that the program runs under."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def now_utc() -> str:
    """The moment as ISO text in UTC."""
    return datetime.now(UTC).isoformat(" ", "milliseconds")


def now_with_zone() -> str:
    """The moment as ISO text by the clock on the wall, with its distance from UTC: it reads the same wherever it is shown."""
    return datetime.now().astimezone().isoformat(" ", "seconds")


def now_here() -> datetime:
    """The moment as the clock on the wall shows it, without zone: answers are dated as people would date them."""
    return datetime.now().replace(microsecond=0)


def today() -> date:
    """The day by the clock on the wall."""
    return now_here().date()


_CHANCE = random.SystemRandom()
_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """A UUID of version 7 (RFC 9562). Ids of one process sort in the order in which they were made."""
    global _last
    with _lock:
        now = (time.time_ns() // 1_000_000) << 74 | _CHANCE.getrandbits(74)
        _last = now if now > _last else _last + 1 + _CHANCE.getrandbits(40)
        moment, upper, lower = _last >> 74, _last >> 62 & 0xFFF, _last & (1 << 62) - 1
    return str(uuid.UUID(int=moment << 80 | 0x7 << 76 | upper << 64 | 0b10 << 62 | lower))


def random_id() -> str:
    """A UUID of version 4. One of version 7 tells the millisecond in which it was made, and lists and tables show it."""
    return str(uuid.UUID(int=_CHANCE.getrandbits(128), version=4))
