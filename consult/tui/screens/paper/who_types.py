"""Asks which batch of paper forms is typed in, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from consult.errors import ConsultError
from consult.i18n import N_, _
from consult.tui.faults import sentence
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.speaking import spoken

_FIELDS = {"batch": N_("Batch"), "by": N_("Who types")}


@dataclass(frozen=True, slots=True)
class Pile:
    """A batch and the clerk at it."""

    batch: str
    by: str


class WhoTypesScreen(ModalScreen[Pile | None]):
    """Gives back batch and name, None after Esc. `take` may refuse them with a ConsultError, which is shown."""

    CSS_PATH = "who_types.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "begin", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, begin: Pile, batches: list[str], take: Callable[[Pile], object]):
        super().__init__()
        self.begin, self.batches, self.take = begin, batches, take

    def compose(self) -> ComposeResult:
        """What a batch is, two fields, what is wrong."""
        with Vertical(id="box"):
            yield Static(id="told", markup=False)
            for name, value in (("batch", self.begin.batch), ("by", self.begin.by)):
                with Horizontal(classes="field"):
                    yield Static(id=f"{name}-label", markup=False)
                    yield Input(value, id=name, highlighter=PlainHighlighter(), compact=True)
            yield Static(id="fault", markup=False)

    def on_mount(self) -> None:
        """Words come when the dialog knows its app."""
        self.query_one("#batch").focus()
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        box = self.query_one("#box")
        box.border_title, box.border_subtitle = plain(_("Paper forms")), plain(_("Enter goes on · Esc back"))
        told = [_("A batch is the pile that the forms lie in; its name may stay empty.")]
        if named := [batch for batch in self.batches if batch]:
            told.append(_("Batches so far: {names}").format(names=", ".join(named)))
        self.query_one("#told", Static).update(plain("\n".join(told), "$text-muted"))
        for name, label in _FIELDS.items():
            self.query_one(f"#{name}-label", Static).update(plain(_(label)))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; behind the name it begins."""
        event.stop()
        if event.input.id == "by":
            self.action_begin()
        else:
            self.query_one("#by").focus()

    @spoken
    def action_begin(self) -> None:
        """Takes both, or says what is wrong with them."""
        typed = Pile(*(self.query_one(f"#{name}", Input).value.strip() for name in _FIELDS))
        try:
            self.take(typed)
        except ConsultError as error:
            self.query_one("#fault", Static).update(plain("! " + " ".join(map(sentence, error.problems)), "$error"))
            return
        self.dismiss(typed)
