"""Backspace, Delete and undo on a paper form: what they take away, and what they leave alone."""

from __future__ import annotations

from textual.content import Content

from consult.i18n import _
from consult.tui import clerk_words
from consult.tui.clerk_fields import Standing
from consult.tui.screens.paper.form_walk import FormWalk
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.clerk_entry import ClerkEntry, Run


class FormErasing(FormWalk):
    """Takes back what was typed. No run of Backspaces gets behind the field that was typed last."""

    @spoken
    def on_clerk_entry_erase(self, event: ClerkEntry.Erase) -> None:
        """Backspace erases what stands in the field; where nothing did before the first press, it goes one field back."""
        event.stop()
        form, run = self.form, self.query_one(ClerkEntry).run
        if run is Run.HELD and form.filled(form.at):
            self._say(_("Backspace stops here; Del empties the field."))
        elif form.field is not None and not form.field.is_text and (self._typing or form.filled(form.at)):
            self._erase()
        elif run is None:
            self._step_back()

    def _erase(self) -> None:
        form, language = self.form, language_of(self)
        field = form.field
        assert field is not None
        if not self._typing:
            self._remember()
        if self._passing:
            self._tell_news(Content(""))
        self._typing, self._fitting = form.erase(clerk_words.typed(form, field, language), language), ()
        entry = self.query_one(ClerkEntry)
        entry.begin(field, "")
        entry.resume(self._typing, Run.ERASED)
        self._changed()
        self.draw()

    def _step_back(self) -> None:
        """Goes to the field before; if it was typed just now and is wrong, mends it: its last letter or its choice goes."""
        form = self.form
        came_from = form.came_from
        target = came_from or form.previous(self.pins)
        if target == form.at:
            return
        if came_from:
            self.check()
        wrong = bool(came_from and form.problem(came_from))
        self._stand(target)
        self.query_one(ClerkEntry).run = Run.BACK if came_from else Run.HELD
        if wrong and form.field is not None and not form.field.is_text:
            self._erase()

    def on_clerk_entry_emptied(self, event: ClerkEntry.Emptied) -> None:
        """Delete empties the field."""
        event.stop()
        if self.form.field is not None:
            self._remember()
            self.form.blank()
            self._changed()
            self._stand(self.form.at)

    def _remember(self) -> None:
        self._past.append(self.form.standing(self.form.at))
        self._undone.clear()

    def _go_back(self, here: list[Standing], there: list[Standing]) -> None:
        if here:
            before = here.pop()
            there.append(self.form.standing(before.name))
            self.form.put_back(before)
            self._changed()
            self._stand(before.name)

    def action_undo(self) -> None:
        """Takes back what was typed last."""
        self._go_back(self._past, self._undone)

    def action_redo(self) -> None:
        """Types it again."""
        self._go_back(self._undone, self._past)
