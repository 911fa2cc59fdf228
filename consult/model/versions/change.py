"""A change between two versions of a survey: how far it reaches, how it is told, and how it can be made."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from consult.i18n import _, quoted
from consult.model.survey import Migration
from consult.model.versions.migration_lines import line
from consult.model.visible_text import shortened

_LONGEST_QUOTED = 80
UNKNOWN = "…"
"""What stands in a proposed line for a code that only the author knows."""


class Kind(StrEnum):
    """How far a change reaches."""

    FREE = "free"
    """Answers before and after are answers to the same question."""
    COMPATIBLE = "compatible"
    """More can be answered than before; all that was answered stands as it is."""
    MEANING = "meaning"
    """An old answer may not be what the same answer would be now."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions."""

    place: str
    """The question, `question.choice`, `table.column`, `page CODE`, or the key at the top of the file."""
    kind: Kind
    told: str
    """A sentence without a closing full stop, in the reader's language."""
    question: str = ""
    """The question that it is about, by its code in the older version; empty for the survey as a whole."""
    covered: bool = False
    """True where a migration of the newer version says what became of the old answers."""
    way_out: str = ""
    """How such a change is made all the same, with the line to write; only where it is of kind MEANING."""
    never: bool = False
    """True where nothing allows it once a version was published."""


def said(text: str) -> str:
    """A wording in quotation marks, shortened where it is long."""
    return quoted(shortened(" ".join(text.split()), _LONGEST_QUOTED))


def became(what: str, old: str, new: str) -> str:
    """„the hint was “A” and is now “B””: `old` and `new` are ready to be read; either may be empty."""
    if not old:
        return _("{what} is now {new}").format(what=what, new=new)
    if not new:
        return _("{what} was {old} and is left out now").format(what=what, old=old)
    return _("{what} was {old} and is now {new}").format(what=what, old=old, new=new)


def _line(migration: Migration) -> str:
    return quoted(line(migration))


def unless_same_meaning(place: str, code: str) -> str:
    """The way out where only the author knows whether the meaning is the same; `code` is the question's own."""
    return _(
        "if old answers still mean the same, add under “migrations:” the line {line}; if not, put it back, or give the question"
        " a new code and add {retire}"
    ).format(line=_line(Migration(reworded=(place,))), retire=_line(Migration(retire=(code,))))


def only_new_code(code: str) -> str:
    """The way out where the old answers cannot be answers to the new question."""
    return _("give the question a new code and add under “migrations:” the line {line}").format(
        line=_line(Migration(retire=(code,)))
    )


def rename_or_retire(code: str, likely: str) -> str:
    """The way out where a question is gone; `likely` is the code that it seems to have now, or empty."""
    rename, retire = _line(Migration(rename={code: likely or UNKNOWN})), _line(Migration(retire=(code,)))
    return _("add under “migrations:” the line {rename} if it only has another code now, {retire} if it is asked no more").format(
        rename=rename, retire=retire
    )


def close_or_recode(question: str, code: str, likely: str) -> str:
    """The way out where a choice, row or side is gone; `likely` is the code that seems to take its place, or empty."""
    if likely:
        return _("put it back with “closed: yes”, or add under “migrations:” the line {line} if that takes its place").format(
            line=_recode(question, code, likely)
        )
    return _(
        "put it back with “closed: yes”, or add under “migrations:” the line {line} with the code that takes its place"
    ).format(line=_recode(question, code, UNKNOWN))


def recode_or_retire(question: str, code: str, likely: str) -> str:
    """The way out where a column or field is gone."""
    return _(
        "add under “migrations:” the line {recode} with the code that takes its place, or {retire} if it is asked no more"
    ).format(recode=_recode(question, code, likely or UNKNOWN), retire=_line(Migration(retire=(f"{question}.{code}",))))


def _recode(question: str, code: str, new: str) -> str:
    return _line(Migration(recode={question: {code: new}}))
