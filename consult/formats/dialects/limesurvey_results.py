"""LimeSurvey: names of columns, VV files, masked formulas, and what unfinished responses did not reach."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from consult.errors import TableError
from consult.formats.file_bytes import beginning_of
from consult.formats.limesurvey import tsv_writing
from consult.formats.limesurvey.results import Column as Result
from consult.formats.limesurvey.results import column_names, is_vv, read_vv
from consult.formats.mapping_columns import Column
from consult.formats.mapping_targets import NOT_ASKED
from consult.formats.tables.table import Row, Table
from consult.i18n import _
from consult.model.question import OTHER, QuestionType
from consult.model.survey import Survey

_MASKED = re.compile(r"'[=+\-@]")
_HEADING = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9_]*(?:\[[^\]]*\])*)(?:\. |\._\.)(?P<text>.*)", re.DOTALL)


def named(survey: Survey, *, exported: bool = False) -> Iterator[tuple[str, Column]]:
    """Names of columns as LimeSurvey writes them, and what they answer.

    With `exported`, what stands under the short codes that our own export of the survey chose is known too.
    """
    plain = column_names(survey)
    rename = tsv_writing.write(survey).rename if exported else {}
    yield from _named(survey, plain, {})
    chosen = {
        header: column
        for header, column in (column_names(survey, rename) if rename else {}).items()
        if header not in plain or plain[header].field == column.field
    }
    yield from _named(survey, chosen, rename)


def _named(survey: Survey, columns: Mapping[str, Result], rename: Mapping[str, str]) -> Iterator[tuple[str, Column]]:
    places = {name: (question, cell) for question in survey.questions for cell in question.cells for name in cell.names}
    for header, column in columns.items():
        if column.field not in places:
            continue
        question, cell = places[column.field]
        if cell.instance and cell.name not in rename:
            continue  # without the codes that an export chose, they are called like any other question
        words = column.field == f"{cell.name}.{OTHER}"
        codes = {theirs: ours for theirs, ours in column.codes.items() if theirs != ours and theirs != "-oth-"}
        yield header, Column(
            "", question.code, cell.row, column.choice, part=cell.column, instance=cell.instance, rank=column.rank, words=words,
            values={} if cell.question.type is QuestionType.YESNO else codes,
        )  # fmt: skip


def parts_of_heading(header: str) -> tuple[str, str]:
    """Code and text of a heading „code. text”; empty where it is none."""
    found = _HEADING.fullmatch(header)
    return (found["code"], found["text"]) if found else ("", "")


def unmasked(cell: str) -> str:
    """What was typed, where an apostrophe keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if _MASKED.match(cell) else cell


def pages_after(survey: Survey) -> dict[str, int]:
    """Field → number of its page, from 1."""
    return {
        name: number
        for number, page in enumerate(survey.pages, 1)
        for question in page.questions
        for cell in question.cells
        for name in cell.names
    }


def tells_pages(pages: Sequence[str], sent: Sequence[str], survey: Survey) -> bool:
    """Whether the last page that was reached can be told: whoever sent the form has reached as many as the survey has.

    `pages` are the cells of the column lastpage, `sent` those of submitdate.
    """
    whole = [page for page, moment in zip(pages, sent, strict=True) if moment]
    return bool(whole) and {page.strip() for page in whole} == {str(len(survey.pages))} and not all(sent)


def is_vv_file(path: Path) -> bool:
    """Whether the file begins as a VV file does."""
    try:
        beginning = beginning_of(path, 1_000_000)
    except OSError:
        return False
    return is_vv(beginning.decode("utf-8-sig", "replace").splitlines()[:2])


def read_vv_table(path: Path) -> Table:
    """The table in a VV file; questions that were not shown say so in our own words. Raises TableError."""
    codes, responses = read_vv(path, path.name)
    if not responses:
        raise TableError(
            _("the table has a header but no answers below it"), _("check that this is the right file"), place=path.name
        )
    rows = tuple(Row(n, tuple(NOT_ASKED if cell is None else cell for cell in cells)) for n, cells in enumerate(responses, 3))
    return Table(path.name, hashlib.sha256(path.read_bytes()).hexdigest(), codes, rows, _("VV file of LimeSurvey"))
