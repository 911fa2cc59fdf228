"""A file to attach: its path is typed, its name is shown once it is attached."""

from __future__ import annotations

from collections.abc import Collection

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from consult.i18n import _
from consult.model.question import Question
from consult.tui.answer_sheet import AnswerSheet
from consult.tui.messages import FileNamed, Filled, GoOn
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken
from consult.tui.telling import file_name
from consult.tui.widgets.text_fields import LineField


class PathField(LineField):
    """The line for the path. Backspace in the empty line takes the file back."""

    def on_key(self, event: events.Key) -> None:
        """Tells its owner of a Backspace with nothing before it."""
        if event.key in ("backspace", "delete") and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(FileNamed("", lambda _raw, _fault: None))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Lets its owner say what Enter does."""
        event.prevent_default()


class FileField(Vertical):
    """The path of a file, and the file that is attached."""

    DEFAULT_CSS = """
    FileField { height: auto; }
    FileField #attached { height: auto; }
    """

    def __init__(self, question: Question, sheet: AnswerSheet):
        super().__init__()
        self.question, self.sheet = question, sheet
        self.path = PathField()
        self.fault = ""

    def compose(self) -> ComposeResult:
        """The line for the path, and what is attached."""
        yield self.path
        yield Static(id="attached", markup=False)

    @property
    def place(self) -> str:
        """The name of the field."""
        return self.question.code

    @property
    @spoken
    def keys_hint(self) -> str:
        """What the keys do here, in a few words."""
        if self.sheet.text(self.question.code):
            return _("Enter attaches · Backspace takes the file back")
        return _("Enter attaches a path, or goes on")

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.path.placeholder = _("path of the file, such as ~/plan.pdf")
        self.draw()

    @spoken
    def draw(self) -> None:
        """Draws the name of the attached file, or why there is none."""
        raw = self.sheet.text(self.question.code)
        attached = self.query_one("#attached", Static)
        if self.fault:
            attached.update(plain("! ", "bold $error") + plain(self.fault, "$error"))
        else:
            attached.update(
                plain("✓ ", "bold $success") + plain(_("Attached: {name}").format(name=file_name(raw)), one_line=True)
            )
        attached.display = bool(self.fault or raw)

    def refill(self) -> None:
        """Shows what stands on the sheet after it was filled from elsewhere."""
        self.draw()

    def mark(self, wrong: Collection[str], doubtful: Collection[str]) -> None:
        """Nothing: what is wrong is told below the field."""

    def go_to(self, name: str = "") -> None:
        """Stands in the line for the path."""
        self.path.focus()

    @property
    def pending(self) -> str:
        """The path that was typed and not tried yet; empty where there is none."""
        path = self.path.value.strip()
        if len(path) > 1 and path[0] == path[-1] and path[0] in "'\"":
            path = path[1:-1]
        return "" if self.fault else path

    def attach(self) -> None:
        """Wishes the file attached whose path was typed, if there is one."""
        if self.pending:
            self.post_message(FileNamed(self.pending, self.done))

    def done(self, raw: str, fault: str) -> None:
        """Shows what came of it: the raw value of the field, or the fault."""
        self.fault = fault
        if not fault:
            self.path.value = ""
            self._put(raw)
        self.draw()
        self.post_message(Filled({}))

    def _put(self, raw: str) -> None:
        self.sheet.put({self.question.code: raw})
        self.post_message(Filled({self.question.code: raw}))

    @on(Input.Submitted)
    def path_given(self, event: Input.Submitted) -> None:
        """Enter attaches; in an empty line it goes on."""
        event.stop()
        if self.path.value.strip():
            self.attach()
        else:
            self.post_message(GoOn(turn_page=True))

    @on(Input.Changed)
    def path_changed(self, event: Input.Changed) -> None:
        """Another path: what was said of the last one is no longer true."""
        event.stop()
        if self.fault and event.value:
            self.fault = ""
            self.draw()

    def on_descendant_blur(self) -> None:
        """Leaving the line attaches as well."""
        self.attach()

    def on_file_named(self, event: FileNamed) -> None:
        """An empty path takes the file back; all others are for the screen."""
        if not event.path:
            event.stop()
            self.fault = ""
            self._put("")
            self.draw()
