"""The forms of a batch that were typed so far, to open one again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from consult.i18n import _, ngettext, number
from consult.model.paper import TypedForm
from consult.tui.cell_fitting import fitted
from consult.tui.plain_text import plain
from consult.tui.speaking import spoken


class TypedForms(ModalScreen[str | None]):
    """Lists forms, the last one first; gives back the number of the one to open. Digits look for a number."""

    CSS_PATH = "typed_forms.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+b", "dismiss(None)", show=False),
    ]

    def __init__(self, forms: Sequence[TypedForm]):
        super().__init__()
        self.forms = tuple(reversed(forms))
        self._sought = ""

    def compose(self) -> ComposeResult:
        """The list."""
        with Vertical(id="box"):
            yield OptionList(markup=False, compact=True)

    @spoken
    def on_mount(self) -> None:
        """Words come when the dialog knows its app."""
        self.tell()
        self.query_one(OptionList).highlighted = 0

    @spoken
    def tell(self) -> None:
        """Draws all words in the language of the app."""
        box, shown = self.query_one("#box"), self.query_one(OptionList)
        n = len(self.forms)
        box.border_title = plain(_("Forms of the batch"))
        box.border_subtitle = plain(
            ngettext("{n} form", "{n} forms", n).format(n=number(n)) + " · " + _("Enter opens · Esc back")
        )
        at = shown.highlighted
        shown.clear_options()
        shown.add_options(Option(self._line(form)) for form in self.forms)
        shown.highlighted = at

    def _line(self, form: TypedForm) -> Content:
        marks = [_("{n} unclear").format(n=len(form.unclear))] if form.unclear else []
        marks += [_("corrected")] if form.revision else []
        marks += [_("typed twice")] if form.twice else []
        answers = ngettext("{n} answer", "{n} answers", form.answered).format(n=number(form.answered))
        glyph = ("△ ", "bold $warning") if form.unclear else ("✓ ", "$success")
        remarks = " · ".join(filter(None, (*marks, form.receipt)))
        return Content.assemble(
            glyph,
            plain(fitted(form.number, 8), "bold", one_line=True),
            fitted(form.at[11:16], 7) + fitted(answers, 14),
            plain(fitted(form.typed_by, 12), "$text-muted", one_line=True),
            plain(remarks, "$text-muted", one_line=True),
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Opens a form."""
        event.stop()
        self.dismiss(self.forms[event.option_index].number)

    def on_key(self, event: object) -> None:
        """Digits and letters look for the number of a form."""
        character, key = getattr(event, "character", None), getattr(event, "key", "")
        if character and character.isprintable() and key != "space":
            self._sought += character
            numbers = [form.number for form in self.forms]
            found = [at for at, one in enumerate(numbers) if one.casefold().startswith(self._sought.casefold())]
            exact = [at for at in found if numbers[at].casefold() == self._sought.casefold()]
            if exact or found:
                self.query_one(OptionList).highlighted = (exact or found)[0]
            else:
                self._sought = character
        else:
            self._sought = ""
