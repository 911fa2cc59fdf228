"""A report while it is being written: blocks in order, figures numbered, anchors unique, text cleaned."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from consult.charts import draw
from consult.charts.lettering import clean
from consult.i18n import _, number, quoted
from consult.model.distributions import Distribution, ScaleTable
from consult.model.question_results import Result
from consult.report.blocks import Block, Figure, Heading, Level, Paragraph

Progress = Callable[[int, int], None]
"""Called with the number of drawings done and of all."""

PHONE = 86.0
"""Millimetres: the width of a drawing that is read on a phone."""

QUOTE = 400
"""Characters of a quote that are printed; what is longer ends in […]."""


class Manuscript:
    """Collects blocks. `drawings` is how many results will be offered for drawing, for the report of progress."""

    def __init__(self, drawings: int = 0, progress: Progress | None = None) -> None:
        self.blocks: list[Block] = []
        self._figures = 0
        self._drawn = 0
        self._drawings = drawings
        self._progress = progress

    def add(self, *blocks: Block) -> None:
        """Append blocks."""
        self.blocks += blocks

    def heading(self, level: Level, text: str, anchor: str, above: str = "") -> None:
        """Append a heading; the anchor gets a number where it is taken."""
        taken = {block.anchor for block in self.blocks if isinstance(block, Heading)}
        free = anchor
        count = 1
        while free in taken:
            count += 1
            free = f"{anchor}-{count}"
        self.add(Heading(level, plain(text), free, plain(above)))

    def paragraph(self, text: str, style: Literal["plain", "lead", "base", "hint", "flag"] = "plain") -> None:
        """Append a paragraph, unless it is empty."""
        text = clean(text, lines=True)
        if text:
            self.add(Paragraph(text, style))

    def figure(self, result: Result, title: str, caption: str) -> str:
        """Draw a result and return what the figure is called, “Figure 4”; empty where there was nothing to draw."""
        drawing = draw(result, title=title)
        self._drawn += 1
        if self._progress:
            self._progress(self._drawn, max(self._drawings, self._drawn))
        if drawing is None:
            return ""
        self._figures += 1
        label = _("Figure {n}").format(n=number(self._figures))
        narrow = None if _has_two_sides(result) else draw(result, title=title, width_mm=PHONE)
        self.add(Figure(drawing, label, caption, narrow))
        return label


def _has_two_sides(result: Result) -> bool:
    """Answers against and for, drawn from a middle line, need the whole width."""
    return isinstance(result, Distribution | ScaleTable) and result.diverging


def plain(text: str) -> str:
    """One line of text with nothing in it that could harm a page."""
    return clean(text)


def quote(text: str) -> str:
    """An answer as it was written, in quotation marks, its lines kept; a very long one ends in […]. Empty if nothing is left."""
    text = clean(text, lines=True)
    if len(text) > QUOTE:
        cut = text[:QUOTE]
        text = (cut.rpartition(" ")[0] or cut).rstrip() + " […]"
    return quoted(text) if text else ""


def anchor(*parts: str) -> str:
    """An anchor from codes: ASCII letters, digits and hyphens."""
    marks = "-".join(parts).lower()
    return "".join(mark if mark.isascii() and mark.isalnum() else "-" for mark in marks).strip("-") or "part"
