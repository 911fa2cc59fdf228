"""Surveys of other tools: reading them into survey files, and writing ours for them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from consult.errors import ConsultationError, NotFoundError, SurveyError, UsageError
from consult.formats import survey_writing, survey_yaml
from consult.formats.file_bytes import beginning_of
from consult.formats.limesurvey import reading as limesurvey
from consult.formats.limesurvey import tsv_writing
from consult.i18n import _, quoted
from consult.model.survey import Survey
from consult.service import defining
from consult.service.consultation import Consultation
from consult.store.files import taken, write_whole
from consult.system_faults import reason

FORMATS = ("xlsform", "limesurvey")
"""The formats that surveys are written in for other tools."""

_ENDINGS = {".xlsx": "xlsform", ".txt": "limesurvey", ".tsv": "limesurvey"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")


@dataclass(frozen=True, slots=True)
class Imported:
    """A survey of another tool as one of ours."""

    survey: Survey
    notes: tuple[str, ...]
    """What changed on the way, a sentence each."""
    remarks: Mapping[str, tuple[str, ...]]
    """Code of a question → original texts that could not be translated."""
    kind: str
    """xlsform, limesurvey or consult."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Code here → code there, where it is known and they differ."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A survey that was written for another tool."""

    files: tuple[Path, ...]
    notes: tuple[str, ...]
    """What the other tool cannot say, a sentence each."""
    renamed: Mapping[str, str] = field(default_factory=dict)


def survey_from(path: Path, survey_id: str = "") -> Imported:
    """The survey in a file of another tool, called `survey_id` or after the file: XLSForm, LimeSurvey, or one of ours.

    Raises SurveyError with every fault, TableError where the file is no text.
    """
    if survey_id and not _NAME.fullmatch(survey_id):
        raise UsageError(
            _("{name} cannot be the name of a survey").format(name=quoted(survey_id)), _("use small letters, digits and hyphens")
        )
    try:
        start = beginning_of(path, 8)
    except OSError as error:
        raise SurveyError(_("the file cannot be read ({reason})").format(reason=reason(error)), place=str(path)) from None
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        survey = survey_yaml.read_file(path)
        return Imported(replace(survey, id=survey_id or survey.id), (), {}, "consult")
    if start.startswith(_WORKBOOKS) and ending not in (".lsa", ".lss"):
        return _from_xlsform(path, survey_id)
    if ending in (".lss", ".lsa", ".xml", ".txt", ".tsv", ".csv"):
        found = limesurvey.read(path, survey_id)
        return Imported(found.survey, found.notes, found.remarks, "limesurvey", found.rename)
    raise SurveyError(
        _("this is no survey that can be read"),
        _("use an XLSForm (.xlsx), a survey of LimeSurvey (.lss, .txt) or a survey file (.yaml)"),
        place=path.name,
    )


def _from_xlsform(path: Path, survey_id: str) -> Imported:
    from consult.formats.xlsform import reading

    found = reading.read(path, survey_id)
    return Imported(found.survey, found.notes, found.remarks, "xlsform")


def text_of(imported: Imported) -> str:
    """The survey as the text of a survey file, with what could not be translated as comments above its question."""
    remarks: dict[str, list[str]] = {}
    for page in imported.survey.pages:
        for question in page.questions:
            remarks.setdefault(question.code, []).extend(imported.remarks.get(question.code, ()))
        # What is remarked of a page stands above its first question.
        if page.questions and not imported.survey.question(page.code):
            remarks[page.questions[0].code][:0] = imported.remarks.get(page.code, ())
    return survey_writing.write(imported.survey, {code: told for code, told in remarks.items() if told})


def take(
    consultation: Consultation | None, path: Path, name: str = "", output: Path | None = None
) -> tuple[Imported, Path]:  # fmt: skip
    """Reads the survey of another tool and writes it to `output`, else to surveys/NAME.yaml; returns it and where it is.

    A file that is there already is not overwritten. Raises SurveyError, TableError, ConsultationError.
    """
    called = name or (output.stem if output and _NAME.fullmatch(output.stem) else "")
    imported = survey_from(path, called)
    if output is None:
        if consultation is None:
            raise ConsultationError(_("there is no consultation here"), _("name the file to write with “-o FILE”"))
        output = consultation.folder / "surveys" / f"{imported.survey.id}.yaml"
        beside = defining.path_of(consultation, imported.survey.id)
        if beside != output and beside.exists():
            raise taken(beside)
    write_whole(output, text_of(imported), new=True)
    return imported, output


def named(consultation: Consultation | None, name: str) -> Survey:
    """The survey that `name` means: a survey file by its path, a file of the consultation, or a published survey."""
    if Path(name).suffix.lower() in (".yaml", ".yml"):
        return defining.read_file(Path(name))
    if consultation is None:
        raise NotFoundError(_("there is no survey {name}").format(name=quoted(name)), _("name a survey file"))
    try:
        return defining.read_file(defining.resolve(consultation, name))
    except NotFoundError as missing:
        try:
            return defining.current(consultation, name)
        except NotFoundError:
            raise missing from None


def survey_to(consultation: Consultation | None, name: str, form: str, output: Path) -> Exported:
    """Writes the survey that `name` means for another tool. `form` is one of FORMATS; empty, it follows from the file's ending.

    LimeSurvey takes short codes only: which became which is written beside the file as FILE.renamed.csv. Raises UsageError for
    an unknown format, and what reading the survey raises.
    """
    form = form or _ENDINGS.get(output.suffix.lower(), "")
    if form not in FORMATS:
        raise UsageError(
            _("it is not said in which format the survey is wanted"),
            _("add “--format”, or let the file end in .xlsx (XLSForm) or .txt (LimeSurvey)"),
            place=str(output),
        )
    survey = named(consultation, name)
    return _xlsform(survey, output) if form == "xlsform" else _limesurvey(survey, output)


def _xlsform(survey: Survey, output: Path) -> Exported:
    from consult.formats.xlsform import writing

    written = writing.write(survey)
    write_whole(output, written.content)
    return Exported((output,), tuple(written.notes))


def _limesurvey(survey: Survey, output: Path) -> Exported:
    written = tsv_writing.write(survey)
    write_whole(output, written.content)
    if not written.rename:
        return Exported((output,), written.notes)
    beside = output.with_name(f"{output.name}.renamed.csv")
    text = io.StringIO(newline="")
    table = csv.writer(text, lineterminator="\r\n")
    table.writerows([("code", "limesurvey"), *written.rename.items()])
    write_whole(beside, text.getvalue().encode("utf-8-sig"))
    return Exported((output, beside), written.notes, written.rename)
