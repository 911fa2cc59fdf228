"""The terminal app that fills one survey."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.screen import Screen
from textual.types import CSSPathType

from consult.i18n import _, ngettext
from consult.tui.answering_session import AnsweringSession
from consult.tui.app import ConsultApp
from consult.tui.ending import keep_at_the_end
from consult.tui.screens.form.answering import AnsweringScreen, Left
from consult.tui.speaking import spoken


class AnswerApp(ConsultApp):
    """Fills one survey. `run()` gives the receipt code, or None where the person left and the draft is kept."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["app.tcss", "screens/form/answering.tcss"]
    # A file that a screen brings has all others read again.

    def __init__(self, session: AnsweringSession, language: str):
        super().__init__(language, session.survey.languages)
        self.session = session

    def on_mount(self) -> None:
        """From now on nothing that is typed is lost."""
        keep_at_the_end(self)

    def get_default_screen(self) -> Screen[Left]:
        """The form itself: a screen below it would have to be laid out and drawn first."""
        return AnsweringScreen(self.session)

    @spoken
    def finish(self, outcome: object) -> None:
        """Gives back the receipt code, or says how much is kept."""
        left = outcome if isinstance(outcome, Left) else Left()
        if left.receipt or not left.kept:
            self.exit(left.receipt or None)
            return
        kept = ngettext("{n} answer is kept.", "{n} answers are kept.", left.kept).format(n=left.kept)
        self.exit(None, message=Text(" ".join((kept, _("Open the survey again to go on.")))))
