"""The surveys that come with Consult, by name and title; and names for new ones."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from consult import resources
from consult.i18n import sort_key, text_in
from consult.service import survey_files, survey_list
from consult.service.consultation import Consultation

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class ReadySurvey:
    """A survey that can be taken into a consultation."""

    name: str
    title: str
    there: bool
    """Whether the consultation has a survey of this name already."""


def ready_surveys(consultation: Consultation) -> list[ReadySurvey]:
    """All of them, in the order of their titles."""
    there = {line.id for line in survey_list.listing(consultation)}
    paths = resources.surveys().glob("*/survey.yaml")
    found = [
        ReadySurvey(path.parent.name, text_in(survey_files.title_of(path)) or path.parent.name, path.parent.name in there)
        for path in paths
    ]
    return sorted(found, key=lambda survey: sort_key(survey.title))


def proposed_name(consultation: Consultation, title: str) -> str:
    """A name for a new survey, made of its title, that no survey here has; empty where the title has no letters."""
    letters = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:_LONGEST_NAME].rstrip("-")
    there = {line.id for line in survey_list.listing(consultation)}
    name, at = stem, 2
    while stem and name in there:
        name, at = f"{stem}-{at}", at + 1
    return name
