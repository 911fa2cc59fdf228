"""Names in the expressions of a survey, as an XLSForm that is written calls them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.formats.xlsform.lists import attribute_column
from consult.formats.xlsform.names import Names, Path
from consult.formats.xlsform.xpath import Untranslatable
from consult.model.expression_syntax import steps_of
from consult.model.question import Choice, Question, QuestionType
from consult.model.survey import Survey


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: whose answer `.` is, which row or choice is meant, which parts lie beside it."""

    question: Question | None = None
    row: Choice | None = None
    part: str = ""
    choosing: bool = False
    names: Mapping[str, str] = field(default_factory=dict)
    """Codes of choices → their names in the form, for filters of choices."""


@dataclass(frozen=True, slots=True)
class Paths:
    """Looks up what stands at `place`; `walker` is the name under which its row is spoken of, `row` or `choice`."""

    survey: Survey
    names: Names
    codes_of: Mapping[str, Mapping[str, str]]
    """Code of a question (or `question.part`) → code of a choice → its name in the form."""
    place: Place
    walker: str

    def codes(self, node: ast.expr) -> Mapping[str, str]:
        """The names of the choices that the answer in a path is one of, by their codes; empty where it is none."""
        steps = steps_of(node)
        if steps == ("choice",):
            return self.place.names
        path = self._full(steps)
        question = self.survey.question(path[0]) if path else None
        if question is None:
            return {}
        key = f"{path[0]}.{path[-1]}" if question.parts and len(path) > 1 else path[0]
        return self.codes_of.get(key, {})

    def asked(self, node: ast.expr) -> Question | None:
        """The question or part whose answer a path names."""
        path = self._full(steps_of(node))
        question = self.survey.question(path[0]) if path else None
        if question is None or len(path) == 1:
            return question
        return question.part(path[-1]) if question.parts else question

    def _full(self, steps: tuple[str | ast.Name, ...]) -> Path:
        """The whole path of a name: a part that lies beside gets its question and row in front."""
        row = self.place.row
        plain = tuple((row.code if row else "") if isinstance(step, ast.Name) else step for step in steps)
        question = self.place.question
        if question and len(plain) == 1 and question.part(plain[0]):
            return (question.code, row.code, plain[0]) if row else (question.code, plain[0])
        return plain

    def path(self, node: ast.expr) -> str:
        """What a form calls the one answer that a path names. Raises Untranslatable where it has no name."""
        steps = steps_of(node)
        if steps and steps[0] == "choice" and self.place.choosing:
            return "name" if len(steps) == 1 else attribute_column(str(steps[1]))
        if steps and steps[0] == self.walker and self.place.row:
            row = self.place.row
            return quoted_text(row.code if len(steps) == 1 else row.attributes.get(str(steps[1]), ""))
        path = self._full(steps)
        if path == self._own_path():
            return "."
        if path not in self.names.names or self._holds_many(path):
            raise Untranslatable(ast.unparse(node))
        return f"${{{self.names[path]}}}"

    def is_own(self, node: ast.expr) -> bool:
        """Whether a path names the very answer that the expression is asked of."""
        return bool(self._own_path()) and self._full(steps_of(node)) == self._own_path()

    def _own_path(self) -> Path:
        place = self.place
        if place.question is None or place.choosing:
            return ()
        return tuple(filter(None, (place.question.code, place.row.code if place.row else "", place.part)))

    def _holds_many(self, path: Path) -> bool:
        """Whether a path names a whole matrix, table, row or repeat, or all answers of a field from outside."""
        question = self.survey.question(path[0])
        if question is None:
            return True
        if question.type is QuestionType.REPEAT:
            return len(path) == 1 or self.place.question is not question
        return any(longer[: len(path)] == path and longer != path for longer in self.names.names)

    def cells(self, node: ast.expr) -> list[str]:
        """The single answers that a path names: of a row, a column, a whole table, a field of a repeat; none of no path."""
        path = self._full(steps_of(node))
        question = self.survey.question(path[0]) if path else None
        if question is None:
            return []
        names = self.names.names
        if question.type is QuestionType.REPEAT and len(path) == 2:
            return [f"${{{names[path]}}}"] if path in names else [self.path(node)]
        ends = [longer for longer in names if longer[0] == path[0] and self._is_end(longer)]
        column = path[1:] if len(path) == 2 and question.part(path[1]) and not question.row(path[1]) else ()
        found = [end for end in ends if (end[-1:] == column if column else end[: len(path)] == path)]
        return [f"${{{names[end]}}}" for end in found] if len(found) > 1 else [self.path(node)]

    def _is_end(self, path: Path) -> bool:
        return not any(longer[: len(path)] == path and longer != path for longer in self.names.names)


def quoted_text(text: str) -> str:
    """A text in quotation marks; XPath knows no way to write both kinds in one. Raises Untranslatable."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise Untranslatable(text)
