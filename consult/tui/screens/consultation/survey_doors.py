"""One survey: what can be done with it, and who answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from consult.i18n import N_, _, ngettext, number
from consult.service import survey_list, survey_standing
from consult.service.paper.paper_batches import BatchStanding, batch_standings
from consult.tui import standing_words as words
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.consultation.survey_ways import SurveyWays
from consult.tui.screens.paper.paper_ways import unsettled_told, waiting_told
from consult.tui.screens.read_screen import ReadScreen
from consult.tui.widgets.breakdown import BreakdownView
from consult.tui.widgets.door_line import Door, DoorLine
from consult.tui.widgets.door_panel import DoorPanel
from consult.tui.widgets.form_header import bar
from consult.tui.widgets.title_head import TitleHead

if TYPE_CHECKING:
    from consult.service.consultation import Consultation
    from consult.service.survey_standing import OpenStanding, SurveyStanding

_Standing: TypeAlias = "tuple[SurveyStanding, list[OpenStanding], list[BatchStanding]]"

_DOORS = ("responses", "answer", "paper", "second", "differences", "missing", "questions", "edit", "publish")
_UNPUBLISHED = ("edit", "publish")


def known_doors(standing: SurveyStanding) -> tuple[str, ...]:
    """What can be done with a survey as far as its standing tells: all but open answers and second typings."""
    if not standing.version:
        return _UNPUBLISHED
    missing = ("missing",) if standing.invited or standing.breakdowns else ()
    publish = ("publish",) if standing.changed or standing.faulty else ()
    return ("responses", "answer", "paper", *missing, "edit", *publish)


def told(name: str, title: str) -> str:
    """What a door of the survey of this title leads to, where other surveys have the same doors."""
    action = next(one for one in SurveyScreen.ACTIONS if one.does == name)
    return f"{action.sentence} · {title}"


class SurveyRoom(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Doors and counts."""


class SurveyScreen(SurveyWays, ReadScreen):
    """One survey of the consultation."""

    CSS_PATH = "survey_doors.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 (as Textual declares it)
    ABOUT = N_("What can be done with this survey, and who answered it so far.")
    ACTIONS = (
        Action("open", "enter", N_("open"), N_("Open what the arrow stands on")),
        Action("responses", "r", N_("responses"), N_("Read, filter, review and correct the responses"), in_bar=False),
        Action("answer", "a", N_("answer"), N_("Fill the survey here"), in_bar=False),
        Action("paper", "p", N_("paper"), N_("Type in forms filled on paper"), in_bar=False),
        Action("second", "2", N_("second typing"), N_("Type paper forms a second time, without seeing the first"), in_bar=False),
        Action(
            "differences", "f7", N_("differences"), N_("Settle where the two typings differ; how far they agree"), in_bar=False
        ),
        Action("missing", "m", N_("missing"), N_("Who was invited and has not answered"), in_bar=False),
        Action("questions", "o", N_("open answers"), N_("Open questions, their answers and themes"), in_bar=False),
        Action("edit", "e", N_("edit"), N_("Change questions, wording and translations")),
        Action("publish", "u", N_("publish"), N_("Publish the survey as its file says now"), in_bar=False),
        Action("dismiss(None)", "escape", N_("back"), N_("Back to the overview")),
    )

    def __init__(self, consultation: Consultation, survey: str, does: str = ""):
        super().__init__(consultation, survey)
        self._first = does
        self.questions: list[OpenStanding] = []

    def compose(self) -> ComposeResult:
        """Head, doors, counts, keys."""
        yield TitleHead()
        with SurveyRoom():
            yield DoorPanel(id="doors")
            with Vertical(id="answered"):
                yield BreakdownView()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Reads, and stands on the first door, or opens the one that is asked for."""
        self.renew()
        self.call_after_refresh(self._begin)

    async def _begin(self) -> None:
        if lines := self.query_one(DoorPanel).lines:
            lines[0].focus()
        does, self._first = self._first, ""
        if does in self.names:
            await self.run_action(does)

    def doors(self, above: tuple[ConsultScreen[Any], ...]) -> Iterator[tuple[str, str]]:
        """What can be done with the survey, for the palette of the screens above."""
        if above and self.standing:
            yield from ((told(name, self.standing.title), name) for name in self.names)

    def read(self) -> _Standing | None:
        """How the survey, its open questions and its batches of paper forms stand; None where its file was taken away."""
        line = next((line for line in survey_list.listing(self.consultation) if line.id == self.survey), None)
        if line is None:
            return None
        standing = survey_standing.standing(self.consultation, line)
        questions = survey_standing.open_standings(self.consultation, self.survey) if standing.version else []
        batches = batch_standings(self.consultation, self.survey) if standing.version else []
        return standing, questions, batches

    def draw(self, found: _Standing) -> None:
        """Draws head, doors and counts."""
        standing, self.questions, self.batches = found
        self.standing = standing
        if standing.invited:
            told = _("{answered} of {invited}").format(answered=number(standing.answered), invited=number(standing.invited))
            share = bar(standing.answered, standing.invited) + plain(f"  {told}")
        else:
            share = Content("")
        figures = plain(words.responses_told(standing.responses), "bold $accent") if standing.version else Content("")
        self.query_one(TitleHead).write(standing.title, figures, " · ".join(words.facts(standing, channels=False)), share)
        self.query_one(DoorPanel).show(_("This survey"), [self._door(name) for name in self.names])
        counted = words.counted(standing)
        self.query_one("#answered").display = bool(counted)
        self.query_one("#answered").border_title = plain(_("Who answered"))
        self.query_one(BreakdownView).write(counted)

    @property
    def names(self) -> tuple[str, ...]:
        """What can be done now."""
        if self.standing is None or not self.standing.version:
            return _UNPUBLISHED
        return tuple(name for name in _DOORS if self._fits(name))

    def _fits(self, name: str) -> bool:
        assert self.standing
        match name:
            case "second":
                return bool(self.batches)
            case "differences":
                return any(one.twice for one in self.batches)
            case "questions":
                return any(one.answers for one in self.questions)
        return name in known_doors(self.standing)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What cannot be done with this survey now has no key."""
        return action not in _DOORS or action in self.names

    def _door(self, name: str) -> Door:
        action = next(one for one in self.ACTIONS if one.does == name)
        left = plain(action.sentence)
        if remark := " · ".join(self._remarks(name)):
            left += plain(f"  {remark}", "$text-muted")
        return Door(name, [(left, plain(action.shown, "bold $accent"))])

    def _remarks(self, name: str) -> Iterator[str]:
        assert self.standing
        standing = self.standing
        if name == "responses":
            yield number(standing.responses)
        elif name == "answer" and standing.unfinished:
            yield _("an unfinished form waits")
        elif name == "second" and (waiting := sum(one.waiting for one in self.batches)):
            yield waiting_told(waiting)
        elif name == "differences" and (unsettled := sum(one.unsettled for one in self.batches)):
            yield unsettled_told(unsettled)
        elif name == "missing" and standing.invited:
            yield number(standing.invited - standing.answered)
        elif name == "questions" and (waiting := sum(bool(one.later) for one in self.questions)):
            yield ngettext("{n} to be themed", "{n} to be themed", waiting).format(n=number(waiting))
        elif name == "publish" and standing.faulty:
            yield _("the file has faults") if standing.version else _("not finished yet")

    def on_door_line_opened(self, event: DoorLine.Opened) -> None:
        """Does what was chosen."""
        self.call_later(self.run_action, event.name)

    def action_open(self) -> None:
        """Opens what the arrow stands on."""
        if isinstance(self.focused, DoorLine):
            self.focused.action_open()
