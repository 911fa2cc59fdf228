"""What the fields that read and write the sheet of answers themselves have in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.widget import Widget

from consult.model.question import Question
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.messages import Filled


class SheetField(Widget):
    """A field for all the cells of `question` on `sheet`."""

    def __init__(self, question: Question, sheet: AnswerSheet):
        super().__init__()
        self.question, self.sheet = question, sheet
        self.wrong: frozenset[str] = frozenset()
        self.doubtful: frozenset[str] = frozenset()

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return ""

    @property
    def place(self) -> str:
        """The name of the field where the person stands."""
        return self.question.code

    def put(self, values: Mapping[str, str | list[str]], gone: tuple[str, ...] = ()) -> None:
        """Puts `values` on the sheet and tells so."""
        self.sheet.put(values, gone)
        self.post_message(Filled(values, gone))

    def mark(self, wrong: Collection[str], doubtful: Collection[str]) -> None:
        """Marks the fields of these names as wrong or worth a second look, and no others."""
        if (frozenset(wrong), frozenset(doubtful)) != (self.wrong, self.doubtful):
            self.wrong, self.doubtful = frozenset(wrong), frozenset(doubtful)
            self.draw()

    def tell(self) -> None:
        """Draws all words in the language of the app, and what is on offer now."""
        self.refresh(layout=True)

    def draw(self) -> None:
        """Draws the answers that stand on the sheet now."""
        self.refresh()

    def refill(self) -> None:
        """Shows what stands on the sheet after it was filled from elsewhere."""
        self.draw()

    def go_to(self, name: str = "") -> None:
        """Stands in the field called `name`, or where the person was last."""
        self.focus()
