"""One difference between two typings in full: the question, what each clerk typed, what was decided."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content

from consult.i18n import _
from consult.model.double_entry import Difference
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.widgets.hanging_line import HangingLine

LONG = 240
"""Characters from which two values are shown from where they begin to differ."""
BEFORE = 40
"""Characters before that place that are shown as well."""


class ShortLine(HangingLine):
    """A hanging line as high as its style sheet lets it be; … where there is more."""

    def lines_at(self, width: int) -> list[Content]:
        """The lines that there is room for."""
        lines, most = super().lines_at(width), self.styles.max_height
        room = int(most.value) if most is not None else len(lines)
        if len(lines) <= room:
            return lines
        last = lines[room - 1].truncate(max(1, width - self.lead.cell_length - 2)).rstrip()
        return [*lines[: room - 1], last + Content(" …")]


class DifferencePanel(Vertical):
    """Shows the difference where the clerk stands; what is long hangs under its beginning."""

    def compose(self) -> ComposeResult:
        """Question, first and second typing, decision."""
        for part in ("question", "first", "second", "now"):
            yield ShortLine(id=part)

    @spoken
    def draw(self, here: Difference | None) -> None:
        """Draws `here`, or that there is no difference."""
        question, first, second, now = (
            self.query_one(f"#{name}", HangingLine) for name in ("question", "first", "second", "now")
        )
        self.border_title = plain(_("No. {number}").format(number=here.number) if here else "", one_line=True)
        for line in (first, second, now):
            line.display = here is not None
        if here is None:
            question.write(Content(""), plain(_("The two typings are alike: there is nothing to decide."), "$success"))
            return
        question.write(Content(""), plain(here.label, "bold", one_line=True))
        width = max(cell_len(here.first_by), cell_len(here.second_by), 3)
        typed = _where_they_differ(here.first, here.second)
        first.write(_lead("1", here.first_by, width), _typed(typed[0]))
        second.write(_lead("2", here.second_by, width), _typed(typed[1]))
        now.write(*_decision(here))


def _lead(key: str, by: str, width: int) -> Content:
    room = " " * (width - cell_len(by) + 2)
    return Content.assemble((f" {key} ", "bold $accent"), plain(by, "$text-muted", one_line=True), room)


def _where_they_differ(first: str, second: str) -> tuple[str, str]:
    """Two values; of long ones the beginning that both have is left out, but for the last words of it."""
    pairs = enumerate(zip(first, second, strict=False))
    alike = next((at for at, (here, there) in pairs if here != there), min(len(first), len(second))) - BEFORE
    if max(len(first), len(second)) < LONG or alike < BEFORE:
        return first, second
    begun = max(first.rfind(" ", 0, alike), 0)
    return f"…{first[begun:]}", f"…{second[begun:]}"


def _typed(words: str) -> Content:
    return plain(words) if words else plain("— " + _("blank"), "$text-muted")


def _decision(here: Difference) -> tuple[Content, Content]:
    if not here.taken:
        return plain(" ○ ", "$text-muted"), plain(_("Open: 1 or 2 takes a typing, o another value"), "$text-muted")
    said = {
        "first": _("The first typing was taken"),
        "second": _("The second typing was taken"),
        "other": _("Another value was taken: {value}").format(value=here.value or _("blank")),
        "corrected": _("The form was corrected elsewhere: {value}").format(value=here.value or _("blank")),
    }[here.taken]
    return plain(" ✓ ", "$success"), plain(f"{said} · {here.decided_by}".rstrip(" ·"), "$success", one_line=True)
