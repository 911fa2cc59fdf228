"""The terminal apps: what all of them share, and the one that fills a survey."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from consult import i18n
from consult.tui.answering_session import AnsweringSession
from consult.tui.screens.answering import AnsweringScreen
from consult.tui.screens.dialogs import Dialog
from consult.tui.screens.receipt import ReceiptScreen
from consult.tui.speaking import Speaker
from consult.tui.themes import DARK, THEMES, other_theme
from consult.tui.typing_order import OrderedKeysApp


class ConsultApp(OrderedKeysApp):
    """Themes, language and keys that are the same everywhere."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+l", "next_language", priority=True, show=False),
        Binding("ctrl+t", "other_theme", priority=True, show=False),
    ]

    def __init__(self, language: str, languages: tuple[str, ...] = ()):
        super().__init__()
        self.languages = tuple(dict.fromkeys((*languages, *i18n.LANGUAGES)))
        self.language = language if language in self.languages else self.languages[0]
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables of the style sheets that themes from elsewhere do not set."""
        return {name: DARK.variables[name] for name in ("quiet-border", "on-accent")}

    @property
    def following_language(self) -> str:
        """The language that comes after the current one."""
        return self.languages[(self.languages.index(self.language) + 1) % len(self.languages)]

    def action_next_language(self) -> None:
        """Speaks the following language on every open screen."""
        self.language = self.following_language
        for screen in self.screen_stack:
            if isinstance(screen, Speaker):
                screen.tell()

    def action_other_theme(self) -> None:
        """Changes between dark and light."""
        self.theme = other_theme(self.theme)


class AnswerApp(ConsultApp):
    """Fills one survey. `run()` gives the receipt code, or None where the person left and the draft is kept."""

    def __init__(self, session: AnsweringSession, language: str):
        super().__init__(language, session.survey.languages)
        self.session = session

    def on_mount(self) -> None:
        """Opens the form."""
        self.push_screen(AnsweringScreen(self.session))

    async def action_quit(self) -> None:
        """Ctrl+Q leaves from wherever the person is, and never loses what was typed."""
        match self.screen:
            case AnsweringScreen() as form:
                form.action_leave()
            case ReceiptScreen() as receipt:
                receipt.action_close()
            case Dialog() as dialog:
                dialog.action_leave()
            case _:
                await self.pop_screen()
                await self.action_quit()

    def action_help_quit(self) -> None:
        """Ctrl+C leaves as well."""
        self.call_later(self.action_quit)
