"""The header of a sheet of an XLSForm: what each column holds, and in which language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

OWN = "consult:"
"""How the columns begin that only Consult writes."""

_PREFIXES = ("bind", "control", "body", "instance", "media", "jr")
_ALIASES = {
    "relevance": "relevant",
    "calculate": "calculation",
    "caption": "label",
    "value": "name",
    "tag": "name",
    "command": "type",
    "readonly": "read_only",
    "requiredmsg": "required_message",
    "required_msg": "required_message",
    "constraining_message": "constraint_message",
    "constraintmsg": "constraint_message",
    "constraint_msg": "constraint_message",
    "count": "repeat_count",
    "listname": "list_name",
    "list": "list_name",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
    "guidance": "guidance_hint",
}
KNOWN = frozenset(
    {
        "type", "name", "label", "hint", "guidance_hint", "constraint", "constraint_message", "required", "required_message",
        "relevant", "calculation", "choice_filter", "repeat_count", "appearance", "parameters", "default", "read_only",
        "list_name", "image", "big-image", "audio", "video", "disabled", "form_title", "form_id", "version",
        "default_language", "rows",
        "kobo--matrix_list", "kobo--score-choices", "kobo--rank-items", "kobo--rank-constraint-message",
    }
)  # fmt: skip
"""The columns that mean the same in every file."""

MEDIA = frozenset({"image", "big-image", "audio", "video"})
"""The columns that name pictures, sounds and films."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it holds, and the language as the file writes it, empty where it names none."""

    name: str
    language: str = ""


def columns(header: Sequence[str]) -> tuple[Column, ...]:
    """The columns of a header row; a cell without text gives a column without a name.

    A header is split at `::`; in a sheet that has none, at a single colon, as forms of long ago are written.
    """
    separator = "::" if any("::" in cell for cell in header) else ":"
    return tuple(_column(" ".join(cell.split()), separator) for cell in header)


def _column(cell: str, separator: str) -> Column:
    if cell.lower().startswith(OWN):
        return Column(cell.lower())
    parts = [part.strip() for part in cell.split(separator)]
    if separator == "::":
        parts = [piece for part in parts[:1] for piece in part.split(":")] + parts[1:]
    while len(parts) > 1 and _plain(parts[0]) in _PREFIXES:
        parts = parts[1:]
        if ":" in parts[0]:
            parts = parts[0].split(":") + parts[1:]
    name = _plain(parts[0])
    name = _ALIASES.get(name, name)
    if name in KNOWN:
        return Column(name, parts[1] if len(parts) > 1 else "")
    return Column(re.sub(r"\s+", "_", cell))


def _plain(part: str) -> str:
    return re.sub(r"^kobo[-–—]+", "kobo--", re.sub(r"\s+", "_", part.strip().lower()))
