"""Tables of Consult as arrays of LimeSurvey: numbers, ticks or texts, the same in all columns."""

from __future__ import annotations

from dataclasses import replace

from consult.formats.limesurvey.codes import LONGEST_SUBQUESTION, their_choices
from consult.formats.limesurvey.outgoing import Outgoing, set_attributes
from consult.formats.limesurvey.source import SourceChoice, SourceQuestion
from consult.formats.limesurvey.their_names import one_value
from consult.formats.our_expressions import in_braces_twice
from consult.i18n import _, text_in
from consult.model.question import Question, QuestionType


def table(question: Question, code: str, out: Outgoing) -> list[SourceQuestion]:
    """Table: : for numbers or ticks, ; for texts and where columns differ in kind."""
    columns = tuple(part for part in question.parts if part.type is not QuestionType.NOTE)
    codes = out.choice_codes(question, (), (*question.rows,))
    column_codes = _column_codes(question, columns, out)
    kinds = {part.type for part in columns}
    totals = question.row_totals or question.column_totals
    numeric = kinds == {QuestionType.NUMBER}
    ticks = kinds == {QuestionType.YESNO}
    source = out.question(code, ":" if ticks or (numeric and not totals) else ";", question)
    source.subquestions = out.choices(question.rows, codes, question.code)
    source.subquestions += [
        SourceChoice(column_codes[part.code], 1, out.html(_with_unit(part), question.code)) for part in columns
    ]
    _set_limits(source, question, columns, numeric, ticks)
    _tell(question, columns, source, out)
    answers = {"yes": "1", "no": "0"}
    out.names.add_cells(
        question.code,
        {
            (row.code, part.code): replace(
                one_value(part, f"{code}_{codes[row.code]}_{column_codes[part.code]}", {}),
                codes=answers if part.type is QuestionType.YESNO else {},
                labelled=False, own_words="",
            )
            for row in question.rows if not row.closed
            for part in columns
        },
    )  # fmt: skip
    return [source]


def _with_unit(part: Question) -> dict[str, str]:
    """The name of a column with its unit, if it has one."""
    return {
        language: f"{text} ({in_braces_twice(text_in(part.unit, language))})" if part.unit else text
        for language, text in part.label.items()
    }


def _column_codes(question: Question, columns: tuple[Question, ...], out: Outgoing) -> dict[str, str]:
    found = their_choices((part.code for part in columns), LONGEST_SUBQUESTION)
    out.rename.update({f"{question.code}.{ours}": theirs for ours, theirs in found.items() if ours != theirs})
    return found


def _set_limits(source: SourceQuestion, question: Question, columns: tuple[Question, ...], numeric: bool, ticks: bool) -> None:
    if ticks:
        set_attributes(source, multiflexible_checkbox=1)
    elif source.type == ":":
        low, high = {part.minimum for part in columns}, {part.maximum for part in columns}
        set_attributes(
            source, input_boxes=1, multiflexible_min=low.pop() if len(low) == 1 else None,
            multiflexible_max=high.pop() if len(high) == 1 else None,
        )  # fmt: skip
    else:
        shown = {(True, True): "B", (True, False): "R", (False, True): "C"}.get((question.row_totals, question.column_totals))
        longest = {part.longest for part in columns}
        set_attributes(
            source, numbers_only=numeric, show_totals=shown if numeric else None,
            maximum_chars=longest.pop() if len(longest) == 1 else None,
        )  # fmt: skip


def _tell(question: Question, columns: tuple[Question, ...], source: SourceQuestion, out: Outgoing) -> None:
    if len({part.type for part in columns}) > 1 or any(part.choices for part in columns if part.type is not QuestionType.YESNO):
        out.notes.add(_("its columns differ in kind, so all of them take any text there"), question.code)
    limits = {(part.minimum, part.maximum, part.longest, part.integer) for part in columns}
    lost = source.type == ";" and any(limit[:2] != (None, None) for limit in limits)
    if len(limits) > 1 or lost:
        out.notes.add(_("the limits of its columns are not checked there"), question.code)
    if any(part.unit for part in columns):
        out.notes.add(_("the units of its columns stand behind their names there"), question.code)
    if any(part.required or part.show_if for part in columns):
        out.notes.add(_("that single columns are required or conditional has no counterpart there"), question.code)
