"""A table that nobody prepared to a consultation with themes and a report."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from consult.errors import TableError, UsageError
from consult.formats import mapping_yaml, survey_writing
from consult.formats.dialects.answer_file import read_answer_file
from consult.formats.guessing.inference import Inferred, infer
from consult.formats.mapping_yaml import Column, ColumnRole
from consult.formats.proposing import propose
from consult.formats.tables.table import Layout, Table
from consult.i18n import LANGUAGES, _
from consult.model.consultation import Settings
from consult.model.question import Question, QuestionType
from consult.model.survey import Survey
from consult.model.typed_values import normalise
from consult.service import defining, theming
from consult.service.consultation import create_whole, moved
from consult.service.exchange import exchanging, mappings
from consult.service.exchange.import_notes import mapping_notes
from consult.service.progress import Step
from consult.service.reports import reporting
from consult.store.files import write_whole


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column was taken for."""

    header: str
    question: str
    kind: str
    """The type of the question, or the role of the column."""
    choices: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a table."""

    folder: Path
    survey_file: Path
    mapping_file: Path
    survey: str
    how: str
    responses: int
    guesses: tuple[Guess, ...]
    notes: tuple[str, ...]
    themes: tuple[theming.Found, ...]
    built: reporting.Built


def inferred_survey(path: Path, survey_id: str = "", layout: Layout | None = None) -> tuple[Table, Inferred]:
    """The table at `path` and the survey and mapping that fit it. Raises TableError."""
    from consult.analysis.text import detect_language

    table = read_answer_file(path, layout, repeats=False)
    title = normalise(re.sub(r"[\s_]+", " ", path.stem)) or slug(path.name)
    inferred = infer(table, survey_id or slug(path.stem), title, lambda texts: _language(detect_language(list(texts))), layout)
    if not inferred.survey.questions:
        raise TableError(
            _("no column of the table holds answers"), _("check that this is the right file and sheet"), place=path.name
        )
    return table, inferred


def _read(path: Path, layout: Layout | None, survey_file: Path | None, mapping_file: Path | None) -> tuple[Table, Inferred]:
    """The table, and the survey and mapping that were given, or those that fit it."""
    if survey_file is None:
        if mapping_file is not None:
            raise UsageError(_("a mapping belongs to a survey"), _("name the survey file with --survey as well"))
        return inferred_survey(path, layout=layout)
    survey = defining.read_file(survey_file)
    mapping = mapping_yaml.read_file(mapping_file) if mapping_file else None
    merged = mappings.merged_layout(layout, mapping)
    table = read_answer_file(path, merged)
    mapping = mapping or replace(propose(table, survey), guessed=False)
    mappings.refuse_undecided(mapping, table, mapping_file or Path("MAPPING"))
    return table, Inferred(survey, replace(mapping, survey=survey.id, layout=merged))


def _language(found: str) -> str:
    return found if re.fullmatch(r"[a-z]{2,3}", found or "") and found != "und" else "en"


def slug(name: str) -> str:
    """`name` as the name of a survey: small Latin letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-") or "survey"


def summarise(
    path: Path,
    folder: Path | None = None,
    *,
    language: str,
    layout: Layout | None = None,
    survey_file: Path | None = None,
    mapping_file: Path | None = None,
    step: Step,
    formats: tuple[str, ...] = ("html", "pdf"),
) -> Summary:
    """Infers a survey from a table, makes a consultation of it in `folder`, finds themes and builds the report.

    With `survey_file`, and `mapping_file` where its columns do not tell themselves, nothing is guessed: so a guess is corrected.
    `folder` is named after the table where it is not given. Raises TableError before anything is written, and
    ConsultationError where the folder is in use. A fault or Ctrl-C on the way leaves no half-made folder.
    """
    folder = folder or Path.cwd() / slug(path.stem)
    reading = step(_("Reading the table"))
    table, inferred = _read(path, layout, survey_file, mapping_file)
    reading(1, 1)
    survey, mapping = inferred.survey, inferred.mapping
    with create_whole(folder, Settings(title=dict.fromkeys(LANGUAGES, survey.title_in()))) as consultation:
        survey_path = defining.path_of(consultation, survey.id)
        mapping_path = consultation.folder / "mappings" / f"{survey.id}.yaml"
        write_whole(survey_path, survey_writing.write(survey))
        write_whole(mapping_path, mapping_yaml.write(mapping))
        published = defining.publish(consultation, survey)
        count = exchanging.import_known(consultation, table, mapping, published, step(_("Importing")))
        found = theming.find(consultation, survey.id, progress=step(_("Finding themes")))
        built = reporting.build(consultation, language=language, formats=formats, progress=step(_("Drawing charts")))
    return Summary(
        folder=folder, survey_file=moved(survey_path, consultation, folder),
        mapping_file=moved(mapping_path, consultation, folder),
        survey=survey.id, how=table.how, responses=count, guesses=tuple(_guess(column, survey) for column in mapping.columns),
        notes=(*table.notes, *mapping_notes(mapping)), themes=tuple(found),
        built=replace(built, files=tuple(moved(file, consultation, folder) for file in built.files)),
    )  # fmt: skip


def inferred_text(path: Path, layout: Layout | None = None, output: Path | None = None) -> str:
    """The survey that fits the table, as a survey file; written to `output` where that is given.

    Raises TableError, and ConsultationError where the file is there already or cannot be written.
    """
    name = slug(output.stem) if output else ""
    _table, inferred = inferred_survey(path, name, layout)
    text = survey_writing.write(inferred.survey)
    if output is not None:
        write_whole(output, text, new=True)
    return text


def _guess(column: Column, survey: Survey) -> Guess:
    question: Question | None = survey.question(column.question)
    if question is None:
        why = column.why.value or column.role.value
        return Guess(column.header, "", why if column.role is ColumnRole.IGNORE else column.role.value, 0)
    choices = len(question.choices) if question.type is not QuestionType.TEXT else 0
    return Guess(column.header, question.code, question.type.value, choices)
