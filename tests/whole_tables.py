"""The survey with every type of question, tables of answers to it, and what is read from them."""

from __future__ import annotations

from collections.abc import Sequence

from consult.formats import mapping_yaml, survey_yaml
from consult.formats.mapping_columns import Mapping
from consult.formats.proposing import propose
from consult.formats.response_table import ImportedRow, RowReader
from consult.formats.tables.table import Row, Table
from consult.model.checking import Checker
from consult.model.question import Cell, QuestionType
from consult.model.response import Raw
from consult.model.survey import Survey
from tests.whole_survey import WHOLE, WHOLE_ANSWER

SURVEY = survey_yaml.read(WHOLE, "every.yaml")


def table_of(header: Sequence[str], *rows: Sequence[str]) -> Table:
    """A table of CSV with these cells below its header."""
    return Table("t.csv", "0", tuple(header), tuple(Row(n, tuple(cells)) for n, cells in enumerate(rows, 2)), "")


def read(table: Table, survey: Survey = SURVEY, mapping: Mapping | None = None) -> list[ImportedRow]:
    """The raw answers of each row, by the mapping that is proposed; nothing may be undecided or faulty."""
    mapping = mapping_yaml.read(mapping_yaml.write(mapping or propose(table, survey)), "m.yaml")
    assert [column.header for column in mapping.undecided()] == [], mapping_yaml.write(mapping)
    found = []
    reader, checker = RowReader(table, mapping, survey), Checker(survey, insist=False)
    for row, problems in reader.rows():
        checked = checker.check(row.raw)
        assert not problems and not checked.problems, [*problems, *checked.problems]
        found.append(row)
    return found


def answers(raw: Raw, survey: Survey = SURVEY) -> set[tuple[object, ...]]:
    """The answers that have a value, with their places."""
    return {
        (a.question, a.row, a.column, a.instance, a.code, a.number, a.text)
        for a in Checker(survey, insist=False).check(raw).answers
        if a.missing is None
    }


EXPECTED = answers({name: value for name, value in WHOLE_ANSWER.items()})


def cells_of(survey: Survey = SURVEY) -> list[Cell]:
    """The places of the survey that a table can fill."""
    return [cell for question in survey.questions for cell in question.cells if question.type is not QuestionType.FILE]
