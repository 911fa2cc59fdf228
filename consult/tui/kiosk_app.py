"""The terminal app of a kiosk: many people fill one survey, one after another, and only a key closes it."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import time
from typing import ClassVar

from textual import events
from textual._context import visible_screen_stack
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from consult.i18n import N_, _, ngettext, number
from consult.service.kiosk import Clock, Kiosk, KioskKey, Patience
from consult.tui.actions import Action, bindings
from consult.tui.app import ConsultApp
from consult.tui.plain_text import plain
from consult.tui.screens.dialogs import Asked, Dialog
from consult.tui.screens.form.answering import Left
from consult.tui.screens.form.kiosk import KioskForm, StartScreen, StillThere
from consult.tui.screens.form.kiosk_key import KeyScreen
from consult.tui.screens.form.receipt import ReceiptScreen
from consult.tui.speaking import spoken
from consult.tui.themes import DARK

CLOSED = "closed"
"""What the app gives back where the key closed it."""

ALOUD = 20
"""Seconds of the countdown for those who went away."""

RECEIPT = 30
"""Seconds that a receipt is shown where no key is pressed."""

AT_THE_KEY = 40
"""Seconds after which nobody who asks for the key at the start screen is waited for, before the countdown."""

_TOUCHES = (events.Key, events.Paste, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp)


class KioskApp(ConsultApp, inherit_bindings=False):
    """Fills one survey after another. `run()` gives CLOSED where the key closed it, else None."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("app.help", "f1", N_("help"), N_("Help for this screen"), first=True),
        Action("app.next_language", "ctrl+l", N_("language"), N_("The other language"), first=True),
        Action("app.other_theme", "ctrl+t", N_("colours"), N_("Dark or light colours"), in_bar=False, first=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(ACTIONS),
        Binding("question_mark", "help", show=False),
        Binding("ctrl+q", "quit", show=False, priority=True),  # told nowhere: it is for those who have the key
    ]

    def __init__(self, kiosk: Kiosk, key: KioskKey, language: str, timeout: float, clock: Clock = time.monotonic):
        super().__init__(language, kiosk.survey.languages)
        own = kiosk.survey.languages
        first = language if language in own else own[0]
        self.languages = (first, *(one for one in own if one != first))
        self.language = first
        self.kiosk, self.key, self.timeout, self.clock = kiosk, key, timeout, clock
        self.patience: Patience | None = None
        """How long whoever is here is waited for; None at the start screen."""

    def on_mount(self) -> None:
        """Opens the start screen and looks at the clock four times a second."""
        self.push_screen(StartScreen(self.kiosk.survey, self.languages))
        self.set_interval(0.25, self.tick)
        if not self.is_headless:
            self._mind_signals()

    # One person after another

    def begin(self, language: str) -> None:
        """The next person begins, in this language."""
        if self.patience is None:
            self.language, self.patience = language, Patience(self.timeout, ALOUD, self.clock)
            self.push_screen(KioskForm(self.kiosk.begin()), self._left)

    async def _left(self, left: Left | None) -> None:
        await self.start_over()

    async def start_over(self) -> None:
        """Back to the start screen; nothing of the last person stays on the screen, in the clipboard or in memory."""
        while len(self.screen_stack) > 2:
            await self.pop_screen()
        self.patience = None
        self._clipboard = ""
        self.clear_notifications()
        self.language, self.theme = self.languages[0], DARK.name
        if isinstance(self.screen, StartScreen):
            self.screen.tell()
        visible_screen_stack.set([])  # Textual remembers what was seen below the countdown until something else is drawn below
        self.set_timer(1, gc.collect)  # widgets know their parents and these know them: they would stay for a while

    async def on_event(self, event: events.Event) -> None:
        """Every key says that somebody is here; the one that ends the countdown does nothing else."""
        if isinstance(event, _TOUCHES) and self.patience is not None:
            self.patience.touched()
            if isinstance(self.screen, StillThere):
                await self.tick()
                return
        await super().on_event(event)

    async def tick(self) -> None:
        """Looks at the clock."""
        if self.patience is None or not self.is_running:
            return
        if isinstance(self.screen, KeyScreen):
            self.screen.count()
        receipt = next((screen for screen in self.screen_stack if isinstance(screen, ReceiptScreen)), None)
        if receipt is not None:
            await self._count_receipt(receipt)
        left = self.patience.left
        if left == 0:
            await self.start_over()
        elif left is None and isinstance(self.screen, StillThere):
            await self.pop_screen()
        elif left is not None and receipt is None and any(isinstance(screen, KioskForm) for screen in self.screen_stack):
            self._count_aloud(left)

    def _count_aloud(self, seconds: int) -> None:
        if not isinstance(self.screen, StillThere):
            self.push_screen(StillThere())
        if isinstance(self.screen, StillThere):
            self.screen.count(seconds)

    @spoken
    def _say_closes(self, line: Static, seconds: int) -> None:
        words = ngettext("This closes in {n} second.", "This closes in {n} seconds.", seconds)
        line.update(plain(words.format(n=seconds)))

    async def _count_receipt(self, receipt: ReceiptScreen) -> None:
        """The receipt is shown for a while."""
        if not receipt.query("#receipt"):
            return  # it is not built yet
        if not receipt.query("#closes"):
            self.patience = Patience(0, RECEIPT, self.clock)
            await receipt.query_one("#receipt", Vertical).mount(Static(id="closes", markup=False))
        self._say_closes(receipt.query_one("#closes", Static), (self.patience and self.patience.left) or 0)

    def copy_to_clipboard(self, text: str) -> None:
        """Cut and paste work within the form; nothing reaches the clipboard of the device."""
        self._clipboard = text

    # Closing

    async def action_quit(self) -> None:
        """Asks for the key."""
        if isinstance(self.screen, KeyScreen | StillThere):
            return
        if self.patience is None:
            self.patience = Patience(min(self.timeout, AT_THE_KEY), ALOUD, self.clock)
        self.push_screen(KeyScreen(self.key), self._tried)

    async def _tried(self, right: bool | None) -> None:
        if right:
            self.push_screen(Dialog(self._about_closing), self._close)
        elif isinstance(self.screen, StartScreen):
            await self.start_over()

    def _about_closing(self) -> Asked:
        n = self.kiosk.taken
        words = ngettext("{n} response was sent here.", "{n} responses were sent here.", n).format(n=number(n))
        return Asked(_("Close the kiosk?"), [(Content(""), plain(words))], {"close": _("Close"), "stay": _("Stay")})

    async def _close(self, way: str | None) -> None:
        if way == "close":
            self.exit(CLOSED)
        elif isinstance(self.screen, StartScreen):
            await self.start_over()

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing here."""

    def _mind_signals(self) -> None:
        """Nothing that can be typed ends the app; a machine that shuts down and a terminal that is gone do."""
        if os.name != "posix":
            return
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGQUIT):
            loop.add_signal_handler(name, lambda: None)
        for name in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(name, self.exit)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)

    @property
    def crash(self) -> str:
        """The kind of error that ended the app; empty where none did."""
        return type(self._exception).__name__ if self._exception else ""

    def _print_error_renderables(self) -> None:
        # A traceback with the values of variables would show what the last person typed to the next.
        self._exit_renderables.clear()
