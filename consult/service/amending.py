"""What becomes of the answers of a response when the fields of its form are changed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from consult.model.answer_places import place_of
from consult.model.checking import Checked, Checker
from consult.model.question import QuestionType
from consult.model.response import Answer, Channel, Missing, Raw, Response
from consult.model.survey import Survey
from consult.model.typed_twice import fields_of
from consult.model.versions.history import History
from consult.service.consultation import today
from consult.service.drafts import LastCheck
from consult.service.kept_answers import by_question, is_touched, kept_and_new, touched
from consult.service.reading_over import Change, differences
from consult.service.shown_wording import shown

_ASKED_IN_FORMS = (Channel.TERMINAL, Channel.WEB)
"""Channels in which the form made sure that its rules were kept; others show what people did."""


class Amendment:
    """What becomes of the answers of a response when the fields of its form are changed.

    The form is that of the version that was answered: nobody is said to have been asked what only a later one asks. Answers in
    fields that were not touched stay as they are, also those that no form could give again.
    """

    def __init__(self, found: History, response: Response):
        self.found, self.response, self.survey = found, response, found.version(response.version)
        self.before = response.answers
        self.raw = {**_blanks(self.survey, self.before), **fields_of(self.survey, self.before)}
        """The fields of the form that was answered, as the response fills them."""
        self._checker = Checker(self.survey, insist=response.channel in _ASKED_IN_FORMS, today=today())
        self._checked = LastCheck(self._checker)
        self._was, self._was_asked = self._checker.check(self.raw), self._checker.interview.asked(self.raw)
        self._cells = {question.code: question.cells for question in self.survey.questions}
        self._computed = {question.code for question in self.survey.questions if question.type is QuestionType.COMPUTED}

    def check(self, raw: Raw) -> Checked:
        """What is wrong with `raw`. What was wrong before the correction is not in its way; it is worth a second look."""
        checked = self._checked.check(raw)
        known = [
            problem
            for problem in checked.problems
            if problem in self._was.problems and not is_touched(problem.place, self.raw, raw)
        ]
        problems = tuple(problem for problem in checked.problems if problem not in known)
        return Checked(checked.answers, problems, (*checked.warnings, *known))

    def answers(self, raw: Raw) -> tuple[Answer, ...]:
        """All answers after the correction, in the codes of the version that was answered; `raw` must have no problems."""
        now, before = by_question(self._checked.check(raw).answers), by_question(self.before)
        asked = self._checker.interview.asked(raw)
        found: list[Answer] = []
        for question in self.survey.questions:
            old, new = before.pop(question.code, []), now.get(question.code, [])
            if question.code in self._computed:
                same = new == [answer for answer in self._was.answers if answer.question == question.code]
                found += old if same else new
            elif asked.shows(question) != self._was_asked.shows(question):
                found += new  # the answers to other questions ask it now, or ask it no more
            else:
                found += kept_and_new(question, touched(self._cells[question.code], self.raw, raw), old, new)
        found += [answer for answers in before.values() for answer in answers]
        return tuple(dict.fromkeys(found))

    def changes(self, raw: Raw, language: str = "") -> tuple[Change, ...]:
        """What the correction would change, in words, place by place."""
        return differences(*self._shown, self.before, self.answers(raw), language)

    @cached_property
    def _shown(self) -> tuple[Survey, Survey]:
        """The version that was answered and all that was ever asked, as people read them."""
        return shown(self.survey), shown(self.found.survey)


def _blanks(survey: Survey, answers: Sequence[Answer]) -> dict[str, str | list[str]]:
    """The fields that were left blank; those that were not asked are absent."""
    blank = {answer.place for answer in answers if answer.missing is Missing.BLANK}
    return {
        cell.name: "" for question in survey.questions for cell in question.cells
        if place_of(question, cell) in blank
    }  # fmt: skip
