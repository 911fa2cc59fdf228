"""One check: what must hold of an answer, and what is said where it does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from consult.i18n import _
from consult.service.building import CheckLine, Property, PropertyKind
from consult.tui.building_messages import Pick
from consult.tui.messages import GoBack, GoOn
from consult.tui.plain_text import plain
from consult.tui.screens.picker import Picker
from consult.tui.speaking import spoken
from consult.tui.widgets.drawn_property import YesNoProperty
from consult.tui.widgets.expression_field import ExpressionField, Knowledge
from consult.tui.widgets.text_fields import LineField


@dataclass
class _Typed:
    must: str = ""
    say: dict[str, str] = field(default_factory=dict)
    level: str = "error"


class CheckScreen(ModalScreen[CheckLine | None]):
    """Changes `check`; gives it back changed, or None where it was given up."""

    CSS_PATH = "check.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "take", show=False, priority=True),
    ]

    def __init__(self, check: CheckLine, place: str, languages: Sequence[str], knowledge: Knowledge):
        super().__init__()
        self.typed = _Typed(check.must, dict(check.say), check.level)
        self.languages = languages
        shown = Property("must", PropertyKind.EXPRESSION, "", check.must, True)
        self.must = ExpressionField(shown, place, knowledge, put=self._put_must)
        self.says = {language: LineField(check.say.get(language, "")) for language in languages}

    def compose(self) -> ComposeResult:
        """What must hold, what is said, whether it stops the sending."""
        with Vertical(id="check"):
            with VerticalScroll(can_focus=False):
                yield Static(id="must", markup=False)
                yield self.must
                yield Static(id="say", markup=False)
                for language, line in self.says.items():
                    with Horizontal(classes="say"):
                        yield Static(language.upper(), classes="lang", markup=False)
                        yield line
                with Horizontal(classes="say"):
                    yield Static("", classes="lang", markup=False)
                    yield _Stops(self)
            with Horizontal(id="ways"):
                yield Button(name="take", compact=True)
                yield Button(name="back", compact=True)

    def on_mount(self) -> None:
        """Words come when the screen knows its app."""
        self.tell()
        self.must.first.focus()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        box = self.query_one("#check")
        box.border_title, box.border_subtitle = _("Check"), _("Ctrl+S takes it · Esc back")
        self.query_one("#must", Static).update(plain(_("What must hold:")))
        self.query_one("#say", Static).update(plain(_("What is said where it does not:")))
        take, back = self.query(Button)
        take.label, back.label = plain(_("Take")), plain(_("Back"))

    def _put_must(self, expression: str) -> None:
        self.typed.must = expression

    def on_pick(self, event: Pick) -> None:
        """Opens a list."""
        event.stop()
        heading, offers = event.heading, event.offers
        picker = Picker(lambda: (heading, offers), event.at, own=not offers)
        self.app.push_screen(picker, lambda value: event.chosen(value) if value is not None else None)

    def on_go_on(self, _event: GoOn) -> None:
        """The next field."""
        self.focus_next()

    def on_go_back(self, _event: GoBack) -> None:
        """The field before."""
        self.focus_previous()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Takes it, or goes back."""
        self.action_take() if event.button.name == "take" else self.dismiss(None)

    def action_take(self) -> None:
        """Gives the check back as it is now."""
        self.must.commit()
        say = {language: line.value.strip() for language, line in self.says.items() if line.value.strip()}
        self.dismiss(CheckLine(self.typed.must, say, self.typed.level) if self.typed.must else None)


class _Stops(YesNoProperty):
    """Whether the answers can be sent where the check does not hold."""

    def __init__(self, check: CheckScreen):
        super().__init__(Property("level", PropertyKind.YES_NO, "", check.typed.level == "error", True), "", "")
        self.check = check

    def drawn(self):  # type: ignore[no-untyped-def]
        """A box and what it means."""
        taken = bool(self.shown.value)
        words = _("the answers cannot be sent") if taken else _("it is told once and may be kept")
        return plain("☑ " if taken else "☐ ", "bold $accent") + plain(words)

    def put(self, value: object) -> None:
        """Keeps it for later."""
        self.check.typed.level = "error" if value else "warn"
        self.fill(Property("level", PropertyKind.YES_NO, "", bool(value), True), "", "")
