"""Kobo and ODK: names of groups before the names of questions."""

from __future__ import annotations

import re
from collections.abc import Iterator

_GROUP = re.compile(r"[^\s/\[\]]+(?:\[\d+\])?/(?=\S)")
_LABELLED = re.compile(r"[^\s/\[\]][^/\[\]]*(?:\[\d+\])?/(?=\S)")


def without_group(header: str, *, labels: bool) -> Iterator[str]:
    """The header without its first group: „about/area” → „area”; with `labels` groups may be called in words."""
    found = (_LABELLED if labels else _GROUP).match(header)
    if found:
        yield header[found.end() :]
