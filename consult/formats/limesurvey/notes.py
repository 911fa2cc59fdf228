"""What is to be told of a survey that was taken over, in either direction."""

from __future__ import annotations

from consult.formats.limesurvey.plain_text import cleaned
from consult.i18n import ngettext

_LONGEST_LIST = 12


class Notes:
    """Collects sentences; what is the same of several questions becomes one sentence that names them."""

    def __init__(self) -> None:
        self._codes: dict[str, list[str]] = {}

    def add(self, told: str, code: str = "") -> None:
        """Notes something, of the question `code` where it is of one."""
        codes = self._codes.setdefault(cleaned(told), [])
        if code and code not in codes:
            codes.append(code)

    def told(self) -> list[str]:
        """All that was noted, a sentence each."""
        return [f"{told}: {_listed(codes)}" if codes else told for told, codes in self._codes.items()]


def _listed(codes: list[str]) -> str:
    more = len(codes) - _LONGEST_LIST
    return ", ".join(codes[:_LONGEST_LIST]) + (
        " " + ngettext("and {n} more", "and {n} more", more).format(n=more) if more > 0 else ""
    )
