"""The responses of a survey: a list to look through, and beside it, where there is room, the one under the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from consult.i18n import N_, _
from consult.service import defining, reading_over
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.browsing.finding_responses import FindingResponses
from consult.tui.screens.browsing.response_steps import STEPS
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.filter_line import FilterLine
from consult.tui.widgets.long_list import LongList
from consult.tui.widgets.response_body import ResponseBody
from consult.tui.widgets.response_lines import ResponseLines

if TYPE_CHECKING:
    from consult.service.consultation import Consultation

ROOM_BESIDE = 120
"""Cells from which a response is read beside the list."""
_OTHERS_AFTER = 0.05
"""Seconds from then until the others are read: the first are drawn meanwhile."""
_FOLDED_AT_ONCE = 250
"""Responses made ready to be searched between two keystrokes."""


class ResponsesScreen(FindingResponses):
    """The responses of one survey."""

    CSS_PATH = "responses.tcss"
    ABOUT = N_("All responses to a survey. Type / and words or conditions to find some; Enter reads the one under the bar.")
    FIELD_KEYS = (
        ("○ ◐ △ ✓ ×", N_("received, edited, has issues, approved, excluded")),
        ("›", N_("filled in at a terminal")),
        ("@", N_("filled in on a web page")),
        ("¶", N_("typed in from a paper form")),
        ("#", N_("told by show of hands")),
        ("↓", N_("read in from a table")),
        ("4/7◐", N_("four of seven questions are answered wholly; ◐ says that some more are answered partly")),
        ("!", N_("something is suspicious; D tells what")),
        ("→", N_("takes the completion in the filter line")),
        ("-state:excluded", N_("a minus turns a condition round; commas name several")),
    )
    ACTIONS = (
        Action("read", "enter", N_("read"), N_("Read the response under the bar")),
        Action("seek", "slash", N_("find"), N_("Find by words, figures, the labels of choices and conditions")),
        STEPS[0],
        Action("tick", "space", N_("tick"), N_("Tick the response, to mark or exclude several at once"), in_bar=False),
        Action("tick_all", "a", N_("tick all"), N_("Tick all responses that are listed, or none"), in_bar=False),
        *STEPS[1:],
        Action("compare", "equals_sign", N_("compare"), N_("Compare the ticked responses side by side"), in_bar=False),
        Action("sort", "s", N_("sort"), N_("Sort by the next column"), in_bar=False),
        Action("turn_order", "S", N_("reverse"), N_("Reverse the order"), in_bar=False),
        Action("show_state('1')", "1", N_("all"), N_("Show all responses"), in_bar=False),
        Action("show_state('2')", "2", N_("received"), N_("Show those that nobody looked at"), in_bar=False),
        Action("show_state('3')", "3", N_("has issues"), N_("Show those with issues"), in_bar=False),
        Action("show_state('4')", "4", N_("approved"), N_("Show those that are approved"), in_bar=False),
        Action("show_state('5')", "5", N_("edited"), N_("Show those that were edited"), in_bar=False),
        Action("show_state('6')", "6", N_("excluded"), N_("Show those that are excluded"), in_bar=False),
        Action("duplicates", "D", N_("twice?"), N_("Look for duplicates and other suspicious responses")),
        Action("step_back", "escape", N_("back"), N_("Back: from the line, the ticks, the filter, the screen")),
    )

    def __init__(self, consultation: Consultation, survey: str):
        super().__init__(consultation, survey)
        self._told_percent = -1

    # Layout

    def compose(self) -> ComposeResult:
        """Head, filter, list, and the response beside it."""
        yield Static(id="head", markup=False)
        yield FilterLine(self.names)
        with Horizontal(id="body"):
            yield ResponseLines(self.responses, id="list")
            yield ResponseBody(id="beside")
        yield self.key_bar()

    def on_mount(self) -> None:
        """Finds all, and makes them ready to be searched while nobody types."""
        self._folding = self.set_interval(0.05, self._fold_some)
        self.find()
        self.tell()
        self.rows.focus()
        if not self.responses.whole:
            self.set_timer(_OTHERS_AFTER, self.renew)
        self.set_interval(0.2, self._follow_search)

    def on_resize(self) -> None:
        """Shows the response beside the list where there is room."""
        self.set_class(self.size.width >= ROOM_BESIDE, "-wide")
        self.call_after_refresh(self._fit)

    @spoken
    def _fit(self) -> None:
        self.tell_found()
        self.read_beside()

    def on_screen_resume(self) -> None:
        """Another screen may have changed something."""
        if self.is_mounted and self.responses.whole:
            self.renew()

    def _fold_some(self) -> None:
        if self.responses.fold(_FOLDED_AT_ONCE) and self.responses.whole:
            self._folding.pause()

    # Words

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        self.rows.lay_out()
        language = language_of(self)
        title = defining.current(self.consultation, self.survey).title_in(language)
        self.query_one("#head", Static).update(
            Content.assemble(plain(_("Responses"), "bold"), plain(f"  {title}", "$text-muted", one_line=True))
        )
        self.tell_found()
        self.read_beside()

    @spoken
    def renew(self) -> None:
        """Reads what others added or changed; place, filter and ticks stay."""
        self.responses.refresh()
        if self.found_in is not self.responses.all:  # the screen of duplicates may have read them anew already
            self.rows.ticked = {id_: None for id_ in self.rows.ticked if id_ in self.responses.all}
            self.find()
            self._folding.resume()
        self.tell_found()
        self.read_beside()

    # Reading

    @spoken
    def read_beside(self) -> None:
        """Reads the response under the bar beside the list, where there is room."""
        if not self.has_class("-wide"):
            return
        here = self.here
        whole = reading_over.read(self.consultation, here.id, language_of(self)) if here else None
        self.query_one("#beside", ResponseBody).show(whole)

    def on_long_list_stood(self, _event: LongList.Stood) -> None:
        """The response under the bar is read beside the list."""
        self.call_after_refresh(self.read_beside)

    def on_long_list_chosen(self, _event: LongList.Chosen) -> None:
        """Enter on a line reads it."""
        self.action_read()

    def action_read(self) -> None:
        """Reads the response under the bar: beside the list where there is room, else on a screen of its own."""
        if self.here is None:
            return
        if self.has_class("-wide"):
            self.query_one("#beside").focus()
            return
        from consult.tui.screens.browsing.response import ResponseScreen

        ids = [one.id for one in self.found]
        self.app.push_screen(ResponseScreen(self.consultation, ids, self.rows.at), self._read)

    def _read(self, id_: str | None) -> None:
        self.find(id_ or "")

    # Ticks and steps

    def meant(self) -> list[str]:
        """What is ticked, else the response under the bar."""
        return [*self.rows.ticked] or ([self.here.id] if self.here else [])

    @spoken
    def stepped(self) -> None:
        """After a step the ticks are gone."""
        self.rows.ticked = {}
        self.renew()

    @spoken
    def action_tick(self) -> None:
        """Ticks the response under the bar, and goes to the next."""
        if self.here:
            self.rows.tick(self.here.id)
            self.rows.stand(self.rows.at + 1)
            self.tell_found()

    @spoken
    def action_tick_all(self) -> None:
        """Ticks all that are listed, or none."""
        self.rows.tick_all()
        self.tell_found()

    @spoken
    def action_compare(self) -> None:
        """Shows the ticked responses side by side."""
        from consult.tui.screens.browsing.comparing import ComparingScreen

        if len(self.rows.ticked) < 2:
            self.notify(_("Tick the responses with Space first, at least two."), timeout=3)
            return
        self.app.push_screen(ComparingScreen(self.consultation, [*self.rows.ticked]))

    @spoken
    def action_step_back(self) -> None:
        """From the line to the list, then the search for duplicates, the ticks, the filter, the screen."""
        field = self.query_one(FilterLine).field
        if not self.rows.has_focus:
            self.rows.focus()
        elif self.search.runs:
            self.search.stop()
            self.tell_found()
        elif self.rows.ticked:
            self.rows.ticked = {}
            self.tell_found()
        elif field.value:
            field.value = ""
        else:
            self.dismiss(None)

    def copied(self) -> str:
        """The id of the response under the bar, for the command line."""
        return self.here.id if self.here else ""

    # Suspicious responses

    @spoken
    def _follow_search(self) -> None:
        """Tells how far the search for duplicates is."""
        told = self.search.percent if self.search.runs else -1
        if told != self._told_percent:
            self._told_percent = told
            self.rows.border_title = self.title_of_list()

    def action_duplicates(self) -> None:
        """Shows what is suspicious, sign by sign."""
        from consult.tui.screens.browsing.duplicates import DuplicatesScreen

        self.app.push_screen(DuplicatesScreen(self))
