"""What a paper form may say, and correcting the response that was typed from it; the ground of both typings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from consult.errors import AnswerError, NotFoundError, Problem
from consult.i18n import _, quoted
from consult.model.checking import Checker
from consult.model.question import QuestionType
from consult.model.response import Answer, Raw, Response, Review
from consult.model.survey import Survey
from consult.model.typed_twice import fields_of, on_offer
from consult.model.typed_values import normalise
from consult.model.versions.writing_back import WrittenBack
from consult.service.consultation import Consultation, log, now_utc, today
from consult.service.history import history
from consult.service.kept_answers import by_question, kept_and_new, touched
from consult.store import papers, responses, reviews

_LONGEST = 60
"""The most letters of a batch, a number or a name."""


@dataclass(slots=True)
class PaperForm:
    """The rules by which the typing of one survey's paper forms is looked at."""

    survey: Survey
    _paper: Checker = field(init=False)
    _form: Checker = field(init=False)
    _cells: dict[str, tuple[str, ...]] = field(init=False)
    _printed: Survey = field(init=False)

    def __post_init__(self) -> None:
        self._paper = Checker(self.survey, insist=False, today=today())
        self._form = Checker(self.survey, today=today())
        self._printed = on_offer(self.survey)
        self._cells = {cell.name: cell.names for question in self.survey.questions for cell in question.cells}

    def whole(self, raw: Raw, unclear: Mapping[str, str]) -> dict[str, str | Sequence[str]]:
        """All fields of the paper: those that were not typed, and those that are unclear, are blank.

        Raises AnswerError where a field that is unclear is none of the survey.
        """
        unknown = [name for name in unclear if name not in self._cells]
        if unknown:
            fault = _("this survey has no such question"), _("leave it out")
            raise AnswerError(problems=[Problem(name, *fault) for name in unknown])
        blank = {name for cell in unclear for name in self._cells[cell]}
        every = dict.fromkeys((name for names in self._cells.values() for name in names), "")
        return {**every, **raw, **dict.fromkeys(blank, "")}

    def answers(self, raw: Raw, unclear: Mapping[str, str]) -> tuple[Answer, ...]:
        """The answers on a paper; raises AnswerError with a problem for each field that cannot be stored."""
        checked = self._paper.check(self.whole(raw, unclear))
        if checked.problems:
            raise AnswerError(problems=checked.problems)
        return checked.answers

    def corrected(
        self, before: Sequence[Answer], raw: Raw, unclear: Mapping[str, str], asked: Collection[str]
    ) -> tuple[Answer, ...]:
        """All answers after a correction: those in fields that were not touched stay, also where there is no answer.

        `before` are those that the response has; `asked` are the questions that its version asked, for what only a later one
        asks was not left blank. Raises AnswerError as `answers` does.
        """
        was, typed = self.whole(self.fields(before), {}), self.whole(raw, unclear)
        computed_before = by_question(self._paper.check(was).answers)
        old, new = by_question(before), by_question(self.answers(raw, unclear))
        found: list[Answer] = []
        for question in self._printed.questions:
            code, there = question.code, old.pop(question.code, [])
            if question.type is QuestionType.COMPUTED:
                same = code not in asked or new.get(code) == computed_before.get(code)
                found += there if same else new.get(code, [])
            else:
                found += kept_and_new(question, touched(question.cells, was, typed), there, new.get(code, []))
        return tuple(dict.fromkeys([*found, *(answer for answers in old.values() for answer in answers)]))

    def fields(self, answers: Sequence[Answer]) -> dict[str, str | list[str]]:
        """What would be typed to give `answers`; blank fields are absent."""
        return fields_of(self._printed, answers)

    def problems(self, raw: Raw, unclear: Mapping[str, str]) -> tuple[Problem, ...]:
        """What cannot be stored, by field."""
        return self._paper.check(self.whole(raw, unclear)).problems

    def warnings(self, raw: Raw, unclear: Mapping[str, str]) -> tuple[Problem, ...]:
        """What the form would not have let pass, by field, and what cannot be stored is not in it.

        Required questions that are blank are left out as well: a clerk sees that there is nothing on the paper.
        """
        whole = self.whole(raw, unclear)
        stored = set(self._paper.check(whole).problems)
        checked = self._form.check(whole)
        required = _("an answer is required")
        return tuple(
            problem
            for problem in (*checked.problems, *checked.warnings)
            if problem not in stored and problem.fault != required
        )  # fmt: skip


def response_of(consultation: Consultation, survey: Survey, batch: str, number: str) -> Response:
    """The response of a form as it is stored; raises NotFoundError."""
    found = papers.numbers(consultation.database, survey.id, batch).get(number)
    response = responses.response(consultation.database, found) if found else None
    if response is None:
        raise not_typed(number)
    return response


def not_typed(number: str) -> NotFoundError:
    """What is told where a batch has no form of this number."""
    return NotFoundError(
        _("this batch has no form {number}").format(number=quoted(number)), _("look at the numbers typed so far")
    )


def revise(
    consultation: Consultation, form: PaperForm, response: Response, raw: Raw, unclear: Mapping[str, str], by: str, reason: str
) -> bool:
    """Corrects a response by what is typed into the newest version of its survey or its own; call it inside a transaction.

    What was not touched stays as it was answered. Returns whether anything changed. Raises AnswerError, with a problem for each
    field that cannot be stored, and where the version that was answered has no words for what was typed.
    """
    db = consultation.database
    past = history(consultation, form.survey.id)
    own = form.survey.version == response.version
    before = response if own else past.current(response)
    asked = {one.code for one in form.survey.questions if own or response.version in past.asked(one.code)}
    answers = form.corrected(before.answers, raw, unclear, asked)
    if set(before.answers) == set(answers) and papers.unclear(db, response.id) == dict(unclear):
        return False
    told = WrittenBack(answers) if own else past.written_back(response, answers)
    if told.unclear or told.otherwise:
        fault = _("the version of the survey that was answered did not ask this so"), _("leave it as it was")
        raise AnswerError(problems=[Problem(code, *fault) for code in (*told.unclear, *told.otherwise)])
    moment = now_utc()
    revision = responses.add_revision(db, response.id, told.answers, moment, by, reason)
    if unclear:
        papers.note(db, response.id, revision, unclear)
        if response.review is not Review.EXCLUDED:
            reviews.add_all(db, [(response.id, Review.HAS_ISSUES)], papers.reason(unclear), moment, by)
    log(consultation, "correct", f"response {response.id}", {"survey": form.survey.id, "by": by, "reason": reason})
    return True


def plain_notes(unclear: Mapping[str, str] | None) -> dict[str, str]:
    """Notes in one line each; a field that was marked without a word is just unclear."""
    return {name: " ".join(normalise(note).split()) or _("unclear") for name, note in (unclear or {}).items()}


def one_line(text: str) -> str:
    """A batch, a number or a name in one line; raises AnswerError where it is too long."""
    name = " ".join(normalise(text).split())
    if len(name) > _LONGEST:
        raise AnswerError(_("this is too long: {text}").format(text=quoted(name)), _("shorten it"))
    return name
