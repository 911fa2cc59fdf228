"""The screens of a kiosk: where everybody begins, the form, and the countdown for those who went away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Digits, Static

from consult import i18n
from consult.i18n import N_, _, text_in
from consult.model.survey import Survey
from consult.tui.actions import Action
from consult.tui.plain_text import plain
from consult.tui.screens.consult_screen import ConsultScreen
from consult.tui.screens.dialogs import Asked
from consult.tui.screens.form.answering import AnsweringScreen, Left
from consult.tui.screens.form.asking import CarefulDialog
from consult.tui.speaking import spoken
from consult.tui.widgets.form_header import FormHeader
from consult.tui.widgets.key_bar import Key, KeyBar

if TYPE_CHECKING:
    from consult.tui.kiosk_app import KioskApp

_NAMES = {"lv": "Latviešu", "en": "English", "ru": "Русский", "lt": "Lietuvių", "et": "Eesti", "de": "Deutsch"}
_BEGIN = {
    "ru": "Нажмите {keys}, чтобы начать",
    "lt": "Paspauskite {keys} ir pradėkite",
    "et": "Alustamiseks vajutage {keys}",
    "de": "Drücken Sie {keys}, um zu beginnen",
}
_OR = {"ru": "{one} или {other}", "lt": "{one} arba {other}", "et": "{one} või {other}", "de": "{one} oder {other}"}
"""What the catalogues do not have: they are in Latvian and English, a survey may be in any language."""


class Welcome(Vertical):
    """The survey in one language, with the key that begins it; a click begins it too."""

    def __init__(self, survey: Survey, language: str, nth: int, *, first: bool):
        super().__init__()
        self.survey, self.language, self.nth, self.first = survey, language, nth, first

    def compose(self) -> ComposeResult:
        """Title and introduction."""
        yield Static(plain(self.survey.title_in(self.language), "bold"), markup=False)
        intro = text_in(self.survey.intro, self.language)
        if intro:
            yield Static(plain(intro), classes="intro", markup=False)
        yield Static(plain(self._begin(), "bold $accent"), classes="begin", markup=False)

    def on_mount(self) -> None:
        """The frame names the language."""
        self.border_title = plain(f"{self.nth} {name_of(self.language)}" if self.survey.languages[1:] else "")

    def _begin(self) -> str:
        with i18n.using(self.language):
            keys = str(self.nth)
            if self.first and self.survey.languages[1:]:
                keys = _OR.get(self.language, _("{one} or {other}")).format(one="Enter", other=keys)
            elif self.first:
                keys = "Enter"
            return _BEGIN.get(self.language, _("Press {keys} to begin")).format(keys=keys)

    def on_click(self) -> None:
        """Begins in this language."""
        cast("KioskApp", self.app).begin(self.language)


class StartScreen(ConsultScreen[None]):
    """Welcomes whoever comes, in every language of the survey; Enter or the number of a language begins."""

    CSS_PATH = "kiosk.tcss"
    ABOUT = N_("Begin with Enter, or with the number of your language. Nothing of what you type is kept until you send it.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "begin(0)", show=False),
        *(Binding(str(n), f"begin({n})", show=False) for n in range(1, 10)),
        Binding("down,pagedown", "scroll(1)", show=False),
        Binding("up,pageup", "scroll(-1)", show=False),
    ]

    def __init__(self, survey: Survey, languages: Sequence[str]):
        super().__init__()
        self.survey, self.languages = survey, languages

    def compose(self) -> ComposeResult:
        """A frame for each language, and the keys."""
        with VerticalScroll(id="welcomes", can_focus=False):
            for nth, language in enumerate(self.languages, 1):
                yield Welcome(self.survey, language, nth, first=nth == 1)
        yield KeyBar(self.keys)

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app; the first languages are seen again."""
        super().tell()
        for welcomes in self.query("#welcomes"):
            welcomes.scroll_home(animate=False, immediate=True)

    def keys(self) -> list[Key]:
        """Enter and the numbers of the languages."""
        numbered = [(str(nth), str(nth), name_of(language)) for nth, language in enumerate(self.languages, 1)]
        return [("enter", "Enter", _("begin")), *(numbered if len(numbered) > 1 else [])]

    def action_begin(self, nth: int) -> None:
        """Begins in the language of this number; of 0 in the first."""
        if nth <= len(self.languages):
            cast("KioskApp", self.app).begin(self.languages[max(0, nth - 1)])

    def action_scroll(self, by: int) -> None:
        """Shows more of long introductions."""
        self.query_one("#welcomes").scroll_relative(y=by * 5, animate=False, immediate=True)


class KioskForm(AnsweringScreen):
    """The form at a kiosk: who leaves it deletes what they typed."""

    ABOUT = N_("Fill the survey with the keyboard. Nothing is kept until you send it; who leaves deletes their answers.")
    ACTIONS = (
        *(action for action in AnsweringScreen.ACTIONS if action.does not in ("leave", "take_over", "take_over_page")),
        Action("leave", "escape", N_("leave"), N_("Leave; your answers are deleted")),
    )

    @spoken
    def tell_head(self) -> None:
        """Draws title, place and progress; nothing is saved here, so nothing says that it is."""
        super().tell_head()
        self.query_one(FormHeader).write_saved("")

    def action_leave(self) -> None:
        """Asks whether the answers are to be deleted."""
        if not self.sheet.answered:
            self.dismiss(Left())
            return
        self.app.push_screen(CarefulDialog(about_deleting), self._delete)

    def _delete(self, way: str | None) -> None:
        if way == "delete":
            self.dismiss(Left())


def about_deleting() -> Asked:
    """Whether to leave a kiosk."""
    words = plain(_("They are not sent yet, and nobody will see them."))
    return Asked(_("Delete my answers?"), [(Content(""), words)], {"delete": _("Delete and leave"), "stay": _("Stay")})


class StillThere(ModalScreen[None]):
    """Counts down in big digits; the app takes it away when somebody presses a key."""

    CSS_PATH = "kiosk.tcss"

    def compose(self) -> ComposeResult:
        """A question, the seconds, what happens then."""
        with Vertical(id="still-there"):
            yield Static(id="asks", markup=False)
            yield Digits("", id="seconds")
            yield Static(id="then", markup=False)

    def on_mount(self) -> None:
        """Words come when the screen knows its app."""
        self.tell()

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        self.query_one("#asks", Static).update(plain(_("Are you still there? Any key goes on."), "bold"))
        self.query_one("#then", Static).update(plain(_("Otherwise your answers are deleted and the next person begins.")))

    def count(self, seconds: int) -> None:
        """Shows the seconds that are left."""
        for digits in self.query(Digits):
            digits.update(str(seconds))


def name_of(language: str) -> str:
    """A language in its own words; its code where they are not known here."""
    return _NAMES.get(language, language.upper())
