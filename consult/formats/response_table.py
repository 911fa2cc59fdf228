"""Rows of a table to raw responses, by a mapping."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from consult.errors import Problem
from consult.formats.cell_values import CellFault
from consult.formats.cells import joined_rows
from consult.formats.dialects import limesurvey_results, long_table
from consult.formats.field_reading import FieldReader, Given, Source
from consult.formats.mapping_columns import Column, ColumnRole, Mapping
from consult.formats.mapping_faults import refuse_unknown
from consult.formats.mapping_targets import Kind, target_of
from consult.formats.moments import read_moment
from consult.formats.tables.header_rows import column_letter
from consult.formats.tables.table import Row, Table
from consult.i18n import _, quoted
from consult.model.answer_places import place_in, rankings
from consult.model.question import OTHER
from consult.model.response import Answer, Missing, Place, Raw
from consult.model.survey import Survey
from consult.model.typed_values import fold
from consult.model.visible_text import shortened

_LONGEST_QUOTED = 60
_SHORT, _MOST_KNOWN = 60, 2_000


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One response as the table gives it."""

    number: int
    """The row of the file, counted from 1."""
    raw: Raw
    submitted_at: datetime | None
    key: str
    """What makes the response recognisable when the same table comes again."""
    id: str = ""
    """What the table calls it; empty where it has no name."""
    wave: str = ""
    fields: tuple[str, ...] = ()
    """The fields that a table with one row an answer names for this response."""


class RowReader:
    """Reads the rows of a table by a mapping to responses of a survey. Raises TableError where they do not belong together."""

    def __init__(self, table: Table, mapping: Mapping, survey: Survey, wave: str = ""):
        """`wave` is that of the rows that do not tell it."""
        self.survey = survey
        self._wave = wave
        self._table, self._mapping = table, mapping
        self._at = {fold(header): at for at, header in enumerate(table.header)}
        refuse_unknown(table, mapping, survey, self._at)
        self.columns = [column for column in mapping.columns if fold(column.header) in self._at]
        self._fields: dict[str, FieldReader] = {}
        for column in self.columns:
            if column.question:
                self.source_of(column, self._at[fold(column.header)])
        # What has columns of its own; the fields of a long table are found while it is read.
        self._wide = list(self._fields.values())
        self._decode: Callable[[str], str] | None = limesurvey_results.unmasked if mapping.tool == "limesurvey" else None
        self._after = limesurvey_results.pages_after(survey) if self._column(ColumnRole.PAGE) else {}
        self._lines: dict[tuple[int, str], int] = {}
        self._known: dict[str, dict[str, str | Sequence[str] | None]] = {name: {} for name in self._fields}
        self._waves = [self._at[fold(column.header)] for column in self.columns if column.role is ColumnRole.WAVE]
        self._places: dict[tuple[str, ...], dict[Place, frozenset[str] | None]] = {}
        self._rankings = rankings(survey.questions)
        self._ids = [self._at[fold(column.header)] for column in self.columns if column.role is ColumnRole.ID]
        # Sorted by header, and only what was answered: the same table with other columns in another order is known again.
        told = [column for column in self.columns if column.question or column.role is ColumnRole.TIME]
        self._told = sorted((fold(column.header), self._at[fold(column.header)]) for column in told)
        self._times = [(self._at[fold(column.header)], column) for column in self.columns if column.role is ColumnRole.TIME]

    def source_of(self, column: Column, at: int) -> Source:
        """The column as a source of the field that it answers; raises Misplaced."""
        target = target_of(column, {question.code: question for question in self.survey.questions})
        reader = self._fields.setdefault(target.field, FieldReader(target.field, target.cell))
        source = Source.of(at, column, target, typed=self._table.typed)
        reader.sources.append(source)
        return source

    def rows(self) -> Iterator[tuple[ImportedRow, list[Problem]]]:
        """Each response with what is wrong in its cells."""
        seen: dict[str, int] = {}
        if self._mapping.long:
            yield from self._long_rows(self._mapping)
            return
        for row in joined_rows(self._table, self._mapping.join_rows_by):
            problems: list[Problem] = []
            raw = self._raw(row, problems)
            id_, wave = self._id(row), self._wave_of(row)
            key = _named(id_, wave) if id_ else self._key(row, wave, seen)
            yield ImportedRow(row.number, raw, self._moment(row, problems), key, id_, wave), problems

    def _long_rows(self, mapping: Mapping) -> Iterator[tuple[ImportedRow, list[Problem]]]:
        lines = long_table.LongTable(self._table, mapping, self.survey)
        for key, rows in lines.responses():
            self._lines.clear()
            problems: list[Problem] = []
            raw = self._raw(rows[0], problems)
            given: dict[str, list[tuple[Given, int]]] = {}
            for row in rows:
                found = lines.answer(row, self.source_of, problems)
                if found:
                    name, answer = found
                    given.setdefault(name, []).append((answer, row.number))
                    self._lines[rows[0].number, name] = row.number
            for name, answers in given.items():
                self._read(self._fields[name], [answer for answer, _number in answers], answers[-1][1], raw, problems)
            wave = self._wave_of(rows[0])
            moment = self._moment(rows[0], problems)
            yield ImportedRow(rows[0].number, raw, moment, _named(key, wave), key, wave, tuple(sorted(given))), problems

    def tells(self, row: ImportedRow, answer: Answer) -> bool:
        """Whether the row says what stands in the place of `answer`; where only some choices have columns, it says those."""
        place = place_in(answer, self._rankings)
        if row.fields not in self._places:
            self._places[row.fields] = self._places_of(row.fields)
        places = self._places[row.fields]
        if place not in places:
            return False
        codes = places[place]
        return codes is None or answer.code is None or answer.code in codes

    def _places_of(self, fields: tuple[str, ...]) -> dict[Place, frozenset[str] | None]:
        """Place → the choices that have columns of their own there, or None where all is told."""
        found: dict[Place, frozenset[str] | None] = {}
        for reader in (*self._wide, *(self._fields[name] for name in fields)):
            cell, target = reader.cell, [source.target for source in reader.sources]
            place = (reader.sources[0].column.question, cell.row, cell.column, cell.instance)
            some = all(one.kind in (Kind.TICK, Kind.WORDS) for one in target) and reader.name not in fields
            known = found.get(place, frozenset())
            codes = frozenset(OTHER if one.kind is Kind.WORDS else one.choice for one in target)
            found[place] = known | codes if some and known is not None else None
        return found

    def place(self, row: int, field: str) -> str:
        """Where the answer `field` of `row` stands: file, row and column."""
        reader = self._fields.get(field) or next((one for name, one in self._fields.items() if self._belongs(name, field)), None)
        column = reader.sources[0].column if reader else None
        row = self._lines.get((row, reader.name), row) if reader else row
        return self._place(row, column)

    def _belongs(self, name: str, field: str) -> bool:
        """Whether a problem told of `field` (a question, say) can be shown at the field `name`."""
        return name.startswith(f"{field}.") or field == f"{name}.{OTHER}" or name == f"{field}.{OTHER}"

    def _place(self, row: int, column: Column | None) -> str:
        if column is None or fold(column.header) not in self._at:
            return f"{self._table.name}, " + _("row {row}").format(row=row)
        at = self._at[fold(column.header)]
        origin = self._table.origins.get(at)
        letter = origin.letter if origin else column_letter(at)
        if origin and origin.rows is not None:
            row = origin.rows.get(row, row)
        return f"{origin.place if origin else self._table.name}, " + _("row {row}, column {column}").format(
            row=row, column=f"{letter} {quoted(shortened(column.header, _LONGEST_QUOTED))}"
        )

    def _raw(self, row: Row, problems: list[Problem]) -> dict[str, str | Sequence[str]]:
        raw: dict[str, str | Sequence[str]] = {}
        for reader in self._wide:
            given = [(self._cell(row, source.at), source) for source in reader.sources]
            known = self._known[reader.name]
            if len(given) == 1 and given[0][0] in known:
                if (value := known[given[0][0]]) is not None:
                    raw[reader.name] = value
                continue
            self._read(reader, given, row.number, raw, problems)
        if self._after:
            self._mark_not_reached(row, raw)
        return raw

    def _cell(self, row: Row, at: int) -> str:
        cell = row.cells[at]
        return self._decode(cell) if self._decode and cell else cell

    def _read(
        self, reader: FieldReader, given: list[Given], row: int, raw: dict[str, str | Sequence[str]], problems: list[Problem]
    ) -> None:
        try:
            value = reader.read(given)
            words = reader.words(given) if reader.question.other else []
        except CellFault as fault:
            problems.append(Problem(self._place(row, fault.source.column), fault.fault, fault.way_out))
            return
        self._keep(reader, given, None if words else value, not words)
        if value is None:
            return
        earlier = raw.get(reader.name) if reader.sources[0].target.kind is Kind.WORDS else None
        raw[reader.name] = [*_several(earlier), *_several(value)] if earlier else value
        if words:
            name = f"{reader.cell.name}.{OTHER}"
            raw[name] = [*_several(raw.get(name, "")), *words]

    def _keep(self, reader: FieldReader, given: list[Given], value: str | Sequence[str] | None, whole: bool) -> None:
        """Keeps in mind what a short cell means: most columns say the same few things again and again."""
        text, source = given[0]
        known = self._known.setdefault(reader.name, {})
        if whole and len(given) == 1 and len(text) <= _SHORT and source.target.kind is Kind.VALUE and len(known) < _MOST_KNOWN:
            known[text] = value

    def _mark_not_reached(self, row: Row, raw: dict[str, str | Sequence[str]]) -> None:
        """Blank answers behind the last page of a response that was never sent were not reached."""
        page, time = self._column(ColumnRole.PAGE), self._column(ColumnRole.TIME)
        told = row.cells[self._at[fold(page.header)]] if page else ""
        if not told.lstrip("-").isdigit() or time is None or row.cells[self._at[fold(time.header)]]:
            return
        for reader in self._wide:
            value = raw.get(reader.name)
            if value is not None and not isinstance(value, Missing) and not any(value):
                if self._after.get(reader.name, 0) > int(told) and reader.sources[0].target.kind is not Kind.WORDS:
                    raw[reader.name] = Missing.NOT_REACHED

    def _column(self, role: ColumnRole) -> Column | None:
        return next((column for column in self.columns if column.role is role), None)

    def _moment(self, row: Row, problems: list[Problem]) -> datetime | None:
        for at, column in self._times:
            cell = row.cells[at]
            if cell:
                moment = read_moment(cell, column.form or "iso")
                if moment is None:
                    problems.append(self._not_in_form(cell, column, row))
                return moment
        return None

    def _not_in_form(self, cell: str, column: Column, row: Row) -> Problem:
        fault = _("{answer} is not a date written as {form}").format(
            answer=quoted(shortened(cell, _LONGEST_QUOTED)), form=column.form or "2026-03-05"
        )
        return Problem(self._place(row.number, column), fault, _("correct the cell, or “format” in the mapping"))

    def _id(self, row: Row) -> str:
        """The id that the table gives; empty where it gives none."""
        return next((row.cells[at] for at in self._ids if row.cells[at]), "")

    def _wave_of(self, row: Row) -> str:
        return next((row.cells[at] for at in self._waves if row.cells[at]), self._wave)

    def _key(self, row: Row, wave: str, seen: dict[str, int]) -> str:
        """The content of the row and which of its equals it is."""
        told = sorted((header, row.cells[at]) for header, at in self._told)
        content = hashlib.sha256(
            "\x1f".join(f"{header}\x1e{cell}" for header, cell in told).encode("utf-8", "replace")
        ).hexdigest()[:32]
        content = f"{wave}:{content}" if wave else content
        seen[content] = seen.get(content, 0) + 1
        return f"row:{content}:{seen[content]}"


def _named(id_: str, wave: str) -> str:
    """The key of a response that has an id: those of one wave are other responses than those of another."""
    return f"id:{wave}:{id_}" if wave else f"id:{id_}"


def _several(value: str | Sequence[str] | None) -> list[str]:
    return [value] * bool(value) if isinstance(value, str) else list(value or ())
