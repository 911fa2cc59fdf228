"""The stages of the consultation: a list to add to, change and take from, and the times between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from consult.errors import ConsultError, Problem
from consult.i18n import N_, _, ngettext, number
from consult.service import stages
from consult.service.consultation import today
from consult.service.overview import settings_now
from consult.service.stage_words import Schedule, schedule
from consult.tui import standing_words as words
from consult.tui.actions import Action
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.consultation.stage_form import StageForm
from consult.tui.screens.fault_dialog import fault_dialog
from consult.tui.screens.read_screen import ListScreen
from consult.tui.speaking import spoken
from consult.tui.widgets.line_list import LineList
from consult.tui.widgets.title_head import TitleHead
from consult.tui.widgets.words import rewrite

if TYPE_CHECKING:
    from consult.service.consultation import Consultation

_FIRST = "notice"
"""The kind that a new stage has first."""


class StagesScreen(ListScreen):
    """Stages are written into consultation.yaml at once; the last changes can be taken back."""

    CSS_PATH = "stages.tcss"
    ABOUT = N_("When what happens. Every change is saved at once in consultation.yaml and can be undone.")
    ACTIONS = (
        Action("change", "enter,f2", N_("change"), N_("Change the stage that the arrow stands on")),
        Action("new", "n", N_("new stage"), N_("Add a stage")),
        Action("delete", "d,delete", N_("delete"), N_("Delete the stage; undo brings it back")),
        Action("undo", "ctrl+z", N_("undo"), N_("Undo"), first=True),
        Action("dismiss(None)", "escape", N_("back"), N_("Back to the overview")),
    )

    def __init__(self, consultation: Consultation):
        super().__init__()
        self.consultation = consultation
        self._past: list[stages.Written] = []

    def compose(self) -> ComposeResult:
        """Head, list, times between, keys."""
        yield TitleHead()
        yield LineList()
        yield Static(id="periods", markup=False)
        yield self.key_bar()

    def read(self) -> tuple[Schedule, tuple[Problem, ...]]:
        """The stages and the times between them, and what is wrong with the file."""
        settings, problems = settings_now(self.consultation)
        self.stages = settings.known_stages
        return schedule(settings, today()), tuple(problems)

    def draw(self, found: tuple[Schedule, tuple[Problem, ...]]) -> None:
        """Draws them, and keeps the place."""
        planned, problems = found
        self._draw_stages(planned)
        below = [plain(f"! {one.place}: {sentence(one)}", "$error") for one in problems] or [*_below(planned)]
        rewrite(self.query_one("#periods", Static), Content("\n").join(below))
        self.query_one("#periods").display = bool(below)

    def _draw_stages(self, found: Schedule) -> None:
        told = ngettext("{n} stage", "{n} stages", len(found.stages)).format(n=number(len(found.stages)))
        self.query_one(TitleHead).write(_("Stages"), plain(told, "bold $accent"), _("When what happens"), plain(""))
        dates = max((len(one.dates) for one in found.stages), default=0)
        lines = [
            words.stage_glyph(one) + plain(f"{one.dates:<{dates}}  {one.title}  ", one_line=True) + plain(one.told, "$text-muted")
            for one in found.stages
        ]
        nothing = plain(_("No stages are written yet: n adds one"), "$text-muted")
        self.query_one(LineList).show(map(Option, lines or [nothing]))

    @property
    def _at(self) -> int | None:
        """The stage that the arrow stands on."""
        at = self.query_one(LineList).highlighted
        return at if at is not None and at < len(self.stages) else None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click changes the stage; where there is none, it adds one."""
        event.stop()
        self.action_change()

    @spoken
    def action_change(self) -> None:
        """Changes the stage that the arrow stands on."""
        if self._at is None:
            self.action_new()
            return
        old = self.stages[self._at]
        self._ask(stages.typed_of(old), lambda typed: stages.change_stage(self.consultation, old, typed))

    def action_new(self) -> None:
        """Adds a stage."""
        self._ask(stages.TypedStage(_FIRST), lambda typed: stages.add_stage(self.consultation, typed))

    def _ask(self, begin: stages.TypedStage, write: Callable[[stages.TypedStage], stages.Written]) -> None:
        self.app.push_screen(StageForm(begin, lambda typed: self._past.append(write(typed))), lambda _done: self.renew())

    def action_delete(self) -> None:
        """Takes the stage away."""
        if self._at is not None:
            old = self.stages[self._at]
            self._try(lambda: self._past.append(stages.delete_stage(self.consultation, old)))

    def action_undo(self) -> None:
        """Takes the last change back."""
        if self._past:
            last = self._past.pop()
            self._try(lambda: stages.take_back(self.consultation, last))

    @spoken
    def _try(self, step: Callable[[], object]) -> None:
        try:
            step()
        except ConsultError as error:
            self.app.push_screen(fault_dialog(error))
        self.renew()


def _below(found: Schedule) -> Iterator[Content]:
    """The times between the stages beside what is wanted, and where that stands."""
    for period in found.periods:
        if period.wanted is None:
            yield plain(f"  {period.told}", "$text-muted")
        else:
            sign = Content.styled(*(("✓ ", "bold $success") if period.kept else ("! ", "bold $error")))
            yield sign + plain(period.told)
    if found.source:
        yield plain("  " + _("By: {source}").format(source=found.source), "$text-muted")
    if found.remark:
        yield plain(f"△ {found.remark}", "$warning")
