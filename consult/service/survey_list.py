"""The surveys of a consultation, in a list."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consult.service import defining, survey_files
from consult.service.consultation import Consultation
from consult.service.history import definition
from consult.store import responses, reviews, surveys


@dataclass(frozen=True, slots=True)
class SurveyLine:
    """A survey in the list: its file or its published text, and how it stands."""

    id: str
    title: str
    version: int
    """0 where it was never published."""
    questions: int
    responses: int
    """Those that count."""
    changed: bool
    """True where the file says something else than the published version."""
    excluded: int = 0
    """Further responses, which do not count."""


def listing(consultation: Consultation) -> list[SurveyLine]:
    """All surveys, published or not; files with faults are left to `check`."""
    lines = []
    for name in defining.names(consultation):
        published = surveys.latest(consultation.database, name)
        draft = survey_files.readable(defining.path_of(consultation, name), consultation.database)
        survey = draft or (definition(published) if published else None)
        excluded = reviews.count_excluded(consultation.database, name)
        lines.append(
            SurveyLine(
                id=name,
                title=survey.title_in() if survey else "",
                version=published.version if published else 0,
                questions=len(survey.questions) if survey else 0,
                responses=responses.count(consultation.database, name) - excluded,
                changed=bool(draft and published and replace(draft, version=published.version) != definition(published)),
                excluded=excluded,
            )
        )
    return lines


def is_readable(consultation: Consultation, survey: str) -> bool:
    """Whether the survey has a file without faults."""
    return survey_files.readable(defining.path_of(consultation, survey), consultation.database) is not None
