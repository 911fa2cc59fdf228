"""Translations that a person looked over and found right, though the text that they translate changed.

They are kept beside the survey file until the survey is published, as language, text and translation: where one of them changes,
it is confirmed no more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from consult.formats.file_bytes import bytes_of
from consult.store.files import write_whole

Pair = tuple[str, str, str]
_LARGEST = 4_000_000


def _path(survey_file: Path) -> Path:
    return survey_file.with_name(f".{survey_file.name}.confirmed")


def confirmed(survey_file: Path) -> frozenset[Pair]:
    """What was confirmed of the survey in this file; nothing where that cannot be read."""
    try:
        found = json.loads(bytes_of(_path(survey_file), _LARGEST))
    except (OSError, ValueError, RecursionError):
        return frozenset()
    lines = found if isinstance(found, list) else []
    return frozenset((one[0], one[1], one[2]) for one in lines if isinstance(one, list) and _is_pair(one))


def _is_pair(line: list[object]) -> bool:
    return len(line) == 3 and all(isinstance(text, str) for text in line)


def keep(survey_file: Path, pairs: Iterable[Pair]) -> None:
    """Keeps what is confirmed; no file where nothing is. Raises ConsultationError."""
    kept = sorted(set(pairs))
    if kept:
        write_whole(_path(survey_file), json.dumps(kept, indent=0))
    else:
        _path(survey_file).unlink(missing_ok=True)
