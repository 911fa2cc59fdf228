"""The terminal app that lets a person choose one of several surveys."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from consult.i18n import N_, _, ngettext, number, text_in
from consult.tui.actions import Action
from consult.tui.app import ConsultApp
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.line_list import LineList
from consult.tui.widgets.title_head import TitleHead

MOST_KEYS = 9
"""Surveys that have a number key."""

Titles = Mapping[str, Mapping[str, str]]
"""Name of a survey → its title, language by language."""


class WhichSurveyScreen(ConsultScreen[str]):
    """The surveys with their numbers; gives back the name of the one that was chosen, empty where the person left."""

    ABOUT = N_("Several surveys can be answered here. Choose one.")
    FIELD_KEYS = (("1–9", N_("Opens the survey of that number")), ("↑ ↓", N_("Goes through the list")))
    ACTIONS = (
        Action("open", "enter", N_("open"), N_("Open the survey")),
        Action("end('')", "escape", N_("leave"), N_("Leave")),
    )

    def __init__(self, consultation: Mapping[str, str], surveys: Titles):
        super().__init__()
        self.consultation, self.surveys = consultation, surveys

    def compose(self) -> ComposeResult:
        """Head, list, keys."""
        yield TitleHead()
        yield LineList()
        yield self.key_bar()

    def on_mount(self) -> None:
        """Words come when the screen knows its app."""
        self.tell()
        self.query_one(LineList).focus()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        n = len(self.surveys)
        figures = plain(ngettext("{n} survey", "{n} surveys", n).format(n=number(n)), "$text-muted")
        title = text_in(dict(self.consultation), language_of(self))
        self.query_one(TitleHead).write(_("Which survey?"), figures, title, Content(""))
        self.query_one(LineList).show(Option(self._line(nth, name), id=name) for nth, name in enumerate(self.surveys, 1))

    def _line(self, nth: int, name: str) -> Content:
        key = f"{nth}  " if nth <= MOST_KEYS else "   "
        title = text_in(dict(self.surveys[name]), language_of(self)) or name
        return plain(key, "$text-muted") + plain(title, one_line=True) + plain(f"   {name}", "$text-muted", one_line=True)

    def on_key(self, event: events.Key) -> None:
        """A number opens its survey."""
        digit = event.character or ""
        nth = int(digit) if digit.isascii() and digit.isdigit() else 0
        if 1 <= nth <= min(MOST_KEYS, len(self.surveys)):
            event.stop()
            self.end([*self.surveys][nth - 1])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click opens the survey."""
        self.end(event.option.id or "")

    def action_open(self) -> None:
        """Opens the survey that the arrow stands on."""
        self.end(self.query_one(LineList).name_at)

    def action_end(self, name: str) -> None:
        """Gives `name` back."""
        self.end(name)


class WhichSurveyApp(ConsultApp):
    """Lets a person choose. `run()` gives the name of the survey, empty or None where they left."""

    def __init__(self, consultation: Mapping[str, str], surveys: Titles, language: str):
        super().__init__(language)
        self.consultation, self.surveys = consultation, surveys

    def on_mount(self) -> None:
        """Opens the list."""
        self.push_screen(WhichSurveyScreen(self.consultation, self.surveys), self.exit)
