"""A table that nobody prepared to a consultation with themes and a report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from consult.errors import ConsultationError, TableError
from consult.formats import mapping_yaml, survey_writing
from consult.formats.inference import Inferred, infer
from consult.formats.mapping_yaml import Column, ColumnRole
from consult.formats.table import Layout, Table, read_table
from consult.i18n import LANGUAGES, _
from consult.model.consultation import Settings
from consult.model.survey import Question, QuestionType, Survey
from consult.service import defining, exchanging, reporting, theming
from consult.service.consultation import create_whole, moved
from consult.service.import_notes import mapping_notes

Step = Callable[[str], exchanging.Progress]
"""Called with the name of a step; returns what is to be told of its progress."""


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

    table = read_table(path, layout)
    title = re.sub(r"[\s_]+", " ", path.stem).strip() or path.name
    inferred = infer(table, survey_id or slug(path.stem), title, lambda texts: _language(detect_language(list(texts))), layout)
    if not inferred.survey.questions:
        raise TableError(
            _("no column of the table holds answers"), _("check that this is the right file and sheet"), place=path.name
        )
    return table, inferred


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
    step: Step,
    formats: tuple[str, ...] = ("html", "pdf"),
) -> Summary:
    """Infers a survey from a table, makes a consultation of it in `folder`, finds themes and builds the report.

    `folder` is named after the table where it is not given. Raises TableError before anything is written, and
    ConsultationError where the folder is in use. A fault or Ctrl-C on the way leaves no half-made folder.
    """
    folder = folder or Path.cwd() / slug(path.stem)
    reading = step(_("Reading the table"))
    table, inferred = inferred_survey(path, layout=layout)
    reading(1, 1)
    survey, mapping = inferred.survey, inferred.mapping
    with create_whole(folder, Settings(title=dict.fromkeys(LANGUAGES, survey.title_in()))) as consultation:
        survey_file = defining.path_of(consultation, survey.id)
        survey_file.write_text(survey_writing.write(survey), "utf-8")
        mapping_file = consultation.folder / "mappings" / f"{survey.id}.yaml"
        mapping_file.write_text(mapping_yaml.write(mapping), "utf-8")
        published = defining.publish(consultation, survey)
        count = exchanging.import_known(consultation, table, mapping, published, step(_("Importing")))
        found = theming.find(consultation, survey.id, progress=step(_("Finding themes")))
        built = reporting.build(consultation, language=language, formats=formats, progress=step(_("Drawing charts")))
    return Summary(
        folder=folder, survey_file=moved(survey_file, consultation, folder),
        mapping_file=moved(mapping_file, consultation, folder),
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
        try:
            with output.open("x", encoding="utf-8") as file:
                file.write(text)
        except OSError as error:
            raise ConsultationError(
                _("the file cannot be written ({reason})").format(reason=error.strerror),
                _("choose another name"),
                place=str(output),
            ) from None
    return text


def _guess(column: Column, survey: Survey) -> Guess:
    question: Question | None = survey.question(column.question)
    if question is None:
        why = column.why.value or column.role.value
        return Guess(column.header, "", why if column.role is ColumnRole.IGNORE else column.role.value, 0)
    choices = len(question.choices) if question.type is not QuestionType.TEXT else 0
    return Guess(column.header, question.code, question.type.value, choices)
