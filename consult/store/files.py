"""Files of a consultation, written whole or not at all, and what is told where they cannot be."""

from __future__ import annotations

import os
from pathlib import Path

from consult.errors import ConsultationError
from consult.i18n import _
from consult.system_faults import reason


def write_whole(path: Path, content: bytes | str, *, new: bool = False) -> None:
    """Writes `content` to `path` in one step, making its folder; a fault leaves what was there.

    Text is written as UTF-8. With `new`, a file that is there already is not overwritten. Raises ConsultationError.
    """
    if new and path.exists():
        raise taken(path)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content.encode("utf-8", "surrogateescape") if isinstance(content, str) else content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritable(path, error, _("close it elsewhere, or choose another place")) from None


def taken(path: Path) -> ConsultationError:
    """The fault that a new file has the name of one that is there."""
    return ConsultationError(_("there is a file already"), _("choose another name"), place=str(path))


def unwritable(path: Path, error: OSError, way_out: str) -> ConsultationError:
    """The fault that the system does not let a file be written."""
    return ConsultationError(_("the file cannot be written ({reason})").format(reason=reason(error)), way_out, place=str(path))
