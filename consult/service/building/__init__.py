"""Building surveys: changing a survey file step by step, for people who need to know no YAML."""

from consult.service.building.building import Building, begin, open_building
from consult.service.building.filing import Draft
from consult.service.building.languages import codes as language_codes
from consult.service.building.seen import (
    BuildingProblem,
    CheckLine,
    ChoiceLine,
    Completion,
    LineKind,
    ListLine,
    OutlineLine,
    Property,
    PropertyKind,
    Translated,
    Translation,
)
from consult.service.building.ways_out import WayOut, in_the_way
from consult.service.building.words import QuestionTypeLine, types

__all__ = [
    "Building", "BuildingProblem", "CheckLine", "ChoiceLine", "Completion", "Draft", "LineKind", "ListLine", "OutlineLine",
    "Property", "PropertyKind", "QuestionTypeLine", "Translated", "Translation", "WayOut", "begin", "in_the_way",
    "language_codes", "open_building", "types",
]  # fmt: skip
