"""The files that hold invitation tokens: where they lie, who may read them, and that version control leaves them alone."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from consult.errors import UsageError
from consult.formats.invitation_sheet import Sheet, to_csv, to_html
from consult.i18n import _, quoted
from consult.service.progress import Progress
from consult.store.files import taken, unwritable

FOLDER = "invitations"
KINDS = (".csv", ".html", ".pdf")
_IGNORE_ALL = "# Tokens are secrets.\n*\n"


def paths(folder: Path, output: Path | None, name: str) -> list[Path]:
    """The files to write: `output` where it is one of `KINDS`, else a table and a sheet in that folder under a free name.

    `folder` is the consultation's; its invitations/ is used where there is no `output`. Raises UsageError for another
    kind of file and ConsultationError where the file is there already.
    """
    if output and output.suffix.lower() in KINDS and not output.is_dir():
        if os.path.lexists(output):
            raise taken(output)
        return [output]
    if output and output.suffix and not output.is_dir():
        raise UsageError(
            _("invitations cannot be written as {kind}").format(kind=quoted(output.suffix)),
            _("use one of {names}").format(names=", ".join(KINDS)),
        )
    into = output or folder / FOLDER
    stem = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in name)
    at = 1
    while any(os.path.lexists(into / f"{_numbered(stem, at)}{kind}") for kind in KINDS):
        at += 1
    return [into / f"{_numbered(stem, at)}{kind}" for kind in KINDS[:2]]


def _numbered(stem: str, at: int) -> str:
    return stem if at == 1 else f"{stem}-{at}"


def content(path: Path, sheet: Sheet, progress: Progress | None = None) -> bytes:
    """What stands in the file, by its ending."""
    kind = path.suffix.lower()
    if kind == ".pdf":
        from consult.charts.fonts import shipped_fonts
        from consult.formats.invitation_pdf import to_pdf

        return to_pdf(sheet, shipped_fonts(), progress)
    return (to_csv(sheet) if kind == ".csv" else to_html(sheet, progress)).encode("utf-8")


def write(folder: Path, contents: Mapping[Path, bytes], written: list[Path]) -> None:
    """Writes new files that only their owner may read, each named in `written` from the moment that it exists.

    `folder` is the consultation's. Raises ConsultationError where a file is there already or cannot be written.
    """
    for path, bytes_ in contents.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _ignore(folder, path)
            with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
                written.append(path)
                file.write(bytes_)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            raise taken(path) from None
        except OSError as error:
            raise unwritable(path, error, _("choose another place")) from None


def _ignore(folder: Path, path: Path) -> None:
    """Names the file in the .gitignore beside it, in a consultation and under version control; invitations/ wholly."""
    beside = path.resolve().parent
    if beside == (folder / FOLDER).resolve():
        if not (beside / ".gitignore").exists():
            (beside / ".gitignore").write_text(_IGNORE_ALL, "utf-8")
        return
    if not any(above == folder.resolve() or (above / ".git").exists() for above in (beside, *beside.parents)):
        return
    ignored = beside / ".gitignore"
    said = ignored.read_text("utf-8", errors="surrogateescape") if ignored.exists() else ""
    line = f"/{path.name}"
    if line not in said.splitlines():
        said += "" if not said or said.endswith("\n") else "\n"
        ignored.write_text(f"{said}{line}\n", "utf-8", errors="surrogateescape")


@contextmanager
def taken_back_on_fault() -> Iterator[list[Path]]:
    """Gives the list for `write`, and removes its files where the block fails: a token not kept must not be handed out."""
    written: list[Path] = []
    try:
        yield written
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
