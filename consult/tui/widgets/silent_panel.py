"""What is only told: a note between questions, a figure computed from the answers."""

from __future__ import annotations

from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.css.query import NoMatches
from textual.widgets import Static

from consult.i18n import text_in
from consult.model.question import Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.words import rewrite


class SilentPanel(Vertical):
    """A note or a computed question."""

    DEFAULT_CSS = """
    SilentPanel {
        height: auto;
        max-width: 100;
        padding: 0 2;
        margin: 1 0 0 0;

        .note { height: auto; }
        &.-computed { padding: 0 1; border: round $quiet-border; border-title-color: $text-muted; }
        &.-computed .value { height: 1; color: $accent; text-style: bold; }
    }
    """

    def __init__(self, question: Question, sheet: AnswerSheet):
        super().__init__(classes="-computed" if question.type is QuestionType.COMPUTED else "")
        self.question, self.sheet = question, sheet
        self._made = False

    def compose(self) -> ComposeResult:
        """The words, and the value of what is computed."""
        yield Static(classes="note", markup=False)
        if self.question.type is QuestionType.COMPUTED:
            yield Static(classes="value", markup=False)

    def on_mount(self) -> None:
        """Words come when the panel knows its app."""
        self._made = True
        with suppress(NoMatches):  # where the app ends while the page is still being made, there is nothing to tell in
            self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app, and the value as it is now."""
        if not self._made:
            return  # it will be told when it is made
        question, asked, language = self.question, self.sheet.asked, language_of(self)
        computed = question.type is QuestionType.COMPUTED
        rewrite(self.query_one(".note", Static), plain(asked.label(question, language), "bold" if computed else ""))
        if computed:
            value = asked.computed(question)
            told = f"= {value} {text_in(question.unit, language)}" if value else "= …"
            rewrite(self.query_one(".value", Static), plain(told.rstrip(), one_line=True))

    def follow(self) -> None:
        """Shows itself and its words as the answers so far want it."""
        self.display = self.sheet.asked.shows(self.question)
        if self.display:
            self.tell()
