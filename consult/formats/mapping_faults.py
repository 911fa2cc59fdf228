"""What does not fit between a table, a mapping and a survey."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Dictionary

from consult.errors import Problem, TableError
from consult.formats.mapping_columns import Column, Mapping
from consult.formats.mapping_targets import NOT_ASKED, Kind, Misplaced, Target, target_of
from consult.formats.tables.table import Table
from consult.i18n import _, quoted
from consult.model.question import CLOSED, OTHER
from consult.model.response import Missing
from consult.model.survey import Survey
from consult.model.typed_values import fold
from consult.model.visible_text import shortened

_LONGEST_QUOTED = 60


def refuse_unknown(table: Table, mapping: Mapping, survey: Survey, at: Dictionary[str, int]) -> None:
    """Raises TableError where columns are not spoken of, or lead to what the survey does not have.

    `at` tells where the headers, folded, stand in the table.
    """
    questions = {question.code: question for question in survey.questions}
    problems = [*_unspoken(table, mapping), *_long_faults(table, mapping, at)]
    kinds: dict[str, set[Kind]] = {}
    for column in mapping.columns:
        if column.question:
            place = f"{mapping.file}:{column.line}" if mapping.file and column.line else table.name
            try:
                target = target_of(column, questions)
            except Misplaced as misplaced:
                problems.append(_renamed(place, column, survey) or _about(place, column, misplaced))
                continue
            if fold(column.header) in at:
                kinds.setdefault(target.field, set()).add(target.kind)
            problems.extend(_value_faults(place, column, target))
    problems += [
        Problem(
            table.name,
            _("the columns of {field} tell it in different ways").format(field=quoted(field)),
            _("keep the one column, or one for each choice"),
        )
        for field, found in kinds.items()
        if len(found) > 1
    ]
    if not kinds and not problems and not mapping.long:
        problems.append(Problem(table.name, _("no column of the table answers a question"), _("look at the mapping")))
    if problems:
        raise TableError(problems=problems)


def _unspoken(table: Table, mapping: Mapping) -> Iterator[Problem]:
    spoken = {fold(column.header) for column in mapping.columns}
    spoken |= set(map(fold, mapping.long.headers)) if mapping.long else set()
    for header in table.header:
        if fold(header) not in spoken:
            yield Problem(
                table.name,
                _("the mapping says nothing of the column {column}").format(column=_told(header)),
                _("add it to the mapping, with “role: ignore” if it is not wanted"),
            )


def _long_faults(table: Table, mapping: Mapping, at: Dictionary[str, int]) -> Iterator[Problem]:
    for header in mapping.long.headers if mapping.long else ():
        if fold(header) not in at:
            yield Problem(
                table.name,
                _("there is no column {column}, which “long” names").format(column=_told(header)),
                _("correct “long” in the mapping"),
            )


def _renamed(place: str, column: Column, survey: Survey) -> Problem | None:
    """What to tell where the migrations of the survey give the question another code."""
    renames = {old: new for migration in survey.migrations for old, new in migration.rename.items()}
    code = column.question
    for _step in renames:
        code = renames.get(code, code)
    if survey.question(column.question) or code == column.question or not survey.question(code):
        return None
    fault = _("the question {old} is called {new} now").format(old=quoted(column.question), new=quoted(code))
    way_out = _("write “question: {code}” for the column {column}").format(code=code, column=_told(column.header))
    return Problem(place, fault, way_out)


def _about(place: str, column: Column, misplaced: Misplaced) -> Problem:
    way_out = _("correct the mapping of the column {column}").format(column=_told(column.header))
    if misplaced.way_out:
        way_out = misplaced.way_out
        if quoted(column.header[:60]) not in misplaced.fault:
            way_out = _("{way_out}, in the mapping of the column {column}").format(way_out=way_out, column=_told(column.header))
    return Problem(place, misplaced.fault, way_out)


def _value_faults(place: str, column: Column, target: Target) -> Iterator[Problem]:
    """Codes in „values” that the question does not have."""
    question = target.cell.question
    if target.kind not in (Kind.VALUE, Kind.POSITION) or question.type not in CLOSED:
        return
    allowed = {choice.code for choice in question.choices} | {"", NOT_ASKED, *Missing} | ({OTHER} if question.other else set())
    for cell, code in column.values.items():
        if code not in allowed:
            yield Problem(
                place,
                _("“values” of the column {column} lead to {choice}, which {code} does not have").format(
                    column=_told(column.header), choice=quoted(code), code=quoted(question.code)
                ),
                _("correct what is written for {cell}").format(cell=_told(cell)),
            )


def _told(text: str) -> str:
    return quoted(shortened(text, _LONGEST_QUOTED))
