"""Rows of a table beside the responses that came in before: what they change, and what they leave as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consult.formats.response_table import ImportedRow, RowReader
from consult.model.checking import Checker
from consult.model.prefilling import raw_of
from consult.model.question import QuestionType
from consult.model.response import Answer, Missing, Response
from consult.model.versions.history import History
from consult.model.versions.writing_back import WrittenBack

_NOTHING = (Missing.BLANK, Missing.NOT_REACHED)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a row says of a response that is there."""

    changed: bool
    kept: WrittenBack
    """All answers as they would be stored: a revision has the version of its response, and speaks as that version does."""


class Corrector:
    """Compares rows with responses. Only what the table asks is compared, and not what is computed."""

    def __init__(self, found: History, reader: RowReader, today: date):
        self._found, self._reader = found, reader
        self._checker = Checker(found.latest, insist=False, today=today)
        self._computed = {question.code for question in found.latest.questions if question.type is QuestionType.COMPUTED}

    def correct(self, row: ImportedRow, answers: Sequence[Answer], response: Response) -> Correction:
        """`answers` are those of the row, checked; those of the response are of its last revision, as they are stored."""
        before = self._found.current_answers(response.version, response.answers)
        given = [answer for answer in before if answer.question not in self._computed]
        kept = [answer for answer in given if not self._reader.tells(row, answer)]
        told = self._told(answers, kept, before, response.version)
        if {*kept, *told} == set(given):
            return Correction(False, WrittenBack(response.answers))
        after = (*kept, *told, *self._computed_from(row, kept))
        return Correction(True, self._found.written_back(response, after))

    def _told(self, answers: Sequence[Answer], kept: Sequence[Answer], before: Sequence[Answer], version: int) -> list[Answer]:
        """The answers of the row; blanks only where nothing is kept, and where the version of the response had the question."""
        places = {answer.place for answer in kept}
        asked = {answer.question for answer in before}
        return [
            answer
            for answer in answers
            if answer.question not in self._computed
            and not (answer.missing in _NOTHING and answer.place in places)
            and not (
                answer.missing in _NOTHING and answer.question not in asked and version not in self._found.asked(answer.question)
            )
        ]

    def _computed_from(self, row: ImportedRow, kept: Sequence[Answer]) -> list[Answer]:
        """What follows from what is kept and what the row says together."""
        if not self._computed:
            return []
        checked = self._checker.check({**raw_of(self._found.latest, kept), **row.raw})
        return [answer for answer in checked.answers if answer.question in self._computed]
