"""Responses side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from consult.i18n import N_, _, ngettext, number
from consult.model.flag import Sign
from consult.service import comparing, reviewing
from consult.service.comparing import Comparison, Row, short_id
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.response_glyphs import STATES
from consult.tui.screens.browsing.response_steps import STEPS, FewResponses
from consult.tui.speaking import language_of, spoken

if TYPE_CHECKING:
    from consult.service.consultation import Consultation


class Columns(VerticalScroll, can_focus=True):
    """The rows of a comparison; they are scrolled, and the columns are shifted by the screen."""

    DEFAULT_CSS = """
    Columns {
        height: 1fr; padding: 0 1; border: round $quiet-border; scrollbar-size: 0 1; scrollbar-gutter: stable;
        border-title-color: $text-muted; border-subtitle-color: $text-muted; border-subtitle-align: right;
        Static { height: auto; }
    }
    Columns:focus { border: round $accent; border-title-color: $accent; }
    Columns:nocolor:focus { border: heavy $accent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "screen.shift(-1)", show=False),
        Binding("right", "screen.shift(1)", show=False),
    ]


class ComparingScreen(FewResponses):
    """Responses side by side; one of the columns is the one that steps are for."""

    CSS_PATH = "responses.tcss"
    ABOUT = N_("Responses side by side: ≠ marks what differs. The arrows choose the response that the other keys are for.")
    ACTIONS = (
        Action("shift(1)", "right", N_("column"), N_("Choose the next response")),
        Action("shift(-1)", "left", N_("column back"), N_("Choose the response before"), in_bar=False),
        Action("only", "o", N_("only ≠"), N_("Only what differs, or all")),
        Action("exclude", "x", N_("exclude"), N_("Exclude the chosen response, or take it back")),
        *(step for step in STEPS if step.does != "exclude"),
        Action("dismiss(None)", "escape", N_("back"), N_("Back to the signs")),
    )

    def __init__(self, consultation: Consultation, ids: Sequence[str], sign: Sign | None = None, question: str = ""):
        super().__init__()
        self.consultation, self.ids, self.sign, self.question = consultation, list(ids[: comparing.MOST]), sign, question
        self._all = len(ids)
        self.at = len(self.ids) - 1
        self.only = False
        self.comparison = Comparison((), ())
        self._starts: dict[str, int] = {}

    def compose(self) -> ComposeResult:
        """Head, columns, keys."""
        yield Static(id="head", markup=False)
        yield Static(id="heads", markup=False)
        with Columns():
            yield Static(id="rows", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Compares, and goes to the question in which the sign is."""
        self.renew()
        self.query_one(Columns).focus()
        if self.question:
            self.call_after_refresh(self._to_question)

    def _to_question(self) -> None:
        self.query_one(Columns).scroll_to(y=self._starts.get(self.question, 0), animate=False)

    def on_resize(self) -> None:
        """The columns share the width."""
        self.call_after_refresh(self.draw)

    @spoken
    def renew(self) -> None:
        """Compares anew."""
        self.comparison = comparing.compare(self.consultation, self.ids, language_of(self))
        self.draw()

    @spoken
    def draw(self) -> None:
        """Draws the rows in the width that there is."""
        found, box = self.comparison, self.query_one(Columns)
        width = self.query_one("#rows").content_size.width or max(20, self.size.width - 5)
        self.query_one("#heads", Static).update(Content("\n").join(self._columns(width)))
        lines: list[Content] = []
        rows = [row for row in found.rows if not (self.only and row.alike)]
        self._starts = {}
        for row in rows:
            new = row.code not in self._starts
            self._starts.setdefault(row.code, len(lines))
            lines += self._row(row, width, new=new)
        if not rows:
            lines.append(plain(_("They do not differ anywhere."), "$text-muted"))
        self.query_one("#rows", Static).update(Content("\n").join(lines))
        sign = reviewing.sign_name(self.sign) if self.sign else ""
        if len(self.ids) < self._all:
            first = _("the first {n} of {total}").format(n=number(len(self.ids)), total=number(self._all))
            sign = f"{sign} · {first}" if sign else first
        head = Content.assemble(plain(_("Compare"), "bold"), plain(f"  {sign}" if sign else "", "$text-muted"))
        self.query_one("#head", Static).update(head)
        box.border_title = _("Only what differs") if self.only else _("All answers")
        differ = ngettext("{n} place differs", "{n} places differ", found.differing).format(n=number(found.differing))
        box.border_subtitle = _("{told} of {total}").format(told=differ, total=number(len(found.rows)))

    # Columns

    def _shown(self, width: int) -> range:
        """The responses that fit beside one another, the chosen one among them."""
        most = max(1, min(len(self.ids), (width - 2) // 24))
        first = max(0, min(self.at - most + 1, len(self.ids) - most)) if self.at >= most else 0
        return range(first, first + most)

    def _columns(self, width: int) -> Iterator[Content]:
        shown = self._shown(width)
        heads: list[list[Content]] = []
        for at in shown:
            column = self.comparison.columns[at]
            glyph, colour = STATES[column.review]
            chosen = at == self.at
            name = f"{'▸' if chosen else ' '} {at + 1}. {short_id(column.id)} "
            lead = Content.assemble((name, "bold $accent" if chosen else "bold"), (f"{glyph} ", colour),
                                    (reviewing.state_name(column.review), colour))  # fmt: skip
            told = (plain(value, "$text-muted", one_line=True) for _name, value in column.facts[:2])
            heads.append([lead, *(Content("  ") + line for fact in told for line in fact.wrap(_room(width, len(shown)) - 2))])
        yield from _side_by_side(heads, "  ", "", width, len(shown))
        hidden = len(self.ids) - len(shown)
        if hidden:
            more = ngettext("← → {n} more response", "← → {n} more responses", hidden).format(n=number(hidden))
            yield plain(f"  {more}", "$text-muted italic")

    def _row(self, row: Row, width: int, *, new: bool) -> Iterator[Content]:
        if new:
            yield Content("")
            yield plain(f"{row.number or '='}. {row.label}", "bold", one_line=True).truncate(width, ellipsis=True)
        if row.place:
            yield plain(f"  {row.place}", "$text-muted", one_line=True).truncate(width, ellipsis=True)
        cells = []
        for at in self._shown(width):
            words = row.cells[at]
            style = "$text-muted" if row.alike or not words else "$foreground"
            cells.append([plain(words or "· " + _("not asked"), style)])
        mark, style = ("  ", "") if row.alike else ("≠ ", "bold $warning")
        yield from _side_by_side(cells, mark, style, width, len(cells))

    def action_shift(self, by: int) -> None:
        """Chooses another response."""
        self.at = max(0, min(self.at + by, len(self.ids) - 1))
        self.draw()

    def action_only(self) -> None:
        """Only what differs, or all."""
        self.only = not self.only
        self.draw()
        self.query_one(Columns).scroll_home(animate=False)

    # Steps

    def meant(self) -> list[str]:
        """The chosen response."""
        return [self.ids[self.at]]

    def sign_meant(self) -> tuple[Sign | None, str]:
        """The sign, and the first response that is not the chosen one."""
        others = [id_ for at, id_ in enumerate(self.ids) if at != self.at]
        return self.sign, short_id(others[0]) if others else ""

    def copied(self) -> str:
        """The ids of the responses."""
        return " ".join(self.ids)


def _side_by_side(cells: Sequence[Sequence[Content]], mark: str, style: str, width: int, many: int) -> Iterator[Content]:
    """Cells beside one another, each wrapped to its share of the width; the mark stands in front of the first line."""
    room = _room(width, many)
    wrapped = [[line for content in cell for line in content.wrap(room)] for cell in cells]
    for at in range(max(map(len, wrapped), default=0)):
        parts = [plain(mark if at == 0 else "  ", style)]
        for lines in wrapped:
            line = lines[at] if at < len(lines) else Content("")
            parts += [line, Content(" " * (room + 2 - line.cell_length))]
        yield Content("").join(parts).rstrip()


def _room(width: int, many: int) -> int:
    """The cells of each of so many columns."""
    return max(8, (width - 2) // max(1, many) - 2)
