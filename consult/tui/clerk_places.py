"""The places of one paper form: which fields are on the screen, where the clerk stands, what comes before and behind that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from consult.model.asking import Asked
from consult.model.question import OTHER, Question
from consult.model.response import Raw
from consult.model.survey import Survey
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.clerk_fields import Field, Heading, Stored, Unread, fields_of


class ClerkPlaces:
    """The fields of one paper form. `at` is the name of the field where the clerk stands; empty behind the last one."""

    def __init__(self, survey: Survey, raw: Raw | None = None):
        self.survey = survey
        self.sheet = AnswerSheet(survey, raw)
        self.all = tuple(fields_of(survey))
        self.named = {field.name: field for field in self.all}
        self._of = {code: [f for f in self.all if f.question.code == code] for code in {f.question.code for f in self.all}}
        self.unread: dict[str, Unread] = {}
        self.at = ""
        self.came_from = ""
        """The field that was typed just now, where the clerk came here by typing it."""
        self._told: Asked | None = None
        self._asked: frozenset[str] = frozenset()
        """The names of the fields that `_told` asks for."""

    @property
    def asked(self) -> frozenset[str]:
        """The fields that the logic of the survey asks for."""
        told = self.sheet.asked
        if told is not self._told:
            cells = (cell for question in self.sheet.questions for cell in told.cells(question))
            self._told, self._asked = told, frozenset(name for cell in cells for name in cell.names)
        return self._asked

    @property
    def lines(self) -> list[Field | Heading]:
        """What stands on the screen, from top to bottom: all that is printed, own words where „other” was ticked."""
        lines: list[Field | Heading] = []
        question: Question | None = None
        for field in self.fields:
            if field.question is not question and len(self._of[field.question.code]) > 1 + field.asks.other:
                lines.append(Heading(field.question, field.number.partition(".")[0]))
            question = field.question
            lines.append(field)
        return lines

    @property
    def fields(self) -> list[Field]:
        """The fields that are on the screen."""
        last = {code: self._last_instance(fields) for code, fields in self._of.items() if fields[0].cell.instance}
        return [field for field in self.all if self._is_there(field, last.get(field.question.code, 0))]

    def _is_there(self, field: Field, instances: int) -> bool:
        if field.own_words:
            return OTHER in self.sheet.codes(field.cell.name) or bool(self.sheet.text(field.name))
        return field.cell.instance <= instances

    def _last_instance(self, fields: Sequence[Field]) -> int:
        """One more instance of a repeat than something stands in."""
        return 1 + max((field.cell.instance for field in fields if self.filled(field.name)), default=0)

    @property
    def field(self) -> Field | None:
        """Where the clerk stands; None behind the last field."""
        return self.named.get(self.at)

    def _stops(self, passed: Mapping[str, Stored]) -> list[str]:
        asked = self.asked
        return [field.name for field in self.fields if field.name in asked and field.name not in passed]

    def following(self, pinned: Mapping[str, Stored]) -> str:
        """The next field that is asked and not pinned; empty behind the last."""
        names, stops = [field.name for field in self.fields], set(self._stops(pinned))
        here = names.index(self.at) + 1 if self.at in names else len(names)
        return next((name for name in names[here:] if name in stops), "")

    def neighbour(self, by: int) -> str:
        """The field `by` lines further, asked or not; the end behind the last."""
        names = [*(field.name for field in self.fields), ""]
        here = names.index(self.at) if self.at in names else len(names) - 1
        return names[max(0, min(len(names) - 1, here + by))]

    def previous(self, pinned: Mapping[str, Stored]) -> str:
        """The field before that is asked and not pinned, or this one where it is the first."""
        names = [field.name for field in self.fields]
        here, stops = names.index(self.at) if self.at in names else len(names), set(self._stops(pinned))
        return next((name for name in reversed(names[:here]) if name in stops), self.at)

    def behind_empty_instance(self) -> str:
        """The first field behind the repeat in whose untouched instance the clerk stands."""
        field = self.field
        fields = self.fields
        behind = fields[[f.name for f in fields].index(self.at) + 1 :]
        rest = [f for f in behind if field is None or f.question is not field.question]
        asked = self.asked
        return next((f.name for f in rest if f.name in asked), "")

    @property
    def in_empty_instance(self) -> bool:
        """Whether the clerk stands at the first field of an instance of a repeat in which nothing was typed."""
        field = self.field
        if field is None or not field.cell.instance or field.asks is not field.question.parts[0]:
            return False
        beside = [one for one in self._of[field.question.code] if one.cell.instance == field.cell.instance]
        return not any(self.filled(one.name) for one in beside)

    def filled(self, name: str) -> bool:
        """Whether something stands in the field."""
        return any(text.strip() for text in self.sheet.codes(name)) or name in self.unread
