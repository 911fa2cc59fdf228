"""Tables of answers: reading them into a consultation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from consult.errors import Problem, TableError, UsageError
from consult.formats import mapping_yaml
from consult.formats.dialects.answer_file import read_answer_file
from consult.formats.figure_readings import notes_on_figures
from consult.formats.mapping_yaml import Mapping
from consult.formats.proposing import propose
from consult.formats.response_table import ImportedRow, RowReader
from consult.formats.rows_below import with_answers_below
from consult.formats.tables.table import Layout, Table
from consult.i18n import _, number, quoted
from consult.model.checking import Checked, Checker
from consult.model.gathered_problems import GatheredProblems
from consult.model.response import Channel, Response
from consult.model.survey import Survey
from consult.model.typed_values import normalise
from consult.model.versions.writing_back import WrittenBack
from consult.service import defining
from consult.service.consultation import Consultation, actor, log, new_id, now_utc, now_with_zone, today
from consult.service.exchange import bringing_back, mappings
from consult.service.exchange.import_notes import Departures
from consult.service.exchange.known_rows import refuse_counting_twice
from consult.service.exchange.row_corrections import Corrector
from consult.service.history import history
from consult.service.progress import Progress
from consult.store import answer_rows, responses
from consult.store.files import write_whole

__all__ = ["Imported", "Layout", "Progress", "import_known", "import_table"]


_MOST_PROBLEMS = 20
_ENOUGH_PROBLEMS = 1_000  # a table with so many is the wrong one, and nobody waits for the rest
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    rows: int
    """Responses in the table."""
    added: int
    already_there: int
    updated: int
    """Responses that were there already and got a revision."""
    how: str
    """How the file was read."""
    mapping: Path | None
    """The mapping file that was written, where none was there; in a dry run the one that would be."""
    notes: tuple[str, ...] = ()
    """What was kept as it is though the form would not take it so, a sentence each."""
    new_columns: tuple[str, ...] = ()
    """Columns that the mapping did not know and that were added to it; in a dry run those that would be."""


def import_table(
    consultation: Consultation,
    path: Path,
    survey_id: str,
    *,
    mapping_file: Path | None = None,
    layout: Layout | None = None,
    dry_run: bool = False,
    update: bool = False,
    wave: str = "",
    progress: Progress | None = None,
) -> Imported:
    """Reads the responses of a table into a survey: all of them, or none where one is faulty.

    The mapping is taken from `mapping_file`, else from mappings/SURVEY.yaml; where there is none it is proposed and written.
    Raises TableError with row and column in each problem, and where columns fit no question (the proposal is written then,
    so that it can be completed). Rows that came in before are known again and left as they are; with `update`, a response
    whose id is known gets its new answers as a revision, and keeps those to what the table does not ask. Rows that do not tell
    their wave are of `wave`; ids are known again within one wave. A file that `exporting` wrote needs no mapping: it comes in
    exactly.
    """
    survey = defining.current(consultation, survey_id)
    if mapping_file is None and bringing_back.is_own(path):
        if wave:
            raise UsageError(_("an export of Consult tells the waves itself"), _("leave --wave out"))
        back = bringing_back.bring_back(consultation, path, survey_id, dry_run=dry_run, progress=progress)
        rows = back.added + back.already_there
        return Imported(rows, back.added, back.already_there, 0, _("An export of Consult, read as it was written"), None)
    where = mapping_file or consultation.folder / "mappings" / f"{survey_id}.yaml"
    known = mapping_yaml.read_file(where) if mapping_file or where.is_file() else None
    table = read_answer_file(path, mappings.merged_layout(layout, known))
    mapping = known or replace(propose(table, survey), layout=layout or Layout(), guessed=False)
    if mapping.survey and mapping.survey != survey_id:
        raise TableError(
            _("the mapping belongs to the survey {name}").format(name=quoted(mapping.survey)), _("name another mapping"),
            place=where.name,
        )  # fmt: skip
    if not dry_run and not known:
        write_whole(where, mapping_yaml.write(mapping))
    new: tuple[str, ...] = ()
    if known:
        mapping, new = mappings.completed(mapping, table, survey, where, dry_run=dry_run)
    mappings.refuse_undecided(mapping, table, where, there=not dry_run or (not new and bool(known)), new=new)
    mapping = replace(mapping, file=_told(where, consultation))
    table = with_answers_below(table, mapping, survey)
    counts = _store(consultation, table, mapping, survey, dry_run=dry_run, update=update, wave=wave.strip(), progress=progress)
    there = counts.rows - counts.added - counts.updated
    mapping_made = None if known else where
    notes = tuple(dict.fromkeys((*table.notes, *counts.notes)))
    return Imported(counts.rows, counts.added, there, counts.updated, table.how, mapping_made, notes, new)


def _told(mapping: Path, consultation: Consultation) -> str:
    """What people are told the file of a mapping is called: mappings/needs.yaml."""
    folder = consultation.folder
    return normalise(str(mapping.relative_to(folder) if mapping.is_relative_to(folder) else mapping))


def _store(
    consultation: Consultation, table: Table, mapping: Mapping, survey: Survey, *, dry_run: bool = False, update: bool = False,
    wave: str = "", progress: Progress | None = None,
) -> Counts:  # fmt: skip
    """Checks the table row by row and stores it as it goes, in one transaction. Raises TableError; then nothing was stored."""
    text = mapping_yaml.write(mapping)
    with consultation.database.atomic():
        _refuse_other_reading(consultation, table, survey, text, update)
        refuse_counting_twice(consultation, table, mapping, survey, wave)
        incoming = _Incoming(consultation, table, survey, RowReader(table, mapping, survey, wave), dry_run, update)
        if not dry_run:
            incoming.note(text)
        readings = notes_on_figures(table, mapping, survey)
        counts = incoming.take(progress)
        counts.notes = (*readings, *counts.notes)
        if not dry_run:
            incoming.settle(counts)
    return counts


@dataclass(slots=True)
class Counts:
    """How many responses a table holds, how many of them were new, and how many were corrected."""

    rows: int = 0
    added: int = 0
    updated: int = 0
    notes: tuple[str, ...] = ()


class _Incoming:
    """A table on its way in, inside a transaction. Faults are gathered; after the first nothing more is stored."""

    def __init__(self, consultation: Consultation, table: Table, survey: Survey, reader: RowReader, dry_run: bool, update: bool):
        self._consultation, self._table, self._survey, self._reader = consultation, table, survey, reader
        self._checker = Checker(survey, insist=False, today=today())
        self._departures = Departures(survey, today())
        self._corrector = Corrector(history(consultation, survey.id), reader, today())
        self._dry_run, self._update = dry_run, update
        self._id, self._received = new_id(), now_utc()
        self._problems = GatheredProblems(_MOST_PROBLEMS)
        self._keys: dict[str, int] = {}

    def note(self, mapping: str) -> None:
        """Notes the table; how many responses it holds is settled at the end."""
        table, survey = self._table, self._survey
        noted = responses.TableImport(self._id, survey.id, survey.version, table.name, table.sha256, 0, mapping, now_with_zone())
        responses.add_import(self._consultation.database, noted)

    def settle(self, counts: Counts) -> None:
        """Says how many responses the table held; forgets a table that brought nothing."""
        responses.settle_import(self._consultation.database, self._id, counts.rows if counts.added or counts.updated else None)
        if counts.added or counts.updated:
            detail = {"table": self._table.name, "sha256": self._table.sha256, "added": counts.added, "updated": counts.updated}
            log(self._consultation, "import", f"survey {self._survey.id}", detail)

    def take(self, progress: Progress | None) -> Counts:
        """Takes all rows; raises TableError where some are faulty."""
        counts = Counts()
        rows = self._reader.rows()
        while batch := [(row, self._checked(row, faults)) for row, faults in islice(rows, _BATCH)]:
            counts.rows += len(batch)
            if not self._problems:
                for row, checked in batch:
                    self._departures.look(row.raw, checked.answers)
                self._take_batch(batch, counts)
            if progress:
                progress(counts.rows, len(self._table.rows))
            if len(self._problems) > _ENOUGH_PROBLEMS:
                break
        if self._problems:
            raise TableError(problems=self._problems.told())
        counts.notes = self._departures.notes()
        return counts

    def _checked(self, row: ImportedRow, faults: list[Problem]) -> Checked:
        checked = self._checker.check(row.raw)
        place = self._reader.place
        self._problems.add(*faults)
        self._problems.add(*(Problem(place(row.number, p.place), p.fault, p.way_out) for p in checked.problems))
        if row.id:
            first = self._keys.setdefault(row.key, row.number)
            if first != row.number:
                fault = _("the id {id} stands in row {row} already").format(id=quoted(row.id), row=first)
                self._problems.add(Problem(place(row.number, ""), fault, _("give each response an id of its own")))
        return checked

    def _take_batch(self, batch: list[tuple[ImportedRow, Checked]], counts: Counts) -> None:
        database = self._consultation.database
        known = responses.by_source_key(database, self._survey.id, [row.key for row, _checked in batch])
        met = [(row, checked) for row, checked in batch if row.id and row.key in known]
        there = answer_rows.by_id(database, [known[row.key] for row, _checked in met]) if met else {}
        for row, checked in met:
            counts.updated += self._compared(row, checked, there[known[row.key]])
        new = [(row, checked) for row, checked in batch if row.key not in known]
        counts.added += len(new)
        if new and not self._dry_run:
            survey = self._survey
            made = (
                Response(
                    new_id(), survey.id, survey.version, Channel.IMPORT, row.submitted_at, checked.answers, row.key, row.wave
                )
                for row, checked in new
            )
            responses.add(database, made, self._received, table_import=self._id)

    def _compared(self, row: ImportedRow, checked: Checked, response: Response) -> bool:
        """Whether a response that is there already gets new answers. Without --update that is for a person to decide."""
        correction = self._corrector.correct(row, checked.answers, response)
        if not correction.changed:
            return False
        if not self._update:
            fault = _("the response {id} came in before with other answers").format(id=quoted(row.id))
            self._conflict(row, fault, _("correct it with --update, leave the row out, or give it a new id"))
        elif correction.kept.unclear or correction.kept.otherwise:
            self._unsayable(row, response, correction.kept)
        elif not self._dry_run:
            reason = _("Table {name}").format(name=quoted(self._table.name))
            answers = correction.kept.answers
            responses.add_revision(self._consultation.database, response.id, answers, self._received, actor(), reason)
        return self._update

    def _unsayable(self, row: ImportedRow, response: Response, kept: WrittenBack) -> None:
        """A correction that the version of the response has no words for, question by question."""
        several = _("the response {id} was given to version {version}, in which {question} could mean several of what is one now")
        other = _("the response {id} was given to version {version}, which did not ask {question} so")
        way_out = _(
            "leave that column out, or exclude the response (“consult responses review {response} --state excluded --reason …”)"
            " and give the row a new id"
        ).format(response=response.id)
        for fault, codes in ((several, kept.unclear), (other, kept.otherwise)):
            for code in codes:
                question = self._survey.question(code)
                label = quoted(question.label_in() if question else code)
                told = fault.format(id=quoted(row.id), version=number(response.version), question=label)
                self._conflict(row, told, way_out)

    def _conflict(self, row: ImportedRow, fault: str, way_out: str) -> None:
        place = f"{self._table.name}, " + _("row {row}").format(row=row.number)
        self._problems.add(Problem(place, fault, way_out))


def _refuse_other_reading(consultation: Consultation, table: Table, survey: Survey, mapping: str, update: bool) -> None:
    """The same file read by another mapping would be told to be there already, and the correction be lost."""
    before = [past for past in responses.imports(consultation.database, survey.id) if past.sha256 == table.sha256]
    if before and before[-1].mapping != mapping and not update:
        raise TableError(
            _("this file came in before by another mapping, and its answers stay as they were"),
            _("read it into a new folder: consult summarise TABLE --survey FILE --mapping FILE -o DIR"),
            place=table.name,
        )


def import_known(
    consultation: Consultation, table: Table, mapping: Mapping, survey: Survey, progress: Progress | None = None
) -> int:
    """Stores the responses of a table that was already read; returns how many were new."""
    return _store(consultation, table, mapping, survey, progress=progress).added
