"""Surveys: finding, checking, showing and publishing them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from consult import resources
from consult.errors import NotFoundError, SurveyError
from consult.formats import survey_yaml
from consult.i18n import _, quoted, sort_key
from consult.model.survey import Survey
from consult.service.composed_texts import composed
from consult.service.consultation import Consultation, log, now_utc
from consult.service.history import definition
from consult.store import surveys

if TYPE_CHECKING:
    from consult.service.versioning import Plan


def read_file(path: Path) -> Survey:
    """The survey in a file; raises SurveyError with every fault.

    In a folder surveys/ it must be called like its file; a file that came by mail may be called anything.
    """
    survey = survey_yaml.read_file(path)
    folder = path.absolute().parent
    own_folder = path.name == "survey.yaml" and folder.parent.name == "surveys"
    expected = folder.name if own_folder else path.stem
    if survey.id != expected and (own_folder or folder.name == "surveys"):
        raise SurveyError(
            _("the file of the survey {name} is called {file}").format(name=quoted(survey.id), file=quoted(expected)),
            _("call both the same"),
            place=str(path),
        )
    return survey


def path_of(consultation: Consultation, survey: str) -> Path:
    """Where the file of a survey is: `surveys/NAME.yaml`, or `surveys/NAME/survey.yaml`."""
    folder = consultation.folder / "surveys"
    inside = folder / survey / "survey.yaml"
    return inside if inside.is_file() else folder / f"{survey}.yaml"


def files(consultation: Consultation) -> list[Path]:
    """All survey files of the consultation."""
    folder = consultation.folder / "surveys"
    found = [*folder.glob("*.yaml"), *folder.glob("*/survey.yaml")]
    return sorted(path for path in found if not path.relative_to(folder).parts[0].startswith("."))  # editors leave such files


def resolve(consultation: Consultation, name: str) -> Path:
    """The survey file that `name` means: a path, or the name of a survey here. Raises NotFoundError."""
    asked = Path(name)
    if asked.suffix.lower() in (".yaml", ".yml"):
        return asked
    path = path_of(consultation, name)
    if not path.is_file():
        raise NotFoundError(
            _("there is no survey {name}").format(name=quoted(name)),
            _one_of(names(consultation)),
            place=str(path),
        )
    return path


def draft_or_newest(consultation: Consultation, name: str) -> Survey:
    """The survey that a path or name means, as its file says; where it has none, as it was published last.

    The version of what a file says is 0. Raises NotFoundError, and SurveyError where the file has faults.
    """
    published = surveys.latest(consultation.database, name)
    if published and not path_of(consultation, name).is_file():
        return definition(published)
    return read_file(resolve(consultation, name))


def _one_of(names: list[str]) -> str:
    """What to use instead; empty where there is nothing."""
    return _("use one of {names}").format(names=", ".join(names)) if names else ""


def names(consultation: Consultation) -> list[str]:
    """All surveys, published or not, in the order of the alphabet."""
    named = [path.parent.name if path.name == "survey.yaml" else path.stem for path in files(consultation)]
    return sorted({*named, *surveys.names(consultation.database)}, key=sort_key)


def current(consultation: Consultation, survey: str) -> Survey:
    """The published version that answers are collected for now; raises NotFoundError where there is none."""
    found = surveys.latest(consultation.database, survey)
    if found is None:
        way_out = (
            _("publish it with “consult survey publish {name}”").format(name=survey)
            if path_of(consultation, survey).is_file()
            else _one_of(names(consultation))
        )
        raise NotFoundError(_("there is no published survey {name}").format(name=quoted(survey)), way_out)
    return definition(found)


def published(consultation: Consultation) -> list[str]:
    """The published surveys, first those that consultation.yaml names, in its order."""
    names = surveys.names(consultation.database)
    told = [name for name in consultation.settings.surveys if name in names]
    return told + [name for name in names if name not in told]


def sole_survey(consultation: Consultation) -> str:
    """The one published survey of the consultation; raises NotFoundError where there are none or several."""
    names = published(consultation)
    if len(names) != 1:
        raise NotFoundError(_("name the survey"), _one_of(names))
    return names[0]


def publish(consultation: Consultation, survey: Survey, planned: Plan | None = None) -> Survey:
    """Freezes the survey as its next version and returns it; the same again stays the version it is.

    `planned` is what `versioning.plan` told of it, so that answers are not counted twice. Raises SurveyError with a Problem for
    every change that would leave answers with another meaning and that no migration speaks of.
    """
    import hashlib  # only who publishes needs these

    from consult.formats import survey_writing
    from consult.service import versioning
    from consult.store import question_codes

    text = survey_writing.write(replace(survey, version=0))
    if survey_yaml.read(text, survey.id) != replace(survey, version=0):
        raise SurveyError(
            _("the survey cannot be kept as it is written"), _("check it with “consult survey check”"), place=survey.id
        )
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    planned = planned or versioning.plan(consultation, survey)
    with consultation.database.atomic():
        if _moved_on(consultation, planned):  # somebody answered or published while we counted
            planned = versioning.plan(consultation, survey)
        if planned.problems:
            raise SurveyError(problems=planned.problems)
        if planned.unchanged:
            return replace(survey, version=planned.version)
        for old, new in versioning.renamed(consultation, survey).items():
            question_codes.move(consultation.database, survey.id, old, new)
        frozen = surveys.Published(survey.id, planned.version, text, sha256, now_utc())
        surveys.add(consultation.database, frozen)
        log(consultation, "publish", f"survey {survey.id}", {"version": planned.version, "sha256": sha256})
    composed(consultation.database, text)
    return replace(survey, version=planned.version)


def _moved_on(consultation: Consultation, planned: Plan) -> bool:
    from consult.store import responses

    last = surveys.latest(consultation.database, planned.survey)
    now = responses.count(consultation.database, planned.survey)
    return (last.version if last else 0, now) != (planned.before, planned.responses)


def take_ready_survey(consultation: Consultation, name: str) -> Path:
    """Copies a ready survey with its lists into the consultation, where it can be changed; returns the survey file."""
    from consult.store.files import write_whole

    refuse_unknown(name)
    source = resources.surveys() / name
    copies = {source / "survey.yaml": consultation.folder / "surveys" / f"{name}.yaml"}
    copies |= {file: consultation.folder / "lists" / file.name for file in sorted((source / "lists").glob("*.csv"))}
    for original, copy in copies.items():
        if not copy.exists() or copy.read_bytes() != original.read_bytes():
            write_whole(copy, original.read_bytes(), new=True)
    return consultation.folder / "surveys" / f"{name}.yaml"


def refuse_unknown(name: str) -> None:
    """Raises NotFoundError where there is no ready survey of this name."""
    ready = sorted(path.parent.name for path in resources.surveys().glob("*/survey.yaml"))
    if name not in ready:
        raise NotFoundError(
            _("there is no ready survey {name}").format(name=quoted(name)), _("use one of {names}").format(names=", ".join(ready))
        )
