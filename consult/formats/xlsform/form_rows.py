"""The survey sheet of an XLSForm that is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from consult.formats.xlsform.form_paths import Place
from consult.formats.xlsform.form_questions import QuestionRows
from consult.formats.xlsform.form_telling import Row, Telling
from consult.formats.xlsform.own_columns import CODE, INTRO, MORE, PAGE, TYPE, packed, sealed
from consult.model.question import Question, QuestionType
from consult.model.survey import Page, Survey


@dataclass(slots=True)
class FormRows:
    """Writes the rows of the survey sheet, each question with what only Consult reads."""

    survey: Survey
    telling: Telling
    rows: list[Row] = field(default_factory=list)

    def write(self) -> None:
        """All rows of the survey."""
        if self.survey.intro:
            self.rows.append({"type": "note", "name": "intro", TYPE: INTRO} | self.telling.texts("label", self.survey.intro))
        for page, name in zip(self.survey.pages, self.telling.names.pages, strict=True):
            self._page(page, name)

    def _page(self, page: Page, name: str) -> None:
        row: Row = {"type": "begin_group", "name": name, TYPE: PAGE, CODE: page.code} | self.telling.texts("label", page.title)
        row["relevant"] = self.telling.said(page.show_if, page.code, Place())
        row[MORE] = sealed({"show_if": page.show_if}, [row])
        self.rows.append(row)
        asked = QuestionRows(self.telling)
        for question in page.questions:
            block = list(asked.rows(question))
            block[0][MORE] = sealed(self._more(question), block)
            self.rows += block
        self.rows.append({"type": "end_group"})

    def _more(self, question: Question) -> dict[str, object]:
        more = packed(question)
        if question.rows:
            more["rows"] = self.telling.lists.list_of(question.rows, f"{question.code}_rows")
        if question.sides:
            more["sides"] = self.telling.lists.list_of(question.sides, f"{question.code}_sides")
        if question.type is QuestionType.ALLOCATION:
            more["choices"] = self.telling.lists.list_of(question.choices, f"{question.code}_choices")
        if question.parts:
            more["parts"] = [{"code": part.code, "type": part.type.value, **packed(part)} for part in question.parts]
        return more
