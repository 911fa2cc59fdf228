"""One question with its answer, on the screen before sending."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from consult.errors import Problem
from consult.i18n import _
from consult.model.question import Question
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of
from consult.tui.telling import place_in_words, told
from consult.tui.widgets.hanging_line import HangingLine
from consult.tui.widgets.question_panel import GLYPH_STYLES
from consult.tui.widgets.words import has_keys


class ReviewLine(HangingLine, can_focus=True):
    """One question with its answer."""

    @dataclass
    class Chosen(Message):
        """The person wants to change this answer."""

        line: ReviewLine

    def __init__(self, question: Question, number: int):
        super().__init__()
        self.question, self.number = question, number
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def draw(self, sheet: AnswerSheet) -> None:
        """Draws question, answer and what is wrong with it."""
        language, state = language_of(self), sheet.state(self.question)
        glyph = (f"{state.value} ", GLYPH_STYLES[state])
        if not self.number:
            glyph = ("= ", "$accent")
        if self.problems or self.warnings:
            glyph = ("! ", "bold $error") if self.problems else ("△ ", "bold $warning")
        here = has_keys(self)
        lines = [plain(sheet.asked.label(self.question, language), "$text-muted", one_line=True)]
        lines += [plain(line) for line in told(sheet, self.question, language)] or [
            plain(_unanswered(self.number), "$text-muted")
        ]
        lines += [plain(self._said(sheet, problem), "$error", one_line=True) for problem in self.problems[:1]]
        lines += [plain("△ " + self._said(sheet, doubt), "$warning", one_line=True) for doubt in self.warnings[:3]]
        number = f"{self.number:>3} " if self.number else "    "
        lead = Content.assemble(("›" if here else " ", "bold $accent"), (number, "$text-muted"), glyph)
        self.write(lead, Content("\n").join(lines))

    def _said(self, sheet: AnswerSheet, problem: Problem) -> str:
        """Where something is wrong in the question, and what."""
        cell = sheet.cell_at(problem.place)
        where = place_in_words(sheet, self.question, cell, language_of(self)) if cell else ""
        return f"{where}: {sentence(problem)}" if where else sentence(problem)

    def choose(self) -> None:
        """The person wants to change this answer."""
        self.post_message(self.Chosen(self))

    def on_click(self) -> None:
        """A click changes the answer."""
        self.choose()


def _unanswered(number: int) -> str:
    return "— " + (_("not answered") if number else _("nothing to compute yet"))
