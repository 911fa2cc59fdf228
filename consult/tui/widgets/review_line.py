"""One question with its answer, on the screen before sending."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from consult.errors import Problem
from consult.i18n import _
from consult.model.question import Question
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of
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

    def draw(self, sheet: AnswerSheet) -> None:
        """Draws question, answer and what is wrong with it."""
        language, state = language_of(self), sheet.state(self.question)
        glyph = ("! ", "bold $error") if self.problems else (f"{state.value} ", GLYPH_STYLES[state])
        here = has_keys(self)
        told = sheet.told(self.question, language)
        lines = [plain(self.question.label_in(language), "$text-muted", one_line=True)]
        lines += [plain(line) for line in told] or [plain("— " + _("not answered"), "$text-muted")]
        lines += [plain(sentence(problem), "$error", one_line=True) for problem in self.problems[:1]]
        lead = Content.assemble(("›" if here else " ", "bold $accent"), (f"{self.number:>3} ", "$text-muted"), glyph)
        self.write(lead, Content("\n").join(lines))

    def on_key(self, event: events.Key) -> None:
        """Enter changes the answer."""
        if event.key == "enter":
            event.stop()
            self.post_message(self.Chosen(self))

    def on_click(self) -> None:
        """A click changes the answer."""
        self.post_message(self.Chosen(self))
