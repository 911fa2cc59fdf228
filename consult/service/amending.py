"""What becomes of the answers of a response when the fields of its form are changed."""

from __future__ import annotations

from collections.abc import Sequence

from consult.model.checking import Checked, Checker
from consult.model.history import History
from consult.model.question import OTHER, Cell, Question, QuestionType
from consult.model.response import Answer, Channel, Missing, Raw, Response
from consult.model.survey import Survey
from consult.model.typed_twice import fields_of
from consult.service.consultation import today
from consult.service.reading_over import Change, differences
from consult.service.shown_wording import shown

_ASKED_IN_FORMS = (Channel.TERMINAL, Channel.WEB)
"""Channels in which the form made sure that its rules were kept; others show what people did."""
_Place = tuple[str, str, str, int]


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
        self._was = self._checker.check(self.raw)
        self._cells = {question.code: question.cells for question in self.survey.questions}
        self._computed = {question.code for question in self.survey.questions if question.type is QuestionType.COMPUTED}

    def check(self, raw: Raw) -> Checked:
        """What is wrong with `raw`. What was wrong before the correction is not in its way; it is worth a second look."""
        checked = self._checker.check(raw)
        known = [
            problem for problem in checked.problems if problem in self._was.problems and not self._touched(problem.place, raw)
        ]
        problems = tuple(problem for problem in checked.problems if problem not in known)
        return Checked(checked.answers, problems, (*checked.warnings, *known))

    def _touched(self, name: str, raw: Raw) -> bool:
        return _plain(self.raw.get(name)) != _plain(raw.get(name))

    def answers(self, raw: Raw) -> tuple[Answer, ...]:
        """All answers after the correction, in the codes of the version that was answered; `raw` must have no problems."""
        checked = self._checker.check(raw)
        asked, was_asked = self._checker.interview.asked(raw), self._checker.interview.asked(self.raw)
        now, before = _by_question(checked.answers), _by_question(self.before)
        found: list[Answer] = []
        for question in self.survey.questions:
            old, new = before.pop(question.code, []), now.get(question.code, [])
            if question.code in self._computed:
                same = new == [answer for answer in self._was.answers if answer.question == question.code]
                found += old if same else new
            elif asked.shows(question) != was_asked.shows(question):
                found += new  # the answers to other questions ask it now, or ask it no more
            else:
                found += self._kept_and_new(question, old, new, raw)
        found += [answer for answers in before.values() for answer in answers]
        return tuple(dict.fromkeys(found))

    def _kept_and_new(self, question: Question, old: list[Answer], new: list[Answer], raw: Raw) -> list[Answer]:
        touched = [cell for cell in self._cells[question.code] if any(self._touched(name, raw) for name in cell.names)]
        if not touched:
            return old
        if question.type in (QuestionType.RANKING, QuestionType.ALLOCATION):
            return new
        places = {(question.code, cell.row, cell.column, cell.instance) for cell in touched}
        kept = [answer for answer in old if _place(answer) not in places]
        closed = [answer for cell in touched for answer in old if _is_off_offer(question, cell, answer)]
        told = [answer for answer in new if _place(answer) in places]
        filled = {_place(answer) for answer in closed}
        return [*kept, *closed, *(answer for answer in told if answer.missing is None or _place(answer) not in filled)]

    def changes(self, raw: Raw, language: str = "") -> tuple[Change, ...]:
        """What the correction would change, in words, place by place."""
        survey, ever_asked = shown(self.survey), shown(self.found.survey)
        return differences(survey, ever_asked, self.before, self.answers(raw), language)


def _by_question(answers: Sequence[Answer]) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(answer.question, []).append(answer)
    return found


def _blanks(survey: Survey, answers: Sequence[Answer]) -> dict[str, str | list[str]]:
    """The fields that were left blank; those that were not asked are absent."""
    blank = {_place(answer) for answer in answers if answer.missing is Missing.BLANK}
    return {
        cell.name: "" for question in survey.questions for cell in question.cells
        if (question.code, cell.row, cell.column, cell.instance) in blank
    }  # fmt: skip


def _is_off_offer(question: Question, cell: Cell, answer: Answer) -> bool:
    """Whether the answer is a choice of several that the form offers no more: the form cannot have taken it away."""
    if cell.question.type is not QuestionType.MULTI or _place(answer)[1:] != (cell.row, cell.column, cell.instance):
        return False
    choice = cell.question.choice(answer.code or "")
    return bool(answer.code) and answer.code != OTHER and (choice is None or choice.closed)


def _plain(value: object) -> object:
    """A value of a field by which it is compared: blank is blank, however a form writes it."""
    if isinstance(value, str) or value is None:
        return (value or "").strip() or None
    return tuple(value) or None if isinstance(value, Sequence) else value


def _place(answer: Answer) -> _Place:
    return answer.question, answer.row, answer.column, answer.instance
