"""Survey files as they are now, read anew only where they or their lists were changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from consult.errors import ConsultError
from consult.formats import survey_yaml
from consult.formats.encoding import decode
from consult.formats.yaml_text import Reading
from consult.model.survey import Survey

Stamps = tuple[tuple[str, int, int], ...]


def readable(path: Path) -> Survey | None:
    """The survey in the file at `path`; None where there is no file or it has faults."""
    if not path.is_file():
        return None
    lists = (file for folder in (path.parent, path.parent.parent) for file in sorted(folder.glob("lists/*.csv")))
    return _read(path, stamps((path, *lists)))


@lru_cache(maxsize=128)
def _read(path: Path, _stamps: Stamps) -> Survey | None:
    try:
        return survey_yaml.read_file(path)
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
