"""A new survey: which one to begin with, and for one from nothing its title, name and languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from consult.errors import ConsultError, UsageError
from consult.i18n import N_, _
from consult.service import ready_surveys
from consult.tui.faults import sentence
from consult.tui.plain_text import PlainHighlighter, plain
from consult.tui.screens.picker import Offer, Offers
from consult.tui.speaking import language_of, spoken

if TYPE_CHECKING:
    from consult.service.consultation import Consultation

NOTHING = "-"
"""The value of the offer to begin from nothing; no survey is called so."""

_FIELDS = {"title": N_("Title"), "name": N_("Name of the file"), "languages": N_("Languages")}


def beginnings(consultation: Consultation) -> Offers:
    """What a new survey can begin with: nothing, or a ready one that is not here yet."""

    def offers() -> tuple[str, Sequence[Offer]]:
        ready = [one for one in ready_surveys.ready_surveys(consultation) if not one.there]
        first = Offer(NOTHING, _("From nothing"), _("you write the questions"), "+")
        return _("A new survey"), [first, *(Offer(one.name, one.title, one.name, "▸") for one in ready)]

    return offers


class NewSurveyScreen(ModalScreen[str | None]):
    """Makes an empty survey; gives back its name, None where nothing was made."""

    CSS_PATH = "new_survey.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "make", show=False, priority=True),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, consultation: Consultation):
        super().__init__()
        self.consultation = consultation
        self._named = False

    def compose(self) -> ComposeResult:
        """Three fields, what is wrong, and two buttons."""
        with Vertical(id="box"):
            for name in _FIELDS:
                with Horizontal(classes="field"):
                    yield Static(id=f"{name}-label", markup=False)
                    yield Input(id=name, highlighter=PlainHighlighter(), compact=True, select_on_focus=False)
            yield Static(id="how", markup=False)
            yield Static(id="fault", markup=False)
            with Horizontal(id="ways"):
                yield Button(name="make", compact=True)
                yield Button(name="back", compact=True)

    def on_mount(self) -> None:
        """Proposes the languages of the consultation."""
        self.query_one("#languages", Input).value = ", ".join(self.consultation.settings.languages)
        self.query_one("#title").focus()
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.query_one("#box").border_title = plain(_("A new survey"))
        for name, label in _FIELDS.items():
            self.query_one(f"#{name}-label", Static).update(plain(_(label), "$text-muted"))
        how = _("Several languages with commas between them: lv, ru or Latvian, Russian. It is written in the first.")
        self.query_one("#how", Static).update(plain(how, "$text-muted"))
        make, back = self.query(Button)
        make.label, back.label = plain(_("Make it")), plain(_("Back"))

    @spoken
    def on_input_changed(self, event: Input.Changed) -> None:
        """The name follows the title until it is written by hand."""
        name = self.query_one("#name", Input)
        if event.input.id == "title" and not self._named:
            with name.prevent(Input.Changed):
                name.value = ready_surveys.proposed_name(self.consultation, event.value)
        elif event.input is name:
            self._named = bool(event.value)
        self._say("")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it makes the survey."""
        if event.input.id == "languages":
            self.action_make()
        else:
            self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Makes, or goes back."""
        if event.button.name == "make":
            self.action_make()
        else:
            self.dismiss(None)

    @spoken
    def action_make(self) -> None:
        """Writes the survey file; what is wrong is told where it was typed."""
        from consult.service import building

        typed = {name: self.query_one(f"#{name}", Input).value.strip() for name in _FIELDS}
        try:
            if not typed["title"]:
                raise UsageError(_("the survey has no title"), _("write one; it can be changed later"))
            languages = building.language_codes(typed["languages"]) or (language_of(self),)
            made = building.begin(self.consultation, typed["name"], title={languages[0]: typed["title"]}, languages=languages)
            made.save()
        except ConsultError as error:
            self._say(sentence(error.problems[0]))
            return
        self.dismiss(typed["name"])

    def _say(self, fault: str) -> None:
        self.query_one("#fault", Static).update(plain(f"! {fault}" if fault else "", "$error"))
