"""The command palette: every action of the screen and the app, found by typing a few letters of it."""

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
from consult.tui.plain_text import PlainHighlighter, plain
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
        self.all = actions
        self.found: list[Action] = []

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
        self.query_one("#palette").border_title = _("What to do")
        self.query_one("#nothing", Static).update(plain(_("Nothing is called so; try another word.")))
        self._find(self.query_one(Input).value)

    @spoken
    def on_input_changed(self, event: Input.Changed) -> None:
        """Finds again."""
        self._find(event.value)

    def _find(self, sought: str) -> None:
        words = without_marks(sought).split()
        names = {action: without_marks(action.sentence) for action in self.all}
        self.found = [action for action in self.all if all(word in names[action] for word in words)]
        if words:  # what begins with the word stands first
            self.found.sort(key=lambda action: not names[action].startswith(words[0]))
        choices = self.query_one(OptionList)
        width = max((len(action.shown) for action in self.found if action.keys), default=0)
        choices.set_options(Option(self._line(action, width)) for action in self.found)
        choices.highlighted = 0 if self.found else None
        choices.display = bool(self.found)
        self.query_one("#nothing").display = not self.found

    def _line(self, action: Action, width: int) -> Content:
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
            self.dismiss(self.found[at])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes an action."""
        event.stop()
        self.dismiss(self.found[event.option_index])
