"""An allocation: points or percentages spread over choices, with what is left told live."""

from __future__ import annotations

from rich.cells import set_cell_size
from textual.content import Content

from consult.i18n import _, number, text_in
from consult.model.question import Choice, Question
from consult.tui.goals import points_at, spent_points
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.cell_grid import CellGrid
from consult.tui.widgets.grid_layout import LEAD, TOTAL_WIDTH, Layout
from consult.tui.widgets.grid_place import Part

BAR = TOTAL_WIDTH - 1


class AllocationGrid(CellGrid):
    """One number beside each choice, and what is left of the whole."""

    @property
    def rows(self) -> list[Choice]:
        """The choices that points may go to."""
        return [choice for choice, _label in self.sheet.choices(self.question, language_of(self))]

    @property
    def columns(self) -> tuple[Question, ...]:
        """The points."""
        return (self.question,)

    @property
    def totals(self) -> bool:
        """A bar stands behind each row."""
        return True

    def name_at(self, row: Choice, column: Question) -> str:
        """The name of the field of a choice."""
        return f"{self.question.code}.{row.code}"

    def head_of(self, part: Question) -> str:
        """Nothing: the question itself is the head."""
        return ""

    @property
    @spoken
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        if undo := self.undo_hint:
            return _("digits · Enter ↓ · {undo}").format(undo=undo)
        return _("digits · Enter ↓ · = takes what is left") if self.question.total is not None else _("digits · Enter ↓")

    @property
    def _whole(self) -> float:
        return self.question.total or spent_points(self.sheet, self.question)

    def behind(self, row: Choice) -> Part:
        """A bar as long as the share of the choice."""
        points, whole = points_at(self.sheet, self.question, self.name_at(row, self.question)), self._whole
        share = min(1.0, max(0.0, points / whole)) if whole else 0.0
        filled = max(1, round(BAR * share)) if share else 0
        return " " + "━" * filled + " " * (BAR - filled), "$accent"

    def foot(self, layout: Layout) -> list[Content]:
        """What is left, or how much is spent."""
        words, style = self._left(spent_points(self.sheet, self.question), self.question.total)
        unit = text_in(self.question.unit, language_of(self))
        words = " " * LEAD + (f"{words} ({unit})" if unit else words)
        return [Content.styled(set_cell_size(words, self.content_size.width), style)]

    def _left(self, spent: float, total: float | None) -> Part:
        if total is None:
            return _("Together: {spent}").format(spent=number(spent)), "bold"
        if spent > total:
            over = _("! Too much: {spent} of {total}, take {over} away")
            return over.format(spent=number(spent), total=number(total), over=number(spent - total)), "bold $error"
        if spent == total:
            return "✓ " + _("All shared out: {total}").format(total=number(total)), "bold $success"
        return _("Left: {left} of {total}").format(left=number(total - spent), total=number(total)), "bold $warning"

    def _handle(self, key: str, character: str) -> bool:
        if character == "=" and self.question.total is not None:
            here = points_at(self.sheet, self.question, self.place)
            left = self.question.total - spent_points(self.sheet, self.question) + here
            if left >= 0:
                self._fill(f"{left:.6f}".rstrip("0").rstrip("."))
            return True
        return super()._handle(key, character)
