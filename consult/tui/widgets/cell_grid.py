"""Rows and columns that are typed into as in a spreadsheet, by keyboard, from a spreadsheet, and with the mouse."""

from __future__ import annotations

from textual import events

from consult.model.question import CLOSED
from consult.tui.widgets import cell_values
from consult.tui.widgets.grid_filling import UNDOING_KEY, FilledGrid
from consult.tui.widgets.grid_layout import LEAD
from consult.tui.widgets.grid_place import MOST_LINES
from consult.tui.widgets.typed_line import TypedLine


class CellGrid(FilledGrid, can_focus=True):
    """The cells of a question, typed into."""

    DEFAULT_CSS = """
    CellGrid { height: auto; width: 1fr; }
    """

    def on_key(self, event: events.Key) -> None:
        """Moves, types, chooses."""
        if self.rows and self._handle(event.key, " " if event.key == "space" else event.character or ""):
            event.stop()
            event.prevent_default()

    def _handle(self, key: str, character: str) -> bool:
        typing = self.typed is not None and self.typed.cursor is not None
        if key == UNDOING_KEY:
            return self._undo_paste()
        if typing and self.typed and key in ("left", "right", "home", "end"):
            self.typed.move(key)
            self.refresh()
        elif key in ("up", "down", "left", "right", "enter", "tab", "shift+tab", "home", "end", "ctrl+home", "ctrl+end"):
            return self._move(key)
        elif self.place not in {cell.name for cell in self.sheet.cells(self.question)}:
            return False
        elif key == "escape":
            return self._undo()
        elif key in ("backspace", "delete"):
            self._erase(key)
        elif key == "f2" and self._in_words:
            self._edit().cursor = len(self.sheet.text(self.place))
            self.refresh()
        elif character == "?" and self.part.reasons:
            self._fill(cell_values.next_reason(self.part, self.sheet.text(self.place)))
        else:
            return bool(character) and character.isprintable() and self._type(character)
        return True

    @property
    def _in_words(self) -> bool:
        """Whether letters typed here are text: own words are, in a cell of choices that takes them, once they are begun."""
        codes = ["", *(choice.code for choice, _label in self.offered(self.part))]
        own_words = self.part.other and (self.typed is not None or self.sheet.text(self.place) not in codes)
        return self.part.type not in CLOSED or own_words

    def _edit(self) -> TypedLine:
        if self.typed is None:
            text = self.sheet.text(self.place)
            self.typed = TypedLine("" if cell_values.reason_of(self.part, text) else text, text)
        return self.typed

    def _type(self, character: str) -> bool:
        part, text = self.part, self.sheet.text(self.place)
        if not self._in_words:
            offered = self.offered(part)
            code = cell_values.following(text, offered) if character == " " else cell_values.chosen_by(character, text, offered)
            if code is not None or not part.other:
                self._fill(text if code is None else code)
                return code is not None
        if self.typed is None:
            if character == " ":
                return True
            self.typed = TypedLine("", text)
        self.typed.insert(character)
        self._fill(self.typed.text, typing=True)
        return True

    def _erase(self, key: str) -> None:
        if not self._in_words or (key == "delete" and self.typed is None):
            self._fill("")
            return
        typed = self._edit()
        typed.erase(behind=key == "delete")
        self._fill(typed.text, typing=True)

    def _undo(self) -> bool:
        if self.typed is None:
            return False
        self._fill(self.typed.before)
        return True

    # The mouse

    def on_click(self, event: events.Click) -> None:
        """Stands in the cell that was clicked."""
        event.stop()
        self.focus()
        layout = self.layout_at(self.content_size.width)
        line = event.y - len(self.heads(layout)) + self._top
        heights = self._heights(layout)
        row = next((at for at in range(len(heights)) if 0 <= line < sum(heights[: at + 1])), None)
        if row is None or event.y - len(self.heads(layout)) >= MOST_LINES:
            return
        across = event.x - LEAD - layout.label
        seen = range(len(layout.widths))
        column = next((at for at in seen if 0 <= across < sum(layout.widths[: at + 1])), self.column - layout.first)
        self._stand(row, column + layout.first)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Shows further rows."""
        self._scroll(event, 1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Shows earlier rows."""
        self._scroll(event, -1)

    def _scroll(self, event: events.MouseEvent, by: int) -> None:
        lines = sum(self._heights(self.layout_at(self.content_size.width)))
        top = max(0, min(self._top + by, lines - MOST_LINES))
        if top != self._top:
            event.stop()
            self._top = top
            self.refresh()
