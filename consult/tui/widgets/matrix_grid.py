"""Many rows judged on the same points: one line a row, one column a point."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Static

from consult.i18n import _
from consult.model.question import Choice
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain, visible
from consult.tui.widgets.choice_keys import keys_for
from consult.tui.widgets.matrix_line import NARROW, MatrixLine
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


class MatrixGrid(Vertical, can_focus=True):
    """The rows and points of a matrix question."""

    DEFAULT_CSS = """
    MatrixGrid { height: auto; }
    MatrixGrid #legend { color: $text-muted; height: auto; }
    MatrixGrid #head { height: 1; color: $text-muted; padding-right: 1; text-wrap: nowrap; }
    MatrixGrid #rows { height: auto; max-height: 12; scrollbar-size: 0 1; scrollbar-gutter: stable; }
    MatrixLine:hover, MatrixLine.-current { background: $panel; }
    """

    @dataclass
    class Changed(Message):
        """The row `row` has the point `code` now; empty if it was taken back."""

        grid: MatrixGrid
        row: str
        code: str

    def __init__(self, rows: Sequence[Choice], points: Sequence[Choice], taken: Sequence[str]):
        super().__init__()
        self.points = points
        self.keys = keys_for(points)
        self.lines = [MatrixLine(row.code, len(points)) for row in rows]
        codes = [point.code for point in points]
        for line, code in zip(self.lines, taken, strict=True):
            line.taken = codes.index(code) if code in codes else None
        self._names: list[str] = []
        self._current = next((place for place, line in enumerate(self.lines) if line.taken is None), 0)
        self.wrong: frozenset[str] = frozenset()

    def compose(self) -> ComposeResult:
        """What the points mean, the heads of the columns, the rows."""
        yield Static(id="legend", markup=False)
        yield Static(id="head", markup=False)
        with VerticalScroll(id="rows", can_focus=False):
            yield from self.lines

    def tell(self, rows: Sequence[str], points: Sequence[str]) -> None:
        """Draws the grid with labels of `rows` and `points`."""
        for line, label in zip(self.lines, rows, strict=True):
            line.label = label
        self._names = [visible(point, one_line=True) for point in points]
        self._lay_out()

    @property
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        return _("number rates · ← → move · Enter next")

    def on_resize(self) -> None:
        """Heads the columns with words where there is room."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.size.width - 1
        if not self._names or width <= 0:
            return
        heads = [self._head(place) for place in range(len(self.points))]
        wide = [cell_len(head) + 2 for head in heads]
        in_words = sum(wide) <= width * 0.55
        widths = wide if in_words else [NARROW] * len(self.points)
        short = heads if in_words else [self._key(place) for place in range(len(self.points))]
        for line in self.lines:
            line.widths = widths
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

    def mark(self, wrong: Iterable[str]) -> None:
        """Marks the rows of these codes as wrong, and no others."""
        rows = frozenset(wrong)
        if rows != self.wrong:
            self.wrong = rows
            self.draw()

    def draw(self) -> None:
        """Draws all rows in their state."""
        for place, line in enumerate(self.lines):
            line.draw(current=has_keys(self) and place == self._current, wrong=line.code in self.wrong)

    def on_focus(self) -> None:
        """Shows where the keys go."""
        self._go_to(self._current)

    def on_blur(self) -> None:
        """Shows that the keys go elsewhere."""
        self.draw()

    def _go_to(self, place: int) -> None:
        self._current = place
        self.draw()
        self.lines[place].scroll_visible(animate=False)

    def go_to_row(self, code: str) -> None:
        """Stands on the row called `code`."""
        place = next((place for place, line in enumerate(self.lines) if line.code == code), None)
        if place is not None:
            self._go_to(place)

    def _step(self, by: int) -> None:
        at = self._current + by
        if at < 0:
            self.post_message(GoBack())
        elif at >= len(self.lines):
            self.post_message(GoOn())
        else:
            self._go_to(at)

    def _take(self, point: int | None) -> None:
        line = self.lines[self._current]
        if line.taken != point:
            line.taken = point
            self.draw()
            self.post_message(self.Changed(self, line.code, "" if point is None else self.points[point].code))

    def _move_point(self, by: int) -> None:
        taken = self.lines[self._current].taken
        last = len(self.points) - 1
        self._take((0 if by > 0 else last) if taken is None else min(last, max(0, taken + by)))

    def on_key(self, event: events.Key) -> None:
        """Moves and rates."""
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
