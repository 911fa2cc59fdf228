"""What publishing a survey would change, what is in the way, how that is settled, and the button that publishes."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button

from consult.errors import ConsultError
from consult.i18n import N_, _
from consult.service.building import Building, in_the_way
from consult.tui.actions import Action
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.building.publishing_words import Line, Told
from consult.tui.screens.building.translating import TranslatingScreen
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.hanging_line import HangingLine


class ChangeList(VerticalScroll, can_focus=True):
    """The changes, scrolling."""


class PublishingScreen(ConsultScreen[str | None]):
    """Shows the plan; gives back the place of the first problem, empty for the survey as a whole, or None on the way back."""

    CSS_PATH = "publishing.tcss"
    ABOUT = N_(
        "What publishing would do. Answers already given keep the version that they were given to. "
        "Where a question means something else now, press the number of what became of its old answers."
    )
    ACTIONS = (
        Action("publish", "ctrl+s", N_("publish"), N_("Freeze the survey as its next version"), first=True),
        Action("mend", "enter", N_("to the problem"), N_("Go to the first thing that is in the way"), in_bar=False),
        Action("next", "n", N_("next change"), N_("Stand on the next change that wants a word")),
        Action("translate", "t", N_("translations"), N_("See what is missing or to be checked in the other languages")),
        Action("undo", "ctrl+z", N_("undo"), N_("Undo"), first=True),
        Action("dismiss(None)", "escape", N_("back"), N_("Back")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        *(Binding(str(key), f"settle({key})", show=False) for key in range(1, 10)),
    ]

    def __init__(self, building: Building):
        super().__init__()
        self.building = building
        self.told = Told()
        self._settled = 0
        self._told_in = ""

    def compose(self) -> ComposeResult:
        """Head, changes, buttons, keys."""
        yield FormHeader()
        yield ChangeList()
        with Horizontal(id="ways"):
            yield Button(name="publish", compact=True)
            yield Button(name="back", compact=True)
        yield self.key_bar()

    async def on_mount(self) -> None:
        """Works the plan out."""
        self.look()
        self.tell()
        self._stand()

    @spoken
    def look(self) -> None:
        """Works out what publishing would do."""
        at, self._told_in = self.told.at, language_of(self)
        try:
            plan = self.building.plan()
            self.told = Told(plan, plan.problems, in_the_way(plan), to_translate=self.building.to_translate)
        except ConsultError as error:
            self.told = Told(None, error.problems)
        self._go(min(at, max(0, len(self.told.open) - 1)))

    def _go(self, at: int) -> None:
        self.told.at = at
        self.told.ways = self.building.ways_out(self.told.open[at]) if self.told.open else ()

    def _stand(self) -> None:
        """The keys go to the button that goes on; to the changes where something is to be said of them."""
        self.set_focus(self.query_one(ChangeList) if self.told.open else self.query_one(Button))

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app; the plan is in words too, and made anew for another one."""
        super().tell()
        if self._told_in != language_of(self) and not self.told.published:
            self.look()
        self.query_one(FormHeader).write(_("Publish"), self.building.name, 0, 0, "")
        self.call_later(self._draw)
        publish, back = self.query(Button)
        publish.label, back.label = plain(_("Publish") if self._ready else _("To the problem")), plain(_("Back"))
        publish.display = self._ready or bool(self.told.problems)
        publish.refresh(layout=True)  # the words of another language are of another length

    @property
    def _ready(self) -> bool:
        told = self.told
        return told.plan is not None and not told.problems and not told.plan.unchanged and not told.published

    @spoken
    def _said_lines(self) -> list[Line]:
        return [*self.told.lines()]

    async def _draw(self) -> None:
        area = self.query_one(ChangeList)
        async with self.batch():
            await area.remove_children()
            await area.mount(*(HangingLine(lead, body) for lead, body in self._said_lines()))

    # Settling

    @spoken
    def action_next(self) -> None:
        """The next change that wants a word."""
        if self.told.open:
            self._go((self.told.at + 1) % len(self.told.open))
            self.tell()

    @spoken
    def action_settle(self, key: int) -> None:
        """Takes the way out of this number."""
        told = self.told
        if not told.open or key > len(told.ways):
            return
        try:
            self.building.settle(told.open[told.at], told.ways[key - 1])
            self._settled += 1
        except ConsultError as error:
            self._tell_fault(error)
        self._again()

    @spoken
    def action_undo(self) -> None:
        """Takes the last word back; what was done before in the builder is undone there."""
        if self._settled and not self.told.published and self.building.undo():
            self._settled -= 1
            self._again()

    def _tell_fault(self, error: ConsultError) -> None:
        self.notify(" ".join(map(sentence, error.problems[:2])), severity="error", markup=False)

    @spoken
    def _keep(self) -> None:
        try:
            self.building.keep_draft()
        except ConsultError as error:
            self._tell_fault(error)

    def _again(self) -> None:
        self._keep()
        self.look()
        self.tell()
        self._stand()

    def action_translate(self, stale: bool = False) -> None:
        """Opens the translations, at what is to be checked if `stale`; what was done there is looked at again here."""
        if len(self.building.languages) > 1 and not self.told.published:
            screen = TranslatingScreen(self.building, self._keep, stale=stale)
            self.app.push_screen(screen, self._came_back)

    def _came_back(self, _place: str | None) -> None:
        self._settled = 0
        self._again()

    # Publishing

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The buttons."""
        event.stop()
        if event.button.name == "back":
            self.dismiss(None)
        elif self._ready:
            self.action_publish()
        else:
            self.action_mend()

    @spoken
    def action_publish(self) -> None:
        """Publishes."""
        if not self._ready:
            self.action_mend()
            return
        try:
            self.told = Told(published=self.building.publish(self.told.plan).version)
        except ConsultError as error:
            self.told.problems = error.problems
        self.tell()
        self.set_focus(self.query(Button).last())

    def action_mend(self) -> None:
        """Goes to the first problem."""
        if self.told.problems and self.told.languages_first:
            self.action_translate(stale=True)
            return
        places = {line.place for line in self.building.outline()}
        found = next((one.place for one in self.building.problems), "")
        wanted = [self.told.open[self.told.at].place] if self.told.open else []
        wanted += [problem.place.rpartition(": ")[2] for problem in self.told.problems]
        codes = (place.partition(".")[0] for place in wanted)
        self.dismiss(found or next((code for code in codes if code in places), ""))
