"""The open questions: how many answered in own words, and which themes were found in what they wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from consult.errors import ConsultError
from consult.i18n import N_, _, ngettext, number, using
from consult.service import defining, survey_standing, theming
from consult.service.survey_standing import Part
from consult.tui import standing_words as words
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.fault_dialog import fault_dialog
from consult.tui.screens.read_screen import ListScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.breakdown import BreakdownView, Counted
from consult.tui.widgets.line_list import LineList
from consult.tui.widgets.title_head import TitleHead
from consult.tui.widgets.words import rewrite

if TYPE_CHECKING:
    from consult.service.consultation import Consultation
    from consult.service.survey_standing import OpenStanding


class ThemeRoom(VerticalScroll, can_focus=False):
    """The themes of the question that the arrow stands on."""


class OpenQuestionsScreen(ListScreen):
    """All open questions with answers: of one survey, or of the whole consultation."""

    CSS_PATH = "open_questions.tcss"
    ABOUT = N_("Questions that people answer in own words. Below stand the themes that were found in the answers.")
    ACTIONS = (
        Action("find_themes", "f", N_("find themes"), N_("Look for themes in the answers to this question")),
        Action("dismiss(None)", "escape", N_("back"), N_("Back to where you came from")),
    )

    def __init__(self, consultation: Consultation, at: str = ""):
        super().__init__()
        self.consultation = consultation
        # A survey alone means its questions; a survey and a question mean all, standing on that one.
        self.survey, self._first = ("", at) if " " in at else (at, "")
        self._themes: dict[str, tuple[Part, ...]] = {}
        self._finding = ""

    def compose(self) -> ComposeResult:
        """Head, questions, themes, keys."""
        yield TitleHead()
        yield LineList()
        with ThemeRoom():
            yield Static(id="wording", markup=False)
            yield BreakdownView()
            yield Static(id="none", markup=False)
        yield self.key_bar()

    def read(self) -> list[OpenStanding]:
        """The open questions with answers."""
        names = [self.survey] if self.survey else defining.published(self.consultation)
        return [one for name in names for one in survey_standing.open_standings(self.consultation, name) if one.answers]

    def draw(self, found: list[OpenStanding]) -> None:
        """Draws them and the themes of one, and keeps the place."""
        self._themes.clear()
        answers, waiting = sum(one.answers for one in found), sum(bool(one.later) for one in found)
        figures = ngettext("{n} answer", "{n} answers", answers).format(n=number(answers))
        if waiting:
            under = ngettext("{n} to be themed", "{n} to be themed", waiting).format(n=number(waiting))
        else:
            under = _("Themes were looked for in all answers") if found else ""
        self.query_one(TitleHead).write(_("Open questions"), plain(figures, "bold $accent"), under, Content(""))
        lines = self.query_one(LineList)
        lines.show(Option(self._line(one), id=_name(one)) for one in found)
        at = next((place for place, one in enumerate(found) if _name(one) == self._first), None)
        if at is not None:
            lines.highlighted, self._first = at, ""
        self._draw_themes()

    def _line(self, one: OpenStanding) -> Content:
        door = words.question_door(one)
        left, right = door.rows[0]
        return door.glyph + plain(f"{right.plain:<28}", "$text-muted") + left

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Shows the themes of the question that the arrow stands on."""
        self._draw_themes()

    @property
    def at(self) -> OpenStanding | None:
        """The question that the arrow stands on."""
        name = self.query_one(LineList).name_at
        return next((one for one in self.found or () if _name(one) == name), None)

    @spoken
    def _draw_themes(self) -> None:
        one = self.at
        room = self.query_one(ThemeRoom)
        room.border_title = plain(_("Themes"))
        themes = self._themes_of(one) if one else ()
        rewrite(self.query_one("#wording", Static), plain(one.label if one else "", "bold"))
        self.query_one(BreakdownView).write([Counted(_("How many answers stand in each"), themes)] if themes else [])
        rewrite(self.query_one("#none", Static), plain(self._remark(one, themes), "$text-muted"))

    def _themes_of(self, one: OpenStanding) -> tuple[Part, ...]:
        if _name(one) not in self._themes:
            lines = theming.listing(self.consultation, one.survey, one.question) if one.themes else []
            found = [Part(line.id, line.label, line.answers) for line in lines]
            self._themes[_name(one)] = tuple(sorted(found, key=lambda part: -part.responses))
        return self._themes[_name(one)]

    def _remark(self, one: OpenStanding | None, themes: tuple[Part, ...]) -> str:
        if one is None:
            return _("Nobody has answered in own words yet.")
        if self._finding:
            return _("Looking for themes …")
        if not one.looked:
            return _("Nobody has looked for themes in these answers yet; f does it.")
        if one.later:
            told = ngettext("{n} answer came in later; f looks anew.", "{n} answers came in later; f looks anew.", one.later)
            return told.format(n=number(one.later))
        return "" if themes else _("There are too few different answers to group.")

    def action_find_themes(self) -> None:
        """Looks for themes in the question that the arrow stands on, without holding up the keys."""
        if self.at and not self._finding:
            self._finding = _name(self.at)
            self._draw_themes()
            self._find(self.at.survey, self.at.question, language_of(self))

    @work(thread=True, exclusive=True, exit_on_error=False)
    def _find(self, survey: str, question: str, language: str) -> None:
        """A database belongs to the thread that opened it, so this one opens its own."""
        from consult.service.consultation import open_consultation

        fault: ConsultError | None = None
        with using(language):
            try:
                with open_consultation(self.consultation.folder) as own:
                    theming.find(own, survey, question)
            except ConsultError as error:
                fault = error
        self.app.call_from_thread(self._found, fault)

    def _found(self, fault: ConsultError | None) -> None:
        self._finding = ""
        if fault:
            self.app.push_screen(fault_dialog(fault))
        self.renew()
        self._draw_themes()


def _name(one: OpenStanding) -> str:
    return f"{one.survey} {one.question}"
