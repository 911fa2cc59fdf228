"""Questions to the rows of the survey sheet of an XLSForm that is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from consult.formats.xlsform.constraints import constraint_of
from consult.formats.xlsform.form_paths import Place
from consult.formats.xlsform.form_telling import Row, Telling
from consult.formats.xlsform.lists import OPEN, other_label
from consult.formats.xlsform.own_columns import CODE, OWN_WORDS, PART, ROW, SIDE, TYPE
from consult.formats.xlsform.own_words import CHOICE
from consult.model.question import Choice, Question, QuestionType

_TYPES = {
    QuestionType.SINGLE: "select_one", QuestionType.YESNO: "select_one", QuestionType.SCALE: "select_one",
    QuestionType.MULTI: "select_multiple", QuestionType.RANKING: "rank", QuestionType.TEXT: "text", QuestionType.DATE: "date",
    QuestionType.FILE: "file", QuestionType.NOTE: "note", QuestionType.COMPUTED: "calculate",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuestionRows:
    """Writes one question after another."""

    telling: Telling

    def rows(self, question: Question) -> Iterator[Row]:
        """The rows of one question, its own first."""
        kinds: Mapping[QuestionType, Callable[[Question, Row], Iterator[Row]]] = {
            QuestionType.MATRIX: self._matrix, QuestionType.TABLE: self._table, QuestionType.REPEAT: self._repeat,
            QuestionType.ALLOCATION: self._allocation,
        }  # fmt: skip
        self.telling.tell_losses(question)
        name = self.telling.names[(question.code,)]
        row: Row = {"name": name, TYPE: question.type.value, CODE: question.code}
        row["relevant"] = self.telling.said(question.show_if, question.code, Place())
        if question.type in kinds:
            row |= self.telling.texts("label", question.label) | self.telling.texts("hint", question.hint)
            yield from kinds[question.type](question, row)
        else:
            yield from self._asked(question, row, Place(question), question.code)

    def _asked(self, question: Question, row: Row, place: Place, key: str) -> Iterator[Row]:
        """The row of a question or part that takes one answer, and the one for own words."""
        row |= self.telling.texts("label", question.label) | self.telling.texts("hint", self.telling.hint(question))
        row["type"] = self._type(question, key)
        row["required"] = "yes" if question.required else ""
        if question.type is QuestionType.SCALE:
            row["appearance"] = "likert"
        elif question.type is QuestionType.TEXT and question.lines > 1:
            row["appearance"] = "multiline"
        row["choice_filter"] = self._filter(question, place, key)
        if question.type is QuestionType.COMPUTED:
            row["calculation"] = self.telling.computed(question.compute, key)
        else:
            told = constraint_of(question, self.telling.translator, place, key)
            row["constraint"] = told.constraint
            row |= self.telling.texts("constraint_message", told.message)
            self.telling.tell_lost(told, key)
        yield row
        if question.other:
            yield self._own_words(question, row["name"])

    def _own_words(self, question: Question, name: str) -> Row:
        several = f"selected(${{{name}}}, '{CHOICE}')"
        relevant = {QuestionType.MULTI: several, QuestionType.NUMBER: f"${{{name}}} = ''"}
        return {
            "type": "text",
            "name": self.telling.free_name(f"{name}_{CHOICE}"),
            "relevant": relevant.get(question.type, f"${{{name}}} = '{CHOICE}'"),
            TYPE: OWN_WORDS,
        } | self.telling.texts("label", other_label(self.telling.languages))

    def _type(self, question: Question, key: str) -> str:
        if question.type is QuestionType.NUMBER:
            return "integer" if question.integer else "decimal"
        kind = _TYPES[question.type]
        if not question.choices:
            return kind
        return (
            f"{kind} {self.telling.lists.list_of(question.choices, key.replace('.', '_'), question.other)}"
            if question.choices
            else kind
        )

    def _filter(self, question: Question, place: Place, key: str) -> str:
        closed = OPEN if any(choice.closed for choice in question.choices) else ""
        choosing = Place(place.question, place.row, place.part, True, self.telling.lists.names.get(key, {}))
        told = self.telling.said(question.choices_if, key, choosing)
        return " and ".join(filter(None, (f"({told})" if closed and told else told, closed)))

    def _matrix(self, question: Question, row: Row) -> Iterator[Row]:
        offered = f"select_one {self.telling.lists.list_of(question.choices, question.code)}"
        filtered = OPEN if any(choice.closed for choice in question.choices) else ""
        asked: Row = {"type": offered, "required": "yes" if question.required else "", "choice_filter": filtered}
        yield row | {"type": "begin_group", "appearance": "" if question.sides else "table-list"}
        for one in question.rows:
            name = self.telling.names[(question.code, one.code)]
            relevant = self._row_shown(question, one)
            if not question.sides:
                yield asked | {"name": name, TYPE: ROW, CODE: one.code, "relevant": relevant} | self.telling.label(one)
                continue
            yield {"type": "begin_group", "name": name, "appearance": "table-list", TYPE: ROW, CODE: one.code,
                   "relevant": relevant} | self.telling.label(one)  # fmt: skip
            for side in question.sides:
                inner = self.telling.names[(question.code, one.code, side.code)]
                yield asked | {"name": inner, TYPE: SIDE, CODE: side.code} | self.telling.label(side)
            yield {"type": "end_group"}
        yield {"type": "end_group"}

    def _table(self, question: Question, row: Row) -> Iterator[Row]:
        yield row | {"type": "begin_group"}
        for one in question.rows:
            yield {"type": "begin_group", "name": self.telling.names[(question.code, one.code)], TYPE: ROW, CODE: one.code,
                   "relevant": self._row_shown(question, one)} | self.telling.label(one)  # fmt: skip
            for part in question.parts:
                name = self.telling.names[(question.code, one.code, part.code)]
                yield from self._part(question, part, name, Place(question, one, part.code))
            yield {"type": "end_group"}
        yield {"type": "end_group"}

    def _repeat(self, question: Question, row: Row) -> Iterator[Row]:
        yield row | {"type": "begin_repeat"}
        for part in question.parts:
            yield from self._part(
                question, part, self.telling.names[(question.code, part.code)], Place(question, None, part.code)
            )
        yield {"type": "end_repeat"}

    def _part(self, question: Question, part: Question, name: str, place: Place) -> Iterator[Row]:
        key = f"{question.code}.{part.code}"
        row: Row = {"name": name, TYPE: PART, CODE: part.code, "relevant": self.telling.said(part.show_if, key, place)}
        yield from self._asked(part, row, place, key)

    def _allocation(self, question: Question, row: Row) -> Iterator[Row]:
        yield row | {"type": "begin_group"}
        names = [self.telling.names[(question.code, choice.code)] for choice in question.choices]
        cells = [f"coalesce(${{{name}}}, 0)" for name in names[:-1]]
        begun = " or ".join(f"${{{name}}} != ''" for name in names[:-1])
        total = f"{question.total or 0:g}"
        for choice, name in zip(question.choices, names, strict=True):
            last = name == names[-1]
            limit = f". >= 0 and {' + '.join([*cells, '.'])} = {total}" if last else f". >= 0 and . <= {total}"
            shown = self.telling.said(question.choices_if, question.code, Place(row=choice), walker="choice")
            yield (
                {
                    "type": "integer" if question.integer else "decimal",
                    "name": name,
                    "required": "yes" if question.required else begun if last else "",
                    "constraint": limit,
                    "relevant": shown,
                    TYPE: ROW,
                    CODE: choice.code,
                }
                | self.telling.label(choice)
                | (self.telling.texts("constraint_message", self.telling.sum_message(total)) if last else {})
            )
        yield {"type": "end_group"}

    def _row_shown(self, question: Question, row: Choice) -> str:
        return self.telling.said(question.rows_if, question.code, Place(row=row))
