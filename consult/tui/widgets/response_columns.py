"""The columns of the list of responses: what stands in each, and how wide it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from textual.content import Content

from consult.i18n import _
from consult.model.visible_text import visible
from consult.service.browsing.listed_responses import Detail, Listed, Order
from consult.service.browsing.response_filter import Facet, Names
from consult.service.told_answers import Standing
from consult.tui.plain_text import plain
from consult.tui.response_glyphs import CHANNELS, STANDINGS, STATES
from consult.tui.short_moment import short_moment

_ROOMY, _NARROW = 90, 70
"""Cells from which there is much room, and up to which there is little: then what was answered goes before how much."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it sorts by, if anything, its heading, and its cells."""

    name: str
    heading: str
    width: int
    """0 takes what is left."""
    right: bool = False
    gap: int = 1
    """Blanks before the next column."""
    pattern: str = ""
    """How a moment is written: with its year, with its time."""

    @property
    def order(self) -> Order | None:
        """What the list is sorted by in this column."""
        return Order(self.name) if self.name in [*Order] else None


def columns(names: Names, width: int, *, timed: bool, one_year: bool = False) -> tuple[Column, ...]:
    """The columns that fit; `timed` where the hour may be told, `one_year` where the year tells nothing."""
    roomy, narrow = width >= _ROOMY, width < _NARROW
    most = 10 if narrow else 22 if roomy else 12
    dated, clocked = roomy or not one_year, timed and (roomy or one_year)
    found = [
        Column("state", "", 1),
        Column("when", _("When"), 7 + 4 * dated + 6 * clocked, pattern="y" * dated + "t" * clocked),
        Column("channel", "", 1),
    ]
    for facet, heading in ((Facet.GROUP, _("Group")), (Facet.AREA, _("Area"))):
        if names[facet]:
            widest = max(plain(name).cell_length for name in (*names[facet].values(), heading))
            found.append(Column(facet.value, heading, min(widest, most), gap=2))
    if names[Facet.WAVE]:
        found.append(Column("wave", _("Wave"), min(8, max(map(len, (*names[Facet.WAVE], _("Wave"))))), gap=2))
    if not narrow:
        found.append(Column("answered", "✓ ", 6, right=True, gap=2))
    return (*found, Column("text", _("Answers"), 0))


def heading(shown: tuple[Column, ...], order: Order, descending: bool) -> Content:
    """The line of headings; the column that sorts has an arrow."""
    parts = [Content("   ")]
    for column in shown:
        arrow = ("▼" if descending else "▲") if column.order is order else ""
        room = column.width or len(column.heading) + 2
        words = f"{column.heading[: room - len(arrow)]}{arrow}" if column.width else column.heading
        parts.append(_fitted(words, room, "bold $accent" if arrow else "$text-muted", right=column.right))
        parts.append(Content(" " * column.gap))
    return Content("").join(parts)


def at_cell(shown: tuple[Column, ...], cell: int) -> Order | None:
    """What the column at so many cells from the left sorts by."""
    start = 3
    for column in shown:
        if cell < start + column.width + column.gap or not column.width:
            return column.order
        start += column.width + column.gap
    return None


def line(
    one: Listed, detail: Detail, shown: tuple[Column, ...], names: Names, *, marked: bool, signs: Collection[object], width: int
) -> Content:
    """One response in its line."""
    excluded = "$text-muted" if one.review.value == "excluded" else ""
    lead = Content.assemble(("●" if marked else " ", "bold $accent"), ("!" if signs else " ", "$warning"), " ")
    parts = [lead]
    for column in shown:
        if column.width:
            parts += [_cell(one, detail, column, names, excluded), Content(" " * column.gap)]
        else:
            parts += [_paper(one, excluded), plain(visible(detail.text[: width * 2], one_line=True), excluded or "$text-muted")]
    return Content("").join(parts)


def _paper(one: Listed, style: str) -> Content:
    """Batch and number of the sheet of paper that a response was typed from."""
    number = _("no. {number}").format(number=one.paper_number) if one.paper_number else ""
    sheet = ", ".join(filter(None, (one.batch, number)))
    return plain(f"{sheet}  " if sheet else "", style, one_line=True)


def _cell(one: Listed, detail: Detail, column: Column, names: Names, style: str) -> Content:
    match column.name:
        case "state":
            glyph, colour = STATES[one.review]
            return plain(glyph, f"bold {colour}")
        case "channel":
            return plain(CHANNELS[one.channel], "$text-muted")
        case "when":
            return _fitted(_when(one, column), column.width, style)
        case "answered":
            partly = STANDINGS[Standing.PARTLY][0] if detail.partly else " "
            return _fitted(f"{detail.answered}/{detail.asked}{partly}", column.width, style or "$text-muted", right=True)
        case "wave":
            return _fitted(one.wave, column.width, style)
    known: Mapping[str, str] = names[Facet(column.name)]
    code = one.group if column.name == "group" else one.area
    return _fitted(known.get(code, code), column.width, style)


def _when(one: Listed, column: Column) -> str:
    return short_moment(one.when, year="y" in column.pattern, clock="t" in column.pattern) if one.when else "–"


def _fitted(words: str, width: int, style: str, *, right: bool = False) -> Content:
    """`words` in exactly so many cells, with … where they do not fit."""
    content = plain(words, style, one_line=True)
    if content.cell_length > width:
        content = content.truncate(width, ellipsis=True)
    gap = Content(" " * (width - content.cell_length))
    return gap + content if right else content + gap
