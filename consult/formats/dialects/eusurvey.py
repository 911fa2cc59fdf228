"""EUSurvey: a short name in brackets behind every title."""

from __future__ import annotations

import re

_SHORTNAME = re.compile(r"(?P<title>.*\S)\s*\((?P<name>[^()]{1,60})\)", re.DOTALL)


def parts_of_title(header: str) -> tuple[str, str]:
    """Short name and title of a header „Title (shortname)”; empty where it is none."""
    found = _SHORTNAME.fullmatch(header)
    return (found["name"], found["title"]) if found else ("", "")
