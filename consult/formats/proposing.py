"""A mapping proposed: the columns of a table by the codes and wordings of the places that they seem to answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from consult.formats.column_fitting import fitness, fitted
from consult.formats.column_names import Named, Names, place_of
from consult.formats.dialects import eusurvey, kobo, limesurvey_results, long_table, microsoft, polis
from consult.formats.guessing.column_roles import roles_of
from consult.formats.guessing.meta_headers import known_columns
from consult.formats.mapping_columns import Column, ColumnRole, Long, Mapping, Why
from consult.formats.mapping_targets import Kind, target_of
from consult.formats.mapping_yaml import TOOLS
from consult.formats.tables.table import Table
from consult.i18n import _, number, percent, quoted
from consult.model.question import QuestionType
from consult.model.survey import Survey
from consult.model.typed_values import fold

_LOOKED_AT = 5_000
"""So many rows tell how the cells of a column are written."""
_SURE = 65
"""From here on a name is surer than that a form tool calls a column of its own so."""
_BORNE_OUT = 0.5
_ATTACHED = re.compile(r"[0-9a-f]{64} .")
_ALIKE = 0.72
_MOST_COMPARED, _MOST_LIKELY = 25, 40
_WORD = re.compile(r"\w{2,}")
_YES_NO = frozenset({"yes", "no", ""})
_TOLD = (Why.EMPTY, Why.CONTACT, Why.META, Why.TIME)
"""What is left out of a table that belongs to a survey without asking anybody."""


def propose(table: Table, survey: Survey) -> Mapping:
    """A mapping of the columns of `table` to the questions of `survey`, by their codes and wordings.

    What is found is explained in the notes of the columns. Columns that fit no place, or several, are left undecided, but for
    times, ids and empty columns, which tell themselves.
    """
    tool = _tool(table.header)
    names = Names(survey, tool)
    long = long_table.recognised(table, names)
    columns = _Proposal(table, survey, names, long).columns()
    return Mapping(survey.id, tuple(columns), guessed=True, tool=tool, long=long)


def _tool(headers: Sequence[str]) -> str:
    """The form tool that the headers of meta columns tell of."""
    known = list(known_columns(headers).values())
    if not known and polis.is_votes(headers):
        return "polis"
    named = known[0].tool.split(" ")[0] if known else ""
    return named if named in TOOLS else ""


class _Proposal:
    """The columns of one table being settled."""

    def __init__(self, table: Table, survey: Survey, names: Names, long: Long | None):
        self._header, self._survey, self._names = table.header, survey, names
        self._headers, self._tool = frozenset(table.header), _tool(table.header)
        self._questions = {question.code: question for question in survey.questions}
        self._table = table
        self._cells = _sample(table)
        self._meta = known_columns(table.header)
        self._long = set(long.headers) if long else set()
        self._found: dict[int, Column] = {}
        self._notes: dict[int, str] = {}

    def columns(self) -> list[Column]:
        """A column for every header."""
        candidates = {at: self._candidates(at) for at in range(len(self._header)) if self._header[at] not in self._long}
        self._settle_clear(candidates)
        self._settle_shared(candidates)
        if self._tool == "eusurvey":
            self._settle_split_choices()
        self._leave_out_repeated()
        roles = self._roles()
        rest = [at for at in range(len(self._header)) if at not in self._found and at not in roles]
        self._note_further_times(rest)
        self._suggest(rest)
        return [self._column(at, roles) for at in range(len(self._header))]

    def _candidates(self, at: int) -> list[Named]:
        header = self._header[at]
        found = [named for named in self._names.candidates(header) if fitness(named.column, self._cells[at], self._questions) > 0]
        if not found:
            base = microsoft.without_number(header)
            shared = self._names.candidates(base) if base else []
            found = shared if len(shared) > 1 and shared[0].score == shared[1].score else []
        meta = at in self._meta
        return [named for named in found if (named.score >= _SURE or not meta) and self._bears_out(named, at)]

    def _bears_out(self, named: Named, at: int) -> bool:
        """Whether the cells bear out a header that names a row alone."""
        return named.score >= _SURE or fitness(named.column, self._cells[at], self._questions, strict=True) >= _BORNE_OUT

    def _settle_clear(self, candidates: dict[int, list[Named]]) -> None:
        """Headers that name one place more surely than others, or whose cells fit one only; the surest first."""
        taken: dict[tuple[object, ...], int] = {}
        clear: list[tuple[int, int, Column]] = []
        for at, found in candidates.items():
            best = [named for named in found if named.score == found[0].score]
            if len(best) > 1:
                fits = {id(named): fitness(named.column, self._cells[at], self._questions) for named in best}
                most = max(fits.values())
                best = [named for named in best if fits[id(named)] == most]
            if len(best) == 1:
                clear.append((-best[0].score, at, best[0].column))
        for _score, at, column in sorted(clear, key=lambda one: one[:2]):
            first = taken.setdefault(place_of(column), at)
            if first == at:
                self._found[at] = column
            elif all(row.cells[at] == row.cells[first] for row in self._table.rows):
                self._found[at] = self._repeated(at, first)
            else:
                self._notes[at] = _("names the same as the column {column}").format(column=quoted(self._header[first][:60]))

    def _repeated(self, at: int, other: int) -> Column:
        note = _("says the same as the column {column}").format(column=quoted(self._header[other][:60]))
        return Column(self._header[at], role=ColumnRole.IGNORE, why=Why.REPEATED, note=note)

    def _settle_shared(self, candidates: dict[int, list[Named]]) -> None:
        """Headers that several places share go to them in the order of the survey, where there are as many."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for at, found in candidates.items():
            if at not in self._found and at not in self._notes and found:
                best = [named for named in found if named.score == found[0].score]
                groups.setdefault(tuple(place_of(named.column) for named in best), []).append(at)
        for places, ats in groups.items():
            shared = [named.column for named in candidates[ats[0]] if place_of(named.column) in places]
            told = ", ".join(quoted(_place_told(column)) for column in shared[:4])
            for at in ats:
                self._notes[at] = _("could be any of {places}").format(places=told)
            if len(ats) == len(shared) > 1:
                for at, column in zip(ats, shared, strict=True):
                    self._found[at] = column
                    self._notes[at] = _("shares its wording with others; taken in the order of the survey")

    def _settle_split_choices(self) -> None:
        """The choices of a multi that stand after the empty column of their question, each with yes or no."""
        for at, asked in list(self._found.items()):
            question = self._questions.get(asked.question)
            if question is None or question.type is not QuestionType.MULTI or asked.choice or any(self._cells[at]):
                continue
            choices = {fold(text): choice.code for choice in question.choices for text in choice.label.values()}
            for n in range(at + 1, len(self._header)):
                title = eusurvey.without_shortnames(self._header[n]) or self._header[n]
                code = choices.get(fold(title)) or choices.get(fold(microsoft.without_number(title)))
                if code is None or not {fold(cell) for cell in self._cells[n]} <= _YES_NO:
                    break
                self._found[n] = Column("", question.code, choice=code)

    def _leave_out_repeated(self) -> None:
        """Where a question is answered both in one column and in one for each choice, the latter are taken."""
        kinds: dict[str, dict[Kind, list[int]]] = {}
        for at, column in self._found.items():
            if column.question:
                target = target_of(column, self._questions)
                kinds.setdefault(target.field, {}).setdefault(target.kind, []).append(at)
        for found in kinds.values():
            kept = next((kind for kind in (Kind.POSITION, Kind.TICK, Kind.RANKED) if kind in found), None)
            if kept is None:
                continue
            for ats in (ats for kind, ats in found.items() if kind is not kept):
                self._found.update({at: self._repeated(at, found[kept][0]) for at in ats})

    def _roles(self) -> dict[int, Column]:
        """The columns that tell themselves what they are."""
        known = self._meta
        found = {
            at: column
            for at, column in roles_of(self._header, self._cells).items()
            if column.role is not ColumnRole.IGNORE or column.why in _TOLD or (at in known and known[at].role == "id")
        }
        for at, header in enumerate(self._header):
            if header in self._long:
                found[at] = Column(header)
            elif header == "participant" and polis.is_votes(self._header):
                found[at] = Column(header, role=ColumnRole.ID)
            elif polis.is_meta(header, self._header) or (self._tool == "kobo" and kobo.is_beside(header, self._headers)):
                found[at] = Column(header, role=ColumnRole.IGNORE, why=Why.META)
            elif at in known and at in found and fold(header).partition(". ")[0] in ("lastpage", "last page"):
                found[at] = self._last_page(at, found)
        return found

    def _last_page(self, at: int, roles: dict[int, Column]) -> Column:
        time = next((n for n, column in roles.items() if column.role is ColumnRole.TIME), None)
        if time is not None and limesurvey_results.tells_pages(self._cells[at], self._cells[time], self._survey):
            note = _("what lies behind the last page of an unsent form was not reached")
            return Column(self._header[at], role=ColumnRole.PAGE, note=note)
        unsent = time is not None and not all(self._cells[time])
        note = _("it does not tell what unsent forms did not reach; what is empty in them counts as blank") if unsent else ""
        return replace(roles[at], note=note)

    def _note_further_times(self, ats: Sequence[int]) -> None:
        """For columns of a repeated group that was answered more often than the survey asks it."""
        repeats = kobo.repeats_by_name(self._survey)
        for at in ats:
            code, n = kobo.instance_in(kobo.with_code(self._header[at], repeats))
            asked = self._questions.get(code)
            if asked and asked.type is QuestionType.REPEAT and n > asked.instances:
                self._notes[at] = _("{code} is asked {n} times at most; raise “max” in the survey").format(
                    code=quoted(code), n=number(asked.instances)
                )

    def _suggest(self, ats: Sequence[int]) -> None:
        """For columns that nothing fits: the wording that is nearest."""
        from difflib import SequenceMatcher

        wordings = dict(self._names)
        with_word: dict[str, list[str]] = {}
        for wording in wordings:
            for word in set(_WORD.findall(wording)):
                with_word.setdefault(word, []).append(wording)
        for at in ats[:_MOST_COMPARED]:
            header = fold(self._header[at])
            shared = Counter(wording for word in set(_WORD.findall(header)) for wording in with_word.get(word, ()))
            likely = [wording for wording, _count in shared.most_common(_MOST_LIKELY)]
            alike = {wording: SequenceMatcher(None, wording, header).ratio() for wording in likely}
            nearest = max(likely, key=lambda wording: alike[wording], default="")
            if nearest and alike[nearest] >= _ALIKE and at not in self._notes:
                self._notes[at] = _("perhaps {place}, whose wording is {share} the same").format(
                    place=quoted(_place_told(wordings[nearest])), share=percent(alike[nearest])
                )

    def _column(self, at: int, roles: dict[int, Column]) -> Column:
        header, column = self._header[at], self._found.get(at)
        if column is None:
            column = roles.get(at, Column(header))
        elif column.question:
            cells = self._cells[at]
            asked = self._questions[column.question]
            if asked.type is QuestionType.FILE and not any(map(_ATTACHED.match, cells)):
                return Column(
                    header, note=_("names files for {code}, which a table cannot bring").format(code=quoted(asked.code))
                )
            column = fitted(replace(column, header=header), cells, self._questions)
            if polis.is_votes(self._header) and asked.type is QuestionType.MATRIX:
                column = replace(column, values=polis.values(asked, cells))
        note = self._notes.get(at, "")
        return replace(column, note=note) if note and not column.role else column


def _sample(table: Table) -> list[tuple[str, ...]]:
    """The cells column by column of the first rows, and of the first further ones in which other columns are filled."""
    rows = list(islice(table.rows, _LOOKED_AT))
    empty = {at for at in range(len(table.header)) if not any(row.cells[at] for row in rows)}
    for row in islice(table.rows, _LOOKED_AT, None) if empty else ():
        filled = {at for at in empty if row.cells[at]}
        if filled:
            rows.append(row)
            empty -= filled
    return list(zip(*(row.cells for row in rows), strict=True)) if rows else [()] * len(table.header)


def _place_told(column: Column) -> str:
    parts = (column.question, column.row, str(column.instance or ""), column.part, column.choice, str(column.rank or ""))
    return ".".join(filter(None, parts))
