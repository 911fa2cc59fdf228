"""What all terminal apps of Consult share: themes, language, and the actions that are the same everywhere."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from inspect import isawaitable
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.types import CSSPathType
from textual.widget import Widget

from consult import i18n
from consult.i18n import N_, _
from consult.tui.actions import Action, bindings
from consult.tui.ending import keep_all
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import Speaker, spoken
from consult.tui.themes import DARK, THEMES, other_theme
from consult.tui.typing_order import OrderedKeysApp


class ConsultApp(OrderedKeysApp):
    """Themes, language and keys that are the same everywhere."""

    TITLE = "Consult"
    theme = Reactive(DARK.name)  # from the start: a theme set later has every style sheet read again
    CSS_PATH: ClassVar[CSSPathType | None] = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("app.help", "f1", N_("help"), N_("Help for this screen"), first=True),
        Action("app.palette", "ctrl+p", N_("actions"), N_("Find an action by its words"), first=True),
        Action("app.next_language", "ctrl+l", N_("language"), N_("The other language"), first=True),
        Action("app.other_theme", "ctrl+t", N_("colours"), N_("Dark or light colours"), in_bar=False, first=True),
        Action("app.jump", "ctrl+o", N_("jump"), N_("Jump to a place by its letter"), in_bar=False, first=True),
        Action("app.copy", "ctrl+y", N_("copy"), N_("Copy what stands here"), in_bar=False, first=True),
        Action("app.quit", "ctrl+q", N_("leave"), N_("Leave the program"), in_bar=False, first=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ACTIONS),
        Binding("question_mark", "help", show=False),  # where no field takes it
    ]

    def __init__(self, language: str, languages: tuple[str, ...] = ()):
        if not os.environ.get("NO_COLOR"):
            os.environ.pop("NO_COLOR", None)  # set but empty counts as not set (no-color.org)
        super().__init__()
        self.languages = tuple(dict.fromkeys((*languages, *i18n.LANGUAGES)))
        self.language = language if language in self.languages else self.languages[0]

    def on_ready(self) -> None:
        """Looks for garbage again where the command stopped it: what was loaded until the first screen stays to the end."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Our own two beside those of Textual."""
        return {**super().available_themes, **{theme.name: theme for theme in THEMES}}

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

    # Leaving

    async def action_quit(self) -> None:
        """Ctrl+Q leaves: what is typed is kept first; a screen with a way out of its own is left by it; then the program ends."""
        front = self.screen
        keep_all(self)
        if self.screen is not front:  # it cannot be kept before a question is answered
            return
        while _way_out(self.screen) is None and any(map(_way_out, self.screen_stack)):
            await self.pop_screen()
        leave = _way_out(self.screen)
        if leave is None:
            self.exit()
        elif isawaitable(left := leave()):
            await left

    def finish(self, _outcome: object) -> None:
        """Ends the app when the screen that it began with has ended."""
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C leaves as well."""
        self.call_later(self.action_quit)

    # Overlays: they open over a screen of work, never over one another

    @property
    def work(self) -> ConsultScreen[Any] | None:
        """The screen in front, where it is one of work and not a dialog over it."""
        return self.screen if isinstance(self.screen, ConsultScreen) else None

    def action_help(self) -> None:
        """Shows what the screen is for and its keys."""
        from consult.tui.screens.help import HelpScreen

        if self.work is not None:
            self.push_screen(HelpScreen(self.work))

    @spoken
    def action_palette(self) -> None:
        """Finds an action and does it where the focus was."""
        from consult.tui.screens.palette import Palette

        if self.work is not None:
            self.push_screen(Palette([action for action in self.work.actions if action.does != "app.palette"]), self._do)

    async def _do(self, action: Action | None) -> None:
        if action is not None:
            await self.run_action(action.does, self.screen)

    def action_jump(self) -> None:
        """Puts a letter on every place, and goes to the one that is typed."""
        from consult.tui.screens.jumping import JumpScreen

        if self.work is not None:
            self.push_screen(JumpScreen(self.work), self._land)

    def _land(self, place: Widget | None) -> None:
        if place is not None:
            place.focus()

    @spoken
    def action_copy(self) -> None:
        """Copies what was marked with the mouse, or else what stands where the focus is."""
        from consult.tui.copying import text_of

        text = text_of(self.screen)
        if text:
            self.copy_to_clipboard(text)
            self.notify(_("Copied."), timeout=2)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[Any]:
        """None: the palette is our own."""
        return ()


def _way_out(screen: Screen[Any]) -> Callable[[], object] | None:
    way_out: Callable[[], Callable[[], object] | None] | None = getattr(screen, "way_out", None)  # dialogs have one too
    return way_out() if way_out else None
