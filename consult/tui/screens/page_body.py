"""One page of a survey, scrolling: its title and its questions."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from consult.model.question import SILENT
from consult.model.survey import Page
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.question_panel import QuestionPanel
from consult.tui.widgets.silent_panel import SilentPanel


class PageBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The questions of `page`, and what it tells between them."""

    def __init__(self, page: Page, sheet: AnswerSheet, turn: Callable[[], str]):
        super().__init__()
        self.page, self.sheet, self.turn = page, sheet, turn
        self.all_panels: list[QuestionPanel | SilentPanel] = [
            SilentPanel(question, sheet) if question.type in SILENT else QuestionPanel(question, 0, sheet)
            for question in page.questions
        ]
        self.panels = [panel for panel in self.all_panels if isinstance(panel, QuestionPanel)]

    def compose(self) -> ComposeResult:
        """Introduction, questions, and the way to what follows."""
        yield Static(classes="page-title", markup=False)
        yield from self.all_panels
        with Horizontal(classes="turn"):
            yield Button(compact=True, name="turn")

    def on_mount(self) -> None:
        """Words come when the page knows its app."""
        self.tell_page()
        self.follow()

    @spoken
    def tell_page(self) -> None:
        """Draws the words that belong to no question."""
        survey, language = self.sheet.survey, language_of(self)
        first = survey.pages[next(iter(self.sheet.pages), 0)]
        words = self.sheet.asked.text(survey.intro, language) if self.page is first else ""
        introduction = self.query_one(".page-title", Static)
        introduction.update(plain(words) if words else Content(""))
        introduction.set_class(not words, "-empty")
        self._tell_turn()

    def _tell_turn(self) -> None:
        words = plain(self.turn(), one_line=True)
        button = self.query_one(".turn Button", Button)
        if not (isinstance(button.label, Content) and button.label.is_same(words)):
            button.label = words

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.tell_page()
        for panel in self.all_panels:
            panel.tell()

    @spoken
    def follow(self) -> None:
        """Shows the questions that are asked now, under the numbers that they have now."""
        numbers = {question.code: number for number, question in enumerate(self.sheet.questions, 1)}
        for panel in self.all_panels:
            if isinstance(panel, QuestionPanel):
                panel.follow(numbers.get(panel.question.code, 0))
            else:
                panel.follow()
        self._tell_turn()

    def panel_of(self, place: str) -> QuestionPanel | None:
        """The panel of the question that the field `place` belongs to."""
        return next((panel for panel in self.panels if place in (panel.question.code, *panel.question.fields)), None)

    def keep_in_view(self, panel: QuestionPanel) -> None:
        """Scrolls so that `panel` is seen whole, or its head if it is too tall."""
        if panel.outer_size.height <= self.size.height:
            panel.scroll_visible(animate=False)
