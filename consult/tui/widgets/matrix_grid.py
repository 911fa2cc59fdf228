"""Many rows judged on the same points: one line a row, one column a point; with sides one line for each side of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from consult.i18n import _
from consult.model.question import Choice, Question
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.messages import GoBack, GoOn, Moved
from consult.tui.plain_text import plain, visible
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.choice_keys import keys_for
from consult.tui.widgets.matrix_line import NARROW, MatrixLine
from consult.tui.widgets.sheet_field import SheetField
from consult.tui.widgets.words import has_keys


def packed(parts: Sequence[str], width: int, gap: str = "   ") -> str:
    """`parts` side by side in lines of at most `width` cells, none broken unless it is wider than a line."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + len(gap) + cell_len(part) <= width:
            lines[-1] += gap + part
        else:
            lines.append(part)
    return "\n".join(lines)


def _place(codes: Sequence[str], code: str | list[str] | None) -> int | None:
    return codes.index(code) if isinstance(code, str) and code in codes else None


class MatrixGrid(SheetField, Vertical, can_focus=True):
    """The rows and points of a matrix question."""

    DEFAULT_CSS = """
    MatrixGrid { height: auto; }
    MatrixGrid #legend { color: $text-muted; height: auto; }
    MatrixGrid #head { height: 1; color: $text-muted; padding-right: 1; text-wrap: nowrap; }
    MatrixGrid #rows { height: auto; max-height: 12; scrollbar-size: 0 1; scrollbar-gutter: stable; }
    MatrixLine:hover, MatrixLine.-current { background: $panel; }
    """

    def __init__(self, question: Question, sheet: AnswerSheet):
        super().__init__(question, sheet)
        self.points: list[Choice] = []
        self.keys: Mapping[str, str] = {}
        sides = len(question.sides) or 1
        self.all_lines = [MatrixLine(cell, place % sides, sides) for place, cell in enumerate(question.cells)]
        self.lines = [*self.all_lines]
        """The lines of the rows that are asked for now."""
        self._names: list[str] = []
        self._current = next((place for place, line in enumerate(self.lines) if not sheet.text(line.name_of_field)), 0)

    def compose(self) -> ComposeResult:
        """What the points mean, the heads of the columns, the rows."""
        yield Static(id="legend", markup=False)
        yield Static(id="head", markup=False)
        with VerticalScroll(id="rows", can_focus=False):
            yield from self.all_lines

    @property
    def place(self) -> str:
        """The name of the field where the person stands."""
        return self.lines[self._current].name_of_field if self.lines else self.question.code

    def tell(self) -> None:
        """Draws all words in the language of the app, the rows and points that are asked for now."""
        language = language_of(self)
        here = self.lines[self._current].name_of_field if self.lines else ""
        asked = {cell.name for cell in self.sheet.cells(self.question)}
        for line in self.all_lines:
            line.display = line.name_of_field in asked
            line.label = self._label(line.cell.row, self.question.rows, language)
            line.side = self._label(line.cell.column, self.question.sides, language) if self.question.sides else ""
        self.lines = [line for line in self.all_lines if line.display]
        names = [line.name_of_field for line in self.lines]
        self._current = names.index(here) if here in names else 0
        offered = self.sheet.choices(self.question, language)
        self.points = [choice for choice, _label in offered]
        self.keys = keys_for(self.points)
        self._names = [visible(label, one_line=True) for _choice, label in offered]
        self.fit()

    def _label(self, code: str, choices: Sequence[Choice], language: str) -> str:
        return next((choice.label_in(language) for choice in choices if choice.code == code), code)

    @property
    @spoken
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("number rates · ← → move · Enter next")

    def on_resize(self) -> None:
        """Heads the columns with words where there is room."""
        self.fit()

    def fit(self) -> None:
        """Lays heads and points out for the width that there is."""
        width = self.size.width - 1
        if not self._names or width <= 0:
            return
        heads = [self._head(place) for place in range(len(self.points))]
        wide = [cell_len(head) + 2 for head in heads]
        in_words = sum(wide) <= width * 0.55
        widths = wide if in_words else [NARROW] * len(self.points)
        short = heads if in_words else [self._key(place) for place in range(len(self.points))]
        room = width - sum(widths)
        side = min(max((cell_len(line.side) for line in self.lines), default=0) + 1, room // 2) if self.question.sides else 0
        for line in self.lines:
            line.widths, line.side_width = widths, side
            line.refresh(layout=True)
        cells = "".join(f"{head:^{cell}}" if in_words else f"{head:>2}  " for head, cell in zip(short, widths, strict=True))
        self.query_one("#head", Static).update(plain(" " * max(0, width - sum(widths)) + cells))
        legend = self.query_one("#legend", Static)
        legend.display = not in_words
        legend.update(plain(packed(heads, width)))
        self.draw()

    def _key(self, place: int) -> str:
        return self.keys.get(self.points[place].code, "·")

    def _head(self, place: int) -> str:
        key, name = self._key(place), self._names[place]
        return name if key in ("·", name) else f"{key} {name}"

    def draw(self) -> None:
        """Draws all rows in their state."""
        codes = [point.code for point in self.points]
        for place, line in enumerate(self.lines):
            name = line.name_of_field
            line.taken, line.before = _place(codes, self.sheet.text(name)), _place(codes, self.sheet.previous.raw.get(name))
            mark = ("!", "bold $error") if name in self.wrong else ("△", "bold $warning") if name in self.doubtful else (" ", "")
            line.draw(current=has_keys(self) and place == self._current, mark=mark)

    def on_focus(self) -> None:
        """Shows where the keys go."""
        self._go_to(self._current)

    def on_blur(self) -> None:
        """Shows that the keys go elsewhere."""
        self.draw()

    def _go_to(self, place: int) -> None:
        if place < len(self.lines):
            self._current = place
            self.draw()
            self.lines[place].scroll_visible(animate=False)
            self.post_message(Moved())

    def go_to(self, name: str = "") -> None:
        """Stands on the line of the field called `name`, or where the person was last."""
        place = next((place for place, line in enumerate(self.lines) if line.name_of_field == name), None)
        if place is not None:
            self._go_to(place)
        self.focus()

    def _step(self, by: int) -> None:
        at = self._current + by
        if at < 0:
            self.post_message(GoBack())
        elif at >= len(self.lines):
            self.post_message(GoOn())
        else:
            self._go_to(at)

    def _take(self, point: int | None) -> None:
        name = self.place
        code = "" if point is None else self.points[point].code
        if self.lines and code != self.sheet.text(name):
            self.put({name: code})
            self.draw()

    def _move_point(self, by: int) -> None:
        taken = self.lines[self._current].taken
        last = len(self.points) - 1
        self._take((0 if by > 0 else last) if taken is None else min(last, max(0, taken + by)))

    def on_key(self, event: events.Key) -> None:
        """Moves and rates."""
        if not self.lines:
            return
        match event.key:
            case "up" | "down":
                self._step(-1 if event.key == "up" else 1)
            case "left" | "right":
                self._move_point(-1 if event.key == "left" else 1)
            case "home" | "end":
                self._go_to(0 if event.key == "home" else len(self.lines) - 1)
            case "enter":
                self.post_message(GoOn(turn_page=True))
            case "backspace" | "delete":
                self._take(None)
            case _:
                if not self._rate(event.character or ""):
                    return
        event.stop()
        event.prevent_default()

    def _rate(self, key: str) -> bool:
        """Takes the point of a number key and goes to the next row; true if there is such a point."""
        place = next((place for place in range(len(self.points)) if key and self._key(place) == key), None)
        if place is None:
            return False
        self._take(place)
        self._go_to(min(self._current + 1, len(self.lines) - 1))
        return True

    def on_matrix_line_clicked(self, event: MatrixLine.Clicked) -> None:
        """Stands on the row and takes the point that were clicked."""
        event.stop()
        self.focus()
        self._go_to(self.lines.index(event.line))
        if event.place is not None:
            self._take(event.place)
