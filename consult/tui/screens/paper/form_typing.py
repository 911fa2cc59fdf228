"""Typing paper forms: every field of the survey on one screen, the eyes on the paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.content import Content

from consult.errors import ConsultError
from consult.i18n import N_, _, ngettext
from consult.model.clerk_keys import More, NoFit, Value
from consult.tui.actions import Action
from consult.tui.clerk_form import ClerkForm
from consult.tui.faults import sentence
from consult.tui.plain_text import plain
from consult.tui.screens.one_line import LineAsked, OneLine
from consult.tui.screens.paper.form_erasing import FormErasing
from consult.tui.speaking import language_of, spoken
from consult.tui.widgets.clerk_entry import ClerkEntry

COMMON = (
    Action("send", "ctrl+s", N_("send"), N_("Send the form; the next one begins"), first=True),
    Action("repeat", "f3", N_("same"), N_("The same value as in the form before"), first=True),
    Action("unclear", "f4", N_("unclear"), N_("Mark the field as unclear, with a note"), first=True),
    Action(
        "pin", "f6", N_("pin"), N_("Keep this value for all further forms of the batch, or stop it"), in_bar=False, first=True
    ),
    Action("undo", "ctrl+z", N_("undo"), N_("Take back what was typed last"), in_bar=False, first=True),
    Action("redo", "ctrl+r,ctrl+shift+z", N_("redo"), N_("Type again what was taken back"), in_bar=False, first=True),
    Action("first_field", "ctrl+home", N_("first field"), N_("To the first field"), in_bar=False, first=True),
    Action("last_field", "ctrl+end", N_("end"), N_("To the end of the form"), in_bar=False, first=True),
    Action("page(1)", "pagedown", N_("further"), N_("Ten fields further"), in_bar=False, first=True),
    Action("page(-1)", "pageup", N_("page back"), N_("Ten fields back"), in_bar=False, first=True),
)


class FormTyping(FormErasing):
    """Types one paper form after the other; what first and second typing share."""

    FIELD_KEYS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("0–9", N_("Choose by the number; the field moves on by itself")),
        ("a–z", N_("Choose by the first letters of the label")),
        ("Enter", N_("Go on; an empty field is left blank, at the end the form is sent")),
        ("⌫", N_("Erase; in an empty field, back to the field before")),
        ("-", N_("Back to the field before, where nothing was typed")),
        ("↑ ↓", N_("Every field in turn, those that are skipped as well")),
        ("Del", N_("Empty the field")),
        ("?", N_("The reason why a figure is missing")),
    )

    # Typing

    @spoken
    def on_clerk_entry_typed(self, event: ClerkEntry.Typed) -> None:
        """Reads what was typed, and moves on where the field is done."""
        event.stop()
        form, field = self.form, self.form.field
        if field is None:
            return
        if not self._typing:
            self._remember()
        if self._passing:
            self._tell_news(Content(""))
        outcome = form.type(event.text, language_of(self))
        self._typing = event.text
        self._changed()
        match outcome:
            case Value(_value, rest):
                self._chosen(rest)
            case NoFit(moves_on=True):
                self._go_on()
            case NoFit() if field.chooses and not isinstance(form.value(field.name), list):
                self._typing, self._fitting = "", ()
                self.query_one(ClerkEntry).begin(field, "")
                self.draw()
            case More(_value, fitting):
                self._fitting = fitting
                self.draw()
            case _:
                self.draw()

    def _chosen(self, rest: str) -> None:
        """Goes on; before a text the Enter behind letters is waited for, so that no letter of a label falls into it."""
        field = self.form.field
        assert field is not None
        long = self.form.offer(field, language_of(self)).long if field.chooses else False
        after = self.form.named.get(self.form.following(self.pins))
        if rest and long and after is not None and after.is_text:
            self.draw()
        else:
            self._go_on(rest, long=long)

    @spoken
    def on_clerk_entry_ended(self, event: ClerkEntry.Ended) -> None:
        """Enter: the field is done; behind the last one the form is sent."""
        event.stop()
        form = self.form
        if form.field is None:
            self.action_send()
            return
        if event.text and not (form.field.is_text and not self._typing):
            if form.field.is_text or not isinstance(form.value(form.at), str) or not self._stands(event.text):
                form.type(event.text, language_of(self), ended=True)
        else:
            behind = form.behind_empty_instance() if form.in_empty_instance else None
            form.pass_by()
            if behind is not None:
                self._changed()
                self._stand(behind)
                return
        self._changed()
        self._go_on()

    @spoken
    def action_repeat(self) -> None:
        """The same value as in the form before."""
        field = self.form.field
        if field is None or not self.last.get(field.name):
            self._say(_("The form before has nothing here."))
            return
        self._remember()
        self.form.put(field.name, self.last[field.name])
        self._changed()
        self._go_on()

    @spoken
    def action_pin(self) -> None:
        """Keeps the value of the field for all further forms, or stops it."""
        name = self.form.at
        self._end_typing()
        if name in self.pinned:
            self.pinned.discard(name)
            self._say(_("Typed anew in every form."))
        elif self.form.filled(name) and name not in self.form.unread:
            self.pinned.add(name)
            self.last[name] = self.form.value(name)
            self._say(_("Stays the same in further forms; F6 stops it."))
            self._go_on()
        else:
            self._say(_("Type the value first, then pin it."))
        self.keep_pins()
        self.draw()

    @spoken
    def action_unclear(self) -> None:
        """Asks for a note why the field cannot be read."""
        if self.form.field is None:
            return
        if self.form.field.own_words:
            self._stand(self.form.field.cell.name)
        self.app.push_screen(OneLine(_about_unclear, self.form.unclear.get(self.form.at, "")), self._mark)

    def _mark(self, note: str | None) -> None:
        if note is None:
            return
        self._remember()
        self.form.mark(note)
        self._changed()
        self._go_on() if note.strip() else self._stand(self.form.at)

    # Sending

    @spoken
    def action_send(self) -> None:
        """Sends the form, or goes to the first field that cannot stay as it is. A blank one is sent by the second press."""
        self._end_typing()
        if self._asks_first():
            return
        self.form.pass_by()
        self.keep()
        self.check()
        wrong = self.form.faulty
        if wrong:
            n = len(wrong)
            self._stand(wrong[0])
            told = ngettext("{n} field to put right before sending", "{n} fields to put right before sending", n)
            self._say(told.format(n=n), fine=False)
            return
        self.send()

    def _asks_first(self) -> bool:
        """Whether nothing was typed and that is told first: the key may have been meant for the form before."""
        if not self.is_new or not self.form.is_untouched(self._given) or self.sends_blank.press():
            return False
        told = _("No. {number}: nothing was typed. Press again to send it as a blank form.").format(number=self.number)
        self._write_news(plain(f"△ {told}", "$warning", one_line=True), passing=True)
        return True

    @property
    def is_new(self) -> bool:
        """Whether the form on the screen is sent for the first time."""
        return True

    def send(self) -> None:
        """Sends the form; each kind of typing has its own way."""
        raise NotImplementedError

    def way_out(self) -> Callable[[], object] | None:
        """As Esc leaves."""
        return self.action_leave

    def action_leave(self) -> None:
        """Leaves; what was typed is kept."""
        raise NotImplementedError

    def left_told(self) -> str:
        """What was begun and not sent, in words; empty where nothing was."""
        raise NotImplementedError

    def refuse(self, error: ConsultError) -> None:
        """Shows why a form was not sent, and goes to the first field that is wrong."""
        self.form.found = self._placed(error.problems)
        self._say(" ".join(map(sentence, error.problems)), fine=False)
        wrong = self.form.faulty
        if wrong:
            self._stand(wrong[0])
        self.draw()

    def next_form(self) -> None:
        """Begins with the form that is typed next, or goes on with its draft."""
        typing = self.typing
        self.form = ClerkForm(typing.survey, self.on_disk(typing.draft), self.on_disk(typing.draft_unclear))
        self.begin()


def _about_unclear() -> LineAsked:
    proposals = _("two boxes ticked"), _("cannot be read"), _("crossed out")
    return LineAsked(
        _("Why is the field unclear?"), _("It is stored as blank, with this note. An empty line takes the mark away."), proposals
    )
