"""The text of the survey file, for those who know YAML and for files that nothing else can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static, TextArea

from consult.errors import ConsultError
from consult.i18n import N_, _
from consult.service.building import Building
from consult.tui.actions import Action
from consult.tui.faults import sentence
from consult.tui.plain_text import plain, plain_line
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.speaking import spoken
from consult.tui.widgets.form_header import FormHeader


class FileText(TextArea):
    """The text, dangerous characters as marks."""

    def get_line(self, line_index: int) -> Text:
        """The line as it is drawn."""
        return plain_line(self.document.get_line(line_index))


class FileTextScreen(ConsultScreen[str]):
    """Changes the whole text as one step; Esc takes it over and goes back."""

    CSS_PATH = "file_text.tcss"
    ABOUT = N_("The text of the survey file. What you change here is one step that undo in the builder takes back.")
    ACTIONS = (
        Action("check", "ctrl+s", N_("check"), N_("Take the text over and see what is wrong with it"), first=True),
        Action("take", "escape", N_("back"), N_("Take the text over and go back"), first=True),
    )
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, building: Building):
        super().__init__()
        self.building = building

    def compose(self) -> ComposeResult:
        """Head, text, what is wrong, keys."""
        yield FormHeader()
        yield FileText(self.building.text, show_line_numbers=True, tab_behavior="focus", compact=True)
        yield Static(id="wrong", markup=False)
        yield self.key_bar()

    def on_mount(self) -> None:
        """Stands in the text, at the first problem."""
        area = self.query_one(FileText)
        area.focus()
        line = next((one.line for one in self.building.problems if one.line), 0)
        if line:
            area.move_cursor((line - 1, 0), center=True)
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        super().tell()
        self.query_one(FormHeader).write(_("Text of the file"), self.building.path.name, 0, 0, "")
        found = self.building.problems
        words = "\n".join(f"! {one.line or '–'}: {sentence(one.problem)}" for one in found[:3])
        wrong = self.query_one("#wrong", Static)
        wrong.update(plain(words or "✓ " + _("Nothing is wrong."), "$error" if found else "$success"))

    @property
    def _taken(self) -> bool:
        """Whether the survey has what stands here."""
        return self.query_one(FileText).text == self.building.text

    @spoken
    def keep(self) -> None:
        """Takes the text over, and keeps it in the draft."""
        self._take()
        self._try(self.building.keep_draft)

    def way_out(self) -> Callable[[], object] | None:
        """Back to the builder where the text could not be taken over."""
        return None if self._taken else self.action_take

    def _take(self) -> bool:
        return self._taken or self._try(lambda: self.building.replace_text(self.query_one(FileText).text))

    def _try(self, step: Callable[[], object]) -> bool:
        try:
            step()
        except ConsultError as error:
            self.notify(" ".join(map(sentence, error.problems[:2])), severity="error", markup=False)
            return False
        return True

    @spoken
    def action_check(self) -> None:
        """Takes the text over and checks it."""
        self._take()
        self.tell()

    @spoken
    def action_take(self) -> None:
        """Takes the text over and goes back."""
        if self._take():
            self.dismiss("")
