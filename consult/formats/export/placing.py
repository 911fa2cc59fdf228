"""A file or folder that appears whole or not at all, however long it takes to write."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consult.errors import ConsultationError
from consult.formats.export.frictionless import DESCRIPTION, FILES
from consult.i18n import _
from consult.system_faults import reason


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to, which takes its place at the end; a fault leaves what was there.

    Raises ConsultationError where it cannot be written.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield beside
        if beside.is_dir():
            _replace_folder(beside, path)
        else:
            beside.replace(path)
    except OSError as error:
        raise ConsultationError(
            _("the file cannot be written ({reason})").format(reason=reason(error)),
            _("close it elsewhere, or choose another place"),
            place=str(path),
        ) from None
    finally:
        if beside.is_dir():
            shutil.rmtree(beside, ignore_errors=True)
        else:
            beside.unlink(missing_ok=True)


def _replace_folder(beside: Path, path: Path) -> None:
    """Puts a folder in the place of an earlier one of ours; a folder with anything else in it is left alone."""
    if path.exists():
        foreign = not path.is_dir() or {child.name for child in path.iterdir()} - {DESCRIPTION, *FILES}
        if foreign:
            raise ConsultationError(_("the folder is there already and not empty"), _("choose another one"), place=str(path))
        shutil.rmtree(path)
    beside.replace(path)


def zipped(folder: Path, path: Path) -> None:
    """The files of `folder` as an archive; the same files make the same bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for child in sorted(folder.iterdir()):
            about = zipfile.ZipInfo(child.name, (1980, 1, 1, 0, 0, 0))
            about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            with child.open("rb") as source, archive.open(about, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target, 1 << 20)
