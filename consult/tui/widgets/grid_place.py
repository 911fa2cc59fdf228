"""A grid of cells: its rows and columns, how wide they are, and where in it the person stands."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size

from consult.model.question import CLOSED, Choice, Question, QuestionType
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.messages import GoBack, GoOn, Moved
from consult.tui.plain_text import visible
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets import cell_values
from consult.tui.widgets.grid_layout import Layout, fits, laid_out, wanted_width, wrapped_head
from consult.tui.widgets.sheet_field import SheetField
from consult.tui.widgets.typed_line import TypedLine

MOST_LINES = 10
"""Lines of rows that are seen at once."""

Part = tuple[str, str]
"""Text and its style."""

IN_FIGURES = (QuestionType.NUMBER, QuestionType.ALLOCATION)
"""The kinds of question whose answers are aligned to the right."""


class GridPlace(SheetField):
    """The cells of a question in rows and columns. What the rows and columns are, and what stands below, says a subclass."""

    def __init__(self, question: Question, sheet: AnswerSheet):
        super().__init__(question, sheet)
        self.row = self.column = 0
        self.typed: TypedLine | None = None
        self._top = self._first = 0
        self._told = ""

    # What a subclass says

    @property
    def rows(self) -> list[Choice]:
        """The rows that are asked for now."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[Question, ...]:
        """What is asked in each column."""
        raise NotImplementedError

    @property
    def totals(self) -> bool:
        """Whether each row has something behind its columns."""
        return False

    def name_at(self, row: Choice, column: Question) -> str:
        """The name of the field at a row and column."""
        raise NotImplementedError

    def behind(self, row: Choice) -> Part:
        """What stands behind the columns of `row`, in `TOTAL_WIDTH` cells."""
        return "", ""

    def heads(self, layout: Layout) -> list[Content]:
        """The lines above the rows."""
        return []

    def foot(self, layout: Layout) -> list[Content]:
        """The lines below the rows."""
        return []

    # Where the person is

    @property
    def place(self) -> str:
        """The name of the field where the person stands."""
        rows = self.rows
        return self.name_at(rows[self.row], self.columns[self.column]) if self.row < len(rows) else self.question.code

    @property
    def part(self) -> Question:
        """What is asked where the person stands."""
        return self.columns[self.column]

    def offered(self, part: Question) -> list[tuple[Choice, str]]:
        """The choices of a column with their labels. Own words are typed into the cell and need no choice of their own."""
        if part.type not in CLOSED:
            return []
        offered = self.sheet.choices(part, language_of(self))
        return [(choice, label) for choice, label in offered if choice in part.choices]

    def go_to(self, name: str = "") -> None:
        """Stands in the cell called `name`, or where the person was last."""
        for row, choice in enumerate(self.rows):
            for column, part in enumerate(self.columns):
                if self.name_at(choice, part) == name:
                    self._stand(row, column)
        self.focus()

    def _stand(self, row: int, column: int) -> None:
        self.typed, self._told = None, ""
        self.row = max(0, min(row, len(self.rows) - 1))
        self.column = max(0, min(column, len(self.columns) - 1))
        self._keep_in_view()
        self.draw()
        self.post_message(Moved())

    def draw(self) -> None:
        """Draws the answers that stand on the sheet now; wider figures may ask for other lines."""
        size = self.content_size
        height = self.get_content_height(size, size, size.width) if size.width else 0
        self.refresh(layout=height != size.height)

    def refill(self) -> None:
        """Shows what stands on the sheet after it was filled from elsewhere."""
        self.typed = None
        self.draw()

    def tell(self) -> None:
        """Draws all words in the language of the app, and the rows that are asked for now."""
        self.row = max(0, min(self.row, len(self.rows) - 1))
        self._keep_in_view()
        self.refresh(layout=True)

    def on_focus(self) -> None:
        """Shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Shows that the keys go elsewhere."""
        self.typed, self._told = None, ""
        self.refresh()

    @spoken
    def layout_at(self, width: int) -> Layout:
        """The widths of label and columns in `width` cells."""
        language = language_of(self)
        label = max((cell_len(visible(row.label_in(language), one_line=True)) for row in self.rows), default=8) + 1
        wanted = []
        for part in self.columns:
            texts = [label for _choice, label in self.offered(part)]
            if part.type in IN_FIGURES:
                texts = [self.text_at(row, part) for row in self.rows]
            wanted.append(wanted_width(part, self.head_of(part), texts))
        figures = [one for one, part in zip(wanted, self.columns, strict=True) if part.type in IN_FIGURES]
        even = [max(figures) if part.type in IN_FIGURES else one for one, part in zip(wanted, self.columns, strict=True)]
        if fits(width, label, even, totals=self.totals):
            wanted = even
        return laid_out(width, label, wanted, totals=self.totals, current=self.column, first=self._first)

    def head_of(self, part: Question) -> str:
        """The words above a column."""
        return visible(self.sheet.asked.label(part, language_of(self)), one_line=True)

    def text_at(self, row: Choice, part: Question) -> str:
        """What stands in a cell, as it is shown."""
        text = self.sheet.text(self.name_at(row, part))
        return visible(cell_values.shown(part, text, self.offered(part), language_of(self)), one_line=True)

    def _label_lines(self, row: Choice, width: int) -> list[str]:
        return wrapped_head(visible(row.label_in(language_of(self)), one_line=True), width - 1, 4)

    def _heights(self, layout: Layout) -> list[int]:
        return [len(self._label_lines(row, layout.label)) for row in self.rows]

    def _keep_in_view(self) -> None:
        if not self.is_mounted or not self.content_size.width:
            return
        layout = self.layout_at(self.content_size.width)
        self._first = layout.first
        heights = self._heights(layout)
        start = sum(heights[: self.row])
        end = start + (heights[self.row] if heights else 0)
        self._top = max(min(self._top, start), end - MOST_LINES)
        self._top = max(0, min(self._top, sum(heights) - MOST_LINES))

    @spoken
    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines above, at most `MOST_LINES` of the rows, those below, and one that tells what may be typed."""
        layout = self.layout_at(width)
        rows = min(MOST_LINES, sum(self._heights(layout)))
        return len(self.heads(layout)) + rows + len(self.foot(layout)) + 1

    def _move(self, key: str) -> bool:
        last_row, last = len(self.rows) - 1, len(self.columns) - 1
        match key:
            case "up" if self.row == 0:
                self.post_message(GoBack())
            case "down" | "enter" if self.row == last_row:
                self.post_message(GoOn(turn_page=key == "enter"))
            case "up" | "down" | "enter":
                self._stand(self.row + (-1 if key == "up" else 1), self.column)
            case "left" | "right":
                self._stand(self.row, self.column + (-1 if key == "left" else 1))
            case "home" | "end":
                self._stand(self.row, 0 if key == "home" else last)
            case "ctrl+home" | "ctrl+end":
                self._stand(*((0, 0) if key == "ctrl+home" else (last_row, last)))
            case _:
                at = self.row * (last + 1) + self.column + (-1 if key == "shift+tab" else 1)
                if not last or not 0 <= at < (last_row + 1) * (last + 1):
                    return False
                self._stand(*divmod(at, last + 1))
        return True
