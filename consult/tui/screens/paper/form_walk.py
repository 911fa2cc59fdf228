"""Where a clerk stands on a paper form, and the keys that go elsewhere."""

from __future__ import annotations

from textual.content import Content

from consult.model.clerk_keys import Value
from consult.tui.clerk_fields import Stored
from consult.tui.clerk_session import Typing
from consult.tui.pressed_twice import PressedTwice
from consult.tui.screens.paper.form_desk import FormDesk
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.clerk_entry import ClerkEntry
from consult.tui.widgets.clerk_lines import ClerkLines


class FormWalk(FormDesk):
    """Goes from field to field of a paper form; what was typed and not ended is ended first."""

    def __init__(self, typing: Typing):
        super().__init__(typing)
        self.sends_blank = PressedTwice()
        """Whether a form in which nothing was typed is sent on purpose."""
        self._given: dict[str, Stored] = {}
        """What stood in the form before the clerk typed anything: what is pinned."""
        self._pins_kept: dict[str, Stored] = self.pins

    def on_mount(self) -> None:
        """Begins where the draft was left."""
        self._lay_out(self.app.size)
        self.query_one(ClerkEntry).focus()
        self.begin()
        self.look()

    def look(self) -> None:
        """Looks what is particular about the form that is typed now."""

    # Where the clerk stands

    def _tell_news(self, news: Content, *, passing: bool = False) -> None:
        self.sends_blank.forget()  # what the first press told is not seen any more
        super()._tell_news(news, passing=passing)

    @property
    def pins(self) -> dict[str, Stored]:
        """What stays the same in the whole batch."""
        return {name: self.last.get(name, self.form.value(name)) for name in self.pinned}

    def keep_pins(self) -> None:
        """Keeps what stays the same, where that is something else than before: it is there the next time as well."""
        if self.pins != self._pins_kept:
            self._pins_kept = self.pins
            self.on_disk(lambda: self.typing.keep_pinned(self._pins_kept))

    @spoken
    def begin(self) -> None:
        """Stands at the first field that is still empty."""
        self.keep_pins()
        self._given = self.pins
        self.form.begin(self._given)
        self._progress = self.progress()
        self._past, self._undone = [], []
        self.check()
        self._stand(self.form.at)
        self.sends_blank.begin()

    @spoken
    def _stand(self, name: str, rest: str = "", *, long: bool = False, came_from: str = "") -> None:
        form = self.form
        if self.sends_blank.waits:  # the clerk goes on with the form instead
            self._tell_news(Content(""))
        form.stand(name)
        form.came_from = came_from
        field = form.field
        self._typing, self._fitting = "", ()
        text = form.sheet.text(name) if field and field.is_text else ""
        self.query_one(ClerkEntry).begin(field, text, rest, long=long)
        if field is None:
            self.check()
        self.draw()

    def _go_on(self, rest: str = "", *, long: bool = False) -> None:
        self._stand(self.form.following(self.pins), rest, long=long, came_from=self.form.at)

    def on_clerk_entry_move(self, event: ClerkEntry.Move) -> None:
        """Arrows go to every line, Tab and `-` to those that are asked."""
        event.stop()
        self._end_typing()
        if not event.asked:
            self._stand(self.form.neighbour(event.by))
        elif event.by > 0:
            self.form.pass_by()
            self._changed()
            self._go_on()
        else:
            self._stand(self.form.previous(self.pins))

    def on_clerk_lines_clicked(self, event: ClerkLines.Clicked) -> None:
        """A click goes to a field."""
        event.stop()
        self._end_typing()
        self._stand(event.name)

    def action_page(self, by: int) -> None:
        """Ten fields further or back."""
        self._end_typing()
        self._stand(self.form.neighbour(10 * by))

    def action_first_field(self) -> None:
        """The first field."""
        self._end_typing()
        self._stand(next((field.name for field in self.form.fields), ""))

    def action_last_field(self) -> None:
        """The end of the form."""
        self._end_typing()
        self._stand("")

    def _stands(self, text: str) -> bool:
        """Whether letters that were read already stand for the choice in the field: Enter behind them adds nothing."""
        outcome = self.form.read(text, language_of(self))
        return isinstance(outcome, Value) and outcome.value == self.form.value(self.form.at)

    def _end_typing(self) -> None:
        """What was typed and not ended is ended, before another field is gone to."""
        if self._typing and self.form.field is not None and not self._stands(self._typing):
            self.form.type(self._typing, language_of(self), ended=True)
            self._changed()
