"""What can go wrong, told as place, fault and way out.

ConsultError            every fault that Consult foresees
├── UsageError          the command was asked for something it does not do (exit 2)
├── SurveyError         a survey file or one of its lists is not well-formed
├── TableError          a table of answers cannot be read or does not fit the survey
├── AnswerError         an answer does not fit its question
├── ConsultationError   there is no consultation here, or it cannot be opened or written
│   └── DraftChangedError   what is kept was changed elsewhere since it was read
├── NotFoundError       no survey, question, response or theme has this name
└── ReportError         a report cannot be built
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: where it is, what is wrong, and what a person can do about it.

    `place` is a file with a line, a row with a column, or the code of a question; it may be empty.
    `fault` and `way_out` are sentences without a closing full stop, in the reader's language.
    """

    place: str
    fault: str
    way_out: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.fault, self.way_out) if part)


class ConsultError(Exception):
    """The base of all faults; never raised itself. Holds one or more `problems`."""

    exit_code = 1

    def __init__(self, fault: str = "", way_out: str = "", *, place: str = "", problems: Iterable[Problem] = ()):
        self.problems = tuple(problems) or (Problem(place, fault, way_out),)
        super().__init__("\n".join(map(str, self.problems)))


class UsageError(ConsultError):
    """The command was asked for something it does not do."""

    exit_code = 2


class SurveyError(ConsultError):
    """A survey file or one of its lists is not well-formed."""


class TableError(ConsultError):
    """A table of answers cannot be read or does not fit the survey."""


class AnswerError(ConsultError):
    """An answer does not fit its question."""


class ConsultationError(ConsultError):
    """There is no consultation here, or it cannot be opened or written."""


class DraftChangedError(ConsultationError):
    """What is kept was changed by another window or program since it was read here; nothing was written over it."""


class NotFoundError(ConsultError):
    """No survey, question, response or theme has this name."""


class ReportError(ConsultError):
    """A report cannot be built."""
