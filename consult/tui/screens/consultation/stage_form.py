"""One stage is typed: what happens in it, its name, and its days."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from consult.errors import ConsultError
from consult.i18n import N_, _
from consult.service.stage_words import kinds
from consult.service.stages import TypedStage, has_done
from consult.tui.faults import sentence
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.speaking import spoken
from consult.tui.widgets.cycle_line import CycleLine

_FIELDS = {"title": N_("Name of the stage"), "opens": N_("First day"), "closes": N_("Last day"), "done": N_("Done on")}


class StageForm(ModalScreen[bool | None]):
    """Gives back True when `take` took the stage, None after Esc. What `take` refuses with a ConsultError is shown."""

    CSS_PATH = "stage_form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "take", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("enter", "app.focus_next", show=False),
    ]

    def __init__(self, begin: TypedStage, take: Callable[[TypedStage], object]):
        super().__init__()
        self.begin, self.take = begin, take

    def compose(self) -> ComposeResult:
        """The kind, four fields, what is wrong."""
        codes = [code for code, _words in kinds()]
        with Vertical(id="box"):
            with Horizontal(classes="field"):
                yield Static(id="kind-label", markup=False)
                yield CycleLine(codes.index(self.begin.kind), id="kind")
            for name in _FIELDS:
                with Horizontal(classes="field", id=f"{name}-row"):
                    yield Static(id=f"{name}-label", markup=False)
                    yield Input(getattr(self.begin, name), id=name, highlighter=PlainHighlighter(), compact=True)
            yield Static(id="fault", markup=False)

    def on_mount(self) -> None:
        """Words come when the dialog knows its app."""
        self.query_one(CycleLine).focus()
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        box = self.query_one("#box")
        box.border_title, box.border_subtitle = plain(_("Stage")), plain(_("Enter goes on · ^S saves · Esc back"))
        self.query_one("#kind-label", Static).update(plain(_("What happens")))
        self.query_one(CycleLine).write([words for _code, words in kinds()])
        for name, label in _FIELDS.items():
            self.query_one(f"#{name}-label", Static).update(plain(_(label)))
        self.query_one("#title", Input).placeholder = _("may stay empty")
        for name in ("opens", "closes", "done"):
            self.query_one(f"#{name}", Input).placeholder = _("such as {day}").format(day="5.3.2026")
        self._fit()

    def on_cycle_line_changed(self, _event: CycleLine.Changed) -> None:
        """Only some kinds of stages have to be done by somebody."""
        self._fit()

    def _fit(self) -> None:
        self.query_one("#done-row").display = has_done(self._kind)

    @property
    def _kind(self) -> str:
        return kinds()[self.query_one(CycleLine).at][0]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it saves."""
        event.stop()
        if event.input.id == "done" or (event.input.id == "closes" and not has_done(self._kind)):
            self.action_take()
        else:
            self.focus_next()

    @spoken
    def action_take(self) -> None:
        """Saves the stage, or says what is wrong with it."""
        typed = TypedStage(self._kind, **{name: self.query_one(f"#{name}", Input).value for name in _FIELDS})
        try:
            self.take(typed)
        except ConsultError as error:
            self.query_one("#fault", Static).update(plain("! " + " ".join(map(sentence, error.problems)), "$error"))
            at = error.problems[0].place
            if at in _FIELDS:
                self.query_one(f"#{at}").focus()
            return
        self.dismiss(True)
