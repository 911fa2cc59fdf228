"""Tables of answers: reading them into a consultation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from consult.errors import Problem, TableError
from consult.formats import mapping_yaml
from consult.formats.mapping_yaml import Mapping
from consult.formats.proposing import propose
from consult.formats.response_table import ImportedRow, RowReader
from consult.formats.tables.table import Layout, Table, read_table
from consult.i18n import _, ngettext, number, quoted
from consult.model.checking import Checked, Checker
from consult.model.response import Channel, Response
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation, log, new_id, now_utc, now_with_zone
from consult.service.progress import Progress
from consult.store import responses
from consult.store.files import write_whole

__all__ = ["Imported", "Layout", "Progress", "import_known", "import_table"]


_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    rows: int
    """Responses in the table."""
    added: int
    already_there: int
    how: str
    """How the file was read."""
    mapping: Path | None
    """The mapping file that was written, where none was there."""


def import_table(
    consultation: Consultation,
    path: Path,
    survey_id: str,
    *,
    mapping_file: Path | None = None,
    layout: Layout | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Imported:
    """Reads the responses of a table into a survey: all of them, or none where one is faulty.

    The mapping is taken from `mapping_file`, else from mappings/SURVEY.yaml; where there is none it is proposed and written.
    Raises TableError with row and column in each problem, and where columns fit no question (the proposal is written then,
    so that it can be completed). Rows that came in before are known again and left as they are.
    """
    survey = defining.current(consultation, survey_id)
    where = mapping_file or consultation.folder / "mappings" / f"{survey_id}.yaml"
    known = mapping_yaml.read_file(where) if mapping_file or where.is_file() else None
    table = read_table(path, merged_layout(layout, known))
    mapping = known or replace(propose(table, survey), layout=layout or Layout(), guessed=False)
    if mapping.survey and mapping.survey != survey_id:
        raise TableError(
            _("the mapping belongs to the survey {name}").format(name=quoted(mapping.survey)), _("name another mapping"),
            place=where.name,
        )  # fmt: skip
    if not dry_run and not known:
        write_whole(where, mapping_yaml.write(mapping))
    refuse_undecided(mapping, table, where)
    added, total = _store(consultation, table, mapping, survey, dry_run=dry_run, progress=progress)
    return Imported(total, added, total - added, table.how, None if known else where)


def merged_layout(layout: Layout | None, known: Mapping | None) -> Layout:
    """What the command says of the layout, and the mapping where the command is silent."""
    asked, kept = layout or Layout(), known.layout if known else Layout()
    return Layout(
        asked.sheet or kept.sheet, asked.header or kept.header, asked.delimiter or kept.delimiter,
        asked.encoding or kept.encoding, asked.number_duplicates or kept.number_duplicates,
    )  # fmt: skip


def refuse_undecided(mapping: Mapping, table: Table, where: Path) -> None:
    """Raises TableError where columns neither answer a question nor have a role; `where` is the mapping to complete."""
    undecided = mapping.undecided()
    if undecided:
        names = ", ".join(quoted(column.header[:60]) for column in undecided[:6]) + (" …" if len(undecided) > 6 else "")
        raise TableError(
            ngettext("{n} column fits no question: {names}", "{n} columns fit no question: {names}", len(undecided)).format(
                n=len(undecided), names=names
            ),
            _("write „question: …” or „role: ignore” beside it in {file}, then import again").format(file=where),
            place=table.name,
        )


def _store(
    consultation: Consultation, table: Table, mapping: Mapping, survey: Survey, *, dry_run: bool = False,
    progress: Progress | None = None,
) -> tuple[int, int]:  # fmt: skip
    """How many responses were new, and how many the table has. Raises TableError; then nothing was stored."""
    found = _checked_rows(RowReader(table, mapping, survey), Checker(survey, insist=False), len(table.rows), progress)
    text = mapping_yaml.write(mapping)
    with consultation.database.atomic():
        known = responses.by_source_key(consultation.database, survey.id, [row.key for row, _checked in found])
        _refuse_other_reading(consultation, table, survey, text)
        _refuse_changed(consultation, table, found, known)
        new = [
            Response(new_id(), survey.id, survey.version, Channel.IMPORT, row.submitted_at, checked.answers, row.key)
            for row, checked in found
            if row.key not in known
        ]
        if new and not dry_run:
            _add(consultation, table, survey, text, new, len(found))
    return len(new), len(found)


def _add(consultation: Consultation, table: Table, survey: Survey, mapping: str, new: list[Response], rows: int) -> None:
    noted = responses.TableImport(new_id(), survey.id, survey.version, table.name, table.sha256, rows, mapping, now_with_zone())
    responses.add_import(consultation.database, noted)
    responses.add(consultation.database, new, now_utc(), table_import=noted.id)
    log(consultation, "import", f"survey {survey.id}", {"table": table.name, "sha256": table.sha256, "added": len(new)})


def _refuse_other_reading(consultation: Consultation, table: Table, survey: Survey, mapping: str) -> None:
    """The same file read by another mapping would be told to be there already, and the correction be lost."""
    before = [past for past in responses.imports(consultation.database, survey.id) if past.sha256 == table.sha256]
    if before and before[-1].mapping != mapping:
        raise TableError(
            _("this file came in before by another mapping, and its answers stay as they were"),
            _("read it into a new folder: consult summarise TABLE --survey FILE --mapping FILE -o DIR"),
            place=table.name,
        )


def _checked_rows(
    reader: RowReader, checker: Checker, total: int, progress: Progress | None
) -> list[tuple[ImportedRow, Checked]]:
    found: list[tuple[ImportedRow, Checked]] = []
    problems: list[Problem] = []
    keys: dict[str, int] = {}
    for at, (row, faults) in enumerate(reader.rows()):
        checked = checker.check(row.raw)
        problems.extend(faults)
        problems.extend(Problem(reader.place(row.number, p.place), p.fault, p.way_out) for p in checked.problems)
        if row.key in keys:
            problems.append(
                Problem(
                    reader.place(row.number, ""),
                    _("the id {id} stands in row {row} already").format(id=quoted(row.key.partition(":")[2]), row=keys[row.key]),
                    _("give each response an id of its own"),
                )
            )
        keys.setdefault(row.key, row.number)
        found.append((row, checked))
        if progress and at % 200 == 0:
            progress(at, total)
    if progress:
        progress(total, total)
    if problems:
        raise TableError(problems=_shortened(problems))
    return found


def _shortened(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= _MOST_PROBLEMS:
        return problems
    rest = len(problems) - _MOST_PROBLEMS
    more = ngettext("and {n} more problem", "and {n} more problems", rest).format(n=number(rest))
    return [*problems[:_MOST_PROBLEMS], Problem("", more)]


def _refuse_changed(
    consultation: Consultation, table: Table, found: list[tuple[ImportedRow, Checked]], known: dict[str, str]
) -> None:
    """An id that came in before with other answers is a conflict for a person to decide."""
    problems = []
    for row, checked in found:
        if row.key.startswith("id:") and row.key in known:
            if set(responses.answers_of(consultation.database, known[row.key])) != set(checked.answers):
                place = f"{table.name}, " + _("row {row}").format(row=row.number)
                fault = _("the response {id} came in before with other answers").format(id=quoted(row.key[3:]))
                problems.append(Problem(place, fault, _("leave the row out, or give it a new id")))
    if problems:
        raise TableError(problems=_shortened(problems))


def import_known(
    consultation: Consultation, table: Table, mapping: Mapping, survey: Survey, progress: Progress | None = None
) -> int:
    """Stores the responses of a table that was already read; returns how many were new."""
    added, _total = _store(consultation, table, mapping, survey, progress=progress)
    return added
