"""How the cells of a grid are filled: one at a time, with a part of a spreadsheet, and with what stood there before that."""

from __future__ import annotations

from textual import events

from consult.i18n import _, ngettext, number
from consult.model.question import CLOSED, Question
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.speaking import spoken
from consult.tui.widgets import cell_values
from consult.tui.widgets.grid_drawing import DrawnGrid
from consult.tui.widgets.typed_line import TypedLine

Values = dict[str, str | list[str]]
"""Field name → what stands in it."""

UNDOING_KEY = "ctrl+z"


class FilledGrid(DrawnGrid):
    """Fills cells, and remembers what the last paste took the place of."""

    def __init__(self, question: Question, sheet: AnswerSheet):
        super().__init__(question, sheet)
        self._replaced: Values = {}
        """What stood in the cells of the last paste before it; after that was put back, what was pasted."""
        self._pasted = False
        """Whether that paste stands in its cells now."""

    @property
    def undo_hint(self) -> str:
        """What the undoing key does now, in a few words; empty where nothing was pasted."""
        return "" if not self._replaced else _("^Z undoes the paste") if self._pasted else _("^Z pastes again")

    def _fill(self, text: str, *, typing: bool = False) -> None:
        if not typing:
            self.typed = None
        self._told = ""
        if text != self.sheet.text(self.place):
            self.put({self.place: text})
        self.draw()

    @spoken
    def on_paste(self, event: events.Paste) -> None:
        """Fills the cells to the right and below with a part of a spreadsheet."""
        event.stop()
        rows = cell_values.pasted_rows(event.text)
        if not self.rows or not rows:
            return
        if len(rows) == 1 and len(rows[0]) == 1 and self.part.type not in CLOSED:
            self._type_pasted(" ".join(event.text.split()))
            return
        values, left = self._fitting(rows)
        self._put_over(values, pasted=True)
        self._told = ngettext("{n} cell filled", "{n} cells filled", len(values)).format(n=number(len(values)))
        if left:
            self._told += " · ! " + ngettext("{n} did not fit", "{n} did not fit", left).format(n=number(left))
        if values and self.undo_hint:
            self._told += f" · {self.undo_hint}"
        self.draw()

    def _put_over(self, values: Values, *, pasted: bool) -> None:
        """Puts `values` and remembers what stood in their place."""
        before = {name: self.sheet.raw.get(name, "") for name in values}
        if before != values:  # the same pasted twice leaves what stood there before the first time
            self._replaced, self._pasted = before, pasted
        self.typed = None
        self.put(values)

    @spoken
    def _undo_paste(self) -> bool:
        """Puts back what stood before the last paste; once more, what was pasted. False where nothing was."""
        n = len(self._replaced)
        if n:
            self._put_over(self._replaced, pasted=not self._pasted)
            if self._pasted:
                told = ngettext("{n} cell filled", "{n} cells filled", n)
            else:
                told = ngettext("{n} cell as before the paste", "{n} cells as before the paste", n)
            self._told = f"{told.format(n=number(n))} · {self.undo_hint}"
            self.draw()
        return bool(n)

    def _type_pasted(self, text: str) -> None:
        reason = cell_values.reason_of(self.part, text)
        if reason:
            self._fill(reason.value)
            return
        if self.typed is None:
            self.typed = TypedLine("", self.sheet.text(self.place))
        self.typed.insert(text)
        self._fill(self.typed.text, typing=True)

    def _fitting(self, rows: list[list[str]]) -> tuple[Values, int]:
        """The fields that a pasted part of a spreadsheet fills, and how many of its cells found no place."""
        here, columns = self.rows, self.columns
        asked = {cell.name for cell in self.sheet.cells(self.question)}
        values: Values = {}
        left = 0
        for down, line in enumerate(rows, self.row):
            for right, text in enumerate(line, self.column):
                fits = down < len(here) and right < len(columns)
                name = self.name_at(here[down], columns[right]) if fits else ""
                if name in asked:
                    values[name] = cell_values.pasted_value(columns[right], text, self.offered(columns[right]))
                elif text:
                    left += 1
        return values, left
