"""A form of pages: turning them, and going from field to field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from consult.tui.answer_sheet import AnswerSheet
from consult.tui.messages import GoBack, GoOn
from consult.tui.screens.consult_screen import ConsultScreen, Outcome
from consult.tui.screens.form.page_body import TURN
from consult.tui.screens.form.page_stack import PageStack
from consult.tui.widgets.question_panel import QuestionPanel

if TYPE_CHECKING:
    from textual.widgets import Button


class PagedScreen(ConsultScreen[Outcome]):
    """Shows the pages of `sheet` in a `PageStack`. After the last page comes `action_review`, which a subclass does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "go_back", show=False),
        Binding("down", "go_on", show=False),
    ]

    def __init__(self, sheet: AnswerSheet):
        super().__init__()
        self.sheet = sheet
        self._panel: QuestionPanel | None = None
        """The question where the person stands."""

    def tell_head(self) -> None:
        """Draws the head after another page was opened."""

    def action_review(self) -> None:
        """What comes after the last page."""

    async def open_page(self, at: int, place: str = "") -> None:
        """Shows page number `at` and stands in the field `place`, or in the first."""
        await self.query_one(PageStack).open(self.sheet, at, place)
        self.tell_head()

    async def open_place(self, place: str) -> None:
        """Shows the page of the field `place` and stands in it."""
        question = self.sheet.question_at(place)
        for at, page in enumerate(self.sheet.survey.pages):
            if question in page.questions:
                await self.open_page(at, place)

    async def action_turn_page(self, by: int) -> None:
        """Shows the next or the previous page that has something to ask; after the last comes the review."""
        here = self.query_one(PageStack).at
        others = [at for at in self.sheet.pages if (at > here if by > 0 else at < here)]
        if others:
            await self.open_page(others[0] if by > 0 else others[-1])
        elif by > 0:
            self.action_review()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """The button at the end of a page."""
        event.stop()
        if event.button.name == TURN:
            await self.action_turn_page(1)

    # Moving between fields

    @property
    def focus_chain(self) -> list[Widget]:
        """The fields in the order of the survey. Textual goes by where they lie, and a question just made lies nowhere yet."""
        return [*_fields_of(self)]

    async def on_go_on(self, event: GoOn) -> None:
        """Stands in the next field; Enter in the last field of a page turns it."""
        await self.query_one(PageStack).reach(self._panel)
        chain = self.focus_chain
        behind = chain[chain.index(self.focused) + 1 :] if self.focused in chain else []
        last = len(chain) < 2 or [field.name for field in behind] == [TURN]
        if event.turn_page and last:
            await self.action_turn_page(1)
        elif self.focused is not chain[-1]:
            self.focus_next()

    async def action_focus_next(self) -> None:
        """Tab: the next field, which may have to be made first."""
        await self.query_one(PageStack).reach(self._panel)
        self.focus_next()

    def on_go_back(self, _event: GoBack) -> None:
        """Stands in the field before."""
        if self.focus_chain and self.focused is not self.focus_chain[0]:
            self.focus_previous()

    def action_go_back(self) -> None:
        """The arrow up on the button at the end of a page."""
        self.on_go_back(GoBack())

    async def action_go_on(self) -> None:
        """The arrow down where no field wants it."""
        await self.on_go_on(GoOn())


def _fields_of(node: Widget) -> Iterator[Widget]:
    for child in node.displayed_children:
        if child.focusable:
            yield child
        if child.is_container and child.allow_focus_children():
            yield from _fields_of(child)
