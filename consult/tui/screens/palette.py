"""The command palette: every action of the screen and the app, and of the screens below, found by a few letters of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from consult.i18n import _
from consult.model.typed_values import without_marks
from consult.tui.actions import Action
from consult.tui.elsewhere import Elsewhere, elsewhere
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import spoken


class Palette(ModalScreen[Action | None]):
    """Finds an action by its words, without regard to diacritics, and gives it back."""

    CSS_PATH = "palette.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]

    def __init__(self, actions: Sequence[Action]):
        super().__init__()
        self.actions = actions
        self.all: Sequence[Action | Elsewhere] = actions
        self.found: list[Action | Elsewhere] = []

    def compose(self) -> ComposeResult:
        """What is sought, and what is found."""
        with Vertical(id="palette"):
            yield Input(highlighter=PlainHighlighter(), compact=True)
            yield OptionList(compact=True)
            yield Static(id="nothing", markup=False)

    def on_mount(self) -> None:
        """Shows all."""
        self.query_one(OptionList).can_focus = False
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.all = [*self.actions, *self._elsewhere()]
        self.query_one("#palette").border_title = _("What to do")
        self.query_one("#nothing", Static).update(plain(_("Nothing matches; try another word.")))
        self._find(self.query_one(Input).value)

    def _elsewhere(self) -> list[Elsewhere]:
        """What can be done on the screens below the one that the palette was opened on."""
        below = self.app.screen_stack[: self.app.screen_stack.index(self)]
        work = below[-1] if below else None
        return elsewhere(self.app, work) if isinstance(work, ConsultScreen) else []

    @spoken
    def on_input_changed(self, event: Input.Changed) -> None:
        """Finds again."""
        self._find(event.value)

    def _find(self, sought: str) -> None:
        words = without_marks(sought).split()
        names = [(without_marks(action.sentence), action) for action in self.all]
        found = [(name, action) for name, action in names if all(word in name for word in words)]
        if words:  # what can be done here stands first, and of that what begins with the word
            found.sort(key=lambda pair: (isinstance(pair[1], Elsewhere), not pair[0].startswith(words[0])))
        self.found = [action for _name, action in found]
        choices = self.query_one(OptionList)
        width = max((len(action.shown) for action in self.found if action.keys), default=0)
        choices.set_options(Option(self._line(action, width)) for action in self.found)
        choices.highlighted = 0 if self.found else None
        choices.display = bool(self.found)
        self.query_one("#nothing").display = not self.found

    def _take(self, action: Action | Elsewhere) -> None:
        """Gives an action back; goes to where another one can be done."""
        if isinstance(action, Elsewhere):
            self.dismiss(None)
            self.app.call_later(action.go)
        else:
            self.dismiss(action)

    def _line(self, action: Action | Elsewhere, width: int) -> Content:
        key = action.shown if action.keys else ""
        return Content.assemble((f"{key:<{width}}", "bold $accent"), "  ", plain(action.sentence, one_line=True))

    def action_move(self, by: int) -> None:
        """Goes to the next or the previous action."""
        choices = self.query_one(OptionList)
        choices.action_cursor_down() if by > 0 else choices.action_cursor_up()

    def on_input_submitted(self) -> None:
        """Enter takes the action on which the bar stands."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self._take(self.found[at])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes an action."""
        event.stop()
        self._take(self.found[event.option_index])
