"""Microsoft Forms: a number behind a wording that an earlier question has as well."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(.*\D)(?:[2-9]|[1-9]\d)", re.DOTALL)
_BRACKETS = re.compile(r"(.*\S)\s+\((?:[2-9]|[1-9]\d)\)", re.DOTALL)


def without_number(header: str) -> str:
    """The wording before the number, „Remarks2” or „Remarks (2)”; empty where there is no number."""
    found = _BRACKETS.fullmatch(header) or _NUMBER.fullmatch(header)
    return found[1].strip() if found else ""
