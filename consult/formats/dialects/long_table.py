"""Tables with one row an answer: response, question, perhaps row and part, and the value."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from consult.errors import Problem
from consult.formats.column_names import Names
from consult.formats.field_reading import Given, Source
from consult.formats.mapping_columns import Column, Long, Mapping
from consult.formats.mapping_targets import Misplaced
from consult.formats.tables.table import Row, Table
from consult.i18n import _, quoted
from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Survey
from consult.model.typed_values import fold

_HEADERS = {
    "id": ("response", "response id", "response_id", "responseid", "respondent", "respondent id", "respondent_id", "participant",
           "participant_id", "case", "case_id", "caseid", "subject", "submission", "submission_id", "_uuid", "uuid", "id",
           "respondents", "atbilžu kopa", "anketa"),
    "question": ("question", "question code", "question_code", "question id", "question_id", "variable", "field", "item",
                 "jautājums", "jautājuma kods"),
    "row": ("row", "subquestion", "sub_question", "statement", "rinda", "apakšjautājums"),
    "part": ("part", "column", "side", "kolonna", "aile", "daļa"),
    "instance": ("instance", "repeat", "repeat_instance", "n", "reize"),
    "value": ("value", "answer", "answer value", "answer_value", "atbilde", "vērtība"),
}  # fmt: skip
_LOOKED_AT = 300
_KNOWN_SHARE = 0.6
"""So many of the questions named must be known for a table to be taken for a long one."""


def recognised(table: Table, names: Names) -> Long | None:
    """The columns of a long table, where `table` is one: known by their headers and by the questions they name."""
    headers = {fold(header): header for header in table.header}
    found = {key: next((headers[name] for name in known if name in headers), "") for key, known in _HEADERS.items()}
    if not (found["id"] and found["question"] and found["value"]):
        return None
    columns = {key: table.header.index(found[key]) for key in ("id", "question")}
    rows = list(islice(table.rows, _LOOKED_AT))
    asked = [row.cells[columns["question"]] for row in rows]
    several = len({row.cells[columns["id"]] for row in rows}) < len(rows) or len(rows) == 1
    known = sum(names.known(question) for question in asked)
    return Long(**found) if several and known >= _KNOWN_SHARE * len(asked) else None


class LongTable:
    """The rows of a long table, gathered to responses."""

    def __init__(self, table: Table, mapping: Mapping, survey: Survey):
        assert mapping.long
        self._table, self._survey = table, survey
        self._names = Names(survey)
        at = {fold(header): n for n, header in enumerate(table.header)}
        self._ats = {
            key: at[fold(header)] if (header := getattr(mapping.long, key)) else -1
            for key in ("id", "question", "row", "part", "instance", "value")
        }
        self._value = next((c for c in mapping.columns if fold(c.header) == fold(mapping.long.value)), Column(mapping.long.value))
        self._sources: dict[tuple[str, ...], Source | Misplaced] = {}

    def responses(self) -> Iterator[tuple[str, Sequence[Row]]]:
        """Id and rows of each response, in the order in which they begin; rows without an id stand alone."""
        groups: dict[str, list[int]] = {}
        for n, row in enumerate(self._table.rows):
            groups.setdefault(row.cells[self._ats["id"]], []).append(n)
        for key, numbers in groups.items():
            yield key, [self._table.rows[n] for n in numbers]

    def answer(self, row: Row, source_of: Callable[[Column, int], Source], problems: list[Problem]) -> tuple[str, Given] | None:
        """The field and the cell that a row tells of; a row that leads nowhere is noted."""
        place = f"{self._table.name}, " + _("row {row}").format(row=row.number)
        if not row.cells[self._ats["id"]]:
            problems.append(Problem(place, _("the row does not say whose answer it is"), _("fill in its id")))
            return None
        told = tuple(row.cells[at] if at >= 0 else "" for key, at in self._ats.items() if key not in ("id", "value"))
        if told not in self._sources:
            try:
                self._sources[told] = source_of(self._column(*told), self._ats["value"])
            except Misplaced as misplaced:
                self._sources[told] = misplaced
        source = self._sources[told]
        if isinstance(source, Misplaced):
            problems.append(Problem(place, source.fault, source.way_out))
            return None
        return source.target.field, (row.cells[self._ats["value"]], source)

    def _column(self, question: str, row: str, part: str, instance: str) -> Column:
        found = self._names.best(question)
        if found is None:
            raise Misplaced(
                _("the survey has no question {code}").format(code=quoted(question[:60])), _("correct the row, or take it out")
            )
        asked = self._survey.question(found.question)
        column = replace(found, header=self._value.header, values=self._value.values, split=self._value.split)
        if asked is None:
            return column
        if row:
            column = self._in_row(column, asked, row)
        if part:
            column = replace(column, part=_code(part, (*asked.sides, *asked.parts)))
        if instance.isdigit() and asked.type is QuestionType.REPEAT:
            column = replace(column, instance=int(instance))
        return column

    def _in_row(self, column: Column, asked: Question, row: str) -> Column:
        if asked.type in (QuestionType.MULTI, QuestionType.RANKING):
            return replace(column, choice=_code(row, asked.choices))
        if asked.type is QuestionType.ALLOCATION:
            return replace(column, row=_code(row, asked.choices))
        return replace(column, row=_code(row, asked.rows))


def _code(text: str, choices: Sequence[Choice | Question]) -> str:
    """The code of the choice, row or part that `text` names by code or label; the text itself where it names none."""
    for choice in choices:
        if text == choice.code or fold(text) in {fold(choice.code), *map(fold, choice.label.values())}:
            return choice.code
    return text
