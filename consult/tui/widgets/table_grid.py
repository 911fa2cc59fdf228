"""A table question: named rows, columns of different types, live sums."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from consult.i18n import _, number
from consult.model.question import Choice, Question, QuestionType
from consult.tui.goals import figure
from consult.tui.speaking import spoken
from consult.tui.widgets.cell_grid import CellGrid
from consult.tui.widgets.grid_layout import LEAD, TOTAL_WIDTH, Layout, wrapped_head
from consult.tui.widgets.grid_place import Part


class TableGrid(CellGrid):
    """The rows and columns of a table question."""

    @property
    def rows(self) -> list[Choice]:
        """The rows that are asked for now."""
        return [*self.sheet.asked.rows(self.question)]

    @property
    def columns(self) -> tuple[Question, ...]:
        """The columns."""
        return self.question.parts

    @property
    def totals(self) -> bool:
        """Whether sums stand behind the rows."""
        return self.question.row_totals

    def name_at(self, row: Choice, column: Question) -> str:
        """The name of the field at a row and column."""
        return f"{self.question.code}.{row.code}.{column.code}"

    @property
    @spoken
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        if undo := self.undo_hint:
            return _("Tab → · Enter ↓ · {undo}").format(undo=undo)
        return _("Tab → · Enter ↓ · Space chooses · F2 edits")

    def _sum(self, rows: list[Choice], parts: tuple[Question, ...]) -> str:
        """The sum of the figures that stand there and are accepted, as it is shown; empty where there are none."""
        refused = self.sheet.refused(self.question)
        figures = [
            value
            for row in rows
            for part in parts
            if part.type is QuestionType.NUMBER
            and (name := self.name_at(row, part)) not in refused
            and (value := figure(part, self.sheet.text(name))) is not None
        ]
        return number(sum(figures)) if figures else ""

    def behind(self, row: Choice) -> Part:
        """The sum of a row."""
        return f"{self._sum([row], self.columns):>{TOTAL_WIDTH - 1}} ", "bold"

    def heads(self, layout: Layout) -> list[Content]:
        """The words above the columns, up to three lines, at the side where the figures stand."""
        blocks = [
            (self.columns[at], wrapped_head(self.head_of(self.columns[at]), layout.widths[at - layout.first] - 2))
            for at in layout.seen
        ]
        height = max([len(lines) for _part, lines in blocks] + [1])
        heads = []
        for at in range(height):
            words = _left_out(layout, len(self.columns)) if at == height - 1 else ""
            line = set_cell_size(" " * LEAD + words, LEAD + layout.label)
            for (part, lines), width in zip(blocks, layout.widths, strict=True):
                word = ([""] * (height - len(lines)) + lines)[at]
                pad = " " * max(0, width - 2 - cell_len(word))
                line += f" {pad}{word} " if part.type is QuestionType.NUMBER else f" {word}{pad} "
            if self.totals and at == height - 1:
                line += _("Total").rjust(TOTAL_WIDTH - 1) + " "
            heads.append(Content.styled(line, "$text-muted"))
        return heads

    def foot(self, layout: Layout) -> list[Content]:
        """The sums of the columns."""
        if not self.question.column_totals:
            return []
        rows = self.rows
        line = set_cell_size(" " * LEAD + _("Total"), LEAD + layout.label)
        for at in layout.seen:
            width = layout.widths[at - layout.first]
            line += f"{self._sum(rows, (self.columns[at],)):>{width - 1}} "
        if self.totals:
            line += f"{self._sum(rows, self.columns):>{TOTAL_WIDTH - 1}} "
        return [Content.styled(line, "bold")]


def _left_out(layout: Layout, columns: int) -> str:
    """How many columns lie to the left and right of those that are seen."""
    before, behind = layout.first, columns - layout.first - len(layout.widths)
    return "  ".join(part for part in (f"‹ {before}" if before else "", f"{behind} ›" if behind else "") if part)
