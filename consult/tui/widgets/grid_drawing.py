"""A grid of cells as lines: one content for all of them, whatever their number."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from consult.model.question import Choice, Question, QuestionType
from consult.tui.cell_fitting import fitted, on_ground
from consult.tui.plain_text import visible
from consult.tui.speaking import language_of, spoken
from consult.tui.telling import told_before
from consult.tui.widgets import cell_values
from consult.tui.widgets.grid_layout import LEAD, Layout
from consult.tui.widgets.grid_place import IN_FIGURES, MOST_LINES, GridPlace, Part
from consult.tui.widgets.limits import limits, reasons_in_words
from consult.tui.widgets.words import has_keys


class DrawnGrid(GridPlace):
    """Draws the rows that are seen, with heads above and sums below."""

    @spoken
    def render(self) -> Content:
        """The grid as lines."""
        layout = self.layout_at(self.content_size.width)
        asked = {cell.name for cell in self.sheet.cells(self.question)}
        body = [line for at, row in enumerate(self.rows) for line in self._row_lines(at, row, layout, asked)]
        above, below = self._top, max(0, len(body) - self._top - MOST_LINES)
        seen = body[self._top : self._top + MOST_LINES]
        info = self._info_line(above, below)
        return Content("\n").join([*self.heads(layout), *seen, *self.foot(layout), info])

    def _info_line(self, above: int, below: int) -> Content:
        width = self.content_size.width
        hidden = f" {'↑' if above else ''}{'↓' if below else ''} {self.row + 1}/{len(self.rows)}" if above or below else ""
        words = self._told or (self._allowed() if has_keys(self) else "")
        return Content.assemble((fitted(words, width - cell_len(hidden)), "$text-muted"), (hidden, "$text-muted"))

    def _allowed(self) -> str:
        part, language = self.part, language_of(self)
        offered, before = self.offered(part), told_before(self.sheet, self.place, language)
        hint = self.sheet.asked.text(part.hint, language) if part is not self.question else ""
        if offered:
            return visible("   ".join(filter(None, (before, cell_values.legend(offered), hint))), one_line=True)
        example = "5.3.2026" if part.type is QuestionType.DATE else ""
        # The unit of an allocation stands in the line with its sum.
        told = (before, example, limits(part, language, unit=part is not self.question), reasons_in_words(part, language), hint)
        return visible(" · ".join(filter(None, told)), one_line=True)

    def _row_lines(self, at: int, row: Choice, layout: Layout, asked: set[str]) -> list[Content]:
        names = [self.name_at(row, part) for part in self.columns]
        here = has_keys(self) and at == self.row
        first, *others = self._label_lines(row, layout.label)
        parts = [self._mark(here, names), self._done(names, asked)]
        parts.append((fitted(first, layout.label), "bold" if here else ""))
        for column in layout.seen:
            parts += self._cell(at, row, column, layout.widths[column - layout.first], asked)
        if self.totals:
            parts.append(self.behind(row))
        lines = [Content.assemble(*parts), *(Content(" " * LEAD + line) for line in others)]
        return [on_ground(line, self.content_size.width) for line in lines] if here else lines

    def _mark(self, here: bool, names: list[str]) -> Part:
        if here:
            return "›", "bold $accent"
        if self.wrong.intersection(names):
            return "!", "bold $error"
        return ("△", "bold $warning") if self.doubtful.intersection(names) else (" ", "")

    def _done(self, names: list[str], asked: set[str]) -> Part:
        faulty = self.wrong | self.sheet.refused(self.question)
        done = all(self.sheet.text(name).strip() for name in names if name in asked)
        return ("✓ ", "$success") if done and faulty.isdisjoint(names) else ("  ", "")

    def _cell(self, at: int, row: Choice, column: int, width: int, asked: set[str]) -> list[Part]:
        part = self.columns[column]
        name = self.name_at(row, part)
        if name not in asked:
            return [(" " * width, "")]
        inner = width - 2
        if has_keys(self) and (at, column) == (self.row, self.column):
            return self._cell_with_keys(row, part, inner)
        text = self.text_at(row, part)
        before = "" if text else self._before(name, inner)
        if before:
            return [(_aligned(f" {before}", inner + 1, part.type in IN_FIGURES), "italic $text-muted"), (" ", "")]
        style = "" if text and not cell_values.reason_of(part, self.sheet.text(name)) else "$text-muted"
        mark = ""
        if name in self.wrong:
            mark, style = "!", "bold $error"
        elif name in self.doubtful:
            mark, style = "△", "bold $warning"
        return [(_aligned(f"{mark or ' '}{text or '·'}", inner + 1, part.type in IN_FIGURES), style), (" ", "")]

    def _before(self, name: str, room: int) -> str:
        """What stood in a cell in the wave before, in brackets so that nobody takes it for an answer; empty where room lacks."""
        words = visible(self.sheet.previous.words(name, language_of(self), unit=False), one_line=True)
        return f"({words})" if words and cell_len(words) + 2 <= room else ""

    def _cell_with_keys(self, row: Choice, part: Question, inner: int) -> list[Part]:
        frame, style = "bold $accent", "bold $on-accent on $accent"
        if self.typed is None:
            return [("[", frame), (_aligned(self.text_at(row, part), inner, part.type in IN_FIGURES), style), ("]", frame)]
        before, under, behind = self.typed.shown(inner)
        before, under, behind = (visible(text, one_line=True) for text in (before, under, behind))
        rest = " " * max(0, inner - cell_len(before + under + behind))
        if part.type in IN_FIGURES:
            return [("[", frame), (rest + before, "bold"), (under, "reverse"), (behind, "bold"), ("]", frame)]
        return [("[", frame), (before, "bold"), (under, "reverse"), (behind + rest, "bold"), ("]", frame)]


def _aligned(text: str, width: int, right: bool) -> str:
    words = fitted(text, width)
    return " " * (width - cell_len(words.rstrip())) + words.rstrip() if right else words
