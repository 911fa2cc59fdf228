"""What a state of the file means: the Survey that it makes, the problems that it has and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from consult.errors import Problem, SurveyError
from consult.formats import survey_yaml
from consult.formats.survey_editing.located import Part
from consult.formats.survey_editing.survey_text import SurveyText
from consult.formats.yaml_text import MOST_SIGNS
from consult.i18n import _, quoted
from consult.model.survey import Survey
from consult.service.building.lacking import lacking
from consult.service.building.seen import BuildingProblem

_LINE = re.compile(r":(\d+)(?::(\d+))?$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a text."""

    survey: Survey | None
    problems: tuple[BuildingProblem, ...]


def read(now: SurveyText, path: Path) -> Reading:
    """The survey of a text, or None with every fault."""
    try:
        survey = survey_yaml.read(now.for_reading, path.name, folders_of(path), most_signs=MOST_SIGNS)
    except SurveyError as error:
        return Reading(None, tuple(_placed(now, path.name, problem) for problem in error.problems))
    expected = path.parent.name if path.name == "survey.yaml" else path.stem
    if survey.id != expected:
        fault = _("the file of the survey {name} is called {file}").format(name=quoted(survey.id), file=quoted(expected))
        return Reading(survey, (BuildingProblem("", Problem(path.name, fault, _("call both the same")), "survey"),))
    return Reading(survey, ())


def folders_of(path: Path) -> tuple[Path, Path]:
    """Where the list files of a survey file lie."""
    return path.parent, path.parent.parent


def _placed(now: SurveyText, name: str, problem: Problem) -> BuildingProblem:
    found = _LINE.search(problem.place)
    if not found or problem.place[: found.start()] != name or now.root is None:
        line = int(found[1]) if found and now.root is None else 0
        return BuildingProblem("", problem, line=line)
    line, column = int(found[1]), int(found[2] or 0)
    place, part = "", now.root
    for spot in now.spots.values():
        first, last = _lines(now.text, spot.part)
        if first <= line <= last and _within(now.text, spot.part, line, column):
            place, part = spot.place, spot.part
    key, problem = lacking(problem, now.spots[place], now.languages) or (_key(now.text, part, line, column), problem)
    return BuildingProblem(place, problem, key, line)


def _lines(text: str, part: Part) -> tuple[int, int]:
    """The first and the last line of a part; a mapping begins where its first key does."""
    return part.line, part.line + text.count("\n", part.start, max(part.start, part.end))


def _within(text: str, part: Part, line: int, column: int) -> bool:
    """Whether the column, where one is told, is inside the part: a line may have several questions in brackets."""
    if not column:
        return True
    offset = _offset(text, part, line) + column - 1
    return part.start <= offset <= part.end


def _offset(text: str, part: Part, line: int) -> int:
    """The offset at which a line begins that the part covers."""
    at = text.rfind("\n", 0, part.start) + 1
    for _n in range(line - part.line):
        at = text.index("\n", at) + 1
    return at


def _key(text: str, part: Part, line: int, column: int) -> str:
    found = [key for key, child in part.mapping.items() if _covers(text, part, key, child, line, column)]
    return found[-1] if len(found) == 1 or (found and column) else ""


def _covers(text: str, owner: Part, key: str, child: Part, line: int, column: int) -> bool:
    start = owner.keys[key][0]
    first = owner.line + text.count("\n", owner.start, start)
    if not first <= line <= first + text.count("\n", start, max(start, child.end)):
        return False
    return not column or start <= _offset(text, owner, line) + column - 1 <= child.end
