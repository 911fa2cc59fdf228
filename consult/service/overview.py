"""The consultation at a glance: stages, surveys, open questions and what happened lately. Words are in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from consult.errors import ConsultationError, Problem
from consult.formats import consultation_yaml
from consult.formats.encoding import decode
from consult.i18n import _, text_in
from consult.model.consultation import Settings
from consult.service import defining, survey_list
from consult.service.consultation import SETTINGS, Consultation, today
from consult.service.events import EventLine, events
from consult.service.stage_words import Schedule, schedule
from consult.service.survey_list import SurveyLine
from consult.service.survey_standing import OpenStanding, SurveyStanding, open_standings, standing
from consult.system_faults import reason

__all__ = ["EventLine", "OpenStanding", "Overview", "Schedule", "SurveyStanding", "all_events", "overview", "settings_now"]

_EVENTS_READ = 300
"""Lines of the audit log that the overview reads; many submissions are told as one event."""
_EVENTS_TOLD = 12


@dataclass(frozen=True, slots=True)
class Overview:
    """How a consultation stands."""

    folder: str
    title: str
    organiser: str
    schedule: Schedule
    surveys: tuple[SurveyStanding, ...]
    open_questions: tuple[OpenStanding, ...]
    """Those of published surveys to which somebody answered."""
    events: tuple[EventLine, ...]
    """The last, newest first."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with consultation.yaml now; the rest is told as it was when it was read last."""

    @property
    def responses(self) -> int:
        """Responses of all surveys."""
        return sum(survey.responses for survey in self.surveys)

    @property
    def to_theme(self) -> tuple[OpenStanding, ...]:
        """Open questions with answers that nobody has looked for themes in."""
        return tuple(one for one in self.open_questions if one.later)


def overview(consultation: Consultation, lines: Sequence[SurveyLine] = ()) -> Overview:
    """How the consultation stands now; `lines` are those of `survey_list.listing` where they are at hand."""
    settings, problems = settings_now(consultation)
    found = {line.id: line for line in lines or survey_list.listing(consultation)}
    order = [name for name in defining.published(consultation) if name in found]
    surveys = [standing(consultation, found[name]) for name in [*order, *(name for name in found if name not in order)]]
    asked = [one for name in order for one in open_standings(consultation, name) if one.answers]
    return Overview(
        str(consultation.folder), text_in(settings.title), text_in(settings.organiser), schedule(settings, today()),
        tuple(surveys), tuple(asked), tuple(events(consultation, _titles(surveys), _EVENTS_READ)[:_EVENTS_TOLD]), problems,
    )  # fmt: skip


def all_events(consultation: Consultation) -> list[EventLine]:
    """The last thousand lines of the audit log in words, newest first."""
    return events(consultation, {line.id: line.title for line in survey_list.listing(consultation)})


def _titles(surveys: Sequence[SurveyStanding]) -> dict[str, str]:
    return {survey.id: survey.title for survey in surveys}


def settings_now(consultation: Consultation) -> tuple[Settings, tuple[Problem, ...]]:
    """What consultation.yaml says now; where it has faults, what it said when the consultation was opened, and the faults."""
    path = consultation.folder / SETTINGS
    try:
        return _settings(path, path.stat().st_mtime_ns), ()
    except FileNotFoundError:
        return consultation.settings, (Problem(SETTINGS, _("the file is gone"), _("put it back")),)
    except OSError as error:
        return consultation.settings, (Problem(SETTINGS, reason(error)),)
    except ConsultationError as error:
        return consultation.settings, error.problems


@lru_cache(maxsize=8)
def _settings(path: Path, _changed: int) -> Settings:
    text, _encoding = decode(path.read_bytes(), SETTINGS)
    return consultation_yaml.read(text, SETTINGS)
