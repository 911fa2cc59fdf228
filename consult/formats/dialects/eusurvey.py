"""EUSurvey: a short name in brackets behind every title, and columns that go on from sheet to sheet."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

_FIRST = "Content"
_SHORT_INSIDE = re.compile(r"\s*\([^()\s]{1,60}\)(?=\s*(?::|$))")
_SHORTNAME = re.compile(r"(?P<title>.*\S)\s*\((?P<name>[^()]{1,60})\)", re.DOTALL)


def parts_of_title(header: str) -> tuple[str, str]:
    """Short name and title of a header „Title (shortname)”; empty where it is none."""
    found = _SHORTNAME.fullmatch(header)
    return (found["name"], found["title"]) if found else ("", "")


def without_shortnames(header: str) -> str:
    """„Title Row (a):Column (b)” without what stands in brackets; empty where there is nothing."""
    bare = _SHORT_INSIDE.sub("", header)
    return bare if bare != header else ""


def sheets_of_one_table(sheets: Mapping[str, Sequence[Sequence[str]]]) -> list[str]:
    """The sheets Content, Content1, … over which one table is spread; empty where there is one alone.

    `sheets` are the first rows of each by their titles.
    """
    later = list(takewhile(lambda title: title in sheets, (f"{_FIRST}{n}" for n in range(1, len(sheets)))))
    return [_FIRST, *later] if _FIRST in sheets and later else []
