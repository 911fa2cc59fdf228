"""Where two typings of paper forms differ, side by side, to be decided with the paper in hand; and how far they agree."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from consult.errors import ConsultError
from consult.i18n import N_, _, ngettext, number
from consult.model.double_entry import Difference, OnPaper, Take
from consult.service.paper.double_entry import Second
from consult.tui.actions import Action
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.one_line import OneLine
from consult.tui.screens.paper.agreement import AgreementScreen
from consult.tui.screens.paper.paper_says import about_paper, paper_of
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.clerk_difference import DifferencePanel
from consult.tui.widgets.clerk_differences import DifferenceLines
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.words import rewrite

TALL = 36
"""Lines from which there is room for long values."""
LOW = 18
"""Lines below which there is no room for frames."""


class DifferencesScreen(ConsultScreen[None]):
    """Decides the open differences of a batch; those that were decided before are shown when asked for."""

    CSS_PATH = "differences.tcss"
    ABOUT = N_("Look at the paper and say which of the two typings is right. Each decision is kept at once.")
    ACTIONS = (
        Action("take('first')", "1,a", N_("first"), N_("The first typing is right")),
        Action("take('second')", "2,b", N_("second"), N_("The second typing is right")),
        Action("other", "o,enter", N_("neither"), N_("Neither is right: type what the paper says")),
        Action("undo", "ctrl+z", N_("undo"), N_("Take back the last decision"), in_bar=False, first=True),
        Action("reopen", "delete,d", N_("reopen"), N_("Take back the decision on this line"), in_bar=False),
        Action("all", "v", N_("all"), N_("Show those decided before as well, or only what was open"), in_bar=False),
        Action("agreement", "f7", N_("agreement"), N_("How far the two typings agree")),
        Action("back", "escape", N_("back"), N_("Back; what is open stays open")),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
    ]

    def __init__(self, second: Second):
        super().__init__()
        self.second = second
        self.differences: list[Difference] = []
        """Those that are shown."""
        self.found: tuple[Difference, ...] = ()
        """All of the batch."""
        self.at = 0
        self._all = False
        self._opened: set[tuple[str, str]] = set()
        """Form and field of those that were open while this screen was: they stay in view when they are decided."""
        self._decided: list[tuple[str, str]] = []
        self._news = Content("")

    def compose(self) -> ComposeResult:
        """Head, differences, the one that is decided in full, keys."""
        yield FormHeader()
        with Vertical(id="list"):
            yield DifferenceLines()
        yield DifferencePanel(id="both")
        yield Static(id="news", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Stands at the first open difference. Where none is, those that were decided are there to be looked at."""
        self.renew()
        if not self.differences:
            self._all = True
            self.renew()
        self.at = next((at for at, one in enumerate(self.differences) if not one.taken), 0)
        self.tell()

    def on_resize(self, event: events.Resize) -> None:
        """Lays the columns out anew; a high screen shows more of long values."""
        self.set_class(event.size.height >= TALL, "-tall")
        self.set_class(event.size.height < LOW, "-low")
        self.call_after_refresh(self.draw)

    @spoken
    def renew(self) -> None:
        """Reads the differences anew."""
        self.found = self.second.differences()
        self._opened |= {(one.number, one.field) for one in self.found if not one.taken}
        self.differences = [one for one in self.found if self._all or (one.number, one.field) in self._opened]
        self.at = max(0, min(self.at, len(self.differences) - 1))

    @property
    def here(self) -> Difference | None:
        """The difference where the clerk stands."""
        return self.differences[self.at] if self.differences else None

    def action_move(self, by: int) -> None:
        """Another line."""
        self.at = max(0, min(len(self.differences) - 1, self.at + by))
        self.draw()

    @spoken
    def action_all(self) -> None:
        """Shows those that were decided before as well, or no longer."""
        here = self.here
        self._all = not self._all
        self.renew()
        self.at = next(
            (at for at, one in enumerate(self.differences) if here and one.field == here.field and one.number == here.number),
            self.at,
        )
        self.draw()

    def on_difference_lines_clicked(self, event: DifferenceLines.Clicked) -> None:
        """A click goes to a line."""
        event.stop()
        self.at = event.at
        self.draw()

    # Deciding

    @spoken
    def action_take(self, take: Take) -> None:
        """Decides the difference and goes to the next open one."""
        self._decide(take)

    def _decide(self, take: Take, value: OnPaper = "") -> None:
        here = self.here
        if here is None:
            return
        try:
            self.second.resolve(here.number, here.field, take, value)
        except ConsultError as error:
            self._say("! " + " ".join(map(sentence, error.problems)), "$error")
            return
        self._decided.append((here.number, here.field))
        self._say("")
        self.renew()
        self._go_on()

    def _go_on(self) -> None:
        """The next open difference; behind the last one it is told that all are decided."""
        order = [*range(self.at + 1, len(self.differences)), *range(self.at)]
        following = next((at for at in order if not self.differences[at].taken), None)
        if following is not None:
            self.at = following
        else:
            self._say("✓ " + _("All differences are decided. Esc goes on."), "bold $success")
        self.draw()

    @spoken
    def action_undo(self) -> None:
        """Takes back the last decision."""
        if self._decided:
            self._open(*self._decided.pop())

    @spoken
    def action_reopen(self) -> None:
        """Takes back the decision on this line."""
        if self.here is not None and self.here.taken:
            self._open(self.here.number, self.here.field)

    def _open(self, form: str, field: str) -> None:
        try:
            self.second.undo(form, field)
        except ConsultError as error:
            self._say("! " + " ".join(map(sentence, error.problems)), "$error")
            return
        self._say(_("Open again."))
        self.renew()
        self.at = next((at for at, one in enumerate(self.differences) if (one.number, one.field) == (form, field)), self.at)
        self.draw()

    @spoken
    def action_other(self) -> None:
        """Asks what the paper says."""
        here = self.here
        if here is not None:
            self.app.push_screen(
                OneLine(lambda: about_paper(self.second.newest, here, language_of(self)), take=self._check_other),
                self._take_other,
            )

    def _paper(self, here: Difference, line: str) -> OnPaper:
        return paper_of(self.second.newest, here, line, language_of(self))

    def _check_other(self, line: str) -> None:
        here = self.here
        if here is None:
            return
        problems = self.second.check_value(here.field, self._paper(here, line))
        if problems:
            raise ConsultError(problems=problems)

    @spoken
    def _take_other(self, line: str | None) -> None:
        if line is not None and self.here is not None:
            self._decide("other", self._paper(self.here, line))

    def action_agreement(self) -> None:
        """How far the two typings agree."""
        self.app.push_screen(AgreementScreen(self.second))

    def action_back(self) -> None:
        """Back; where the batch is done, by way of the agreement."""
        if not self.second.number:
            self.app.push_screen(AgreementScreen(self.second), self._agreed)
        else:
            self.dismiss(None)

    def _agreed(self, _none: None) -> None:
        self.dismiss(None)

    # Words

    def _say(self, words: str, style: str = "$text-muted") -> None:
        self._news = plain(words, style, one_line=True)

    @spoken
    def draw(self) -> None:
        """Draws the lines, and the difference where the clerk stands in full."""
        still, total = sum(not one.taken for one in self.found), len(self.found)
        self.query_one(DifferenceLines).draw(self.differences, self.at)
        box, hidden = self.query_one("#list"), total - len(self.differences)
        box.border_title = plain(_("Differences"))
        told = [_("{n} of {total} open").format(n=number(still), total=number(total))] if total else []
        if hidden:
            told.append(ngettext("v shows {n} decided before", "v shows {n} decided before", hidden).format(n=number(hidden)))
        box.border_subtitle = plain(" · ".join(told))
        self.query_one(DifferencePanel).draw(self.here)
        rewrite(self.query_one("#news", Static), self._news)
        batch = _("batch {batch}").format(batch=self.second.batch) if self.second.batch else ""
        title = " · ".join(filter(None, (self.second.survey.title_in(language_of(self)), batch)))
        decided = _("{done} of {total} decided").format(done=number(total - still), total=number(total)) if total else ""
        self.query_one(FormHeader).write(title, self.second.by, total - still, total, decided)

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        self.renew()
        self.draw()
