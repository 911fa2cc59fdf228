"""All that happened in a consultation, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets.option_list import Option

from consult.i18n import N_, _, ngettext, number
from consult.service import overview as overviews
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.read_screen import ListScreen
from consult.tui.widgets.line_list import LineList
from consult.tui.widgets.title_head import TitleHead

if TYPE_CHECKING:
    from consult.service.consultation import Consultation
    from consult.service.events import EventLine


class EventsScreen(ListScreen):
    """All that happened."""

    ABOUT = N_("What happened in this consultation, who did it and when. It is read from the audit log, which nobody can change.")
    ACTIONS = (Action("dismiss(None)", "escape", N_("back"), N_("Back to the overview")),)

    def __init__(self, consultation: Consultation):
        super().__init__()
        self.consultation = consultation

    def read(self) -> list[EventLine]:
        """All that happened, the newest first."""
        return overviews.all_events(self.consultation)

    def draw(self, found: list[EventLine]) -> None:
        """Draws a line for each, and keeps the place."""
        told = ngettext("{n} event", "{n} events", len(found)).format(n=number(len(found)))
        self.query_one(TitleHead).write(_("What happened"), plain(told, "bold $accent"), _("The newest first"), plain(""))
        whens, whos = max((len(one.when) for one in found), default=0), max((len(one.who) for one in found), default=0)
        self.query_one(LineList).show(
            Option(
                plain(f"{one.when:<{whens}}  {one.who:<{whos}}  ", "$text-muted", one_line=True) + plain(one.told, one_line=True)
            )
            for one in found
        )
