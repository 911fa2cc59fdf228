"""Answers as the values that expressions work on."""

from __future__ import annotations

from collections.abc import Sequence

from consult.model.expression_values import Chosen, Value
from consult.model.question import Choice, Question, QuestionType
from consult.model.response import Answer
from consult.model.survey import Survey


def value_of(question: Question, answers: Sequence[Answer]) -> Value:
    """The value of `question` where `answers` are its answers, and no others, of one response; None where nothing was answered.

    single, yesno, scale: the code · multi: the codes · ranking: the codes from the first rank on · number: a float, own words
    as text · text, date, a file's name: text · allocation: code → points · matrix: row → code, or row → side → code ·
    table: row → column → value · repeat: for each time answered, field → value · computed: float or text · note: None.
    """
    match question.type:
        case QuestionType.ALLOCATION:
            return _known({answer.row: answer.number for answer in answers if answer.row})
        case QuestionType.MATRIX:
            return _known(_of_matrix(question, answers))
        case QuestionType.TABLE:
            return _known(_of_table(question, answers))
        case QuestionType.REPEAT:
            return _of_repeat(question, answers)
        case QuestionType.NOTE:
            return None
    return _of_cell(question, answers)


def chosen_of(choice: Choice) -> Chosen:
    """A row or choice as `row` and `choice` stand for it in an expression."""
    return Chosen(choice.code, choice.attributes)


def labels_of(survey: Survey, language: str = "") -> dict[str, dict[str, str]]:
    """What label() looks up: question → code of a choice → its label in `language`."""
    return {
        question.code: {choice.code: choice.label_in(language) for choice in question.choices}
        for question in survey.questions
        if question.choices
    }


def _of_cell(question: Question, answers: Sequence[Answer]) -> Value:
    """The value that one cell has."""
    given = [answer for answer in answers if answer.missing is None]
    if question.type is QuestionType.RANKING:
        ranked = sorted((answer.number, answer.row) for answer in given if answer.number is not None)
        return tuple(row for _rank, row in ranked) or None
    if question.type is QuestionType.MULTI:
        return tuple(dict.fromkeys(answer.code for answer in given if answer.code)) or None
    if not given:
        return None
    answer = given[0]
    if question.type in (QuestionType.NUMBER, QuestionType.FILE):
        return answer.number if answer.number is not None else answer.text or answer.code
    return next((value for value in (answer.code, answer.number, answer.text) if value is not None), None)


def _known(values: dict[str, Value]) -> Value:
    """`values`, or None where all of them are unknown."""
    return values if any(value is not None for value in values.values()) else None


def _of_matrix(question: Question, answers: Sequence[Answer]) -> dict[str, Value]:
    if not question.sides:
        return {answer.row: answer.code for answer in answers if answer.row}
    sides: dict[str, dict[str, Value]] = {}
    for answer in answers:
        if answer.row and answer.column:
            sides.setdefault(answer.row, {})[answer.column] = answer.code
    return {row: _known(codes) for row, codes in sides.items()}


def _of_table(question: Question, answers: Sequence[Answer]) -> dict[str, Value]:
    rows = dict.fromkeys(answer.row for answer in answers if answer.row)
    return {row: _of_parts(question, [answer for answer in answers if answer.row == row]) for row in rows}


def _of_repeat(question: Question, answers: Sequence[Answer]) -> Value:
    times = sorted({answer.instance for answer in answers if answer.instance})
    filled = (_of_parts(question, [answer for answer in answers if answer.instance == n]) for n in times)
    return tuple(one for one in filled if one is not None) or None


def _of_parts(question: Question, answers: Sequence[Answer]) -> Value:
    """Column or field → value, of one row of a table or one time of a repeat; None where all are blank."""
    return _known(
        {part.code: _of_cell(part, [answer for answer in answers if answer.column == part.code]) for part in question.parts}
    )
