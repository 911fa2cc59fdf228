"""Survey files as they are now, read anew only where they or their lists were changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path

from consult.errors import ConsultError
from consult.formats import survey_yaml
from consult.formats.encoding import decode
from consult.formats.yaml_text import Reading
from consult.model.survey import Survey
from consult.service.composed_texts import composed
from consult.store.database import Database

Stamps = tuple[tuple[str, int, int], ...]


def readable(path: Path, database: Database) -> Survey | None:
    """The survey in the file at `path` of the consultation of `database`; None where there is no file or it has faults."""
    if not path.is_file():
        return None
    lists = (file for folder in (path.parent, path.parent.parent) for file in sorted(folder.glob("lists/*.csv")))
    now = stamps((path, *lists))
    if path not in _read or _read[path][0] != now:
        _read[path] = now, _survey(path, database)
    return _read[path][1]


_read: dict[Path, tuple[Stamps, Survey | None]] = {}
"""The surveys that were read in this process, each with the stamps of its files."""


def _survey(path: Path, database: Database) -> Survey | None:
    try:
        return survey_yaml.read_file(path, partial(composed, database))
    except ConsultError:
        return None


def title_of(path: Path) -> dict[str, str]:
    """The title that stands in the file at `path`, also where the rest of it is not finished; empty where there is none.

    Of the file only what stands above the lists and pages is read.
    """
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        return {}
    return _title(path, changed)


@lru_cache(maxsize=128)
def _title(path: Path, _changed: int) -> dict[str, str]:
    try:
        text, _encoding = decode(path.read_bytes(), path.name)
    except (OSError, ConsultError):
        return {}
    reading = Reading(path.name)
    top = reading.mapping(reading.tree(re.split(r"^(?:lists|pages):", text, maxsplit=1, flags=re.MULTILINE)[0]))
    languages = tuple(reading.text(node, "languages") for node in reading.sequence(top.get("languages"), "languages"))
    return reading.texts(top.get("title"), languages, "title")


def stamps(paths: Iterable[Path]) -> Stamps:
    """When these files were changed, and their sizes; those that are not there, or no more, are left out."""
    found = []
    for path in paths:
        with suppress(OSError):
            stat = path.stat()
            found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(found)
