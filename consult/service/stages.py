"""The stages of a consultation are added, changed and taken away in consultation.yaml, whose comments stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from consult.errors import ConsultationError, Problem, UsageError
from consult.formats import consultation_yaml, stages_writing
from consult.formats.encoding import decode
from consult.i18n import _, current, text_in
from consult.model.stage import DUTIES, Stage, StageKind
from consult.model.typed_values import Refused, normalise, written_date
from consult.service.consultation import SETTINGS, Consultation, log
from consult.store.files import write_whole
from consult.system_faults import reason

ONE_DAY = (StageKind.NOTICE, StageKind.SEMINAR)
"""Stages that are of one day where no last day is given."""


@dataclass(frozen=True, slots=True)
class TypedStage:
    """A stage as a person types it; days as 5.3.2026, empty where there is none."""

    kind: str
    title: str = ""
    """Its name in the language that is spoken; empty where the kind says enough."""
    opens: str = ""
    closes: str = ""
    done: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The text of consultation.yaml before and after a change."""

    before: str
    after: str


def has_done(kind: str) -> bool:
    """Whether somebody has to do what this kind of stage is about, so that the day on which it was done is asked for."""
    return kind in DUTIES


def typed_of(stage: Stage) -> TypedStage:
    """A stage as a person would type it."""
    same = stage.opens == stage.closes
    return TypedStage(
        stage.kind.value, text_in(stage.title), _day(stage.opens), "" if same else _day(stage.closes), _day(stage.done)
    )


def _day(day: date | None) -> str:
    return f"{day.day}.{day.month}.{day.year}" if day else ""


def add_stage(consultation: Consultation, typed: TypedStage) -> Written:
    """Adds a stage. Raises ConsultationError with a problem for each field (`place`), or with what is wrong with the file.

    Where the days of the whole consultation stood for its one stage until now, they are written as a stage as well.
    """
    stage = _read(typed, None)
    return _write(consultation, lambda text: stages_writing.with_stage(_with_known(text), SETTINGS, stage))


def change_stage(consultation: Consultation, old: Stage, typed: TypedStage) -> Written:
    """Writes another stage in place of `old`. Raises ConsultationError as `add_stage`, and where `old` is there no more."""
    stage = _read(typed, old)
    return _write(consultation, lambda text: stages_writing.with_changed_stage(_with_known(text), SETTINGS, old, stage))


def delete_stage(consultation: Consultation, old: Stage) -> Written:
    """Takes a stage away. Raises ConsultationError where it is there no more, or is only the days of the consultation."""

    def without(text: str) -> str:
        settings = consultation_yaml.read(text, SETTINGS)
        if old in settings.known_stages and not settings.stages:
            raise ConsultationError(
                _("these are the days of the whole consultation"), _("change them; other stages may stand beside them")
            )
        return stages_writing.without_stage(text, SETTINGS, old)

    return _write(consultation, without)


def take_back(consultation: Consultation, written: Written) -> None:
    """Writes what stood in the file before a change. Raises UsageError where the file was changed again since."""

    def before(text: str) -> str:
        if text != written.after:
            raise UsageError(_("consultation.yaml was changed elsewhere since"), _("change it back by hand"))
        return written.before

    _write(consultation, before)


def _with_known(text: str) -> str:
    settings = consultation_yaml.read(text, SETTINGS)
    for stage in () if settings.stages else settings.known_stages:
        text = stages_writing.with_stage(text, SETTINGS, stage)
    return text


def _write(consultation: Consultation, change: Callable[[str], str]) -> Written:
    path = consultation.folder / SETTINGS
    try:
        before, _encoding = decode(path.read_bytes(), SETTINGS)
    except OSError as error:
        raise ConsultationError(reason(error), _("look whether the file is there"), place=SETTINGS) from None
    written = Written(before, change(before))
    if written.after != before:
        write_whole(path, written.after)
        with consultation.database.atomic():
            log(consultation, "change stages", SETTINGS)
    return written


def _read(typed: TypedStage, old: Stage | None) -> Stage:
    """The stage that was typed; names in other languages are those of `old`."""
    problems: list[Problem] = []
    kind = StageKind(typed.kind)
    opens, closes = _typed_day("opens", typed.opens, problems), _typed_day("closes", typed.closes, problems)
    done = _typed_day("done", typed.done, problems) if kind in DUTIES else None
    if opens and not closes and (kind in ONE_DAY or (old and old.opens == old.closes == opens)):
        closes = opens
    if not problems and not (opens or closes):
        problems.append(Problem("opens", _("the stage has no day"), _("write it as 5.3.2026")))
    if opens and closes and closes < opens:
        problems.append(Problem("closes", _("the stage closes before it opens"), _("put the days the right way round")))
    if problems:
        raise ConsultationError(problems=problems)
    return Stage(kind, opens, closes, _titles(typed, old), done)


def _titles(typed: TypedStage, old: Stage | None) -> dict[str, str]:
    titles, title = dict(old.title) if old else {}, " ".join(normalise(typed.title).split())
    if old and title == text_in(old.title):
        return titles
    return {language: words for language, words in {**titles, current(): title}.items() if words}


def _typed_day(field: str, text: str, problems: list[Problem]) -> date | None:
    try:
        return written_date(text.strip().rstrip(".")) if text.strip() else None
    except Refused as refused:
        problems.append(Problem(field, refused.fault, refused.way_out))
        return None
