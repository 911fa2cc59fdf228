"""One page of a survey, scrolling: its title and its questions."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from consult.model.question import SILENT, Question, QuestionType
from consult.model.survey import Page
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.plain_text import plain
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.choice_keys import MOST
from consult.tui.widgets.question_panel import QuestionPanel
from consult.tui.widgets.silent_panel import SilentPanel

if TYPE_CHECKING:
    from textual.widgets import Button

AT_ONCE, BETWEEN = 3, 0.02
"""How many further questions are made at once, and the seconds between, in which keys come first."""

AROUND = 3
"""Lines of the head and the keys around the page."""

TURN = "turn"
"""The name of the button below the last question."""

SETTLED = 0.2
"""Seconds after a page is seen in which nothing further is made: the first keys are waited for then."""


class Fitting(Protocol):
    """A field that is laid out by the width that there is."""

    def fit(self) -> None:
        """Lays itself out anew."""


class PageBody(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The questions of `page`, and what it tells between them; those below the first screenful are made after it is seen."""

    @dataclass(eq=False, repr=False)
    class Whole(Message):
        """All questions of the page are made."""

        body: PageBody

    def __init__(self, page: Page, sheet: AnswerSheet, turn: Callable[[], str]):
        super().__init__()
        self.page, self.sheet, self.turn = page, sheet, turn
        self.all_panels: list[QuestionPanel | SilentPanel] = [
            SilentPanel(question, sheet) if question.type in SILENT else QuestionPanel(question, 0, sheet)
            for question in page.questions
        ]
        self.panels = [panel for panel in self.all_panels if isinstance(panel, QuestionPanel)]
        self._rest = [*self.all_panels]
        self._way_on: Button | None = None
        """The button below the last question, made when all questions are."""
        self._making = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Introduction and the questions that are seen first."""
        if self.sheet.survey.intro:
            yield Static(classes="page-title", markup=False)
        seen = self._next(self._seen_first(self.app.size.height - AROUND))
        for panel in seen:
            if isinstance(panel, QuestionPanel):
                panel.waits = True
        yield from seen

    def on_mount(self) -> None:
        """Words come when the page knows its app."""
        self.tell_page()
        self.follow()
        self.set_timer(SETTLED, self._make_more)

    # What is made when

    def _seen_first(self, height: int) -> int:
        """How many questions may be seen at once in `height` lines: no more are made before the page is."""
        asked, used = self.sheet.asked, 0
        for n, panel in enumerate(self._rest):
            if used >= height:
                return n
            used += least_lines(panel.question) if asked.shows(panel.question) else 0
        return len(self._rest)

    def _next(self, most: int) -> list[QuestionPanel | SilentPanel]:
        panels, self._rest = self._rest[:most], self._rest[most:]
        return panels

    async def _make(self, most: int) -> None:
        async with self._making:
            if self._rest and self.is_attached:
                await self.mount(*self._next(most))
            if not self._rest and self._way_on is None and self.is_attached:
                from textual.widgets import Button

                self._way_on = Button(compact=True, name=TURN)
                self._tell_turn()
                await self.mount(Horizontal(self._way_on, classes="turn"))

    async def _make_more(self) -> None:
        """Makes some of the questions that are still to be made, then lets keys come first."""
        if not self.display:
            return
        for panel in self.panels:
            if panel.waits:
                panel.waits = False
                await panel.make_whole()
        await self._make(AT_ONCE)
        if self._way_on is None and self.is_attached:
            self.set_timer(BETWEEN, self._make_more)
        else:
            self.post_message(self.Whole(self))

    def go_on(self) -> None:
        """Makes what is still to be made, now that the page is seen."""
        self.set_timer(SETTLED, self._make_more)

    def behind(self, panel: QuestionPanel | None) -> QuestionPanel | None:
        """The question behind `panel` among those that are asked; without a panel the first."""
        at = self.all_panels.index(panel) if panel in self.all_panels else -1
        return next((one for one in self.all_panels[at + 1 :] if one.display and isinstance(one, QuestionPanel)), None)

    async def reach(self, panel: QuestionPanel | None) -> None:
        """Makes `panel`, and what comes behind it where it is not made yet; without a panel the first question."""
        behind = self.behind(panel)
        wanted = [one for one in (panel, behind) if one is not None]
        while self.is_attached and not (all(one.is_mounted for one in wanted) and (behind or self._way_on)):
            await self._make(AT_ONCE)
        if panel is not None:
            await panel.make_whole()

    def go_to_the_end(self) -> None:
        """Stands on the button below the last question."""
        if self._way_on is not None:
            self._way_on.focus()

    @spoken
    def tell_page(self) -> None:
        """Draws the words that belong to no question."""
        survey, language = self.sheet.survey, language_of(self)
        first = survey.pages[next(iter(self.sheet.pages), 0)]
        words = self.sheet.asked.text(survey.intro, language) if self.page is first else ""
        for introduction in self.query(".page-title").results(Static):
            introduction.update(plain(words) if words else Content(""))
            introduction.set_class(not words, "-empty")
        self._tell_turn()

    @spoken
    def _tell_turn(self) -> None:
        button = self._way_on
        if button is None:
            return
        words = plain(self.turn(), one_line=True)
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

    def fit(self) -> None:
        """Lays out what goes by the width: of a page that was made unseen, Textual does not always tell it to the fields."""
        for field in self.query("MatrixGrid, ChoiceList"):
            cast(Fitting, field).fit()

    def keep_in_view(self, panel: QuestionPanel) -> None:
        """Scrolls so that `panel` is seen whole, or its head if it is too tall."""
        if panel.outer_size.height <= self.size.height:
            panel.scroll_visible(animate=False)


def least_lines(question: Question) -> int:
    """The lines that `question` takes at least: its frame, its wording, its field."""
    if question.type in SILENT:
        return 1
    if question.type is QuestionType.TEXT:
        return 3 + question.lines
    listed = question.type in (QuestionType.SINGLE, QuestionType.MULTI) and len(question.choices) <= MOST
    return 3 + (len(question.choices) if listed and not question.choices_if else 1)
