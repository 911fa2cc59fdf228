"""One page of a survey, scrolling: its title and its questions."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Static

from consult.i18n import text_in
from consult.model.survey import Page
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.question_panel import QuestionPanel


class PageBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The questions of `page`, the first of which has the number `first` in the survey."""

    def __init__(self, page: Page, first: int, sheet: AnswerSheet, turn: Callable[[], str]):
        super().__init__()
        self.page, self.sheet, self.turn = page, sheet, turn
        self.panels = [QuestionPanel(question, place, sheet) for place, question in enumerate(page.questions, first)]

    def compose(self) -> ComposeResult:
        """Introduction, questions, and the way to what follows."""
        yield Static(classes="page-title", markup=False)
        yield from self.panels
        with Horizontal(classes="turn"):
            yield Button(compact=True, name="turn")

    def on_mount(self) -> None:
        """Words come when the page knows its app."""
        self.tell_page()

    @spoken
    def tell_page(self) -> None:
        """Draws the words that belong to no question."""
        survey, language = self.sheet.survey, language_of(self)
        words = text_in(survey.intro, language) if self.page is survey.pages[0] else ""
        introduction = self.query_one(".page-title", Static)
        introduction.update(plain(words) if words else Content(""))
        introduction.set_class(not words, "-empty")
        self.query_one(Button).label = plain(self.turn(), one_line=True)

    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.tell_page()
        for panel in self.panels:
            panel.tell()

    def panel_of(self, place: str) -> QuestionPanel | None:
        """The panel of the question that the field `place` belongs to."""
        return next((panel for panel in self.panels if place in (panel.question.code, *panel.question.fields)), None)

    def keep_in_view(self, panel: QuestionPanel) -> None:
        """Scrolls so that `panel` is seen whole, or its head if it is too tall."""
        if panel.outer_size.height <= self.size.height:
            panel.scroll_visible(animate=False)
