"""The consultation at a glance; everything on it is a door."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from consult import i18n
from consult.i18n import N_, _, ngettext, number
from consult.service import overview as overviews
from consult.service.consultation import today
from consult.tui import standing_words as words
from consult.tui.actions import Action
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.consultation.overview_ways import OverviewWays
from consult.tui.screens.read_screen import ReadScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.breakdown import BreakdownView
from consult.tui.widgets.door_line import DoorLine
from consult.tui.widgets.door_panel import DoorPanel
from consult.tui.widgets.title_head import TitleHead
from consult.tui.widgets.words import rewrite

if TYPE_CHECKING:
    from consult.service.consultation import Consultation
    from consult.service.overview import Overview

LOOKED_AGAIN = 30.0
"""Seconds after which the days are counted anew, though nothing changed: a night may have passed."""
_HIGH, _FEW, _MANY = 34, 5, 12
"""From so many lines on the terminal is high enough for many of the last events; below there are few."""


_DOORS = ("new_survey", "open_questions", "events", "stages")


class OverviewRoom(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The panels."""


class OverviewScreen(OverviewWays, ReadScreen):
    """The consultation at a glance."""

    CSS_PATH = "overview.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 (as Textual declares it)
    ABOUT = N_("The consultation at a glance. Stand on anything and press Enter to open it.")
    ACTIONS = (
        Action("open", "enter", N_("open"), N_("Open what the arrow stands on")),
        Action("new_survey", "n", N_("new survey"), N_("Make a survey, from a ready one or from nothing")),
        Action("open_questions", "o", N_("open answers"), N_("All open questions, their answers and themes"), in_bar=False),
        Action("events", "e", N_("events"), N_("All that happened, the newest first"), in_bar=False),
        Action("stages", "t", N_("stages"), N_("Stages and the times between them"), in_bar=False),
        Action("renew", "f5", N_("read anew"), N_("Read everything anew"), in_bar=False),
        Action("app.quit", "q", N_("leave"), N_("Leave the program")),
    )

    def __init__(self, consultation: Consultation):
        super().__init__(consultation)
        self._survey = ""

    def compose(self) -> ComposeResult:
        """Head, panels, keys."""
        yield TitleHead()
        yield Static(id="fault", markup=False)
        with OverviewRoom():
            with Vertical(id="left"):
                for name in ("stages", "surveys", "questions", "events"):
                    yield DoorPanel(id=name)
            with Vertical(id="answered"):
                yield BreakdownView(most=12)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Draws the head at once, and the rest when it is read."""
        with i18n.using(language_of(self)):
            title = i18n.text_in(self.consultation.settings.title)
        self.query_one(TitleHead).write(title, Content(""), str(self.consultation.folder), Content(""))
        self.query_one(OverviewRoom).display = False
        self.call_after_refresh(self.begin)
        self.set_interval(LOOKED_AGAIN, self.renew_in_front)

    def begin(self) -> None:
        """Reads for the first time, and stands on the first survey."""
        self.renew()
        self.query_one(OverviewRoom).display = True
        self.call_after_refresh(self._stand)

    def _stand(self) -> None:
        lines = self.query_one("#surveys", DoorPanel).lines or [*self.query(DoorLine)]
        if lines and not self.focused:
            lines[0].focus()

    def renew_in_front(self) -> None:
        """Counts the days anew."""
        if self.is_current and self.found:
            self.renew()

    @spoken
    def on_resize(self) -> None:
        """A higher terminal shows more of what happened."""
        if self.found:
            self._draw_panels(self.found)
            self.call_after_refresh(self._keep_in_view)

    def _keep_in_view(self) -> None:
        if self.focused:
            self.focused.scroll_visible(animate=False)

    def doors(self, above: tuple[ConsultScreen[Any], ...]) -> Iterator[tuple[str, str]]:
        """Its own doors for the palette of the screens above, and those of every survey that none of these is of."""
        from consult.tui.screens.consultation.survey_doors import SurveyScreen, known_doors, told

        if above:
            yield from ((action.sentence, action.does) for action in self.ACTIONS if action.does in _DOORS)
        open_now = {screen.survey for screen in above if isinstance(screen, SurveyScreen)}
        for survey in self.found.surveys if self.found else ():
            if survey.id not in open_now:
                yield from ((told(name, survey.title), f"open_survey({survey.id!r}, {name!r})") for name in known_doors(survey))

    def read(self) -> Overview:
        """How the consultation stands."""
        return overviews.overview(self.consultation)

    def action_renew(self) -> None:
        """Reads everything anew."""
        self.renew()

    def draw(self, found: Overview) -> None:
        """Draws head, faults and panels."""
        figures = plain(words.responses_told(found.responses), "bold $accent") if found.surveys else Content("")
        under = found.organiser or found.folder
        self.query_one(TitleHead).write(found.title, figures, under, plain(i18n.day(today()), "$text-muted"))
        fault = self.query_one("#fault", Static)
        fault.display = bool(found.problems)
        rewrite(
            fault, Content("\n").join(plain(f"! {problem.place}: {sentence(problem)}", "$error") for problem in found.problems)
        )
        self._draw_panels(found)
        self._draw_answered()

    @spoken
    def _draw_panels(self, found: Overview) -> None:
        late = words.period_lines(one for one in found.schedule.periods if not one.kept)
        self._panel("stages").show(_("Stages"), words.stage_doors(found.schedule), below=late)
        if found.surveys:
            self._panel("surveys").show(_("Surveys"), words.survey_doors(found.surveys), count=number(len(found.surveys)))
        else:
            self._panel("surveys").show(_("Begin here"), words.first_steps(), below=words.steps_after())
        self._panel("questions").display = bool(found.surveys)
        n = len(found.to_theme)
        waiting = ngettext("{n} to be themed", "{n} to be themed", n).format(n=number(n)) if n else ""
        self._panel("questions").show(_("Open questions"), words.question_doors(found), count=waiting)
        self._panel("events").show(_("Lately"), words.event_doors(found.events, _FEW if self.size.height < _HIGH else _MANY))

    def _panel(self, name: str) -> DoorPanel:
        return self.query_one(f"#{name}", DoorPanel)

    @spoken
    def _draw_answered(self) -> None:
        """Who answered the survey that the arrow stood on last."""
        surveys = self.found.surveys if self.found else ()
        survey = next((one for one in surveys if one.id == self._survey), next(iter(surveys), None))
        box, counted = self.query_one("#answered"), words.counted(survey) if survey else []
        box.set_class(not counted, "-empty")
        if survey:
            box.border_title, box.border_subtitle = plain(_("Who answered")), plain(survey.title, one_line=True)
            self.query_one(BreakdownView).write(counted)

    def on_door_line_reached(self, event: DoorLine.Reached) -> None:
        """Shows who answered the survey that the arrow stands on."""
        kind, _space, name = event.name.partition(" ")
        if kind == "survey" and name != self._survey:
            self._survey = name
            self._draw_answered()

    def on_door_line_opened(self, event: DoorLine.Opened) -> None:
        """Opens what was chosen."""
        kind, _space, name = event.name.partition(" ")
        match kind:
            case "survey":
                self.open_survey(name)
            case "question" | words.QUESTIONS:
                self.open_questions(name)
            case words.EVENTS:
                self.action_events()
            case words.STAGES:
                self.action_stages()
            case words.NEW:
                self.action_new_survey()

    def action_open(self) -> None:
        """Opens what the arrow stands on."""
        if isinstance(self.focused, DoorLine):
            self.focused.action_open()
