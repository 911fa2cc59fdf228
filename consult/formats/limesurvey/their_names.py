"""What the paths of our expressions are called in LimeSurvey, and the codes of the choices there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.model.question import OTHER, Question, QuestionType

Path = tuple[str, ...]
"""A path of an expression: ("clients", "home", "y2027")."""


@dataclass(frozen=True, slots=True)
class TheirPlace:
    """What one path of ours stands for in LimeSurvey: one variable, or several."""

    names: tuple[str, ...]
    several: bool = False
    codes: Mapping[str, str] = field(default_factory=dict)
    """Code of a choice here → there."""
    taken: Mapping[str, str] = field(default_factory=dict)
    """Of a question with several choices: code of the choice here → the variable that is „Y” where it was taken."""
    own_words: str = ""
    """The variable of own words; empty where there are none."""
    labelled: bool = False
    """Whether its answers have labels."""


class TheirNames:
    """All that expressions may name, filled while questions are written, in their order."""

    def __init__(self) -> None:
        self._places: dict[Path, TheirPlace] = {}

    def add(self, path: Path, place: TheirPlace) -> None:
        """Takes one path in."""
        self._places[path] = place

    def add_cells(self, question: str, cells: Mapping[Path, TheirPlace]) -> None:
        """Takes the cells of a question in by what follows its code, and every row, column and the whole as several."""
        groups: dict[Path, list[str]] = {}
        for path, place in cells.items():
            self._places[(question, *path)] = place
            for part in ((), *((step,) for step in path if len(path) > 1)):
                groups.setdefault((question, *part), []).extend(place.names)
        for path, names in groups.items():
            self._places.setdefault(path, TheirPlace(tuple(names), several=True))

    def find(self, path: Path) -> TheirPlace | None:
        """What a path stands for; None where it has no counterpart."""
        return self._places.get(path)


def one_value(question: Question, name: str, codes: Mapping[str, str]) -> TheirPlace:
    """The place of a question, column or field that takes one value."""
    if question.type is QuestionType.YESNO:
        return TheirPlace((name,), codes={"yes": "Y", "no": "N"}, labelled=True)
    own = f"{name}_{OTHER}" if question.other else ""
    labelled = question.type in (QuestionType.SINGLE, QuestionType.SCALE, QuestionType.MATRIX)
    return TheirPlace((name,), codes={**codes, **({OTHER: "-oth-"} if own else {})}, own_words=own, labelled=labelled)
